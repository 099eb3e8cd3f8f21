// Starts a page of its own beside the map's: loads the glue and the wasm that trunk named in it. A
// file because the page's policy allows no inline script. Where anything fails, the page says so,
// in the words that stand hidden in it.

const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

function tell(reason) {
  document.documentElement.dataset.state = 'failed';
  const told = document.getElementById('stopped');
  told.querySelector('span').textContent = reason;
  told.hidden = false;
}

// A trap ends the program: nothing of it may go on half changed.
const fromProgram = (error) =>
  error instanceof WebAssembly.RuntimeError || /wasm-function|\.wasm/.test(error?.stack ?? '');
addEventListener('error', ({ error }) => fromProgram(error) && tell(String(error)));
addEventListener('unhandledrejection', ({ reason }) => fromProgram(reason) && tell(String(reason)));

try {
  const glue = await import(new URL(named('app-script'), document.baseURI));
  await glue.default({ module_or_path: fetch(named('app-wasm')) });
} catch (error) {
  console.error(error);
  tell(String(error));
}
