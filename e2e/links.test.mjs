// The address: what a link carries.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOME } from './places.mjs';
import { camera, drawn, expectClaims, expectContents, ready, story, view } from './support.mjs';

const hash = (page) => page.evaluate(() => window.location.hash);
const hashHas = (page, text) => page.waitForFunction((part) => window.location.hash.includes(part), text);

test(
  'view, region, language and layers are restored after a reload',
  story('#map=9.25/40.64/45.6&region=artsvashen&lang=en&layers=artsvashen,borders', {}, async (page) => {
    const check = async () => {
      await expectClaims(page, 'artsvashen');
      const { zoom, toPixel } = await camera(page);
      assert.ok(Math.abs(zoom - 9.25) < 0.01, `zoom ${zoom}`);
      const map = await page.locator('#map').boundingBox();
      const { x, y } = toPixel([45.6, 40.64]);
      assert.ok(Math.abs(x - map.x - map.width / 2) < 1 && Math.abs(y - map.y - map.height / 2) < 1, `${x} ${y}`);
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
      const on = await page.$$eval('input[name=layer]:checked', (all) => all.map((one) => one.value));
      assert.deepEqual(on.toSorted(), ['artsvashen', 'borders']);
    };
    await check();
    await page.reload();
    await ready(page);
    await check();
  }),
);

test(
  'what a reader does is in the address, and a reload shows it again',
  story(HOME, {}, async (page) => {
    await page.click('[data-act=zoom-in]');
    await page.click('#panel [data-link=syunik]');
    await expectClaims(page, 'syunik');
    await hashHas(page, 'region=syunik');
    const before = await camera(page);
    const [, zoom] = (await page.waitForFunction((z) => {
      const found = window.location.hash.match(/map=([\d.]+)/);
      return found && Math.abs(found[1] - z) < 0.006 ? found : null;
    }, before.zoom).then((found) => found.jsonValue()));
    assert.ok(Math.abs(zoom - before.zoom) < 0.006);
    await page.reload();
    await ready(page);
    await expectClaims(page, 'syunik');
    const [was, is] = [before, await camera(page)].map((c) => c.toPixel([46.2, 39.3]));
    assert.ok(Math.hypot(was.x - is.x, was.y - is.y) < 3, `${JSON.stringify(was)} became ${JSON.stringify(is)}`);
  }),
);

test(
  'back and forward step through what was read',
  story('', {}, async (page) => {
    await page.click('#panel [data-link=stepanakert]');
    await expectClaims(page, 'stepanakert');
    await page.click('[data-back]');
    await expectContents(page);
    await page.click('#panel [data-link=artsvashen]');
    await expectClaims(page, 'artsvashen');
    await page.goBack();
    await expectContents(page);
    await page.goBack();
    await expectClaims(page, 'stepanakert');
    await page.goForward();
    await expectContents(page);
    await page.goForward();
    await expectClaims(page, 'artsvashen');
  }),
);

test(
  'moving the map does not fill the history',
  story('', {}, async (page) => {
    const before = await page.evaluate(() => window.history.length);
    for (const act of ['zoom-in', 'east', 'south', 'zoom-out', 'home']) {
      const old = await hash(page);
      await page.click(`[data-act=${act}]`);
      await page.waitForFunction((was) => window.location.hash !== was, old);
    }
    assert.equal(await page.evaluate(() => window.history.length), before);
  }),
);

test(
  'a link to a region brings it into view, and one that is followed later too',
  story('#region=karki', {}, async (page) => {
    await expectClaims(page, 'karki');
    const { toPixel } = await camera(page);
    const { x, y } = toPixel([44.944, 39.786]);
    assert.ok(x > 0 && x < 848 && y > 0 && y < 800, `${x} ${y}`);
    await view(page, '#region=turkey');
    await expectClaims(page, 'turkey');
  }),
);

const BROKEN = [
  '#',
  '#map=',
  '#map=nan/nan/nan',
  '#map=99/99/999',
  '#map=7/40',
  '#region=atlantis',
  '#region=%3Cimg%20src=x%20onerror=alert(1)%3E',
  '#lang=de',
  '#lang=%E0%A4%A',
  '#asof=yesterday',
  '#asof=2024-99-99',
  '#claim=none&step=12&view=mars',
  '#===&&&;;;%%%',
  `#${'a=b&'.repeat(5000)}`,
];
test('broken links open the page all the same', async (t) => {
  for (const broken of BROKEN) {
    await t.test(
      broken.slice(0, 40),
      story(broken, {}, async (page) => {
        await expectContents(page);
        const { zoom } = await camera(page);
        assert.ok(zoom > 6 && zoom < 9, `zoom ${zoom}`);
        // It must work, not only be shown.
        await page.click('#panel [data-link=artsvashen]');
        await expectClaims(page, 'artsvashen');
      }),
    );
  }
});

test(
  'a broken link followed on the open page is harmless',
  story(HOME, {}, async (page) => {
    for (const broken of BROKEN) {
      await view(page, broken);
      await expectContents(page);
    }
    await drawn(page);
  }),
);
