// What readers have of an atlas with one fault, for every fault that the check has to find
// (crates/lint/tests/broken.json). `page` says it: all, without a word (`whole`), all but what a
// notice names (`notice`), or a page that says which file cannot be read and offers to try again
// (`refused`).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventually, newPage, told } from './support.mjs';

const here = (path) => new URL(path, import.meta.url);
const river = (file) => readFileSync(here(`../crates/atlas/tests/fixtures/river/${file}`));
const faults = JSON.parse(readFileSync(here('../crates/lint/tests/broken.json')));

/** The bytes of a file of the atlas with that fault; `null` where it is not there. */
function bytes(fault, file) {
  if (fault.file !== file) return river(file);
  if (!('from' in fault)) return fault.to === null || fault.to === undefined ? null : Buffer.from(fault.to);
  return Buffer.from(river(file).toString().replace(fault.from, () => fault.to ?? ''));
}

async function answer(route) {
  const [, number, file] = new URL(route.request().url()).pathname.match(/\/broken\/(\d+)\/(.*)$/);
  let body = null;
  try {
    body = bytes(faults[number], decodeURIComponent(file));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return route.fulfill(body ? { body } : { status: 404, body: '' });
}

const FILE = /[\w-]+\.(geojson|json|webp)/;

/** The open page is what is expected of it. */
async function expectPage(page, expected) {
  await page.waitForSelector(`html[data-state=${expected === 'refused' ? 'failed' : 'ready'}]`);
  await eventually(page, async () => {
    const notices = (await page.getByRole('alert').allInnerTexts()).join(' ').trim();
    if (expected === 'whole') assert.equal(notices, '');
    else assert.match(notices, FILE);
  });
  if (expected === 'refused') await page.getByRole('alert').getByRole('button', { name: /Réessayer|Try again/ }).waitFor();
  else assert.match(await page.locator('#panel h1').innerText(), /La rivière|The river/);
  assert.ok((await page.locator('#panel').innerText()).trim(), 'the panel is empty');
}

// Some at a time: a page for each is a second that tells nothing more.
for (let from = 0; from < faults.length; from += 20) {
  const some = faults.slice(from, from + 20);
  test(`an atlas with a fault, ${from + 1} to ${from + some.length} of ${faults.length}: readers have what can be read`, async () => {
    const page = await newPage({ expected: [/404|broken\//] });
    await told(page, async () => {
      await page.route('**/broken/**', answer);
      for (const [i, { fault, page: expected }] of some.entries()) {
        await page.goto('about:blank');
        await page.goto(`${page.at}?atlas=broken/${from + i}/`);
        await expectPage(page, expected).catch((error) => {
          throw Object.assign(error, { message: `${fault}: ${error.message}` });
        });
      }
    });
  });
}
