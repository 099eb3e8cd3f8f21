// A browser for a file of stories, and pages that tell on themselves: a story
// fails when its page complains, or asks another origin for anything.
import assert from 'node:assert/strict';
import process from 'node:process';
import { after, test } from 'node:test';
import { dist } from './atlas.mjs';
import { launch, reader } from './reader.mjs';
import { serve } from './server.mjs';

/** How long a story waits for what should happen, in milliseconds. */
export const PATIENCE = Number(process.env.CONFINS_PATIENCE ?? 30_000);

/** The page under test: given, or `dist/` served here. */
export const site = process.env.CONFINS_URL ?? (await serve(dist)).url;

// Started by the first page: questions that stories ask are asked in other
// browsers too (engines/).
let browser;
after(async () => (await browser)?.close());

/**
 * A page that has not been anywhere yet. `page.finish()` closes it, and fails
 * for whatever went wrong on it but for what `expected` (patterns) allows. Beside
 * another page it is a tab of the same reader.
 */
export async function newPage({ at = site, expected = [], beside, ...options } = {}) {
  browser ??= launch();
  const context = beside ? beside.context() : await (await browser).newContext(reader(options));
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const [problems, requests] = [[], []];
  page.on('console', (m) => m.type() === 'error' && problems.push(`console: ${m.text()} (${m.location().url})`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // Leaving a page gives up what it still waits for.
    if (why !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${why}`);
  });
  page.on('request', (request) => {
    requests.push(request.url());
    const { protocol, origin } = new URL(request.url());
    const inside = origin === new URL(at).origin || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!inside) problems.push(`left the origin: ${request.url()}`);
  });
  const finish = async () => {
    // An answer that a story still holds back would fail after the story has ended.
    for (const held of beside ? [page] : [page, context]) await held.unrouteAll({ behavior: 'ignoreErrors' });
    await (beside ? page : context).close();
    const unexpected = problems.filter((text) => !expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(unexpected, [], 'the page complained');
  };
  return Object.assign(page, { at, requests, finish });
}

/** Waits until the page says that it is ready, and has drawn what it has. */
export async function ready(page) {
  await page.waitForSelector('html[data-state=ready]');
  await drawn(page);
}

/** Opens the page with a hash and waits until it is ready. */
export async function open(hash = '', options = {}) {
  const page = await newPage(options);
  await page.goto(`${page.at}${hash}`);
  await ready(page);
  return page;
}

/** A story on a page of its own, which is opened with `hash` before. */
export const story =
  (hash, options, tell = options) =>
  async (t) => {
    const page = await open(hash, options === tell ? {} : options);
    await told(page, () => tell(page, t));
  };

/** The two kinds of screen that most readers have. */
export const screens = { 'in a window': {}, 'on a phone': { touch: true } };

/** A story that holds on both. */
export function both(name, hash, tell) {
  for (const [where, options] of Object.entries(screens)) test(`${where}, ${name}`, story(hash, options, tell));
}

/** Tells a story and closes its page. Its own failure comes before the page's complaints. */
export async function told(page, tell) {
  try {
    await tell();
  } catch (error) {
    await page.finish().catch((also) => console.error('and', also.message, also.actual));
    throw error;
  }
  await page.finish();
}

/** Waits until what just happened is drawn. */
export const drawn = (page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
  });

/**
 * Waits until `check` holds; after a while, fails as it fails. Whatever it stumbles
 * on may be what is not there yet, so every error is waited for alike.
 */
export async function eventually(page, check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      await drawn(page);
      return await check();
    } catch (error) {
      if (page.isClosed?.() || Date.now() > end) throw error;
    }
  }
}
