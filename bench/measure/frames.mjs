// How steadily frames come while the map is dragged and zoomed.
import { processorTime, sleep } from '../browser.mjs';
import { quantile } from '../stats.mjs';
import { drag, wheel } from './gestures.mjs';
import { positions } from './where.mjs';

/** What a map still does after the hand is gone belongs to the gesture. */
const AFTERWARDS = 700;
const EASING = 300;

/** In the page: notes the time of every frame and every long task. */
function startNoting() {
  const noted = { times: [], tasks: [], on: true };
  window.__noted = noted;
  const tick = (now) => {
    noted.times.push(now);
    if (noted.on) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  noted.observer = new PerformanceObserver((list) => noted.tasks.push(...list.getEntries().map((e) => e.duration)));
  noted.observer.observe({ type: 'longtask' });
}

function stopNoting() {
  const noted = window.__noted;
  noted.on = false;
  noted.tasks.push(...noted.observer.takeRecords().map((e) => e.duration));
  noted.observer.disconnect();
  return { times: noted.times, tasks: noted.tasks };
}

async function busyTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

async function noted({ page, session, whole }, gesture) {
  const [busyBefore, usedBefore] = [await busyTime(session), await processorTime(whole)];
  await page.evaluate(startNoting);
  await gesture();
  const end = await page.evaluate(() => performance.now());
  await sleep(AFTERWARDS);
  const { times, tasks } = await page.evaluate(stopNoting);
  const deltas = times.slice(1).map((time, i) => ({ time, length: time - times[i] }));
  const during = deltas.filter(({ time }) => time <= end).map(({ length }) => length);
  return {
    p50: quantile(during, 0.5),
    p95: quantile(during, 0.95),
    longest: Math.max(...deltas.map(({ length }) => length)),
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
    busy: (await busyTime(session)) - busyBefore,
    processor: (await processorTime(whole)) - usedBefore,
  };
}

/** Drags and zooms; also says how far the map really went, so that a map that stands still is found out. */
export async function frames(on, [a, b]) {
  const { page, session } = on;
  await session.send('Performance.enable');
  const where = () => positions(page, [a, b]);
  const apart = (at) => (at[a] && at[b] ? Math.hypot(at[a].x - at[b].x, at[a].y - at[b].y) : NaN);
  const before = await where();
  let turned = before;
  const dragged = await noted(on, () => drag(session, async () => (turned = await where())));
  const moved = (turned[a]?.x ?? NaN) - (before[a]?.x ?? NaN);
  let near = before;
  const zoomed = await noted(on, async () => {
    await wheel(session, -20);
    // Some libraries ease towards the zoom that was asked for.
    await sleep(EASING);
    near = await where();
    await wheel(session, 20);
  });
  await session.send('Performance.disable');
  const part = (key) => ({ drag: dragged[key], zoom: zoomed[key] });
  return {
    moved,
    nearer: apart(near) / apart(before),
    p50: part('p50'),
    p95: part('p95'),
    longestOf: part('longest'),
    busyOf: part('busy'),
    longest: Math.max(dragged.longest, zoomed.longest),
    longTasks: dragged.longTasks + zoomed.longTasks,
    longestTask: Math.max(dragged.longestTask, zoomed.longestTask),
    busy: dragged.busy + zoomed.busy,
    processor: dragged.processor + zoomed.processor,
  };
}
