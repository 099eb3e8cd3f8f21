// What axe finds wrong for readers who use no mouse, no colour or no sight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import {
  drawn, eventually, expectClaims, expectContents, langOf, newPage, ready, story, told, view,
} from './support.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const KINDS = ['artsvashen', 'eight-villages', 'syunik-corridor', 'nagorno-karabakh', 'sofulu', 'turkey'];

async function expectNoViolation(page) {
  await drawn(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((n) => n.target.join(' ')) }));
  assert.deepEqual(found, []);
}

/** Checks the page at rest and with regions selected. */
const look = async (page, t, regions) => {
  await t.test('at rest', async () => {
    await expectContents(page);
    await expectNoViolation(page);
  });
  for (const id of regions) {
    await t.test(id, async () => {
      await view(page, `#region=${id}`);
      await expectClaims(page, id);
      await expectNoViolation(page);
    });
  }
};

test('in French', story('', (page, t) => look(page, t, KINDS)));

test('in English', story('#lang=en', (page, t) => look(page, t, ['artsvashen', 'eight-villages'])));

test('in the dark', story('', { scheme: 'dark' }, (page, t) => look(page, t, ['artsvashen', 'nagorno-karabakh'])));

test(
  'on a phone',
  story('', { touch: true }, async (page, t) => {
    await look(page, t, ['artsvashen', 'eight-villages']);
    await t.test('with the sheet made small', async () => {
      await page.getByRole('button', { name: 'Réduire le volet de lecture' }).tap();
      await expectNoViolation(page);
    });
  }),
);

test(
  'with the legend open and sources unfolded',
  story('#region=karki', async (page) => {
    await page.getByText('Légende et calques').click();
    for (const sources of await page.locator('#panel .text summary').all()) await sources.click();
    await expectNoViolation(page);
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'en'));
    await expectNoViolation(page);
  }),
);

test('with a notice that a layer is missing', async () => {
  const page = await newPage({ expected: [/villages\.geojson/] });
  await told(page, async () => {
    await page.route('**/geodata/villages.geojson', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(page.at);
    await ready(page);
    await page.getByRole('alert').getByText('villages.geojson').waitFor();
    await expectNoViolation(page);
  });
});

test('with a notice that there are no texts', async () => {
  const page = await newPage({ expected: [/claims\.json/] });
  await told(page, async () => {
    await page.route('**/geodata/claims.json', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${page.at}?atlas=geodata/`);
    await page.waitForSelector('html[data-state=failed]');
    await page.getByRole('alert').getByText('claims.json').waitFor();
    await expectNoViolation(page);
  });
});

const STATES = {
  'following the article': ['#step=5', async (page) => page.locator('#panel [aria-current=step]').waitFor()],
  'with a side chosen': ['#view=baku', async (page) => page.locator('#panel .is-silent').first().waitFor()],
  'with a silent side': ['#region=artsvashen&view=moscow', async (page) => page.locator('#panel .silence').waitFor()],
  'with the line of time opened': [
    '#region=nagorno-karabakh&asof=2020-09-27',
    async (page) => {
      await page.getByRole('button', { name: 'Tout ce qui est dit de cette date' }).click();
      await page.locator('#panel .not-then').first().waitFor();
    },
  ],
  'with finds listed': [
    '',
    async (page) => {
      await page.getByRole('combobox').fill('karab');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  ],
  'with the menu open': ['', async (page) => page.locator('#panel .more summary').click()],
  'with what came after unfolded': [
    '#region=syunik-corridor',
    async (page) => page.locator('#panel details.since > summary').click(),
  ],
};

for (const [name, [hash, prepare]] of Object.entries(STATES)) {
  for (const [kind, options] of [['in a window', {}], ['on a phone', { touch: true }], ['in the dark', { scheme: 'dark' }]]) {
    test(
      `${name}, ${kind}`,
      story(hash, options, async (page) => {
        await prepare(page);
        await expectNoViolation(page);
      }),
    );
  }
}
