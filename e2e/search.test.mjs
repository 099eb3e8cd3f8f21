// The search field.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, both, eventually, expectClaims, expectFocus, expectInView, region, story } from './support.mjs';

const field = (page) => page.getByRole('combobox', { name: /^Chercher/ });
const options = (page) => page.getByRole('option');

/** Types into the field, and waits for so many finds at least. */
async function type(page, text, least = 1) {
  await field(page).focus();
  await page.keyboard.type(text);
  await eventually(page, async () => assert.ok((await options(page).count()) >= least));
}

both(
  'every spelling finds the place',
  '',
  async (page) => {
    for (const spelling of ['Artsvashen', 'Bashkend', 'Başkənd', 'Bachkend', 'Башкенд', 'Արծվաշեն', 'ARTSVACHEN']) {
      await field(page).fill(spelling);
      await eventually(page, async () => {
        assert.match((await options(page).allInnerTexts())[0] ?? '', /^Artsvashen/, spelling);
      });
    }
  },
);

both(
  'arrows walk the finds, Enter goes there, Escape closes',
  '',
  async (page) => {
    await type(page, 'askipara', 2);
    assert.equal(await field(page).getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    // Keys that come while the worker looks have their turn then.
    const active = await eventually(page, async () => {
      const id = await field(page).getAttribute('aria-activedescendant');
      assert.ok(id, 'no line is active');
      return id;
    });
    const chosen = page.locator(`#${active}`);
    assert.equal(await chosen.getAttribute('aria-selected'), 'true');
    const name = await chosen.locator('strong').innerText();
    await page.keyboard.press('Escape');
    assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
    await expectFocus(page, 'input');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const id = name === region('yukhari-askipara').label.fr ? 'yukhari-askipara' : 'ashaghi-askipara';
    await expectClaims(page, id);
    await expectInView(page, id);
    await expectFocus(page, 'h2');
  },
);

/** The regions that stand out on the map, while the rest stands back. */
const lit = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('#map.is-dimming [data-region].is-lit')];
    return all.map((one) => one.dataset.region).sort();
  });

both(
  'what is found is seen on the map before it is chosen',
  '',
  async (page) => {
    const found = ['ashaghi-askipara', 'yukhari-askipara'];
    await type(page, 'askipara', 2);
    await eventually(page, async () => assert.deepEqual(await lit(page), found));
    await page.keyboard.press('ArrowDown');
    await eventually(page, async () => assert.equal((await lit(page)).length, 1));
    await page.keyboard.press('Escape');
    await eventually(page, async () => assert.deepEqual(await lit(page), []));
  },
);

test('what is pointed at in the list stands out on the map, until the pointer leaves it', story('', async (page) => {
  await page.locator('#panel nav [data-link=karki]').hover();
  await eventually(page, async () => assert.deepEqual(await lit(page), ['karki']));
  await page.locator('#map').hover({ position: { x: 5, y: 5 } });
  await eventually(page, async () => assert.deepEqual(await lit(page), []));
}));

both(
  'Enter while an input method composes is no choice',
  '',
  async (page) => {
    await type(page, 'arts');
    await page.keyboard.press('ArrowDown');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: 'v', selectionStart: 1, selectionEnd: 1 });
    await eventually(page, async () => assert.equal(await field(page).inputValue(), 'artsv'));
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    assert.equal((await address(page)).get('region'), null);
    await cdp.send('Input.insertText', { text: 'v' });
    await eventually(page, async () => assert.ok((await options(page).count()) > 0));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectClaims(page, 'artsvashen');
  },
);

both(
  'a claim is found by its speaker or its words, and opens at the claim',
  '',
  async (page) => {
    await field(page).fill('6 500 morts');
    await options(page).first().click();
    await expectClaims(page, 'nagorno-karabakh');
    await eventually(page, async () => assert.equal((await address(page)).get('claim'), 'six-week-war'));
    const seen = page.locator('#panel [data-claim=six-week-war] blockquote');
    await eventually(page, async () => assert.ok(await inView(seen)));
    await field(page).fill('peskov');
    await eventually(page, async () => assert.match((await options(page).allInnerTexts())[0] ?? '', /Peskov/));
  },
);

both(
  'a town flies the map',
  '',
  async (page) => {
    await field(page).fill('Gandja');
    await options(page).first().click();
    await eventually(page, async () => {
      const [, lat, lon] = ((await address(page)).get('map') ?? '').split('/').map(Number);
      assert.ok(Math.abs(lat - 40.68) < 0.05 && Math.abs(lon - 46.36) < 0.05, `${lat} ${lon}`);
    });
    await expectFocus(page, '#map');
  },
);

both(
  'what is not there is said',
  '',
  async (page) => {
    await field(page).fill('zzzzqq');
    await page.getByText('Rien trouvé').waitFor();
    assert.equal(await options(page).count(), 0);
  },
);

const inView = (locator) =>
  locator.evaluate((element) => {
    const [box, panel] = [element, document.querySelector('#panel .text')].map((e) => e.getBoundingClientRect());
    return box.top >= panel.top && box.bottom <= panel.bottom;
  });
