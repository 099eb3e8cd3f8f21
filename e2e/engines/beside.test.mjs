// The article beside its map, in every engine: a text is given, its excerpts stand in it, and
// text and map follow each other.
import assert from 'node:assert/strict';
import { until } from './page.mjs';
import { fromOutside, ready } from './stories.mjs';
import { claims, excerpt } from '../atlas.mjs';

// The article itself is never in the repository: the excerpts, as a text of their own.
const TEXT = claims.map((claim) => `So much is quoted: ${excerpt(claim)}.`).join('\n\n');

const state = (page) =>
  page.evaluate(() => {
    const inner = document.querySelector('#map').contentWindow;
    return {
      hash: inner?.location.hash,
      map: inner?.document.documentElement?.dataset.state,
      read: [...document.querySelectorAll('.excerpt[aria-current]')].flatMap(({ dataset }) => dataset.claims.split(' ')),
    };
  });

fromOutside('the article stands beside its map', {}, async (page, server) => {
  await page.go(`${server.url}beside/#lang=en`);
  await ready(page);
  await until(async () => assert.equal((await state(page)).map, 'ready'));
  await page.evaluate((text) => { document.querySelector('textarea').value = text; }, TEXT);
  await page.click(['button', 'Show it beside the map']);
  await until(async () =>
    assert.equal(
      await page.first('[role=status]', (status) => status.innerText),
      `Excerpts found word for word: ${claims.length} of ${claims.length}\nThis is not letter for letter the text that was quoted.`,
    ));
  const [first, second] = claims;
  await page.click(['link', excerpt(first)]);
  await until(async () => {
    const { hash, read } = await state(page);
    assert.deepEqual(read, [first.id]);
    assert.match(hash, new RegExp(`map=.*claim=${first.id}`));
  });
  await page.evaluate((id) => { document.querySelector('#map').contentWindow.location.hash = `claim=${id}`; }, second.id);
  await until(async () => assert.deepEqual((await state(page)).read, [second.id]));
});
