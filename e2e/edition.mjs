// Another edition of the bundle, as a build of changed sources would be: every
// file that carries a hash has another content and so another name.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { dist } from './atlas.mjs';

const hash = (kind, content, form) => createHash(kind).update(content).digest(form);
const short = (content) => hash('sha256', content, 'hex').slice(0, 16);
const integrities = (content) => ['sha256', 'sha384'].map((kind) => `${kind}-${hash(kind, content, 'base64')}`);
const isScript = (name) => !name.endsWith('.css');

/** A folder of its own, gone with the program. */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'confins-edition-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A custom section of WebAssembly: a name, and nothing in it. */
const SECTION = Buffer.from([0, 2, 1, 0x32]);
function changed(name, content) {
  if (name.endsWith('.wasm')) return Buffer.concat([content, SECTION]);
  // Words and texts know no comments.
  return Buffer.from(name.endsWith('.txt') ? `${content}\n` : `${content}\n/* 2 */\n`);
}

/** Copies of the bundle's own compressed files would say what it said before. */
function plainCopy(into) {
  cpSync(dist, into, { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
}

/** The bundle as it is, in a folder that may be changed. */
export function first() {
  const made = folder();
  plainCopy(made);
  return made;
}

/** The next edition: all hashed files renamed, the title changed, and what `change` does to its atlas. */
export function second(change = () => {}) {
  const made = folder();
  plainCopy(made);
  const page = join(made, 'index.html');
  let html = readFileSync(page, 'utf8');
  // A file that names others is renamed after them.
  const files = readdirSync(made).filter((name) => /-[0-9a-f]{10,16}(_bg)?\.(js|wasm|css|txt)$/.test(name));
  files.sort((a, b) => Number(a.startsWith('basemap_loader')) - Number(b.startsWith('basemap_loader')));
  const renamed = new Map();
  for (const name of files) {
    const before = readFileSync(join(made, name));
    let text = before;
    if (name.startsWith('basemap_loader')) {
      text = before.toString();
      for (const [old, { now, from, to }] of renamed) {
        text = text.replaceAll(old, now);
        from.forEach((one, i) => { text = text.replaceAll(one, to[i]); });
      }
    }
    const after = changed(name, text);
    const now = name.replace(/-[0-9a-f]{10,16}/, `-${short(after)}`);
    writeFileSync(join(made, name), after);
    renameSync(join(made, name), join(made, now));
    renamed.set(name, { now, from: integrities(before), to: integrities(after) });
  }
  for (const [old, { now, from, to }] of renamed) {
    html = html.replaceAll(old, now);
    // The style that stands in the page is what its file was, and stays.
    if (isScript(old)) from.forEach((one, i) => { html = html.replaceAll(one, to[i]); });
  }
  change(made, (file, text) => {
    const at = join(made, 'geodata', file);
    const before = readFileSync(at);
    writeFileSync(at, text);
    html = html.replaceAll(integrities(before)[0], integrities(text)[0]);
  });
  html = html.replace(/(<meta name="app-edition" content=")[^"]*/, `$1${short(html)}`);
  writeFileSync(page, html);
  return made;
}

/** The edition that a page says it is. */
export const editionOf = (made) => /app-edition" content="([^"]+)/.exec(readFileSync(join(made, 'index.html'), 'utf8'))[1];
