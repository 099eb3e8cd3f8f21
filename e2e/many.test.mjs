// A layer of a hundred thousand names: the map shows the greatest that there is
// room for, more the closer one comes, and search finds each of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { address, eventually, figure, manifest, newPage, ready, told, view } from './support.mjs';

const COUNT = 100_000;
const ACROSS = 400;
const [WEST, SOUTH, EAST, NORTH] = manifest.extent;

/** A town on a grid over the whole map; the first are the greatest, and lie far apart. */
function town(i) {
  const order = (i * 7_919) % COUNT;
  const [x, y] = [order % ACROSS, Math.floor(order / ACROSS)];
  const lon = WEST + ((x + 0.5) * (EAST - WEST)) / ACROSS;
  const lat = SOUTH + ((y + 0.5) * (NORTH - SOUTH) * ACROSS) / COUNT;
  return { name: `Qq${i}`, rank: i < 20 ? 1 : i < 2_000 ? 4 : 8, at: [+lon.toFixed(5), +lat.toFixed(5)] };
}

const places = JSON.stringify({
  type: 'FeatureCollection',
  features: Array.from({ length: COUNT }, (_, i) => town(i)).map(({ name, rank, at }, i) => ({
    type: 'Feature',
    id: `t${i}`,
    properties: { source: 'made up', style: 'place', name: { fr: name, en: name }, rank },
    geometry: { type: 'Point', coordinates: at },
  })),
});

/** Opens the page's own atlas with these towns in place of its own. */
async function crowded(tell) {
  const file = manifest.layers.find(({ id }) => id === 'places').file;
  const page = await newPage();
  await told(page, async () => {
    await page.route('**/crowded/**', async (route) => {
      const name = new URL(route.request().url()).pathname.split('/crowded/')[1];
      if (name === file) return route.fulfill({ contentType: 'application/geo+json', body: places });
      return route.fulfill({ response: await route.fetch({ url: new URL(`geodata/${name}`, page.at).href }) });
    });
    await page.goto(`${page.at}?atlas=crowded`);
    await ready(page);
    await tell(page);
  });
}

/** The towns that a figure of what is seen now names. */
const named = async (page) => new Set((await figure(page)).match(/Qq\d+/g));

describe('a hundred thousand towns', () => {
  test('from far off the greatest are named, and few', () =>
    crowded(async (page) => {
      const names = await eventually(page, async () => {
        const found = await named(page);
        assert.ok(found.size > 5, `${found.size} are named`);
        return found;
      });
      assert.ok(names.size < 300, `${names.size} are named`);
      const greatest = [...names].filter((name) => Number(name.slice(2)) < 20);
      assert.ok(greatest.length > 3, `${[...names].join()} are named`);
    }));

  test('search finds the least of them, and close by it has its name', () =>
    crowded(async (page) => {
      const least = town(COUNT - 1);
      await page.getByRole('combobox').click();
      await page.keyboard.type(least.name);
      const option = page.getByRole('option', { name: least.name });
      await option.first().click();
      await eventually(page, async () => assert.ok((await named(page)).has(least.name), 'it has no name'));
      await eventually(page, async () => {
        const [zoom, lat, lon] = ((await address(page)).get('map') ?? '').split('/').map(Number);
        assert.ok(zoom > 9 && Math.hypot(lat - least.at[1], lon - least.at[0]) < 0.3, `${zoom}/${lat}/${lon}`);
      });
    }));

  test('what comes into view gets its name', () =>
    crowded(async (page) => {
      for (const i of [50_000, 70_000]) {
        const { name, at } = town(i);
        await view(page, `#map=13/${at[1]}/${at[0]}`);
        await eventually(page, async () => assert.ok((await named(page)).has(name), `${name} has no name`));
      }
    }));
});
