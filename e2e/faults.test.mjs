// Files that do not arrive: each is named with a way to try again, and the
// rest of the page works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsOf, manifest } from './atlas.mjs';
import { drawn, expectClaims, expectContents, newPage, ready, site, told } from './support.mjs';

const LOST = [/Failed to load resource/, /^failed: /];

/** Opens the page with one file broken, tells, mends it when asked. */
function broken(file, how, tell) {
  return async () => {
    const page = await newPage({ expected: LOST });
    await told(page, async () => {
      const pattern = `**/geodata/${file}`;
      await page.route(pattern, how);
      await page.goto(site);
      await tell(page, () => page.unroute(pattern));
    });
  };
}

const gone = (route) => route.fulfill({ status: 404, body: 'gone' });
const cut = (route) => route.abort('connectionreset');
const mangled = (route) => route.fulfill({ status: 200, body: '{"type": "FeatureColl' });

const alert = (page) => page.locator('#map .failures[role=alert]');

/** Whether the ground canvas shows more than one colour. */
const isDrawn = (page) =>
  page.$eval('#map .ground', (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set(new Uint32Array(data.buffer).filter((_, i) => i % 997 === 0));
    return colours.size > 3;
  });

async function expectRecovery(page, file, mend) {
  await alert(page).locator('code', { hasText: file }).waitFor();
  await mend();
  await page.click('#map .failures [data-retry]');
  await page.waitForFunction(() => document.querySelector('#map .failures').childElementCount === 0);
  await ready(page);
}

for (const { id, file } of manifest.layers) {
  const how = { rivers: cut, villages: mangled }[id] ?? gone;
  test(
    `without the layer ${id} the rest works, and a retry brings it`,
    broken(file, how, async (page, mend) => {
      await ready(page);
      await alert(page).locator('code', { hasText: file }).waitFor();
      assert.ok(await isDrawn(page), 'the map is blank');
      await expectContents(page);
      // A region that lacks its layer is still read.
      await page.click('#panel [data-link=artsvashen]');
      await page.waitForSelector('#panel [data-claim=artsvashen] blockquote');
      await page.keyboard.press('Escape');
      await expectRecovery(page, file, mend);
      await page.click('#panel [data-link=artsvashen]');
      await expectClaims(page, 'artsvashen');
      assert.ok(await isDrawn(page));
    }),
  );
}

test(
  'without the relief the map is flat, and a retry brings it',
  broken(manifest.relief.file, gone, async (page, mend) => {
    await ready(page);
    await alert(page).locator('code', { hasText: manifest.relief.file }).waitFor();
    const picture = () => page.$eval('#map .ground', (canvas) => canvas.toDataURL());
    const flat = await picture();
    assert.ok(await isDrawn(page));
    await expectRecovery(page, manifest.relief.file, mend);
    for (let i = 0; i < 20 && (await picture()) === flat; i += 1) await drawn(page);
    assert.notEqual(await picture(), flat, 'the relief does not appear');
  }),
);

for (const [file, how] of [
  ['atlas.json', gone],
  [manifest.regions, mangled],
  [manifest.claims, cut],
]) {
  test(
    `without ${file} the page says so, and a retry opens it`,
    broken(file, how, async (page, mend) => {
      await page.waitForSelector('html[data-state=failed]');
      await expectRecovery(page, file, mend);
      await page.click('#panel [data-link=artsvashen]');
      await expectClaims(page, 'artsvashen');
    }),
  );
}

test('with every layer and the relief lost, all claims are still read', async () => {
  const page = await newPage({ expected: LOST });
  await told(page, async () => {
    for (const pattern of ['**/*.geojson', '**/*.webp']) await page.route(pattern, gone);
    await page.goto(site);
    await alert(page).locator('[data-retry]').first().waitFor();
    for (const id of ['nagorno-karabakh', 'eight-villages', 'artsvashen']) {
      await page.click(`#panel [data-link=${id}]`);
      await page.waitForSelector(`#panel [data-claim=${claimsOf(id)[0].id}] blockquote`);
      assert.equal(await page.locator('#panel [data-claim]').count(), claimsOf(id).length);
      await page.click('[data-back]');
    }
    await page.waitForSelector('html[data-state=ready]');
  });
});

for (const elsewhere of ['https://elsewhere.example/', '//elsewhere.example/', 'data:text/plain,']) {
  test(`an atlas from ${elsewhere} is refused, and nothing is asked of it`, async () => {
    const page = await newPage();
    await told(page, async () => {
      await page.goto(`${site}?atlas=${encodeURIComponent(elsewhere)}`);
      await page.waitForSelector('html[data-state=failed]');
      await alert(page).locator('[data-retry]').waitFor();
      assert.deepEqual(
        page.requests.filter((url) => !url.startsWith(site)),
        [],
      );
    });
  });
}
