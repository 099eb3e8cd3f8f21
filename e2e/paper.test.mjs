// What is on paper, by whichever way a reader prints: the same sheet from every
// window, light, with the map as wide as the paper and no line alone on a page.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claims, excerpt, regionIds, region } from './atlas.mjs';
import { expectTaken, files, read, rewritten, withEvil } from './evil.mjs';
import { pagesOf } from './pdf.mjs';
import { expectPrinted, forget } from './printing.mjs';
import { drawn, eventually, newPage, open, story, told } from './support.mjs';

/** On a page alone, fewer lines than these look lost. */
const FEWEST = 3;
const FORMATS = ['A4', 'Letter'];
/** Paper between its margins, in CSS pixels. */
const PAPER = { width: 688, height: 1017 };

/** The sheet as markup, less the names of its site and its figure. */
const markup = (page) =>
  page.evaluate(() => document.querySelector('#print').outerHTML.replace(/127.0.0.1:\d+|blob:[^"]*/g, ''));

/** What Ctrl+P gives, once all layers are there: the same twice, a while apart. */
async function sheetOf(page) {
  for (let before = null; ;) {
    await page.evaluate(() => { window.printed = 0; });
    await page.keyboard.press('Control+P');
    await expectPrinted(page);
    const now = { sheet: await markup(page), figure: await page.evaluate(() => window.made.text()) };
    if (before && now.sheet === before.sheet && now.figure === before.figure) return now;
    before = now;
    await page.waitForTimeout(1_000);
  }
}

/** What Chromium prints of the page as it stands: how many lines each page has. */
const linesOf = async (page, format) => pagesOf(await page.pdf({ format })).map(({ lines }) => lines);

/** The browser's own menu is about to print, or has. */
const turn = (page, name) => page.evaluate((type) => window.dispatchEvent(new Event(type)), name);

/** What of the page has paper's width, and how light it is. */
async function onPaper(page, selector) {
  const size = page.viewportSize();
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate((of) => {
    const found = document.querySelector(of).getBoundingClientRect();
    const { color, backgroundColor } = getComputedStyle(document.body);
    const land = getComputedStyle(document.documentElement).getPropertyValue('--map-land');
    return { left: found.left, width: found.width, color, backgroundColor, land, over: document.documentElement.scrollWidth };
  }, selector);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(size);
  assert.ok(seen.left < 1 && seen.width > PAPER.width - 2, `${selector} is ${seen.width} px wide from ${seen.left}`);
  assert.ok(seen.over <= PAPER.width, `${seen.over} px wide in all`);
  assert.deepEqual([seen.color, seen.backgroundColor, seen.land], ['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)', '#faf7ef']);
}

describe('from every window', { concurrency: 2 }, () => {
  const windows = { laptop: {}, 'dark laptop': { scheme: 'dark' }, phone: { touch: true }, 'dark phone': { touch: true, scheme: 'dark' } };
  for (const lang of ['fr', 'en']) {
    test(`(${lang}) Ctrl+P gives what the menu gives, on two pages`, async () => {
      const sheets = new Map();
      for (const [name, options] of Object.entries(windows)) {
        const page = await open(`#lang=${lang}`, options);
        await told(page, async () => {
          await forget(page);
          const { sheet, figure } = await sheetOf(page);
          await onPaper(page, '#print img');
          const lines = {};
          for (const format of FORMATS) {
            lines[format] = await linesOf(page, format);
            assert.equal(lines[format].length, 2, `${name}, ${format}: ${lines[format]} lines`);
            assert.ok(lines[format][1] >= FEWEST, `${name}, ${format}: ${lines[format]} lines`);
          }
          sheets.set(name, { sheet, figure, lines });
          // The same by the menu.
          await turn(page, 'afterprint');
          assert.equal(await page.locator('#print').count(), 0);
          await page.evaluate(() => { window.printed = 0; });
          await page.locator('#panel .more summary').click();
          await page.locator('#panel [data-share=print]').click();
          await expectPrinted(page);
          assert.equal(await markup(page), sheet);
        });
      }
      const { laptop, ...others } = Object.fromEntries(sheets);
      for (const [name, other] of Object.entries(others)) assert.deepEqual(other, laptop, name);
    });
  }
});

test('Ctrl+P in the search field prints too, and other keys with P do not', story('', async (page) => {
  await forget(page);
  await page.getByRole('combobox').focus();
  for (const key of ['p', 'Control+Shift+P', 'Alt+P']) await page.keyboard.press(key);
  await drawn(page);
  assert.equal(await page.evaluate(() => window.printed), 0);
  await page.keyboard.press('Control+P');
  await expectPrinted(page);
}));

describe('the browser’s own menu', { concurrency: 2 }, () => {
  for (const [name, options] of Object.entries({ 'in the dark': { scheme: 'dark' }, 'on a phone': { touch: true } })) {
    test(`${name}, at once: the sheet with the map that the page came with`, story('', options, async (page) => {
      for (const format of FORMATS) {
        const lines = await linesOf(page, format);
        assert.equal(lines.length, 2, `${lines} lines`);
        assert.ok(lines[1] >= FEWEST, `${lines} lines`);
      }
      await turn(page, 'beforeprint');
      const sheet = page.locator('#print');
      const text = await sheet.evaluate((e) => e.textContent);
      for (const claim of claims) assert.ok(text.includes(excerpt(claim)), claim.id);
      for (const id of regionIds) assert.ok(text.includes(region(id).label.fr), id);
      await onPaper(page, '#print .figure');
      assert.ok(await sheet.locator('.figure .first path').count() > 20);
      await turn(page, 'afterprint');
      assert.equal(await sheet.count(), 0);
    }));
  }

  test('once the pointer has left the page: the figure of what is seen', story('#region=artsvashen', async (page) => {
    await forget(page);
    const held = () => page.evaluate(() => window.made?.text());
    await page.locator('#map').hover();
    const leave = () => page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent('mouseleave')));
    await leave();
    await eventually(page, async () => assert.match((await held()) ?? '', /Artsvashen/));
    // The map may still have been on its way to the place, or its base map to the page.
    await eventually(page, async () => {
      await leave();
      await page.waitForTimeout(400);
      await turn(page, 'beforeprint');
      const has = await page.locator('#print .figure > img').count();
      await turn(page, 'afterprint');
      assert.equal(has, 1);
    });
    // Of another view there is none yet.
    await page.locator('#map .controls [data-act=home]').click();
    await drawn(page);
    await turn(page, 'beforeprint');
    assert.deepEqual([await page.locator('#print img').count(), await page.locator('#print .first').count()], [0, 1]);
    await turn(page, 'afterprint');
    assert.equal(await page.evaluate(() => window.printed), 0, 'nothing is printed of itself');
  }));

  test('of another atlas, at once: its texts, and no map of this one', withEvil(() => undefined, async (page) => {
    await expectTaken(page);
    await turn(page, 'beforeprint');
    assert.equal(await page.locator('#print ol li').count(), claims.length);
    assert.equal(await page.locator('#print .first').count(), 0);
    await turn(page, 'afterprint');
  }));
});

test('however many claims there are, no page has a line alone', story('', async (page) => {
  for (let n = 4; n <= 2 * claims.length; n += 3) {
    for (const worksheet of [false, true]) {
      await forget(page);
      await page.evaluate((act) => document.querySelector(`#panel [data-share=${act}]`).click(), worksheet ? 'worksheet' : 'print');
      await expectPrinted(page);
      await page.evaluate((wanted) => {
        const list = document.querySelector('#print ol');
        list.append(...[...list.children].map((one) => one.cloneNode(true)));
        while (list.children.length > wanted) list.lastChild.remove();
      }, n);
      const lines = await linesOf(page, 'A4');
      assert.ok(Math.min(...lines) >= FEWEST, `${n} claims: ${lines} lines`);
    }
  }
}));

describe('without script', { concurrency: 2 }, () => {
  for (const [name, options] of Object.entries({ 'a laptop': {}, 'a phone in the dark': { touch: true, scheme: 'dark' } })) {
    test(`${name} has a page for paper: the map first, as wide as it, then all texts`, async () => {
      const page = await newPage({ script: false, ...options });
      await told(page, async () => {
        await page.goto(page.at, { waitUntil: 'networkidle' });
        for (const format of FORMATS) {
          const lines = await linesOf(page, format);
          assert.ok(lines.length <= 6, `${lines.length} pages`);
          assert.ok(Math.min(...lines) >= FEWEST, `${format}: ${lines} lines`);
        }
        await onPaper(page, '#map');
        await page.setViewportSize(PAPER);
        await page.emulateMedia({ media: 'print' });
        const map = await page.locator('#map').boundingBox();
        const title = await page.locator('#panel h1').boundingBox();
        assert.ok(map.y < 1 && title.y >= map.y + map.height, `map at ${map.y}, title at ${title.y}`);
        for (const claim of claims) assert.ok(await page.locator(`[id="claim=${claim.id}"] blockquote`).isVisible(), claim.id);
        for (const gone of ['.no-script', '.bar', '#boot']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
      });
    });
  }
});

/** The atlas with names without end, with spaces and without. */
const long = () => {
  let n = 0;
  const next = () => ((n += 1) % 2 ? 'Karabakh'.repeat(25) : 'Haut-Karabakh montagneux '.repeat(8).trim());
  const bodies = new Map(files.map((file) => [file, JSON.stringify(rewritten(read(file), next))]));
  return (file) => bodies.get(file);
};

test('names of 200 characters stay on the sheet', withEvil(long(), async (page) => {
  await expectTaken(page);
  await forget(page);
  await page.keyboard.press('Control+P');
  await expectPrinted(page);
  await onPaper(page, '#print img');
  const lines = await linesOf(page, 'A4');
  assert.ok(Math.min(...lines) >= FEWEST, `${lines} lines`);
}));
