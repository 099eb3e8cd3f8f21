// What stands before the program stays with its reader when the program is
// late, does not arrive, or cannot run: in the wrong language rather than empty.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { serve } from './server.mjs';
import { claims } from './atlas.mjs';
import { dist, eventually, expectContents, expectText as expectPlace, langOf, newPage, ready, regionIds, told } from './support.mjs';

const MISSING = { status: 404, contentType: 'text/plain', body: 'not here' };
const ENGLISH = { lang: 'en' };
/** What a browser says when what it asked for does not come. */
const LOST = [/start-|\.wasm|\.js|first-/, /^console: .*(Failed|Error|Refused|violates|CORS|csp)/i, /^error: /];

/** The text of the article as it stands in the page can be read. */
async function expectText(page) {
  await eventually(page, async () => {
    const seen = await page.evaluate(() => {
      const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
      return [...document.querySelectorAll('#panel .text [id^="claim="] blockquote')].filter(visible).length;
    });
    assert.equal(seen, claims.length, 'claims that can be read');
  });
}

/** One of the page's messages, with what it is about. */
const message = (page, pattern) =>
  page.locator('#boot').filter({ hasText: pattern }).waitFor({ timeout: 12_000 });

/** A page whose requests for `what` are answered as `answer` says, for a reader of English. */
const faulty = (what, answer, tell, options = ENGLISH) =>
  async () => {
    const page = await newPage({ expected: LOST, ...options });
    await told(page, async () => {
      await page.route(what, answer);
      await page.goto(page.at, { waitUntil: 'commit' });
      await tell(page);
    });
  };

describe('a part of the program that does not arrive', { concurrency: 2 }, () => {
  const parts = { 'the start script': '**/start-*.js', 'the glue': '**/confins-*.js', 'the program': '**/confins-*.wasm' };
  for (const [name, where] of Object.entries(parts)) {
    test(`${name} is not there: the text is, and trying again brings the rest`, faulty(
      where,
      (route) => route.fulfill(MISSING),
      async (page) => {
        await message(page, /could not start/);
        await expectText(page);
        assert.equal(await page.getAttribute('html', 'data-state'), 'failed');
        await page.unroute(where);
        await page.locator('#boot').getByRole('link', { name: 'Try again' }).click();
        await ready(page);
        await expectContents(page);
        assert.equal(await langOf(page), 'en');
        assert.ok(await page.locator('#boot').isHidden());
      },
    ));

    const held = [];
    test(`${name} stalls: the text is there after 8 s, and the rest once it comes`, faulty(
      where,
      (route) => held.push(route),
      async (page) => {
        await message(page, /is late/);
        await expectText(page);
        for (const route of held) await route.continue();
        await ready(page);
        await eventually(page, async () => assert.equal(await langOf(page), 'en'));
        assert.ok(await page.locator('#boot').isHidden());
      },
    ));
  }

  test('the start script of another type: the text is there, and a message', faulty(
    parts['the start script'],
    (route) => route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html>' }),
    async (page) => {
      await message(page, /could not start.*start-/s);
      await expectText(page);
    },
  ));
});

test('without a slash at the end of its address the page is read all the same', async () => {
  const server = await serve(dist, '/map');
  // What is asked for beside the folder is not there.
  const page = await newPage({ at: server.url, expected: LOST, ...ENGLISH });
  await told(page, async () => {
    await page.goto(server.url);
    await message(page, /could not start/);
    await expectText(page);
  });
  server.close();
});

test('in a frame that may do little the text is read, with a message', async () => {
  const inner = await serve(dist);
  const outer = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<iframe sandbox="allow-scripts" width=900 height=700 src="${inner.url}"></iframe>`);
  }).listen(0, '127.0.0.1');
  outer.unref();
  const page = await newPage({ at: inner.url, expected: [/./], ...ENGLISH });
  await told(page, async () => {
    await page.goto(`http://127.0.0.1:${outer.address().port}/`);
    const frame = page.frameLocator('iframe');
    await frame.locator('#boot').filter({ hasText: /could not start/ }).waitFor({ timeout: 12_000 });
    await frame.locator('[id^="claim="] blockquote').first().waitFor();
  });
  inner.close();
  outer.close();
});

describe('a server with a policy of its own', () => {
  for (const [policy, state] of Object.entries({
    "default-src 'self'": 'failed',
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'": 'ready',
  })) {
    test(`${policy}: the page keeps its layout, and is ${state}`, async () => {
      const page = await newPage({ expected: [/Content Security Policy|CSP|wasm|WebAssembly/i] });
      await told(page, async () => {
        await page.route(page.at, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
        });
        await page.goto(page.at);
        await page.waitForSelector(`html[data-state=${state}]`);
        await eventually(page, async () => {
          const heights = await page.evaluate(() => [window.innerHeight, ...['#map', '#panel'].map((s) => document.querySelector(s).getBoundingClientRect().height)]);
          assert.deepEqual(heights.slice(1), [heights[0], heights[0]]);
        });
        await expectText(page);
      });
    });
  }

  test('without any style the map does not grow, and is not called ready', async () => {
    const page = await newPage({ expected: [/./] });
    await told(page, async () => {
      await page.route(page.at, async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers(), 'content-security-policy': "style-src 'none'" };
        await route.fulfill({ response, headers });
      });
      await page.goto(page.at);
      await page.locator('[id^="claim="] blockquote').first().waitFor();
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      await page.waitForTimeout(2_000);
      const before = await height();
      await page.waitForTimeout(2_000);
      assert.equal(await height(), before, 'the page grows');
      assert.notEqual(await page.getAttribute('html', 'data-state'), 'ready');
    });
  });
});

describe('a browser that lacks something', { concurrency: 2 }, () => {
  const lacks = {
    WebAssembly: () => { delete window.WebAssembly; },
    fetch: () => { delete window.fetch; },
    Worker: () => { delete window.Worker; },
    ResizeObserver: () => { delete window.ResizeObserver; },
    canvas: () => { HTMLCanvasElement.prototype.getContext = () => null; },
  };
  for (const [name, take] of Object.entries(lacks)) {
    test(`${name}: the page is read, and says which`, async () => {
      const page = await newPage({ expected: LOST, ...ENGLISH });
      await told(page, async () => {
        await page.addInitScript(take);
        await page.goto(page.at);
        await message(page, new RegExp(`stands still.*${name}`, 's'));
        await expectText(page);
        await page.locator('#panel nav a[href="#region=artsvashen"]').click();
        assert.ok(await page.locator('[id="region=artsvashen"]').isVisible());
      });
    });

    test(`${name}, asked for another atlas: it says which, and leads on`, async () => {
      const page = await newPage({ expected: LOST, ...ENGLISH });
      await told(page, async () => {
        await page.addInitScript(take);
        await page.goto(`${page.at}?atlas=geodata/`);
        await message(page, new RegExp(`stands still.*${name}`, 's'));
        await page.locator('#boot').getByRole('link', { name: 'Read this page’s own article' }).click();
        await expectText(page);
      });
    });
  }

  test('without a list of languages the page is in its own', async () => {
    const page = await newPage();
    await told(page, async () => {
      await page.addInitScript(() => {
        for (const name of ['languages', 'language']) Object.defineProperty(Navigator.prototype, name, { get: () => undefined });
      });
      await page.goto(page.at);
      await ready(page);
      assert.equal(await langOf(page), 'fr');
    });
  });

  for (const [whose, query] of Object.entries({ 'its own': '', 'a named': '?atlas=geodata/' })) {
    test(`without frames the page is ready all the same, with ${whose} atlas`, async () => {
      const page = await newPage();
      await told(page, async () => {
        await page.addInitScript(() => { window.requestAnimationFrame = () => 0; });
        await page.goto(page.at + query);
        await page.waitForSelector('html[data-state=ready]');
        await page.waitForLoadState('networkidle');
      });
    });
  }
});

describe('an atlas of the address, with a fault', { concurrency: 2 }, () => {
  const asked = (name, set, expected, tell) =>
    test(name, async () => {
      const page = await newPage({ expected });
      await told(page, async () => {
        await set(page);
        await page.goto(`${page.at}?atlas=geodata/`);
        await page.waitForSelector('html[data-state=ready]', { timeout: 40_000 });
        await tell(page);
        await page.locator('#panel nav [data-link=karki]').click();
        await expectPlace(page, 'karki');
      });
    });

  const notice = async (page, pattern) => {
    const told = page.locator('.notices').getByText(pattern);
    await told.waitFor({ state: 'attached' });
    // Several failures are one notice, with a list to open.
    for (const list of await page.locator('.notices details:not([open]) > summary').all()) await list.click();
    await told.waitFor();
  };
  const inWorker = (script) => (page) =>
    page.route('**/basemap_loader-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${script}\n${await response.text()}` });
    });

  asked('a worker that stalls is given up and told', (page) => page.route('**/basemap-*.wasm', () => {}), [], (page) =>
    notice(page, /no answer after/));
  asked('a worker that is not there is told', (page) => page.route('**/basemap_loader-*', (route) => route.fulfill(MISSING)), [/basemap/], (page) =>
    notice(page, /basemap_loader/));
  asked('a worker without canvas is told', inWorker('delete self.OffscreenCanvas;'), [], (page) => notice(page, /basemap_loader/));
  asked('a layer that stalls is told, the others are there', (page) => page.route('**/geodata/villages.geojson', () => {}), [], (page) =>
    notice(page, /villages\.geojson/));
  asked(
    'a page that takes no pictures is told',
    (page) => page.addInitScript(() => {
      const { getContext } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.getContext = function some(kind, ...more) {
        return kind === 'bitmaprenderer' ? null : getContext.call(this, kind, ...more);
      };
    }),
    [],
    (page) => notice(page, /basemap_loader/),
  );

  test('a worker that hears of the atlas later than the page has its layers told all the same', async () => {
    const page = await newPage();
    await told(page, async () => {
      let sent;
      const page_was_sooner = new Promise((done) => { sent = done; });
      await page.route('**/geodata/*', async (route) => {
        const { referer = '' } = await route.request().allHeaders();
        const name = new URL(route.request().url()).pathname.split('/').pop();
        // The worker's own reading of the manifest waits until the page has had it read a layer.
        if (name === 'atlas.json' && referer.includes('basemap_loader')) await page_was_sooner;
        else if (name === 'villages.geojson') sent();
        await route.continue();
      });
      await page.goto(`${page.at}?atlas=geodata/`);
      await ready(page);
    });
  });

  test('a text that stalls is told', async () => {
    const page = await newPage();
    await told(page, async () => {
      await page.route('**/geodata/claims.json', () => {});
      await page.goto(`${page.at}?atlas=geodata/`);
      await page.waitForSelector('html[data-state=failed]', { timeout: 40_000 });
      await notice(page, /claims\.json/);
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Réessayer' }).click();
      await ready(page);
      assert.equal(await page.locator('#panel nav [data-link]').count() >= regionIds.length, true);
    });
  });
});
