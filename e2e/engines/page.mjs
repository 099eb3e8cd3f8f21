// A page as a reader uses it, the same in every engine: what is meant is named
// by its role and name, or by a selector of the hooks that the page offers.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE } from '../browser.mjs';

/** Which elements have a role in this page. */
const ROLES = {
  alert: '[role=alert]',
  button: 'button, summary',
  checkbox: 'input[type=checkbox]',
  combobox: '[role=combobox]',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  option: '[role=option]',
  radio: 'input[type=radio]',
  slider: 'input[type=range]',
};

/**
 * Runs in the page: what `read` makes of each element that fits and can be
 * seen, itself or its label.
 */
function seek({ css, name }, read, arg) {
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  const said = (element) =>
    element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent;
  const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const fits = (element) => {
    if (name === undefined) return true;
    const text = plain(said(element));
    return name.pattern === undefined ? text === plain(name) : new RegExp(name.pattern, name.flags).test(text);
  };
  const found = [...document.querySelectorAll(css)].map((element) => ({
    element,
    place: seen(element) ? element : element.labels?.[0],
  }));
  return found
    .filter(({ element, place }) => place && seen(place) && fits(element))
    .map(({ element, place }) => read(element, arg, place));
}

/** Runs in the page: the middle of an element that is in view, and whether something lies over it. */
function middle(element, _, place) {
  place.scrollIntoView({ block: 'nearest' });
  const { x, y, width, height } = place.getBoundingClientRect();
  const at = { x: x + width / 2, y: y + height / 2 };
  const top = document.elementFromPoint(at.x, at.y);
  const free = top !== null && (place.contains(top) || element.contains(top) || top.contains(place));
  return { ...at, free, top: top?.outerHTML.slice(0, 80) };
}

/** `'#map'`, or `['button', 'Zoom avant']`, the name as text or as a pattern. */
function meant(what) {
  if (typeof what === 'string') return { css: what };
  const [role, name] = what;
  assert.ok(ROLES[role], `no role ${role}`);
  return { css: ROLES[role], name: name instanceof RegExp ? { pattern: name.source, flags: name.flags } : name };
}

/** Waits until `check` holds; after a while, fails as it fails. It needs nothing of the page. */
export async function until(check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (error.code !== 'ERR_ASSERTION' || Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

export class Page {
  #tab;

  constructor(tab) {
    this.#tab = tab;
    // `complaints`: what is wrong with the page, as far as the engine tells.
    for (const act of ['go', 'reload', 'back', 'complaints', 'press', 'type', 'screenshot', 'close']) this[act] = tab[act];
    /** Clicks, or taps, a point of the window. */
    this.touch = ({ x, y }) => tab.click(x, y);
  }

  /** What a function answers in the page. It sees nothing but `arg`, which is made of plain data. */
  evaluate(ask, arg) {
    return this.#tab.evaluate(`(${ask})(${JSON.stringify(arg)})`);
  }

  url() {
    return this.evaluate(() => window.location.href);
  }

  /** What `read` answers for each element that is meant and can be seen. */
  all(what, read, arg) {
    return this.#tab.evaluate(
      `(${seek})(${JSON.stringify(meant(what))}, ${read}, ${JSON.stringify(arg)})`,
    );
  }

  /** Waits for the first such element and asks it. */
  first(what, read = (element) => element.innerText.trim(), arg = undefined) {
    return until(async () => {
      const answers = await this.all(what, read, arg);
      assert.notEqual(answers.length, 0, `${JSON.stringify(meant(what))} cannot be seen`);
      return answers[0];
    });
  }

  async count(what) {
    return (await this.all(what, () => 0)).length;
  }

  /** Clicks, or taps, the middle of an element once nothing lies over it. */
  async click(what) {
    const at = await until(async () => {
      const [place] = await this.all(what, middle);
      assert.ok(place, `${JSON.stringify(meant(what))} cannot be seen`);
      assert.ok(place.free, `over ${JSON.stringify(meant(what))} lies ${place.top}`);
      return place;
    });
    await this.touch(at);
  }

  /** Puts the focus on an element. */
  focus(what) {
    return this.first(what, (element) => {
      element.focus();
      return true;
    });
  }
}
