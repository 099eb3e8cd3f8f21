// Which questions are asked, in which table, and which of them have a goal.
import { goals } from '../goals.mjs';
import { quantile, round } from '../stats.mjs';
import { number, reader, scaled } from './figures.mjs';
import { table } from './table.mjs';

const LINES = { none: 'this machine', slow: '1.6 Mbit/s, 150 ms, CPU ÷ 4', slower: '0.75 Mbit/s, 300 ms, CPU ÷ 6' };
const isLarge = (size) => ['100k', '1m', '4m'].includes(size);
const isLargest = (size) => ['1m', '4m'].includes(size);
export const nameOf = (size) => (size === 'default' ? 'own atlas' : `${size} vertices`);

export function tables(results, { peers, sizes, measures }) {
  const read = reader(results);
  const all = ['confins', ...peers];
  const withFloor = ['confins', 'floor', ...peers];
  const row = (name, pages, question, more = {}) => ({
    name,
    values: Object.fromEntries(pages.map((page) => [page, question(page)])),
    ...more,
  });
  const ask = (size, profile, path, combine) => (page) => read(page, size, profile, path, combine);

  function first() {
    const of = (name, profile, path, goal, asks, against) =>
      row(name, withFloor, ask('default', profile, path), { goal, against, asks: `${asks}, ${LINES[profile]}` });
    const rows = Object.entries(LINES).flatMap(([profile, line]) => [
      of(line, profile, 'firstMap', ...(profile === 'none' ? [] : [goals.floor, 'First map beside the floor', ['floor']])),
      ...(profile === 'none' ? [] : [of(`${line}, against libraries`, profile, 'firstMap', goals.sooner, 'First map')]),
      of(`${line}: finished`, profile, 'finished', goals.below, 'Finished picture'),
      of(`${line}: answers a press`, profile, 'answered', goals.below, 'A press on a place answered'),
      of(`${line}: with a claim’s words`, profile, 'claimSeen'),
    ]);
    const note = 'Medians, and in small the least and the most. Finished: no more than 24 of 255 from the last picture in 95 % of the\nmap. Answers a press: the panel shows the text of a place that is pressed every 100 ms from the first paint on.';
    return table('First map, own atlas (ms)', withFloor, rows, { note, ranges: true });
  }

  function fetched() {
    const kilobytes = (path) => (page) => scaled(read(page, 'default', 'slow', path), 1 / 1000);
    const rows = [
      row('KB until the map', withFloor, kilobytes('bytesUntilMap'), { digits: 1 }),
      row('requests until the map', withFloor, ask('default', 'slow', 'requestsUntilMap')),
      row('KB in all, to read', withFloor, kilobytes('bytesRead'), { digits: 1 }),
      row('KB with what is kept for a time without network', withFloor, kilobytes('bytes'), { digits: 1 }),
      row('requests in all', withFloor, ask('default', 'slow', 'requests')),
    ];
    return table('Fetched, own atlas', withFloor, rows, { note: 'Brotli, with headers, workers included.' });
  }

  function firstOfSizes() {
    const rows = sizes
      .filter((size) => size !== 'default')
      .map((size) =>
        row(nameOf(size), all, ask(size, 'none', 'firstMap'), {
          goal: isLargest(size) ? goals.below : undefined,
          asks: `First map of ${nameOf(size)}, this machine`,
        }),
      );
    return table('First map by size (ms)', all, rows, { ranges: true });
  }

  function steady() {
    const bare = (size) => (page) => {
      const seen = results.find((r) => r.page === page && r.size === size && r.blank)?.blank;
      return seen?.frames ? { value: round((100 * seen.blank) / seen.frames), count: 1 } : undefined;
    };
    const rows = sizes.flatMap((size) => {
      const goal = isLarge(size) ? goals.below : goals.level;
      const of = (name, path, more) => row(`${nameOf(size)}: ${name}`, all, ask(size, 'none', `frames.${path}`), more);
      return [
        of('p50, drag', 'p50.drag', { digits: 1 }),
        of('p95, drag', 'p95.drag', { digits: 1 }),
        of('p50, zoom', 'p50.zoom', { digits: 1 }),
        of('p95, zoom', 'p95.zoom', { digits: 1 }),
        of('longest frame', 'longest', { goal, asks: 'Longest frame of a drag and a zoom' }),
        of('main thread busy', 'busy', { goal, asks: 'Main thread busy in a drag and a zoom' }),
        of('all processes, CPU time', 'processor'),
        of('long tasks', 'longTasks'),
        row(`${nameOf(size)}: frames with bare background, of 100`, all, bare(size)),
      ];
    });
    return table('Frames while dragging and zooming (ms)', all, rows);
  }

  function clicked() {
    const ways = { clicks: '', slowClicks: ', CPU ÷ 4' };
    const rows = ['default', '1m'].filter((size) => sizes.includes(size)).flatMap((size) =>
      Object.entries(ways).flatMap(([key, how]) => {
        const of = (name, path, combine, more) => row(`${nameOf(size)}${how}: ${name}`, all, ask(size, 'none', `${key}.${path}`, combine), more);
        return [
          of('p50', 'times', undefined, { digits: 1 }),
          of('p95', 'times', (times) => quantile(times, 0.95), { digits: 1 }),
          of('clicks lost', 'lost', (lost) => lost.reduce((a, b) => a + b, 0)),
        ];
      }),
    );
    return table('From click to text (ms)', all, rows);
  }

  function held() {
    const rows = sizes.flatMap((size) => {
      const goal = isLargest(size) ? goals.below : undefined;
      const of = (name, path, more) => row(`${nameOf(size)}: ${name}`, all, ask(size, 'none', path), more);
      return [
        of("page's process", 'memory.rss', { goal, asks: `Memory` }),
        of('after a drag and a zoom', 'memoryAfter.rss', { goal, asks: 'Memory after a drag and a zoom' }),
        of('its own share (PSS)', 'memory.pss'),
        of('whole browser (PSS)', 'memory.browserPss'),
      ];
    });
    const empty = number(read('blank', 'default', 'none', 'memory.rss'));
    const note = typeof empty === 'number' ? `An empty page's process holds ${round(empty, 0)} MB.` : '';
    return table('Memory (MB)', all, rows, { note, unit: 'MB' });
  }

  const wants = (...some) => some.some((measure) => measures.includes(measure));
  return [
    ...(wants('first-map', 'answered') ? [first()] : []),
    ...(wants('first-map') ? [fetched(), firstOfSizes()] : []),
    ...(wants('frames') ? [steady()] : []),
    ...(wants('click') ? [clicked()] : []),
    ...(wants('memory') ? [held()] : []),
  ];
}
