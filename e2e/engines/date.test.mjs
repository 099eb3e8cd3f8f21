// The date of the map.
import assert from 'node:assert/strict';
import { address, eventually, expectClaims } from '../support.mjs';
import { both } from './stories.mjs';

const asOf = (page) => page.first('#map .as-of');

/** The outlines of the enclave that the map shows. */
const outlines = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#map [data-region=nagorno-karabakh] .land > .mark:not(.gone, .is-past)')]
      .map((mark) => mark.getAttribute('class').match(/hatched|dotted-outline|contact-line|road/)?.[0])
      .sort(),
  );

both('a period draws its own map, and the article’s own leads back', '', async (page) => {
  await page.click(['button', '1994–2020']);
  await eventually(page, async () => assert.deepEqual(await outlines(page), ['contact-line', 'hatched']));
  assert.notEqual(await asOf(page), 'Situation au 17 avril 2024');
  await page.click(['button', /^Revenir au 17 avril/]);
  await eventually(page, async () => assert.deepEqual(await outlines(page), ['dotted-outline']));
  assert.equal(await asOf(page), 'Situation au 17 avril 2024');
});

both('the slider stops at every event by keyboard', '', async (page) => {
  const slider = ['slider', 'Date de la carte'];
  await page.focus(slider);
  const seen = new Set();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight']) {
    await page.press(key);
    await eventually(page, async () => {
      const said = await page.first(slider, (element) => element.getAttribute('aria-valuetext'));
      const [date] = said.split(', ');
      assert.ok(!seen.has(date), `${key} stays at ${date}`);
      assert.ok((await asOf(page)).endsWith(date), date);
      seen.add(date);
    });
  }
});

both('a link opens a date; claims that do not speak of it say so', '#region=nagorno-karabakh&asof=2020-09-27', async (page) => {
  await expectClaims(page, 'nagorno-karabakh');
  assert.equal(await asOf(page), 'Situation au 27 septembre 2020');
  assert.equal(await page.count('#panel [data-claim=six-week-war] .not-then'), 0);
  assert.equal(await page.count('#panel [data-claim=withdrawal-confirmed] .not-then'), 1);
  assert.equal((await address(page)).get('asof'), '2020-09-27');
});
