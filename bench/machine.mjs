// What was measured on, and which versions.
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { launch } from './browser.mjs';
import { PEERS, here } from './sites.mjs';

/** What WebGL is drawn with. */
function glRenderer() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'none';
}

export async function machine(peers) {
  const browser = await launch();
  const webgl = await browser.newPage().then((page) => page.evaluate(glRenderer));
  const version = browser.version();
  await browser.close();
  const names = new Set(peers.flatMap((peer) => PEERS[peer].packages));
  const versions = {};
  for (const name of names) {
    versions[name] = JSON.parse(await readFile(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model,
    cores: cpus().length,
    memory_gb: +(totalmem() / 2 ** 30).toFixed(1),
    kernel: release(),
    node: process.version,
    chromium: version,
    graphics: 'headless, no graphics card: pages are composited in software',
    webgl,
    versions,
  };
}
