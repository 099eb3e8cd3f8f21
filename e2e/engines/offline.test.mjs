// The second visit without network; every order of what may happen is gone
// through in offline-model.test.mjs, on Chromium in offline.test.mjs.
import assert from 'node:assert/strict';
import { expectClaims, expectContents, regionIds, view } from '../support.mjs';
import { until } from './page.mjs';
import { fromOutside, ready, screens } from './stories.mjs';

/** What the engines say of a line that is cut. */
const NO_LINE = [
  /Failed to (fetch|load resource)|Fetch API cannot load|Load failed|network error|ERR_/,
  /NetworkError|network connection was lost|Could not connect|due to access control checks/,
];

/** Waits until the browser keeps the page. */
const kept = (page) =>
  until(async () => {
    const isKept = await page.evaluate(async () => Boolean(await caches.match(new URL('sw.js?page', document.baseURI).href)));
    assert.ok(isKept, 'nothing is kept');
  });

const notices = (page) => page.all('#panel .kept', (notice) => notice.innerText);

for (const [where, options] of Object.entries(screens)) {
  fromOutside(`${where}, a second visit without network has every place, and says so`, { ...options, keeps: true, expected: NO_LINE }, async (page, server) => {
    await page.go(server.url);
    await ready(page);
    await kept(page);
    await server.stop();
    try {
      await page.go(server.url);
      await ready(page);
      await until(async () => assert.match((await notices(page)).join(), /gardée par ce navigateur le/));
      for (const id of regionIds) {
        await view(page, `#region=${id}`);
        await expectClaims(page, id);
      }
      await page.click(['button', 'Tous les lieux']);
      await expectContents(page);
      assert.deepEqual(await page.all('[role=alert] .notice', (notice) => notice.innerText), []);
    } finally {
      await server.start();
    }
    // A network that is too slow for the patience of a page is as good as none.
    await until(async () => {
      await page.reload();
      await ready(page);
      assert.deepEqual(await notices(page), [], 'with a network again, the page is the network’s');
    });
  });
}
