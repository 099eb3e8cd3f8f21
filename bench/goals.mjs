// What our page is to reach, and whether a figure does. `ours` and `others` are
// numbers where less is better; `null` is a page that failed.
const best = (others) => Math.min(...others.filter((n) => n !== null));

export const goals = {
  floor: { title: 'at most 1.25 × the floor', holds: (ours, [floor]) => ours <= 1.25 * floor },
  sooner: { title: 'at least 3 times sooner than the fastest library', holds: (ours, others) => 3 * ours <= best(others) },
  below: { title: 'below every library', holds: (ours, others) => ours < best(others) },
  level: { title: 'no library ahead by more than 10 %', holds: (ours, others) => ours <= 1.1 * best(others) },
};

/** `met`, `missed`, or `null` where there is nothing to compare. */
export function verdict(goal, ours, others) {
  const known = others.filter((n) => n !== null && n !== undefined);
  if (!goal || known.length === 0 || ours === undefined) return null;
  if (ours === null) return 'missed';
  return goal.holds(ours, known) ? 'met' : 'missed';
}
