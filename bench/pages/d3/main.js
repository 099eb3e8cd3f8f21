// d3-geo on a canvas: shapes are projected once into `Path2D`s, d3-zoom moves
// them, and what lies outside of the window is not drawn.
import { geoPath, geoTransform } from 'd3-geo';
import { select } from 'd3-selection';
import { zoom as zoomBehaviour, zoomIdentity } from 'd3-zoom';
import '../common/page.css';
import './d3.css';
import { expose, features, manifest, ready, remember, text } from '../common/atlas.js';
import { loadTexts, show } from '../common/panel.js';
import { LABEL_FONT, MAX_ZOOM, WHEEL_PER_STEP, colours, look, minZoom } from '../common/style.js';

// Web Mercator, the world 256 wide: planar, as the other maps have it, and
// without d3's own rule of which way a ring runs on the sphere.
const WORLD = 256;
const x = (lon) => ((lon + 180) / 360) * WORLD;
const y = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * WORLD;
/** Paths are kept in the first view's pixels, so that their numbers keep their precision. */
const [west, south, east, north] = manifest.view;
const map = document.querySelector('#map');
const canvas = map.appendChild(document.createElement('canvas'));
const context = canvas.getContext('2d');
let [width, height] = [map.clientWidth, map.clientHeight];
const scale = Math.min(width / (x(east) - x(west)), height / (y(south) - y(north)));
const origin = [
  width / 2 - (scale * (x(east) + x(west))) / 2,
  height / 2 - (scale * (y(south) + y(north))) / 2,
];
const toSheet = ([lon, lat]) => [origin[0] + scale * x(lon), origin[1] + scale * y(lat)];
const projection = geoTransform({
  point(lon, lat) {
    this.stream.point(origin[0] + scale * x(lon), origin[1] + scale * y(lat));
  },
});

let shapes = [];
let transform = zoomIdentity;

const bounds = geoPath(projection);
function shapeOf(feature, isStory) {
  const { geometry, properties } = feature;
  const from = minZoom(properties);
  const common = { properties, isStory, from, ...look(properties) };
  if (geometry.type === 'Point') return { ...common, at: toSheet(geometry.coordinates) };
  const path = new Path2D();
  geoPath(projection, path)(feature);
  return { ...common, path, bounds: bounds.bounds(feature) };
}

const isSeen = ({ bounds: [[left, top], [right, bottom]] }, [[l, t], [r, b]]) =>
  right >= l && left <= r && bottom >= t && top <= b;

function draw() {
  const { k } = transform;
  const ratio = devicePixelRatio;
  const zoom = Math.log2(scale * k);
  const window = [transform.invert([0, 0]), transform.invert([width, height])];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio * k, 0, 0, ratio * k, ratio * transform.x, ratio * transform.y);
  for (const shape of shapes) {
    if (shape.from > zoom || !shape.path || !isSeen(shape, window)) continue;
    if (shape.fill) {
      context.fillStyle = shape.fill;
      context.fill(shape.path);
    }
    for (const { stroke, width: pixels, dash, opacity } of shape.strokes) {
      context.globalAlpha = opacity;
      context.strokeStyle = stroke;
      context.lineWidth = pixels / k;
      context.setLineDash((dash ?? []).map((part) => part / k));
      context.stroke(shape.path);
    }
    context.globalAlpha = 1;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.setLineDash([]);
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  for (const shape of shapes) if (shape.at && shape.from <= zoom) drawPoint(shape);
}

function drawPoint({ at, radius, fill, strokes, properties }) {
  const [px, py] = transform.apply(at);
  context.beginPath();
  context.arc(px, py, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  for (const { stroke, width: pixels } of strokes) {
    context.strokeStyle = stroke;
    context.lineWidth = pixels;
    context.stroke();
  }
  if (properties.style !== 'place') return;
  context.lineWidth = 2;
  context.strokeStyle = colours.halo;
  context.strokeText(text(properties.name), px + 6, py);
  context.fillStyle = colours.label;
  context.fillText(text(properties.name), px + 6, py);
}

let isAwaited = false;
function drawSoon() {
  if (isAwaited) return;
  isAwaited = true;
  requestAnimationFrame(() => {
    isAwaited = false;
    draw();
  });
}

function hit(px, py) {
  const near = ({ at, radius }) => Math.hypot(transform.applyX(at[0]) - px, transform.applyY(at[1]) - py) <= radius + 6;
  const point = shapes.findLast((shape) => shape.isStory && shape.at && near(shape));
  if (point) return point;
  const [sx, sy] = transform.invert([px, py]);
  context.setTransform(1, 0, 0, 1, 0, 0);
  return shapes.findLast((shape) => shape.isStory && shape.fill && shape.path && context.isPointInPath(shape.path, sx, sy));
}

function resize() {
  [width, height] = [map.clientWidth, map.clientHeight];
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  drawSoon();
}

const behaviour = zoomBehaviour()
  .scaleExtent([0.25, 2 ** (MAX_ZOOM - Math.log2(scale))])
  .wheelDelta(({ deltaY }) => -deltaY / WHEEL_PER_STEP)
  .on('zoom', (event) => {
    transform = event.transform;
    drawSoon();
  });
select(canvas)
  .call(behaviour)
  .on('click', (event) => {
    const found = hit(event.offsetX, event.offsetY);
    if (found) show(found.properties.region);
  });
new ResizeObserver(resize).observe(map);

const loaded = await Promise.all(manifest.layers.map(features));
loaded.forEach(remember);
shapes = loaded.flatMap(({ features: all }, i) => all.map((one) => shapeOf(one, manifest.layers[i].role === 'story')));
expose((lonLat) => transform.apply(toSheet(lonLat)));
loadTexts();
drawSoon();
ready();
