// The atlas decides on its languages; the interface has a file of words for each. Here an
// atlas whose first language is Arabic or Spanish, and what becomes of a language whose
// words do not come.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { field, opened } from './field.mjs';
import { address, eventually, langOf, manifest, newPage, ready, story, told, touch } from './support.mjs';

const TEXTS = new URL('../crates/languages/texts/', import.meta.url);
const languages = Object.fromEntries(
  readdirSync(TEXTS).map((file) => [file.split('.')[0], JSON.parse(readFileSync(new URL(file, TEXTS), 'utf8'))]),
);
const filled = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);

test('dates, plural forms and names of languages are the browser’s own', () => {
  for (const [code, { phrases, words, languages: names }] of Object.entries(languages)) {
    const said = (options, month) =>
      new Intl.DateTimeFormat(`${code === 'en' ? 'en-GB' : code}-u-nu-latn`, { ...options, timeZone: 'UTC' }).format(Date.UTC(2024, month, 17));
    for (let month = 0; month < 12; month += 1) {
      const day = { day: 17, month: phrases.months_with_day[month], year: 2024 };
      assert.equal(filled(phrases.date_day, day), said({ dateStyle: 'long' }, month), code);
      const whole = { month: phrases.months[month], year: 2024 };
      assert.equal(filled(phrases.date_month, whole), said({ month: 'long', year: 'numeric' }, month), code);
    }
    // Whole numbers up to a few hundred: what is counted here is no million, and no fraction.
    const rules = new Intl.PluralRules(code);
    const asked = new Set(Array.from({ length: 300 }, (_, count) => rules.select(count)));
    assert.deepEqual(Object.keys(words.found).sort(), [...asked].sort(), code);
    const known = new Intl.DisplayNames(code, { type: 'language' });
    for (const [named, name] of Object.entries(names)) assert.equal(name, known.of(named), `${named} in ${code}`);
  }
});

/** Opens an atlas of one field in these languages. */
const inLanguages = (codes, options, tell) => opened(field(codes), 'field', options, tell);

const directionOf = (page) => page.evaluate(() => document.documentElement.dir);
const heading = (page) => page.locator('#panel h1').innerText();

test('an atlas in Arabic is met from right to left, in Arabic alone', () =>
  inLanguages(['ar', 'en'], { lang: 'fr' }, async (page) => {
    await eventually(page, async () => assert.equal(await langOf(page), 'ar'));
    assert.equal(await directionOf(page), 'rtl');
    assert.equal(await heading(page), 'T ar');
    const { words, phrases } = languages.ar;
    assert.equal(await page.locator('#map').getAttribute('aria-label'), words.map);
    const day = filled(phrases.date_day, { day: 17, month: phrases.months_with_day[3], year: 2024 });
    assert.equal(await page.locator('.as-of').innerText(), filled(phrases.situation_day, { date: `\u2068${day}\u2069` }));
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /Légende|Situation|Chercher|Legend|Search/);
    // The panel stands where a reader of Arabic begins, the map beside it.
    const [panel, map] = [await page.locator('#panel').boundingBox(), await page.locator('#map').boundingBox()];
    assert.ok(panel.x + panel.width <= map.x + 1, 'the panel is on the right');
    // East is right in every script.
    await page.locator('#map').focus();
    await touch(page);
    const lon = async () => Number((await address(page)).get('map')?.split('/')[2]);
    await eventually(page, async () => assert.ok(await lon()));
    const before = await lon();
    await page.keyboard.press('ArrowRight');
    await eventually(page, async () => assert.ok((await lon()) > before));
  }));

test('a region is read in the language that is chosen, and its link says so', () =>
  inLanguages(['es', 'ar'], { lang: 'fr', hash: '#region=field' }, async (page) => {
    await eventually(page, async () => assert.equal(await langOf(page), 'es'));
    await page.getByRole('button', { name: languages.es.words.back }).waitFor();
    await page.getByRole('button', { name: 'العربية' }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'ar'));
    await page.getByRole('button', { name: languages.ar.words.back }).waitFor();
    assert.equal(await page.locator('#panel h2').first().innerText(), 'F ar');
    await eventually(page, async () => assert.equal((await address(page)).get('lang'), 'ar'));
  }));

test('many languages are a list to choose from', () =>
  inLanguages(['es', 'en', 'de', 'ru'], { lang: 'de-AT' }, async (page) => {
    await eventually(page, async () => assert.equal(await langOf(page), 'de'));
    const list = page.getByRole('combobox', { name: languages.de.words.language });
    await list.selectOption({ label: 'Русский' });
    await eventually(page, async () => assert.equal(await heading(page), 'T ru'));
    assert.equal(await langOf(page), 'ru');
  }));

test('texts in a language that the interface does not speak say so, in English words', () =>
  inLanguages(['ka', 'eo'], { lang: 'fr' }, async (page) => {
    await eventually(page, async () => assert.equal(await heading(page), 'T ka'));
    assert.equal(await langOf(page), 'en');
    assert.equal(await page.locator('#panel h1').getAttribute('lang'), 'ka');
    assert.equal(await page.locator('#map').getAttribute('aria-label'), 'Map');
    const known = await page.evaluate(() => new Intl.DisplayNames('ka', { type: 'language' }).of('ka'));
    await page.getByRole('button', { name: known }).waitFor();
  }));

test('a link to a language that the atlas has not is told, and nothing changes', () =>
  inLanguages(['es', 'en'], { lang: 'es', hash: '#lang=ru' }, async (page) => {
    await eventually(page, async () => assert.equal(await langOf(page), 'es'));
    await page.getByText(filled(languages.es.phrases.astray_language, { got: 'ru' })).waitFor();
  }));

const ENGLISH = '**/words-en-*.txt';
const gone = (route) => route.fulfill({ status: 404, body: '' });

test(
  'words that do not come leave the page as it is, which says so and can try again',
  story('', { expected: [/words-en/] }, async (page) => {
    await page.route(ENGLISH, gone);
    await page.getByRole('button', { name: 'English' }).click();
    const notice = page.getByRole('alert').locator('.notice').filter({ hasText: languages.fr.words.missing_language });
    await notice.waitFor();
    assert.equal(await langOf(page), 'fr');
    await page.unroute(ENGLISH);
    await notice.getByRole('button', { name: languages.fr.words.retry }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'en'));
    assert.equal(await heading(page), manifest.title.en);
  }),
);

test('a reader whose words do not come reads the page in the language that it came in', async () => {
  const page = await newPage({ lang: 'en-GB', expected: [/words-en/] });
  await told(page, async () => {
    await page.route(ENGLISH, gone);
    await page.goto(page.at);
    await ready(page);
    assert.equal(await heading(page), manifest.title.fr);
    await page.getByRole('alert').filter({ hasText: languages.fr.words.missing_language }).waitFor();
  });
});
