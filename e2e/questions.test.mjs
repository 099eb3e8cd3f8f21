// Ten questions about the land, answered through the map alone: by its colours, its
// hatchings and its legend, as an eye would. The same ten are answered through words
// alone in docs/descriptions.md, which the build's tests hold; each answer here is
// looked for there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { camera, drawn, eventually, story, view } from './support.mjs';

const words = readFileSync(new URL('../docs/descriptions.md', import.meta.url), 'utf8');
const QUESTIONS = words.split('\n## ')[1].replace(/\s+/gu, ' ');

/** The words answer so, too. */
const said = (answer) => assert.ok(QUESTIONS.includes(answer), `the words do not say: ${answer}`);

/** Flat colours: no shading, no rivers, no lines between states but where colours meet. */
const FLAT = 'layers=outlines,enclave,corridor,villages,artsvashen,occupied-areas';

const GYUMRI = [43.845, 40.79];
const GANJA = [46.36, 40.68];
const NAKHCHIVAN = [45.41, 39.21];
const TABRIZ = [46.29, 38.2];
const MERAND = [45.77, 38.6];
const IGDIR = [44.05, 39.92];
const STEPANAKERT = [46.7528, 39.8177];
const KARKI = [44.943, 39.787];

/** The base map as it is seen: colours by CSS pixel of the page. */
const ground = async (page) => {
  await drawn(page);
  return page.evaluateHandle(() => {
    const seen = document.querySelector('#map canvas.basemap');
    const { left, top, width, height } = seen.getBoundingClientRect();
    const copy = new OffscreenCanvas(seen.width, seen.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(seen, 0, 0);
    const { data } = copy.getImageData(0, 0, seen.width, seen.height);
    const [across, down] = [seen.width / width, seen.height / height];
    return {
      at(x, y) {
        const [i, j] = [Math.floor((x - left) * across), Math.floor((y - top) * down)];
        if (i < 0 || j < 0 || i >= seen.width || j >= seen.height) return null;
        return [...data.slice((j * seen.width + i) * 4, (j * seen.width + i) * 4 + 3)];
      },
      is(a, b) { return a && b && Math.hypot(...a.map((v, k) => v - b[k])) < 6; },
    };
  });
};

/** Shows a view and answers with what an eye needs of it; measured by places that it knows, where there are some. */
async function look(page, hash, measured = true) {
  await view(page, `#${hash}&${FLAT}`);
  await eventually(page, async () => {
    assert.ok((await page.evaluate(() => document.querySelector('#map canvas.basemap').width)) > 300);
  });
  // The picture of this view is there once two in a row are alike.
  let before = '';
  await eventually(page, async () => {
    const now = (await page.locator('#map').screenshot()).toString('base64');
    const same = now === before;
    before = now;
    assert.ok(same, 'the map is still being drawn');
  });
  const land = await ground(page);
  if (!measured) return { land };
  const { toPixel, zoom } = await camera(page);
  return { land, toPixel, km: (lat) => (40_075 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom) };
}

/** Points of a region's drawn lines, in CSS pixels of the page. */
const along = (page, id, step = 4) =>
  page.evaluate(
    ({ region, every }) =>
      [...document.querySelectorAll(`#map [data-region=${region}] path.mark`)].flatMap((path) => {
        const [matrix, length] = [path.getScreenCTM(), path.getTotalLength()];
        const apart = every / matrix.a;
        return Array.from({ length: Math.ceil(length / apart) }, (_, i) => {
          const { x, y } = path.getPointAtLength(i * apart).matrixTransform(matrix);
          return { x, y };
        });
      }),
    { region: id, every: step },
  );

/** What the legend says of the hatching that a region has. */
const legendOf = (page, id) =>
  page.evaluate((region) => {
    const hatching = (element) => element?.getAttribute('fill')?.match(/-(\d-\d)\)$/)?.[1];
    const own = hatching([...document.querySelectorAll(`#map [data-region=${region}] .mark.hatched`)].find((mark) => hatching(mark)));
    const rows = [...document.querySelectorAll('#map .legend li')];
    const row = rows.find((li) => !li.querySelector('input') && hatching(li.querySelector('.hatched')) === own);
    return own ? row?.textContent : null;
  }, id);

/** Kilometres from the nearest of some points to land that is not of their own colour, and that colour. */
async function toBorder(page, { land, km }, points, lat, own) {
  const found = await land.evaluate(({ at, is }, { all, mine }) => {
    let best = null;
    for (const { x, y } of all) {
      for (let r = 1; r < (best?.r ?? 160); r += 1) {
        for (let turn = 0; turn < 64; turn += 1) {
          const [a, b] = [x + r * Math.cos((turn * Math.PI) / 32), y + r * Math.sin((turn * Math.PI) / 32)];
          // Where colours meet they mix: land is what goes on behind.
          const colours = [0, 2, 4].map((more) => at(a + more * Math.cos((turn * Math.PI) / 32), b + more * Math.sin((turn * Math.PI) / 32)));
          if (colours[0] && !is(colours[0], mine) && is(colours[0], colours[1]) && is(colours[1], colours[2])) best = { r, colour: colours[0] };
          if (best?.r === r) break;
        }
        if (best?.r === r) break;
      }
    }
    return best;
  }, { all: points, mine: own });
  return { km: found.r * km(lat), colour: found.colour };
}

/** The colour at a place. */
const colour = ({ land, toPixel }, place) => land.evaluate(({ at }, { x, y }) => at(x, y), toPixel(place));
const same = (a, b) => Boolean(a && b) && Math.hypot(...a.map((v, i) => v - b[i])) < 6;

test('1. who holds Artsvashen, and who claims it', story('', async (page) => {
  await look(page, 'lang=en&map=11/40.62/45.5');
  assert.equal(await legendOf(page, 'artsvashen'), 'held by Baku, claimed by Yerevan');
  said('Held by: Baku. Claimed by: Yerevan.');
}));

test('2. what lies around Artsvashen', story('', async (page) => {
  const seen = await look(page, 'map=9/40.6/45.5');
  const azerbaijan = await colour(seen, GANJA);
  const ring = await along(page, 'artsvashen', 6);
  const middle = { x: ring.reduce((s, p) => s + p.x, 0) / ring.length, y: ring.reduce((s, p) => s + p.y, 0) / ring.length };
  const outside = ring.map(({ x, y }) => ({ x: x + Math.sign(x - middle.x) * 5, y: y + Math.sign(y - middle.y) * 5 }));
  const colours = await seen.land.evaluate(({ at }, all) => all.map(({ x, y }) => at(x, y)), outside);
  const all = colours.filter((one) => same(one, azerbaijan)).length / colours.length;
  assert.ok(all > 0.85, `${all} of what is around it has Azerbaijan’s colour`);
  said('Azerbaijan, on all sides.');
}));

test('3. and 4. what is nearer to which border', story('', async (page) => {
  const seen = await look(page, 'map=9/40.2/45.3');
  const [armenia, azerbaijan] = [await colour(seen, GYUMRI), await colour(seen, GANJA)];
  const artsvashen = await toBorder(page, seen, await along(page, 'artsvashen'), 40.6, azerbaijan);
  const karki = await toBorder(page, seen, [seen.toPixel(KARKI)], 39.8, armenia);
  assert.ok(same(artsvashen.colour, armenia), `Artsvashen: ${JSON.stringify([artsvashen, armenia])}`);
  assert.ok(same(karki.colour, azerbaijan), `Karki: ${JSON.stringify([karki, azerbaijan])}`);
  assert.ok(artsvashen.km < karki.km, `${artsvashen.km} and ${karki.km} km`);
  said('Artsvashen, 17 April 2024: Nearest state border: Armenia–Azerbaijan, 3 km');
  said('Karki, 17 April 2024: Nearest state border: Armenia–Azerbaijan (Nakhchivan), about 4 km');
  const south = await look(page, 'map=9/39.7/46.5');
  const [own, other] = [await colour(south, STEPANAKERT), await colour(south, [46.2, 39.3])];
  const town = await toBorder(page, south, [south.toPixel(STEPANAKERT)], 39.8, own);
  assert.ok(same(town.colour, other), 'it is Armenia’s');
  assert.ok(Math.abs(town.km - 32) < 4, `${town.km} km`);
  said('Stepanakert, 17 April 2024: Nearest state border: Armenia–Azerbaijan, 32 km');
}));

test('5. and 6. what the corridor would cross, and run along', story('', async (page) => {
  const seen = await look(page, 'map=8.6/39.2/46.1');
  const [armenia, azerbaijan, iran] = [await colour(seen, [46.2, 39.3]), await colour(seen, NAKHCHIVAN), await colour(seen, MERAND)];
  const line = (await along(page, 'syunik-corridor')).sort((a, b) => a.x - b.x);
  // On the side of the north, beyond the border's line.
  const land = await seen.land.evaluate(
    ({ at, is }, { points, states }) =>
      points.map(({ x, y }) => {
        for (let up = 5; up < 16; up += 1) {
          const state = states.findIndex((one) => is(at(x, y - up), one));
          if (state >= 0) return state;
        }
        return null;
      }),
    { points: line, states: [azerbaijan, armenia] },
  );
  const order = land.filter((state) => state !== null).filter((state, i, all) => state !== all[i - 1]);
  const runs = order.filter((state, i) => i === 0 || state !== order[i - 1]);
  assert.deepEqual([runs[0], runs.includes(1), runs.at(-1)], [0, true, 0], `${runs}`);
  said('Would cross: Azerbaijan (Nakhchivan), about 165 km; Armenia (Syunik), about 40 km; Azerbaijan, about 105 km.');
  const share = await seen.land.evaluate(
    ({ at, is }, { points, state }) =>
      points.filter(({ x, y }) => Array.from({ length: 30 }, (_, down) => at(x - down / 3, y + down)).some((one) => is(one, state))).length / points.length,
    { points: line, state: iran },
  );
  assert.ok(share > 0.5, `${share} of it runs along Iran`);
  said('border Azerbaijan (Nakhchivan)–Iran');
}));

test('7. how Nakhchivan is cut off', story('', async (page) => {
  const seen = await look(page, 'map=7.6/39.8/45.8');
  const [from, to, mine] = [seen.toPixel(NAKHCHIVAN), seen.toPixel(GANJA), await colour(seen, NAKHCHIVAN)];
  const filled = await seen.land.evaluate(({ at, is }, { start, end, own }) => {
    const [known, next] = [new Set(), [[Math.round(start.x), Math.round(start.y)]]];
    let reached = false;
    while (next.length > 0) {
      const [x, y] = next.pop();
      const key = `${x} ${y}`;
      if (known.has(key) || !is(at(x, y), own)) continue;
      known.add(key);
      if (Math.hypot(x - end.x, y - end.y) < 4) reached = true;
      next.push([x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]);
    }
    return { size: known.size, reached };
  }, { start: from, end: to, own: mine });
  assert.ok(same(mine, await colour(seen, GANJA)), 'it has Azerbaijan’s colour');
  assert.ok(filled.size > 500 && !filled.reached, JSON.stringify(filled));
  for (const other of [[45.6, 39.75], [45.0, 38.6], IGDIR]) assert.ok(!same(mine, await colour(seen, other)));
  said('Exclave: the rest of the country is 26 km to the north-east at the closest.');
}));

/** The region's drawn marks that are there at a date, and how many CSS pixels their largest covers. */
const marks = (page, id) =>
  page.evaluate((region) => {
    const all = [...document.querySelectorAll(`#map [data-region=${region}] path.mark:not(.gone, .is-past)`)];
    const seen = all.filter((mark) => mark.checkVisibility() && mark.getBoundingClientRect().width > 0);
    const hatched = seen.filter((mark) => mark.classList.contains('hatched'));
    const size = ({ width, height }) => width * height;
    return { all: seen.length, hatched: hatched.length, largest: Math.max(0, ...hatched.map((mark) => size(mark.getBoundingClientRect()))) };
  }, id);

test('8. what changed in November 2020', story('', async (page) => {
  await look(page, 'map=8/39.8/46.5&asof=2020-11-09', false);
  const [before, way] = [await marks(page, 'nagorno-karabakh'), await marks(page, 'syunik-corridor')];
  await look(page, 'map=8/39.8/46.5&asof=2020-11-11', false);
  const [after, demanded] = [await marks(page, 'nagorno-karabakh'), await marks(page, 'syunik-corridor')];
  assert.ok(before.hatched > 0 && after.hatched > 0 && after.largest < before.largest * 0.6, JSON.stringify([before, after]));
  assert.ok(way.all === 0 && demanded.all > 0, JSON.stringify([way, demanded]));
  said('Corridor demanded, 9 November 2020: On the map at this date: nothing is drawn.');
}));

test('9. what changed in September 2023', story('', async (page) => {
  await look(page, 'lang=en&map=8/39.8/46.5&asof=2023-09-19', false);
  assert.equal(await legendOf(page, 'nagorno-karabakh'), 'held by Yerevan, claimed by Baku');
  await look(page, 'lang=en&map=8/39.8/46.5&asof=2023-09-21', false);
  const after = await marks(page, 'nagorno-karabakh');
  assert.ok(after.hatched === 0 && after.all > 0, JSON.stringify(after));
  said('Nagorno-Karabakh, 19 September 2023: Area on the map: Area left under Armenian control');
}));

test('10. what changed in May 2024', story('', async (page) => {
  const at = [45.1095, 41.05];
  const seen = async (date) => {
    const now = await look(page, `map=12/41.05/45.11&asof=${date}`);
    const { hatched } = await marks(page, 'kheyrimli');
    return { hatched, ground: await colour(now, at) };
  };
  const before = await seen('2024-05-23');
  const after = await seen('2024-05-25');
  assert.ok(before.hatched > 0 && after.hatched === 0, JSON.stringify([before, after]));
  assert.ok(!same(before.ground, after.ground), JSON.stringify([before, after]));
  said('Kheyrimli, 23 May 2024: Country, by the border drawn: Armenia.');
  said('Kheyrimli, 25 May 2024: Country, by the border drawn: Azerbaijan.');
}));
