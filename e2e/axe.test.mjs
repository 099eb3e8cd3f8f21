// What axe finds in each state of the page: nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { manifest } from './atlas.mjs';
import { HOME } from './places.mjs';
import { expectClaims, newPage, open, ready, site, told } from './support.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844, touch: true };

async function expectNoViolations(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
  assert.deepEqual(told, []);
}

const selected = (id) => (page) => expectClaims(page, id);
const legend = (page) => page.click('.legend summary');
const nothing = async () => {};
const STATES = [
  ['at rest', HOME, {}, nothing],
  ['with a region selected', '#region=nagorno-karabakh', {}, selected('nagorno-karabakh')],
  ['with a child region selected', '#region=karki', {}, selected('karki')],
  ['in English', '#lang=en', {}, nothing],
  ['in English with a region selected', '#lang=en&region=artsvashen', {}, selected('artsvashen')],
  ['in the dark', HOME, { scheme: 'dark' }, nothing],
  ['in the dark with a region selected', '#region=syunik-corridor', { scheme: 'dark' }, selected('syunik-corridor')],
  ['in the dark with the legend open', HOME, { scheme: 'dark' }, legend],
  ['on a phone', '', PHONE, nothing],
  ['on a phone with a region selected', '#region=eight-villages', PHONE, selected('eight-villages')],
  ['on a phone with the sheet closed', '', PHONE, (page) => page.tap('#panel .handle')],
  ['with the legend open', HOME, {}, legend],
];

for (const [state, hash, options, reach] of STATES) {
  test(`no violation ${state}`, async () => {
    const page = await open(hash, options);
    await told(page, async () => {
      await reach(page);
      await expectNoViolations(page);
    });
  });
}

for (const [file, state] of [
  [manifest.relief.file, 'ready'],
  ['atlas.json', 'failed'],
]) {
  test(`no violation when ${file} is lost`, async () => {
    const page = await newPage({ expected: [/Failed to load resource/] });
    await told(page, async () => {
      await page.route(`**/${file}`, (route) => route.fulfill({ status: 404, body: 'gone' }));
      await page.goto(site);
      await page.waitForSelector(`html[data-state=${state}]`);
      await page.waitForSelector('#map .failures [data-retry]');
      if (state === 'ready') await ready(page);
      await expectNoViolations(page);
    });
  });
}
