// Medians into docs/bench.json; tables into docs/bench.md and, between its
// markers, docs/performance.md. A part of a run is printed and kept in .data/.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goals, verdict } from './goals.mjs';
import { data, root, titleOf } from './sites.mjs';
import { median, quantile, round } from './stats.mjs';

const [BEGIN, END] = ['<!-- bench:begin -->', '<!-- bench:end -->'];

/** The value at a path of keys, or `undefined`. */
const at = (object, path) => path.split('.').reduce((value, key) => value?.[key], object);

/** All answers to one question about one page: their median, or how it failed. */
function reader(results) {
  return (page, size, profile, path, combine = median) => {
    const visits = results.filter((r) => r.page === page && r.size === size && r.profile === profile);
    const values = visits.flatMap((r) => at(r, path) ?? []);
    if (values.length > 0) return round(combine(values), 2);
    const failed = visits.find((r) => r.failed);
    if (failed) return failed.failed;
    return undefined;
  };
}

const FAILURES = { late: '> 120 s', failed: 'failed' };

/** A cell: the figure, and how it compares to ours. */
function cell(value, ours, digits) {
  if (value === undefined) return '–';
  if (value in FAILURES) return FAILURES[value];
  const figure = value.toLocaleString('en', { maximumFractionDigits: digits, useGrouping: true });
  if (typeof ours !== 'number' || value === ours || ours <= 0) return figure;
  return `${figure} (${(value / ours).toFixed(2)} ×)`;
}

const number = (value) => (typeof value === 'number' ? value : value === undefined ? undefined : null);

/** One table: a row for each question, a column for each page. */
function table(title, pages, rows, note = '') {
  const kept = rows.filter(({ values }) => Object.values(values).some((v) => typeof v === 'number'));
  if (kept.length === 0) return { text: '', missed: [] };
  const missed = [];
  const lines = kept.map(({ name, values, goal, against = pages.filter((p) => !['confins', 'floor', 'blank'].includes(p)), digits = 0 }) => {
    const result = verdict(goal, number(values.confins), against.map((page) => number(values[page])));
    if (result === 'missed') missed.push(`${title}: ${name} (${goal.title})`);
    const judged = result ? `${result === 'missed' ? '**missed**' : 'met'}: ${goal.title}` : '';
    const cells = pages.map((page) => cell(values[page], page === 'confins' ? undefined : values.confins, digits));
    return `| ${[name, ...cells, judged].join(' | ')} |`;
  });
  const head = ['', ...pages.map(titleOf), 'goal'];
  const ruler = head.map((_, i) => (i === 0 || i === head.length - 1 ? '---' : '---:'));
  const text = [`### ${title}`, '', ...(note ? [note, ''] : []), `| ${head.join(' | ')} |`, `|${ruler.join('|')}|`, ...lines, ''].join('\n');
  return { text, missed };
}

const PROFILE_NAMES = { none: 'this machine', slow: '1.6 Mbit/s, 150 ms, CPU ÷ 4', slower: '0.75 Mbit/s, 300 ms, CPU ÷ 6' };
const isLarge = (size) => ['100k', '1m', '4m'].includes(size);
const nameOf = (size) => (size === 'default' ? 'own atlas' : `${size} vertices`);

function tables(results, { peers, sizes, measures }) {
  const read = reader(results);
  const all = ['confins', ...peers];
  const row = (name, pages, question, more = {}) => ({
    name,
    values: Object.fromEntries(pages.map((page) => [page, question(page)])),
    ...more,
  });
  const ask = (size, profile, path, combine) => (page) => read(page, size, profile, path, combine);
  const withFloor = ['confins', 'floor', ...peers];
  const first = ['none', 'slow', 'slower'].flatMap((profile) => {
    const name = PROFILE_NAMES[profile];
    const slow = profile !== 'none';
    const question = ask('default', profile, 'firstMap');
    return [
      row(name, withFloor, question, slow ? { goal: goals.floor, against: ['floor'] } : {}),
      ...(slow ? [row(`${name}, against libraries`, withFloor, question, { goal: goals.sooner })] : []),
      row(`${name}, by the stricter eye`, withFloor, ask('default', profile, 'firstMapStrict')),
    ];
  });
  const fetched = [
    row('KB until the map', withFloor, (page) => scaled(read(page, 'default', 'slow', 'bytesUntilMap'), 1 / 1000), { digits: 1 }),
    row('requests until the map', withFloor, ask('default', 'slow', 'requestsUntilMap')),
    row('KB in all', withFloor, (page) => scaled(read(page, 'default', 'slow', 'bytes'), 1 / 1000), { digits: 1 }),
    row('requests in all', withFloor, ask('default', 'slow', 'requests')),
  ];
  const large = sizes.filter((size) => size !== 'default');
  const firstOfSizes = large.map((size) =>
    row(nameOf(size), all, ask(size, 'none', 'firstMap'), { goal: ['1m', '4m'].includes(size) ? goals.below : undefined }),
  );
  const steady = sizes.flatMap((size) => {
    const goal = isLarge(size) ? goals.below : goals.level;
    const of = (name, path, more) => row(`${nameOf(size)}: ${name}`, all, ask(size, 'none', `frames.${path}`), more);
    return [
      of('p50, drag', 'p50.drag', { digits: 1 }),
      of('p95, drag', 'p95.drag', { digits: 1 }),
      of('p50, zoom', 'p50.zoom', { digits: 1 }),
      of('p95, zoom', 'p95.zoom', { digits: 1 }),
      of('longest frame', 'longest', { goal }),
      of('main thread busy', 'busy', { goal }),
      of('all processes, CPU time', 'processor'),
      of('long tasks', 'longTasks'),
      row(`${nameOf(size)}: frames with bare background, of 100`, all, (page) => {
        const seen = results.find((r) => r.page === page && r.size === size && r.blank)?.blank;
        return seen?.frames ? round((100 * seen.blank) / seen.frames) : undefined;
      }),
    ];
  });
  const clicked = ['default', '1m'].filter((size) => sizes.includes(size)).flatMap((size) =>
    [
      ['', 'clicks'],
      [', CPU ÷ 4', 'slowClicks'],
    ].flatMap(([how, key]) => [
      row(`${nameOf(size)}${how}: p50`, all, ask(size, 'none', `${key}.times`), { digits: 1 }),
      row(`${nameOf(size)}${how}: p95`, all, ask(size, 'none', `${key}.times`, (times) => quantile(times, 0.95)), { digits: 1 }),
      row(`${nameOf(size)}${how}: clicks lost`, all, ask(size, 'none', `${key}.lost`, (lost) => lost.reduce((a, b) => a + b, 0))),
    ]),
  );
  const held = sizes.flatMap((size) => [
    row(`${nameOf(size)}: page's process`, all, ask(size, 'none', 'memory.rss'), { goal: ['1m', '4m'].includes(size) ? goals.below : undefined }),
    row(`${nameOf(size)}: after a drag and a zoom`, all, ask(size, 'none', 'memoryAfter.rss'), { goal: ['1m', '4m'].includes(size) ? goals.below : undefined }),
    row(`${nameOf(size)}: its own share (PSS)`, all, ask(size, 'none', 'memory.pss')),
    row(`${nameOf(size)}: whole browser (PSS)`, all, ask(size, 'none', 'memory.browserPss')),
  ]);
  const empty = read('blank', 'default', 'none', 'memory.rss');
  const emptyNote = typeof empty !== 'number' ? '' : `An empty page's process holds ${round(empty, 0)} MB.`;
  const made = {
    'first-map': () => [
      table('First map, own atlas (ms)', withFloor, first),
      table('Fetched, own atlas', withFloor, fetched, 'Brotli, with headers, workers included.'),
      table('First map by size (ms)', all, firstOfSizes),
    ],
    frames: () => [table('Frames while dragging and zooming (ms)', all, steady)],
    click: () => [table('From click to text (ms)', all, clicked)],
    memory: () => [table('Memory (MB)', all, held, emptyNote)],
  };
  return measures.flatMap((measure) => made[measure]());
}

const scaled = (value, by) => (typeof value === 'number' ? value * by : value);

/** Our page alone. */
function ownText(results) {
  const read = reader(results);
  const own = (path, size = 'default', profile = 'cpu') => read('confins', size, profile, path);
  if (typeof own('firstPaint') !== 'number') return '';
  const memories = ['default', '10k', '100k', '1m', '4m']
    .map((size) => [size, read('confins', size, 'none', 'memory.wasm')])
    .filter(([, mb]) => typeof mb === 'number')
    .map(([size, mb]) => `${nameOf(size)} ${round(mb, 1)} MB`);
  return [
    '### Confins alone, for the record',
    '',
    `With the CPU 4 times slower: first paint after ${round(own('firstPaint'), 0)} ms, then ${own('tasksAfterPaint')} long tasks, ` +
      `the longest of ${round(own('longestTaskAfterPaint'), 0)} ms. WebAssembly memory: ${memories.join(', ') || 'not measured'}.`,
    '',
  ].join('\n');
}

function introduction(about, results) {
  const versions = Object.entries(about.versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return [
    `Measured on ${about.date}: ${about.cpu}, ${about.cores} cores, ${about.memory_gb} GB, Linux ${about.kernel}, ` +
      `Chromium ${about.chromium} (${about.graphics}; WebGL by ${about.webgl}), ${about.rounds} round${about.rounds > 1 ? 's' : ''}, ` +
      `${about.minutes} minutes. ${versions}. Medians; in brackets, how many times ours (above 1: ours is less).`,
    '',
    'MapLibre needs WebGL, which this machine computes on its processor: on a graphics card its frames would be far',
    'shorter. The slowed processor is the main thread’s; workers run at full speed, which also favours MapLibre.',
    '',
    'To repeat it: `cargo xtask bench` (a part: `cargo xtask bench --no-build --only frames --sizes 1m --peers d3,ol`).',
    '',
    failures(results),
  ].join('\n');
}

function failures(results) {
  const failed = results.filter((r) => r.failed);
  const stood = results.filter(({ frames: f }) => f?.moved !== undefined && !(Math.abs(f.moved - 300) < 40 && f.nearer > 4 && f.nearer < 16));
  const lines = [
    ...failed.map((r) => `- ${titleOf(r.page)}, ${nameOf(r.size)}, ${r.profile}: ${FAILURES[r.failed]} (${r.why})`),
    ...stood.map(
      ({ page, size, frames: f }) =>
        `- ${titleOf(page)}, ${nameOf(size)}: the hand asked for 300 px and 8 times nearer, the map went ` +
        `${round(f.moved, 0) ?? '?'} px and ${round(f.nearer) ?? '?'} times`,
    ),
  ];
  return lines.length > 0 ? ['Not as it should be:', '', ...new Set(lines), ''].join('\n') : '';
}

/** The medians, for other programs. */
function medians(results) {
  const flat = (object, path = '') =>
    Object.entries(object).flatMap(([key, value]) =>
      typeof value === 'number' ? [[path + key, value]] : value && typeof value === 'object' && !Array.isArray(value) ? flat(value, `${path}${key}.`) : [],
    );
  const groups = Map.groupBy ? Map.groupBy(results, keyOf) : grouped(results);
  return [...groups.values()].map((visits) => {
    const [{ page, size, profile }] = visits;
    const paths = new Set(visits.flatMap((visit) => flat(visit).map(([path]) => path)));
    paths.delete('round');
    const figures = [...paths].map((path) => [path, round(median(visits.map((visit) => at(visit, path) ?? NaN)), 2)]);
    for (const key of ['clicks', 'slowClicks']) {
      const times = visits.flatMap((visit) => visit[key]?.times ?? []);
      if (times.length > 0) figures.push([`${key}.p50`, round(median(times), 2)], [`${key}.p95`, round(quantile(times, 0.95), 2)]);
    }
    const failed = visits.find((visit) => visit.failed);
    return { page, size, profile, visits: visits.length, ...(failed && { failed: failed.failed, why: failed.why }), ...Object.fromEntries(figures) };
  });
}
const keyOf = ({ page, size, profile }) => `${page} ${size} ${profile}`;
function grouped(results) {
  const groups = new Map();
  for (const one of results) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Puts the tables between the markers; what stands around them stays. */
async function intoPerformance(file, text) {
  const old = await readFile(file, 'utf8').catch(() => `# Performance\n\n${BEGIN}\n${END}\n`);
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (begin < 0 || end < begin) return false;
  await writeFile(file, `${old.slice(0, begin)}${BEGIN}\n\n${text}\n${old.slice(end)}`);
  return true;
}

export async function write({ results, about, options, weights, say }) {
  const made = tables(results, options);
  const missed = made.flatMap((one) => one.missed);
  const verdictText =
    missed.length > 0 ? ['Goals missed:', '', ...missed.map((one) => `- ${one}`), ''].join('\n') : 'Every goal that was measured is met.\n';
  const text = [introduction(about, results), verdictText, ...made.map((one) => one.text), ownText(results)].filter(Boolean).join('\n');
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
  console.log(`\n${verdictText}`);
  say(`wrote docs/bench.json and docs/bench.md${placed ? ', and the tables in docs/performance.md' : '; docs/performance.md has no markers for the tables'}`);
}
