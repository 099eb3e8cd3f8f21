// Builds the peers' pages as their authors would ship them (one minified,
// tree-shaken script, one style sheet), and lays brotli copies beside each file.
import { build } from 'esbuild';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { floorPage } from './floor.mjs';
import { makeAtlas } from './make-atlas.mjs';
import { PEERS, SIZES, built, data, here, root } from './sites.mjs';

const geodata = join(root, 'geodata');

/** The map's colours on a light page, as the page's own style sheet has them. */
export async function colours() {
  const css = await readFile(join(root, 'src/style/colours.css'), 'utf8');
  const light = css.slice(0, css.indexOf('@media'));
  const found = light.matchAll(/--(?:map-)?([a-z0-9-]+):\s*([^;]+);/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value.replace(/\s+/g, ' ')]));
}

/** `virtual:atlas`: what the build knows of the default atlas. */
const atlasModule = (manifest, palette) => ({
  name: 'atlas',
  setup(to) {
    to.onResolve({ filter: /^virtual:atlas$/ }, ({ path }) => ({ path, namespace: 'atlas' }));
    to.onLoad({ filter: /.*/, namespace: 'atlas' }, () => ({
      contents: `export const manifest = ${JSON.stringify(manifest)}; export const colours = ${JSON.stringify(palette)};`,
    }));
  },
});

const brotli = promisify(brotliCompress);
async function pack(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|webp)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${path}.br`, await brotli(content, { params }));
  }
}

async function buildPage(peer, manifest, palette) {
  const out = join(built, peer);
  await build({
    entryPoints: [join(here, 'pages', peer, 'main.js')],
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'chrome120',
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.png': 'dataurl', '.svg': 'dataurl' },
    plugins: [atlasModule(manifest, palette)],
  });
  if (peer === 'maplibre') {
    // The library starts its worker from a file beside its own.
    const worker = 'maplibre-gl-worker.mjs';
    await cp(join(here, 'node_modules/maplibre-gl/dist', worker), join(out, worker));
  }
  const template = await readFile(join(here, 'pages/template.html'), 'utf8');
  const page = (hints) => template.replace('TITLE', PEERS[peer].title).replace('    <!--PRELOADS-->\n', hints);
  // MapLibre's worker reads the base layers itself: a hint would fetch them twice.
  const hinted = manifest.layers.filter(({ role }) => peer !== 'maplibre' || role === 'story');
  const hint = ({ file }) => `    <link rel="preload" as="fetch" crossorigin href="/data/default/${file}">\n`;
  await writeFile(join(out, 'index.html'), page(hinted.map(hint).join('')));
  await writeFile(join(out, 'any.html'), page(''));
}

/** Everything that is made before a run; what is there already stays. */
export async function prepare(peers, sizes, say) {
  await rm(built, { recursive: true, force: true });
  await mkdir(built, { recursive: true });
  const manifest = JSON.parse(await readFile(join(geodata, 'atlas.json'), 'utf8'));
  const palette = await colours();
  say(`building ${peers.length} pages`);
  for (const peer of peers) await buildPage(peer, manifest, palette);
  await mkdir(join(built, 'floor'));
  await writeFile(join(built, 'floor/index.html'), await floorPage(geodata, manifest, palette));
  await pack(built);
  const copy = join(data, 'default');
  await rm(copy, { recursive: true, force: true });
  await cp(geodata, copy, { recursive: true });
  await pack(copy);
  for (const size of sizes) {
    const folder = join(data, size);
    const done = join(folder, '.made');
    const maker = await readFile(join(here, 'make-atlas.mjs'), 'utf8');
    if ((await readFile(done, 'utf8').catch(() => '')) === maker) continue;
    say(`making the atlas ${size}`);
    await makeAtlas(SIZES[size], folder);
    await writeFile(done, maker);
  }
}

/** Bytes of each built page's files in brotli. */
export async function weights(page) {
  const folder = join(built, page);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.br') && name !== 'any.html.br');
  const sizes = await Promise.all(files.map(async (name) => [name.slice(0, -3), (await stat(join(folder, name))).size]));
  return Object.fromEntries(sizes);
}
