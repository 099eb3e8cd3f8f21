// Leaflet, as its documentation has it for GeoJSON: one `L.geoJSON` a layer.
import { Map, canvas, circleMarker, geoJSON, latLngBounds, svg } from 'leaflet/dist/leaflet-src.esm.js';
import 'leaflet/dist/leaflet.css';
import '../common/page.css';
import './labels.css';
import { expose, features, manifest, ready, remember, text } from '../common/atlas.js';
import { loadTexts, show } from '../common/panel.js';
import { MAX_ZOOM, look, minZoom } from '../common/style.js';

export async function start({ onCanvas }) {
  const [west, south, east, north] = manifest.view;
  const renderer = onCanvas ? canvas() : svg();
  const map = new Map('map', {
    renderer,
    preferCanvas: onCanvas,
    zoomSnap: 0,
    maxZoom: MAX_ZOOM,
  });
  map.attributionControl.addAttribution(manifest.credits.map((credit) => credit.text).join(', '));
  map.fitBounds(latLngBounds([south, west], [north, east]));
  // The first view fits as everywhere; from there on whole steps, as Leaflet is
  // used: it takes no wheel while a step is animated, so three steps are about
  // what the others zoom in the same time.
  map.options.zoomSnap = 1;
  const loaded = await Promise.all(manifest.layers.map(features));
  manifest.layers.forEach((layer, i) => add(map, layer, loaded[i]));
  expose(([lon, lat]) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    return [x, y];
  });
  loadTexts();
  ready();
}

function add(map, layer, collection) {
  remember(collection);
  const isStory = layer.role === 'story';
  const strokesOf = ({ properties }) => look(properties).strokes.length;
  const passes = Math.max(1, ...collection.features.map(strokesOf));
  for (let pass = 0; pass < passes; pass += 1) {
    const style = ({ properties }) => pathStyle(look(properties), pass);
    const pointToLayer = (feature, at) => point(feature, at);
    // Rivers and towns that only a closer look shows are kept apart by zoom.
    const byZoom = groupBy(collection.features, ({ properties }) => minZoom(properties));
    for (const [from, some] of byZoom) {
      const group = geoJSON(some, { style, pointToLayer, interactive: isStory });
      if (isStory) {
        group.on('click', ({ layer: { feature }, originalEvent }) => {
          originalEvent.stopPropagation();
          show(feature.properties.region);
        });
      }
      shownFrom(map, group, from);
    }
  }
}

function groupBy(items, key) {
  const groups = new globalThis.Map();
  for (const item of items) {
    const of = key(item);
    groups.set(of, [...(groups.get(of) ?? []), item]);
  }
  return groups;
}

function shownFrom(map, group, zoom) {
  const update = () => (map.getZoom() >= zoom ? map.addLayer(group) : map.removeLayer(group));
  if (zoom > 0) map.on('zoomend', update);
  update();
}

function pathStyle({ fill, strokes, radius }, pass) {
  const { stroke, width, dash, opacity } = strokes[pass] ?? {};
  return {
    stroke: Boolean(stroke),
    color: stroke,
    weight: width ?? 0,
    opacity,
    dashArray: dash?.join(' '),
    lineCap: dash ? 'butt' : 'round',
    fill: Boolean(fill) && pass === 0,
    fillColor: fill,
    fillOpacity: 1,
    radius,
  };
}

function point({ properties }, at) {
  const marker = circleMarker(at, pathStyle(look(properties), 0));
  if (properties.style !== 'place') return marker;
  const label = { permanent: true, direction: 'right', className: 'town', offset: [2, 0] };
  return marker.bindTooltip(text(properties.name), label);
}
