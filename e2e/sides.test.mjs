// Who says what: the choice of a side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsOf, regionIds, speakerOf } from './atlas.mjs';
import { address, both, drawn, eventually, expectClaims, touch, view } from './support.mjs';

const SIDES = { baku: 'Bakou', yerevan: 'Erevan', moscow: 'Moscou', article: 'L’article' };
const speaks = (claim, side) => speakerOf(claim).party === side;
const isHeard = (id, side) => claimsOf(id).some((claim) => speaks(claim, side));
const choose = (page, name) => page.getByRole('radio', { name, exact: true }).check({ force: true });

both(
  'the contents say where a side is silent, alike for every side, and the map shows the same',
  '',
  async (page, t) => {
    for (const [side, name] of Object.entries(SIDES)) {
      await t.test(name, async () => {
        await choose(page, name);
        await eventually(page, async () => {
          assert.equal((await address(page)).get('view'), side);
          for (const id of regionIds) {
            const entry = page.locator(`#panel nav li:has(> [data-link=${id}])`);
            const silent = (await entry.locator('> .of').allInnerTexts()).join();
            assert.equal(silent, isHeard(id, side) ? '' : 'aucune position citée dans l’article', id);
            const lit = await page.locator(`#map [data-region=${id}].is-lit`).count();
            if (isHeard(id, side)) assert.equal(lit, 1, `${id} is not lit for ${name}`);
          }
        });
        assert.equal(await page.evaluate(() => document.activeElement.value), side, 'the focus is lost');
      });
    }
    await choose(page, 'Tous');
    await eventually(page, async () => {
      assert.equal((await address(page)).get('view'), null);
      assert.equal(await page.locator('#panel .is-silent').count(), 0);
      assert.equal(await page.locator('#map.is-dimming').count(), 0);
    });
  },
);

both(
  'a region shows the side’s claims first, and says when there is none',
  '#region=nagorno-karabakh&view=yerevan',
  async (page) => {
    const shown = () => page.$$eval('#panel [data-claim]', (all) => all.map((one) => one.dataset.claim));
    const all = claimsOf('nagorno-karabakh');
    const order = (side) => [...all.filter((c) => speaks(c, side)), ...all.filter((c) => !speaks(c, side))].map((c) => c.id);
    await eventually(page, async () => assert.deepEqual(await shown(), order('yerevan')));
    await choose(page, 'Moscou');
    await eventually(page, async () => assert.deepEqual(await shown(), order('moscow')));
    await page.locator('#panel .back').click();
    await page.locator('#panel nav [data-link=artsvashen]').click();
    await page.getByText('Moscou : aucune position citée dans l’article.').waitFor();
    await choose(page, 'Tous');
    await expectClaims(page, 'artsvashen');
  },
);

both(
  'a side that nobody knows is none',
  '#region=karki&view=atlantis',
  async (page) => {
    await expectClaims(page, 'karki');
    await touch(page);
    await eventually(page, async () => assert.equal((await address(page)).get('view'), null));
  },
);

both(
  'the claim that a link asked for stays marked, whatever the side, the date or the language',
  '#claim=offensive-2023',
  async (page) => {
    const mark = page.locator('#panel [data-claim=offensive-2023].is-sought');
    await mark.waitFor();
    await choose(page, 'Bakou');
    await drawn(page);
    await mark.waitFor();
    for (const change of ['asof=2015-06-02', 'lang=en']) {
      await view(page, `claim=offensive-2023&${change}`);
      await mark.waitFor();
    }
  },
);
