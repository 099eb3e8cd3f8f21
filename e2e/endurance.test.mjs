// Nothing piles up, however long somebody reads: five hundred actions here, ten
// thousand with CONFINS_ACTIONS=10000 (docs/trust.md has a run of them).
import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { expectClaims, newPage, ready, told } from './support.mjs';
import { atRest, hand, most, random, weigh } from './endurance.mjs';

const ACTIONS = Number(process.env.CONFINS_ACTIONS ?? 500);
const SEED = Number(process.env.CONFINS_SEED ?? 10);
/** How often the page is weighed after the first tenth. */
const TIMES = 9;

/** By how much the last third may outweigh the first: a share, and an amount for what comes in pieces. */
const TOLERANCE = {
  nodes: [0.05, 150],
  listeners: [0, 4],
  heap: [0.1, 1.5],
  wasm: [0, 1],
  worker: [0.1, 4],
  // Pictures of every size are thrown away when the browser likes to.
  process: [0.25, 80],
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

test(`${ACTIONS} actions leave nothing behind`, { timeout: 3_600_000 }, async (t) => {
  const page = await newPage();
  await told(page, async () => {
    await page.addInitScript(() => {
      window.__printed = 0;
      window.print = () => (window.__printed += 1);
      // A link that leads away is a reader's last action, not one of many.
      window.addEventListener('click', (event) => {
        const link = event.target.closest?.('a[href]');
        if (link && link.href.split('#')[0] !== window.location.href.split('#')[0]) event.preventDefault();
      });
      // A thousand files would be saved.
      HTMLAnchorElement.prototype.click = function saved() {
        window.__saved = (window.__saved ?? 0) + Number(this.hasAttribute('download'));
      };
    });
    await page.goto(page.at);
    await ready(page);
    const cdp = await page.context().newCDPSession(page);
    const browser = await page.context().browser().newBrowserCDPSession();
    await cdp.send('Performance.enable');
    const left = [];
    page.on('framenavigated', (frame) => frame === page.mainFrame() && left.push(frame.url()));
    await most(page, cdp);
    const next = random(SEED);
    const acts = Object.entries(hand(page, cdp, next));
    const weights = [];
    const done = {};
    for (let at = 1; at <= ACTIONS; at += 1) {
      const [name, act] = acts[Math.floor(next() * acts.length)];
      await act().catch((error) => {
        throw new Error(`${name}, action ${at}, on ${page.url()}, after ${left.slice(-3).join(', ')}`, { cause: error });
      });
      done[name] = (done[name] ?? 0) + 1;
      if (at % Math.floor(ACTIONS / (TIMES + 1)) === 0) {
        await atRest(page, cdp);
        weights.push(await weigh(page, cdp, browser));
        const said = Object.entries(weights.at(-1)).map(([what, value]) => `${what} ${Math.round(value * 10) / 10}`);
        t.diagnostic(`${at}: ${said.join(', ')}`);
      }
    }
    t.diagnostic(`done: ${JSON.stringify(done)}; ${JSON.stringify(await page.evaluate(() => [window.__printed, window.__saved]))}`);
    const third = Math.floor(TIMES / 3);
    const [first, last] = [weights.slice(1, 1 + third), weights.slice(-third)];
    const grown = Object.entries(TOLERANCE).flatMap(([what, [share, amount]]) => {
      const [before, after] = [first, last].map((some) => median(some.map((weight) => weight[what])));
      return after > before * (1 + share) + amount ? [`${what} from ${before} to ${after}`] : [];
    });
    assert.deepEqual(grown, []);
    await page.locator('#panel [data-link=karki]').first().click();
    await expectClaims(page, 'karki');
  });
});
