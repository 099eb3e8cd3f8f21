// The page was built with an atlas; the files beside it may be of another.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { first } from './edition.mjs';
import { field } from './field.mjs';
import { serve } from './server.mjs';
import { boxOf, eventually, expectClaims, expectContents, manifest, newPage, ready, told } from './support.mjs';

test('an atlas exchanged beside a built page is shown instead of the one it was built with', async () => {
  const page = await newPage();
  await told(page, async () => {
    await page.route('**/geodata/atlas.json', async (route) => {
      const atlas = await (await route.fetch()).json();
      atlas.title = { fr: 'Une autre édition', en: 'Another edition' };
      await route.fulfill({ json: atlas });
    });
    await page.goto(page.at);
    await eventually(page, async () =>
      assert.equal(await page.locator('#panel h1').innerText(), 'Une autre édition'),
    );
    assert.equal(await page.locator('.first').count(), 0, 'the old picture is still there');
    await eventually(page, async () => assert.ok(await boxOf(page, 'artsvashen')));
    await page.locator('#panel nav [data-link=artsvashen]').click();
    await expectClaims(page, 'artsvashen');
  });
});

test('the notes and their sources come after the page is ready, also into a page that is open', async () => {
  const page = await newPage();
  await told(page, async () => {
    let release;
    const held = new Promise((done) => {
      release = done;
    });
    await page.route(`**/geodata/${manifest.regions}`, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${page.at}#region=artsvashen`);
    await ready(page);
    await expectClaims(page, 'artsvashen');
    assert.equal(await page.locator('#panel .note').count(), 0);
    const back = page.getByRole('button', { name: 'Tous les lieux' });
    const word = await back.evaluateHandle((button) => button.firstChild);
    // A finger is on a button when they come.
    await back.hover();
    await page.mouse.down();
    release();
    await eventually(page, async () => assert.ok((await page.locator('#panel .note').count()) > 0));
    await expectClaims(page, 'artsvashen');
    // WebKit asks for the very text that was pressed.
    assert.ok(await word.evaluate((text) => text.isConnected), 'what was pressed is no longer there');
    await page.mouse.up();
    await expectContents(page);
  });
});

test('without the notes the page works, says so, and can try again', async () => {
  const page = await newPage({ expected: [/regions\.json/] });
  await told(page, async () => {
    const where = `**/geodata/${manifest.regions}`;
    await page.route(where, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${page.at}#region=artsvashen`);
    await ready(page);
    const notice = page.getByRole('alert').locator('.notice').filter({ hasText: manifest.regions });
    await notice.waitFor();
    await expectClaims(page, 'artsvashen');
    await page.unroute(where);
    await notice.getByRole('button', { name: 'Réessayer' }).click();
    await eventually(page, async () => assert.ok((await page.locator('#panel .note').count()) > 0));
  });
});

test('another atlas in place of the page’s own is shown without a notice, and none of the old one’s files is asked for', async () => {
  const made = first();
  const folder = join(made, 'geodata');
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const files = field(['es', 'en']);
  for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(file));
  const server = await serve(made);
  const page = await newPage({ at: server.url, lang: 'es', expected: [/404/] });
  await told(page, async () => {
    await page.goto(server.url);
    await eventually(page, async () => assert.equal(await page.locator('#panel h1').innerText(), 'T es'));
    await eventually(page, async () => assert.ok(await boxOf(page, 'field')));
    assert.equal(await page.locator('.failures').innerText(), '');
    const asked = page.requests.filter((url) => url.includes('/geodata/')).map((url) => url.split('/geodata/')[1]);
    // The picture that stands in the page has a relief.
    const old = asked.filter((file) => !(file in files) && file !== manifest.relief.file);
    assert.deepEqual(old, []);
  });
});
