// What a phone has that a window has not.
import assert from 'node:assert/strict';
import { eventually, expectClaims, expectInView, freeBox } from '../support.mjs';
import { until } from './page.mjs';
import { story } from './stories.mjs';

const PHONE = { touch: true };

/** The share of the window that the sheet takes. */
const height = (page) => page.first('#panel', (panel) => panel.getBoundingClientRect().height / innerHeight);

const expectHeight = (page, from, to) =>
  until(async () => {
    const share = await height(page);
    assert.ok(share >= from && share <= to, `the sheet takes ${share} of the window`);
  });

story('the sheet has three heights', '#region=artsvashen', PHONE, async (page) => {
  await expectClaims(page, 'artsvashen');
  await expectInView(page, 'artsvashen');
  await expectHeight(page, 0.4, 0.5);
  const half = await freeBox(page);
  await page.click(['button', 'Agrandir le volet de lecture']);
  await expectHeight(page, 0.9, 1);
  await page.click(['button', 'Volet de lecture à mi-hauteur']);
  await expectHeight(page, 0.4, 0.5);
  await page.click(['button', 'Réduire le volet de lecture']);
  await eventually(page, async () => assert.ok((await freeBox(page)).bottom > half.bottom + 200));
  await expectInView(page, 'artsvashen');
  await page.click(['button', 'Ouvrir le volet de lecture']);
  await expectHeight(page, 0.4, 0.5);
  await expectClaims(page, 'artsvashen');
});

story('buttons and links are large enough for a finger', '#region=eight-villages', PHONE, async (page) => {
  await expectClaims(page, 'eight-villages');
  const small = await page.all('button, summary, #panel [data-link], input', (target) => {
    const { width, height: high } = (target.closest('label') ?? target).getBoundingClientRect();
    return Math.min(width, high) < 24 ? target.outerHTML : '';
  });
  assert.deepEqual(small.filter(Boolean), []);
});
