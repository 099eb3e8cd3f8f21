// What the report says around its tables: the machine, its load, what went wrong.
import { DISTURBED, LONGEST_WAIT } from '../load.mjs';
import { titleOf } from '../sites.mjs';
import { median, round } from '../stats.mjs';
import { number, reader } from './figures.mjs';
import { FAILURES } from './table.mjs';
import { nameOf } from './tables.mjs';

const many = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

export function introduction(about, results) {
  const versions = Object.entries(about.versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return [
    `Measured on ${about.date}: ${about.cpu}, ${about.cores} cores, ${about.memory_gb} GB, Linux ${about.kernel}, ` +
      `Chromium ${about.chromium} (${about.graphics}; WebGL by ${about.webgl}), ${about.minutes} minutes. ${versions}. ` +
      `Medians: of ${many(about.visits, 'visit')} for first map, finished and answered, of ${many(about.rounds, 'round')} for the rest; ` +
      'in brackets, how many times ours (above 1: ours is less).',
    '',
    loadText(about, results),
    '',
    'MapLibre needs WebGL, which this machine computes on its processor: on a graphics card its frames would be far',
    'shorter. The slowed processor is the main thread’s; workers run at full speed, which also favours MapLibre.',
    '',
    'To repeat it: `cargo xtask bench` (a part: `cargo xtask bench --no-build --only frames --sizes 1m --peers d3,ol`).',
    '',
    failures(results),
  ].join('\n');
}

/** What else the machine did. */
function loadText({ anyLoad }, results) {
  const loads = results.map(({ load }) => load);
  const repeats = loads.reduce((sum, { repeats: n }) => sum + n, 0);
  const disturbed = results.filter((r) => r.disturbed).length;
  const others = loads.map((load) => load.others);
  const how = anyLoad
    ? '**On a machine that was not asked to be quiet** (`--any-load`): no visit waited or was made again'
    : `Before a visit up to ${LONGEST_WAIT / 1000} s are waited for a quiet machine; ${many(repeats, 'visit')} in which others used more than ` +
      `${DISTURBED} of a core ${repeats === 1 ? 'was' : 'were'} made again`;
  return (
    `${how}; ${disturbed} of ${results.length} in the tables are disturbed that much all the same. Others used ${round(median(others), 2)} of a core in the ` +
    `middle visit, ${round(Math.max(...others), 2)} at most; the system's load was ${range(loads.map(({ before }) => before))} before, ` +
    `${range(loads.map(({ after }) => after))} after a visit, its own work included.`
  );
}

const range = (numbers) => `${round(Math.min(...numbers), 2)} to ${round(Math.max(...numbers), 2)}`;

function failures(results) {
  const nameOfVisit = ({ page, size, profile, measure, place }) =>
    [titleOf(page), nameOf(size), profile, measure, place].filter(Boolean).join(', ');
  const failed = results.filter((r) => r.failed);
  const lost = results.filter((r) => r.kept === false);
  const stood = results.filter(({ frames: f }) => f?.moved !== undefined && !(Math.abs(f.moved - 300) < 40 && f.nearer > 4 && f.nearer < 16));
  const lines = [
    ...failed.map((r) => `- ${nameOfVisit(r)}: ${FAILURES[r.failed]} (${r.why})`),
    ...lost.map((r) => `- ${nameOfVisit(r)}: a press was answered, but the place's text was gone again afterwards`),
    ...stood.map(
      ({ page, size, frames: f }) =>
        `- ${titleOf(page)}, ${nameOf(size)}: the hand asked for 300 px and 8 times nearer, the map went ` +
        `${round(f.moved, 0) ?? '?'} px and ${round(f.nearer) ?? '?'} times`,
    ),
  ];
  return lines.length > 0 ? ['Not as it should be:', '', ...new Set(lines), ''].join('\n') : '';
}

/** Our page alone. */
export function ownText(results) {
  const read = reader(results);
  const own = (path) => number(read('confins', 'default', 'cpu', path));
  if (typeof own('firstPaint') !== 'number') return '';
  const memories = ['default', '10k', '100k', '1m', '4m']
    .map((size) => [size, number(read('confins', size, 'none', 'memory.wasm'))])
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
