// Every style of an atlas, each in a field of its own, as the guide for authors shows them:
// `UPDATE=1 node --test styles.test.mjs` draws docs/styles.svg anew.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { test } from 'node:test';
import { box, field, opened } from './field.mjs';
import { eventually, figure } from './support.mjs';

const LANDS = ['hatched', 'outline', 'dotted-outline'];
const LINES = ['dashed-band', 'dashed-band-light', 'contact-line', 'road'];
const POINTS = ['town', 'village', 'marker'];
const BASE = { country: 'area', neighbour: 'area', district: 'area', sea: 'area', lake: 'area', river: 'line', 'state-border': 'line', place: 'point' };
const STYLES = [...LANDS, ...LINES, ...POINTS, ...Object.keys(BASE)];
const COLUMNS = 4;
const [WIDE, HIGH] = [4, 2.6];

const shapes = {
  area: (x, y) => ({ type: 'Polygon', coordinates: box(x + 0.4, y + 1, x + WIDE - 0.6, y + HIGH - 0.2) }),
  line: (x, y) => ({ type: 'LineString', coordinates: [[x + 0.4, y + 1.2], [x + 1.6, y + 2.1], [x + WIDE - 0.6, y + 1.7]] }),
  point: (x, y) => ({ type: 'Point', coordinates: [x + WIDE / 2, y + 1.6] }),
};
const kind = (style) => BASE[style] ?? (LANDS.includes(style) ? 'area' : LINES.includes(style) ? 'line' : 'point');

/** An atlas of one field for each style. */
function styled() {
  const files = field(['en']);
  const all = STYLES.map((style, i) => {
    const [x, y] = [(i % COLUMNS) * WIDE, (Math.floor(STYLES.length / COLUMNS) - Math.floor(i / COLUMNS)) * HIGH];
    const isBase = style in BASE;
    const properties = { style, source: 'own', rank: 1, ...(isBase ? {} : { region: style, claimed_by: 'south', held_by: 'north' }) };
    if (style === 'place') properties.name = { en: style };
    if (style === 'outline' || style === 'road') delete properties.claimed_by;
    return { style, isBase, at: [x + 0.5, y + 0.65], feature: { type: 'Feature', id: style, properties, geometry: shapes[kind(style)](x, y) } };
  });
  const layer = (isBase) => ({ type: 'FeatureCollection', features: all.filter((one) => one.isBase === isBase).map(({ feature }) => feature) });
  // What the base map has no name for gets it from a town beside it.
  const named = all.filter(({ isBase, style }) => isBase && style !== 'place').map(({ style, at }) => ({
    type: 'Feature', id: `${style}-name`, properties: { style: 'place', name: { en: style }, rank: 1, source: 'own' },
    geometry: { type: 'Point', coordinates: at },
  }));
  const base = layer(true);
  base.features.push(...named);
  const [east, north] = [COLUMNS * WIDE, Math.ceil(STYLES.length / COLUMNS) * HIGH];
  Object.assign(files['atlas.json'], {
    title: { en: 'Every style' },
    view: [0, 0, east, north],
    extent: [-4, -4, east + 4, north + 4],
    layers: [
      { id: 'base', file: 'base.geojson', role: 'base', name: { en: 'Around' } },
      { id: 'story', file: 'story.geojson', role: 'story', name: { en: 'The article' } },
    ],
  });
  const regions = all.filter(({ isBase }) => !isBase).map(({ style }) => ({
    id: style, kind: { en: 'K' }, label: { en: style }, weight: 'minor', names: [{ toponym: style, lang: 'en' }],
    drawn_by: [{ layer: 'story', feature: style }],
  }));
  files['regions.json'] = { themes: [{ id: 'all', name: { en: 'A' }, regions: regions.map(({ id }) => id) }], regions };
  files['claims.json'].claims[0].regions = ['hatched'];
  return { ...files, 'base.geojson': base, 'story.geojson': layer(false) };
}

test('every style is drawn, with its name', () =>
  opened(styled(), 'styled', { lang: 'en' }, async (page) => {
    const drawn = await eventually(page, async () => {
      const svg = await figure(page);
      for (const style of STYLES) assert.ok(svg.includes(`>${style}<`), `${style} has no name`);
      return svg;
    });
    if (process.env.UPDATE === '1') await writeFile(new URL('../docs/styles.svg', import.meta.url), drawn);
  }));
