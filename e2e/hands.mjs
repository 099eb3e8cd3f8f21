// Hands that Playwright lacks: fingers, and a mouse that moves at a given speed
// however slow the machine is. Events carry their own time, 16 ms apart.
const FRAME = 0.016;
const STEPS = 6;

const between = (a, b, share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });

/** Sends one event after the other through the browser's debugging protocol. */
async function send(page, method, events) {
  const session = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  for (const [i, event] of events.entries()) {
    await session.send(method, { ...event, timestamp: start + i * FRAME });
  }
  await session.detach();
}

/** Takes the map with the mouse and throws it: the hand is still moving when it lets go. */
export function throwMap(page, from, to) {
  const mouse = (type, at) => ({ type, ...at, button: 'left', buttons: 1, clickCount: 1 });
  const moves = Array.from({ length: STEPS }, (_, i) => mouse('mouseMoved', between(from, to, (i + 1) / STEPS)));
  const events = [mouse('mousePressed', from), ...moves, mouse('mouseReleased', to)];
  return send(page, 'Input.dispatchMouseEvent', events);
}

/** Moves fingers, each from its first point to its second. */
export function fingers(page, ways) {
  const at = (share) => ways.map(([from, to], id) => ({ ...between(from, to, share), id }));
  const moves = Array.from({ length: STEPS }, (_, i) => ({ type: 'touchMove', touchPoints: at((i + 1) / STEPS) }));
  const events = [{ type: 'touchStart', touchPoints: at(0) }, ...moves, { type: 'touchEnd', touchPoints: [] }];
  return send(page, 'Input.dispatchTouchEvent', events);
}
