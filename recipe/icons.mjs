// Draws the icons of the installed page from public/favicon.svg, with the
// Chromium of the browser stories: `node recipe/icons.mjs`, after `npm ci` in e2e/.
import { readFileSync, writeFileSync } from 'node:fs';
import { launch } from '../e2e/reader.mjs';

const at = (file) => new URL(`../public/${file}`, import.meta.url);
const drawing = readFileSync(at('favicon.svg'), 'utf8');

/** To its edges, for launchers that cut a shape of their own: what matters is within their circle. */
const full = replaced(replaced(drawing, ' rx="6"', ''), 'v14a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6Z', 'v20H0Z');

function replaced(text, old, now) {
  if (text.split(old).length !== 2) throw new Error(`favicon.svg: expected «${old}» once`);
  return text.replace(old, now);
}

const browser = await launch();
const page = await browser.newPage();
for (const [file, svg, size] of [
  ['icon-192.png', drawing, 192],
  ['icon-512.png', drawing, 512],
  ['icon-maskable-512.png', full, 512],
]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<body style="margin:0">${svg.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)}`);
  writeFileSync(at(file), await page.screenshot({ omitBackground: true }));
}
await browser.close();
