// French and English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifest, region } from './atlas.mjs';
import { HOME } from './places.mjs';
import { drawn, expectClaims, expectContents, expectFocus, story } from './support.mjs';

const lang = (page) => page.evaluate(() => document.documentElement.lang);

for (const [code, locale] of [
  ['fr', 'fr-CH'],
  ['en', 'en-GB'],
  ['fr', 'fr'],
]) {
  test(
    `a browser that prefers ${locale} opens the page in ${code}`,
    story('', { lang: locale }, async (page) => {
      assert.equal(await lang(page), code);
      assert.equal(await page.textContent('#panel h1'), manifest.title[code]);
      assert.ok((await page.title()).startsWith(manifest.title[code]));
    }),
  );
}

test(
  'the language switches without a reload, and back',
  story(HOME, {}, async (page) => {
    await page.evaluate(() => {
      window.same = true;
    });
    for (const code of ['en', 'fr']) {
      await page.click(`[data-lang=${code}]`);
      await page.waitForSelector(`html[lang=${code}]`);
      await drawn(page);
      assert.equal(await page.textContent('#panel h1'), manifest.title[code]);
      const { label, kind } = region('artsvashen');
      const name = await page.getAttribute('[data-region=artsvashen]', 'aria-label');
      assert.equal(name, `${label[code]} – ${kind[code]}`);
      assert.equal(await page.getAttribute(`[data-lang=${code}]`, 'aria-pressed'), 'true');
      await page.waitForFunction((c) => window.location.hash.includes(`lang=${c}`), code);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.lang), code, 'the focus stays');
    }
    assert.ok(await page.evaluate(() => window.same));
  }),
);

test(
  'a selected region stays selected; quotations stay French and say so',
  story('#region=artsvashen&lang=fr', {}, async (page) => {
    await expectClaims(page, 'artsvashen');
    await page.click('[data-lang=en]');
    await page.waitForSelector('html[lang=en]');
    await expectClaims(page, 'artsvashen');
    const languages = await page.$$eval('#panel blockquote', (all) => all.map((quote) => quote.lang));
    assert.ok(languages.length > 0 && languages.every((one) => one === 'fr'), `${languages}`);
    await page.keyboard.press('Escape');
    await expectContents(page);
    await expectFocus(page, 'link artsvashen');
  }),
);

test(
  'names in other scripts carry their language',
  story('#region=nagorno-karabakh&lang=en', {}, async (page) => {
    const named = await page.$$eval('#panel .toponym', (all) => all.map((one) => one.closest('[lang]').lang));
    for (const code of ['hy', 'az', 'ru', 'fr']) assert.ok(named.includes(code), `${code} in ${named}`);
  }),
);

test(
  'the address says the language against the browser',
  story('#lang=en', { lang: 'fr' }, async (page) => {
    assert.equal(await lang(page), 'en');
  }),
);
