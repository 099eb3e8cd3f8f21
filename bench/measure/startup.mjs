// Our page alone, for the record: what it does to a slow machine's main thread
// after something is seen, and how much memory its WebAssembly asks for.
import { load } from './first-map.mjs';

function watchTasks() {
  window.__tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.__tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

export async function startup(on, address) {
  await on.page.addInitScript(watchTasks);
  await load(on, address);
  return on.page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const later = window.__tasks.filter(({ startTime }) => startTime >= paint).map(({ duration }) => duration);
    return {
      firstPaint: paint,
      tasksAfterPaint: later.length,
      longestTaskAfterPaint: Math.max(0, ...later),
      wasm: window.__memories.reduce((n, { buffer }) => n + buffer.byteLength, 0) / 2 ** 20,
    };
  });
}
