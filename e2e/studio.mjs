// The studio, as an author uses it: by what its parts are called.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { eventually, newPage, site } from './browser.mjs';

/** The studio's page, in English, nothing opened yet. */
export async function studio(options = {}) {
  const page = await newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...options });
  await page.goto(`${site}studio/?lang=en`);
  await page.waitForSelector('html[data-state=ready]');
  return page;
}

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
export const fill = async (page, name, text) => {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(text);
  await field.blur();
};

/** Begins an atlas of an article. */
export async function begin(page, article, { paper, published, language, languages }) {
  await page.getByLabel(/^The article, its headline first/).fill(article);
  await page.getByLabel('Paper').focus();
  await fill(page, 'Paper', paper);
  await fill(page, 'Published (year-month-day)', published);
  await fill(page, 'Language of the article (fr, en, es…)', language);
  await fill(page, 'Languages of the atlas, the first one first offered (fr, en)', languages);
  await press(page, 'Begin');
  await page.getByRole('heading', { name: 'Article' }).waitFor();
}

/** Drags over words of the article, which have to stand in it. */
export async function mark(page, words) {
  const [first, last] = await page.evaluate((wanted) => {
    const all = [...document.querySelectorAll('[role=option]')];
    const texts = all.map((word) => word.textContent);
    const tokens = wanted.match(/[\p{L}\p{N}]+[’']?|[^\s\p{L}\p{N}]/gu);
    const flat = texts.flatMap((text, index) =>
      text.match(/[\p{L}\p{N}]+[’']?|[^\s\p{L}\p{N}]/gu).map((part) => [part, index]));
    const at = flat.findIndex((_, from) => tokens.every((token, i) => flat[from + i]?.[0] === token));
    return at < 0 ? [] : [flat[at][1], flat[at + tokens.length - 1][1]];
  }, words);
  assert.notEqual(first, undefined, `the article has “${words}”`);
  await page.locator(`#w${first}`).evaluate((word) => word.scrollIntoView({ block: 'center' }));
  const [from, to] = [await page.locator(`#w${first}`).boundingBox(), await page.locator(`#w${last}`).boundingBox()];
  await page.mouse.move(from.x + 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 2, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  await eventually(page, async () => {
    const told = await page.locator('.marked p').innerText();
    assert.ok(told.includes(words), `${told} has ${words}`);
  });
}

/** A click on the map, in CSS pixels from its middle. */
export async function click(page, dx, dy) {
  const box = await page.locator('#map').boundingBox();
  await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
}

/** What the check counts: errors, warnings, hints. */
export const counts = async (page) => (await page.locator('.counts').innerText()).match(/\d+/g).map(Number);

export const findings = (page) => page.locator('.findings li').allInnerTexts();

/** Saves, and unpacks what was saved; its folder. */
export async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as a zip')]);
  const folder = mkdtempSync(join(tmpdir(), 'confins-studio-'));
  const zip = join(folder, 'atlas.zip');
  await download.saveAs(zip);
  const to = join(folder, 'atlas');
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, to]);
  return { zip, folder: to };
}

/** Every file below a folder, by its path, with its content. */
export function files(folder, from = folder) {
  const all = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? [...files(path, from)] : [[relative(from, path), readFileSync(path, 'utf8')]];
  });
  return new Map(all);
}
