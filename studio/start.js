// Starts the studio: loads the glue and the wasm that trunk named in the page. A file of its
// own because the page's policy allows no inline script. Where anything fails, the page says so.

const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

function tell(reason) {
  document.documentElement.dataset.state = 'failed';
  const told = document.createElement('p');
  told.setAttribute('role', 'alert');
  told.textContent = `The studio has stopped: ${reason}. What you wrote is kept: load this page again. – `
    + `Le studio s’est arrêté : ${reason}. Ce que vous avez écrit est gardé : rechargez cette page.`;
  document.body.prepend(told);
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
