// The second atlas (atlases/minerva), which differs from the first in every respect: across
// ±180°, in Spanish, Arabic and English, with points and lines, three parties, land that was
// nobody's, no relief and no locator. Its site is baked by the program for authors.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { dist, drawn, eventually, langOf, newPage, ready, told } from './support.mjs';
import { desk, program } from './program.mjs';
import { serve } from './server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
execFileSync(program, ['bake', join(root, 'atlases/minerva'), '--to', join(desk, 'site'), '--bundle', dist]);
const { url } = await serve(join(desk, 'site'));
const read = (file) => JSON.parse(readFileSync(join(desk, 'site/geodata', file), 'utf8'));
const { regions } = read('regions.json');
const { claims } = read('claims.json');
const { title } = read('atlas.json');
const label = (id, lang) => regions.find((region) => region.id === id).label[lang];
const aboutReefs = claims.filter((claim) => claim.regions.includes('minerva-reefs'));

/** The second atlas at a hash, for a reader of these options. */
const opened = (hash, options, tell) => async () => {
  const page = await newPage({ at: url, lang: 'es', ...options });
  await told(page, async () => {
    await page.goto(`${url}${hash}`);
    if (options.script !== false) await ready(page);
    await tell(page);
  });
};

const panel = (page) => page.locator('#panel');
const notices = (page) => page.getByRole('alert').locator('.notice').count();
/** How the land of the northern reef is drawn. */
const look = (page) =>
  page.evaluate(() => {
    const seen = [...document.querySelectorAll('#map [data-region=north-minerva] path.hatched')].filter((path) => path.checkVisibility() && path.getClientRects().length);
    return seen.map((path) => path.getAttribute('fill'));
  });

for (const [lang, dir] of [['es', 'ltr'], ['ar', 'rtl'], ['en', 'ltr']]) {
  for (const [where, size] of [['in a window', {}], ['on a phone', { touch: true }]]) {
    test(`${where}, in ${lang}: the article, its places and what is said of the reefs`, opened('', { lang, ...size }, async (page) => {
      await eventually(page, async () => assert.equal(await langOf(page), lang));
      assert.equal(await page.evaluate(() => document.documentElement.dir), dir);
      await panel(page).getByRole('heading', { name: title[lang], exact: true }).waitFor();
      await panel(page).locator('nav [data-link=minerva-reefs]').click();
      await panel(page).getByRole('heading', { name: label('minerva-reefs', lang), exact: true }).waitFor();
      await eventually(page, async () =>
        assert.equal(await panel(page).locator('[data-claim]').filter({ visible: true }).count(), aboutReefs.length));
      // Where it lies is said in words too, in whichever direction the page is read.
      await panel(page).locator('details.where > summary').filter({ visible: true }).click();
      await eventually(page, async () =>
        assert.ok(await panel(page).locator('details.where li, details.where p').filter({ visible: true }).count()));
      assert.equal(await notices(page), 0);
    }));
  }
}

test('both sides of 180° are side by side, and a link across it opens', opened('#region=fiji', {}, async (page) => {
  // Viti Levu lies west of the meridian, the Lau Islands east of it.
  const line = await page.locator('#map [data-region=meridian-180] path').first().boundingBox();
  const lau = await page.locator('#map [data-region=lau] path').first().boundingBox();
  assert.ok(line.x < lau.x && lau.x - line.x < 400, JSON.stringify([line, lau]));
  await page.locator('#map').focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
  await eventually(page, async () => {
    const lon = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('map')?.split('/')[2]);
    assert.ok(Math.abs(lon) <= 180, `${lon}`);
  });
}));

test('the reefs are nobody’s, one side’s, and disputed, by the date', opened('#region=minerva-reefs', {}, async (page) => {
  const at = async (date) => {
    await page.goto(`${url}#region=minerva-reefs&asof=${date}`);
    await drawn(page);
  };
  const fill = (want) => eventually(page, async () => assert.deepEqual((await look(page)).map((own) => own?.replace(/url\(#hatch-\w+-(.*)\)/, 'hatch $1')), want));
  await fill(['hatch 1-0']);
  await at('1970-01-01');
  await fill([]);
  await at('1972-02-01');
  await fill(['var(--side-2-tone)']);
  await at('1975-01-01');
  await fill(['hatch 1-2']);
  await at('1990-01-01');
  await fill(['var(--side-1-tone)']);
}));

test('without script the page has its picture, its texts and no trace of the first atlas', opened('', { script: false }, async (page) => {
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  assert.ok(await page.locator('#map svg path').count() > 10);
  for (const { selectors } of aboutReefs) {
    assert.ok((await panel(page).textContent()).includes(selectors[0].exact), selectors[0].exact);
  }
  assert.doesNotMatch(await page.content(), /Karabakh|Libération|Artsvashen/);
}));

test('axe finds nothing in Arabic', opened('#lang=ar&region=minerva-reefs', { lang: 'ar' }, async (page) => {
  await eventually(page, async () => assert.equal(await langOf(page), 'ar'));
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
}));
