// How often a dragged map shows bare background where land should be. A pass of its
// own, after the others: looking at every frame costs time.
import { sleep } from '../browser.mjs';
import { drag, wheel } from './gestures.mjs';
import { mapBox, record } from './screencast.mjs';

const TOO_BARE = 0.02;

export async function blank({ page, session }, eye) {
  // Nearer, so that land reaches beyond the window on all sides.
  await wheel(session, -10);
  await sleep(1000);
  const cast = await record(session);
  await sleep(200);
  await drag(session);
  await sleep(300);
  const frames = await cast.stop();
  const seen = await eye.look(frames.map(({ data }) => data), null, await mapBox(page));
  return { frames: seen.length, blank: seen.filter(({ bare }) => bare > TOO_BARE).length };
}
