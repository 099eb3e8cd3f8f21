// The map by finger, on a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingers } from './hands.mjs';
import { find } from './places.mjs';
import {
  camera, drawn, eventually, expectClaims, expectContents, expectInView, expectNear, freeBox, region, regionIds, story,
  view,
} from './support.mjs';

const PHONE = { touch: true };
const HOME = '#map=6.6/40/45.8';
const STEPANAKERT = [46.75, 39.82];

test(
  'every region answers to a tap on the map with the right claims, and comes into view above the sheet',
  story(HOME, PHONE, async (page, t) => {
    for (const id of regionIds) {
      await t.test(region(id).label.fr, async () => {
        await view(page, HOME);
        await expectContents(page);
        const { x, y } = await find(page, id);
        await page.touchscreen.tap(x, y);
        await expectClaims(page, id);
        await expectInView(page, id);
      });
    }
  }),
);

test(
  'two fingers zoom about the point between them',
  story('#map=8/39.82/46.75', PHONE, async (page) => {
    const before = await camera(page);
    const middle = before.toPixel(STEPANAKERT);
    const at = (dx) => ({ x: middle.x + dx, y: middle.y });
    await fingers(page, [[at(-30), at(-90)], [at(30), at(90)]]);
    await eventually(page, async () => {
      const after = await camera(page);
      const wanted = Math.log2(3);
      assert.ok(Math.abs(after.zoom - before.zoom - wanted) < 0.1, `zoomed by ${after.zoom - before.zoom}`);
      expectNear(after.toPixel(STEPANAKERT), middle, 4);
    });
    await fingers(page, [[at(-90), at(-30)], [at(90), at(30)]]);
    await eventually(page, async () => {
      assert.ok(Math.abs((await camera(page)).zoom - before.zoom) < 0.1);
    });
    await expectContents(page);
  }),
);

test(
  'one finger moves the map and selects nothing',
  story('#map=8/39.82/46.75', PHONE, async (page) => {
    const before = (await camera(page)).toPixel(STEPANAKERT);
    await fingers(page, [[before, { x: before.x - 70, y: before.y + 50 }]]);
    await eventually(page, async () => {
      expectNear((await camera(page)).toPixel(STEPANAKERT), { x: before.x - 70, y: before.y + 50 }, 3);
    });
    await expectContents(page);
  }),
);

test(
  'the handle makes the sheet small and large again, and the map uses the room',
  story('#region=artsvashen', PHONE, async (page) => {
    await expectClaims(page, 'artsvashen');
    await expectInView(page, 'artsvashen');
    await page.getByRole('slider').waitFor();
    const half = await freeBox(page);
    await page.getByRole('button', { name: 'Réduire le volet de lecture' }).tap();
    await eventually(page, async () => {
      assert.ok((await freeBox(page)).bottom > half.bottom + 200, 'the sheet is as high as before');
    });
    await expectInView(page, 'artsvashen');
    const button = page.getByRole('button', { name: 'Ouvrir le volet de lecture' });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await button.tap();
    await eventually(page, async () => assert.equal((await freeBox(page)).bottom, half.bottom));
    await expectClaims(page, 'artsvashen');
  }),
);

test(
  'a tap on a region opens a sheet that was made small',
  story('#map=9/40.65/45.5', PHONE, async (page) => {
    await page.getByRole('button', { name: 'Réduire le volet de lecture' }).tap();
    await drawn(page);
    const { x, y } = await find(page, 'artsvashen');
    await page.touchscreen.tap(x, y);
    await expectClaims(page, 'artsvashen');
    await expectInView(page, 'artsvashen');
  }),
);

test(
  'nothing is wider than the phone, and buttons are large enough for a finger',
  story('#region=eight-villages', PHONE, async (page) => {
    await expectClaims(page, 'eight-villages');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    const small = await page.evaluate(() => {
      const targets = [...document.querySelectorAll('button, summary, #panel [data-link], input')];
      const boxes = targets.map((target) => [target, (target.closest('label') ?? target).getBoundingClientRect()]);
      const shown = boxes.filter(([, box]) => box.width > 0);
      return shown.filter(([, box]) => Math.min(box.width, box.height) < 24).map(([target]) => target.outerHTML);
    });
    assert.deepEqual(small, []);
  }),
);

test(
  'in landscape the menu lies over the map and its buttons',
  story('#region=karki', { ...PHONE, width: 844, height: 390 }, async (page) => {
    await page.locator('#panel .more summary').tap();
    for (const button of await page.locator('#panel .more li button').all()) {
      const { x, y, height } = await button.boundingBox();
      const top = await page.evaluate(([left, down]) => document.elementFromPoint(left, down)?.closest('.more, #map')?.className, [x + 4, y + height / 2]);
      assert.equal(top, 'more', await button.innerText());
    }
  }),
);

test(
  'at 400 % a link to a place opens at its top',
  story('#region=artsvashen', { width: 320, height: 256 }, async (page) => {
    await expectClaims(page, 'artsvashen');
    assert.equal(await page.evaluate(() => window.scrollY), 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  }),
);

test(
  'in forced colours the chosen language can be read',
  story('', async (page) => {
    await page.emulateMedia({ forcedColors: 'active' });
    const chosen = page.locator('.languages [aria-pressed=true]');
    const look = await chosen.evaluate((e) => {
      const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(e);
      return [color, backgroundColor, forcedColorAdjust];
    });
    assert.notEqual(look[0], look[1]);
    assert.equal(look[2], 'none');
  }),
);
