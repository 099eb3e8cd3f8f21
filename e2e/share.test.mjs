// Taking the page along: links, citations, and the page inside another.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { manifest, source } from './atlas.mjs';
import { fingers } from './hands.mjs';
import { address, both, camera, copied, drawn, eventually, expectClaims, newPage, region, site, told } from './support.mjs';

/** Lets the page write to the clipboard, and reads it. */
const allow = (page) => page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
const openMenu = (page) => page.locator('#panel .more summary').click();

async function expectCopied(page, check) {
  await eventually(page, async () => {
    const text = await copied(page);
    assert.ok(check(text), text);
  });
}

both(
  'a claim’s link opens the claim',
  '#region=nagorno-karabakh',
  async (page) => {
    await allow(page);
    await expectClaims(page, 'nagorno-karabakh');
    const card = page.locator('#panel [data-claim=offensive-2023]');
    await card.getByRole('button', { name: 'Copier le lien' }).click();
    await card.getByRole('button', { name: 'Lien copié' }).waitFor();
    const link = await copied(page);
    assert.match(link, /#claim=offensive-2023&lang=fr$/);
    await page.goto('about:blank');
    await page.goto(link);
    await expectClaims(page, 'nagorno-karabakh');
    await page.locator('#panel [data-claim=offensive-2023].is-sought').waitFor();
  },
);

both(
  'a button that was clicked twice says again what it does',
  '#region=karki',
  async (page) => {
    await allow(page);
    const button = page.locator('#panel .actions [data-copy="region=karki"]');
    await button.dblclick();
    await eventually(page, async () => assert.equal(await button.innerText(), 'Lien copié'));
    await eventually(page, async () => assert.equal(await button.innerText(), 'Copier le lien'));
  },
);

both(
  'a step’s link and a region’s open those',
  '#step=7',
  async (page) => {
    await allow(page);
    await page.locator('#panel [data-step="7"]').getByRole('button', { name: 'Copier le lien' }).click();
    await expectCopied(page, (text) => /#step=7&lang=fr$/.test(text));
    await page.evaluate(() => { window.location.hash = 'region=karki'; });
    await expectClaims(page, 'karki');
    await page.locator('#panel .actions [data-copy="region=karki"]').click();
    await expectCopied(page, (text) => /#region=karki&lang=fr$/.test(text));
  },
);

both(
  'the menu gives the view’s link, a citation, BibTeX and markup, and closes by Escape',
  '#region=artsvashen&view=yerevan',
  async (page) => {
    await allow(page);
    await expectClaims(page, 'artsvashen');
    await openMenu(page);
    const click = (name) => page.getByRole('button', { name, exact: true }).click();
    await click('Copier le lien de cette vue');
    await expectCopied(page, (text) => text.includes('region=artsvashen') && text.includes('view=yerevan'));
    await click('Copier la citation');
    await expectCopied(page, (text) => text.includes(source.title) && text.includes(manifest.title.fr));
    await click('Copier la citation en BibTeX');
    await expectCopied(page, (text) => text.startsWith('@article{'));
    await click('Copier le code d’intégration');
    await expectCopied(page, (text) => /^<iframe src="[^"]*\?embed#[^"]*" title="/.test(text));
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#panel .more[open]').count(), 0);
    await expectClaims(page, 'artsvashen');
  },
);

// A page of another origin that shows the page in a frame.
const outer = createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://outer');
  response.setHeader('Content-Type', 'text/html');
  response.end(`<!doctype html><title>outer</title><h1>Outer</h1>
    <script>addEventListener('message', (e) => {
      window.told = e.data.confinsHeight;
      document.querySelector('iframe').style.height = window.told + 'px';
    });</script>
    <iframe src="${searchParams.get('of')}" title="map" width="100%" height="640"></iframe>
    <p style="height: 2000px">more</p>`);
});
await new Promise((done) => outer.listen(0, '127.0.0.1', done));
after(() => outer.close());

async function framed(options, tell) {
  const page = await newPage(options);
  await told(page, async () => {
    const of = encodeURIComponent(`${site.replace('127.0.0.1', 'localhost')}?embed`);
    await page.goto(`http://127.0.0.1:${outer.address().port}/?of=${of}`);
    const inner = page.frameLocator('iframe');
    await inner.locator('html[data-state=ready]').waitFor();
    await tell(page, inner);
  });
}
const OUTSIDE = [/^left the origin/];

test('inside another page the wheel scrolls that page, and with Ctrl zooms the map', () =>
  framed({ expected: OUTSIDE }, async (page, inner) => {
    const { x, y } = await inner.locator('#map').boundingBox();
    const scale = () => inner.locator('.scale-bar').innerText();
    const before = await scale();
    await page.mouse.move(x + 200, y + 200);
    await page.mouse.wheel(0, 150);
    await eventually(page, async () => assert.ok((await page.evaluate(() => window.scrollY)) > 100));
    await inner.locator('.hint').getByText('Ctrl + molette').waitFor();
    assert.equal(await scale(), before);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -600);
    await page.keyboard.up('Control');
    await eventually(page, async () => assert.notEqual(await scale(), before));
  }));

test('inside another page one finger scrolls that page and two move the map', () =>
  framed({ touch: true, expected: OUTSIDE }, async (page, inner) => {
    const { x, y } = await inner.locator('#map').boundingBox();
    const at = (dx, dy) => ({ x: x + 150 + dx, y: y + 200 + dy });
    const scrolled = () => page.evaluate(() => window.scrollY);
    // The browser may not have the frame's regions for touch yet: a reader's finger tries again.
    await eventually(page, async () => {
      await fingers(page, [[at(0, 0), at(0, -120)]]);
      assert.ok((await scrolled()) > 20);
    });
    // A page that a finger has thrown goes on.
    await eventually(page, async () => {
      const before = await scrolled();
      await page.waitForTimeout(200);
      assert.equal(await scrolled(), before);
    });
    await page.evaluate(() => window.scrollTo(0, 0));
    const scale = () => inner.locator('.scale-bar').innerText();
    const before = await scale();
    const box = await inner.locator('#map').boundingBox();
    const on = (dx) => ({ x: box.x + 150 + dx, y: box.y + 220 });
    await fingers(page, [[on(-20), on(-90)], [on(20), on(90)]]);
    await eventually(page, async () => assert.notEqual(await scale(), before));
  }));

test('whatever is chosen in a frame, the outer page’s history has one more entry at most', () =>
  framed({ expected: OUTSIDE }, async (page, inner) => {
    const length = () => page.evaluate(() => window.history.length);
    const before = await length();
    for (const id of ['artsvashen', 'syunik', 'nakhchivan']) {
      await inner.locator(`#panel [data-link=${id}]`).first().click();
      await inner.locator('#panel h2').getByText(region(id).label.fr, { exact: true }).waitFor();
      await inner.locator('#panel .back').click();
      await inner.locator('#panel [data-link=artsvashen]').first().waitFor();
    }
    const after = await length();
    assert.ok(after <= before + 1, `${after - before} entries`);
    await page.evaluate(() => window.history.back());
    await inner.locator('#panel [data-link=artsvashen]').first().waitFor();
    await page.getByRole('heading', { name: 'Outer' }).waitFor();
  }));

test('the outer page is told how high the inner one is', () =>
  framed({ expected: OUTSIDE }, async (page, inner) => {
    const wanted = () => inner.locator('#app').evaluate((app) => app.getBoundingClientRect().height);
    const expectTold = () =>
      eventually(page, async () => {
        const height = await page.evaluate(() => window.told);
        assert.ok(Math.abs(height - (await wanted())) <= 2, `told ${height}`);
      });
    await expectTold();
    const before = await wanted();
    await inner.locator('#panel nav [data-link=karki]').click();
    await eventually(page, async () => assert.ok(Math.abs((await wanted()) - before) > 50));
    await expectTold();
  }));

both(
  'Back and Forward walk the selections, and a drag of the map is none',
  '#region=karki',
  async (page) => {
    await expectClaims(page, 'karki');
    await page.evaluate(() => document.querySelector('#panel [data-link=eight-villages]').click());
    await expectClaims(page, 'eight-villages');
    await drawn(page);
    const before = await camera(page);
    await page.locator('#map').focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(page, async () => {
      const [a, b] = [before, await camera(page)].map((c) => c.toPixel([45, 40]));
      assert.ok(Math.abs(a.x - b.x) > 20);
    });
    await page.goBack();
    await expectClaims(page, 'karki');
    await page.goForward();
    await expectClaims(page, 'eight-villages');
    assert.equal((await address(page)).get('region'), 'eight-villages');
  },
);
