// What is measured: the pages, their sizes, where they are served.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(here);
export const data = join(here, '.data');
export const built = join(here, '.built');
/** The bundle under test. */
export const dist = process.env.CONFINS_DIST ?? join(root, 'dist');

/** The libraries, and the packages whose versions the report names. */
export const PEERS = {
  'leaflet-svg': { title: 'Leaflet (SVG)', packages: ['leaflet'] },
  'leaflet-canvas': { title: 'Leaflet (canvas)', packages: ['leaflet'] },
  maplibre: { title: 'MapLibre GL', packages: ['maplibre-gl'] },
  ol: { title: 'OpenLayers', packages: ['ol'] },
  d3: { title: 'd3-geo', packages: ['d3-geo', 'd3-zoom', 'd3-selection'] },
};
export const titleOf = (page) => ({ confins: 'Confins', floor: 'floor', blank: 'empty page' })[page] ?? PEERS[page].title;

export const SIZES = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000, '4m': 4_000_000 };

/** `default` is the page's own atlas, at its own address. */
export function addressOf(page, size) {
  if (page === 'blank') return '/blank/';
  return size === 'default' ? `/${page}/` : `/${page}/?atlas=/data/${size}/`;
}
