// Stories told in one engine. Each has a server, a reader and a tab of its own,
// and fails when its page complains.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dist } from '../atlas.mjs';
import { serve } from '../server.mjs';
import { close, complete, open, ready } from './engine.mjs';
import { Page } from './page.mjs';

export { ready, stateOf } from './engine.mjs';

after(close);

/** A story ends by itself, or is ended. */
const LIMIT = 120_000;

/**
 * A story of a page that is not open yet. `expected` are the complaints that
 * belong to it, as patterns.
 */
export function fromOutside(name, { expected = [], ...options }, tell) {
  test(name, { timeout: LIMIT }, async () => {
    // Under a path, as among other pages.
    const server = await serve(dist, '/atlas/');
    const page = new Page(await open(options));
    try {
      await tell(page, server);
      const unexpected = (await page.complaints()).filter((text) => !expected.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], 'the page complained');
    } finally {
      await page.close();
      await server.stop();
    }
  });
}

/** A story of a page that was opened with `hash`, is ready and has all its texts. */
export function story(name, hash, options, tell = options) {
  fromOutside(name, options === tell ? {} : options, async (page, server) => {
    await page.go(`${server.url}${hash}`);
    await ready(page);
    await complete(page);
    await tell(page, server);
  });
}

/** The two kinds of screen that most readers have. */
export const screens = { 'in a window': {}, 'on a phone': { touch: true } };

/** A story that holds on both. */
export function both(name, hash, tell) {
  for (const [where, options] of Object.entries(screens)) story(`${where}, ${name}`, hash, options, tell);
}
