// What an author does in the studio: an article becomes an atlas, by mouse and by keyboard,
// nothing of it is lost, and nothing of it leaves the browser.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { eventually, told } from './browser.mjs';
import { dist } from './atlas.mjs';
import { program } from './program.mjs';
import { begin, click, counts, fill, files, findings, mark, press, saved, studio } from './studio.mjs';

const minerva = readFileSync(new URL('../atlases/minerva/article.txt', import.meta.url), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const about = { paper: 'Confins', published: '2026-11-27', language: 'es', languages: 'es, en' };
const heading = (page, name) => page.locator('#form-heading').filter({ hasText: name }).waitFor();
const isTold = (page, words) => eventually(page, async () => assert.match(await page.locator('#told').innerText(), words));
/** All that the check has found, wherever the page is. */
const seen = (page) => page.locator('.counts').getAttribute('title');
const isChecked = (page) => eventually(page, async () => assert.match(await page.locator('.counts').innerText(), /\d/));

/** A claim of some words: who says them, of what, in the author's own words. */
async function claim(page, words, { speaker, regions, es, en }) {
  await mark(page, words);
  await press(page, 'Make a claim of it');
  await heading(page, 'Excerpt');
  assert.equal(await page.locator('blockquote').innerText(), words);
  if (speaker) await page.getByLabel('Who speaks', { exact: true }).selectOption({ label: speaker });
  for (const region of regions) await page.getByLabel(region, { exact: true }).check();
  await fill(page, 'What it says, in your words (Spanish)', es);
  await fill(page, 'What it says, in your words (English)', en);
}

test('an article of 470 words becomes a checked atlas of six places', async () => {
  const page = await studio();
  await told(page, () => story(page));
});
async function story(page) {
  const begun = Date.now();
  await begin(page, minerva, about);

  // Countries that the article names are proposed, with their land.
  for (const [es, en] of [['Fiyi', 'Fiji'], ['Tonga', 'Tonga']]) {
    await page.getByRole('button', { name: `Add ${es}`, exact: true }).click();
    await heading(page, es);
    await fill(page, 'Name on the map (English)', en);
    assert.equal(await page.getByLabel('Style', { exact: true }).inputValue(), 'outline');
    await press(page, 'Places');
  }
  // What no list of towns knows is made of the article's words, and drawn.
  const drawn = [
    ['Minerva Norte', 'North Minerva', '-178.9152, -23.64'],
    ['Minerva Sur', 'South Minerva', '-179.1333, -23.9333'],
    ['Ono-i-Lau', 'Ono-i-Lau', '-178.7167, -20.65'],
  ];
  for (const [es, en, at] of drawn) {
    await mark(page, es);
    await press(page, 'Make a place of it');
    await heading(page, es);
    await fill(page, 'Name on the map (English)', en);
    await press(page, 'Draw a point');
    await click(page, 20, 30);
    await fill(page, 'Points (longitude, latitude)', at);
    await eventually(page, async () =>
      assert.equal(await page.getByLabel('Points (longitude, latitude)').inputValue(), at));
  }
  // An area, corner by corner.
  await press(page, 'Places');
  await fill(page, 'A new place', 'Doce millas');
  await press(page, 'Add');
  await heading(page, 'Doce millas');
  await fill(page, 'Name on the map (English)', 'Twelve miles');
  await press(page, 'Draw an area');
  for (const [dx, dy] of [[-60, -60], [60, -60], [60, 40], [-60, 40]]) await click(page, dx, dy);
  await press(page, 'Finish');
  await page.getByLabel('Style', { exact: true }).waitFor();

  // What is said of them.
  await claim(page, 'Nadie vive en ellos', {
    regions: ['Minerva Norte', 'Minerva Sur'], es: 'Los arrecifes están deshabitados.', en: 'The reefs are uninhabited.',
  });
  await mark(page, 'Fiyi no ha aceptado formalmente la anexión');
  await press(page, 'Make a claim of it');
  await page.getByLabel('Who speaks', { exact: true }).selectOption({ label: 'Somebody else…' });
  await fill(page, 'Name', 'Tonga Daily News');
  await fill(page, 'What they are (“mayor of Westbank”)', 'diario');
  await page.getByLabel('For whom they speak').selectOption({ label: 'For themselves alone' });
  await press(page, 'Add');
  await page.getByLabel('Fiyi', { exact: true }).check();
  await page.getByLabel('Kind', { exact: true }).selectOption('statement');
  await fill(page, 'What it says, in your words (Spanish)', 'Fiyi no reconoce la anexión.');
  await fill(page, 'What it says, in your words (English)', 'Fiji has not recognised the annexation.');
  for (const [words, region] of [
    ['Tonga reclamó los arrecifes', 'Tonga'], ['los habitantes de Ono-i-Lau', 'Ono-i-Lau'],
    ['en un radio de doce millas', 'Doce millas'],
  ]) {
    await claim(page, words, { regions: [region], es: 'Lo que cuenta el artículo.', en: 'What the article tells.' });
  }

  // What the check still finds is filled in where it says so.
  await isChecked(page);
  await page.locator('nav').getByRole('button', { name: 'Atlas', exact: true }).click();
  const paper = page.getByRole('group', { name: 'tonga-daily-news' });
  for (const [field, text] of [
    ['Name (English)', 'Tonga Daily News'], ['Who speaks (English)', 'Tonga Daily News'],
    ['What they are (“mayor of Westbank”) (English)', 'newspaper'],
  ]) {
    await paper.getByLabel(field, { exact: true }).fill(text);
    await paper.getByLabel(field, { exact: true }).blur();
  }
  await eventually(page, async () => assert.deepEqual((await counts(page))[0], 0, await seen(page)));

  const { folder } = await saved(page);
  const { status, stdout } = spawnSync(program, ['check', folder], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
  assert.equal(files(folder).has('article.txt'), false, 'the article stays with its author');
  console.log(`# made in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
}

const island = `An island

The council wants the island for a park.

Nobody lives there, and nobody has been asked: the boats go by, the birds stay, and on clear days
both towns can see each other across the strait. Nothing has been signed.
`;

/** An atlas of one place and one claim, made as quickly as can be. */
async function little(page) {
  await begin(page, island, {
    paper: 'The Paper', published: '2026-01-05', language: 'en', languages: 'en',
  });
  await fill(page, 'A new place', 'The island');
  await press(page, 'Add');
  await heading(page, 'The island');
  await press(page, 'Draw an area');
  for (const [dx, dy] of [[-40, -40], [40, -40], [40, 40], [-40, 40]]) await click(page, dx, dy);
  await press(page, 'Finish');
  await mark(page, 'wants the island for a park');
  await press(page, 'Make a claim of it');
  await heading(page, 'Excerpt');
  await fill(page, 'What it says, in your words', 'The council asks for the island.');
  await eventually(page, async () => assert.deepEqual((await counts(page))[0], 0, await seen(page)));
}

test('every step can be undone, and done again', async () => {
  const page = await studio();
  await told(page, async () => {
    await little(page);
    const { folder } = await saved(page);
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    let steps = 0;
    for (; await undo.isEnabled(); steps += 1) await undo.click();
    assert.ok(steps >= 4, `${steps} steps`);
    await press(page, 'Places');
    assert.equal(await page.locator('ul.list').first().locator('li').count(), 0);
    const redo = page.getByRole('button', { name: 'Redo', exact: true });
    for (let step = 0; step < steps; step += 1) await redo.click();
    assert.deepEqual(files((await saved(page)).folder), files(folder));
  });
});

test('an atlas is made by keyboard alone', async () => {
  const page = await studio();
  await told(page, async () => {
    await begin(page, island, {
      paper: 'The Paper', published: '2026-01-05', language: 'en', languages: 'en',
    });
    const keys = async (...all) => {
      for (const key of all) await page.keyboard.press(key);
    };
    await page.getByLabel('A new place').focus();
    await page.keyboard.type('The island');
    await keys('Tab', 'Enter');
    await heading(page, 'The island');
    await page.getByRole('button', { name: 'Draw an area' }).focus();
    await keys('Enter');
    await eventually(page, async () =>
      assert.equal(await page.evaluate(() => document.activeElement.id), 'map'));
    await keys('+', '+', '+', 'Space', 'ArrowRight', 'Space', 'ArrowDown', 'Space', 'ArrowUp', 'ArrowUp', 'Space', 'Backspace', 'Enter');
    await page.getByLabel('Style', { exact: true }).waitFor();
    const positions = () => page.getByLabel('Points (longitude, latitude)').inputValue();
    const drawn = await positions();
    assert.equal(drawn.split('\n').length, 3);
    // A corner moves, and another goes.
    await page.locator('circle.handle:not(.between)').nth(1).focus();
    await keys('Shift+ArrowLeft');
    await eventually(page, async () => assert.notEqual(await positions(), drawn));
    // Words are marked from word to word.
    await page.getByRole('listbox').focus();
    await keys('ArrowDown', 'ArrowRight', 'ArrowRight', ...Array(5).fill('Shift+ArrowRight'), 'Enter');
    await heading(page, 'Excerpt');
    assert.equal(await page.locator('blockquote').innerText(), 'wants the island for a park');
    await keys('Control+z');
    await heading(page, 'Claims');
    await keys('Control+Shift+z');
    await press(page, 'Claims');
    await page.getByRole('button', { name: 'wants the island for a park' }).waitFor();
  });
});

test('what was written is still there after the page has gone', async () => {
  const page = await studio();
  await told(page, async () => {
    await little(page);
    await page.waitForTimeout(1500);
    await page.reload();
    await page.getByRole('button', { name: 'Go on with: An island' }).click();
    await press(page, 'Claims');
    await page.getByRole('button', { name: 'wants the island for a park' }).click();
    assert.match(await page.getByRole('listbox').innerText(), /The council wants the island/);
    await page.reload();
    page.once('dialog', (dialog) => dialog.accept());
    await press(page, 'Forget: An island');
    await isTold(page, /Forgotten/);
    await page.reload();
    await page.getByRole('heading', { name: 'Begin a new atlas' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /Go on/ }).count(), 0);
  });
});

test('the preview is the page that readers will have, in both sizes, and follows', async () => {
  const page = await studio({ keeps: true });
  await told(page, async () => {
    await little(page);
    await press(page, 'Preview');
    for (const name of ['As on a laptop', 'As on a phone']) {
      const inner = page.frameLocator(`iframe[title="${name}"]`);
      await inner.locator('html[data-state=ready]').waitFor();
      await inner.locator('#panel [data-claim]').first().waitFor();
      assert.match(await inner.locator('#panel').innerText(), /wants the island for a park/);
    }
    await press(page, 'Close the preview');
    await fill(page, 'What it says, in your words', 'The council would have the island.');
    await press(page, 'Preview');
    const inner = page.frameLocator('iframe[title="As on a laptop"]');
    await inner.getByText('The council would have the island.').first().waitFor();
  });
});

test('an atlas that was opened is saved as it was, but for what was changed', async () => {
  const page = await studio();
  await told(page, async () => {
    await press(page, 'Open this bundle’s atlas');
    await isChecked(page);
    assert.deepEqual(await counts(page), [0, 0, 0]);
    const before = files((await saved(page)).folder);
    const published = files(join(dist, 'geodata'));
    for (const [name, text] of before) assert.equal(text, published.get(name), name);
    await fill(page, 'Title (English)', 'Another title');
    const after = files((await saved(page)).folder);
    const changed = [...after].filter(([name, text]) => text !== before.get(name));
    assert.deepEqual(changed.map(([name]) => name), ['atlas.json']);
    const [is, was] = [after.get('atlas.json'), before.get('atlas.json')].map((text) => text.split('\n'));
    assert.equal(is.length, was.length);
    assert.equal(is.filter((line, at) => line !== was[at]).length, 1);
  });
});

test('the article’s claims are found in its text, and nothing is sent', async () => {
  const page = await studio();
  await told(page, async () => {
    const { folder, zip } = await made(page);
    await page.getByLabel('Open a zip').setInputFiles(zip);
    await press(page, 'Claims');
    await page.getByRole('button', { name: 'wants the island for a park' }).click();
    const text = island.replace('\n\n', '\n\nA new first paragraph.\n\n');
    const before = page.requests.length;
    await page.getByLabel('Open a text file').setInputFiles({
      name: 'article.txt', mimeType: 'text/plain', buffer: Buffer.from(text),
    });
    await page.locator('.words .claimed').first().waitFor();
    assert.equal(await page.locator('.words .claimed').count(), 6);
    await isChecked(page);
    assert.deepEqual(page.requests.slice(before), []);
    const claims = JSON.parse(files((await saved(page)).folder).get('claims.json'));
    const place = ({ selectors }) => selectors.find(({ type }) => type === 'TextPositionSelector').start;
    assert.equal(place(claims.claims[0]), text.indexOf('wants the island'));
    assert.notEqual(claims.source.sha256, JSON.parse(files(folder).get('claims.json')).source.sha256);
  });
});

/** A little atlas, saved, and the studio's first page again. */
async function made(page) {
  await little(page);
  const all = await saved(page);
  page.once('dialog', (dialog) => dialog.accept());
  await press(page, 'Another atlas');
  await page.getByRole('heading', { name: 'Begin a new atlas' }).waitFor();
  return all;
}

test('a folder of the disk is opened, and saved where it was', async () => {
  const page = await studio();
  await told(page, async () => {
    // The browser's own picker cannot be used by a story: a folder of the same kind is chosen.
    await page.addInitScript(() => {
      window.showDirectoryPicker = () => navigator.storage.getDirectory();
    });
    await page.reload();
    await page.waitForSelector('html[data-state=ready]');
    await little(page);
    await press(page, 'Save into the folder');
    await isTold(page, /Saved/);
    page.once('dialog', (dialog) => dialog.accept());
    await press(page, 'Another atlas');
    await press(page, 'Open a folder');
    await page.getByRole('heading', { name: 'An island', exact: true }).waitFor();
    await fill(page, 'Title', 'Another island');
    await press(page, 'Save into the folder');
    await isTold(page, /Saved/);
    const written = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle('atlas.json')).getFile();
      const base = await (await root.getDirectoryHandle('base')).getFileHandle('land.geojson');
      return [JSON.parse(await file.text()).title.en, (await base.getFile()).size > 0];
    });
    assert.deepEqual(written, ['Another island', true]);
  });
});

test('notes say what the article does not, with their references', async () => {
  const page = await studio();
  await told(page, async () => {
    await little(page);
    await page.locator('nav').getByRole('button', { name: 'Atlas', exact: true }).click();
    await fill(page, 'Short name of the reference', 'Survey 2025');
    await fill(page, 'Title of the reference', 'A survey of the strait');
    await fill(page, 'Address of the reference', 'https://example.org/survey');
    await press(page, 'Add a reference');
    await page.getByText('survey-2025').waitFor();
    await press(page, 'Places');
    await page.getByRole('button', { name: 'The island', exact: true }).click();
    await press(page, 'Add a note');
    await fill(page, 'Note, in your words', 'It was surveyed in 2025.');
    await fill(page, 'Its sources (ids of references)', 'survey-2025');
    await eventually(page, async () => assert.deepEqual((await counts(page))[0], 0, await seen(page)));
    const regions = JSON.parse(files((await saved(page)).folder).get('regions.json'));
    assert.deepEqual(regions.regions[0].notes, [{ text: { en: 'It was surveyed in 2025.' }, sources: ['survey-2025'] }]);
    assert.deepEqual(Object.keys(regions.references), ['survey-2025']);
    await press(page, 'Remove this note');
    await eventually(page, async () => assert.equal(await page.getByLabel('Note, in your words').count(), 0));
  });
});

test('shapes of another program’s file draw a place', async () => {
  const page = await studio();
  await told(page, async () => {
    await little(page);
    await page.locator('nav').getByRole('button', { name: 'Atlas', exact: true }).click();
    await page.getByLabel('Take shapes from a file', { exact: true }).setInputFiles({
      name: 'pier.gpx', mimeType: 'application/gpx+xml',
      buffer: Buffer.from('<gpx version="1.1"><wpt lat="1.5" lon="2.5"><name>Pier</name></wpt></gpx>'),
    });
    await page.getByText('kept 1 feature').waitFor();
    await press(page, 'Places');
    await page.getByRole('button', { name: 'The island', exact: true }).click();
    await press(page, 'Use for the chosen place: Pier');
    await eventually(page, async () => assert.equal(await page.getByLabel('Style', { exact: true }).count(), 2));
    const { folder } = await saved(page);
    assert.match(files(folder).get('story.geojson'), /"coordinates":\[2\.5,1\.5\]/);
  });
});

test('what is no atlas is told, and a broken one says where it breaks', async () => {
  const page = await studio();
  await told(page, async () => {
    await page.getByLabel('Open a zip').setInputFiles({
      name: 'no.zip', mimeType: 'application/zip', buffer: Buffer.from('nothing'),
    });
    await isTold(page, /this is no zip that can be read/);
    await page.addInitScript(() => {
      window.showDirectoryPicker = () => navigator.storage.getDirectory();
    });
    await page.reload();
    await page.waitForSelector('html[data-state=ready]');
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const stream = await (await root.getFileHandle('atlas.json', { create: true })).createWritable();
      await stream.write('{"id": "broken",\n  "title": }');
      await stream.close();
    });
    await press(page, 'Open a folder');
    await page.getByRole('alert').filter({ hasText: 'atlas.json' }).waitFor();
    await eventually(page, async () => assert.match((await findings(page)).join(), /atlas\.json:2/));
  });
});

test('axe finds nothing, light and dark', async () => {
  for (const scheme of ['light', 'dark']) {
    const page = await studio({ scheme });
    await told(page, async () => {
      const look = async () => {
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((n) => n.html) }));
        assert.deepEqual(found, []);
      };
      await look();
      await little(page);
      for (const name of ['Places', 'Claims', 'Atlas', 'Check']) {
        await page.locator('nav').getByRole('button', { name, exact: true }).click();
        await look();
      }
    });
  }
});
