// How busy the machine is with anything but this benchmark: a figure that was
// measured beside somebody else's work says little.
import { readFile, readdir } from 'node:fs/promises';
import process from 'node:process';
import { sleep } from './browser.mjs';

const MS_PER_TICK = 10;
/** Of one core, by everything else. Below the first a visit may begin; above the second it is made again. */
export const QUIET = 0.15;
export const DISTURBED = 0.25;
const SAMPLE = 300;
/** How long a visit waits for a quiet machine, at most. */
export const LONGEST_WAIT = 15_000;

/** Ticks that all programs used, and what was stolen by other machines on the same processor. */
async function allTicks() {
  const [, user, nice, system, , , , , stolen] = (await readFile('/proc/stat', 'utf8')).split('\n', 1)[0].split(/\s+/).map(Number);
  return user + nice + system + (stolen || 0);
}

/** Ticks that this program, its browsers, and those of them that have ended used. */
async function ownTicks() {
  const children = new Map();
  const used = new Map();
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    ids.map(async (id) => {
      const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
      if (fields.length < 15) return;
      const parent = fields[1];
      children.set(parent, [...(children.get(parent) ?? []), Number(id)]);
      used.set(Number(id), fields[11] + fields[12] + fields[13] + fields[14]);
    }),
  );
  const tree = (id) => (used.get(id) ?? 0) + (children.get(id) ?? []).reduce((sum, child) => sum + tree(child), 0);
  return tree(process.pid);
}

const counters = async () => ({ at: performance.now(), all: await allTicks(), own: await ownTicks() });

/** Starts counting; what it answers tells, when called, how much of a core all others used since. */
export async function countOthers() {
  const before = await counters();
  return async () => {
    const { at, all, own } = await counters();
    const others = all - before.all - (own - before.own);
    return Math.max(0, (others * MS_PER_TICK) / (at - before.at));
  };
}

/** The system's own average over the last minute. */
export const average = async () => Number((await readFile('/proc/loadavg', 'utf8')).split(' ', 1)[0]);

/** Waits, for a while, until nothing else is at work; answers how long. */
export async function untilQuiet() {
  const begun = performance.now();
  for (;;) {
    const others = await countOthers();
    await sleep(SAMPLE);
    const waited = performance.now() - begun;
    if ((await others()) < QUIET || waited > LONGEST_WAIT) return waited;
  }
}
