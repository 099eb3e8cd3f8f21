// Starts the app: loads the glue and the wasm that trunk named in the page.
// A file of its own because the page's policy allows no inline script.
// Where the browser lacks something, or anything fails, the page says so and
// keeps what stands there.

const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

// What the program cannot do without; a browser that lacks one keeps the page before script.
const needed = {
  WebAssembly: () => typeof WebAssembly === 'object',
  fetch: () => typeof fetch === 'function',
  Worker: () => typeof Worker === 'function',
  ResizeObserver: () => typeof ResizeObserver === 'function',
  canvas: () => Boolean(document.createElement('canvas').getContext?.('2d')),
};

// What src/first.js left for the scripts. A server's own policy may have kept it from running.
async function watch() {
  const key = Symbol.for('confins');
  if (!window[key]) await import(new URL(named('app-first'), document.baseURI));
  return window[key];
}

// The same policy may forbid the style that stands in the page: its file is linked then.
function style() {
  if (getComputedStyle(document.documentElement).getPropertyValue('--map-paper')) return;
  const file = document.querySelector('style[data-linked]')?.dataset.linked;
  if (!file) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', href: file });
  document.head.append(link);
}

// The page as it came, to be put back should the program stop: its text can be
// read and its links lead to places in it. Another atlas has no such page.
function keepPage(door) {
  const app = document.getElementById('app');
  const { first } = document.documentElement.dataset;
  const kept = first === 'atlas' ? null : app.cloneNode(true);
  const { lang, dir } = document.documentElement;
  let stop = () => {};

  const back = () => {
    if (!kept) return;
    document.getElementById('app').replaceWith(kept);
    delete document.documentElement.dataset.first;
    Object.assign(document.documentElement, { lang, dir });
    const [, place] = /[#&]((?:region|claim)=[\w-]+)/.exec(location.hash) ?? [];
    document.getElementById(place)?.scrollIntoView();
  };

  // For paper, where there is no figure of what is seen.
  door.picture = () => kept?.querySelector('.first')?.cloneNode(true);
  door.stop = (reason) => {
    if (door.stopped) return;
    door.stopped = true;
    // Whatever still reaches the program must not wake it.
    try { stop(); } catch { /* It has stopped by itself. */ }
    back();
    door.tell('stopped', reason);
  };
  // A trap, or an exception that went through the program's frames and left its
  // state behind half changed.
  const fromProgram = (error) =>
    error instanceof WebAssembly.RuntimeError || /wasm-function|\.wasm/.test(error?.stack ?? '');
  addEventListener('error', ({ error }) => fromProgram(error) && door.stop(String(error)));
  addEventListener('unhandledrejection', ({ reason }) => fromProgram(reason) && door.stop(String(reason)));
  return { onStop: (f) => { stop = f; } };
}

async function start(door) {
  const [script, wasm] = [named('app-script'), named('app-wasm')];
  const { onStop } = keepPage(door);
  // The same request as the preload link, hash included: it is answered by it.
  const preload = document.querySelector(`link[rel="preload"][href="${wasm}"]`);
  door.waiting = `${script}, ${wasm}`;
  const [glue, response] = await Promise.all([
    import(new URL(script, document.baseURI)).then((glue) => {
      door.waiting = wasm;
      return glue;
    }),
    fetch(wasm, { integrity: preload?.integrity ?? '' }),
  ]);
  if (!response.ok) throw new Error(`${wasm}: HTTP ${response.status}`);
  onStop(() => glue.stop());
  await glue.default({ module_or_path: response });
}

const door = await watch();
door.tellOuter = (name, value, origin) => parent !== self && parent.postMessage({ [name]: value }, origin);
style();
const lacking = Object.keys(needed).filter((name) => !needed[name]());
if (lacking.length > 0) {
  door.tell('lacks', lacking.join(', '));
} else {
  start(door).catch(async (error) => {
    console.error(error);
    // A page from a cache asks for files that the server has replaced.
    if (!(await door.mend())) door.tell('failed', String(error));
  });
}

// What only helps the next visit waits until this one has all it needs.
function onceReady(f) {
  const root = document.documentElement;
  const look = () => {
    if (root.dataset.state !== 'ready') return;
    watcher.disconnect();
    (window.requestIdleCallback ?? setTimeout)(f);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(root, { attributes: true, attributeFilter: ['data-state'] });
  look();
}

onceReady(async () => {
  try {
    const { keepForLater } = await import(new URL(named('app-offline'), document.baseURI));
    await keepForLater(door.trusted);
  } catch {
    // The page works; it is not kept.
  }
});
