// The page by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { region, regionIds } from './atlas.mjs';
import { HOME } from './places.mjs';
import {
  camera,
  cameraWhen,
  direction,
  drawn,
  expectClaims,
  expectContents,
  expectFocus,
  expectInView,
  focused,
  story,
} from './support.mjs';

const press = async (page, key) => {
  await page.keyboard.press(key);
  await drawn(page);
};

/** Tab until something has the focus. */
async function tabTo(page, wanted, key = 'Tab') {
  for (let i = 0; i < 150 && (await focused(page)) !== wanted; i += 1) await page.keyboard.press(key);
  assert.equal(await focused(page), wanted);
}

test(
  'Tab walks the regions in the article’s order; Enter reads each, Escape goes back to its shape',
  story(HOME, {}, async (page, t) => {
    await tabTo(page, '#map');
    for (const id of regionIds) {
      await t.test(region(id).label.fr, async () => {
        await press(page, 'Tab');
        await expectFocus(page, `region ${id}`);
        await expectInView(page, id);
        await press(page, 'Enter');
        await expectClaims(page, id);
        await expectFocus(page, 'h2');
        await press(page, 'Escape');
        await expectContents(page);
        await expectFocus(page, `region ${id}`);
      });
    }
  }),
);

test(
  'regions say what they are and whether they are selected',
  story(HOME, {}, async (page) => {
    for (const id of regionIds) {
      const { label, kind } = region(id);
      const button = page.getByRole('button', { name: `${label.fr} – ${kind.fr}`, exact: true });
      assert.equal(await button.getAttribute('data-region'), id);
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
    }
  }),
);

test(
  'Space selects too',
  story(HOME, {}, async (page) => {
    await page.locator('[data-region=syunik]').focus();
    await press(page, ' ');
    await expectClaims(page, 'syunik');
  }),
);

test(
  'arrows move the map, + and - zoom, 0 goes home',
  story('', {}, async (page) => {
    await tabTo(page, '#map');
    const home = await camera(page);
    await press(page, '+');
    await cameraWhen(page, (c) => Math.abs(c.zoom - home.zoom - 1) < 0.01);
    const place = [45.8, 40];
    const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    for (const [key, [right, down]] of Object.entries(moves)) {
      const before = (await camera(page)).toPixel(place);
      await press(page, key);
      const after = (await camera(page)).toPixel(place);
      assert.equal(direction(after.x - before.x), right, key);
      assert.equal(direction(after.y - before.y), down, key);
    }
    await press(page, '-');
    await cameraWhen(page, (c) => Math.abs(c.zoom - home.zoom) < 0.01);
    await press(page, 'ArrowLeft');
    await press(page, '+');
    await press(page, '0');
    const back = await cameraWhen(page, (c) => Math.abs(c.zoom - home.zoom) < 0.01);
    const [was, is] = [home.toPixel(place), back.toPixel(place)];
    assert.ok(Math.hypot(is.x - was.x, is.y - was.y) < 1);
  }),
);

test(
  'the list reads every region by keyboard, and Escape goes back to the link',
  story(HOME, {}, async (page) => {
    const links = await page.$$eval('#panel [data-link]', (all) => all.map((link) => link.dataset.link));
    assert.deepEqual(links, regionIds);
    await page.locator(`#panel [data-link=${regionIds[0]}]`).focus();
    for (const id of regionIds) {
      await expectFocus(page, `link ${id}`);
      await press(page, 'Enter');
      await expectClaims(page, id);
      await expectFocus(page, 'h2');
      await press(page, 'Escape');
      await expectContents(page);
      await expectFocus(page, `link ${id}`);
      await press(page, 'Tab');
    }
  }),
);

test(
  'the back button goes back by keyboard',
  story('#region=artsvashen', {}, async (page) => {
    await expectClaims(page, 'artsvashen');
    await page.locator('#panel [data-back]').focus();
    await press(page, 'Enter');
    await expectContents(page);
    await expectFocus(page, 'link artsvashen');
  }),
);

test(
  'the first Tab offers to skip the map, and leads to the article',
  story(HOME, {}, async (page) => {
    await press(page, 'Tab');
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
    await press(page, 'Enter');
    await expectFocus(page, 'h1');
  }),
);

test(
  'no part of the page holds the focus: Tab goes through and out, and Shift and Tab back',
  story(HOME, {}, async (page) => {
    for (const key of ['Tab', 'Shift+Tab']) {
      await page.evaluate(() => document.activeElement.blur());
      const parts = new Set();
      let here = '';
      for (let i = 0; i < 150 && here !== 'body'; i += 1) {
        await page.keyboard.press(key);
        here = await focused(page);
        const part = await page.evaluate(() => document.activeElement.closest('#map, #panel, .skip')?.id);
        if (part !== undefined) parts.add(part);
      }
      assert.equal(here, 'body', `${key} never leaves the page`);
      assert.ok(parts.has('map') && parts.has('panel'), `${key} visits ${[...parts]}`);
    }
  }),
);
