// OpenLayers, one vector layer a file; the heavy one as an image layer, which
// its documentation advises where panning and zooming should stay quick.
import Map from 'ol/Map.js';
import View from 'ol/View.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import { defaults } from 'ol/interaction/defaults.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style.js';
import 'ol/ol.css';
import '../common/page.css';
import { expose, features, manifest, ready, remember, text } from '../common/atlas.js';
import { loadTexts, show } from '../common/panel.js';
import { LABEL_FONT, MAX_ZOOM, colours, look, minZoom } from '../common/style.js';

const format = new GeoJSON({ featureProjection: 'EPSG:3857' });
const ZOOM_OF_RESOLUTION = Math.log2(156543.03392804097);

const [fills, styles] = [{}, {}];
const fillOf = (colour) => (fills[colour] ??= new Fill({ color: colour }));
const strokeOf = ({ stroke, width, dash }) =>
  new Stroke({ color: stroke, width, lineDash: dash, lineCap: dash ? 'butt' : 'round' });

function made(properties) {
  const { fill, strokes, radius } = look(properties);
  const fillStyle = fill && fillOf(fill);
  if (radius) {
    const image = new Circle({ radius, fill: fillStyle, stroke: strokes[0] && strokeOf(strokes[0]) });
    if (properties.style !== 'place') return [new Style({ image })];
    const halo = new Stroke({ color: colours.halo, width: 2 });
    const label = { text: text(properties.name), font: LABEL_FONT, textAlign: 'left', offsetX: 6 };
    return [new Style({ image, text: new Text({ ...label, fill: fillOf(colours.label), stroke: halo }) })];
  }
  const lines = strokes.map((one) => new Style({ stroke: strokeOf(one) }));
  if (fillStyle) lines.unshift(new Style({ fill: fillStyle, stroke: lines.shift()?.getStroke() }));
  return lines;
}

/** Styles are made once for each kind of feature. */
function style(feature, resolution) {
  const properties = feature.getProperties();
  if (ZOOM_OF_RESOLUTION - Math.log2(resolution) < minZoom(properties)) return undefined;
  const isNamed = properties.style === 'place';
  const key = isNamed ? feature.getId() : [properties.style, properties.rank, properties.held_by].join();
  return (styles[key] ??= made(properties));
}

function layerOf({ id, role }, collection) {
  remember(collection);
  const source = new VectorSource({ features: format.readFeatures(collection) });
  if (id === 'districts') return new VectorImageLayer({ source, style, imageRatio: 2 });
  return new VectorLayer({ source, style, declutter: id === 'places', properties: { isStory: role === 'story' } });
}

const map = new Map({
  target: 'map',
  interactions: defaults({ mouseWheelZoom: false }).extend([new MouseWheelZoom()]),
  view: new View({ maxZoom: MAX_ZOOM }),
});
map.getView().fit(transformExtent(manifest.view, 'EPSG:4326', 'EPSG:3857'), { size: map.getSize() });

const loaded = await Promise.all(manifest.layers.map(features));
map.once('rendercomplete', ready);
manifest.layers.forEach((layer, i) => map.addLayer(layerOf(layer, loaded[i])));
loadTexts();

const layerFilter = (layer) => layer.get('isStory');
map.on('click', ({ pixel }) => {
  const hit = map.forEachFeatureAtPixel(pixel, (feature) => feature, { layerFilter, hitTolerance: 6 });
  if (hit) show(hit.get('region'));
});
expose((lonLat) => map.getPixelFromCoordinate(fromLonLat(lonLat)));
