// Measures our page beside the same map by other libraries. See README.md.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { openEye } from './eye.mjs';
import { prepare, weights } from './build.mjs';
import { launch, sleep, visit } from './browser.mjs';
import { machine } from './machine.mjs';
import { blank } from './measure/blank.mjs';
import { clicks } from './measure/click.mjs';
import { MISSED, firstMap, load } from './measure/first-map.mjs';
import { frames } from './measure/frames.mjs';
import { memory } from './measure/memory.mjs';
import { startup } from './measure/startup.mjs';
import { placesOf } from './measure/where.mjs';
import { read } from './options.mjs';
import { PROFILES, apply } from './profiles.mjs';
import { write } from './report.mjs';
import { serve } from './server.mjs';
import { SIZES, addressOf, built, data, dist } from './sites.mjs';

const LIMIT = 120_000;
/** A page that takes this long over one visit is visited once: its figure is plain enough. */
const TOO_LONG_TO_REPEAT = 30_000;
/** Clicks in all rounds together. */
const CLICKS = 20;
const CLICK_SIZES = ['default', '1m'];

const begun = Date.now();
const elapsed = () => `${Math.floor((Date.now() - begun) / 60_000)}:${String(Math.floor((Date.now() - begun) / 1000) % 60).padStart(2, '0')}`;
const say = (text) => console.log(`==> ${elapsed()} ${text}`);

const options = read(process.argv.slice(2));
const { rounds, measures, sizes, peers } = options;
const wants = (measure) => measures.includes(measure);

/** Every visit's answers: page, size, profile, and what was measured. */
const results = [];
const given = new Set();

/** Fails after `limit` instead of waiting for good. */
function within(limit, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('late')), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** One visit; whatever goes wrong in it is an answer too. */
async function measured(page, size, profile, round, work, tries = 3) {
  const key = `${page} ${size} ${profile}`;
  if (given.has(key)) return;
  const start = Date.now();
  const answer = { page, size, profile, round };
  const on = await visit(PROFILES[profile]);
  try {
    await within(LIMIT, work(on, answer));
  } catch (error) {
    if (error.message === MISSED && tries > 1) {
      await on.close();
      say(`${key}: ${MISSED}; once more`);
      return measured(page, size, profile, round, work, tries - 1);
    }
    answer.failed = error.message === 'late' || /Timeout/.test(error.message) ? 'late' : 'failed';
    answer.why = [error.message.split('\n')[0], ...on.problems].join('; ');
    given.add(key);
  } finally {
    await within(10_000, on.close()).catch(() => {});
  }
  const took = Date.now() - start;
  if (took > TOO_LONG_TO_REPEAT) given.add(key);
  results.push(answer);
  const first = answer.firstMap ? `, first map ${Math.round(answer.firstMap)} ms` : '';
  say(`${key}: ${answer.failed ? `${answer.failed} (${answer.why})` : 'done'}${first} (${(took / 1000).toFixed(1)} s)`);
}

/** Everything that one load of a page on this machine as it is can tell. */
async function fullVisit(on, answer, { origin, eye, round }) {
  const { page, size } = answer;
  const address = origin + addressOf(page, size);
  const places = placesOf(size);
  if (wants('first-map') && page !== 'blank') Object.assign(answer, await firstMap(on, address, eye));
  else await load(on, address);
  if (wants('memory')) {
    await sleep(1000);
    answer.memory = await memory(on);
  }
  if (page === 'blank' || page === 'floor') return;
  if (wants('click') && CLICK_SIZES.includes(size)) {
    const count = Math.ceil(CLICKS / rounds);
    answer.clicks = await clicks(on, places, count);
    await apply(on.session, PROFILES.cpu);
    answer.slowClicks = await clicks(on, places, count);
    await apply(on.session, PROFILES.none);
  }
  if (wants('frames') || wants('memory')) answer.frames = await frames(on, places);
  if (wants('memory')) {
    await sleep(500);
    answer.memoryAfter = await memory(on);
  }
  if (wants('frames') && round === 0 && !options.quick) answer.blank = await blank(on, eye);
}

async function run() {
  await prepare(peers, sizes.filter((size) => size in SIZES), say);
  const mounts = { '/data/': data, '/confins/': dist, '/floor/': `${built}/floor` };
  for (const peer of peers) mounts[`/${peer}/`] = `${built}/${peer}`;
  const server = await serve(mounts);
  const eye = await openEye();
  const { origin } = server;
  // Once for nothing, so that the first page measured does not pay for a cold disk.
  const warm = await launch();
  await warm.newPage().then((page) => page.goto(`${origin}/blank/`));
  await warm.close();
  try {
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      for (const size of sizes) {
        const pages = ['confins', ...(size === 'default' && wants('first-map') ? ['floor'] : []), ...peers];
        if (size === 'default' && wants('memory')) pages.unshift('blank');
        // In turn, and not always the same one first.
        for (const page of turned(pages, round)) {
          await measured(page, size, 'none', round, (on, answer) => fullVisit(on, answer, { origin, eye, round }));
        }
        if (size !== 'default') continue;
        if (wants('first-map')) {
          for (const profile of options.quick ? ['slow'] : ['slow', 'slower']) {
            for (const page of turned(pages.filter((one) => one !== 'blank'), round)) {
              await measured(page, size, profile, round, async (on, answer) =>
                Object.assign(answer, await firstMap(on, origin + addressOf(page, size), eye)),
              );
            }
          }
          await measured('confins', size, 'cpu', round, async (on, answer) =>
            Object.assign(answer, await startup(on, origin + addressOf('confins', size))),
          );
        }
      }
    }
  } finally {
    await eye.close();
    server.close();
  }
  // Kept whatever becomes of the report.
  await writeFile(`${data}/visits.json`, JSON.stringify(results));
  const about = { ...(await machine(peers)), rounds, minutes: +((Date.now() - begun) / 60_000).toFixed(1) };
  const sizesOfPages = Object.fromEntries(await Promise.all(peers.map(async (peer) => [peer, await weights(peer)])));
  await write({ results, about, options, weights: sizesOfPages, say });
  say('finished');
}

const turned = (list, by) => list.map((_, i) => list[(i + by) % list.length]);

await run();
// A browser that hangs must not keep the run from ending.
process.exit(0);
