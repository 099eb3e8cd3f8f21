// A page that was visited once, on a line that is cut, slow, or half way to the
// next edition: what the service worker shows then. Its states are gone through
// in offline-model.test.mjs; here are the browser and two true bundles.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  address, dist, eventually, expectClaims, expectContents, langOf, newPage, ready, regionIds, told, view,
} from './support.mjs';
import { Site } from './site.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'confins-editions-'));
after(() => rmSync(temporary, { recursive: true }));

const listOf = (folder) => /<meta name="confins-files" content="([^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))[1];

const NEW_TITLE = 'Une autre édition';
const titles = new Map();

/** Another edition of the bundle: another title, another start script, built as an editor does it. */
function another() {
  const folder = join(temporary, 'another');
  cpSync(dist, folder, { recursive: true });
  const edit = (file, change) => writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  edit('geodata/atlas.json', (text) => {
    const atlas = JSON.parse(text);
    atlas.title.fr = NEW_TITLE;
    return JSON.stringify(atlas);
  });
  // The same rivers in another file.
  edit('geodata/base/rivers.geojson', (text) => `${text}\n`);
  const names = readdirSync(folder);
  const old = names.find((name) => /^start-[0-9a-f]+\.js$/.test(name));
  const script = readFileSync(join(folder, old), 'utf8');
  for (const copy of names.filter((name) => name.startsWith(old))) rmSync(join(folder, copy));
  const changed = `${script}\n// Another edition.\n`;
  const [before, now] = [script, changed].map((text) => `sha256-${createHash('sha256').update(text).digest('base64')}`);
  const renamed = `start-${createHash('sha256').update(changed).digest('hex').slice(0, 16)}.js`;
  writeFileSync(join(folder, renamed), changed);
  edit('index.html', (html) => html.replaceAll(old, renamed).replaceAll(before, now));
  execFileSync('cargo', ['xtask', 'prerender', '--dist', folder], { cwd: root, stdio: 'ignore' });
  return folder;
}

const second = another();
titles.set(dist, JSON.parse(readFileSync(join(dist, 'geodata/atlas.json'), 'utf8')).title.fr);
titles.set(second, NEW_TITLE);

/** What a browser says of its line. */
const NO_LINE = [/ERR_(CONNECTION|INTERNET|EMPTY|FAILED|SOCKET)/, /Failed to (fetch|load resource)/];

/** A story of a reader with a site of their own. */
const at = (tell, { folders = { '/': dist }, ...options } = {}) => async (t) => {
  const site = await new Site(folders).open();
  const page = await newPage({ at: site.url(), keeps: true, expected: NO_LINE, ...options });
  await told(page, () => tell({ page, site, t }));
  await site.cut();
};

/** Which edition the browser keeps, by its list. */
const keeps = (page, path = '/') =>
  page.evaluate(async (entry) => (await caches.match(entry))?.headers.get('confins-files') ?? null, `${path}sw.js?page`);

const expectKept = (page, folder, path) =>
  eventually(page, async () => assert.equal(await keeps(page, path), folder && listOf(folder)));

/** Comes to the page, which works and is of the edition in `folder`. */
async function visit(page, folder, to = page.at) {
  await page.goto('about:blank');
  await page.goto(to);
  await ready(page);
  assert.equal(await page.locator('#panel h1').innerText(), titles.get(folder));
}

/** A first visit, after which the edition is kept. */
async function first(page, folder = dist) {
  await visit(page, folder);
  await expectKept(page, folder);
}

/** The page says that it is the one that is kept. */
const expectTold = (page) => page.locator('#panel .kept').waitFor();

/** The page has all that it can have: no part is missing. */
async function expectWhole(page) {
  for (const id of regionIds) {
    await view(page, `#region=${id}`);
    await expectClaims(page, id);
  }
  await page.getByRole('button', { name: 'Tous les lieux' }).click();
  await expectContents(page);
  assert.equal((await page.locator('#map .failures').innerText()).trim(), '');
}

const CLOSE = '#map=10.5/39.82/46.75';

/** A picture of the map where `hash` has it, once it no longer changes. */
async function settled(page, hash) {
  if (hash) await view(page, hash);
  let before;
  return eventually(page, async () => {
    await page.waitForTimeout(400);
    const now = await page.locator('#map').screenshot();
    const same = before?.equals(now);
    before = now;
    assert.ok(same, 'the map still changes');
    return now;
  });
}

describe('without network', { concurrency: 2 }, () => {
  test('a second visit has everything: each place, the relief and the base map up close', at(async ({ page, site }) => {
    await first(page);
    const online = [await settled(page, ''), await settled(page, CLOSE)];
    await site.cut();
    await visit(page, dist);
    for (const [i, hash] of ['', CLOSE].entries()) {
      if (hash) await view(page, hash);
      await eventually(page, async () =>
        assert.ok((await page.locator('#map').screenshot()).equals(online[i]), `the map at “${hash}” is another one`));
    }
    await expectWhole(page);
    await expectTold(page);
  }));

  test('search, languages and figures work', at(async ({ page, site }) => {
    await first(page);
    await site.cut();
    await visit(page, dist);
    await page.getByRole('combobox', { name: /^Chercher/ }).fill('Bashkend');
    await eventually(page, async () =>
      assert.match((await page.getByRole('option').allInnerTexts())[0] ?? '', /^Artsvashen/));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'en'));
    assert.match(await page.locator('#panel .kept').innerText(), /^The network does not answer: .* 20\d\d\.$/);
    await page.locator('#panel .more summary').click();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /SVG/ }).click()]);
    assert.match(readFileSync(await saved.path(), 'utf8'), /^<svg[\s\S]*<\/svg>\s*$/);
  }));

  test('a link opens where it leads, also with a file’s name and a question', at(async ({ page, site }) => {
    await first(page);
    await site.cut();
    for (const path of ['', 'index.html', '?embed', '?from=a-letter']) {
      await page.goto('about:blank');
      await page.goto(`${page.at}${path}#region=karki`);
      await ready(page);
      await expectClaims(page, 'karki');
      assert.equal((await address(page)).get('region'), 'karki');
    }
  }));

  test('a first visit that is cut off when the page is kept goes on from what is kept', at(async ({ page, site }) => {
    await first(page);
    await site.cut();
    await settled(page, CLOSE);
    await expectWhole(page);
  }));

  test('a page in another tab opens too', at(async ({ page, site }) => {
    await first(page);
    await site.cut();
    const tab = await newPage({ at: page.at, beside: page, expected: NO_LINE });
    await told(tab, () => visit(tab, dist));
  }));
});

describe('a network that does not answer', { concurrency: 2 }, () => {
  for (const [name, spoil] of [
    ['that is silent', () => {}],
    ['that breaks off in the middle', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': 100_000 });
      response.write('<!DOCTYPE html><title>Half a page</title>', () => response.destroy());
    }],
    ['whose server is broken', (answer) => answer(503, { 'Content-Type': 'text/html' }, 'later')],
  ]) {
    test(`the page that is kept comes in the place of one ${name}`, at(async ({ page, site }) => {
      await first(page);
      site.spoilt = { '/': spoil };
      await visit(page, dist);
      await expectTold(page);
    }));
  }

  test('what the server says of a page that is gone is shown', at(async ({ page, site }) => {
    await first(page);
    site.spoilt = { '/': (answer) => answer(410, { 'Content-Type': 'text/plain' }, 'withdrawn') };
    await page.goto('about:blank');
    await page.goto(page.at);
    assert.equal(await page.locator('body').innerText(), 'withdrawn');
  }));
});

describe('editions', { concurrency: 2 }, () => {
  test('a new edition is shown at once, and is the one that is kept', at(async ({ page, site }) => {
    await first(page);
    site.folders = { '/': second };
    await first(page, second);
    assert.equal(await page.locator('#panel .kept').count(), 0);
    await site.cut();
    await visit(page, second);
  }));

  test('a rollback is an edition like any other', at(async ({ page, site }) => {
    await first(page, dist);
    for (const folder of [second, dist]) {
      site.folders = { '/': folder };
      await first(page, folder);
    }
    await site.cut();
    await visit(page, dist);
    await expectWhole(page);
  }));

  test('of one that came half way nothing is shown; it goes on from there', at(async ({ page, site }) => {
    await first(page);
    site.folders = { '/': second };
    const missing = (answer) => answer(404, { 'Content-Type': 'text/plain' }, 'not yet here');
    // The list itself: nothing that the page asks for.
    const list = listOf(second);
    site.spoilt = { [list]: missing };
    await visit(page, second);
    const tried = () => site.asked.filter(({ path, status }) => path.endsWith(list) && status === 404).length;
    await eventually(page, async () => assert.ok(tried() > 0));
    await site.cut();
    await visit(page, dist);
    await expectWhole(page);
    await site.open();
    site.spoilt = {};
    site.asked = [];
    await first(page, second);
    const again = site.asked.filter(({ bytes, path }) => bytes > 0 && path.endsWith('.js'));
    assert.deepEqual(again.map(({ path }) => path).filter((path) => path.startsWith('/start-')), []);
    await site.cut();
    await visit(page, second);
  }));

  test('a tab with the old edition keeps all of it while another brings the new one', at(async ({ page, site }) => {
    await first(page);
    const tab = await newPage({ at: page.at, beside: page, expected: NO_LINE });
    await told(tab, async () => {
      await visit(tab, dist);
      site.folders = { '/': second };
      await first(page, second);
      await visit(page, second);
      // What is read only up close comes now, and is still the old edition's.
      await settled(tab, CLOSE);
      await expectWhole(tab);
      assert.equal(await tab.locator('#panel h1').innerText(), titles.get(dist));
    });
  }));

  test('a file that the line spoils is not kept', at(async ({ page, site }) => {
    site.spoilt = { 'icon-192.png': (answer) => answer(200, { 'Content-Type': 'image/png' }, 'something else') };
    await visit(page, dist);
    await eventually(page, async () => assert.ok(site.asked.filter(({ path }) => path.endsWith('icon-192.png')).length >= 2));
    assert.equal(await keeps(page), null);
    site.spoilt = {};
    await first(page);
  }));
});

describe('what the browser keeps', { concurrency: 2 }, () => {
  test('is taken away by publishing sw_retire.js as sw.js, and nothing else with it', at(async ({ page, site }) => {
    await page.goto(page.at);
    await page.evaluate(() => caches.open('another page’s'));
    await first(page);
    const folder = join(temporary, 'retired');
    cpSync(dist, folder, { recursive: true });
    for (const copy of ['.br', '.gz']) rmSync(join(folder, `sw.js${copy}`), { force: true });
    renameSync(join(folder, 'sw_retire.js'), join(folder, 'sw.js'));
    site.folders = { '/': folder };
    await visit(page, dist);
    const isGone = () =>
      eventually(page, async () => {
        const left = await page.evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]);
        assert.deepEqual(left, [['another page’s'], 0]);
      });
    // Chromium looks for another sw.js when the old one rests, which takes its time on a busy machine.
    await isGone().catch(isGone);
    await visit(page, dist);
  }));

  test('is each page’s own, of several on one origin', at(async ({ page, site }) => {
    for (const [path, folder] of [['/one/', dist], ['/two/', second]]) {
      await page.goto(site.url(path));
      await ready(page);
      await expectKept(page, folder, path);
    }
    await site.cut();
    await visit(page, dist, site.url('/one/'));
    await visit(page, second, site.url('/two/'));
  }, { folders: { '/one/': dist, '/two/': second } }));

  test('is nothing for a page in a frame', at(async ({ page, site }) => {
    const host = join(temporary, 'host');
    cpSync(dist, join(host, 'map'), { recursive: true });
    writeFileSync(join(host, 'index.html'), '<!DOCTYPE html><iframe src="map/index.html?embed" width="800" height="600"></iframe>');
    site.folders = { '/': host };
    await page.goto(page.at);
    await page.frameLocator('iframe').locator('html[data-state=ready]').waitFor({ state: 'attached' });
    await page.waitForTimeout(1_500);
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  }));

  test('is nothing where the reader saves data', at(async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } });
    });
    await visit(page, dist);
    await page.waitForTimeout(1_500);
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  }));

  test('costs little more line than the visit itself, and then nothing', at(async ({ page, site, t }) => {
    await visit(page, dist);
    await page.waitForLoadState('networkidle');
    await expectKept(page, dist);
    const sum = (asked) => asked.reduce((all, { bytes }) => all + bytes, 0);
    const from = site.asked.findIndex(({ path }) => path.endsWith('/sw.js'));
    const [visited, more] = [sum(site.asked.slice(0, from)), sum(site.asked.slice(from))];
    t.diagnostic(`${visited} bytes before sw.js was asked for, ${more} after`);
    for (const { path, bytes } of site.asked.slice(from)) if (bytes > 0) t.diagnostic(`${path} ${bytes}`);
    site.asked = [];
    await visit(page, dist);
    await page.waitForTimeout(1_500);
    // The browser asks for the script itself as it likes.
    const asked = site.asked.filter(({ path, bytes }) => bytes > 0 && path !== '/sw.js');
    assert.deepEqual(asked, []);
  }));
});

test('the page can be installed: the browser finds nothing against it', at(async ({ page }) => {
  await first(page);
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A browser context of a test is a private window.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
}));
