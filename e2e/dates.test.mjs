// The date of the map, and what came after the article.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist } from './atlas.mjs';
import { address, both, colourAt, eventually, expectClaims, freeBox, regionIds, story, view } from './support.mjs';

const chronicle = JSON.parse(readFileSync(join(dist, 'geodata/chronicle.json'), 'utf8'));
const openDates = (page) => page.getByText('Changer de date').click();
const asOf = (page) => page.locator('.as-of').innerText();

/** Which of the enclave's outlines are on the map. */
const outlines = (page) =>
  page.$$eval('#map [data-region=nagorno-karabakh] .land > .mark', (marks) =>
    marks.filter((mark) => !mark.classList.contains('gone')).map((mark) => mark.getAttribute('class').match(/hatched|dotted-outline|contact-line|road/)?.[0]),
  );

both(
  'each period draws its own map',
  '',
  async (page) => {
    await openDates(page);
    const drawn = {
      '1923–1991': ['dotted-outline'],
      '1994–2020': ['hatched', 'contact-line'],
      'nov. 2020 – sept. 2023': ['hatched', 'road'],
      'depuis sept. 2023': ['dotted-outline'],
    };
    for (const [name, marks] of Object.entries(drawn)) {
      await page.getByRole('radio', { name }).check({ force: true });
      await eventually(page, async () => assert.deepEqual((await outlines(page)).sort(), marks.sort(), name));
    }
    assert.equal(await asOf(page), 'Situation au 17 avril 2024');
    await eventually(page, async () => assert.equal((await address(page)).get('asof'), null));
  },
);

both(
  'land and border are those of the date: until 24 May 2024 Armenia’s, since then Azerbaijan’s',
  '',
  async (page) => {
    const seen = async (hash) => {
      // The middle is inside the land that was transferred, beside Gizilhajili.
      await view(page, `#map=13/41.0566/45.1734${hash}`);
      const { left, right, top, bottom } = await freeBox(page);
      const colour = await colourAt(page, { x: (left + right) / 2, y: (top + bottom) / 2 });
      const [red, green, , alpha] = colour.split(',').map(Number);
      assert.equal(alpha, 255, 'nothing is painted yet');
      return red > green ? 'Armenia' : 'Azerbaijan';
    };
    await eventually(page, async () => assert.equal(await seen(''), 'Armenia'));
    await eventually(page, async () => assert.equal(await seen('&asof=2024-06'), 'Azerbaijan'));
    await eventually(page, async () => assert.equal(await seen('&asof=2024-05-01'), 'Armenia'));
  },
);

both(
  'the slider stops at every event by keyboard, and each is told with its sources',
  '',
  async (page) => {
    await openDates(page);
    const slider = page.getByRole('slider', { name: 'Date de la carte' });
    await slider.focus();
    await page.keyboard.press('Home');
    for (const [n, event] of chronicle.events.entries()) {
      await eventually(page, async () => {
        const told = await page.locator('.dates .told').innerText();
        assert.ok(told.includes(event.text.fr), `${event.when.start}: ${told}`);
        const sources = await page.locator('.dates .told .event').first().locator('li').count();
        assert.ok(sources > 0 && sources === event.sources.length, `${event.when.start}: ${sources} sources`);
      });
      const said = await slider.getAttribute('aria-valuetext');
      assert.ok((await asOf(page)).endsWith(said), said);
      if (n < chronicle.events.length - 1) await page.keyboard.press('ArrowRight');
    }
    assert.equal(await asOf(page), 'Situation au 17 avril 2024');
  },
);

both(
  'claims that do not speak of the date say so, and the way back is one button',
  '#region=nagorno-karabakh&asof=2020-09-27',
  async (page) => {
    await expectClaims(page, 'nagorno-karabakh');
    const off = (id) => page.locator(`#panel [data-claim=${id}] .not-then`).count();
    assert.equal(await off('six-week-war'), 0);
    assert.equal(await off('withdrawal-confirmed'), 1);
    await openDates(page);
    await page.getByRole('button', { name: 'Revenir au 17 avril 2024' }).click();
    await eventually(page, async () => {
      assert.equal(await page.locator('#panel .not-then').count(), 0);
      assert.equal((await address(page)).get('asof'), null);
    });
  },
);

both(
  'what came after the article is closed, apart, dated and attributed',
  '#region=artsvashen',
  async (page) => {
    await expectClaims(page, 'artsvashen');
    const since = page.locator('#panel details.since');
    await since.waitFor();
    assert.equal(await since.getAttribute('open'), null);
    assert.equal(await since.locator('[data-claim]').count(), 0);
    await since.locator('> summary').click();
    assert.match(await since.innerText(), /Dernière vérification : 22 novembre 2026/);
    const events = chronicle.since.events.filter((e) => e.regions.includes('artsvashen'));
    assert.ok(events.length > 0);
    for (const event of events) assert.ok((await since.innerText()).includes(event.text.fr));
    assert.equal(await since.locator('.event').count(), events.length);
    assert.equal(await asOf(page), 'Situation au 17 avril 2024');
  },
);

both(
  'every region has that section',
  '',
  async (page) => {
    for (const id of regionIds) {
      await page.evaluate((to) => { window.location.hash = `region=${to}`; }, id);
      await eventually(page, async () => assert.equal(await page.locator('#panel details.since').count(), 1, id));
    }
  },
);

test(
  'on a phone the open dates leave legend and credits free, and can be scrolled to their end',
  story('#asof=2022-12-12', { touch: true }, async (page) => {
    await openDates(page);
    const box = (selector) => page.locator(selector).boundingBox();
    const [dates, legend, credits] = [await box('.dates'), await box('.legend'), await box('.credits')];
    assert.ok(dates.y + dates.height <= legend.y, `${JSON.stringify(dates)} is over ${JSON.stringify(legend)}`);
    assert.ok(dates.y + dates.height <= credits.y, 'the dates are over the credits');
    await page.locator('.dates [data-now]').click();
    await eventually(page, async () => assert.equal(await asOf(page), 'Situation au 17 avril 2024'));
  }),
);
