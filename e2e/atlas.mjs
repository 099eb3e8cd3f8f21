// What the atlas says, read from its files: the truth that stories compare the
// page with.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The bundle under test. */
export const dist = process.env.CONFINS_DIST ?? fileURLToPath(new URL('../dist', import.meta.url));

const read = (file) => JSON.parse(readFileSync(join(dist, 'geodata', file), 'utf8'));

export const manifest = read('atlas.json');
export const { source, speakers, kinds, claims } = read('claims.json');
const { regions: all, themes } = read('regions.json');

export const region = (id) => all.find((r) => r.id === id);
export const childrenOf = (id) => all.filter((r) => r.parent === id).map((r) => r.id);

/** The ids of the regions in the article's order, children after their parent. */
export const regionIds = themes.flatMap((t) => t.regions.flatMap((id) => [id, ...childrenOf(id)]));

/** The claims to be read for a region: its own, in order, or its parent's. */
export function claimsOf(id) {
  const about = (wanted) => claims.filter((claim) => claim.regions.includes(wanted));
  const own = about(id);
  const { parent } = region(id);
  const shown = own.length > 0 || !parent ? own : about(parent);
  return shown.toSorted((a, b) => a.order - b.order);
}

export const excerpt = (claim) => claim.selectors.find((s) => s.type === 'TextQuoteSelector').exact;
export const speakerOf = (claim) => speakers.find((s) => s.id === claim.speaker);

/** The layers that a reader can switch: those with shapes of regions, and the others. */
export const switches = manifest.layers.filter((l) => l.switch);

/** The ids of the layers that show a region (its children's, for a group). */
export function layersOf(id) {
  const parts = region(id).drawn_by.length > 0 ? [region(id)] : childrenOf(id).map(region);
  return [...new Set(parts.flatMap((r) => r.drawn_by.map((d) => d.layer)))];
}

/** The features that show a region. */
const featuresOf = (id) =>
  region(id).drawn_by.map(({ layer, feature }) => {
    const { file } = manifest.layers.find((l) => l.id === layer);
    return read(file).features.find((f) => f.id === feature);
  });

/** Longitude and latitude of the point that shows a region, if one does. */
export const pointOf = (id) =>
  featuresOf(id).find((f) => f.geometry.type === 'Point')?.geometry.coordinates ?? null;

/** The regions that one point shows and nothing else: marks to measure the map by. */
export const beacons = regionIds
  .filter((id) => featuresOf(id).map((f) => f.geometry.type).join() === 'Point')
  .map((id) => ({ id, at: pointOf(id) }));
