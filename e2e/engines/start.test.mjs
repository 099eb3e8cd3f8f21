// The page comes, in this reader's language and colours, and stays what the
// address says.
import assert from 'node:assert/strict';
import { address, expectClaims, expectContents, langOf, manifest } from '../support.mjs';
import { until } from './page.mjs';
import { both, ready, story } from './stories.mjs';

both('the page starts: map, title and list are there', '', async (page) => {
  await expectContents(page);
  assert.equal(await page.first(['heading', manifest.title.fr]), manifest.title.fr);
  await page.first('#map .as-of');
  const { width, height } = await page.first('#map', (map) => map.getBoundingClientRect().toJSON());
  const window = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  assert.ok(width > window.width / 2 && height > window.height / 2, `a map of ${width} × ${height}`);
});

both('nothing is wider than the window', '#region=eight-villages', async (page) => {
  await expectClaims(page, 'eight-villages');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

story('the worker paints the base map, with some room around the window', '#map=9/40/46', async (page) => {
  await until(async () => {
    const [map, picture] = await page.all('#map, #map canvas.basemap', (element) => element.width ?? element.clientWidth);
    assert.ok(picture > map, `a picture of ${picture} pixels on a map of ${map}`);
  });
});

/** The view that the address says, once it has said the same for a second: while the map moves it
    says views on the way, and WebKit's own process hears of each a little after the page wrote it. */
async function settledView(page) {
  const REST = 1000;
  let [said, since] = [undefined, Date.now()];
  return until(async () => {
    const now = (await address(page)).get('map');
    if (now !== said) [said, since] = [now, Date.now()];
    assert.ok(said && Date.now() - since >= REST, `the address says ${said}, not yet for a second`);
    return said;
  });
}

both('a reload keeps what the address says', '#region=karki&lang=en', async (page) => {
  await expectClaims(page, 'karki');
  await page.click(['button', 'Zoom out']);
  const there = await settledView(page);
  await page.click(['button', 'Zoom in']);
  const view = await until(async () => {
    const now = await settledView(page);
    assert.notEqual(now, there, 'the address does not say the nearer view');
    return now;
  });
  await page.reload();
  await ready(page);
  await expectClaims(page, 'karki');
  assert.equal(await langOf(page), 'en');
  assert.equal((await address(page)).get('map'), view);
});

for (const [lang, hash, wanted] of [['en-GB', '', 'en'], ['en-GB', '#lang=fr', 'fr'], ['de', '', 'fr']]) {
  story(`a reader of ${lang} at “${hash}” is met in ${wanted}`, hash, { lang }, async (page) => {
    assert.equal(await langOf(page), wanted);
    assert.equal(await page.first('#panel h1'), manifest.title[wanted]);
    await expectContents(page);
  });
}

story('the language changes without a reload', '#region=karki', async (page) => {
  await expectClaims(page, 'karki');
  await page.evaluate(() => { window.stays = true; });
  await page.click(['button', 'English']);
  await until(async () => assert.equal(await langOf(page), 'en'));
  await expectClaims(page, 'karki');
  assert.ok(await page.evaluate(() => window.stays));
});

story('in the dark the page is dark, and its text can be read on it', '', { scheme: 'dark' }, async (page) => {
  const light = (property) =>
    page.first('#panel', (panel, name) => {
      const [r, g, b] = getComputedStyle(panel)[name].match(/[\d.]+/g).map(Number);
      return (r + g + b) / 3;
    }, property);
  const [background, text] = [await light('backgroundColor'), await light('color')];
  assert.ok(background < 80 && text > 160, `text of ${text} on ${background}`);
});
