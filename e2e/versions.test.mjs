// Two editions of the bundle: a page, its program, worker and atlas are of one,
// whatever the caches on the way hold. A mix is noticed and mended by one reload.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { editionOf, first, folder, second } from './edition.mjs';
import { lacking, nginx } from './nginx.mjs';
import { address, expectClaims, expectContents, manifest, newPage, ready, told } from './support.mjs';

/** What a browser says of files that are gone, or another than they should be. */
const GONE = [/404|Failed to (load|fetch)|integrity|ERR_|digest/i];

/** Headers that servers send: nginx's own, hashed names for good, and the recipe of the docs. */
const HEADERS = {
  'nginx as it comes': '',
  'nginx, all but the page for good':
    'location / { add_header Cache-Control "public, max-age=31536000, immutable"; } location = /index.html { }',
  'nginx as the docs say':
    'location / { add_header Cache-Control no-cache; } location ~ "-[0-9a-f]{10,16}(_bg)?\\.(js|wasm|css|txt)$" { add_header Cache-Control "public, max-age=31536000, immutable"; }',
};

/** Puts an edition where the server looks, as an upload does: what was there is gone. */
function publish(edition, root, { but = () => true, clean = true } = {}) {
  if (clean) for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  cpSync(edition, root, { recursive: true, filter: but });
  // Old enough for a browser to guess that it will not change soon.
  const old = new Date(Date.now() - 60 * 24 * 3600 * 1000);
  for (const name of readdirSync(root, { recursive: true })) utimesSync(join(root, name), old, old);
}

/** Counts how often the page is loaded. */
function loads(page) {
  let count = 0;
  page.on('domcontentloaded', () => {
    count += 1;
  });
  return () => count;
}

const edition = (page) => page.getAttribute('meta[name=app-edition]', 'content');

/** Waits until the page is of that edition, over as many loads as it takes. */
const expectEdition = (page, of) => page.waitForSelector(`meta[name=app-edition][content="${editionOf(of)}"]`, { state: 'attached' });

/** Waits until an open tab has asked for all that it needs by itself: the dates of the line of time come last. */
async function settled(page) {
  await ready(page);
  await page.getByRole('slider').waitFor();
}

/** Only the page itself comes into the browser's cache, as when it was looked at long ago. */
async function cacheThePageAlone(page, url) {
  await page.goto(`${url}favicon.svg`);
  await page.evaluate((at) => fetch(at).then((answer) => answer.text()), url);
}

const one = first();
const other = second();
const otherAtlas = second((_, put) => {
  const water = JSON.parse(readFileSync(join(one, 'geodata/base/water.geojson'), 'utf8'));
  put('base/water.geojson', JSON.stringify({ ...water, name: 'another' }));
});

for (const [name, more] of Object.entries(HEADERS)) {
  describe(name, { skip: lacking, concurrency: 2 }, () => {
    /** A story of a server with the first edition on it. */
    const served = (tell) => async () => {
      const root = folder();
      publish(one, root);
      const server = await nginx(root, more);
      const page = await newPage({ at: server.url, expected: GONE });
      const count = loads(page);
      try {
        await told(page, () => tell(page, root, count));
      } finally {
        server.close();
      }
    };

    for (const [what, from, to] of [['a new edition', one, other], ['a rollback', other, one]]) {
      test(`${what}: a page from the cache asks for files that are gone, and comes whole after one reload`, served(
        async (page, root, count) => {
          publish(from, root);
          await cacheThePageAlone(page, page.at);
          publish(to, root);
          const before = count();
          await page.goto(`${page.at}#region=karki`);
          await expectEdition(page, to);
          await ready(page);
          await expectClaims(page, 'karki');
          assert.ok(count() - before <= 2, `${count() - before} loads`);
        },
      ));
    }

    test('an open tab: what it still needs is of another edition, and one reload brings that', served(
      async (page, root, count) => {
        await page.goto(page.at);
        await settled(page);
        publish(otherAtlas, root);
        const before = count();
        // Closer than the first picture is good for: the lakes are read in full.
        await page.evaluate(() => { window.location.hash = 'map=12.5/40.3/45.3&region=artsvashen'; });
        await expectEdition(page, otherAtlas);
        await ready(page);
        await expectClaims(page, 'artsvashen');
        assert.equal((await address(page)).get('map')?.split('/')[0], '12.5');
        assert.ok(count() - before <= 2, `${count() - before} loads`);
      },
    ));

    test('an open tab goes on while nothing that it needs has changed', served(async (page, root, count) => {
      await page.goto(page.at);
      await settled(page);
      publish(other, root);
      const before = count();
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
      assert.equal(await edition(page), editionOf(one));
      assert.equal(count(), before);
    }));

    test('half an upload: the page without its program says so, and is whole once all is there', served(
      async (page, root, count) => {
        publish(other, root, { but: (file) => !/confins-[0-9a-f]{10,}_bg\.wasm$/.test(file) });
        await page.goto(page.at);
        await page.locator('#boot').filter({ hasText: /n’a pas pu démarrer/ }).waitFor();
        assert.equal(count(), 1);
        publish(other, root, { clean: false });
        await page.locator('#boot').getByRole('link', { name: 'Réessayer' }).click();
        await ready(page);
        await expectContents(page);
      },
    ));

    test('half an upload: an atlas’s file of another edition is told, not passed over', served(
      async (page, root, count) => {
        publish(otherAtlas, root);
        writeFileSync(join(root, 'geodata/villages.geojson'), readFileSync(join(one, 'geodata/villages.geojson'), 'utf8') + ' ');
        await page.goto(page.at);
        await ready(page);
        await page.locator('.notices').filter({ hasText: /autre édition/ }).getByText('villages.geojson').waitFor();
        await page.locator('#panel nav [data-link=karki]').click();
        await expectClaims(page, 'karki');
        assert.equal(count(), 1);
      },
    ));

    test('two servers that take turns do not have the page load without end', served(async (page, root, count) => {
      // Each time the page is asked for by itself, the other edition answers; its program is nowhere.
      await cacheThePageAlone(page, page.at);
      publish(other, root, { but: (file) => !/(confins|start)-[0-9a-f]{10,}[^/]*$/.test(file) });
      const before = count();
      await page.goto(page.at);
      await page.locator('#boot').filter({ hasText: /n’a pas pu démarrer/ }).waitFor();
      await page.waitForTimeout(1_500);
      assert.ok(count() - before <= 2, `${count() - before} loads`);
    }));
  });
}

test('every file of the program carries its content’s hash', () => {
  const fixed = readdirSync(one).filter((name) => /\.(js|wasm|css)$/.test(name) && !/-[0-9a-f]{10,16}(_bg)?\./.test(name));
  // The service worker's own address must stay; of offline.js the page names the digest behind it.
  assert.deepEqual(fixed.toSorted(), ['offline.js', 'sw.js', 'sw_retire.js']);
  assert.match(readFileSync(join(one, 'index.html'), 'utf8'), /content="offline\.js\?v=[0-9a-f]{16}"/);
  assert.ok(manifest.layers.length > 0);
});
