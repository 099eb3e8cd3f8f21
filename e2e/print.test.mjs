// The page on paper, and the map as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { claims, excerpt, manifest, regionIds, region, speakers } from './atlas.mjs';
import { expectPrinted, forget } from './printing.mjs';
import { address, boxOf, eventually, freeBox, newPage, ready, screens, story, told, view } from './support.mjs';

const names = {
  fr: {
    print: 'Imprimer',
    worksheet: 'Imprimer une fiche, sans les noms des locuteurs',
    svg: 'Télécharger la figure (SVG)',
    png: 'Télécharger la figure (PNG)',
  },
  en: {
    print: 'Print',
    worksheet: 'Print a worksheet, without the speakers’ names',
    svg: 'Download the figure (SVG)',
    png: 'Download the figure (PNG)',
  },
};

async function act(page, name) {
  await page.locator('#panel .more summary').click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** What the browser saves when the menu's entry `name` is chosen. */
async function download(page, name) {
  const [saved] = await Promise.all([page.waitForEvent('download'), act(page, name)]);
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
}

/** Has the page print into nothing by the menu's entry `name`. */
async function printed(page, name) {
  await forget(page);
  await act(page, name);
  await expectPrinted(page);
}

/**
 * What an SVG file says when the browser reads it: its texts, its size, what is wrong with it. Read in an empty
 * page, since the policy of the other lets nobody parse markup.
 */
async function readSvg(page, text) {
  const reader = await page.context().newPage();
  const read = await reader.evaluate(async (source) => {
    const doc = new DOMParser().parseFromString(source, 'image/svg+xml');
    const all = [...doc.querySelectorAll('*')];
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
    await image.decode();
    const at = (all) => {
      const name = [...all].find((e) => e.textContent.endsWith('Artsvashen'));
      return name && { x: Number(name.getAttribute('x')), y: Number(name.getAttribute('y')) };
    };
    const plain = (e) => e.textContent.replace(/\s+/g, ' ').trim();
    return {
      error: doc.querySelector('parsererror')?.textContent ?? null,
      texts: [...doc.querySelectorAll('text, tspan')].map(plain),
      width: image.naturalWidth,
      height: image.naturalHeight,
      forbidden: all.filter((e) => /^(script|foreignObject|image|a|use)$/.test(e.localName)).map((e) => e.localName),
      events: all.flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on') || n.includes('href')),
      paths: doc.querySelectorAll('path').length,
      names: doc.querySelectorAll('#figure-names text').length,
      artsvashen: at(doc.querySelectorAll('#figure-names text')),
    };
  }, text);
  await reader.close();
  return read;
}

for (const [where, screen] of Object.entries(screens)) {
  test(
    `${where}, the view is saved as SVG, with its legend, scale and credits`,
    story('', screen, async (page) => {
      const { name, bytes } = await download(page, names.fr.svg);
      assert.equal(name, 'confins.svg');
      const text = bytes.toString('utf8');
      const svg = await readSvg(page, text);
      assert.equal(svg.error, null);
      assert.deepEqual([svg.forbidden, svg.events], [[], []]);
      assert.ok(!/url\((?!["']?#)|https?:(?!\/\/www\.w3\.org\/)/.test(text), 'it refers to nothing outside itself');
      const seen = await freeBox(page);
      assert.equal(svg.width, Math.round(seen.right - seen.left));
      assert.ok(svg.height > seen.bottom - seen.top + 100, `no room for a legend: ${svg.height}`);
      assert.ok(svg.paths > 40, `${svg.paths} paths`);
      assert.ok(svg.names > 5, `${svg.names} names`);
      // Base map and names have the places where the page has them.
      const mark = await boxOf(page, 'artsvashen');
      const apart = Math.hypot(svg.artsvashen.x - mark.left, svg.artsvashen.y - mark.top);
      assert.ok(apart < 90, `the name is ${apart.toFixed()} pixels from its mark`);
      const joined = svg.texts.join(' ');
      const plain = (text) => text.replace(/\s+/g, ' ').trim();
      const bar = await page.locator('.scale-bar').first().innerText();
      for (const part of [manifest.title.fr, 'Situation au 17 avril 2024', 'Couloir demandé par Bakou', bar]) {
        assert.ok(joined.includes(plain(part)), `“${part}” is not in: ${joined}`);
      }
      for (const credit of manifest.credits) assert.ok(joined.includes(plain(credit.text)), credit.text);
      assert.ok(joined.includes(plain(manifest.disclaimer.fr)), joined);
    }),
  );

  test(
    `${where}, the view is saved as PNG at twice its size`,
    story('#lang=en', screen, async (page) => {
      const { name, bytes } = await download(page, names.en.png);
      assert.equal(name, 'confins.png');
      const seen = await freeBox(page);
      const got = await page.evaluate(async (data) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(data)], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const colours = new Set(new Uint32Array(pixels.buffer));
        return { width: bitmap.width, height: bitmap.height, colours: colours.size };
      }, [...bytes]);
      assert.equal(got.width, 2 * Math.round(seen.right - seen.left));
      assert.ok(got.height > 2 * (seen.bottom - seen.top + 100), `${got.height} pixels high`);
      assert.ok(got.colours > 200, `only ${got.colours} colours: is it blank?`);
    }),
  );
}

test(
  'a figure shows what the map shows: the date and the layers',
  story('#asof=2015-06-02', async (page) => {
    await page.locator('.legend summary').click();
    await page.locator('.legend [value=rivers]').uncheck();
    const before = await readSvg(page, (await download(page, names.fr.svg)).bytes.toString('utf8'));
    const said = before.texts.join(' ');
    assert.match(said, /Situation au 2 juin 2015/);
    // Nobody demanded it then, so there is nothing on the map.
    assert.doesNotMatch(said, /Couloir demandé par Bakou/);
    assert.doesNotMatch(said, /Rivières/);
    await page.locator('.legend [value=rivers]').check();
    await view(page, 'asof=2024-04-17');
    await eventually(page, async () => assert.equal((await address(page)).get('asof'), null));
    const after = await readSvg(page, (await download(page, names.fr.svg)).bytes.toString('utf8'));
    assert.match(after.texts.join(' '), /Situation au 17 avril 2024/);
    assert.match(after.texts.join(' '), /Rivières/);
  }),
);

for (const lang of ['fr', 'en']) {
  test(
    `on paper (${lang}) the map has numbers, and every claim says which it is about`,
    story(`#lang=${lang}`, async (page) => {
      await printed(page, names[lang].print);
      const sheet = page.locator('#print');
      const text = await sheet.evaluate((e) => e.textContent);
      for (const id of regionIds) assert.ok(text.includes(region(id).label[lang]), id);
      for (const claim of claims) assert.ok(text.includes(excerpt(claim)), claim.id);
      for (const speaker of speakers) assert.ok(text.includes(speaker.name[lang]), speaker.id);
      assert.ok(text.includes(manifest.disclaimer[lang]));
      for (const credit of manifest.credits) assert.ok(text.includes(credit.text), credit.text);
      // Each claim's numbers are those of its regions in the key.
      const rows = await sheet.locator('.key li').allTextContents();
      const key = new Map(rows.map((row) => row.match(/^(\d+) (.*)$/s).slice(1).reverse()));
      assert.equal(key.size, regionIds.length);
      const items = await sheet.locator('ol li').allTextContents();
      assert.equal(items.length, claims.length);
      for (const claim of claims) {
        const item = items.find((one) => one.includes(excerpt(claim)));
        const wanted = claim.regions.map((id) => key.get(region(id).label[lang])).sort((a, b) => a - b);
        const got = item.match(/^\[([\d, ]+)\]/)[1].split(', ');
        assert.deepEqual(got, wanted, claim.id);
      }
      // The figure has the numbers; the count on the villages' mark would be taken for one.
      const figure = await readSvg(page, await page.evaluate(() => window.made.text()));
      assert.ok(figure.texts.includes(`${key.get(region('artsvashen').label[lang])} Artsvashen`), `${figure.texts}`);
      assert.ok(!figure.texts.some((one) => /^\d+$/.test(one)), `a bare number: ${figure.texts}`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
      assert.ok(pages <= 2, `${pages} pages`);
      // Afterwards the page is as it was.
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await eventually(page, async () => assert.equal(await sheet.count(), 0));
    }),
  );
}

test(
  'a worksheet has a line to write on where a speaker stands',
  story('', async (page) => {
    await printed(page, names.fr.worksheet);
    const items = page.locator('#print ol li');
    assert.equal(await items.count(), claims.length);
    assert.equal(await items.locator('.blank').count(), claims.length);
    assert.equal(await items.locator('strong').count(), 0);
    const said = (await items.allTextContents()).join('\n').replace(/«[^»]*»/g, '');
    for (const name of ['Peskov', 'Hajiev', 'Bakou demande', 'Erevan réclame']) assert.ok(!said.includes(name), name);
    await page.emulateMedia({ media: 'print' });
    const box = await items.locator('.blank').first().boundingBox();
    assert.ok(box.width > 60, `a line of ${box.width} pixels`);
  }),
);

test(
  'without the worker, paper still gets its sheet, with the map that the page came with',
  async () => {
    const page = await newPage({ expected: [/basemap/] });
    await told(page, async () => {
      await page.route('**/basemap_loader-*.js', (route) => route.abort());
      await page.goto(page.at);
      await ready(page);
      await page.locator('.notices').getByText(/basemap_loader/).waitFor();
      await printed(page, names.fr.print);
      const text = await page.locator('#print').evaluate((e) => e.textContent);
      for (const claim of claims) assert.ok(text.includes(excerpt(claim)), claim.id);
      assert.equal(await page.locator('#print .figure .first').count(), 1);
    });
  },
);
