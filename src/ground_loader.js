// Starts the ground worker. Its wasm and the layers of an atlas that the address
// asks for (its path comes after the #) are under way before its glue is read.

const wasm = fetch("ground_bg.wasm");

/** Answers that the worker need not ask for: by address, each once. */
const early = new Map();
globalThis.takeEarly = (url) => {
  const answer = early.get(url);
  early.delete(url);
  return answer;
};

/** What the page will say once it has read the same manifest. */
async function foreseen(path) {
  const folder = new URL(path.endsWith("/") ? path : `${path}/`, location);
  if (folder.origin !== location.origin) return [];
  folder.search = folder.hash = "";
  const manifest = await fetch(`${folder}atlas.json`);
  const { extent, layers } = await manifest.json();
  const reads = layers.map(({ id, file, role }) => {
    const url = `${folder}${file}`;
    const answer = fetch(url);
    answer.catch(() => {});
    early.set(url, answer);
    return ["foresee", id, url, role];
  });
  return [["sheet", extent], ...reads];
}

// What goes wrong here goes wrong for the page too, which says so.
const messages = location.hash ? foreseen(decodeURIComponent(location.hash.slice(1))).catch(() => []) : [];

importScripts("./ground.js");

async function start() {
  await wasm_bindgen({ module_or_path: wasm });
  for (const data of await messages) dispatchEvent(new MessageEvent("message", { data }));
}

// An error that nobody catches is what the page hears.
start().catch((error) => setTimeout(() => { throw error; }));
