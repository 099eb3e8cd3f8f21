// Reads an atlas: the bundled manifest of the default one, or the folder that
// `?atlas=` names. What every peer's page shares, and no more.
import { manifest as own } from 'virtual:atlas';

const asked = new URLSearchParams(location.search).get('atlas');
const base = new URL(asked ?? '/data/default/', location.href);

export const url = (file) => new URL(file, base).href;
export const json = async (file) => (await fetch(url(file))).json();

/** The default manifest is part of the script, as a real page would have it: its layers are asked for at once. */
export const manifest = asked ? await json('atlas.json') : own;

const lang = document.documentElement.lang;
export const text = (localized) => localized[lang];

/** Whether a feature is of the date that the map shows. */
export function isOfDate({ when }) {
  const now = manifest.as_of;
  const spans = when?.timespans ?? [{}];
  const first = (date) => !date || date <= now.slice(0, date.length);
  const last = (date) => !date || date >= now.slice(0, date.length);
  return spans.some(({ start, end }) => first(start?.in) && last(end?.in));
}

/** A layer's features of that date. */
export async function features(layer) {
  const collection = await json(layer.file);
  collection.features = collection.features.filter((feature) => isOfDate(feature.properties));
  return collection;
}

/** Where to click a region: its point, or the middle of its largest shape's box. */
export const anchors = new Map();
export function remember({ features: all }) {
  for (const { geometry, properties } of all) {
    if (!properties.region) continue;
    if (geometry.type === 'Point') anchors.set(properties.region, geometry.coordinates);
    else if (!anchors.has(properties.region)) anchors.set(properties.region, middle(geometry.coordinates.flat(5)));
  }
}

function middle(numbers) {
  const range = (offset) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = offset; i < numbers.length; i += 2) {
      low = Math.min(low, numbers[i]);
      high = Math.max(high, numbers[i]);
    }
    return (low + high) / 2;
  };
  return [range(0), range(1)];
}

/** Says that the map is drawn, two frames after it says so itself. */
export const ready = () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.documentElement.dataset.state = 'ready';
    }),
  );

/** The driver's one door: where on the window a region is. */
export function expose(toPixel) {
  const map = document.querySelector('#map');
  window.bench = {
    positionOf(id) {
      const box = map.getBoundingClientRect();
      const [x, y] = toPixel(anchors.get(id));
      return { x: box.left + x, y: box.top + y };
    },
  };
}
