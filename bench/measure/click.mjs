// From a click on a place to the panel's words on it, in the next frame.
import { sleep } from '../browser.mjs';
import { click } from './gestures.mjs';
import { positions } from './where.mjs';

/** Longer than any library waits for a second click: OpenLayers takes two within 250 ms for one double click, wherever they are. */
const PAUSE = 400;
const LOST = 5_000;
/** The button of our page that shows the whole map, as a French browser names it. */
const OVERVIEW = 'Vue d’ensemble';

/** In the page: the time from the pointer's release to the frame after the panel changed. */
function watch() {
  const panel = document.querySelector('#panel');
  window.__clicks = [];
  let began = null;
  addEventListener('pointerup', (event) => (began = event.timeStamp), { capture: true });
  new MutationObserver(() => {
    if (began === null) return;
    const from = began;
    began = null;
    requestAnimationFrame(() => window.__clicks.push(performance.now() - from));
  }).observe(panel, { childList: true, subtree: true, characterData: true });
}

/** The address of our page's first view; it has none before a reader has done something, and "whole map" is something. */
async function homeOf(page) {
  const isOurs = await page.evaluate((name) => {
    const button = document.querySelector(`#map button[aria-label="${name}"]`);
    button?.click();
    return Boolean(button);
  }, OVERVIEW);
  if (isOurs) await page.waitForFunction(() => location.hash.includes('map='), undefined, { timeout: LOST, polling: 50 });
  return page.evaluate(() => location.hash);
}

/** Our page moves to what is selected, and its address says so: back to the first view, which a peer never left. */
async function goHome(page, home) {
  const left = await page.evaluate((to) => {
    if (location.hash === to) return false;
    history.replaceState(null, '', '#');
    location.hash = to;
    return true;
  }, home);
  if (left) await sleep(PAUSE);
}

/** Makes `count` clicks, from place to place. A click that nothing answers is counted as lost. */
export async function clicks({ page, session }, ids, count) {
  if (!(await page.evaluate(() => Boolean(window.__clicks)))) await page.evaluate(watch);
  const times = [];
  let lost = 0;
  const home = await homeOf(page);
  for (let i = 0; i < count; i += 1) {
    await goHome(page, home);
    const at = (await positions(page, ids))[ids[i % ids.length]];
    if (!at?.inside) {
      lost += 1;
      continue;
    }
    const before = await page.evaluate(() => window.__clicks.length);
    await click(session, { x: at.x, y: at.y });
    try {
      await page.waitForFunction((n) => window.__clicks.length > n, before, { timeout: LOST, polling: 50 });
      times.push(await page.evaluate(() => window.__clicks.at(-1)));
    } catch {
      lost += 1;
    }
    await sleep(PAUSE);
  }
  await goHome(page, home);
  return { times, lost };
}
