// One table: a row for each question, a column for each page, goals judged.
import { verdict } from '../goals.mjs';
import { titleOf } from '../sites.mjs';
import { number } from './figures.mjs';

export const FAILURES = { late: '> 120 s', failed: 'failed' };
export const isLibrary = (page) => !['confins', 'floor', 'blank'].includes(page);

export const written = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits, useGrouping: true });

/** A cell: the figure, how it compares to ours, and in small what it ranged over. */
function cell(figure, ours, digits, ranges) {
  if (figure === undefined) return '–';
  if (figure in FAILURES) return FAILURES[figure];
  const { value, low, high, count } = figure;
  const isOther = typeof ours === 'number' && value !== ours && ours > 0;
  const range = ranges && count > 1 ? ` <sub>${written(low, digits)}–${written(high, digits)}</sub>` : '';
  return `${written(value, digits)}${isOther ? ` (${(value / ours).toFixed(2)} ×)` : ''}${range}`;
}

/** `{ text, judged }`: the table, and each row that has a goal, with what came of it.
 *  A row: `name`, `values` (page → figure); `goal`, `against` (pages); `digits`;
 *  `asks`, the question of the short table that it belongs to. */
export function table(title, pages, rows, { note = '', ranges = false, unit = 'ms' } = {}) {
  const kept = rows.filter(({ values }) => Object.values(values).some((v) => typeof v === 'object'));
  if (kept.length === 0) return { text: '', judged: [] };
  const judged = [];
  const lines = kept.map((row) => {
    const { name, values, goal, against = pages.filter(isLibrary), digits = 0, asks } = row;
    const ours = number(values.confins);
    const result = verdict(goal, ours, against.map((page) => number(values[page])));
    if (result) judged.push({ title, name, values, goal, against, digits, asks, unit, result });
    const told = result ? `${result === 'missed' ? '**missed**' : 'met'}: ${goal.title}` : '';
    const cells = pages.map((page) => cell(values[page], page === 'confins' ? undefined : ours, digits, ranges));
    return `| ${[name, ...cells, told].join(' | ')} |`;
  });
  const head = ['', ...pages.map(titleOf), 'goal'];
  const ruler = head.map((_, i) => (i === 0 || i === head.length - 1 ? '---' : '---:'));
  const lead = [`### ${title}`, '', ...(note ? [note, ''] : [])];
  return { text: [...lead, `| ${head.join(' | ')} |`, `|${ruler.join('|')}|`, ...lines, ''].join('\n'), judged };
}
