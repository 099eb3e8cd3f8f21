// Starts the app: loads the glue and the wasm that trunk named in the page.
// A file of its own because the page's policy allows no inline script.
// If anything fails before the app runs, the page says so.

const named = (name) => document.querySelector(`meta[name="${name}"]`).content;

async function start() {
  const script = named("app-script");
  const wasm = named("app-wasm");
  // The same request as the preload link, hash included: it is answered by it.
  const preload = document.querySelector(`link[rel="preload"][href="${wasm}"]`);
  const [glue, response] = await Promise.all([
    import(new URL(script, document.baseURI)),
    fetch(wasm, { integrity: preload?.integrity ?? "" }),
  ]);
  if (!response.ok) throw new Error(`${wasm}: HTTP ${response.status}`);
  await glue.default({ module_or_path: response });
}

function fail(error) {
  document.documentElement.dataset.state = "failed";
  const boot = document.getElementById("boot");
  boot.hidden = false;
  const part = (name) => boot.querySelector(`[data-boot="${name}"]`);
  part("loading").hidden = true;
  part("failed").hidden = false;
  part("reason").textContent = String(error);
  console.error(error);
}

start().catch(fail);
