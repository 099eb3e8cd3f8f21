// MapLibre GL. Base layers are sources by address, which its worker reads and
// cuts; the small story layers are given as objects.
import { Map } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import '../common/page.css';
import { expose, features, manifest, ready, remember, url } from '../common/atlas.js';
import { loadTexts, show } from '../common/panel.js';
import { MAX_ZOOM, WHEEL_PER_STEP, colours, look, minZoom } from '../common/style.js';

/** MapLibre counts zoom by tiles of 512 pixels. */
const ZOOM_OFFSET = -1;
/** How steep the curve begins by which it dulls a wheel's travel. */
const WHEEL_CURVE = 2 * Math.LN2;

const sides = (style) => ['baku', 'yerevan'].map((holder) => ({ style, held_by: holder }));
const BASE = {
  land: [{ style: 'country' }, { style: 'neighbour' }],
  water: [{ style: 'sea' }, { style: 'lake' }],
  rivers: [1, 2, 3, 4].map((rank) => ({ style: 'river', rank })),
  borders: [{ style: 'state-border' }],
  districts: [{ style: 'district' }],
  places: [],
};
const kindsOf = (style) => (['hatched', 'marker'].includes(style) ? sides(style) : [{ style }]);

/** One layer for each kind of feature and each of its strokes: plain numbers, no expressions to work out. */
function layersOf(source, kinds) {
  return kinds.flatMap((kind) => {
    const { fill, strokes, radius } = look(kind);
    const filter = ['all', ...Object.entries(kind).map(([key, value]) => ['==', ['get', key], value])];
    const made = (type, n, paint, layout = {}) => ({
      id: [source, ...Object.values(kind), type, n].join('-'),
      source,
      type,
      filter: radius ? filter : [...filter, ['!=', ['geometry-type'], 'Point']],
      minzoom: Math.max(0, minZoom(kind) + ZOOM_OFFSET),
      paint,
      layout,
    });
    if (radius) {
      const [edge] = strokes;
      const ring = edge ? { 'circle-stroke-color': edge.stroke, 'circle-stroke-width': edge.width } : {};
      return [made('circle', 0, { 'circle-radius': radius, 'circle-color': fill, ...ring })];
    }
    const areas = fill ? [made('fill', 0, { 'fill-color': fill, 'fill-antialias': strokes.length === 0 })] : [];
    const lines = strokes.map(({ stroke, width, dash, opacity }, n) => {
      const dashes = dash ? { 'line-dasharray': dash.map((part) => part / width) } : {};
      const paint = { 'line-color': stroke, 'line-width': width, 'line-opacity': opacity, ...dashes };
      return made('line', n, paint, dash ? {} : { 'line-cap': 'round', 'line-join': 'round' });
    });
    return [...areas, ...lines];
  });
}

const townLayers = (source) => [
  {
    id: 'towns',
    source,
    type: 'symbol',
    filter: ['>=', ['+', ['zoom'], -ZOOM_OFFSET], ['get', 'minzoom']],
    layout: {
      'text-field': ['get', document.documentElement.lang, ['get', 'name']],
      'text-font': ['Noto Sans'],
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [0.5, 0],
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1 },
  },
];

const stories = new globalThis.Map();
const loaded = manifest.layers.map(async (layer) => {
  if (layer.role !== 'story') return;
  const collection = await features(layer);
  remember(collection);
  stories.set(layer.id, collection);
});

const [west, south, east, north] = manifest.view;
const map = new Map({
  container: 'map',
  style: { version: 8, sources: {}, layers: [] },
  bounds: [west, south, east, north],
  maxZoom: MAX_ZOOM + ZOOM_OFFSET,
  fadeDuration: 0,
  dragRotate: false,
  attributionControl: { customAttribution: manifest.credits.map((credit) => credit.text).join(', ') },
});
map.scrollZoom.setWheelZoomRate(WHEEL_CURVE / WHEEL_PER_STEP);

await Promise.all([...loaded, map.once('style.load')]);
const clickable = [];
for (const { id, role, file } of manifest.layers) {
  const isStory = role === 'story';
  const data = isStory ? stories.get(id) : url(file);
  map.addSource(id, { type: 'geojson', data });
  const styles = isStory ? new Set(data.features.map(({ properties }) => properties.style)) : [];
  const kinds = isStory ? [...styles].flatMap(kindsOf) : BASE[id];
  const layers = id === 'places' ? townLayers(id) : layersOf(id, kinds);
  layers.forEach((layer) => map.addLayer(layer));
  if (isStory) clickable.push(...layers.map((layer) => layer.id));
}
map.once('idle', () => {
  ready();
  loadTexts();
});

map.on('click', ({ point: { x, y } }) => {
  const near = (by) => [[x - by, y - by], [x + by, y + by]];
  const found = [0, 6].map((by) => map.queryRenderedFeatures(near(by), { layers: clickable })[0]).find(Boolean);
  if (found) show(found.properties.region);
});
expose((lonLat) => {
  const { x, y } = map.project(lonLat);
  return [x, y];
});
