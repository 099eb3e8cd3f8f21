// Small manners: a link that leads nowhere says so, many failures are one notice,
// and names of any length wrap.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claims, manifest, region, regionIds, switches } from './atlas.mjs';
import { expectTaken, files, read, rewritten, withEvil } from './evil.mjs';
import {
  address, drawn, eventually, expectClaims, expectContents, expectFocus, newPage, ready, screens, story, told, touch,
  view,
} from './support.mjs';

const astray = (page) => page.getByRole('alert').locator('.notice').filter({ hasText: /^.?(Ce lien demande|This link asks for)/ });

/** What it offers: a button, beside the one that closes it. */
const offers = (page) => astray(page).locator('button:not(.close)');

const expectNone = (notices) => eventually(notices.page(), async () => assert.equal(await notices.count(), 0));

describe('a link that asks for what there is not', { concurrency: 2 }, () => {
  const { fr, en } = {
    fr: (what, got) => `Ce lien demande ${what} «\u{a0}${got}\u{a0}», que cette carte n’a pas.`,
    en: (what, got) => `This link asks for the ${what} “${got}”, which this map does not have.`,
  };
  for (const [where, options] of Object.entries(screens)) {
    test(`${where}, a place: the nearest is offered, and the offer leads there`, story('#region=karkii', options, async (page) => {
      const said = await astray(page).innerText();
      assert.ok(said.includes(`${fr('le lieu', 'karkii')} Vouliez-vous dire ${region('karki').label.fr}\u{a0}?`), said);
      await expectContents(page);
      await astray(page).getByRole('button', { name: region('karki').label.fr }).click();
      await expectClaims(page, 'karki');
      assert.equal(await astray(page).count(), 0);
    }));
  }

  test('in English', story('#region=karkii&lang=en', async (page) => {
    const said = await astray(page).innerText();
    assert.ok(said.includes(`${en('place', 'karkii')} Did you mean ${region('karki').label.en}?`), said);
  }));

  test('the rest of the link is followed, and kept by the offer', story(`#claim=${claims[0].id}x&lang=en&asof=2015-06-02`, async (page) => {
    assert.match(await astray(page).innerText(), /the claim “/);
    assert.equal((await address(page)).get('asof'), '2015-06-02');
    await offers(page).click();
    await eventually(page, async () => {
      const hash = await address(page);
      assert.deepEqual([hash.get('claim'), hash.get('asof')], [claims[0].id, '2015-06-02']);
    });
  }));

  test('a step, a party, a layer, a date, a language: each is told', story('', async (page) => {
    const layer = switches[0].id;
    for (const [hash, what, offer] of [
      [`step=${claims.length + 1}`, 'l’étape', String(claims.length)],
      [`view=${manifest.parties[0].id}e`, 'la partie', manifest.parties[0].name.fr],
      [`layers=${layer}x`, 'le calque', switches[0].name.fr],
      ['asof=2024-99', 'la date', null],
      ['lang=tlh', 'la langue', null],
      ['region=atlantis', 'le lieu', null],
    ]) {
      // What the page has yet to write of itself must not take the link's place.
      await touch(page);
      await eventually(page, async () => assert.ok((await address(page)).get('map')));
      await view(page, hash);
      const got = hash.split('=')[1];
      await eventually(page, async () => assert.equal(await astray(page).count(), 1, hash));
      const said = await astray(page).innerText();
      assert.ok(said.includes(fr(what, got)), said);
      const offered = await offers(page).allInnerTexts();
      assert.deepEqual(offered, offer ? [offer] : [], hash);
      await view(page, 'lang=fr');
      await expectNone(astray(page));
    }
  }));

  test('it can be closed by its button or by Escape, which does nothing else then', story('#region=karki&view=nobody', async (page) => {
    await astray(page).getByRole('button', { name: 'Fermer' }).click();
    await expectNone(astray(page));
    await expectFocus(page, '#map');
    await view(page, 'region=karki&view=nobody');
    await astray(page).getByRole('button', { name: 'Fermer' }).press('Escape');
    await expectNone(astray(page));
    await expectClaims(page, 'karki');
  }));

  test('what is closed stays closed, however soon: a change of the address is told by two events', story('', async (page) => {
    const left = await page.evaluate(async () => {
      const found = () => document.querySelector('[role=alert] .close');
      window.location.hash = 'region=karki&view=nobody';
      while (!found()) await new Promise((go) => { setTimeout(go, 1); });
      found().click();
      await new Promise((go) => { setTimeout(go, 500); });
      return document.querySelectorAll('[role=alert] .notice').length;
    });
    assert.equal(left, 0);
  }));

  test('of a good link nothing is said', story(`#region=${regionIds[0]}`, async (page) => {
    assert.equal(await page.locator('#map .notices .notice').count(), 0);
  }));
});

describe('many failures', { concurrency: 2 }, () => {
  const broken = manifest.layers.slice(0, 5).map((layer) => layer.file);
  const failures = (page) => page.getByRole('alert').locator('.notice');
  const withFailures = (options, tell) => async () => {
    const page = await newPage({ expected: [/geojson/], ...options });
    await told(page, async () => {
      const missing = new Set(broken);
      await page.route('**/geodata/**', (route) => {
        const file = new URL(route.request().url()).pathname.split('/geodata/')[1];
        return missing.has(file) ? route.fulfill({ status: 404, body: 'not here' }) : route.fallback();
      });
      await page.goto(`${page.at}?atlas=geodata/`);
      await ready(page);
      await eventually(page, async () => assert.match(await failures(page).innerText(), /^×\s*5 /));
      await tell(page, missing);
    });
  };

  for (const [where, options] of Object.entries(screens)) {
    test(`${where}, are one notice, which lists them and tries all of them again`, withFailures(options, async (page, missing) => {
      const [notice] = await failures(page).all();
      assert.match(await notice.innerText(), /^×\s*5 fichiers n’ont pas pu être lus/);
      await notice.getByText('Lesquels').click();
      assert.equal(await notice.locator('li').count(), 5);
      for (const file of broken) await notice.locator('li').filter({ hasText: file }).getByRole('button', { name: 'Réessayer' }).waitFor();
      missing.delete(broken[0]);
      await notice.locator('li').filter({ hasText: broken[0] }).getByRole('button').click();
      await eventually(page, async () => assert.match(await failures(page).innerText(), /^×\s*4 /));
      missing.clear();
      await failures(page).getByRole('button', { name: 'Réessayer' }).first().click();
      await expectNone(failures(page));
      await ready(page);
    }));
  }

  test('can be put aside: the map answers, and the next failure brings them back', async () => {
    const page = await newPage({ expected: [/geojson/] });
    await told(page, async () => {
      const [first, later] = ['villages.geojson', 'base/water.geojson'];
      await page.route(/geodata\/(villages|base\/water)\.geojson/, (route) => route.fulfill({ status: 404, body: 'not here' }));
      await page.goto(page.at);
      await ready(page);
      await failures(page).filter({ hasText: first }).waitFor();
      await failures(page).getByRole('button', { name: 'Fermer' }).focus();
      await page.keyboard.press('Escape');
      await expectNone(failures(page));
      await expectFocus(page, '#map');
      await page.locator('#panel nav [data-link=karki]').click();
      await expectClaims(page, 'karki');
      // Close by, the base map is read in full.
      await view(page, 'map=12/39.8/46.7');
      await eventually(page, async () => assert.match(await failures(page).textContent(), new RegExp(`${first}.*${later}`)));
    });
  });

  test('one alone is told as itself', async () => {
    const page = await newPage({ expected: [/geojson/] });
    await told(page, async () => {
      await page.route(`**/geodata/${broken[0]}`, (route) => route.fulfill({ status: 404, body: 'not here' }));
      await page.goto(`${page.at}?atlas=geodata/`);
      await ready(page);
      await failures(page).filter({ hasText: broken[0] }).waitFor();
      assert.equal(await failures(page).locator('details').count(), 0);
      await failures(page).getByRole('button', { name: 'Fermer' }).click();
      await expectNone(failures(page));
    });
  });
});

/** The atlas with names of some 200 characters, with spaces and without. */
const long = () => {
  let n = 0;
  const next = () => ((n += 1) % 2 ? 'Karabakh'.repeat(25) : 'Haut-Karabakh montagneux '.repeat(8).trim());
  const bodies = new Map(files.map((file) => [file, JSON.stringify(rewritten(read(file), next))]));
  return (file) => bodies.get(file);
};

/** What is one line on purpose: it is told whole beside it, and to screen readers. */
const ONE_LINE = '.band, .told:not([data-open=true]), .pointed';

/** Text that can be seen and hangs out of the window or of what holds it, and boxes that cut what they hold. */
const expectWhole = async (page, where) => {
  await drawn(page);
  const cut = await page.evaluate((oneLine) => {
    const found = [];
    const told = (element) => `${element.localName}.${element.className}`;
    const app = document.querySelector('#app');
    const texts = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const host = text.parentElement;
      if (!text.data.trim() || !host.checkVisibility() || host.closest(`.world, .hidden, .skip, svg, option, ${oneLine}`)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = host.getBoundingClientRect();
      for (const { left, right, width } of range.getClientRects()) {
        const [from, to] = [Math.max(box.left, 0) - 2, Math.min(box.right, window.innerWidth) + 2];
        if (width > 0 && (left < from || right > to)) found.push(`${told(host)}: ${left} to ${right} in ${from} to ${to}`);
      }
    }
    for (const element of app.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest(`#map > .world, .hidden, input, svg, ${oneLine}`) || element.id === 'map') continue;
      const cuts = getComputedStyle(element).overflowX !== 'visible';
      if (cuts && element.scrollWidth > element.clientWidth + 1) found.push(`${told(element)} holds ${element.scrollWidth} in ${element.clientWidth}`);
    }
    return [...new Set(found)];
  }, ONE_LINE);
  assert.deepEqual(cut, [], where);
};

describe('names of 200 characters', { concurrency: 2 }, () => {
  for (const [lang, width] of [['fr', 320], ['en', 320], ['fr', 1280]]) {
    test(`${lang}, at ${width} px, wrap wherever they stand`, withEvil(long(), async (page) => {
      await expectTaken(page);
      await expectWhole(page, 'contents');
      for (const id of regionIds.slice(0, 4)) {
        await page.locator(`#panel [data-link=${id}]`).first().click();
        await page.waitForSelector(`#panel [data-copy="region=${id}"]`);
        for (const summary of await page.locator('#panel details:not(.more) summary').all()) await summary.dispatchEvent('click');
        await expectWhole(page, id);
        await page.locator('#panel .back').click();
        await page.waitForSelector('#panel nav');
      }
      for (const part of ['.legend > summary', '.time [data-more]']) {
        await page.locator(part).click();
        await expectWhole(page, part);
        await page.locator(part).click();
      }
      await page.locator('#panel .more summary').click();
      await expectWhole(page, 'menu');
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').fill('karabakh');
      await page.waitForSelector('#found li');
      await expectWhole(page, 'finds');
      await page.keyboard.press('Escape');
      await page.locator('#panel [data-go]').first().click();
      await page.waitForSelector('#panel .tour');
      await expectWhole(page, 'steps');
      await view(page, `region=${'karabakh'.repeat(8)}&view=${manifest.parties[0].id}e`);
      await eventually(page, async () => assert.equal(await astray(page).count(), 2));
      await expectWhole(page, 'a link astray');
      await view(page, `region=${regionIds[0]}&map=9/39/44`);
      await expectWhole(page, 'out of view');
    }, { lang, width, height: 700 }));
  }
});
