// Following the article, claim by claim.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claims, excerpt } from './atlas.mjs';
import { fingers } from './hands.mjs';
import { address, both, camera, drawn, eventually, expectClaims, expectContents, expectFocus, story } from './support.mjs';

const last = claims.length;

/** The step that the panel marks, with what it quotes. */
const now = (page) =>
  page.evaluate(() => {
    const step = document.querySelector('#panel [aria-current=step]');
    return step && { step: Number(step.dataset.step), excerpt: step.querySelector('blockquote').innerText.trim() };
  });

/** The page is at a step, and so are bar and address. */
async function expectStep(page, step) {
  await eventually(page, async () => {
    assert.deepEqual(await now(page), { step, excerpt: excerpt(claims[step - 1]) });
    assert.match(await page.locator('.tour-bar [role=status]').innerText(), new RegExp(`^Étape ${step} sur ${last}`));
    assert.equal((await address(page)).get('step'), String(step));
  });
}

const start = (page) => page.getByRole('button', { name: 'Suivre l’article' }).click();

both(
  'from the first claim to the last by button, each in view, with its regions lit and its date set',
  '',
  async (page) => {
    await start(page);
    for (let step = 1; step <= last; step += 1) {
      await expectStep(page, step);
      const claim = claims[step - 1];
      await eventually(page, async () => {
        const seen = await page.evaluate(() => {
          const text = document.querySelector('#panel .text').getBoundingClientRect();
          const quotation = document.querySelector('#panel [aria-current=step] blockquote').getBoundingClientRect();
          return quotation.top >= text.top && quotation.bottom <= text.bottom;
        });
        assert.ok(seen, 'the quotation is not in view');
        const lit = await page.$$eval('#map [data-region].is-lit', (all) => all.map((one) => one.dataset.region));
        for (const id of claim.regions) assert.ok(lit.includes(id), `${id} is not lit at ${claim.id}`);
        assert.ok(lit.length < 24, 'everything is lit');
      });
      const holds = claim.when.end >= '2024-04-17';
      assert.equal((await page.locator('.as-of').innerText()) === 'Situation au 17 avril 2024', holds, claim.id);
      if (step < last) await page.getByRole('button', { name: 'Suivant' }).click();
    }
    assert.equal(await page.getByRole('button', { name: 'Suivant' }).getAttribute('aria-disabled'), 'true');
  },
);

both(
  'by arrow keys, there and back',
  '',
  async (page) => {
    await start(page);
    await expectFocus(page, 'h2');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 3);
    await page.keyboard.press('ArrowLeft');
    await expectStep(page, 2);
  },
);

both(
  'by keys on a fresh link, before anything has the focus, and by no key that is another’s',
  '#step=2',
  async (page) => {
    await expectStep(page, 2);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 3);
    await page.keyboard.press('Control+ArrowRight');
    await expectStep(page, 3);
    await page.locator('#map').focus();
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 3);
  },
);

both(
  'by scrolling the panel',
  '#step=1',
  async (page) => {
    await expectStep(page, 1);
    await page.locator('#panel .text').hover();
    await page.mouse.wheel(0, 900);
    await eventually(page, async () => assert.ok((await now(page)).step > 1));
    await expectStep(page, (await now(page)).step);
  },
);

both(
  'scrolled to its top by hand, the text stays there, and the way out under the pointer',
  '#step=5',
  async (page) => {
    await expectStep(page, 5);
    await page.locator('#panel .text').hover();
    await page.mouse.wheel(0, -100_000);
    await expectStep(page, 1);
    await page.waitForTimeout(300);
    assert.equal(await page.locator('#panel .text').evaluate((text) => text.scrollTop), 0);
    await page.getByRole('button', { name: 'Quitter le parcours' }).click();
    await expectContents(page);
  },
);

test(
  'by swiping on a phone',
  story('#step=4', { touch: true }, async (page) => {
    await expectStep(page, 4);
    const { x, y, width, height } = await page.locator('#panel .text').boundingBox();
    const [left, right, middle] = [x + width * 0.2, x + width * 0.8, y + height / 2];
    await fingers(page, [[{ x: right, y: middle }, { x: left, y: middle }]]);
    await expectStep(page, 5);
    await fingers(page, [[{ x: left, y: middle }, { x: right, y: middle }]]);
    await expectStep(page, 4);
  }),
);

both(
  'leaving puts the reader back where they were',
  '#region=artsvashen',
  async (page) => {
    await expectClaims(page, 'artsvashen');
    const before = await camera(page);
    await page.locator('#panel [data-claim=artsvashen] [data-go]').click();
    await expectStep(page, 15);
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Quitter le parcours' }).click();
    await expectClaims(page, 'artsvashen');
    const after = await camera(page);
    const [a, b] = [before, after].map((c) => c.toPixel([45.6, 40.6]));
    assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 2, 'the map is somewhere else');
    assert.equal((await address(page)).get('step'), null);
    assert.equal(await page.locator('#map.is-dimming').count(), 0);
  },
);

both(
  'Escape leaves, and Back leads into it again',
  '',
  async (page) => {
    await start(page);
    await expectStep(page, 1);
    await page.keyboard.press('Escape');
    await expectContents(page);
    await page.goBack();
    await expectStep(page, 1);
    await page.goBack();
    await expectContents(page);
  },
);

both(
  'a link opens a step, with its date and its place',
  '#step=5&lang=fr',
  async (page) => {
    await expectStep(page, 5);
    assert.equal(await page.locator('.as-of').innerText(), 'Situation au 27 septembre 2020');
    await page.reload();
    await expectStep(page, 5);
  },
);

both(
  'a step that the article does not have is no step',
  '#step=99',
  async (page) => {
    await expectContents(page);
    await drawn(page);
    assert.equal(await page.locator('#panel [data-step]').count(), 0);
  },
);

both(
  'choosing a region on the way leaves the way',
  '#step=2',
  async (page) => {
    await expectStep(page, 2);
    await page.locator('#panel [data-step="3"] [data-link=azerbaijan]').click();
    await expectClaims(page, 'azerbaijan');
    assert.equal((await address(page)).get('step'), null);
  },
);
