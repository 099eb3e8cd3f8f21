// A place is chosen, in every way that there is.
import assert from 'node:assert/strict';
import { find, IRAN } from '../places.mjs';
import {
  camera, eventually, expectClaims, expectContents, expectFocus, expectInView, regionIds, view,
} from '../support.mjs';
import { both, story } from './stories.mjs';

/** One of each kind: a point, a group, land with marks, a band, a hatched area, a state. */
const KINDS = ['karki', 'eight-villages', 'artsvashen', 'syunik-corridor', 'nagorno-karabakh', 'nakhchivan', 'armenia'];

both('places are read from the list, and left by their button', '', async (page) => {
  for (const id of KINDS.slice(0, 4)) {
    await page.click(`#panel nav [data-link=${id}]`);
    await expectClaims(page, id);
    await expectInView(page, id);
    await page.click(['button', 'Tous les lieux']);
    await expectContents(page);
  }
});

for (const [where, options, home] of [
  ['a click', {}, '#map=7/40/45.8'],
  ['a tap', { touch: true }, '#map=6.6/40/45.8'],
]) {
  story(`each kind of place answers to ${where} on the map`, home, options, async (page) => {
    for (const id of KINDS) {
      await view(page, home);
      await expectContents(page);
      await page.touch(await find(page, id));
      await expectClaims(page, id);
      await expectInView(page, id);
    }
  });
}

story('a click on land that the article does not speak of goes back', '#map=7/40/45.5&region=artsvashen', async (page) => {
  await expectClaims(page, 'artsvashen');
  await page.touch((await camera(page)).toPixel(IRAN));
  await expectContents(page);
});

story('by keyboard: Tab walks the places, Enter reads, Escape returns', '', async (page) => {
  await page.focus('#map');
  for (const id of regionIds.slice(0, 4)) {
    await page.press('Tab');
    await expectFocus(page, `region ${id}`);
    await page.press('Enter');
    await expectClaims(page, id);
    await expectFocus(page, 'h2');
    await page.press('Escape');
    await expectContents(page);
    await expectFocus(page, `region ${id}`);
  }
});

story('by keyboard: + and − zoom, arrows move, 0 shows it all', '', async (page) => {
  await page.focus('#map');
  const home = (await camera(page)).zoom;
  const zoomed = (by) =>
    eventually(page, async () => {
      const { zoom } = await camera(page);
      assert.ok(Math.abs(zoom - home - by) < 0.02, `zoomed by ${zoom - home}, not by ${by}`);
    });
  await page.press('+');
  await zoomed(1);
  const before = (await camera(page)).toPixel(IRAN);
  await page.press('ArrowLeft');
  await eventually(page, async () => assert.ok((await camera(page)).toPixel(IRAN).x > before.x + 30));
  await page.press('-');
  await zoomed(0);
  await page.press('+');
  await page.press('0');
  await zoomed(0);
});

both('a link opens its place, and Back leads from place to place', '#region=tegh', async (page) => {
  await expectClaims(page, 'tegh');
  await expectInView(page, 'tegh');
  await page.click(['button', 'Tous les lieux']);
  await expectContents(page);
  await page.click('#panel nav [data-link=syunik]');
  await expectClaims(page, 'syunik');
  await page.back();
  await expectContents(page);
  await page.back();
  await expectClaims(page, 'tegh');
});
