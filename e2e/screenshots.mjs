// Pictures of the page to look at: node screenshots.mjs URL FOLDER
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { launch, reader } from './reader.mjs';

const [url, folder] = process.argv.slice(2);
if (!folder) throw new Error('node screenshots.mjs URL FOLDER');

const KINDS = { wide: {}, phone: { touch: true } };
const SCHEMES = ['light', 'dark'];
const LANGS = ['fr', 'en'];
const SELECTED = ['', 'artsvashen', 'eight-villages', 'syunik-corridor', 'nagorno-karabakh'];

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [kind, options] of Object.entries(KINDS)) {
  for (const scheme of SCHEMES) {
    const context = await browser.newContext(reader({ ...options, scheme }));
    const page = await context.newPage();
    for (const lang of LANGS) {
      for (const region of SELECTED) {
        // A new document each time: a picture shows the page as a link opens it.
        await page.goto('about:blank');
        await page.goto(`${url}#lang=${lang}${region && `&region=${region}`}`);
        await page.waitForSelector('html[data-state=ready]');
        await page.waitForLoadState('networkidle');
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const name = [kind, scheme, lang, region || 'rest'].join('-');
        await page.screenshot({ path: join(folder, `${name}.png`) });
        console.log(name);
      }
    }
    await context.close();
  }
}
// The same map in grey, and as the three common kinds of colour blindness have it.
const context = await browser.newContext(reader({}));
const page = await context.newPage();
const eye = await context.newCDPSession(page);
for (const type of ['achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia']) {
  await eye.send('Emulation.setEmulatedVisionDeficiency', { type });
  for (const [name, hash] of Object.entries({ rest: '', villages: '#map=10/40.95/45.25' })) {
    await page.goto('about:blank');
    await page.goto(`${url}${hash}`);
    await page.waitForSelector('html[data-state=ready]');
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${type}-${name}.png`) });
    console.log(`${type}-${name}`);
  }
}
await context.close();
await browser.close();
