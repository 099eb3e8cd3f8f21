// What a reader understands in a minute: one row for each question that has a goal.
import { titleOf } from '../sites.mjs';
import { number } from './figures.mjs';
import { written } from './table.mjs';

/** The page that comes closest to ours, or is ahead of it by most. */
function closest({ values, against }) {
  const known = against.filter((page) => typeof values[page] === 'object');
  return known.toSorted((a, b) => number(values[a]) - number(values[b]))[0];
}

const ratioOf = (one) => number(one.values[closest(one)]) / number(one.values.confins);

function line(question, rows) {
  // Of several sizes the one that is furthest from its goal speaks for all.
  const missed = rows.filter(({ result }) => result === 'missed');
  const shown = (missed.length > 0 ? missed : rows).toSorted((a, b) => ratioOf(a) - ratioOf(b))[0];
  const { values, goal, digits, unit, name } = shown;
  const other = closest(shown);
  const ours = number(values.confins);
  const figure = (value) => `${written(value, digits)} ${unit}`;
  const where = rows.length > 1 ? `; here ${name.split(':')[0]}` : '';
  const goals = new Set((missed.length > 0 ? missed : rows).map((one) => one.goal.title));
  const count = rows.length > 1 && missed.length > 0 ? ` (${missed.length} of ${rows.length})` : '';
  const cells = [
    `${question}${where}`,
    ours === null ? 'failed' : figure(ours),
    `${titleOf(other)}: ${figure(number(values[other]))}`,
    ours === null ? '–' : `${ratioOf(shown).toFixed(2)} ×`,
    `${missed.length > 0 ? `**missed**${count}` : 'met'}: ${rows.length > 1 ? [...goals].join('; ') : goal.title}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** `judged`: all rows with a goal, in the tables' order. */
export function summary(judged) {
  const questions = new Map();
  for (const one of judged) {
    const question = one.asks ?? `${one.title}: ${one.name}`;
    questions.set(question, [...(questions.get(question) ?? []), one]);
  }
  if (questions.size === 0) return '';
  return [
    '### In a minute',
    '',
    'Of each question: our figure, the best library’s (or the floor’s), how many times ours that is (above 1: ours is less).',
    'Where a question has several sizes, the one that is worst for us is shown, and the goal is met only if all are.',
    '',
    '| question | Confins | best of the others | ratio | goal |',
    '|---|---:|---:|---:|---|',
    ...[...questions].map(([question, rows]) => line(question, rows)),
    '',
  ].join('\n');
}

export function verdicts(judged) {
  const missed = judged.filter(({ result }) => result === 'missed').map(({ title, name, goal }) => `${title}: ${name} (${goal.title})`);
  const text = missed.length > 0 ? ['Goals missed:', '', ...missed.map((one) => `- ${one}`), ''].join('\n') : 'Every goal that was measured is met.\n';
  return { missed, text };
}
