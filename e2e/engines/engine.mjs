// The engine that is driven: `CONFINS_ENGINE` is chromium (when nothing is
// said), firefox or webkit.
import assert from 'node:assert/strict';
import process from 'node:process';
import { manifest } from '../atlas.mjs';
import { drawn } from '../browser.mjs';
import { until } from './page.mjs';

/** Its name. */
export const engine = process.env.CONFINS_ENGINE ?? 'chromium';

export const { open, close } = await import(`./${engine}.mjs`);

/** What the page says of itself: `loading`, `ready` or `failed`. */
export const stateOf = (page) =>
  page
    .evaluate(() => document.documentElement.dataset.state)
    // A page that is just being left has nobody to ask.
    .catch(() => 'between two pages');

/** Waits until the page says that it is ready, and has drawn what it has. */
export async function ready(page) {
  await until(async () => assert.equal(await stateOf(page), 'ready'));
  await drawn(page);
}

const TEXTS = [manifest.regions, manifest.claims];

/** Waits until the fine print has come too, and the worker has written what it knows of time. */
export async function complete(page) {
  await until(async () => {
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    for (const file of TEXTS) assert.ok(loaded.some((name) => name.endsWith(file)), `${file} has not come`);
    assert.ok(await page.evaluate(() => Boolean(document.querySelector('.time [data-stops]'))), 'there is no line of time');
  });
  await drawn(page);
}
