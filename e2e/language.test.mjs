// French and English: the languages of the first atlas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address, eventually, expectClaims, expectContents, expectFocus, langOf, manifest, region, regionIds, source, story,
} from './support.mjs';

test(
  'the page turns English, whose words it fetches, and French again without loading anything',
  story('#region=karki', async (page) => {
    await expectClaims(page, 'karki');
    // The worker has read what it writes of.
    await page.getByRole('slider').waitFor();
    const asked = page.requests.length;
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'en'));
    await expectClaims(page, 'karki');
    assert.match(await page.title(), new RegExp(`^${manifest.title.en}`));
    await eventually(page, async () => assert.equal((await address(page)).get('lang'), 'en'));
    await page.getByRole('button', { name: 'Français' }).click();
    await expectClaims(page, 'karki');
    assert.equal(await langOf(page), 'fr');
    assert.match(await page.title(), new RegExp(`^${manifest.title.fr}`));
    // The browser asks for the icon when it pleases.
    const fetched = page.requests.slice(asked).filter((url) => !url.endsWith('/favicon.svg'));
    assert.deepEqual(fetched.map((url) => url.match(/words-\w+/)?.[0] ?? url), ['words-en']);
  }),
);

test(
  'the button of the language in use is pressed, and keeps the focus',
  story('', async (page) => {
    const pressed = (name) => page.getByRole('button', { name, pressed: true });
    assert.equal(await pressed('Français').count(), 1);
    await page.getByRole('button', { name: 'English' }).press('Enter');
    await eventually(page, async () => {
      assert.equal(await pressed('English').count(), 1);
      assert.equal(await pressed('Français').count(), 0);
    });
    await expectFocus(page, 'button');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'English');
  }),
);

test(
  'in English, places, map, buttons and legend have English names',
  story('#lang=en', async (page) => {
    await expectContents(page);
    assert.equal(await page.locator('#panel h1').innerText(), manifest.title.en);
    assert.equal(await page.locator('#map').getAttribute('aria-label'), 'Map');
    assert.equal(await page.locator('#panel').getAttribute('aria-label'), 'Reading');
    for (const name of ['Zoom in', 'Zoom out', 'Show it all', 'Look north']) {
      assert.equal(await page.getByRole('button', { name, exact: true }).count(), 1, name);
    }
    await page.getByText('Legend and layers').click();
    for (const { name } of manifest.layers.filter((l) => l.switch)) {
      assert.equal(await page.getByRole('checkbox', { name: name.en, exact: true }).count(), 1, name.en);
    }
    for (const id of regionIds) {
      assert.equal(await page.locator(`#panel nav [data-link=${id}]`).innerText(), region(id).label.en);
      const name = await page.locator(`#map [data-region=${id}]`).getAttribute('aria-label');
      assert.ok(name.startsWith(region(id).label.en), name);
      assert.ok(name.includes(region(id).kind.en), name);
    }
    await page.getByText('Situation as of 17 April 2024').first().waitFor();
  }),
);

test(
  'quotations stay in the article’s French, and say so',
  story('#lang=en&region=artsvashen', async (page) => {
    await expectClaims(page, 'artsvashen');
    const languages = await page.$$eval('#panel blockquote', (quotations) =>
      quotations.map((quotation) => quotation.closest('[lang]').lang),
    );
    assert.deepEqual(languages, languages.map(() => source.language));
    const summaries = await page.$$eval('#panel [data-claim]', (cards) => cards.map((card) => card.innerText));
    assert.match(summaries[0], /Territorial demand/);
  }),
);

test(
  'a reader whose browser prefers English is met in English, unless the link says otherwise',
  async () => {
    await story('', { lang: 'en-GB' }, async (page) => {
      assert.equal(await langOf(page), 'en');
      await expectContents(page);
    })();
    await story('#lang=fr', { lang: 'en-GB' }, async (page) => assert.equal(await langOf(page), 'fr'))();
    await story('', { lang: 'de' }, async (page) => assert.equal(await langOf(page), 'fr'))();
  },
);

test(
  'names of places in other languages say which',
  story('#region=stepanakert', async (page) => {
    await expectClaims(page, 'stepanakert');
    for (const { toponym, lang } of region('stepanakert').names.filter((n) => n.lang !== 'fr')) {
      const shown = page.locator('#panel [lang]').filter({ hasText: new RegExp(`^${toponym}$`) });
      assert.ok((await shown.evaluateAll((all) => all.map((one) => one.lang))).includes(lang), toponym);
    }
  }),
);
