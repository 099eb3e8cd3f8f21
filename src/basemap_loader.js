// Starts the base map worker. Its wasm and the layers of an atlas that the address
// asks for (its path comes after the #) are under way before its glue is read.

// The build puts the hash of its content into each name, and says what each must be.
const GLUE = 'basemap.js';
const WASM = 'basemap_bg.wasm';
const INTEGRITY = { GLUE: '', WASM: '' };

const wasm = fetch(WASM, { integrity: INTEGRITY.WASM });

/** What the atlas covers, and the layers for which the page will ask once it has read the same manifest. */
async function foreseen(path) {
  const folder = new URL(path.endsWith('/') ? path : `${path}/`, location);
  // The page refuses such an address, and says so.
  if (folder.origin !== location.origin || /\.\.|\/\/|[\\:?#%@\s]/.test(path)) return null;
  folder.search = folder.hash = '';
  const inside = (url) => url.startsWith(folder.href);
  const manifest = await fetch(`${folder}atlas.json`);
  if (!inside(manifest.url)) return null;
  const { extent, layers } = await manifest.json();
  const reads = layers
    .filter(({ file }) => !file.endsWith('.fgb'))
    .map(({ id, file, role }) => ({ id: `${id}`, role: `${role}`, url: new URL(file, folder).href, plain: `${folder}${file}` }))
    .filter(({ url, plain }) => inside(url) && url === plain)
    .map((layer) => {
      const answer = fetch(layer.url);
      answer.catch(() => {});
      return { ...layer, answer };
    });
  return { extent: Float64Array.from(extent), reads };
}

// What goes wrong here goes wrong for the page too, which says so.
const asked = location.hash.slice(1);
const early = asked ? Promise.resolve().then(() => foreseen(decodeURIComponent(asked))).catch(() => null) : null;

async function start() {
  // As it must be, or an error: what is run then is this same answer.
  if (INTEGRITY.GLUE) await fetch(GLUE, { integrity: INTEGRITY.GLUE });
  const own = { createScriptURL: (name) => { if (name === GLUE) return name; throw new TypeError(name); } };
  const policy = globalThis.trustedTypes?.createPolicy('confins', own) ?? own;
  importScripts(policy.createScriptURL(GLUE));
  await wasm_bindgen({ module_or_path: wasm });
  const known = await early;
  if (!known) return;
  wasm_bindgen.cover(known.extent);
  for (const { id, url, role, answer } of known.reads) wasm_bindgen.foresee(id, url, role, answer);
}

// An error that nobody catches is what the page hears.
start().catch((error) => setTimeout(() => { throw error; }));
