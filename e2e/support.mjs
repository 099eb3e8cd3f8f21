// The questions that stories ask of a page, and the answers they expect.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beacons, childrenOf, claimsOf, excerpt, kinds, region, speakerOf, speakers } from './atlas.mjs';
import { drawn, eventually } from './browser.mjs';

export { dist, manifest, source, regionIds, region, childrenOf, claimsOf } from './atlas.mjs';
export { both, drawn, eventually, newPage, open, ready, screens, site, story, told } from './browser.mjs';

/** Goes to another view of the open page, as a link on it would. */
export async function view(page, hash) {
  await page.evaluate((to) => {
    // A hash that stands there already would not be news.
    window.history.replaceState(null, '', '#');
    window.location.hash = to;
  }, hash);
  await drawn(page);
}

/** The parts of the address's hash. */
export const address = async (page) => new URLSearchParams(new URL(await page.url()).hash.slice(1));

/** Does something that means nothing: a page writes its address once its reader has done anything. */
export const touch = (page) => page.keyboard.press('Shift');

export const langOf = (page) => page.evaluate(() => document.documentElement.lang);

/** What the panel says of a region, as a reader sees it: heading, and each claim's speaker, kind and quotation. */
const read = (page, who) =>
  page.evaluate(
    ({ names, kindNames }) => {
      const seen = (element) => Boolean(element?.checkVisibility()) && element.getClientRects().length > 0;
      const cards = [...document.querySelectorAll('#panel [data-claim]')].filter(seen);
      return {
        heading: [...document.querySelectorAll('#panel h2')].filter(seen)[0]?.innerText.trim(),
        claims: cards.map((card) => {
          const quotation = card.querySelector('blockquote');
          const before = document.createRange();
          before.setStart(card, 0);
          before.setEndBefore(quotation);
          const told = before.toString().trim();
          return {
            id: card.dataset.claim,
            speaker: names.find((name) => told.startsWith(name)),
            kind: kindNames.find((name) => told.includes(name)),
            excerpt: seen(quotation) ? quotation.innerText.trim() : null,
          };
        }),
      };
    },
    who,
  );

/** The panel shows a region with exactly the right claims. */
export async function expectText(page, id) {
  const claims = claimsOf(id);
  assert.ok(claims.length > 0, `the atlas has no claim for ${id}`);
  await eventually(page, async () => {
    const lang = await langOf(page);
    const wanted = claims.map((claim) => ({
      id: claim.id,
      speaker: speakerOf(claim).name[lang],
      kind: kinds[claim.kind][lang],
      excerpt: excerpt(claim),
    }));
    const who = {
      names: speakers.map((s) => s.name[lang]),
      kindNames: Object.values(kinds).map((k) => k[lang]),
    };
    assert.deepEqual(await read(page, who), { heading: region(id).label[lang], claims: wanted });
  });
}

/** The panel shows a region with exactly the right claims, and the map has it selected. */
export async function expectClaims(page, id) {
  await expectText(page, id);
  await eventually(page, async () => assert.equal(await selected(page), id));
}

/** The panel shows the article and its places, and nothing is selected. */
export async function expectContents(page) {
  await eventually(page, async () => {
    const [title, regions] = await page.evaluate(() => [
      document.querySelector('#panel h1')?.checkVisibility() ?? false,
      document.querySelectorAll('#panel .region-page').length,
    ]);
    assert.ok(title, 'the panel shows no title');
    assert.equal(regions, 0);
    assert.equal(await selected(page), null);
  });
}

/** The id of the region that is pressed on the map, or `null`. */
const selected = (page) =>
  page.evaluate(() => document.querySelector('#map [aria-pressed=true]')?.dataset.region ?? null);

/** What has the focus: a region, a link of the panel, an id, or the element's name. */
const focused = (page) =>
  page.evaluate(() => {
    const { dataset, id, localName } = document.activeElement;
    if (dataset.region) return `region ${dataset.region}`;
    if (dataset.link) return `link ${dataset.link}`;
    return id ? `#${id}` : localName;
  });

/** The focus comes to be on `wanted`, in the words of `focused`. */
export const expectFocus = (page, wanted) =>
  eventually(page, async () => assert.equal(await focused(page), wanted));

/** The box on the window of a region's own shapes, where any is to be seen. */
export const boxOf = (page, id) =>
  page.evaluate((of) => {
    const shape = document.querySelector(`#map [data-region=${of}]`);
    const { left = 0, top = 0, right = 0, bottom = 0 } = shape?.getBoundingClientRect() ?? {};
    return right > left && bottom > top ? { left, top, right, bottom } : null;
  }, id);

/** The part of the window where the map is and nothing lies over it. */
export const freeBox = (page) =>
  page.evaluate(() => {
    const map = document.querySelector('#map').getBoundingClientRect();
    const panel = document.querySelector('#panel').getBoundingClientRect();
    const over = panel.left < map.right - 1 && panel.right > map.left + 1;
    const time = document.querySelector('#map .time')?.offsetHeight ?? 0;
    return { left: map.left, top: map.top, right: map.right, bottom: (over ? panel.top : map.bottom) - time };
  });

/** All of a region, with its children, is in the part of the map that nothing covers. */
export const expectInView = (page, id) =>
  eventually(page, async () => {
    const free = await freeBox(page);
    const boxes = [];
    for (const one of [id, ...childrenOf(id)]) boxes.push(await boxOf(page, one));
    const shown = boxes.filter(Boolean);
    assert.ok(shown.length > 0, `nothing of ${id} is on the map`);
    for (const box of shown) {
      const inside =
        box.left >= free.left - 1 &&
        box.top >= free.top - 1 &&
        box.right <= free.right + 1 &&
        box.bottom <= free.bottom + 1;
      assert.ok(inside, `${id} lies at ${JSON.stringify(box)}, the free map at ${JSON.stringify(free)}`);
    }
  });

/** How a region looks: all that the visible parts of its shapes are painted with. */
export const look = (page, id) =>
  page.evaluate((of) => {
    const parts = document.querySelectorAll(`#map [data-region=${of}] *`);
    // Chromium calls SVG that is not displayed visible; but it has no extent.
    const visible = [...parts].filter((part) => part.getBoundingClientRect().width > 0);
    return visible
      .map((part) => {
        const { fill, stroke, strokeWidth, outlineStyle, outlineWidth } = getComputedStyle(part);
        return [part.localName, fill, stroke, strokeWidth, outlineStyle, outlineWidth].join(' ');
      })
      .join('\n');
  }, id);

// Web Mercator: the whole world is 1 × 1, north-west is (0, 0).
const project = ([lon, lat]) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

/**
 * What the map shows now, measured by where it draws places that are points:
 * `zoom`, and `toPixel` from longitude and latitude to the window's CSS pixels.
 */
export async function camera(page) {
  await drawn(page);
  const seen = [];
  for (const { id, at } of beacons) {
    const box = await boxOf(page, id);
    const [x, y] = project(at);
    if (box) seen.push({ x, y, left: (box.left + box.right) / 2, top: (box.top + box.bottom) / 2 });
  }
  assert.ok(seen.length > 1, 'the map shows too few points to be measured by');
  const west = seen.reduce((a, b) => (b.x < a.x ? b : a));
  const east = seen.reduce((a, b) => (b.x > a.x ? b : a));
  const scale = (east.left - west.left) / (east.x - west.x);
  const toPixel = (lonLat) => {
    const [x, y] = project(lonLat);
    return { x: west.left + (x - west.x) * scale, y: west.top + (y - west.y) * scale };
  };
  return { zoom: Math.log2(scale / 256), toPixel };
}

/** Waits until the map's zoom has changed by `steps`. */
export const expectZoomed = (page, before, steps, tolerance = 0.02) =>
  eventually(page, async () => {
    const now = await camera(page);
    const by = now.zoom - before.zoom;
    assert.ok(Math.abs(by - steps) <= tolerance, `zoomed by ${by.toFixed(3)}, not by ${steps}`);
    return now;
  });

/** Two pixels are the same but for `tolerance`. */
export function expectNear(is, wanted, tolerance = 1.5) {
  const apart = Math.hypot(is.x - wanted.x, is.y - wanted.y);
  assert.ok(apart <= tolerance, `(${is.x}, ${is.y}) is ${apart.toFixed(1)} px from (${wanted.x}, ${wanted.y})`);
}

/** What was copied last: read on a page of another site, since ours may copy and not read. */
export async function copied(page) {
  const elsewhere = await page.context().newPage();
  try {
    await elsewhere.route('http://localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><title>Elsewhere</title>' }));
    await elsewhere.goto('http://localhost/');
    return await elsewhere.evaluate(() => navigator.clipboard.readText());
  } finally {
    await elsewhere.close();
    await page.bringToFront();
  }
}

/** The colour of the base map at a place of the window. */
export const colourAt = (page, { x, y }) =>
  page.evaluate(
    ([left, top]) => {
      const canvas = document.querySelector('canvas.basemap');
      const { x, y, width, height } = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(1, 1).getContext('2d');
      const at = [((left - x) / width) * canvas.width, ((top - y) / height) * canvas.height];
      copy.drawImage(canvas, ...at, 1, 1, 0, 0, 1, 1);
      return copy.getImageData(0, 0, 1, 1).data.join();
    },
    [x, y],
  );

/**
 * The figure of what is seen now, as its reader saves it: by hand, since Chromium lets a page that nobody
 * touches save ten files and then no more.
 */
export async function figure(page) {
  const saved = page.waitForEvent('download');
  await page.locator('#panel .more summary').click();
  await page.locator('#panel [data-share=svg]').click();
  return readFile(await (await saved).path(), 'utf8');
}
