// The map by mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throwMap } from './hands.mjs';
import { find, GEORGIA, IRAN } from './places.mjs';
import {
  address, both, boxOf, camera, drawn, eventually, expectClaims, expectContents, expectInView, expectNear,
  expectZoomed, freeBox, look, region, regionIds, story, touch, view,
} from './support.mjs';

test(
  'every region answers to a click on the map with the right claims, and comes wholly into view',
  story('', async (page, t) => {
    const home = `#map=${await homeView(page)}`;
    for (const id of regionIds) {
      await t.test(region(id).label.fr, async () => {
        await view(page, home);
        await expectContents(page);
        const { x, y } = await find(page, id);
        await page.mouse.click(x, y);
        await expectClaims(page, id);
        await expectInView(page, id);
      });
    }
  }),
);

both(
  'land that is chosen fills at least a third of the free map, and its line is another',
  '',
  async (page) => {
    for (const id of ['nagorno-karabakh', 'artsvashen', 'yukhari-askipara', 'nakhchivan', 'syunik']) {
      const before = await look(page, id);
      await view(page, `#region=${id}`);
      await expectInView(page, id);
      await eventually(page, async () => {
        const [box, free] = [await boxOf(page, id), await freeBox(page)];
        const across = (box.right - box.left) / (free.right - free.left);
        const down = (box.bottom - box.top) / (free.bottom - free.top);
        assert.ok(Math.max(across, down) > 0.33, `${id}: ${across} across, ${down} down`);
        assert.notDeepEqual(await look(page, id), before);
      });
    }
  },
);

test(
  'where shapes lie over each other, the smallest takes the click',
  story('#map=11/40.66/45.5', async (page) => {
    const inside = { artsvashen: [45.505, 40.655], armenia: [45.3, 40.62], azerbaijan: [45.65, 40.72] };
    for (const [id, at] of Object.entries(inside)) {
      await view(page, '#map=11/40.66/45.5');
      const { x, y } = (await camera(page)).toPixel(at);
      await page.mouse.click(x, y);
      await expectClaims(page, id);
    }
  }),
);

test(
  'a click on land that the article does not speak of goes back to the article',
  story('#map=7/40/45.5&region=artsvashen', async (page) => {
    for (const land of [IRAN, GEORGIA]) {
      await view(page, '#map=7/40/45.5&region=artsvashen');
      await expectClaims(page, 'artsvashen');
      const { x, y } = (await camera(page)).toPixel(land);
      await page.mouse.click(x, y);
      await expectContents(page);
    }
  }),
);

test(
  'a drag moves the map and selects nothing',
  story('#map=8/40/45.8', async (page) => {
    const before = (await camera(page)).toPixel(IRAN);
    await page.mouse.move(400, 400);
    await page.mouse.down();
    await page.mouse.move(440, 380);
    await page.mouse.move(520, 340);
    await page.mouse.up();
    await eventually(page, async () => {
      expectNear((await camera(page)).toPixel(IRAN), { x: before.x + 120, y: before.y - 60 });
    });
    await expectContents(page);
  }),
);

test(
  'the wheel zooms about the pointer',
  story('#map=8/40/45.8', async (page) => {
    const before = await camera(page);
    const at = [46.2, 39.9];
    const pointer = before.toPixel(at);
    await page.mouse.move(pointer.x, pointer.y);
    await page.mouse.wheel(0, -300);
    const closer = await expectZoomed(page, before, 1);
    expectNear(closer.toPixel(at), pointer);
    await page.mouse.wheel(0, 300);
    const back = await expectZoomed(page, before, 0);
    expectNear(back.toPixel(at), pointer);
    await expectContents(page);
  }),
);

test(
  'a double click zooms in about the pointer, with Shift out',
  story('#map=8/39.5/46', async (page) => {
    const before = await camera(page);
    const pointer = before.toPixel(IRAN);
    await page.mouse.dblclick(pointer.x, pointer.y);
    expectNear((await expectZoomed(page, before, 1)).toPixel(IRAN), pointer);
    await page.keyboard.down('Shift');
    await page.mouse.dblclick(pointer.x, pointer.y);
    await page.keyboard.up('Shift');
    await expectZoomed(page, before, 0);
    await expectContents(page);
  }),
);

test(
  'a drag with Shift zooms to the box',
  story('#map=7.5/40/45.8', async (page) => {
    const before = await camera(page);
    const corners = [[45.2, 40.4], [46.2, 39.6]];
    const [a, b] = corners.map(before.toPixel);
    await page.keyboard.down('Shift');
    await page.mouse.move(a.x, a.y);
    await page.mouse.down();
    await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
    await page.mouse.move(b.x, b.y);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const free = await freeBox(page);
    await eventually(page, async () => {
      const after = await camera(page);
      const [p, q] = corners.map(after.toPixel);
      // The mouse stands on whole pixels, which the zoom makes larger.
      const slack = 2 ** (after.zoom - before.zoom);
      assert.ok(after.zoom > before.zoom + 1, `the zoom is ${after.zoom}`);
      assert.ok(p.x >= free.left - slack && p.y >= free.top - slack, `the box begins at ${p.x}, ${p.y}`);
      assert.ok(q.x <= free.right + slack && q.y <= free.bottom + slack, `the box ends at ${q.x}, ${q.y}`);
    });
    await expectContents(page);
  }),
);

test(
  'the buttons zoom, pan and go home',
  story('', async (page) => {
    const push = (name) => page.getByRole('button', { name, exact: true }).click();
    const home = await camera(page);
    await push('Zoom avant');
    const closer = await expectZoomed(page, home, 1);
    const moves = { 'Vers le nord': [0, 1], 'Vers le sud': [0, -1], 'Vers l’ouest': [1, 0], 'Vers l’est': [-1, 0] };
    for (const [name, [right, down]] of Object.entries(moves)) {
      const before = (await camera(page)).toPixel(IRAN);
      await push(name);
      await eventually(page, async () => {
        const after = (await camera(page)).toPixel(IRAN);
        const [dx, dy] = [after.x - before.x, after.y - before.y];
        assert.ok(right === 0 ? Math.abs(dx) < 1 : dx * right > 50, `${name} moves the land by ${dx} px across`);
        assert.ok(down === 0 ? Math.abs(dy) < 1 : dy * down > 50, `${name} moves the land by ${dy} px down`);
      });
    }
    expectNear((await camera(page)).toPixel(IRAN), closer.toPixel(IRAN));
    await push('Zoom arrière');
    await expectZoomed(page, home, 0);
    await push('Zoom avant');
    await push('Vers l’est');
    await push('Vue d’ensemble');
    expectNear((await expectZoomed(page, home, 0)).toPixel(IRAN), home.toPixel(IRAN));
    await expectContents(page);
  }),
);

test(
  'a region under the pointer looks different, and the pointer says that it can be pressed',
  story('#map=8.5/39.7/46', async (page) => {
    const cursor = () => page.evaluate(() => getComputedStyle(document.querySelector('#map')).cursor);
    for (const id of ['nakhchivan', 'nagorno-karabakh', 'jermuk', 'artsvashen', 'turkey']) {
      const away = (await camera(page)).toPixel(IRAN);
      await page.mouse.move(away.x, away.y);
      await eventually(page, async () => assert.notEqual(await cursor(), 'pointer'));
      const plain = await look(page, id);
      const { x, y } = await find(page, id);
      await page.mouse.move(x, y);
      await eventually(page, async () => assert.equal(await cursor(), 'pointer'));
      assert.notEqual(await look(page, id), plain, `${id} looks the same under the pointer`);
    }
  }),
);

for (const motion of [true, false]) {
  test(
    motion ? 'with motion, the map flies to a region' : 'without motion, the map is at a region at once',
    story('', { motion }, async (page) => {
      await page.evaluate(() => {
        const mark = document.querySelector('#map [data-region=stepanakert]');
        window.seen = new Set();
        const look = () => {
          window.seen.add(mark.getBoundingClientRect().x);
          requestAnimationFrame(look);
        };
        look();
      });
      await page.locator('#panel nav [data-link=artsvashen]').click();
      await expectClaims(page, 'artsvashen');
      await expectInView(page, 'artsvashen');
      await rested(page);
      const steps = await page.evaluate(() => window.seen.size);
      assert.ok(motion ? steps > 2 : steps === 2, `the map was seen in ${steps} places`);
    }),
  );
}

test(
  'with motion, a thrown map glides on and comes to rest',
  story('#map=8/40/45.8', { motion: true }, async (page) => {
    const start = (await camera(page)).toPixel(IRAN);
    await throwMap(page, { x: 600, y: 400 }, { x: 450, y: 400 });
    await eventually(page, async () => {
      const moved = start.x - (await camera(page)).toPixel(IRAN).x;
      assert.ok(moved > 180, `the map moved by ${moved} px, of which the hand 150`);
    });
    await rested(page);
    await expectContents(page);
  }),
);

/** The part of the address that says the first view, once it is written. */
const homeView = async (page) => {
  await touch(page);
  return eventually(page, async () => {
    const written = (await address(page)).get('map');
    assert.ok(written, 'the address does not say the view');
    return written;
  });
};

/** Waits until the map stands still. */
async function rested(page) {
  let last = await camera(page);
  await eventually(page, async () => {
    for (let i = 0; i < 3; i += 1) await drawn(page);
    const now = await camera(page);
    const still = Math.abs(now.zoom - last.zoom) < 1e-4 && Math.abs(now.toPixel(IRAN).x - last.toPixel(IRAN).x) < 0.1;
    last = now;
    assert.ok(still, 'the map does not come to rest');
  });
}
