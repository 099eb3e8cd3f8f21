// An atlas that means harm: whatever its texts, names and numbers are, they are
// shown as text or refused with a reason, and nothing of them runs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, manifest, regionIds } from './support.mjs';
import { ADDRESSES, given, kinds, payload } from './payloads.mjs';
import { expectHarmless, expectRefused, expectTaken, files, read, rewritten, withEvil } from './evil.mjs';

const { regions: REGIONS, claims: CLAIMS, chronicle: CHRONICLE } = manifest;
const isTexts = (file) => files.slice(0, 4).includes(file);

/** The atlas with another payload of `round` in every text, and every address replaced. */
function everywhere(round, texts = payload) {
  let n = round;
  const next = () => texts((n += 1));
  const link = () => ADDRESSES[(n += 1) % ADDRESSES.length];
  const bodies = new Map(files.map((file) => [file, JSON.stringify(rewritten(read(file), next, link))]));
  return { change: (file) => bodies.get(file), count: () => n - round };
}

/** Goes through all that a reader can open. */
async function openEverything(page) {
  for (const id of regionIds) {
    await page.locator(`#panel [data-link=${id}]`).first().click();
    await page.waitForSelector(`#panel [data-copy="region=${id}"]`);
    for (const summary of await page.locator('#panel details:not(.more) summary').all()) await summary.dispatchEvent('click');
    await page.locator('#panel .back').click();
    await page.waitForSelector('#panel nav');
  }
  const onMap = ['.legend > summary', '.time [data-more]'];
  for (const opens of onMap) await page.locator(opens).click();
  await page.evaluate(() => document.querySelectorAll('.legend input:not(:checked)').forEach((input) => input.click()));
  await expectHarmless(page);
  for (const closes of onMap) await page.locator(closes).click();
  await page.locator('#panel [data-go]').first().click();
  await page.waitForSelector('#panel .tour');
  await page.keyboard.press('Escape');
}

describe('a payload in every text', { concurrency: 2 }, () => {
  const screens = [{}, { touch: true }, { lang: 'en' }, { touch: true, lang: 'en' }];
  for (const [at, options] of screens.entries()) {
    const { change, count } = everywhere(Math.round((at * kinds) / screens.length));
    const where = `${options.touch ? 'on a phone' : 'in a window'}, ${options.lang ?? 'fr'}`;
    test(`${where}: ${count()} texts are text`, withEvil(change, async (page) => {
      await expectTaken(page);
      await openEverything(page);
      if (!options.touch) await page.locator('#panel [data-lang=en]').click();
      await expectHarmless(page);
    }, options));
  }
});

describe('public lists', { skip: given ? false : 'CONFINS_PAYLOADS names no folder', concurrency: 1 }, () => {
  /** As many bytes of payloads are one text: a file of an atlas has hundreds of texts in two megabytes. */
  const TOGETHER = 2_000;
  const size = (text) => Buffer.byteLength(JSON.stringify(text));
  const together = (payloads) =>
    payloads.filter((text) => size(text) <= TOGETHER).reduce((parts, text) => {
      const last = parts.at(-1);
      if (last && size(last.text) + size(text) < TOGETHER) {
        last.text += ` ${text}`;
        last.count += 1;
      } else parts.push({ text, count: 1 });
      return parts;
    }, []);
  for (const { name, payloads } of given ?? []) {
    const parts = together(payloads).map(({ text, count }) => [`${count} together`, [text]]);
    const rounds = [['alone', payloads], ...parts];
    for (const [which, texts] of rounds) {
      const { change, count } = everywhere(0, (n) => texts[n % texts.length]);
      test(`${name}, ${which} of ${payloads.length}, in ${count()} texts`, withEvil(change, async (page) => {
        await expectTaken(page);
        if (which === 'alone') await openEverything(page);
        else await page.locator('#panel [data-link]').first().click();
      }, which === 'alone' ? {} : { touch: true }));
    }
  }
});

test('a text that runs from right to left turns round nothing beside it', withEvil(
  (file) => (isTexts(file) ? JSON.stringify(rewritten(read(file), () => '\u202eabc \u2067def', () => 'x')) : undefined),
  async (page) => {
    await page.locator('#panel [data-link=karki]').first().click();
    await page.waitForSelector('#panel [data-copy="region=karki"]');
    const turned = await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const bad = [];
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const word of ['paragraphe', 'Situation', 'Sources', 'avril', 'Confins', 'hors du cadre']) {
          const at = node.data.indexOf(word);
          if (at < 0) continue;
          const left = (from) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, from + 1);
            return range.getBoundingClientRect();
          };
          const [first, last] = [left(at), left(at + word.length - 1)];
          if (first.width > 0 && first.top === last.top && first.left > last.left) bad.push(node.data);
        }
      }
      return bad;
    });
    assert.deepEqual(turned, []);
  },
));

/** `file` with the first `"key": …` of its own depth replaced, as text: JSON need not be valid after. */
const withText = (file, from, to) => (asked) => {
  if (asked !== file) return undefined;
  const text = JSON.stringify(read(file));
  assert.ok(from.test(text), `${file} has no ${from}`);
  return text.replace(from, to);
};

const deep = (levels) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('refused with a reason', { concurrency: 2 }, () => {
  const refused = {
    'lists in lists, 10,000 deep': ['atlas.json', /^\{/, `{"x": ${deep(10_000)}, `, /127/],
    'lists in lists, 100,000 deep': [REGIONS, /^\{/, `{"x": ${deep(100_000)}, `, /./],
    'objects in objects, 10,000 deep': [CLAIMS, /^\{/, `{"x": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}, `, /127/],
    'a name of 100 KB': [REGIONS, /"label":\{"fr":"[^"]*"/, `"label":{"fr":"${'a'.repeat(100_000)}"`, /100000/],
    'a title of 3 MB': ['atlas.json', /"title":\{"fr":"/, `"title":{"fr":"${'a'.repeat(3_000_000)}`, /2000000/],
    'an id that leaves its selector': [REGIONS, /"id":"karki"/, '"id":"karki\\"], #panel, [x=\\""', /id/],
    'an id with markup': [CLAIMS, /"id":"[^"]*","order"/, '"id":"<img src=x onerror=window.__ran=1>","order"', /id/],
    'an id of 65 letters': [CLAIMS, /"id":"[^"]*","order"/, `"id":"${'a'.repeat(65)}","order"`, /id/],
    'no id': [REGIONS, /"id":"karki"/, '"id":""', /id/],
    'an id in half a character': [REGIONS, /"id":"karki"/, '"id":"\\ud800"', /id/],
    'a layer called as the relief': ['atlas.json', /"id":"rivers"/, '"id":"relief"', /relief/],
    'a view beyond the Earth': ['atlas.json', /"view":\[[^\]]*\]/, '"view":[1e308,-1e308,1e308,1e308]', /view/],
    'a view without end': ['atlas.json', /"view":\[[^\]]*\]/, '"view":[-1e999,-1e999,1e999,1e999]', /view/],
    'an extent of nothing': ['atlas.json', /"extent":\[[^\]]*\]/, '"extent":[44,40,44.0000001,40.0000001]', /extent/],
    'an extent at a pole': ['atlas.json', /"extent":\[[^\]]*\]/, '"extent":[44,86,45,90]', /extent/],
    'a label off the Earth': [REGIONS, /"label_at":\[[^\]]*\]/, '"label_at":[1e308,40]', /label_at/],
    'an order that is no whole number': [CLAIMS, /"order":1,/, '"order":1e308,', /order/],
    'a date that is none': ['atlas.json', /"as_of":"[^"]*"/, '"as_of":"<b>2024</b>"', /as_of/],
    'a role that nobody knows': ['atlas.json', /"role":"base"/, '"role":"<script>"', /role/],
    '100,000 claims': [CLAIMS, /"claims":\[(\{.*?\}),\{"id"/, (all, one) => `"claims":[${`${one},`.repeat(100_000).slice(0, 1_900_000).replace(/\},[^}]*$/, '},')}{"id"`, /./],
    '1,001 kinds': [CLAIMS, /"kinds":\{/, `"kinds":{${Array.from({ length: 1_001 }, (_, n) => `"k${n}":{"fr":"k"}`).join()},`, /1004|1000/],
    'a byte that is no letter': ['atlas.json', /"title"/, '\u0000"title"', /./],
  };
  for (const [what, [file, from, to, why]] of Object.entries(refused)) {
    test(what, withEvil(withText(file, from, to), (page) => expectRefused(page, file, why)));
  }
});

describe('taken as it is meant', { concurrency: 2 }, () => {
  const taken = {
    'names that every object has, as keys': [REGIONS, /^\{/, '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}},"toString":1,'],
    'names that every object has, as languages': [REGIONS, /"label":\{/, '"label":{"__proto__":"<b>","constructor":"b",'],
    'names that every object has, as references': [REGIONS, /"references":\{/, '"references":{"__proto__":{"title":"x"},"constructor":{"title":"y"},'],
    '100 levels of what nobody knows': ['atlas.json', /^\{/, `{"x": ${deep(100)}, `],
    'a byte order mark': ['atlas.json', /^/, '\ufeff'],
  };
  for (const [what, [file, from, to]] of Object.entries(taken)) {
    test(what, withEvil(withText(file, from, to), async (page) => {
      await expectTaken(page);
      await page.locator('#panel [data-link=karki]').first().click();
      await page.waitForSelector('#panel [data-copy="region=karki"]');
    }));
  }

  test('of two members of one name, the last', withEvil(
    withText('atlas.json', /"title":\{[^}]*\}/, (title) => `"title":{"fr":"first"},"x":1,"title":{"fr":"last"}`),
    (page) => eventually(page, async () => assert.equal(await page.locator('#panel h1').first().innerText(), 'last')),
  ));
});

/** A layer with `change` made to every feature. */
const withFeatures = (file, change) => (asked) => {
  if (asked !== file) return undefined;
  const layer = read(file);
  layer.features.forEach(change);
  return JSON.stringify(layer);
};

describe('what features say', { concurrency: 2 }, () => {
  test('no class of the page can be asked for as a style', withEvil(
    withFeatures('villages.geojson', (f, at) => Object.assign(f.properties, {
      style: ['gone', 'legend', 'time on-map', 'notices', '"><img data-evil src=x onerror=window.__ran=1>', 'first'][at % 6],
    })),
    async (page) => {
      const asked = page.locator('#map .shapes').locator('.legend, .time, .notices, .first, .on-map').and(page.locator('.mark'));
      assert.equal(await asked.count(), 0);
      await page.locator('.legend > summary').click();
      await page.locator('.legend [name=layer]').first().waitFor();
    },
  ));

  test('names of 100 KB are shortened on the map, and can be looked for', withEvil(
    withFeatures('base/places.geojson', (f, at) => Object.assign(f.properties, { name: { fr: `Ville ${at} ${'W'.repeat(100_000)}` } })),
    async (page) => {
      const field = page.getByRole('combobox');
      await field.fill('Ville 3');
      const line = page.getByRole('option').first();
      await line.waitFor();
      assert.ok((await line.innerText()).length < 400);
      await field.press('Enter');
    },
  ));

  test('one that is nested without end is left out, and said', withEvil(
    (file) => (file === 'villages.geojson' ? JSON.stringify(read(file)).replace('"properties":{', `"properties":{"x":${deep(10_000)},`) : undefined),
    (page) => page.getByRole('alert').locator('.notice').filter({ hasText: 'villages.geojson' }).waitFor(),
  ));
});
