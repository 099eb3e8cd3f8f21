// Has the browser keep the page for a time without network (src/sw.js), and says
// so when it shows what it kept. Loaded once the page is ready.

/** What a reader is told about a page that did not come from the network: in the page's language, as that is then. */
function tell(since) {
  const root = document.documentElement;
  // As the build has put it into the page, a line a language.
  const lines = [...document.querySelectorAll('[data-boot=kept] [lang]')];
  const notice = document.createElement('p');
  notice.className = 'kept';
  notice.setAttribute('role', 'status');
  const say = () => {
    const line = lines.find(({ lang }) => lang === root.lang) ?? lines[0];
    if (!line || notice.lang === line.lang) return;
    Object.assign(notice, { lang: line.lang, dir: line.dir });
    const date = new Date(since).toLocaleDateString(line.lang, { dateStyle: 'long' });
    notice.textContent = line.textContent.replace('{date}', date);
  };
  say();
  new MutationObserver(say).observe(root, { attributes: true, attributeFilter: ['lang'] });
  // Where the page says what else is the matter: above the text, covering nothing.
  document.getElementById('boot')?.before(notice);
}

/**
 * `trusted` makes an address one that a worker may be started from. Rejects where
 * the browser will not have it, as in a private window: then nothing is kept.
 */
export async function keepForLater(trusted) {
  const files = document.querySelector('meta[name="confins-files"]')?.content;
  // A page in a frame is its host's to keep; some frames may not even ask.
  if (!files || window.parent !== window) return;
  const { serviceWorker, locks, connection } = navigator;
  if (!serviceWorker || !locks) return;
  // Whoever pays by the byte decides alone: nothing is fetched but what is read.
  const spare = Boolean(connection?.saveData);
  if (spare && !serviceWorker.controller) return;
  serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.confins?.since) tell(data.confins.since);
  });
  await serviceWorker.register(trusted('sw.js'), { scope: './', updateViaCache: 'none' });
  const { active } = await serviceWorker.ready;
  active.postMessage({ confins: { files, spare } });
}
