// The legend, where layers are switched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, switches } from './atlas.mjs';
import {
  address, boxOf, drawn, eventually, expectClaims, expectInView, manifest, newPage, ready, regionIds, story, told,
} from './support.mjs';

const ids = [...switches.map((l) => l.id), 'relief'];
const toggle = (page, id) => page.locator(`input[name=layer][value=${id}]`);
const openLegend = (page) => page.getByText('Légende et calques').click();

test(
  'each switch hides its layer’s shapes, and the address keeps it',
  story('#map=8/40/45.8', async (page, t) => {
    await openLegend(page);
    const map = page.locator('#map');
    for (const id of ids) {
      await t.test(id, async () => {
        const before = await shapes(page);
        const picture = await map.screenshot();
        await toggle(page, id).uncheck();
        await drawn(page);
        const gone = (await shapes(page)).filter(([, shown]) => !shown).map(([region]) => region);
        const wanted = before.map(([region]) => region).filter((region) => layersOf(region).join() === id);
        assert.deepEqual(gone, wanted);
        assert.ok(!(await map.screenshot()).equals(picture), 'the map looks the same');
        await eventually(page, async () => {
          assert.equal((await address(page)).get('layers'), ids.filter((other) => other !== id).join());
        });
        await toggle(page, id).check();
        await drawn(page);
        assert.deepEqual(await shapes(page), before);
        await eventually(page, async () => assert.equal((await address(page)).get('layers'), null));
      });
    }
  }),
);

test(
  'the legend shows a symbol for every layer, painted as the map paints it',
  story('', async (page) => {
    await openLegend(page);
    for (const id of ids) {
      const marks = await toggle(page, id).evaluate((input) => {
        const symbols = [...input.closest('label').querySelectorAll('svg')];
        const painted = (part) => {
          const { fill, stroke } = getComputedStyle(part);
          const pattern = fill.match(/^url\("#(.*)"\)$/);
          if (pattern && !document.getElementById(pattern[1])) return false;
          return [fill, stroke].some((paint) => paint !== 'none' && !paint.endsWith(', 0)'));
        };
        return symbols.map((svg) => {
          const parts = [...svg.querySelectorAll('path, circle, rect')];
          const { width, height } = svg.getBoundingClientRect();
          return width > 8 && height > 8 && parts.length > 0 && parts.some(painted);
        });
      });
      assert.ok(marks.length > 0 && marks.every(Boolean), `${id}: ${JSON.stringify(marks)}`);
    }
  }),
);

test(
  'the legend says in words who holds and who claims what is hatched',
  story('', async (page) => {
    await openLegend(page);
    const legend = page.getByText('tenu par Bakou, revendiqué par Erevan');
    await legend.waitFor();
    await page.getByText('tenu par Erevan, revendiqué par Bakou').waitFor();
  }),
);

test(
  'a region whose layers are off comes back with its layer when it is read',
  story(`#layers=${ids.filter((id) => id !== 'artsvashen').join()}`, async (page) => {
    assert.equal(await boxOf(page, 'artsvashen'), null);
    await page.locator('#panel nav [data-link=artsvashen]').click();
    await expectClaims(page, 'artsvashen');
    await expectInView(page, 'artsvashen');
    await openLegend(page);
    assert.ok(await toggle(page, 'artsvashen').isChecked());
  }),
);

test(
  'a map with everything switched off still reads',
  story('#layers=', async (page) => {
    await openLegend(page);
    for (const id of ids) assert.equal(await toggle(page, id).isChecked(), false, id);
    const states = manifest.layers.find((l) => l.id === 'land').switch ? [] : ['armenia', 'azerbaijan', 'turkey'];
    const shown = (await shapes(page)).filter(([, there]) => there).map(([id]) => id);
    assert.deepEqual(shown, states);
    await page.locator('#panel nav [data-link=karki]').click();
    await expectClaims(page, 'karki');
  }),
);

/** Each region, and whether anything of it (or its children, which come after) is on the map. */
async function shapes(page) {
  const all = [];
  for (const id of regionIds) all.push([id, await isShown(page, id)]);
  return all;
}

const isShown = (page, id) =>
  page.evaluate((of) => {
    const shape = document.querySelector(`#map [data-region=${of}]`);
    return getComputedStyle(shape).display !== 'none';
  }, id);

test('in a window of sixteen million pixels the base map is painted, in no more than browsers give', async () => {
  const page = await newPage({ width: 5120, height: 3200 });
  await told(page, async () => {
    await page.goto(page.at);
    await ready(page);
    await eventually(page, async () => {
      const [width, height] = await page.locator('#map canvas.basemap').evaluate((canvas) => [canvas.width, canvas.height]);
      assert.ok(width > 4_000 && width * height <= 2 ** 24, `${width} × ${height}`);
    });
    assert.equal((await page.locator('#map .failures').innerText()).trim(), '');
  });
});

test('in a low window the open legend leaves the line of time in reach', async () => {
  const page = await newPage({ height: 520 });
  await told(page, async () => {
    await page.goto(page.at);
    await ready(page);
    await openLegend(page);
    await page.getByRole('button', { name: '1994–2020' }).click();
    await page.getByText('Situation au 26 septembre 2020').waitFor();
  });
});

test(
  'local names are written, and the files that have those of towns are read for them',
  story('', async (page) => {
    const towns = manifest.layers.find((layer) => layer.id === 'places').file;
    const isRead = () => page.requests.some((url) => url.includes(`/${towns}`));
    assert.ok(!isRead(), 'the page has the names that it needs');
    const names = () => page.locator('.world > canvas.names').screenshot();
    await openLegend(page);
    const before = await names();
    await page.getByLabel('Noms locaux sur la carte').check();
    await eventually(page, async () => assert.ok(isRead()));
    await eventually(page, async () => assert.ok(!(await names()).equals(before), 'the names look the same'));
  }),
);
