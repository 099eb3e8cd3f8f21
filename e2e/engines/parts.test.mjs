// A layer of the base map that is FlatGeobuf, of which is fetched what is looked at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { manifest } from '../support.mjs';
import { until } from './page.mjs';
import { fromOutside, ready } from './stories.mjs';

const squares = readFileSync(new URL('../fixtures/squares.fgb', import.meta.url));

/** Runs in the page: the colours in the middle of the map's picture, and so many pixels beside it. */
function colours(beside) {
  const canvas = document.querySelector('#map canvas.basemap');
  const [map, box] = [document.querySelector('#map'), canvas].map((one) => one.getBoundingClientRect());
  const context = document.createElement('canvas').getContext('2d');
  const scale = canvas.width / box.width;
  return [0, beside].map((by) => {
    const [x, y] = [map.left + map.width / 2 + by - box.left, map.top + map.height / 2 - box.top];
    context.drawImage(canvas, x * scale, y * scale, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].join();
  });
}

fromOutside('a square of a file that is read by parts is on the map', {}, async (page, server) => {
  const layers = manifest.layers.map((layer) => (layer.id === 'water' ? { ...layer, file: 'squares.fgb' } : layer));
  server.put('geodata/atlas.json', JSON.stringify({ ...manifest, layers }));
  server.put('geodata/squares.fgb', squares);
  // In the middle of a square of 408 pixels; between it and the next lie 175.
  await page.go(`${server.url}?atlas=geodata/#map=12/40.23071/43.07`);
  await ready(page);
  await until(async () => {
    const [water, land] = await page.evaluate(colours, 290);
    assert.notEqual(water, land);
  });
});
