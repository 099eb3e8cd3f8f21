// The address: what a link carries, and back and forward.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address, boxOf, camera, eventually, freeBox, expectClaims, expectContents, expectInView, expectNear, langOf, open, ready, story,
  told, touch,
} from './support.mjs';

test(
  'a link opens the region, the view, the language and the layers that it names, and so does a reload',
  story('#map=9.5/39.9/46.2&region=jermuk&lang=en&layers=occupied-areas,borders', async (page) => {
    const check = async () => {
      assert.equal(await langOf(page), 'en');
      await expectClaims(page, 'jermuk');
      const { zoom, toPixel } = await camera(page);
      assert.ok(Math.abs(zoom - 9.5) < 0.01, `the zoom is ${zoom}`);
      await page.getByRole('slider').waitFor();
      const free = await freeBox(page);
      expectNear(toPixel([46.2, 39.9]), { x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 }, 3);
      const on = await page.$$eval('input[name=layer]:checked', (inputs) => inputs.map((input) => input.value));
      assert.deepEqual(on.toSorted(), ['borders', 'occupied-areas']);
      assert.equal(await boxOf(page, 'artsvashen'), null);
    };
    await check();
    await touch(page);
    await eventually(page, async () => assert.equal((await address(page)).get('layers'), 'borders,occupied-areas'));
    await page.reload();
    await ready(page);
    await check();
    assert.equal((await address(page)).get('layers'), 'borders,occupied-areas');
  }),
);

test(
  'before its reader has done anything a page leaves its address as it is: a screen reader would take a part of it for a jump',
  async () => {
    for (const hash of ['', '#region=karki']) {
      await story(hash, async (page) => {
        await page.getByRole('slider').waitFor();
        await page.waitForTimeout(1_500);
        assert.equal(new URL(page.url()).hash, hash);
        assert.equal(await page.evaluate(() => window.location.hash), hash);
        await page.mouse.wheel(0, 1);
        await touch(page);
        await eventually(page, async () => assert.ok((await address(page)).get('map') ?? (await address(page)).get('region')));
      })();
    }
  },
);

test(
  'a link to a region alone brings it into view',
  async () => {
    for (const id of ['karki', 'eight-villages', 'syunik-corridor', 'turkey']) {
      await story(`#region=${id}`, async (page) => {
        await expectClaims(page, id);
        await expectInView(page, id);
      })();
    }
  },
);

test(
  'the address follows the map, the region and the language',
  story('', async (page) => {
    const says = (part, wanted) =>
      eventually(page, async () => assert.match((await address(page)).get(part) ?? 'nothing', wanted));
    await touch(page);
    await says('map', /^[\d.]+\/[\d.]+\/[\d.]+$/);
    const home = (await address(page)).get('map');
    await page.getByRole('button', { name: 'Zoom avant' }).click();
    await says('map', new RegExp(`^(?!${home})`));
    assert.ok(Math.abs(parseFloat((await address(page)).get('map')) - parseFloat(home) - 1) < 0.02);
    await page.locator('#panel nav [data-link=karki]').click();
    await says('region', /^karki$/);
    await page.getByRole('button', { name: 'English' }).click();
    await says('lang', /^en$/);
    await page.keyboard.press('Escape');
    await says('region', /^nothing$/);
  }),
);

test(
  'back and forward go from region to region; moving the map leaves no trace in the history',
  story('', async (page) => {
    const length = () => page.evaluate(() => window.history.length);
    const first = await length();
    await page.locator('#panel nav [data-link=artsvashen]').click();
    await expectClaims(page, 'artsvashen');
    for (const name of ['Zoom avant', 'Vers l’est', 'Zoom arrière', 'Zoom arrière']) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('button', { name: 'Tous les lieux' }).click();
    await expectContents(page);
    await page.locator('#panel nav [data-link=syunik]').click();
    await expectClaims(page, 'syunik');
    await settled(page);
    assert.equal(await length(), first + 3);
    await page.goBack();
    await expectContents(page);
    await page.goBack();
    await expectClaims(page, 'artsvashen');
    await page.goBack();
    await expectContents(page);
    await page.goForward();
    await expectClaims(page, 'artsvashen');
    await page.goForward();
    await page.goForward();
    await expectClaims(page, 'syunik');
    await expectInView(page, 'syunik');
  }),
);

test(
  'broken and unknown parts of a link are ignored',
  async () => {
    const broken = [
      '#map=nan/x/y&region=atlantis',
      '#map=99/40/45&layers=&lang=klingon',
      '#region=%3Cscript%3Ealert(1)%3C/script%3E',
      '#map=8/95/200&&=&asof=yesterday&step=-1&claim=none&view=nowhere',
      '#%E0%A4%A',
      '#map',
    ];
    const page = await open('');
    await told(page, async () => {
      const { zoom } = await camera(page);
      for (const hash of broken) {
        await page.goto('about:blank');
        await page.goto(`${page.at}${hash}`);
        await ready(page);
        await expectContents(page);
        assert.equal(await langOf(page), 'fr', hash);
        if (!hash.includes('layers')) assert.ok(Math.abs((await camera(page)).zoom - zoom) < 0.01, hash);
      }
    });
  },
);

test(
  'a link to the far side of the world stays on the map',
  story('#map=20/-40/-120', async (page) => {
    await expectContents(page);
    await page.getByRole('button', { name: 'Vue d’ensemble' }).click();
    const { x, y } = (await camera(page)).toPixel([46.75, 39.82]);
    const map = await page.locator('#map').boundingBox();
    assert.ok(x > map.x && x < map.x + map.width && y > map.y && y < map.y + map.height);
  }),
);

/** Waits until the address says what the map shows. */
const settled = (page) =>
  eventually(page, async () => {
    const [said, shown] = [parseFloat((await address(page)).get('map')), (await camera(page)).zoom];
    assert.ok(Math.abs(said - shown) < 0.01, `the address says zoom ${said}, the map shows ${shown}`);
  });
