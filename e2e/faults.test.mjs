// Files that do not arrive, or arrive broken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  boxOf, childrenOf, eventually, expectClaims, expectContents, expectText, manifest, newPage, ready, regionIds, told,
} from './support.mjs';
import { layersOf } from './atlas.mjs';

const MISSING = { status: 404, contentType: 'text/plain', body: 'not here' };
const BROKEN = { status: 200, contentType: 'application/json', body: '{"type": "FeatureCollection", "features": [' };

/** What the browser itself says of a file that does not arrive. */
const complaintOf = (file) => new RegExp(`(Failed to load resource|^failed: ).*${file.replaceAll('*', '.*')}`);

/** A story in which a file of the atlas is answered with `answer`, until `mend` is called. */
const withFault = (file, answer, tell) => async () => {
  const page = await newPage({ expected: [complaintOf(file)] });
  await told(page, async () => {
    const where = `**/geodata/${file}`;
    await page.route(where, (route) => route.fulfill(answer));
    // Named in the address, an atlas is read anew, whatever the page came with.
    await page.goto(`${page.at}?atlas=geodata/`);
    await tell(page, () => page.unroute(where));
  });
};

/** The alert that names `file`. */
const notice = (page, file) => page.getByRole('alert').locator('.notice, p').filter({ hasText: file });

const retry = (page, file) => notice(page, file).getByRole('button', { name: 'Réessayer' });

const expectNoNotice = (page) =>
  eventually(page, async () => assert.equal((await page.getByRole('alert').allInnerTexts()).join('').trim(), ''));

/** Regions that stay on the map without a layer, and those that do not. */
const without = (layer) => regionIds.filter((id) => layersOf(id).join() === layer);

describe('a layer that fails', { concurrency: 2 }, () => {
  for (const { id, file } of manifest.layers) {
    test(
      `${file} missing: it is named, everything else works, and trying again brings it`,
      withFault(file, MISSING, async (page, mend) => {
        await ready(page);
        await notice(page, file).waitFor();
        await expectContents(page);
        const lost = without(id).filter((region) => childrenOf(region).length === 0);
        for (const region of lost) assert.equal(await boxOf(page, region), null, region);
        const read = lost[0] ?? 'stepanakert';
        await page.locator(`#panel nav [data-link=${read}]`).click();
        await expectClaims(page, read);
        await mend();
        await retry(page, file).click();
        await expectNoNotice(page);
        await ready(page);
        for (const region of lost) {
          await eventually(page, async () => assert.ok(await boxOf(page, region), `${region} is not back`));
        }
        await expectClaims(page, read);
      }),
    );
  }

  for (const file of ['base/water.geojson', 'villages.geojson']) {
    test(
      `${file} cut off: it is named, and trying again brings it`,
      withFault(file, BROKEN, async (page, mend) => {
        await ready(page);
        await notice(page, file).waitFor();
        await page.locator('#panel nav [data-link=karki]').click();
        await expectClaims(page, 'karki');
        await mend();
        await retry(page, file).click();
        await expectNoNotice(page);
      }),
    );
  }

  test(
    'the relief missing: it is named, the map stays flat, and trying again brings it',
    withFault(manifest.relief.file, MISSING, async (page, mend) => {
      await ready(page);
      await notice(page, manifest.relief.file).waitFor();
      const flat = await page.locator('#map').screenshot();
      await mend();
      await retry(page, manifest.relief.file).click();
      await expectNoNotice(page);
      await eventually(page, async () => {
        assert.ok(!(await page.locator('#map').screenshot()).equals(flat), 'the map stays flat');
      });
    }),
  );

  test(
    'all layers missing: every claim can still be read',
    withFault('**/*.geojson', MISSING, async (page) => {
      await ready(page);
      for (const { file } of manifest.layers) await notice(page, file).waitFor();
      for (const id of regionIds) {
        await page.locator(`#panel nav [data-link=${id}]`).click();
        await expectText(page, id);
        await page.getByRole('button', { name: 'Tous les lieux' }).click();
      }
    }),
  );
});

describe('one bad feature', () => {
  for (const [file, stays] of [['occupied-areas.geojson', 'tegh'], ['base/countries.geojson', 'turkey']]) {
    test(
      `in ${file}: the others are drawn, and the page says how many are missing`,
      async () => {
        const page = await newPage();
        await told(page, async () => {
          await page.route(`**/geodata/${file}`, async (route) => {
            const layer = await (await route.fetch()).json();
            layer.features[0].geometry = { type: 'Polygon', coordinates: [[[45, 40], [46, 40]]] };
            await route.fulfill({ json: layer });
          });
          await page.goto(`${page.at}?atlas=geodata/`);
          await ready(page);
          await notice(page, file).filter({ hasText: /\b1\b/ }).waitFor();
          await eventually(page, async () => assert.ok(await boxOf(page, stays), `${stays} is not there`));
          await page.locator(`#panel nav [data-link=${stays}]`).click();
          await expectClaims(page, stays);
        });
      },
    );
  }
});

describe('a text that fails', { concurrency: 2 }, () => {
  for (const file of ['atlas.json', manifest.regions, manifest.claims]) {
    const faults = { missing: MISSING, 'cut off': BROKEN, 'of another kind': { json: [] } };
    for (const [how, answer] of Object.entries(faults)) {
      test(
        `${file} ${how}: the page says so, and trying again brings everything`,
        withFault(file, answer, async (page, mend) => {
          await page.waitForSelector('html[data-state=failed]');
          await notice(page, file).waitFor();
          await mend();
          await retry(page, file).click();
          await ready(page);
          await expectNoNotice(page);
          await page.locator('#panel nav [data-link=karki]').click();
          await expectClaims(page, 'karki');
        }),
      );
    }
  }
});

describe('an atlas of another place', { concurrency: 2 }, () => {
  for (const [name, address] of Object.entries({
    'another origin': 'https://elsewhere.example/',
    'another origin without a scheme': '//elsewhere.example/',
    'a script': 'javascript:alert(1)',
    data: 'data:application/json,{}',
  })) {
    test(`${name} is refused with a message, and nothing is asked of it`, async () => {
      const page = await newPage();
      await told(page, async () => {
        await page.goto(`${page.at}?atlas=${encodeURIComponent(address)}`);
        await page.waitForSelector('html[data-state=failed]');
        await notice(page, /elsewhere|atlas/).waitFor();
        const asked = page.requests.filter((url) => !url.startsWith(page.at) || url.includes('/geodata/'));
        assert.deepEqual(asked, []);
      });
    });
  }

  test('another folder of the same origin is read', async () => {
    const page = await newPage();
    await told(page, async () => {
      await page.route('**/other/**', async (route) => {
        const url = route.request().url().replace('/other/', '/geodata/');
        await route.fulfill({ response: await route.fetch({ url }) });
      });
      await page.goto(`${page.at}?atlas=other#region=karki`);
      await ready(page);
      await expectClaims(page, 'karki');
      assert.ok(page.requests.some((url) => url.endsWith('/other/atlas.json')));
      assert.ok(!page.requests.some((url) => url.includes('/geodata/')));
    });
  });
});

test('the program missing: the page says so in both languages, and how to try again', async () => {
  const page = await newPage({ expected: [/\.wasm/, /^console: TypeError: Failed to fetch/] });
  await told(page, async () => {
    await page.route('**/*.wasm', (route) => route.fulfill(MISSING));
    await page.goto(page.at);
    await page.waitForSelector('html[data-state=failed]');
    const alert = page.getByRole('alert');
    assert.match(await alert.innerText(), /La carte n’a pas pu démarrer/);
    assert.match(await alert.innerText(), /The map could not start/);
    await page.unroute('**/*.wasm');
    await alert.getByRole('link', { name: 'Try again' }).click();
    await ready(page);
    await expectContents(page);
  });
});
