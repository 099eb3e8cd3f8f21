// What the page's process holds in memory, as the system counts it.
import { readFile } from 'node:fs/promises';
import { processes, sleep } from '../browser.mjs';

async function held(id) {
  const read = (file) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
  const field = (text, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
  return { rss: field(await read('status'), 'VmRSS'), pss: field(await read('smaps_rollup'), 'Pss') };
}

/** Megabytes, after what is not needed any more was collected. */
export async function memory({ page, session, whole }) {
  await session.send('HeapProfiler.collectGarbage');
  await sleep(300);
  const all = await Promise.all((await processes(whole)).map(async (one) => ({ ...one, ...(await held(one.id)) })));
  // A spare process stands by for the next page; ours is the one that holds more.
  const own = all.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.rss - a.rss)[0];
  const wasm = await page.evaluate(() => window.__memories.reduce((n, { buffer }) => n + buffer.byteLength, 0) / 2 ** 20);
  return { rss: own.rss, pss: own.pss, browserPss: all.reduce((n, { pss }) => n + pss, 0), wasm };
}
