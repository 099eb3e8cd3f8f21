// The map without eyes: where places lie, in words. What
// is said is what `docs/descriptions.md` has, which the build's tests hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { both, eventually, expectClaims, newPage, ready, region, story, told, view } from './support.mjs';

const transcripts = readFileSync(new URL('../docs/descriptions.md', import.meta.url), 'utf8');

/** A text with plain spaces. */
const plain = (text) => text.replace(/\s+/gu, ' ').trim();

/** What the transcripts say of a region, less how exact it is, which the page says itself. */
function said(id, lang) {
  const { en, fr } = region(id).label;
  const part = transcripts.split(`\n### ${en} / ${fr}\n`)[1].split('\n### ')[0];
  const lists = part.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('- ')));
  const list = lists.filter((lines) => lines.length > 0)[lang === 'en' ? 0 : 1];
  const exact = /^- (Précision du tracé|How exact the drawing is)/;
  return list.filter((line) => !exact.test(line)).map((line) => plain(line.slice(2)));
}

const summary = (page, words = 'Sur la carte, en mots') => page.locator('#panel details.where summary', { hasText: words });

const facts = (page) =>
  page.evaluate(() => [...document.querySelectorAll('#panel details.where[open] li')].map((li) => li.innerText));

const expectFacts = (page, wanted) =>
  eventually(page, async () => assert.deepEqual((await facts(page)).map(plain), wanted));

both('a region’s page tells where it lies, once its reader opens that', '#region=artsvashen', async (page) => {
  await expectClaims(page, 'artsvashen');
  assert.deepEqual(await facts(page), []);
  await summary(page).click();
  await expectFacts(page, said('artsvashen', 'fr'));
});

test('by keyboard, and it stays open from region to region', story('#region=karki', async (page) => {
  await expectClaims(page, 'karki');
  await summary(page).focus();
  await page.keyboard.press('Enter');
  await expectFacts(page, said('karki', 'fr'));
  for (const id of ['nakhchivan', 'syunik-corridor', 'eight-villages']) {
    await view(page, `#region=${id}`);
    await expectFacts(page, said(id, 'fr'));
  }
  await summary(page).focus();
  await page.keyboard.press('Enter');
  await eventually(page, async () => assert.deepEqual(await facts(page), []));
  await view(page, '#region=armenia');
  await eventually(page, async () => assert.equal(await page.locator('#panel details.where').count(), 1));
  assert.deepEqual(await facts(page), []);
}));

test('in the language and for the date of the map', story('#region=kheyrimli&lang=en', async (page) => {
  await summary(page, 'On the map, in words').click();
  await expectFacts(page, said('kheyrimli', 'en'));
  await view(page, '#region=kheyrimli&lang=en&asof=2024-05-25');
  await eventually(page, async () => {
    const [state] = await facts(page);
    assert.equal(plain(state ?? ''), 'Country, by the border drawn: Azerbaijan.');
  });
}));

test('where a file of the atlas cannot be had, that is said in place of what it would tell', async () => {
  const page = await newPage({ expected: [/rivers\.geojson/] });
  await told(page, async () => {
    await page.route('**/rivers.geojson*', (route) => route.abort());
    await page.goto(`${page.at}#region=karki`);
    await ready(page);
    await summary(page).click();
    await eventually(page, async () => {
      assert.match(plain((await facts(page)).join(' ')), /^Ce que la carte montre n’a pas pu être lu : /u);
    });
  });
});
