// Writes a made-up atlas with a base layer of a wanted size: districts that
// fill a box and share their winding borders, point for point.
//   node make-atlas.mjs --vertices 100000 --out .data/100k
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const BOUNDS = [43, 38.2, 50.5, 42.6];
/** Wider than the districts, so that a map can be dragged from its first view. */
const EXTENT = [40, 36.2, 53.5, 44.6];
const SEED = 20240417;
/** How far a border strays, as a part of its length, each time it is halved. */
const STRAY = 0.12;
const STORIES = 20;

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Columns and rows whose product is about `cells`, each cell about a square on the map. */
function grid(cells) {
  const [west, south, east, north] = BOUNDS;
  const ratio = ((east - west) * Math.cos((40.4 * Math.PI) / 180)) / (north - south);
  const columns = Math.max(2, Math.round(Math.sqrt(cells * ratio)));
  return { columns, rows: Math.max(2, Math.round(cells / columns)) };
}

/** The corners of the cells, moved at random but for those at the box's edge. */
function corners({ columns, rows }, next) {
  const [west, south, east, north] = BOUNDS;
  const [dx, dy] = [(east - west) / columns, (north - south) / rows];
  return Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column) => {
      const [jx, jy] = [(next() - 0.5) * 0.6, (next() - 0.5) * 0.6];
      const inner = (at, last) => (at > 0 && at < last ? 1 : 0);
      return [west + (column + jx * inner(column, columns)) * dx, south + (row + jy * inner(row, rows)) * dy];
    }),
  );
}

/** Points from `a` up to but without `b`: `count` steps, by moving midpoints aside. */
function winding(a, b, count, next, straight) {
  const points = [a];
  const between = (p, q, steps) => {
    if (steps < 2) return;
    const left = steps >> 1;
    const part = left / steps;
    const aside = straight ? 0 : (next() - 0.5) * 2 * STRAY;
    const middle = [
      p[0] + (q[0] - p[0]) * part - (q[1] - p[1]) * aside,
      p[1] + (q[1] - p[1]) * part + (q[0] - p[0]) * aside,
    ];
    between(p, middle, left);
    points.push(middle);
    between(middle, q, steps - left);
  };
  between(a, b, count);
  return points;
}

/** `[lon,lat]` for each point, five decimals: a metre. */
const written = (points) => points.map(([x, y]) => `[${+x.toFixed(5)},${+y.toFixed(5)}]`);

/** The polygons' rings as text, one at a time: four million vertices are not kept as objects. */
function* rings(vertices) {
  const next = random(SEED);
  const { columns, rows } = grid(Math.sqrt(vertices));
  const nodes = corners({ columns, rows }, next);
  // A ring has four borders; each border is in two rings.
  const steps = Math.max(1, Math.round(vertices / (columns * rows * 4)));
  const across = (row, column) =>
    written(winding(nodes[row][column], nodes[row][column + 1], steps, next, row === 0 || row === rows));
  const upward = (row, column) =>
    written(winding(nodes[row][column], nodes[row + 1][column], steps, next, column === 0 || column === columns));
  const end = (row, column) => written([nodes[row][column]]);
  const back = (points, last) => [...last, ...points.slice(1).reverse()];
  let below = Array.from({ length: columns }, (_, column) => across(0, column));
  for (let row = 0; row < rows; row += 1) {
    const above = Array.from({ length: columns }, (_, column) => across(row + 1, column));
    const sides = Array.from({ length: columns + 1 }, (_, column) => upward(row, column));
    for (let column = 0; column < columns; column += 1) {
      const ring = [
        ...below[column],
        ...sides[column + 1],
        ...back(above[column], end(row + 1, column + 1)),
        ...back(sides[column], end(row + 1, column)),
      ];
      ring.push(ring[0]);
      yield ring;
    }
    below = above;
  }
}

async function writeDistricts(file, vertices) {
  const out = createWriteStream(file);
  out.write(`{"type":"FeatureCollection","bbox":${JSON.stringify(BOUNDS)},"features":[\n`);
  let [count, polygons] = [0, 0];
  for (const ring of rings(vertices)) {
    const text =
      `${polygons ? ',\n' : ''}{"type":"Feature","id":"district-${polygons + 1}","properties":{"style":"district",` +
      `"precision":"schematic","source":"made-up"},"geometry":{"type":"Polygon","coordinates":[[${ring.join(',')}]]}}`;
    count += ring.length;
    polygons += 1;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end('\n]}\n');
  await once(out, 'finish');
  return { vertices: count, polygons };
}

/** Where the stories lie: five columns and four rows inside the box. */
function storyPlaces() {
  const [west, south, east, north] = BOUNDS;
  return Array.from({ length: STORIES }, (_, i) => [
    west + ((east - west) * ((i % 5) + 0.5)) / 5,
    south + ((north - south) * (Math.floor(i / 5) + 0.5)) / 4,
  ]);
}

const both = (fr, en = fr) => ({ fr, en });

function storyFeature([lon, lat], i) {
  const [holder, claimant] = i % 2 ? ['baku', 'yerevan'] : ['yerevan', 'baku'];
  const isArea = i % 2 === 0;
  const properties = {
    region: `place-${i + 1}`,
    name: both(`Lieu ${i + 1}`, `Place ${i + 1}`),
    style: isArea ? 'hatched' : 'marker',
    held_by: holder,
    claimed_by: claimant,
    precision: 'schematic',
    source: 'made-up',
  };
  const round = (value) => +value.toFixed(5);
  const corner = (k) => {
    const angle = (k / 12) * 2 * Math.PI;
    return [round(lon + 0.13 * Math.cos(angle)), round(lat + 0.1 * Math.sin(angle))];
  };
  const ring = Array.from({ length: 12 }, (_, k) => corner(k));
  const geometry = isArea
    ? { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
    : { type: 'Point', coordinates: [round(lon), round(lat)] };
  return { type: 'Feature', id: `place-${i + 1}`, properties, geometry };
}

const region = (_, i) => ({
  id: `place-${i + 1}`,
  kind: both('Lieu inventé', 'Made-up place'),
  label: both(`Lieu ${i + 1}`, `Place ${i + 1}`),
  names: [
    { toponym: `Lieu ${i + 1}`, lang: 'fr', article: true, sources: ['made-up'] },
    { toponym: `Place ${i + 1}`, lang: 'en', sources: ['made-up'] },
  ],
  notes: [{ text: both('Ce lieu ne sert qu’à mesurer.', 'This place is here to be measured.'), sources: ['made-up'] }],
  drawn_by: [{ layer: 'story', feature: `place-${i + 1}` }],
});

const claim = (_, i) => ({
  id: `claim-${i + 1}`,
  order: i + 1,
  kind: 'account',
  speaker: 'narrator',
  via: 'article',
  paragraph: 1,
  selectors: [
    { type: 'TextQuoteSelector', exact: `extrait ${i + 1}` },
    { type: 'TextPositionSelector', start: i * 20, end: i * 20 + `extrait ${i + 1}`.length },
  ],
  summary: both(`Ce qui est dit du lieu ${i + 1}.`, `What is said of place ${i + 1}.`),
  regions: [`place-${i + 1}`],
  when: { start: '2024-04-17', end: '2024-04-17' },
});

const manifest = {
  id: 'made-up',
  title: both('Districts inventés', 'Made-up districts'),
  introduction: both('Un atlas pour mesurer.', 'An atlas to measure with.'),
  languages: ['fr', 'en'],
  as_of: '2024-04-17',
  view: BOUNDS,
  extent: EXTENT,
  disclaimer: both('Rien ici n’existe.', 'Nothing here exists.'),
  regions: 'regions.json',
  claims: 'claims.json',
  layers: [
    { id: 'districts', file: 'districts.geojson', role: 'base', name: both('Districts'), switch: false },
    { id: 'story', file: 'story.geojson', role: 'story', name: both('Lieux', 'Places'), switch: true },
  ],
  parties: [
    { id: 'baku', name: both('Bakou', 'Baku'), adjective: both('azerbaïdjanais', 'Azerbaijani') },
    { id: 'yerevan', name: both('Erevan', 'Yerevan'), adjective: both('arménien', 'Armenian') },
    { id: 'article', name: both('L’article', 'The article') },
  ],
  credits: [{ text: 'Made up by bench/make-atlas.mjs', licence: 'CC0 1.0' }],
};

const ids = Array.from({ length: STORIES }, (_, i) => `place-${i + 1}`);
const regions = {
  themes: [{ id: 'places', name: both('Les lieux', 'The places'), regions: ids }],
  regions: ids.map(region),
  references: { 'made-up': { title: 'Made up by bench/make-atlas.mjs', url: 'https://example.org/', date: '2024-04-17', side: 'none' } },
};
const claims = {
  source: {
    id: 'made-up',
    publisher: 'bench',
    title: 'Article inventé',
    published: '2024-04-17T12:00+02:00',
    language: 'fr',
    url: 'https://example.org/',
    sha256: '0'.repeat(64),
  },
  speakers: [{ id: 'narrator', party: 'article', name: both('Le narrateur', 'The narrator'), role: both('récit', 'account') }],
  kinds: { account: both('Récit', 'Account') },
  claims: ids.map(claim),
};

/** Writes the folder; answers what the base layer came to. */
export async function makeAtlas(vertices, folder) {
  await mkdir(folder, { recursive: true });
  const save = (name, content) => writeFile(join(folder, name), `${JSON.stringify(content)}\n`);
  await save('atlas.json', manifest);
  await save('regions.json', regions);
  await save('claims.json', claims);
  const features = storyPlaces().map(storyFeature);
  await save('story.geojson', { type: 'FeatureCollection', bbox: BOUNDS, features });
  await writeFile(join(folder, 'SOURCES.md'), '# Sources\n\n### made-up\n\nNothing here exists: `bench/make-atlas.mjs`.\n');
  return writeDistricts(join(folder, 'districts.geojson'), vertices);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { vertices: { type: 'string' }, out: { type: 'string' } } });
  console.log(await makeAtlas(Number(values.vertices), values.out));
}
