// Everything by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  camera, copied, drawn, eventually, expectClaims, expectContents, expectFocus, expectInView, expectNear, expectZoomed, region,
  regionIds, story,
} from './support.mjs';

const STEPANAKERT = [46.75, 39.82];

test(
  'Tab walks the regions in the article’s order, Enter reads each, Escape returns to it',
  story('', async (page, t) => {
    await page.locator('#map').focus();
    for (const id of regionIds) {
      await t.test(region(id).label.fr, async () => {
        await page.keyboard.press('Tab');
        await expectFocus(page, `region ${id}`);
        await expectInView(page, id);
        await page.keyboard.press('Enter');
        await expectClaims(page, id);
        await expectFocus(page, 'h2');
        await page.keyboard.press('Escape');
        await expectContents(page);
        await expectFocus(page, `region ${id}`);
      });
    }
  }),
);

test(
  'every region on the map is a button that says its name and what kind of place it is',
  story('', async (page) => {
    for (const id of regionIds) {
      const { label, kind } = region(id);
      const name = new RegExp(`^${literally(label.fr)} .*${literally(kind.fr)}`);
      const button = page.locator('#map').getByRole('button', { name });
      assert.equal(await button.getAttribute('data-region'), id);
    }
  }),
);

test(
  'arrows move the map, + and − zoom, 0 shows it all',
  story('', async (page) => {
    const press = (key) => page.keyboard.press(key);
    await page.locator('#map').focus();
    const home = await camera(page);
    await press('+');
    const closer = await expectZoomed(page, home, 1);
    const arrows = { ArrowLeft: [1, 0], ArrowUp: [0, 1], ArrowRight: [-1, 0], ArrowDown: [0, -1] };
    for (const [key, [right, down]] of Object.entries(arrows)) {
      const before = (await camera(page)).toPixel(STEPANAKERT);
      await press(key);
      await eventually(page, async () => {
        const after = (await camera(page)).toPixel(STEPANAKERT);
        const [dx, dy] = [after.x - before.x, after.y - before.y];
        assert.ok(right === 0 ? Math.abs(dx) < 1 : dx * right > 30, `${key} moves the land by ${dx} px across`);
        assert.ok(down === 0 ? Math.abs(dy) < 1 : dy * down > 30, `${key} moves the land by ${dy} px down`);
      });
    }
    expectNear((await camera(page)).toPixel(STEPANAKERT), closer.toPixel(STEPANAKERT));
    await press('-');
    await expectZoomed(page, home, 0);
    await press('+');
    await press('ArrowLeft');
    await press('0');
    expectNear((await expectZoomed(page, home, 0)).toPixel(STEPANAKERT), home.toPixel(STEPANAKERT));
    await expectContents(page);
  }),
);

test(
  'the list has every region in the article’s order, and works by keyboard',
  story('', async (page) => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'h1');
    await page.keyboard.press('Tab');
    await eventually(page, async () => {
      const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
      assert.match(name, /^Lire l’article/);
    });
    const told = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name);
    for (const stop of ['Suivre l’article', 'view']) {
      await page.keyboard.press('Tab');
      await eventually(page, async () => assert.equal(await told(), stop));
    }
    for (const id of regionIds) {
      await page.keyboard.press('Tab');
      await expectFocus(page, `link ${id}`);
    }
    for (const id of ['turkey', 'karki', 'eight-villages']) {
      await page.locator(`#panel nav [data-link=${id}]`).focus();
      await page.keyboard.press('Enter');
      await expectClaims(page, id);
      await expectInView(page, id);
      await expectFocus(page, 'h2');
      await page.keyboard.press('Escape');
      await expectContents(page);
      await expectFocus(page, `link ${id}`);
    }
  }),
);

test(
  'the eight villages are found, read and shared by keyboard alone',
  story('', async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const tabTo = async (what, matches) => {
      for (let presses = 0; presses < 90; presses += 1) {
        if (await page.evaluate(matches)) return;
        await page.keyboard.press('Tab');
        await drawn(page);
      }
      assert.fail(`Tab does not lead to ${what}`);
    };
    await tabTo('the search field', () => document.activeElement.getAttribute('role') === 'combobox');
    await page.keyboard.type('huit vil');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await expectClaims(page, 'eight-villages');
    await expectInView(page, 'eight-villages');
    await expectFocus(page, 'h2');
    await tabTo('the claim’s link', () => document.activeElement.dataset.copy === 'claim=eight-villages');
    await page.keyboard.press('Enter');
    await eventually(page, async () => {
      assert.match(await copied(page), /#claim=eight-villages&lang=fr$/);
    });
    await page.keyboard.press('Escape');
    await expectContents(page);
  }),
);

test(
  'what the map shows after it moved is told',
  story('', async (page) => {
    await page.locator('#map').focus();
    await page.keyboard.press('+');
    await eventually(page, async () => {
      assert.match(await page.locator('#map .voice').innerText(), /^À l’écran : .*Artsvashen/);
    });
  }),
);

test(
  'the button of a region’s page goes back to the list as Escape does',
  story('#region=tegh', async (page) => {
    await expectClaims(page, 'tegh');
    await page.getByRole('button', { name: 'Tous les lieux' }).press('Enter');
    await expectContents(page);
    await expectFocus(page, 'link tegh');
  }),
);

test(
  'Tab leaves the map for the panel, and Shift with Tab comes back: there is no trap',
  story('', async (page) => {
    const where = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        return ['#map', '#panel'].find((id) => activeElement.closest(id)) ?? activeElement.localName;
      });
    const walk = async (keys, until) => {
      for (let i = 0; i < 80; i += 1) {
        await page.keyboard.press(keys);
        if ((await where()) === until) return;
      }
      assert.fail(`${keys} does not reach ${until}`);
    };
    await walk('Tab', '#map');
    await walk('Tab', '#panel');
    await walk('Shift+Tab', '#map');
    await walk('Shift+Tab', 'a');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  }),
);

test(
  'where the focus is can be seen: on map, buttons and links',
  story('', async (page) => {
    const marked = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expectFocus(page, '#map');
    assert.ok(await marked(), 'the map');
    for (const name of ['Zoom avant', 'Vers l’est', 'English']) {
      await page.getByRole('button', { name, exact: true }).focus();
      assert.ok(await marked(), name);
    }
    await page.locator('#panel nav [data-link=karki]').focus();
    assert.ok(await marked(), 'a link of the list');
  }),
);

test(
  'where the focus is can be seen on every region',
  story('', async (page, t) => {
    const map = page.locator('#map');
    const picture = async () => {
      await drawn(page);
      return map.screenshot();
    };
    await map.focus();
    for (const id of regionIds) {
      await t.test(region(id).label.fr, async () => {
        await page.keyboard.press('Tab');
        await expectFocus(page, `region ${id}`);
        const shape = page.locator(`#map [data-region=${id}]`);
        const there = await picture();
        await shape.evaluate((element) => element.blur());
        const elsewhere = await picture();
        await shape.focus();
        assert.ok(!there.equals(elsewhere), `the map looks the same with the focus on ${id} and without`);
      });
    }
  }),
);

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
