// The page as it stands before any script, and for readers without script.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, reader } from './reader.mjs';
import { serve } from './server.mjs';
import { claims, dist, excerpt, manifest, region, regionIds, speakerOf } from './atlas.mjs';

const site = process.env.CONFINS_URL ?? (await serve(dist)).url;
const browser = await launch();
after(() => browser.close());

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const KINDS = {
  'a wide window': {},
  'a telephone': { touch: true },
  'a small telephone': { touch: true, width: 360, height: 640 },
  'the dark': { scheme: 'dark' },
};

/** Tells a story of the page without script. */
const still =
  (options, tell) =>
  async () => {
    const context = await browser.newContext({ ...reader(options), javaScriptEnabled: false });
    const page = await context.newPage();
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(site, { waitUntil: 'networkidle' });
    await tell(page, requests);
    await context.close();
  };

/** The names on the map, and the boxes of what can be seen of them. */
const namesOn = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.first .names text')]
      .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect().toJSON() }))
      .filter(({ box }) => box.width > 0),
  );

for (const [kind, options] of Object.entries(KINDS)) {
  test(`in ${kind} the map and its names are there`, still(options, async (page) => {
    const seen = await page.evaluate(() => {
      const shapes = [...document.querySelectorAll('.first [data-layer=land] path')];
      const map = document.querySelector('#map').getBoundingClientRect();
      const shown = shapes.filter((shape) => {
        const { left, right, top, bottom } = shape.getBoundingClientRect();
        return right > map.left && left < map.right && bottom > map.top && top < map.bottom;
      });
      return { shown: shown.length, fills: new Set(shown.map((s) => getComputedStyle(s).fill)).size };
    });
    assert.ok(seen.shown > 4, `${seen.shown} countries`);
    assert.ok(seen.fills > 2, 'the two states are told apart, and from their neighbours');
    const names = (await namesOn(page)).map(({ text }) => text);
    const main = regionIds.filter((id) => region(id).weight === 'main');
    assert.ok(main.length > 0);
    for (const id of main) assert.ok(names.includes(region(id).label.fr), id);
    assert.match(await page.locator('.as-of').innerText(), /^Situation au \d/);
  }));

  test(`in ${kind} all claims are there, by whom and in which words`, still(options, async (page) => {
    for (const claim of claims) {
      const card = page.locator(`[id="claim=${claim.id}"]`);
      assert.ok(await card.isVisible(), claim.id);
      assert.equal((await card.locator('blockquote').textContent()).trim(), excerpt(claim), claim.id);
      assert.match(await card.textContent(), new RegExp(speakerOf(claim).name.fr), claim.id);
    }
    assert.equal(await page.locator('#panel blockquote').count(), claims.length);
    const where = await page.locator('[id="region=artsvashen"] p.where').textContent();
    assert.match(where, /Azerbaïdjan, de tous côtés.+Arménie–Azerbaïdjan, à 3\skm/u);
    assert.equal(await page.title(), `${manifest.title.fr} · Confins`);
  }));

  test(`in ${kind} axe finds nothing wrong`, async () => {
    // axe itself is a script: the page's own are kept away instead.
    const context = await browser.newContext(reader(options));
    await context.route(/\.(js|wasm)$/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(site);
    const { violations } = await new AxeBuilder({ page }).include('#app').withTags(TAGS).analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((n) => n.target.join(' ')) }));
    assert.deepEqual(found, []);
    await context.close();
  });
}

test('every link within the page leads somewhere in it', still({}, async (page) => {
  const { links, ids } = await page.evaluate(() => ({
    links: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href').slice(1)),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  }));
  assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [], 'ids are unique');
  assert.deepEqual(links.filter((link) => !ids.includes(link)), []);
  for (const id of regionIds) assert.ok(links.includes(`region=${id}`), id);
}));

test('a link to a place brings its section into view', still({}, async (page) => {
  await page.locator('#panel nav a[href="#region=artsvashen"]').click();
  const section = page.locator('[id="region=artsvashen"]');
  assert.ok(await section.isVisible());
  const [box, panel] = [await section.boundingBox(), await page.locator('#panel').boundingBox()];
  assert.ok(box.y >= panel.y && box.y < panel.y + panel.height, `${box.y}`);
}));

test('the page asks for nothing but itself, its icon and the relief', still({}, async (page, requests) => {
  const others = requests.filter((url) => url !== site && !['/favicon.svg', `/${manifest.relief.file}`].some((end) => url.endsWith(end)));
  assert.deepEqual(others, []);
}));

test('machines find as many claims as the atlas has', still({}, async (page) => {
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  const graph = JSON.parse(data)['@graph'];
  const found = graph.filter((item) => item['@type'] === 'Claim');
  assert.equal(found.length, claims.length);
  const ids = new Set(graph.map((item) => item['@id']));
  for (const claim of found) assert.ok(ids.has(claim.author['@id']), claim['@id']);
}));

for (const [width, height] of [[360, 740], [390, 844], [768, 1024], [1024, 768], [1280, 800], [1920, 950]]) {
  test(`at ${width} × ${height} no name lies on another`, still({ width, height }, async (page) => {
    const names = await namesOn(page);
    assert.ok(names.length >= 6, `${names.length} names`);
    for (const [i, a] of names.entries()) {
      for (const b of names.slice(i + 1)) {
        // A line of text is higher than its letters, by about a quarter.
        const [slackA, slackB] = [a.box.height / 8, b.box.height / 8];
        const apart =
          a.box.right <= b.box.left ||
          b.box.right <= a.box.left ||
          a.box.bottom - slackA <= b.box.top + slackB ||
          b.box.bottom - slackB <= a.box.top + slackA;
        assert.ok(apart, `${a.text} lies on ${b.text}`);
      }
    }
  }));
}

test('the picture lies where the app draws the same view', async () => {
  const context = await browser.newContext(reader({}));
  const page = await context.newPage();
  const frame = () => page.evaluate(() => document.querySelector('.first .frame')?.getBoundingClientRect().toJSON());
  const [west, south, east, north] = manifest.view;
  await context.route(/\.(js|wasm)$/, (route) => route.abort());
  await page.goto(site);
  const box = await frame();
  const map = await page.locator('#map').boundingBox();
  // The line of time will lie along its foot.
  map.height -= await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('#map')).getPropertyValue('--foot')));
  const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const ratio = (((east - west) * Math.PI) / 180) / (mercator(north) - mercator(south));
  const wide = Math.min(map.width - 16, (map.height - 16) * ratio);
  assert.ok(Math.abs(box.width - wide) < 0.5, `${box.width}, not ${wide}`);
  assert.ok(Math.abs(box.height - wide / ratio) < 0.5, `${box.height}, not ${wide / ratio}`);
  assert.ok(Math.abs(box.x + box.width / 2 - (map.x + map.width / 2)) < 0.5);
  assert.ok(Math.abs(box.y + box.height / 2 - (map.y + map.height / 2)) < 0.5);
  await context.close();
});
