// An atlas that means harm: the bundle's own, with its texts, names and numbers
// replaced, served as `?atlas=evil/`; and what must be true of a page that shows it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, manifest } from './atlas.mjs';
import { newPage, told } from './browser.mjs';

/** Keys whose texts are names of things, kinds of a closed list, dates, files: each has its own stories. */
const NAMES = new Set([
  '$schema', 'id', 'file', 'regions', 'claims', 'chronicle', 'role', 'weight', 'parent', 'layer', 'feature', 'party', 'speaker',
  'kind', 'type', 'paragraph', 'as_of', 'start', 'end', 'published', 'sha256', 'accessed', 'show', 'checked', 'lang', 'language',
  'side', 'sources', 'source', 'languages', 'region', 'held_by', 'claimed_by', 'style', 'in', 'earliest', 'latest',
]);

/** `value` with every text that a reader may see replaced by `next(path)`; an address of the web by `link(path)`. */
export function rewritten(value, next, link = next, path = []) {
  const key = path.at(-1);
  if (typeof value === 'string') {
    if (NAMES.has(typeof key === 'number' ? path.at(-2) : key)) return value;
    return key === 'url' ? link(path) : next(path);
  }
  if (Array.isArray(value)) {
    const isPlain = key === 'coordinates';
    return isPlain ? value : value.map((item, at) => rewritten(item, next, link, [...path, at]));
  }
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, inner]) => [name, rewritten(inner, next, link, [...path, name])]);
  return Object.fromEntries(members);
}

/** The texts of the atlas and its layers, by file. */
export const files = ['atlas.json', manifest.regions, manifest.claims, manifest.chronicle, ...manifest.layers.map((l) => l.file)];

const original = (file) => readFileSync(join(dist, 'geodata', file), 'utf8');

/** A file of the atlas, read. */
export const read = (file) => JSON.parse(original(file));

/**
 * A page that shows the atlas as `change(file, text)` has it: what is to be sent
 * for a file, or nothing for the file as it is. `tell(page)` is its story.
 */
export const withEvil = (change, tell, { hash = '', query = '', expected = [], ...options } = {}) => async (t) => {
  // A text that is refused is told on the console too; that is no complaint.
  const page = await newPage({ expected, ...options });
  await told(page, async () => {
    await watch(page);
    await page.route('**/evil/**', (route) => {
      const file = new URL(route.request().url()).pathname.split('/evil/')[1];
      const body = change(file) ?? readFileSync(join(dist, 'geodata', file));
      const json = /json$/.test(file);
      return route.fulfill({ body, contentType: json ? 'application/json' : 'image/webp' });
    });
    await page.goto(`${page.at}?atlas=evil/${query}${hash}`);
    await settled(page);
    await tell(page, t);
    await expectHarmless(page);
  });
};

/** Watches a page from before its first script for what must not happen. */
export async function watch(page) {
  page.dialogs = [];
  page.on('dialog', (dialog) => {
    page.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  await page.addInitScript(() => {
    window.__violations = [];
    window.__tasks = [];
    document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(`${event.violatedDirective} ${event.sample}`));
    new PerformanceObserver((list) => window.__tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask', buffered: true });
  });
}

/** The page says that it is ready, or why not. */
export async function settled(page) {
  await page.waitForSelector('html[data-state=ready], html[data-state=failed]');
  const failed = await page.evaluate(() => document.documentElement.dataset.state === 'failed');
  if (failed) await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
}

/** The page shows the atlas. */
export async function expectTaken(page) {
  const refused = await page.locator('html[data-state=failed]').count();
  assert.equal(refused, 0, `refused: ${await page.getByRole('alert').allInnerTexts()}`);
}

/** Names of elements and attributes that the page of the true atlas has, here and there. */
const ELEMENTS = new Set(
  ('html head meta title link script style noscript body div p main header button nav section article h1 h2 h3 h4 ul ol li a span ' +
    'strong b cite br em code blockquote figure figcaption aside details summary fieldset legend label input output progress canvas ' +
    'img svg g path circle rect line text defs pattern clipPath use').split(' '),
);

/** Reads something in an empty page: the policy of the other lets nobody parse markup. */
export async function elsewhere(page, read, given) {
  const empty = await page.context().newPage();
  try {
    return await empty.evaluate(read, given);
  } finally {
    await empty.close();
  }
}

/** Nothing of what was given became more than text. */
export async function expectHarmless(page, { layout = true } = {}) {
  const found = await page.evaluate((known) => {
    const all = [...document.querySelectorAll('*')];
    const attributes = all.flatMap((element) => [...element.attributes].map((attribute) => [element, attribute.name, attribute.value]));
    return {
      ran: window.__ran ?? null,
      violations: window.__violations,
      elements: [...new Set(all.map((element) => element.localName))].filter((name) => !known.includes(name)),
      handlers: attributes.filter(([, name]) => /^on|^data-evil$|^srcdoc$|^formaction$/.test(name)).map(([, name]) => name),
      links: attributes.filter(([, name]) => /^(href|src|xlink:href|action|cite)$/.test(name)).map(([element, , value]) => [element.localName, value, element.rel ?? '']),
      polluted: Object.keys(Object.prototype).length + Number({}.evil !== undefined),
      isWhole: document.querySelectorAll('#map, #panel, #app').length === 3,
    };
  }, [...ELEMENTS]);
  assert.equal(found.ran, null, `payload ${found.ran} ran`);
  assert.deepEqual(found.violations, [], 'the policy had to step in');
  assert.deepEqual(page.dialogs ?? [], [], 'a dialog was opened');
  assert.deepEqual(found.elements, [], 'elements that no page of ours has');
  assert.deepEqual(found.handlers, [], 'attributes that no page of ours has');
  for (const [element, value, rel] of found.links) {
    const isOurs = /^(#|blob:|\.?\/?(geodata\/base\/)?[\w.-]*(\.(js|css|wasm|svg|png|webp|json|webmanifest)(\?v=[0-9a-f]{16})?)?$)/.test(value);
    // The article beside the map, of the same atlas at the same place.
    const isBeside = /^beside\/(\?atlas=[^#&]*)?#[\w=&./,-]*$/.test(value);
    const isWeb = /^https?:\/\/[\w[]/i.test(value);
    assert.ok(isOurs || isBeside || isWeb, `<${element}> leads to ${JSON.stringify(value)}`);
    if (element === 'a' && isWeb) assert.match(rel, /noopener noreferrer/, value);
  }
  assert.equal(found.polluted, 0, 'every object has got something');
  assert.ok(found.isWhole, 'the page has its parts, each once');
  if (layout) await expectLayout(page);
}

/** Nothing hangs out of the window or of the panel, and the map has its place. */
export async function expectLayout(page) {
  const layout = await page.evaluate(() => {
    const text = document.querySelector('#panel .text');
    const { width, height } = document.querySelector('#map').getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.on-map')].filter((e) => e.checkVisibility());
    const out = boxes.map((e) => [e.className, e.getBoundingClientRect()]);
    return {
      page: document.documentElement.scrollWidth - window.innerWidth,
      panel: text.scrollWidth - text.clientWidth,
      map: [width, height],
      out: out.filter(([, r]) => r.left < -1 || r.right > window.innerWidth + 1).map(([name]) => name),
    };
  });
  assert.ok(layout.page <= 0, `the page is ${layout.page} px too wide`);
  assert.ok(layout.panel <= 0, `the panel is ${layout.panel} px too wide`);
  assert.ok(Math.min(...layout.map) > 150, `the map is ${layout.map.join(' × ')}`);
  assert.deepEqual(layout.out, [], 'boxes that leave the window');
}

/** The page says that it cannot show the atlas, and why. */
export async function expectRefused(page, file, why) {
  await page.waitForSelector('html[data-state=failed]');
  await page.getByRole('alert').locator('.notice').filter({ hasText: file }).filter({ hasText: why }).waitFor();
}

/** How long the page was not its reader's, at once, in milliseconds: tasks over 50 ms. */
export const tasks = (page) => page.evaluate(() => window.__tasks);
