// Measures our page beside the same map by other libraries. See README.md.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { openEye } from './eye.mjs';
import { prepare, weights } from './build.mjs';
import { launch, sleep, visit } from './browser.mjs';
import { machine } from './machine.mjs';
import { answered } from './measure/answered.mjs';
import { blank } from './measure/blank.mjs';
import { clicks } from './measure/click.mjs';
import { firstMap, load } from './measure/first-map.mjs';
import { frames } from './measure/frames.mjs';
import { memory } from './measure/memory.mjs';
import { scout, textsOf } from './measure/places.mjs';
import { startup } from './measure/startup.mjs';
import { placesOf } from './measure/where.mjs';
import { read } from './options.mjs';
import { PROFILES, apply } from './profiles.mjs';
import { write } from './report.mjs';
import { serve } from './server.mjs';
import { SIZES, addressOf, built, data, dist } from './sites.mjs';
import { visitor } from './visits.mjs';

/** Clicks in all rounds together. */
const CLICKS = 20;
/** Milliseconds until a page holds what it holds at rest: what is freed is given back later. */
const REST = 5000;
const CLICK_SIZES = ['default', '1m'];

const begun = Date.now();
const elapsed = () => `${Math.floor((Date.now() - begun) / 60_000)}:${String(Math.floor((Date.now() - begun) / 1000) % 60).padStart(2, '0')}`;
const say = (text) => console.log(`==> ${elapsed()} ${text}`);

const options = read(process.argv.slice(2));
const { rounds, visits, measures, sizes, peers } = options;
const wants = (measure) => measures.includes(measure);
const wantsRounds = ['frames', 'click', 'memory'].some(wants);
const slowLines = options.quick ? ['slow'] : ['slow', 'slower'];
const { results, visited } = visitor({ say, anyLoad: options.anyLoad });
/** In turn, and not always the same one first. */
const turned = (list, by) => list.map((_, i) => list[(i + by) % list.length]);

/** Everything that one load of a page on this machine as it is can tell. */
async function fullVisit(on, answer, { origin, eye, round }) {
  const { page, size } = answer;
  const address = origin + addressOf(page, size);
  const places = placesOf(size);
  if (wants('first-map') && page !== 'blank') Object.assign(answer, await firstMap(on, address, eye));
  else await load(on, address);
  if (wants('memory')) {
    await sleep(REST);
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
    await sleep(REST);
    answer.memoryAfter = await memory(on);
  }
  if (wants('frames') && round === 0 && !options.quick) answer.blank = await blank(on, eye);
}

/** One size: the long visit in the first rounds, afterwards the first map alone. */
async function visitSize(size, round, { origin, eye }) {
  const isLong = wantsRounds && round < rounds;
  const looks = wants('first-map') && round < visits;
  const pages = ['confins', ...(size === 'default' && looks ? ['floor'] : []), ...peers];
  if (size === 'default' && wants('memory') && isLong) pages.unshift('blank');
  const look = async (on, answer) => Object.assign(answer, await firstMap(on, origin + addressOf(answer.page, size), eye));
  const work = isLong ? (on, answer) => fullVisit(on, answer, { origin, eye, round }) : look;
  if (isLong || looks) {
    for (const page of turned(pages, round)) await visited({ page, size, profile: 'none', round }, work);
  }
  if (size !== 'default' || !looks) return;
  for (const profile of slowLines) {
    for (const page of turned(pages.filter((one) => one !== 'blank'), round)) {
      await visited({ page, size, profile, round }, look);
    }
  }
  if (round >= rounds) return;
  await visited({ page: 'confins', size, profile: 'cpu', round }, async (on, answer) =>
    Object.assign(answer, await startup(on, origin + addressOf('confins', size))),
  );
}

/** Each visit presses on another place, the same one on every page. */
async function visitAnswered(round, { origin, places, spots }) {
  const place = places[round % places.length];
  for (const profile of ['none', ...slowLines]) {
    for (const page of turned(['confins', ...peers], round)) {
      const which = { page, size: 'default', profile, round, measure: 'answered', place: place.id };
      await visited(which, async (on, answer) => {
        if (!spots[page]) throw new Error('no place to press was found on this page');
        Object.assign(answer, await answered(on, origin + addressOf(page, 'default'), place, spots[page][place.id]));
      });
    }
  }
}

/** Where the hand will press on each page: an earlier visit to each says. */
async function scouted(origin, ids) {
  const spots = {};
  for (const page of ['confins', ...peers]) {
    const on = await visit(PROFILES.none);
    spots[page] = await scout(on, origin + addressOf(page, 'default'), ids).catch((error) => {
      say(`${page}: ${error.message}`);
    });
    await on.close();
  }
  return spots;
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
  const presses = wants('answered') && sizes.includes('default');
  try {
    const ids = placesOf('default');
    const hand = presses ? { origin, places: await textsOf(ids), spots: await scouted(origin, ids) } : null;
    const all = Math.max(wantsRounds ? rounds : 0, wants('first-map') || presses ? visits : 0);
    for (let round = 0; round < all; round += 1) {
      say(`round ${round + 1} of ${all}`);
      for (const size of sizes) await visitSize(size, round, { origin, eye });
      if (hand && round < visits) await visitAnswered(round, hand);
    }
  } finally {
    await eye.close();
    server.close();
  }
  // Kept whatever becomes of the report.
  await writeFile(`${data}/visits.json`, JSON.stringify(results));
  const about = { ...(await machine(peers)), rounds, visits, anyLoad: options.anyLoad, minutes: +((Date.now() - begun) / 60_000).toFixed(1) };
  const sizesOfPages = Object.fromEntries(await Promise.all(peers.map(async (peer) => [peer, await weights(peer)])));
  await write({ results, about, options, weights: sizesOfPages, say });
  say('finished');
}

// Playwright would close its browsers and let the run go on without.
process.on('SIGTERM', () => process.exit(143));
await run();
// A browser that hangs must not keep the run from ending.
process.exit(0);
