// Makes visits and keeps their answers: a visit that went wrong, took too long or
// was disturbed is an answer too, or is made again.
import { visit } from './browser.mjs';
import { DISTURBED, average, countOthers, untilQuiet } from './load.mjs';
import { MISSED } from './measure/first-map.mjs';
import { PROFILES } from './profiles.mjs';

const LIMIT = 120_000;
/** A page that takes this long over one visit is visited once: its figure is plain enough. */
const TOO_LONG_TO_REPEAT = 30_000;
const MOST_MISSED = 3;
const MOST_DISTURBED = 3;

/** Fails after `limit` instead of waiting for good. */
function within(limit, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('late')), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** One visit in a browser of its own, and what else the machine did meanwhile. */
async function attempt(which, work, anyLoad) {
  const waited = anyLoad ? 0 : await untilQuiet();
  const before = await average();
  const others = await countOthers();
  const begun = Date.now();
  const answer = { ...which };
  const on = await visit(PROFILES[which.profile]);
  try {
    await within(LIMIT, work(on, answer));
  } catch (error) {
    answer.failed = error.message === 'late' || /Timeout/.test(error.message) ? 'late' : 'failed';
    answer.why = [error.message.split('\n')[0], ...on.problems].join('; ');
    answer.missed = error.message === MISSED || undefined;
  }
  // Before the browser ends, since what it used is known of the living only.
  answer.load = { others: await others(), before, after: await average(), waited };
  await within(10_000, on.close()).catch(() => {});
  answer.took = Date.now() - begun;
  return answer;
}

/** `anyLoad`: neither waits for a quiet machine nor makes a disturbed visit again. */
export function visitor({ say, anyLoad }) {
  /** Every visit's answers: page, size, profile, and what was measured. */
  const results = [];
  const given = new Set();
  const isDisturbed = ({ load }) => load.others > DISTURBED;

  async function visited(which, work) {
    const key = ['page', 'size', 'profile', 'measure'].map((name) => which[name]).filter(Boolean).join(' ');
    if (given.has(key)) return;
    const tries = [];
    let missed = 0;
    for (;;) {
      const answer = await attempt(which, work, anyLoad);
      if (answer.missed && (missed += 1) < MOST_MISSED) {
        say(`${key}: ${MISSED}; once more`);
        continue;
      }
      tries.push(answer);
      if (anyLoad || !isDisturbed(answer) || tries.length === MOST_DISTURBED) break;
      say(`${key}: disturbed, something else used ${answer.load.others.toFixed(2)} of a core; once more`);
    }
    // Not the best figure, the quietest visit.
    const answer = tries.toSorted((a, b) => a.load.others - b.load.others)[0];
    answer.load.repeats = tries.length - 1;
    if (isDisturbed(answer)) answer.disturbed = true;
    if (answer.failed || answer.took > TOO_LONG_TO_REPEAT) given.add(key);
    results.push(answer);
    say(`${key}: ${told(answer)}`);
  }
  return { results, visited };
}

function told({ failed, why, firstMap, finished, answered, presses, disturbed, load, took }) {
  const ms = (name, value) => (typeof value === 'number' ? [`${name} ${Math.round(value)} ms`] : []);
  return [
    failed ? `${failed} (${why})` : 'done',
    ...ms('first map', firstMap),
    ...ms('finished', finished),
    ...ms(`answered after ${presses} presses,`, answered),
    ...(disturbed ? [`disturbed (${load.others.toFixed(2)} of a core)`] : []),
    `${(took / 1000).toFixed(1)} s`,
  ].join(', ');
}
