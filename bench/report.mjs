// Writes docs/bench.json, docs/bench.md and, between its markers, the tables of
// docs/performance.md. A part of a run is printed and kept in .data/.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { medians } from './report/figures.mjs';
import { summary, verdicts } from './report/summary.mjs';
import { tables } from './report/tables.mjs';
import { introduction, ownText } from './report/words.mjs';
import { data, root } from './sites.mjs';

const [BEGIN, END] = ['<!-- bench:begin -->', '<!-- bench:end -->'];

/** Puts the tables between the markers; what stands around them stays. */
async function intoPerformance(file, text) {
  const old = await readFile(file, 'utf8').catch(() => `# Performance\n\n${BEGIN}\n${END}\n`);
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (begin < 0 || end < begin) return false;
  await writeFile(file, `${old.slice(0, begin)}${BEGIN}\n\n${text}\n${old.slice(end)}`);
  return true;
}

/** The whole report, as text, and the goals that were missed. */
export function report({ results, about, options }) {
  const made = tables(results, options);
  const judged = made.flatMap((one) => one.judged);
  const { missed, text: goalsText } = verdicts(judged);
  const parts = [summary(judged), introduction(about, results), goalsText, ...made.map((one) => one.text), ownText(results)];
  return { text: parts.filter(Boolean).join('\n'), missed, goalsText };
}

export async function write({ results, about, options, weights, say }) {
  const { text, missed, goalsText } = report({ results, about, options });
  const json = `${JSON.stringify({ about, weights, missed, medians: medians(results) }, null, 1)}\n`;
  if (!options.whole) {
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'part.json'), json);
    await writeFile(join(data, 'part.md'), text);
    console.log(`\n${text}`);
    say('a part of the benchmark: kept in bench/.data/part.md and part.json; docs/ is as it was');
    return;
  }
  const docs = join(root, 'docs');
  await writeFile(join(docs, 'bench.json'), json);
  await writeFile(join(docs, 'bench.md'), `# Beside other map libraries\n\n${text}`);
  const placed = await intoPerformance(join(docs, 'performance.md'), text);
  console.log(`\n${goalsText}`);
  say(`wrote docs/bench.json and docs/bench.md${placed ? ', and the tables in docs/performance.md' : '; docs/performance.md has no markers for the tables'}`);
}
