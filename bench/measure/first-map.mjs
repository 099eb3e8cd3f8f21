// From the start of the navigation until the map looks as it will go on looking.
import { isReady, sleep } from '../browser.mjs';
import { mapBox, record, screenshot } from './screencast.mjs';

/** A frame is the map when this part of its pixels is as in the last frame. */
const ENOUGH = 0.95;
/** Of 255, in each of red, green and blue: the first map, the finished one, and one for the record. */
const TOLERANCES = [32, 24, 10];
const QUIET = 2000;
/** The browser leaves frames out of a recording where the machine is busy; a visit is then made again. */
export const MISSED = 'the recording lacks the last frame';
/** A map that is drawn leaves no more of its box bare than this. */
const MOST_BARE = 0.4;
const LONGEST_WAIT = 60_000;

/** Loads the page; answers times in milliseconds and what was fetched. */
export async function firstMap({ page, session, bytes }, address, eye) {
  const cast = await record(session);
  await page.goto(address, { waitUntil: 'commit' });
  await isReady(page);
  const readyAt = Date.now();
  await quiet(cast, bytes, readyAt);
  const origin = await page.evaluate(() => performance.timeOrigin);
  const frames = (await cast.stop()).filter(({ at }) => at >= origin);
  const last = await screenshot(session);
  const box = await mapBox(page);
  const seen = await eye.look(frames.map(({ data }) => data), last, box, TOLERANCES);
  const since = (t) => {
    let first = seen.length;
    while (first > 0 && seen[first - 1].alike[t] >= ENOUGH) first -= 1;
    return first < seen.length ? frames[first].at - origin : null;
  };
  const [shown, finished, strict] = [since(0), since(1), since(2)];
  const [{ bare }] = await eye.look([last], null, box);
  if (bare > MOST_BARE) throw new Error(`no map: ${Math.round(bare * 100)} % of it is bare background`);
  if (shown === null || finished === null) throw new Error(MISSED);
  return {
    firstMap: shown,
    finished,
    within10: strict,
    ready: readyAt - origin,
    recorded: frames.length,
    bytesUntilMap: bytes.until(origin + shown),
    requestsUntilMap: bytes.countUntil(origin + shown),
    bytes: bytes.total(),
    bytesRead: bytes.read(),
    requests: bytes.count(),
  };
}

/** Loads the page without looking. */
export async function load({ page, bytes }, address) {
  await page.goto(address, { waitUntil: 'commit' });
  await isReady(page);
  await quiet({ frames: [] }, bytes, Date.now());
}

/** Waits until neither the network nor the picture has changed for a while. */
async function quiet({ frames }, bytes, from) {
  const end = Date.now() + LONGEST_WAIT;
  const lastChange = () => Math.max(from, bytes.lastAt(), frames.at(-1)?.at ?? 0);
  while (Date.now() - lastChange() < QUIET && Date.now() < end) await sleep(50);
}
