// Where one is: names, positions, the way back, the whole screen, the sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, camera, drawn, eventually, expectClaims, expectInView, story, view } from './support.mjs';

const openLegend = (page) => page.getByText('Légende et calques').click();

both(
  'the map can call places as both parties do',
  '#map=9/40.65/45.5',
  async (page) => {
    const names = () => page.evaluate(() => document.querySelector('#map canvas.names').toDataURL());
    await drawn(page);
    const before = await names();
    // An open legend covers much of a phone's map.
    const choose = async (on) => {
      await openLegend(page);
      await page.getByRole('checkbox', { name: 'Noms locaux sur la carte' }).setChecked(on);
      await openLegend(page);
    };
    await choose(true);
    await eventually(page, async () => assert.ok((await names()) !== before, 'the names are the same'));
    const local = await names();
    await choose(false);
    await eventually(page, async () => assert.ok((await names()) !== local, 'the names stay local'));
  },
);

both(
  'names can be twice as large, on the first picture too',
  '',
  async (page) => {
    /** The rows of pixels that the tallest line of letters takes. */
    const tallest = () =>
      page.evaluate(() => {
        const { width, height } = document.querySelector('#map canvas.names');
        const { data } = document.querySelector('#map canvas.names').getContext('2d').getImageData(0, 0, width, height);
        const inked = (y) => Array.from({ length: width }, (_, x) => data[4 * (y * width + x) + 3]).some((alpha) => alpha > 200);
        let [most, now] = [0, 0];
        for (let y = 0; y < height; y += 1) {
          now = inked(y) ? now + 1 : 0;
          most = Math.max(most, now);
        }
        return most;
      });
    const choose = async (size) => {
      await openLegend(page);
      await page.getByRole('radio', { name: size }).check();
      await openLegend(page);
    };
    await choose(/^150/);
    await eventually(page, async () => assert.equal(await page.locator('.first .names').count(), 0));
    // One name alone, so that lines of letters do not touch.
    await view(page, '#map=13.4/39.815/46.752&layers=enclave');
    await choose(/^100/);
    let usual = 0;
    await eventually(page, async () => {
      usual = await tallest();
      assert.ok(usual > 8 && usual < 40, `${usual} rows`);
    });
    await choose(/^200/);
    await eventually(page, async () => {
      const large = await tallest();
      assert.ok(large > 1.5 * usual, `${large} rows, ${usual} before`);
    });
  },
);

both(
  'both parties’ names, on the first picture too',
  '',
  async (page) => {
    await openLegend(page);
    await page.getByRole('checkbox', { name: 'Noms locaux sur la carte' }).check();
    await eventually(page, async () => assert.equal(await page.locator('.first .names').count(), 0));
  },
);

both(
  'positions are said on demand',
  '#map=9/40/46',
  async (page) => {
    await openLegend(page);
    const output = page.locator('#map output.position');
    assert.ok(!(await output.isVisible()));
    await page.getByRole('checkbox', { name: 'Coordonnées' }).check();
    const { x, y } = (await camera(page)).toPixel([46.2, 39.9]);
    await page.mouse.move(x, y);
    await eventually(page, async () => assert.match(await output.innerText(), /^39,(89|90|91)° N, 46,(19|20|21)° E$/));
  },
);

both(
  'a selected region that is out of view has a way back',
  '#region=artsvashen',
  async (page) => {
    await expectClaims(page, 'artsvashen');
    await expectInView(page, 'artsvashen');
    const back = page.getByRole('button', { name: 'Artsvashen est hors de la vue' });
    assert.equal(await back.count(), 0);
    await view(page, '#region=artsvashen&map=9/39/46.5');
    await back.click();
    await expectInView(page, 'artsvashen');
    await eventually(page, async () => assert.equal(await back.count(), 0));
  },
);

both(
  'one button shows the page on the whole screen, and leaves it',
  '',
  async (page) => {
    const button = page.getByRole('button', { name: 'Plein écran' });
    const full = () => page.evaluate(() => document.fullscreenElement !== null);
    await button.click();
    await eventually(page, async () => assert.ok(await full()));
    await button.click();
    await eventually(page, async () => assert.ok(!(await full())));
  },
);

const height = (page) => page.locator('#panel').evaluate((panel) => panel.getBoundingClientRect().height / window.innerHeight);
const expectHeight = (page, from, to) =>
  eventually(page, async () => {
    const share = await height(page);
    assert.ok(share >= from && share <= to, `the sheet takes ${share} of the window`);
  });

test(
  'the sheet has three heights, by button and by dragging',
  story('#region=karki', { touch: true }, async (page) => {
    await expectClaims(page, 'karki');
    await expectHeight(page, 0.4, 0.5);
    await page.getByRole('button', { name: 'Agrandir le volet de lecture' }).tap();
    await expectHeight(page, 0.9, 1);
    await page.getByRole('button', { name: 'Volet de lecture à mi-hauteur' }).tap();
    await expectHeight(page, 0.4, 0.5);
    const drag = async (share) => {
      const { x, y, width } = await page.locator('#panel .handle').boundingBox();
      await page.mouse.move(x + width / 2, y + 8);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, 844 * (1 - share) + 20, { steps: 4 });
      await page.mouse.move(x + width / 2, 844 * (1 - share), { steps: 2 });
      await page.mouse.up();
    };
    await drag(0.85);
    await expectHeight(page, 0.9, 1);
    await drag(0.1);
    await expectHeight(page, 0, 0.12);
    await drag(0.5);
    await expectHeight(page, 0.4, 0.5);
    await expectClaims(page, 'karki');
  }),
);

test(
  'a phone on its side has map and text side by side',
  story('#region=karki', { touch: true, width: 720, height: 360 }, async (page) => {
    await expectClaims(page, 'karki');
    const [map, panel] = await Promise.all(['#map', '#panel'].map((s) => page.locator(s).boundingBox()));
    assert.ok(map.x + map.width <= panel.x + 1 && panel.height <= 361, JSON.stringify([map, panel]));
    assert.ok(map.width > 250);
  }),
);
