// Pictures of the page to look at, in one engine:
// CONFINS_ENGINE=firefox node engines/pictures.mjs FOLDER
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { dist } from '../atlas.mjs';
import { serve } from '../server.mjs';
import { Page } from './page.mjs';
import { close, engine, open, ready } from './engine.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node engines/pictures.mjs FOLDER');

const KINDS = { wide: {}, phone: { touch: true } };
const SELECTED = { rest: '', artsvashen: '&region=artsvashen', follow: '&step=3', dates: '&asof=2015-06-02' };

await mkdir(folder, { recursive: true });
const server = await serve(dist);
for (const [kind, options] of Object.entries(KINDS)) {
  for (const scheme of ['light', 'dark']) {
    const page = new Page(await open({ ...options, scheme }));
    for (const lang of ['fr', 'en']) {
      for (const [what, hash] of Object.entries(SELECTED)) {
        // A new document each time: a picture shows the page as a link opens it.
        await page.go('about:blank');
        await page.go(`${server.url}#lang=${lang}${hash}`);
        await ready(page);
        // Relief and finer shapes come after.
        await sleep(1500);
        await writeFile(join(folder, `${engine}-${kind}-${scheme}-${lang}-${what}.png`), await page.screenshot());
      }
    }
    await page.close();
  }
}
await server.stop();
await close();
