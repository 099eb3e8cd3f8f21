// An atlas that lies across 180°: its extent has its west east of its east, as
// RFC 7946 writes it, and one island on each side.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { box, feature, opened } from './field.mjs';
import { address, boxOf, colourAt, eventually, freeBox, view } from './support.mjs';

const text = (en) => ({ en });
const collection = (...features) => ({ type: 'FeatureCollection', bbox: [174, -22, -175, -13], features });
const island = (id, coordinates) =>
  feature(
    id,
    { region: id, name: text(id), style: 'hatched', held_by: 'north', claimed_by: 'south' },
    coordinates,
  );
const region = (id) => ({
  id,
  kind: text('Disputed island'),
  label: text(id),
  names: [{ toponym: id, lang: 'en' }],
  drawn_by: [{ layer: 'islands', feature: id }],
});
const claim = (id, order, about) => ({
  id,
  order,
  kind: 'demand',
  speaker: 'captain',
  paragraph: order,
  selectors: [{ type: 'TextQuoteSelector', exact: 'x' }],
  summary: text('The captain says that it is hers.'),
  regions: [about],
});

const FILES = {
  'atlas.json': {
    id: 'straits',
    title: text('The straits'),
    introduction: text('Two islands.'),
    languages: ['en'],
    as_of: '2024-01-01',
    view: [176, -20, -177, -15],
    extent: [174, -22, -175, -13],
    disclaimer: text('A line is a line.'),
    regions: 'regions.json',
    claims: 'claims.json',
    layers: [
      { id: 'land', file: 'land.geojson', role: 'base', name: text('Land') },
      { id: 'islands', file: 'islands.geojson', role: 'story', name: text('Islands'), switch: true },
    ],
    parties: [
      { id: 'north', name: text('North') },
      { id: 'south', name: text('South') },
    ],
    credits: [{ text: 'Own drawing' }],
  },
  'regions.json': {
    themes: [{ id: 'all', name: text('All'), regions: ['sunset', 'sunrise'] }],
    regions: [region('sunset'), region('sunrise')],
  },
  'claims.json': {
    source: { id: 'log', publisher: 'Log', title: 'The log', published: '2024-01-01', language: 'en' },
    speakers: [{ id: 'captain', party: 'north', name: text('A captain'), role: text('of a ship') }],
    kinds: { demand: text('Demand') },
    claims: [claim('first', 1, 'sunset'), claim('second', 2, 'sunrise')],
  },
  // One land, cut at 180° as it must be; its north shore is at 16° S.
  'land.geojson': collection(
    feature('west', { style: 'country' }, box(176, -22, 180, -16)),
    feature('east', { style: 'country' }, box(-180, -22, -177, -16)),
  ),
  'islands.geojson': collection(
    island('sunset', box(178, -18, 178.5, -17.5)),
    island('sunrise', box(-179, -18, -178.5, -17.5)),
  ),
};

/** Opens the atlas, at a hash. */
const straits = (tell, hash) => opened(FILES, 'straits', { lang: 'en', hash }, tell);

const centre = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

describe('an atlas across the antimeridian', () => {
  test('has both halves side by side', () =>
    straits(async (page) => {
      const [west, east] = [await boxOf(page, 'sunset'), await boxOf(page, 'sunrise')];
      // From 178.25° E to 178.75° W are three degrees: six times an island's width.
      const apart = centre(east).x - centre(west).x;
      assert.ok(Math.abs(apart / (west.right - west.left) - 6) < 0.5, `${apart} apart`);
      const free = await freeBox(page);
      assert.ok(west.left > free.left && east.right < free.right, 'both are on the map');
    }));

  test('has land on both sides of 180°, and none beyond its shores', () =>
    straits(async (page) => {
      const [west, east] = [await boxOf(page, 'sunset'), await boxOf(page, 'sunrise')];
      const degree = 2 * (west.right - west.left);
      const at = (from, lon, lat) => ({ x: centre(from).x + lon * degree, y: centre(from).y + lat * degree });
      await eventually(page, async () => {
        const land = await colourAt(page, at(west, 1, 0));
        assert.equal(await colourAt(page, at(east, -1, 0)), land);
        assert.equal(await colourAt(page, at(east, 1, 0)), land);
        assert.notEqual(await colourAt(page, at(west, 1, -2.5)), land);
        assert.notEqual(await colourAt(page, at(east, 1, -2.5)), land);
      });
    }));

  test('a place beyond 180° is found, and its address opens it again', () =>
    straits(async (page) => {
      await view(page, '#map=8/-17.75/-178.75&region=sunrise&lang=en');
      const box = await eventually(page, async () => {
        const found = await boxOf(page, 'sunrise');
        const free = await freeBox(page);
        assert.ok(Math.abs(centre(found).x - centre(free).x) < 2, `${JSON.stringify(found)}`);
        return found;
      });
      assert.ok(box);
      await page.keyboard.press('Tab');
      await eventually(page, async () => {
        const [, lat, lon] = (await address(page)).get('map').split('/').map(Number);
        assert.ok(Math.abs(lon + 178.75) < 0.01 && Math.abs(lat + 17.75) < 0.01, `${lat} ${lon}`);
      });
    }));
});
