// The small map that says where on Earth the atlas lies.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eventually, manifest, newPage, site, story, told } from './support.mjs';
import { launch, reader } from './reader.mjs';

const browser = await launch();
after(() => browser.close());

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844, touch: true };

/** What is seen of the locator: its box, its text, and what its parts are painted with; nothing, where it is hidden. */
const seen = (page) =>
  page.evaluate(() => {
    const locator = document.querySelector('.locator');
    const box = locator?.getBoundingClientRect();
    if (!box?.width) return null;
    const painted = (part) => locator.querySelector(part).getBoundingClientRect().width;
    return { text: locator.innerText.trim(), box: box.toJSON(), land: painted('path'), map: painted('rect') };
  });

/** Whatever else stands on the map and is seen, with names and symbols of the first picture. */
const others = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#map > :is(.on-map, .as-of), .first :is(.names text, .symbols svg)')]
      .map((part) => ({ what: part.textContent.slice(0, 30), ...part.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && height > 0),
  );

const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

async function expectClear(page) {
  const { box } = await seen(page);
  const map = await page.locator('#map').evaluate((map) => map.getBoundingClientRect().toJSON());
  assert.ok(box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= map.bottom);
  assert.deepEqual((await others(page)).filter((other) => meets(box, other)), []);
}

for (const [kind, options] of Object.entries({ 'a window': WIDE, 'a small window': { width: 1024, height: 640 } })) {
  for (const script of [true, false]) {
    test(`in ${kind} ${script ? 'with' : 'without'} script it shows land, the map's box and a line, and covers nothing`, async () => {
      const context = await browser.newContext({ ...reader(options), javaScriptEnabled: script });
      const page = await context.newPage();
      await page.goto(site, { waitUntil: 'networkidle' });
      const { text, land, map } = await seen(page);
      assert.equal(text, manifest.locator.text.fr);
      assert.ok(land > 80 && map > 8 && map < land / 4, `${land}, ${map}`);
      await expectClear(page);
      await context.close();
    });
  }
}

for (const script of [true, false]) {
  test(`a telephone ${script ? 'with' : 'without'} script has no room for it`, async () => {
    const context = await browser.newContext({ ...reader(PHONE), javaScriptEnabled: script });
    const page = await context.newPage();
    await page.goto(site, { waitUntil: 'networkidle' });
    assert.equal(await seen(page), null);
    await context.close();
  });
}

test(
  'it speaks the reader’s language, and a pointer there moves the map',
  story('', WIDE, async (page) => {
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(page, async () => assert.equal((await seen(page)).text, manifest.locator.text.en));
    const { box } = await seen(page);
    const at = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const hit = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).closest('.locator'), at);
    assert.equal(hit, null);
  }),
);

test('another atlas, which says nothing of where it lies, shows none', async () => {
  const page = await newPage(WIDE);
  await told(page, async () => {
    await page.route('**/elsewhere/**', async (route) => {
      const file = new URL(route.request().url()).pathname.split('/elsewhere/')[1];
      const answer = await route.fetch({ url: new URL(`geodata/${file}`, page.at).href });
      if (file !== 'atlas.json') return route.fulfill({ response: answer });
      const { locator, ...others } = await answer.json();
      assert.ok(locator);
      return route.fulfill({ response: answer, json: others });
    });
    await page.goto(`${page.at}?atlas=elsewhere/`);
    assert.equal(await seen(page), null);
    await page.waitForFunction(() => document.documentElement.dataset.state === 'ready');
    assert.equal(await seen(page), null);
  });
});
