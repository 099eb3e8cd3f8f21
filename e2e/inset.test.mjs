// The small map beside the large one: what a group's mark stands for, told apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, childrenOf, drawn, eventually, expectClaims, story, view } from './support.mjs';

const inset = (page) => page.locator('#map .inset');

/** The SVG that is shown, as text. */
const figure = (page) =>
  eventually(page, async () => {
    const image = page.locator('#map .inset img');
    assert.equal(await image.count(), 1);
    const width = await image.evaluate((img) => img.complete && img.naturalWidth);
    assert.ok(width > 0, 'the figure has loaded');
  });

both('of a group whose places are far apart, those that are close stand in a small map', '#region=eight-villages', async (page) => {
  await expectClaims(page, 'eight-villages');
  await figure(page);
  assert.equal(await inset(page).getAttribute('aria-label'), 'Vus de près · Les huit villages');
  const [box, map] = [await inset(page).boundingBox(), await page.locator('#map').boundingBox()];
  assert.ok(box.x >= map.x && box.x + box.width < map.x + map.width / 2, JSON.stringify([box, map]));
  // It hides neither the group's mark nor the place that is far from the others.
  for (const id of ['eight-villages', 'karki']) {
    const mark = await page.locator(`#map [data-region=${id}]`).first().boundingBox();
    const apart = mark.x > box.x + box.width || mark.y > box.y + box.height || mark.x + mark.width < box.x;
    assert.ok(apart, `${id}: ${JSON.stringify([mark, box])}`);
  }
});

both('pressed, it brings them into view, where it is needed no more', '#region=eight-villages', async (page) => {
  await figure(page);
  await inset(page).click();
  await eventually(page, async () => assert.equal(await inset(page).isVisible(), false));
  const shown = childrenOf('eight-villages').filter((id) => id !== 'karki');
  const map = await page.locator('#map').boundingBox();
  for (const id of shown) {
    const box = await page.locator(`#map [data-region=${id}]`).first().boundingBox();
    assert.ok(box && box.x >= map.x && box.x + box.width <= map.x + map.width, `${id} is in view: ${JSON.stringify(box)}`);
  }
  await page.keyboard.press('0');
  await figure(page);
});

test('it is there for a step of the article too, and for nothing else', story('#step=12', async (page) => {
  await figure(page);
  await view(page, '#region=artsvashen');
  await eventually(page, async () => assert.equal(await inset(page).isVisible(), false));
  await view(page, '#region=nakhchivan');
  await drawn(page);
  assert.equal(await inset(page).isVisible(), false);
}));

test('by keyboard, with a name in the reader’s language', story('#region=eight-villages&lang=en', async (page) => {
  await figure(page);
  const button = page.getByRole('button', { name: 'Close up · The eight villages' });
  await button.focus();
  await page.keyboard.press('Enter');
  await eventually(page, async () => assert.equal(await inset(page).isVisible(), false));
}));

test('it has the colours of the page, light and dark', story('#region=eight-villages', async (page) => {
  const ground = async () => {
    await figure(page);
    return inset(page).evaluate(async (button) => {
      const image = button.querySelector('img');
      const canvas = Object.assign(document.createElement('canvas'), { width: 4, height: 4 });
      const context = canvas.getContext('2d');
      // The lower left corner is land.
      context.drawImage(image, 6, image.height - 12, 4, 4, 0, 0, 4, 4);
      return [...context.getImageData(1, 1, 1, 1).data.slice(0, 3)];
    });
  };
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually(page, async () => {
    const dark = await ground();
    const sum = (rgb) => rgb.reduce((a, b) => a + b);
    assert.ok(sum(light) > 500 && sum(dark) < 350, `${light} and ${dark}`);
  });
}));
