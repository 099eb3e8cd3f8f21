// The page on paper.
import assert from 'node:assert/strict';
import { claims, excerpt, region, regionIds } from '../atlas.mjs';
import { until } from './page.mjs';
import { both } from './stories.mjs';

both('the menu makes a sheet with a numbered map and every claim, and prints it', '', async (page) => {
  await page.evaluate(() => {
    window.printed = 0;
    window.print = () => { window.printed += 1; };
  });
  await page.click(['button', 'Partager, citer, intégrer']);
  await page.click(['button', 'Imprimer']);
  await until(async () => assert.equal(await page.evaluate(() => window.printed), 1));
  const sheet = await page.evaluate(async () => {
    const print = document.querySelector('#print');
    const figure = print.querySelector('img');
    await figure.decode();
    return {
      text: print.textContent,
      key: [...print.querySelectorAll('.key li')].map((row) => row.textContent),
      figure: [figure.naturalWidth, figure.naturalHeight],
    };
  });
  assert.ok(sheet.figure.every((side) => side > 200), `a figure of ${sheet.figure} pixels`);
  assert.equal(sheet.key.length, regionIds.length);
  for (const [n, row] of sheet.key.entries()) assert.match(row, new RegExp(`^${n + 1} `));
  for (const id of regionIds) assert.ok(sheet.text.includes(region(id).label.fr), id);
  for (const claim of claims) assert.ok(sheet.text.includes(excerpt(claim)), claim.id);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await until(async () => assert.equal(await page.evaluate(() => document.querySelector('#print')), null));
});
