// The app takes over the page that stood before any script: nothing jumps.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectClaims, newPage, ready, told } from './support.mjs';

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

/** The page's pixels, and which part of the map nothing lies on. */
async function seen(page) {
  const boxes = await page.evaluate(() => {
    const map = document.querySelector('#map').getBoundingClientRect();
    const over = [...document.querySelectorAll('#panel, #map :not(.world, .world *)')].map((one) => one.getBoundingClientRect());
    const isPart = ({ width, height }) => width > 0 && width * height < (map.width * map.height) / 2;
    return [map, ...over.filter(isPart)].map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
  });
  return { png: (await page.screenshot()).toString('base64'), map: boxes[0], over: boxes.slice(1) };
}

/** The part of the map's pixels that are alike in both, to `within` of 255 in each channel, less what lies on it in either. */
const alike = (page, one, other, within) =>
  page.evaluate(
    async ([a, b, most]) => {
      const pixels = async ({ png }) => {
        const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [before, after] = [await pixels(a), await pixels(b)];
      const holes = [...a.over, ...b.over];
      const [left, top, width, height] = a.map;
      let [all, same] = [0, 0];
      for (let y = top; y < Math.min(top + height, before.height); y += 1) {
        for (let x = left; x < left + width; x += 1) {
          if (holes.some(([hx, hy, w, h]) => x >= hx - 6 && x < hx + w + 6 && y >= hy - 6 && y < hy + h + 6)) continue;
          const at = 4 * (y * before.width + x);
          all += 1;
          same += [0, 1, 2].every((c) => Math.abs(before.data[at + c] - after.data[at + c]) <= most);
        }
      }
      return same / all;
    },
    [one, other, within],
  );

describe('the line of time stands before any script', { concurrency: 2 }, () => {
  const strip = (page) =>
    page.evaluate(() => {
      const { x, y, width, height } = document.querySelector('#map > .time:not(.gone)').getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    });

  for (const [kind, size] of Object.entries(WINDOWS)) {
    test(`in ${kind}`, async () => {
      const [before, after] = [await newPage({ ...size, script: false, expected: [/csp/] }), await newPage(size)];
      await told(after, async () => {
        await before.goto(before.at);
        await after.goto(after.at);
        await ready(after);
        await after.getByRole('slider').waitFor();
        const box = await strip(after);
        assert.deepEqual(await strip(before), box);
        const [one, other] = [await seen(before), await seen(after)];
        const share = await alike(after, { ...one, map: box, over: [] }, { ...other, over: [] }, 24);
        assert.ok(share > 0.9, `${(100 * share).toFixed(1)} % of the line is as it will be`);
        assert.equal(await after.locator('#map > .time').count(), 1);
      });
      await before.finish();
    });
  }

  test('of another language or another atlas nothing of it is shown', async () => {
    for (const [options, search] of [[{ lang: 'en' }, ''], [{}, '?atlas=nowhere/']]) {
      const page = await newPage({ ...options, expected: [/nowhere|Failed to load/] });
      await told(page, async () => {
        // Without the program the page stays as it came.
        await page.route('**/confins-*.js', () => {});
        await page.goto(`${page.at}${search}`, { waitUntil: 'commit' });
        await page.locator('.first-time').waitFor({ state: 'attached' });
        assert.ok(!(await page.locator('.first-time .told').isVisible()));
      });
    }
  });
});

describe('the map is finished before any script: relief, names and shapes', { concurrency: 2 }, () => {
  for (const [kind, size] of Object.entries(WINDOWS)) {
    for (const colorScheme of ['light', 'dark']) {
      test(`in ${kind}, ${colorScheme}`, async () => {
        const before = await newPage({ ...size, colorScheme, script: false, expected: [/csp/] });
        const after = await newPage({ ...size, colorScheme });
        await told(before, () => told(after, async () => {
          for (const page of [before, after]) await page.goto(page.at);
          await ready(after);
          await after.getByRole('slider').waitFor();
          for (const page of [before, after]) await page.waitForLoadState('networkidle');
          await after.waitForTimeout(500);
          const share = await alike(after, await seen(before), await seen(after), 24);
          assert.ok(share > 0.95, `${(100 * share).toFixed(1)} % of the map is as it will be`);
        }));
      });
    }
  }
});

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

describe('a press while the program takes over is answered', { concurrency: 2 }, () => {
  for (const pressed of ['artsvashen', 'stepanakert']) {
    test(`on ${pressed}`, async () => {
      const page = await newPage({ width: 1280, height: 800 });
      await told(page, async () => {
        // The moment at which the program's own shapes lie over the picture, before they show anything.
        await page.addInitScript((id) => {
          const press = () => {
            const marks = [...document.querySelectorAll(`.first .symbols [href="#region=${id}"] .mark`)];
            const { x, y, width, height } = marks.map((mark) => mark.getBoundingClientRect()).find((box) => box.width > 0);
            const at = { clientX: x + width / 2, clientY: y + height / 2, pointerId: 7, pointerType: 'touch', isPrimary: true };
            const more = { ...at, bubbles: true, cancelable: true };
            const under = document.elementFromPoint(at.clientX, at.clientY);
            window.__pressed = { on: under.className, state: document.documentElement.dataset.state };
            under.dispatchEvent(new PointerEvent('pointerdown', more));
            under.dispatchEvent(new PointerEvent('pointerup', more));
          };
          new MutationObserver((_, watching) => {
            if (!document.querySelector('.world > .shapes')) return;
            watching.disconnect();
            press();
          }).observe(document, { childList: true, subtree: true });
        }, pressed);
        await page.goto(page.at);
        await ready(page);
        assert.deepEqual(await page.evaluate(() => window.__pressed), { on: 'shapes', state: 'loading' });
        await expectClaims(page, pressed);
      });
    });
  }
});
