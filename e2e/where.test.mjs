// The map without eyes: where places lie, in words, and a walk over it by keys. What
// is said is what `docs/descriptions.md` has, which the build's tests hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { both, eventually, expectClaims, expectFocus, newPage, ready, region, regionIds, story, told, view } from './support.mjs';

const transcripts = readFileSync(new URL('../docs/descriptions.md', import.meta.url), 'utf8');

/** A text with plain spaces. */
const plain = (text) => text.replace(/\s+/gu, ' ').trim();

/** What the transcripts say of a region, less how exact it is, which the page says itself. */
function said(id, lang) {
  const { en, fr } = region(id).label;
  const part = transcripts.split(`\n### ${en} / ${fr}\n`)[1].split('\n### ')[0];
  const lists = part.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('- ')));
  const list = lists.filter((lines) => lines.length > 0)[lang === 'en' ? 0 : 1];
  const exact = /^- (Précision du tracé|How exact the drawing is)/;
  return list.filter((line) => !exact.test(line)).map((line) => plain(line.slice(2)));
}

/** What the transcripts answer to a question of the walk, in French. */
function answered(line) {
  assert.ok(plain(transcripts).includes(line), `the transcripts lack: ${line}`);
  return line;
}

const summary = (page, words = 'Sur la carte, en mots') => page.locator('#panel details.where summary', { hasText: words });

const facts = (page) =>
  page.evaluate(() => [...document.querySelectorAll('#panel details.where[open] li')].map((li) => li.innerText));

const expectFacts = (page, wanted) =>
  eventually(page, async () => assert.deepEqual((await facts(page)).map(plain), wanted));

/** What the panel answered to the last key, for everyone to read, and spoken. */
const answer = async (page) => plain(await page.locator('#panel .answer').innerText());

const expectAnswer = (page, wanted) =>
  eventually(page, async () => {
    const text = await answer(page);
    if (wanted instanceof RegExp) assert.match(text, wanted);
    else assert.equal(text, wanted);
  });

both('a region’s page tells where it lies, once its reader opens that', '#region=artsvashen', async (page) => {
  await expectClaims(page, 'artsvashen');
  assert.deepEqual(await facts(page), []);
  await summary(page).click();
  await expectFacts(page, said('artsvashen', 'fr'));
});

test('by keyboard, and it stays open from region to region', story('#region=karki', async (page) => {
  await expectClaims(page, 'karki');
  await summary(page).focus();
  await page.keyboard.press('Enter');
  await expectFacts(page, said('karki', 'fr'));
  for (const id of ['nakhchivan', 'syunik-corridor', 'eight-villages']) {
    await view(page, `#region=${id}`);
    await expectFacts(page, said(id, 'fr'));
  }
  await summary(page).focus();
  await page.keyboard.press('Enter');
  await eventually(page, async () => assert.deepEqual(await facts(page), []));
  await view(page, '#region=armenia');
  await eventually(page, async () => assert.equal(await page.locator('#panel details.where').count(), 1));
  assert.deepEqual(await facts(page), []);
}));

test('in the language and for the date of the map', story('#region=kheyrimli&lang=en', async (page) => {
  await summary(page, 'On the map, in words').click();
  await expectFacts(page, said('kheyrimli', 'en'));
  await view(page, '#region=kheyrimli&lang=en&asof=2024-05-25');
  await eventually(page, async () => {
    const [state] = await facts(page);
    assert.equal(plain(state ?? ''), 'Country, by the border drawn: Azerbaijan.');
  });
}));

both('Shift and an arrow go to the nearest place on that side, and say so', '', async (page) => {
  await page.locator('#map [data-region=stepanakert]').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expectAnswer(page, answered('Au sud : Près de Tegh, à environ 35 km ; plus près, la ville : Choucha, à 6 km.'));
  await expectFocus(page, 'region tegh');
  await page.keyboard.press('Enter');
  await expectClaims(page, 'tegh');
  await expectAnswer(page, '');
});

test('a place under its group’s badge is walked over, and read', story('', async (page) => {
  await page.locator('#map [data-region=artsvashen]').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expectAnswer(page, /^Au nord : /u);
  const [, name] = (await answer(page)).match(/^Au nord : ([^,]+),/u);
  await page.keyboard.press('Enter');
  await eventually(page, async () => assert.equal(await page.locator('#panel h2').first().innerText(), name));
}));

test('Enter chooses what was answered, though the focus is not there yet', story('', async (page) => {
  await page.locator('#map [data-region=artsvashen]').focus();
  // Pressed in the moment of the answer, as on a page that is slow to move the focus.
  await page.evaluate(() => {
    const box = document.querySelector('#panel .answer');
    new MutationObserver((_, observer) => {
      observer.disconnect();
      globalThis.heard = box.innerText;
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }).observe(box, { childList: true });
  });
  await page.keyboard.press('Shift+ArrowUp');
  await eventually(page, async () => {
    const [, name] = plain(await page.evaluate(() => globalThis.heard ?? '')).match(/^Au nord : ([^,]+),/u) ?? [];
    assert.equal(await page.locator('#panel h2').first().innerText(), name);
  });
}));

test('a key, and the share menu, are answered though the texts come late', async () => {
  const page = await newPage();
  await told(page, async () => {
    let release;
    const asked = new Promise((done) => (release = done));
    await page.route('**/geodata/claims.json', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(page.at);
    await ready(page);
    await page.locator('#map [data-region=artsvashen]').focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.locator('#panel .more summary').click();
    release();
    await expectAnswer(page, /^Au nord : /u);
    await page.getByRole('button', { name: 'Copier la citation', exact: true }).waitFor();
  });
});

test('where there is none, that is said and the focus stays', story('', async (page) => {
  await page.locator('#map [data-region=turkey]').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expectAnswer(page, 'À l’ouest : aucun lieu de l’article.');
  await expectFocus(page, 'region turkey');
}));

test('V tells what is in view by number, and a number chooses there', story('', async (page) => {
  await page.locator('#map').focus();
  await page.keyboard.press('v');
  await expectAnswer(page, /^À l’écran : 1 .+, 2 .+, 3 /u);
  const text = await answer(page);
  const second = text.match(/ 2 ([^,]+),/u)[1];
  await page.keyboard.press('2');
  await eventually(page, async () => assert.equal(await page.locator('#panel h2').first().innerText(), second));
}));

test('I tells where one is: in the middle of the map, or at a place', story('#map=9/40/45', async (page) => {
  await page.locator('#map').focus();
  await page.keyboard.press('i');
  await expectAnswer(page, /^Ici : Arménie ; le lieu de l’article le plus proche : Karki, à environ \d+ km au sud/u);
  await page.locator('#map [data-region=karki]').focus();
  await page.keyboard.press('Shift+I');
  await expectAnswer(page, /^Ici : Karki, /u);
}));

test('what is larger, what is smaller, what lies between, and which keys there are', story('#region=nakhchivan', async (page) => {
  await page.locator('#map [data-region=syunik]').focus();
  await page.keyboard.press('<');
  await expectAnswer(page, /^Siounik, à l’intérieur : /u);
  await page.keyboard.press('>');
  await expectAnswer(page, /^Siounik, plus grand : .*Arménie/u);
  await page.keyboard.press('b');
  await expectAnswer(page, /^Nakhitchevan : Siounik à /u);
  await page.keyboard.press('?');
  await expectAnswer(page, /^Maj et une flèche : /u);
  await view(page, '#region=karki');
  await expectAnswer(page, '');
}));

test('keys of the walk do nothing while a text is typed', story('', async (page) => {
  const field = page.getByRole('combobox', { name: /^Chercher/ });
  await field.focus();
  await page.keyboard.type('v1');
  assert.equal(await field.inputValue(), 'v1');
  await expectAnswer(page, '');
}));

test('on paper for whom it was told in words, and on no worksheet', story('#region=karki', async (page) => {
  const sheet = async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const text = plain(await page.locator('#print').evaluate((sheet) => sheet.textContent));
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    return text;
  };
  assert.ok(!(await sheet()).includes('Sur la carte, en mots'), 'nobody has asked for it');
  await summary(page).click();
  await expectFacts(page, said('karki', 'fr'));
  const [first] = said('karki', 'fr');
  await eventually(page, async () => {
    const text = (await sheet()).split('Sur la carte, en mots')[1] ?? '';
    assert.ok(text.includes(`] Karki – ${first}`), text);
    for (const id of regionIds) assert.ok(text.includes(`] ${plain(region(id).label.fr)} – `), id);
  });
}));

test('where a file of the atlas cannot be had, that is said in place of what it would tell', async () => {
  const page = await newPage({ expected: [/rivers\.geojson/] });
  await told(page, async () => {
    await page.route('**/rivers.geojson*', (route) => route.abort());
    await page.goto(`${page.at}#region=karki`);
    await ready(page);
    await summary(page).click();
    await eventually(page, async () => {
      assert.match(plain((await facts(page)).join(' ')), /^Ce que la carte montre n’a pas pu être lu : /u);
    });
  });
});
