// An atlas of one field, in any languages, and what made-up layers are made of; and how
// an atlas is opened that no server has.
import { newPage, ready, told } from './support.mjs';

/** The corners of a box, as a polygon has them. */
export const box = (west, south, east, north) => [
  [[west, south], [east, south], [east, north], [west, north], [west, south]],
];
/** A polygon of an atlas of our own. */
export const feature = (id, properties, coordinates) => ({
  type: 'Feature',
  id,
  properties: { source: 'own', ...properties },
  geometry: { type: 'Polygon', coordinates },
});

/** Its files by name; its texts are in `codes`. */
export function field(codes) {
  const text = (what) => Object.fromEntries(codes.map((code) => [code, `${what} ${code}`]));
  return {
    'atlas.json': {
      id: 'field',
      title: text('T'),
      introduction: text('I'),
      languages: codes,
      as_of: '2024-04-17',
      view: [10, 10, 14, 13],
      extent: [9, 9, 15, 14],
      disclaimer: text('D'),
      regions: 'regions.json',
      claims: 'claims.json',
      layers: [{ id: 'fields', file: 'fields.geojson', role: 'story', name: text('L'), switch: true }],
      parties: [{ id: 'north', name: text('N') }, { id: 'south', name: text('S') }],
      credits: [{ text: 'own' }],
    },
    'regions.json': {
      themes: [{ id: 'all', name: text('A'), regions: ['field'] }],
      regions: [
        {
          id: 'field',
          kind: text('K'),
          label: text('F'),
          names: [{ toponym: 'Field', lang: 'en' }],
          drawn_by: [{ layer: 'fields', feature: 'field' }],
        },
      ],
    },
    'claims.json': {
      source: { id: 's', publisher: 'P', title: 'S', published: '2024-04-17', language: codes[0] },
      speakers: [{ id: 'one', party: 'north', name: text('O'), role: text('R') }],
      kinds: { demand: text('k') },
      claims: [
        {
          id: 'c', order: 1, kind: 'demand', speaker: 'one', paragraph: 1,
          selectors: [{ type: 'TextQuoteSelector', exact: 'x' }], summary: text('s'), regions: ['field'],
        },
      ],
    },
    'fields.geojson': {
      type: 'FeatureCollection',
      bbox: [11, 11, 13, 12],
      features: [
        feature('field', { region: 'field', style: 'hatched', held_by: 'north', claimed_by: 'south' }, box(11, 11, 13, 12)),
      ],
    },
  };
}

/** Opens the page with an atlas of `files`, by name, that is called `name`; at a hash, by a reader of the other options. */
export async function opened(files, name, { hash = '', ...options }, tell) {
  const page = await newPage(options);
  await told(page, async () => {
    await page.route(`**/${name}/**`, (route) =>
      route.fulfill({ json: files[new URL(route.request().url()).pathname.split('/').at(-1)] }),
    );
    await page.goto(`${page.at}?atlas=${name}${hash}`);
    await ready(page);
    await tell(page);
  });
}
