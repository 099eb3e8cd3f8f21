// Where on the map a reader touches each region: on its mark where there is
// one, on a group's name over one of its places, or on land that no smaller
// region covers.
import assert from 'node:assert/strict';
import { childrenOf, pointOf } from './atlas.mjs';
import { boxOf, camera, eventually, freeBox, view } from './support.mjs';

// Longitude and latitude, well away from the marks of other regions.
const LAND = {
  'nagorno-karabakh': [46.73, 40.28],
  'syunik-corridor': [46.3, 38.89],
  syunik: [45.95, 39.4],
  nakhchivan: [45.6, 39.36],
  armenia: [44.35, 40.45],
  azerbaijan: [47.9, 40.2],
  turkey: [43.2, 40.0],
};

export const IRAN = [46.3, 38.4];
export const GEORGIA = [43.9, 41.75];

/** The pixel to touch for a region: in the view that the page shows, or else closer by. */
export async function find(page, id) {
  const isGroup = childrenOf(id).length > 0;
  const badge = () => middle(page, `#map [data-badge=${id}]`);
  // Where no pointer hovers a group answers by its name, which comes once the map rests.
  if (isGroup && !page.mouse) return eventually(page, async () => (await badge()) ?? assert.fail(`${id} has no name`));
  const named = await badge();
  if (named) return named;
  if (isGroup) return overMembers(page, id);
  const at = LAND[id] ?? pointOf(id);
  const pixel = async () => {
    const [{ x, y }, free] = [(await camera(page)).toPixel(at), await freeBox(page)];
    const inside = x > free.left + 12 && x < free.right - 12 && y > free.top + 12 && y < free.bottom - 12;
    return inside ? { x, y } : null;
  };
  // Where a mark gives way to its group's, go closer.
  const clear = id in LAND ? !(await isPhone(page)) : await isMarked(page, id);
  const here = clear && (await pixel());
  if (here) return here;
  await view(page, `#map=${id in LAND ? 9 : 12}/${at[1]}/${at[0]}`);
  return pixel();
}

/** Where a group answers to a pointer, close to one of its members; or `null`. */
async function overMembers(page, id) {
  const now = await camera(page);
  for (const member of childrenOf(id)) {
    for (const dy of [-20, 20]) {
      const { x, y } = now.toPixel(pointOf(member));
      await page.mouse.move(x, y + dy);
      const isHovered = `#map [data-region=${id}].is-hovered`;
      const found = await page.waitForSelector(isHovered, { state: 'attached', timeout: 300 }).catch(() => null);
      if (found) return { x, y: y + dy };
    }
  }
  return null;
}

/** On a small map the marks of others are near everything. */
const isPhone = (page) => page.evaluate(() => window.innerWidth < 600);

/** Whether the map shows the mark of a point, not only land around it. */
async function isMarked(page, id) {
  const [box, { x, y }] = [await boxOf(page, id), (await camera(page)).toPixel(pointOf(id))];
  const middle = { x: box ? (box.left + box.right) / 2 : 0, y: box ? (box.top + box.bottom) / 2 : 0 };
  return Math.hypot(middle.x - x, middle.y - y) < 6 && box.right - box.left > 20;
}

/** The middle of an element that is to be seen, or `null`. */
const middle = (page, selector) =>
  page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (!element) return null;
    const { x, y, width, height } = element.getBoundingClientRect();
    return width > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
  }, selector);
