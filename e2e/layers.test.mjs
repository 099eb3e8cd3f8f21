// The legend, where layers are switched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claims, manifest } from './atlas.mjs';
import { HOME } from './places.mjs';
import { camera, drawn, expectClaims, expectContents, story, view } from './support.mjs';

const switchable = [...manifest.layers.filter((layer) => layer.switch).map((layer) => layer.id), 'relief'];
const box = (id) => `.legend input[name=layer][value=${id}]`;
const openLegend = (page) => page.click('.legend summary');

/** What is on the two canvases, as text. */
const picture = async (page) => {
  await drawn(page);
  return page.$$eval('#map canvas', (all) => all.map((canvas) => canvas.toDataURL()).join());
};

test(
  'the legend opens and offers every layer that can be switched, each with a symbol',
  story(HOME, {}, async (page) => {
    await openLegend(page);
    const offered = await page.$$eval('.legend input[name=layer]', (all) => all.map((one) => one.value));
    assert.deepEqual(offered.toSorted(), switchable.toSorted());
    for (const id of switchable) {
      assert.ok(await page.isChecked(box(id)), id);
      const symbols = await page.locator('.legend li', { has: page.locator(`input[value=${id}]`) }).locator('.swatches svg').count();
      assert.ok(symbols > 0, `${id} has no symbol`);
    }
  }),
);

test(
  'every layer leaves the map when switched off, and comes back',
  story(HOME, {}, async (page) => {
    await openLegend(page);
    const shapes = (id) => manifest.layers.find((layer) => layer.id === id)?.role === 'story';
    const visible = () => page.locator('#map .shapes .mark:not(.gone), #map .shapes .point:not(.gone)').count();
    for (const id of switchable) {
      const [count, before] = [await visible(), await picture(page)];
      await page.uncheck(box(id));
      const without = await picture(page);
      if (shapes(id)) assert.ok((await visible()) < count, `${id} is still there`);
      assert.notEqual(without, before, `${id} changes nothing on the canvas`);
      await page.check(box(id));
      assert.equal(await picture(page), before, `${id} does not come back as it was`);
      assert.equal(await visible(), count);
    }
  }),
);

test(
  'the address keeps what is switched off',
  story(HOME, {}, async (page) => {
    await openLegend(page);
    await page.uncheck(box('rivers'));
    await page.waitForFunction(() => /layers=/.test(window.location.hash));
    const hash = await page.evaluate(() => window.location.hash);
    const on = hash.match(/layers=([^&]*)/)[1].split(',');
    assert.deepEqual(on.toSorted(), switchable.filter((id) => id !== 'rivers').toSorted());
    await page.check(box('rivers'));
    await page.waitForFunction(() => !/layers=/.test(window.location.hash));
  }),
);

test(
  'a region whose layer is off is not touched on the map, and comes back when it is chosen in the list',
  story('#map=10/40.64/45.526', {}, async (page) => {
    const { x, y } = (await camera(page)).toPixel([45.526, 40.64]);
    await openLegend(page);
    await page.uncheck(box('artsvashen'));
    await page.mouse.click(x, y);
    await drawn(page);
    assert.equal(await page.locator('#panel [data-claim=artsvashen]').count(), 0);
    await view(page, '#map=10/40.64/45.526');
    await page.click('#panel [data-link=artsvashen]');
    await expectClaims(page, 'artsvashen');
    assert.ok(await page.isChecked(box('artsvashen')));
  }),
);

test(
  'with all layers off the claims are still read from the list',
  story('#layers=', {}, async (page) => {
    await expectContents(page);
    assert.ok((await page.locator('#map .shapes .mark:not(.gone)').count()) > 0, 'countries stay');
    const { regions } = claims.find((claim) => claim.id === 'artsvashen');
    await page.click(`#panel [data-link=${regions[0]}]`);
    await expectClaims(page, regions[0]);
  }),
);
