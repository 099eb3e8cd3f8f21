// The studio in every engine: an atlas of one place is made, checked and looked at.
import assert from 'node:assert/strict';
import { until } from './page.mjs';
import { fromOutside, ready } from './stories.mjs';

const ARTICLE = `An island

The council wants the island for a park.

Nobody lives there, and nobody has been asked: the boats go by, the birds stay, and on clear days
both towns can see each other across the strait. Nothing has been signed.
`;

/** Fills in the field of that label, as a hand that leaves it then. */
const fill = (page, label, text) =>
  until(async () =>
    assert.ok(
      await page.evaluate(
        ([name, value]) => {
          const said = [...document.querySelectorAll('label')].find((one) => one.textContent.trim().startsWith(name));
          const field = said?.control;
          if (!field) return false;
          field.focus();
          field.value = value;
          field.dispatchEvent(new Event('change', { bubbles: true }));
          return true;
        },
        [label, text],
      ),
      `there is no ${label}`,
    ),
  );

const told = (page) => page.evaluate(() => document.querySelector('#told').textContent);

fromOutside('an atlas is made in the studio, checked, and seen as readers will see it', {}, async (page, server) => {
  await page.go(`${server.url}studio/?lang=en`);
  await ready(page);
  await fill(page, 'The article, its headline first', ARTICLE);
  await fill(page, 'Paper', 'The Paper');
  await fill(page, 'Published', '2026-01-05');
  await page.click(['button', 'Begin']);
  await fill(page, 'A new place', 'The island');
  await page.click(['button', 'Add']);
  await page.click(['button', 'Draw an area']);
  const middle = await page.first('#map', (map) => {
    const { x, y, width, height } = map.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  for (const [dx, dy] of [[-40, -40], [40, -40], [40, 40], [-40, 40]]) {
    await page.touch({ x: middle.x + dx, y: middle.y + dy });
  }
  await page.click(['button', 'Finish']);
  await page.first('.drawn .region.area', (shape) => shape.getAttribute('d'));
  // From word to word by keyboard.
  await page.focus('[role=listbox]');
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', ...Array(5).fill('Shift+ArrowRight'), 'Enter']) {
    await page.press(key);
  }
  assert.equal(await page.first('blockquote'), 'wants the island for a park');
  await fill(page, 'What it says, in your words', 'The council asks for the island.');
  await until(async () => assert.match(await page.first('.counts'), /^Errors: 0/));
  // The land around was cut out of the map of the world.
  await page.first('canvas', (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }).then((colours) => assert.ok(colours > 10, `${colours} colours`));
  await page.click(['button', 'Preview']);
  await until(async () => {
    const frames = await page.evaluate(() =>
      [...document.querySelectorAll('iframe')].map(({ contentDocument }) => [
        contentDocument?.documentElement?.dataset.state, contentDocument?.querySelector('#panel blockquote')?.textContent,
      ]));
    const seen = ['ready', 'wants the island for a park'];
    const none = /starts no service worker/.test(await told(page));
    if (!none) assert.deepEqual(frames.map(([state, words]) => [state, words?.replace(/[«»“”\s]+/g, ' ').trim()]), [seen, seen]);
  });
});
