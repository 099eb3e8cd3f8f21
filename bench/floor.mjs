// The floor: what no page with a map can be quicker than. The same layers as
// one inline SVG in a static page, simplified for one window, without a script.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The map's box in the window that everything is measured in. */
const [WIDTH, HEIGHT] = [848, 800];
const TOLERANCE = 0.5;
const LANG = 'fr';
const ZOOMED_OUT_RANK = 2;

const mercator = ([lon, lat]) => [
  (lon + 180) / 360,
  0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
];

function camera([west, south, east, north]) {
  const [[left, bottom], [right, top]] = [mercator([west, south]), mercator([east, north])];
  const scale = Math.min(WIDTH / (right - left), HEIGHT / (bottom - top));
  return (lonLat) => {
    const [x, y] = mercator(lonLat);
    return [WIDTH / 2 + (x - (left + right) / 2) * scale, HEIGHT / 2 + (y - (top + bottom) / 2) * scale];
  };
}

const distance = ([x, y], [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
};

/** Douglas and Peucker's: leaves out points that lie within the tolerance of the line without them. */
function simplified(points) {
  if (points.length < 3) return points;
  const keep = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  while (open.length > 0) {
    const [first, last] = open.pop();
    let [worst, at] = [TOLERANCE, -1];
    for (let i = first + 1; i < last; i += 1) {
      const off = distance(points[i], points[first], points[last]);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at < 0) continue;
    keep.add(at);
    open.push([first, at], [at, last]);
  }
  return points.filter((_, i) => keep.has(i));
}

/** Whether any of a line is near the window. */
const isSeen = (points) => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return Math.max(...xs) > -20 && Math.min(...xs) < WIDTH + 20 && Math.max(...ys) > -20 && Math.min(...ys) < HEIGHT + 20;
};

/** Far outside of the window a coordinate says no more than that. */
const near = ([x, y]) => [Math.min(WIDTH + 40, Math.max(-40, x)), Math.min(HEIGHT + 40, Math.max(-40, y))];

function pathData({ type, coordinates }, project) {
  const closed = type.endsWith('Polygon');
  const lines = { LineString: [coordinates], MultiLineString: coordinates, Polygon: coordinates, MultiPolygon: coordinates.flat() }[type];
  return lines
    .map((line) => line.map(project))
    .filter(isSeen)
    .map((line) => simplified(closed ? line.map(near) : line))
    .filter((line) => line.length > (closed ? 3 : 1))
    .map((line) => written(line, closed))
    .join('');
}

/** Relative steps in tenths of a pixel, rounded so that errors do not add up. */
function written(line, closed) {
  const tenths = line.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)]);
  const steps = tenths.slice(1).map(([x, y], i) => [x - tenths[i][0], y - tenths[i][1]]);
  const inner = steps.slice(0, closed ? -1 : undefined).filter(([dx, dy]) => dx || dy);
  const number = (value, first) => (value < 0 || first ? '' : ' ') + value;
  const text = inner.map(([dx, dy], i) => number(dx, i === 0) + number(dy)).join('');
  return `M${tenths[0].join(' ')}l${text}${closed ? 'z' : ''}`;
}

const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

const isOfDate = ({ when }, now) =>
  (when?.timespans ?? [{}]).some(
    ({ start, end }) =>
      (!start || start.in <= now.slice(0, start.in.length)) && (!end || end.in >= now.slice(0, end.in.length)),
  );

function shape({ geometry, properties }, project) {
  const { style, rank, held_by: holder, minzoom, name } = properties;
  const side = holder === 'yerevan' ? 's1' : 's0';
  if (geometry.type === 'Point') {
    const [x, y] = project(geometry.coordinates).map((v) => Math.round(v * 10));
    if (style !== 'place') return `<circle class="${style} ${side}" cx="${x}" cy="${y}" r="45"/>`;
    if (minzoom > 7.6 || !isSeen([[x / 10, y / 10]])) return '';
    return `<circle cx="${x}" cy="${y}" r="20"/><text x="${x + 60}" y="${y + 40}">${escaped(name[LANG])}</text>`;
  }
  if (style === 'river' && rank > ZOOMED_OUT_RANK) return '';
  const d = pathData(geometry, project);
  if (!d) return '';
  const path = (kind) => `<path class="${kind}" d="${d}"/>`;
  if (style === 'state-border') return path('halo') + path('border');
  return path(style === 'hatched' ? `hatched ${side}` : style === 'river' ? `river r${rank}` : style);
}

const css = (c) => `:root{--map-paper:${c.paper};font:100%/1.5 system-ui,"Noto Sans",sans-serif}*{box-sizing:border-box}
html,body{height:100%;margin:0;background:${c.sheet}}
#app{display:grid;grid-template-columns:minmax(0,1fr) clamp(21rem,34vw,27rem);height:100dvh}
#map{overflow:hidden;min-height:0;background:var(--map-paper)}#map svg{display:block;width:100%;height:100%}
#panel{overflow:auto;padding:1rem 1.25rem}
path{fill:none;vector-effect:non-scaling-stroke}.country{fill:${c.land}}.neighbour{fill:${c.neighbour}}
.sea,.lake{fill:${c.water};stroke:${c.shore};stroke-width:.6px}.river{stroke:${c.river};stroke-width:1.5px}.r2{stroke-width:1.1px}
.halo{stroke:${c['border-halo']};stroke-width:4.5px}.border{stroke:${c.border};stroke-width:1.1px}
.outline,.dotted-outline{stroke:${c.outline};stroke-width:1.2px;stroke-dasharray:7 3 1.5 3;opacity:.75}.dotted-outline{stroke-width:2px;stroke-dasharray:.1 4.6}
.dashed-band,.dashed-band-light{stroke:${c['side-0']};stroke-width:6px;stroke-dasharray:10 5}.dashed-band-light{stroke-width:3px;stroke-dasharray:6 6}
.hatched.s0{fill:${c['side-0-tone']};stroke:${c['side-0']}}.hatched.s1{fill:${c['side-1-tone']};stroke:${c['side-1']}}
.marker.s0{fill:${c['side-0']}}.marker.s1{fill:${c['side-1']}}.town{fill:${c.land};stroke:${c['label-region']};stroke-width:24}
text{font-size:120px;fill:${c.label};paint-order:stroke;stroke:${c.halo};stroke-width:20}
@media(max-width:48em){#app{display:block}#map{height:100%}#panel{position:fixed;inset:auto 0 0;max-height:45%;background:${c.sheet}}}`;

/** The whole page, as text. */
export async function floorPage(geodata, manifest, colours) {
  const project = camera(manifest.view);
  const groups = [];
  for (const { id, file } of manifest.layers) {
    const { features } = JSON.parse(await readFile(join(geodata, file), 'utf8'));
    const shown = features.filter(({ properties }) => isOfDate(properties, manifest.as_of));
    groups.push(`<g id="${id}">${shown.map((one) => shape(one, project)).join('')}</g>`);
  }
  return `<!doctype html><html lang="${LANG}" data-state="ready"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>floor</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${css(colours)}</style></head><body><div id="app">
<main id="map"><svg viewBox="0 0 ${WIDTH * 10} ${HEIGHT * 10}" preserveAspectRatio="xMidYMid slice">${groups.join('')}</svg></main>
<aside id="panel"><h1>${escaped(manifest.title[LANG])}</h1><p>${escaped(manifest.introduction[LANG])}</p></aside></div></body></html>\n`;
}
