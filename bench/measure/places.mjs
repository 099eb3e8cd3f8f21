// The places that a hand presses while a page loads: their texts, from the atlas, and
// where they are on each page's window, from a visit made before.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../browser.mjs';
import { root } from '../sites.mjs';
import { load } from './first-map.mjs';
import { positions } from './where.mjs';

const LANG = 'fr';
const SETTLING = 500;

/** Of each place: its name, and the article's words that the panel quotes of it (of what it is a part of, if there are none). */
export async function textsOf(ids) {
  const read = async (file) => JSON.parse(await readFile(join(root, 'geodata', file), 'utf8'));
  const [{ regions }, { claims }] = [await read('regions.json'), await read('claims.json')];
  return ids.map((id) => {
    const { label, parent } = regions.find((region) => region.id === id);
    const about = (wanted) => claims.filter((claim) => claim.regions.includes(wanted));
    const own = about(id);
    const quotations = (own.length > 0 || !parent ? own : about(parent)).map(
      ({ selectors }) => selectors.find(({ type }) => type === 'TextQuoteSelector').exact,
    );
    return { id, name: label[LANG], quotations };
  });
}

/** Where the places are on a page that is ready. */
export async function scout(on, address, ids) {
  await load(on, address);
  await sleep(SETTLING);
  const found = await positions(on.page, ids);
  const hidden = ids.filter((id) => !found[id]?.inside);
  if (hidden.length > 0) throw new Error(`not on the window: ${hidden.join(', ')}`);
  return found;
}
