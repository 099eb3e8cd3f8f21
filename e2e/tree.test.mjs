// What a screen reader is told: the page's accessibility tree, kept as reviewed
// text in snapshots/. `UPDATE=1` writes it anew; read the difference.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { drawn, expectClaims, expectContents, story } from './support.mjs';

const folder = fileURLToPath(new URL('snapshots/', import.meta.url));

async function expectTree(page, name) {
  await page.locator('#map .time[role=group]').waitFor();
  await drawn(page);
  const tree = `${await page.locator('body').ariaSnapshot()}\n`;
  const file = `${folder}${name}.yaml`;
  if (process.env.UPDATE === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, tree);
  }
  assert.equal(tree, readFileSync(file, 'utf8'));
}

test('at rest', story('', async (page) => {
  await expectContents(page);
  await expectTree(page, 'rest');
}));

test('with a region selected', story('#region=artsvashen', async (page) => {
  await expectClaims(page, 'artsvashen');
  await page.locator('#panel details.since').waitFor();
  await expectTree(page, 'artsvashen');
}));

test('with a region selected, in English', story('#region=eight-villages&lang=en', async (page) => {
  await expectClaims(page, 'eight-villages');
  await page.locator('#panel details.since').waitFor();
  await expectTree(page, 'eight-villages-en');
}));
