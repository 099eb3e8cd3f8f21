// Has the browser keep the page for a time without network (src/sw.js), and says
// so when it shows what it kept. Loaded once the page is ready.

/** What a reader is told about a page that did not come from the network. */
const WORDS = {
  fr: (date) => `Le réseau ne répond pas : page gardée par ce navigateur le ${date}.`,
  en: (date) => `The network does not answer: this page was kept by this browser on ${date}.`,
};

function tell(since) {
  const notice = document.createElement('p');
  notice.className = 'kept';
  notice.setAttribute('role', 'status');
  for (const [lang, words] of Object.entries(WORDS)) {
    const line = document.createElement('span');
    line.lang = lang;
    line.textContent = words(new Date(since).toLocaleDateString(lang, { dateStyle: 'long' }));
    notice.append(line);
  }
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
