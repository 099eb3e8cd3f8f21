// A hand: moves and wheel turns, each sent once the page has taken the one before.
import { sleep } from '../browser.mjs';

const FRAME = 1000 / 60;
export const MIDDLE = { x: 424, y: 400 };
const STEP = 10;
/** With 300 pixels to a zoom step, 20 of these are 3 steps: eight times nearer. */
const WHEEL = 45;

async function paced(times, every, send) {
  let next = performance.now();
  for (let i = 0; i < times; i += 1) {
    await send(i);
    next = Math.max(next + every, performance.now());
    await sleep(Math.max(0, next - performance.now()));
  }
}

const mouse = (session, type, at, more = {}) => session.send('Input.dispatchMouseEvent', { type, ...at, ...more });

/** 30 moves of 10 px there, and back. `half` is called where it turns. */
export async function drag(session, half = () => {}) {
  const held = { button: 'left', buttons: 1, clickCount: 1 };
  await mouse(session, 'mouseMoved', MIDDLE);
  await mouse(session, 'mousePressed', MIDDLE, held);
  const at = (i) => ({ x: MIDDLE.x + STEP * (i < 30 ? i + 1 : 59 - i), y: MIDDLE.y });
  await paced(60, FRAME, async (i) => {
    await mouse(session, 'mouseMoved', at(i), held);
    if (i === 29) await half();
  });
  await mouse(session, 'mouseReleased', MIDDLE, { ...held, buttons: 0 });
}

/** Turns the wheel over the map's middle: below 0, nearer. */
export const wheel = (session, turns) =>
  paced(Math.abs(turns), 2 * FRAME, () =>
    mouse(session, 'mouseWheel', MIDDLE, { deltaX: 0, deltaY: Math.sign(turns) * WHEEL }),
  );

export async function click(session, at) {
  const once = { button: 'left', clickCount: 1 };
  await mouse(session, 'mouseMoved', at);
  await mouse(session, 'mousePressed', at, { ...once, buttons: 1 });
  await mouse(session, 'mouseReleased', at, { ...once, buttons: 0 });
}

/** A press that does not wait for the page: a finger goes down and up, however busy the page is. Ends once it was taken. */
export function press(session, at) {
  const once = { button: 'left', clickCount: 1 };
  return Promise.all([
    mouse(session, 'mouseMoved', at),
    mouse(session, 'mousePressed', at, { ...once, buttons: 1 }),
    mouse(session, 'mouseReleased', at, { ...once, buttons: 0 }),
  ]);
}
