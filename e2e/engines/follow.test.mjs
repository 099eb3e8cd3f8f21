// Following the article, claim by claim.
import assert from 'node:assert/strict';
import { claims, excerpt } from '../atlas.mjs';
import { address, eventually, expectContents, expectFocus } from '../support.mjs';
import { both } from './stories.mjs';

/** The page is at a step: panel, bar and address say so. */
async function expectStep(page, step) {
  await eventually(page, async () => {
    const now = await page.all('#panel [aria-current=step]', (element) => ({
      step: Number(element.dataset.step),
      excerpt: element.querySelector('blockquote').innerText.trim(),
    }));
    assert.deepEqual(now, [{ step, excerpt: excerpt(claims[step - 1]) }]);
    assert.equal((await address(page)).get('step'), String(step));
  });
  const lit = await page.all('#map [data-region].is-lit', (shape) => shape.dataset.region);
  for (const id of claims[step - 1].regions) assert.ok(lit.includes(id), `${id} is not lit at step ${step}`);
}

both('three steps by button, each lights its places; leaving leads back', '', async (page) => {
  await page.click(['button', 'Suivre l’article']);
  for (let step = 1; step <= 3; step += 1) {
    await expectStep(page, step);
    if (step < 3) await page.click(['button', 'Suivant']);
  }
  await page.click(['button', 'Quitter le parcours']);
  await expectContents(page);
  assert.equal((await address(page)).get('step'), null);
});

both('by arrow keys, there and back; Escape leaves', '', async (page) => {
  await page.click(['button', 'Suivre l’article']);
  await expectStep(page, 1);
  await expectFocus(page, 'h2');
  await page.press('ArrowRight');
  await expectStep(page, 2);
  await page.press('ArrowRight');
  await expectStep(page, 3);
  await page.press('ArrowLeft');
  await expectStep(page, 2);
  await page.press('Escape');
  await expectContents(page);
});
