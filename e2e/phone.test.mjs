// A phone: 390 × 844, by touch.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { region } from './atlas.mjs';
import { pixelOf, touches } from './places.mjs';
import {
  camera,
  cameraWhen,
  drawn,
  expectClaims,
  expectContents,
  expectInView,
  freeBox,
  story,
  view,
} from './support.mjs';

const PHONE = { width: 390, height: 844, touch: true };
const HOME = '#map=6.7/40/45.6';

/** Moves fingers: each is the list of its places. Both stay down in between. */
async function fingers(page, paths) {
  const cdp = await page.context().newCDPSession(page);
  const send = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  const at = (step) => paths.map((path, id) => ({ id, x: path[step][0], y: path[step][1] }));
  await send('touchStart', at(0));
  for (let step = 1; step < paths[0].length; step += 1) await send('touchMove', at(step));
  await send('touchEnd', []);
  await drawn(page);
}

test(
  'every region answers to a tap with the right claims, and comes into view above the sheet',
  story(HOME, PHONE, async (page, t) => {
    for (const touch of touches) {
      await t.test(region(touch.id).label.fr, async () => {
        await view(page, touch.phone);
        await expectContents(page);
        const { x, y } = await pixelOf(page, touch);
        await page.touchscreen.tap(x, y);
        await expectClaims(page, touch.id);
        await expectInView(page, touch.id);
        const quote = await page.locator('#panel blockquote').first().boundingBox();
        assert.ok(quote.width <= PHONE.width, 'the quotation is wider than the phone');
      });
    }
  }),
);

test(
  'a finger drags the map and selects nothing',
  story(HOME, PHONE, async (page) => {
    const place = [45.6, 40];
    const before = (await camera(page)).toPixel(place);
    await fingers(page, [
      [
        [150, 200],
        [165, 215],
        [180, 230],
        [210, 260],
      ],
    ]);
    const after = (await camera(page)).toPixel(place);
    assert.ok(Math.abs(after.x - before.x - 60) < 3, `moved by ${after.x - before.x}, not 60`);
    assert.ok(Math.abs(after.y - before.y - 60) < 3, `moved by ${after.y - before.y}, not 60`);
    await expectContents(page);
  }),
);

test(
  'two fingers zoom about their middle',
  story(HOME, PHONE, async (page) => {
    const before = await camera(page);
    const middle = { x: 200, y: 200 };
    const under = before.toLonLat(middle);
    const spread = [40, 55, 70, 80];
    await fingers(page, [spread.map((d) => [200 - d, 200]), spread.map((d) => [200 + d, 200])]);
    const after = await cameraWhen(page, (c) => Math.abs(c.zoom - before.zoom - 1) < 0.05);
    const now = after.toPixel(under);
    assert.ok(Math.hypot(now.x - middle.x, now.y - middle.y) < 3, `the middle moved to ${JSON.stringify(now)}`);
    await expectContents(page);
  }),
);

test(
  'the sheet closes to show more map, and a tap on a region opens it',
  story(HOME, PHONE, async (page) => {
    const handle = page.locator('#panel .handle');
    assert.equal(await handle.getAttribute('aria-expanded'), 'true');
    const open = await freeBox(page);
    await handle.tap();
    await page.waitForFunction(
      (y) => document.querySelector('#panel').getBoundingClientRect().top > y + 100,
      open.bottom,
    );
    assert.equal(await handle.getAttribute('aria-expanded'), 'false');
    await view(page, '#map=9/40.64/45.526');
    const { x, y } = (await camera(page)).toPixel([45.526, 40.64]);
    await page.touchscreen.tap(x, y);
    await expectClaims(page, 'artsvashen');
    assert.equal(await handle.getAttribute('aria-expanded'), 'true');
    await page.waitForFunction(
      (y) => Math.abs(document.querySelector('#panel').getBoundingClientRect().top - y) < 2,
      open.bottom,
    );
    await expectInView(page, 'artsvashen');
  }),
);

test(
  'nothing is wider than the phone, and buttons are large enough for a finger',
  story(HOME, PHONE, async (page) => {
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width);
    const small = await page.$$eval('button, summary, #panel nav a', (all) =>
      all
        .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(([html]) => html),
    );
    assert.deepEqual(small, []);
  }),
);
