// The app takes over the page that stood before any script: nothing jumps.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newPage, ready, told } from './support.mjs';

const WINDOWS = {
  'a telephone': { width: 390, height: 844 },
  'a tablet': { width: 768, height: 1024 },
  'a laptop': { width: 1280, height: 800 },
  'a wide window': { width: 1920, height: 950 },
};

/** Where the reader sees what: the title, the names on the map, the places that are points. */
const standing = (page) =>
  page.evaluate(() => {
    const box = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x + width / 2, y + height / 2].map((v) => Math.round(v * 10) / 10);
    };
    const shown = (element) => element.getBoundingClientRect().width > 0;
    const names = [...document.querySelectorAll('.first .names text')].filter(shown);
    return {
      title: box(document.querySelector('#panel h1')),
      introduction: box(document.querySelector('#panel .introduction')),
      names: names.map((name) => [name.textContent, ...box(name)]),
    };
  });

/** Where a region's symbol is: in the first picture, or among the app's shapes. */
const symbol = (page, id) =>
  page.evaluate((of) => {
    const shapes = document.querySelectorAll(
      `#map [data-region=${of}] .point .mark, .first .symbols [href="#region=${of}"] .mark`,
    );
    const seen = [...shapes].find((shape) => shape.getBoundingClientRect().width > 0);
    if (!seen) return null;
    const { x, y, width, height } = seen.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, id);

describe('taking over moves nothing', { concurrency: 2 }, () => {
  for (const [kind, size] of Object.entries(WINDOWS)) {
    test(`in ${kind}`, async () => {
      const before = await newPage({ ...size, script: false, expected: [/csp/] });
      const after = await newPage({ ...size });
      let [still, place] = [null, null];
      await told(before, async () => {
        await before.goto(before.at);
        still = await standing(before);
        place = await symbol(before, 'stepanakert');
        assert.ok(still.names.length > 5, 'the first picture has few names');
        assert.ok(place, 'Stepanakert has no symbol in the first picture');
      });
      await told(after, async () => {
        await after.goto(after.at);
        await ready(after);
        assert.deepEqual(await standing(after), still);
        const [x, y] = await symbol(after, 'stepanakert');
        const apart = Math.hypot(x - place[0], y - place[1]);
        assert.ok(apart < 1, `Stepanakert moves by ${apart.toFixed(1)} px`);
        // Later too, when pictures and finer shapes have come.
        await after.waitForLoadState('networkidle');
        await after.waitForTimeout(500);
        assert.deepEqual(await standing(after), still);
      });
    });
  }
});
