// A reader who does not stop: actions in a seeded random order, and what the
// page weighs meanwhile.
import { readFileSync } from 'node:fs';
import { drawn } from './browser.mjs';

/** Numbers from 0 to 1, the same for a seed (mulberry32, T. Ettinger). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HOME = { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false };

const FIGURES = ['print', 'worksheet', 'svg', 'png'];
const ZOOMS = [0.25, 0.5, 0.8, 1, 1.5, 2, 3, 4, 5];

/** The window as `width` × `height` device pixels at a `zoom` of the browser. */
const windowOf = (cdp, { width, height, zoom, ratio }) =>
  cdp.send('Emulation.setDeviceMetricsOverride', {
    width: Math.max(80, Math.round(width / zoom)),
    height: Math.max(80, Math.round(height / zoom)),
    deviceScaleFactor: zoom * ratio,
    mobile: false,
  });

/** A hand: what it can do, by name. Each is done at once, without waiting for what comes of it. */
export function hand(page, cdp, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  /** Clicks one of what `selector` finds, in a closed menu too. */
  const click = (selector) =>
    page.evaluate(
      ([wanted, share]) => {
        const all = [...document.querySelectorAll(wanted)];
        all[Math.floor(share * all.length)]?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      },
      [selector, next()],
    );
  /** Sets an input and says so, as a hand would. */
  const set = (selector, event, share = next()) =>
    page.evaluate(
      ([wanted, kind, at]) => {
        const inputs = [...document.querySelectorAll(wanted)];
        const input = inputs[Math.floor(at * inputs.length)];
        if (!input) return;
        if (input.type === 'range') input.value = Math.round(at * Number(input.max));
        else input.checked = input.type === 'radio' || !input.checked;
        input.dispatchEvent(new Event(kind, { bubbles: true }));
      },
      [selector, event, share],
    );
  const mouse = (type, x, y, more = {}) => cdp.send('Input.dispatchMouseEvent', { type, x, y, ...more });
  const somewhere = () => [60 + next() * 500, 80 + next() * 400];
  const key = (name) => page.keyboard.press(name);
  return {
    async pan() {
      const [x, y] = somewhere();
      const held = { button: 'left', buttons: 1, clickCount: 1 };
      await mouse('mousePressed', x, y, held);
      for (let at = 1; at < 4; at += 1) await mouse('mouseMoved', x + (next() - 0.5) * 120 * at, y + (next() - 0.5) * 90 * at, held);
      await mouse('mouseReleased', x, y, held);
    },
    zoom: () => mouse('mouseWheel', ...somewhere(), { deltaX: 0, deltaY: (next() - 0.5) * 900 }),
    async keys() {
      await page.evaluate(() => document.querySelector('#map').focus());
      await key(pick(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-', '0', 'Tab']));
    },
    select: () => click('#panel [data-link]'),
    touch: async () => {
      const [x, y] = somewhere();
      await mouse('mousePressed', x, y, { button: 'left', clickCount: 1 });
      await mouse('mouseReleased', x, y, { button: 'left', clickCount: 1 });
    },
    back: () => key('Escape'),
    step: () => click('#panel [data-go], #panel [data-way]'),
    date: () => set('.time input', 'input'),
    side: () => set('#panel [name=view]', 'change'),
    layer: () => set('.legend input', 'change'),
    language: () => click('#panel [data-lang]'),
    async search() {
      await page.evaluate((typed) => {
        const field = document.querySelector('#panel .finder input');
        field.value = typed;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, pick(['art', 'erevan', 'k', 'sev lich', 'Нахи', 'zzzz']));
    },
    figure: () => click(FIGURES.map((name) => `#panel [data-share=${name}]`).join()),
    async address() {
      const hash = pick(['#region=karki', '#step=3', '#map=9/40/46', '#claim=x', '#view=baku', '#asof=1995', '#']);
      await page.evaluate((to) => {
        window.history.replaceState(null, '', to);
        window.dispatchEvent(new HashChangeEvent('hashchange'));
      }, hash);
    },
    resize: () => windowOf(cdp, { width: 320 + next() * 1_400, height: 300 + next() * 900, zoom: 1, ratio: 1 }),
    ratio: () => windowOf(cdp, { ...HOME, zoom: 1, ratio: pick([1, 1.25, 1.5, 2, 3, 4]) }),
    magnify: () => windowOf(cdp, { ...HOME, zoom: pick(ZOOMS), ratio: 1 }),
    async hide() {
      await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
      await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    },
    scheme: () => page.emulateMedia({ colorScheme: pick(['light', 'dark']), forcedColors: pick(['none', 'none', 'active']) }),
  };
}

/**
 * What takes most memory, once: the memory of a program grows to what it once
 * needed and is never given back, so the most must not come by chance, late.
 */
export async function most(page, cdp) {
  for (const window of [{ ...HOME, zoom: ZOOMS[0], ratio: 4 }, { ...HOME, zoom: ZOOMS[0], ratio: 1 }, { ...HOME, zoom: 1, ratio: 4 }]) {
    await windowOf(cdp, window);
    await page.waitForTimeout(1_500);
    for (const figure of FIGURES) {
      await page.evaluate((name) => document.querySelector(`#panel [data-share=${name}]`).click(), figure);
      await page.waitForTimeout(1_500);
    }
  }
}

/** Puts the page back to where it began, so that one measure compares with the next. */
export async function atRest(page, cdp) {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await cdp.send('Emulation.setDeviceMetricsOverride', HOME);
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('Escape');
  await page.evaluate(() => {
    document.querySelector('#print')?.remove();
    document.querySelector('#panel [data-lang=fr]').click();
    const all = document.querySelector('#panel [name=view][value=""]');
    if (all) {
      all.checked = true;
      all.dispatchEvent(new Event('change', { bubbles: true }));
    }
    document.querySelectorAll('.legend [name=layer]:not(:checked)').forEach((input) => input.click());
    document.querySelectorAll('.legend [name=local-names]:checked, .legend [name=position]:checked').forEach((input) => input.click());
    document.querySelector('.time [data-now]')?.click();
    document.querySelector('.controls [data-act=home]').click();
    const field = document.querySelector('#panel .finder input');
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.keyboard.press('Escape');
  await page.waitForTimeout(700);
  await drawn(page);
}

/** Resident memory of the browser's processes that draw this page, in MB; `null` where the system does not tell. */
async function resident(browser) {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  try {
    const of = ({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]) / 1_024;
    return processInfo.filter((p) => p.type === 'renderer').reduce((sum, p) => sum + of(p), 0);
  } catch {
    return null;
  }
}

/** What the page weighs now, after collecting garbage; memories in MB. */
export async function weigh(page, cdp, browser) {
  for (let at = 0; at < 3; at += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const app = await page.evaluate(async () => {
    // Asked again, the glue answers with what runs already; the build gives names of its own.
    const glue = await import(new URL(document.querySelector('meta[name=app-script]').content, document.baseURI));
    const { buffer } = Object.values(await glue.default()).find((one) => one instanceof WebAssembly.Memory);
    return buffer.byteLength;
  });
  // eslint-disable-next-line no-undef
  const worker = await page.workers()[0].evaluate(async () => Object.values(await wasm_bindgen()).find((one) => one instanceof WebAssembly.Memory).buffer.byteLength);
  const mb = (bytes) => bytes / 1_048_576;
  return {
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    heap: mb(of('JSHeapUsedSize')),
    wasm: mb(app),
    worker: mb(worker),
    process: await resident(browser),
  };
}
