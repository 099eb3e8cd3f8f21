// A fault inside the program or its worker: the reader keeps the text and the
// picture, is told, and goes on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claims } from './atlas.mjs';
import { boxOf, drawn, eventually, expectClaims, langOf, newPage, ready, told } from './support.mjs';

/** The page as it came stands there again, with a message. */
async function expectPageAsItCame(page) {
  await page.locator('#boot').filter({ hasText: 'La carte s’est arrêtée' }).waitFor();
  assert.equal(await page.getAttribute('html', 'data-state'), 'failed');
  assert.equal(await page.locator('#panel .text [id^="claim="] blockquote').count(), claims.length);
  assert.ok((await page.locator('.first [data-layer=land] path').count()) > 4, 'the picture is there');
}

/** Breaks what the program calls while it answers a click, in three ways. */
const faults = {
  'an exception from the browser': () => {
    CanvasRenderingContext2D.prototype.measureText = () => { throw new Error('a canvas that breaks'); };
    CanvasRenderingContext2D.prototype.clearRect = () => { throw new Error('a canvas that breaks'); };
  },
  'an answer of another kind': () => {
    Element.prototype.getBoundingClientRect = () => null;
  },
  'a trap': () => {
    CanvasRenderingContext2D.prototype.clearRect = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  },
};

describe('the program stops', { concurrency: 2 }, () => {
  for (const [name, fault] of Object.entries(faults)) {
    test(`${name}: the page is there as it came, and a reload brings the map back`, async () => {
      const page = await newPage({ expected: [/./] });
      await told(page, async () => {
        await page.goto(page.at);
        await ready(page);
        await page.evaluate(fault);
        await page.locator('#panel nav [data-link=artsvashen]').click();
        await expectPageAsItCame(page);
        // Its links lead to places in it, and nothing wakes the program.
        await page.locator('#panel nav a[href="#region=karki"]').click();
        assert.match(page.url(), /#region=karki/);
        assert.ok(await page.locator('[id="region=karki"]').isVisible());
        await page.setViewportSize({ width: 900, height: 700 });
        await page.keyboard.press('Escape');
        await drawn(page);
        await expectPageAsItCame(page);
        assert.ok((await page.locator('.first .names text').count()) > 5, 'the names are there');
        await page.locator('#boot').getByRole('link', { name: 'Recharger la page' }).click();
        await ready(page);
        await expectClaims(page, 'karki');
      });
    });
  }

  test('a reader of English has the text in the article’s language then, at the place', async () => {
    const page = await newPage({ lang: 'en', expected: [/./] });
    await told(page, async () => {
      await page.goto(page.at);
      await ready(page);
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
      await page.evaluate(faults['a trap']);
      await page.setViewportSize({ width: 1100, height: 700 });
      await expectPageAsItCame(page);
      // Whatever the program had still in hand comes too late.
      await page.waitForTimeout(1_500);
      assert.match(await page.locator('#panel h1').innerText(), /contingent russe/);
      assert.ok((await page.locator('.first .names text').count()) > 5, 'the names are there');
      assert.equal(await langOf(page), 'fr');
      const box = await page.locator('[id="region=karki"]').boundingBox();
      assert.ok(box.y >= 0 && box.y < 700, `the place is at ${box.y}`);
    });
  });
});

describe('the worker stops', { concurrency: 2 }, () => {
  const UNREACHABLE = `throw new WebAssembly.RuntimeError('unreachable');`;
  /** Ends a worker at what it is told first: its colours. */
  const hearing = `
    addEventListener('message', (event) => {
      event.stopImmediatePropagation();
      ${UNREACHABLE}
    }, { once: true });`;
  /** Ends a worker at the first thing that it paints. */
  const painting = `OffscreenCanvasRenderingContext2D.prototype.fillRect = () => { ${UNREACHABLE} };`;

  /** Has as many workers as `times` says end at what `trap` is set for. */
  const breaking = (trap, times) => async (page) => {
    let left = times;
    await page.route('**/basemap_loader-*.js', async (route) => {
      const response = await route.fetch();
      const set = left > 0 ? trap : '';
      left -= 1;
      await route.fulfill({ response, body: `${set}\n${await response.text()}` });
    });
  };

  test('once: another takes its place and the page is whole', async () => {
    const page = await newPage({ expected: [/unreachable|started again/] });
    await told(page, async () => {
      await breaking(painting, 1)(page);
      await page.goto(`${page.at}?atlas=geodata/`);
      await ready(page);
      assert.equal((await page.getByRole('alert').allInnerTexts()).join('').trim(), '');
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
      await page.getByRole('combobox').fill('Башкенд');
      await page.getByRole('option').filter({ hasText: 'Artsvashen' }).first().waitFor();
    });
  });

  test('again and again: the reader is told, and reads and selects all the same', async () => {
    const page = await newPage({ expected: [/unreachable|started again|basemap/] });
    await told(page, async () => {
      await breaking(hearing, 9)(page);
      await page.goto(page.at);
      await ready(page);
      await page.locator('.notices').getByText(/basemap_loader/).waitFor();
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
      await eventually(page, async () => assert.ok(await boxOf(page, 'karki')));
    });
  });

  test('nor is one that talks nonsense relied on', async () => {
    const page = await newPage();
    await told(page, async () => {
      await breaking(`postMessage([new Uint8Array([99, 0, 0]).buffer]);`, 9)(page);
      await page.goto(page.at);
      await ready(page);
      await page.locator('.notices').getByText(/a message that cannot be read/).waitFor();
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
    });
  });
});
