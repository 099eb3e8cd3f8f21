// The service worker: keeps the page, whole, for a reader who has no network the
// next time. It carries no list and no state: a page names the list of its files,
// files are kept by their digests, and one entry, written last, is the page that
// is complete. docs/offline.md has the reasons; e2e/offline-model.test.mjs runs
// this script through every order of what may happen to it.

const SCOPE = registration.scope;

/** This bundle's own part of what the browser keeps for the origin. */
const STORE = `confins ${SCOPE}`;

/** Opened once a life, so that no late task makes a store anew that was taken away. */
const opening = caches.open(STORE);

/** How long the network may take before the page that is kept is shown, in milliseconds. */
const PATIENCE = 3_000;

/** How long one file may take that is to be kept: a line that is silent must hold up nothing for ever. */
const LONG = 60_000;

/** How long a page may be under way, or in a tab's history, where no list of pages has it. */
const HOUR = 3_600_000;

/** The name of a list, with the beginning of its SHA-256. */
const LIST = /^files-([0-9a-f]{16})\.json$/;

/** Where a page names its list. */
const NAMED = /<meta name="confins-files" content="([^"]*)"/;

/** The entry that is the page; on it, the name of its list, and since when it is kept. */
const PAGE = at('sw.js?page');
const FILES = 'confins-files';
const SINCE = 'confins-since';

/** Entries that say which edition an open page is of; its id follows. */
const OPEN = at('sw.js?open=');

/** The address of something of this bundle. */
function at(name) {
  const { href } = new URL(name, SCOPE);
  if (!href.startsWith(SCOPE)) throw new Error(`${name} lies outside of ${SCOPE}`);
  return href;
}

/** The entry of a file: by its name, where the name has its digest, else by the digest. */
const entryOf = ({ url, sha256, named }) => at(named ? url : `sw.js?file=sha256-${sha256}`);

function isPage(address) {
  const { origin, pathname } = new URL(address);
  return [SCOPE, `${SCOPE}index.html`].includes(`${origin}${pathname}`);
}

/** What the store has; nothing, too, where it cannot be read: a page must not wait for it. */
const kept = (entry) => caches.match(entry, { cacheName: STORE }).catch(() => undefined);

addEventListener('install', (event) => {
  // A digest means the same to every edition of this script, so any of them may
  // serve any page: it neither waits for pages to be closed nor leaves one out.
  skipWaiting();
  event.waitUntil(opening);
});

addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { method, url, mode, headers } = event.request;
  if (method !== 'GET' || !url.startsWith(SCOPE)) return;
  if (mode !== 'navigate') {
    if (!headers.has('range')) event.respondWith(file(event.request));
  } else if (isPage(url)) {
    event.respondWith(page(event));
  }
});

addEventListener('message', (event) => {
  const { files, spare } = event.data?.confins ?? {};
  if (LIST.test(files)) event.waitUntil(ready(event.source, files, spare));
});

/** A file: what is kept by its digest or its name, else what the network has. */
async function file(request) {
  const { url, integrity } = request;
  const found = (integrity && (await kept(at(`sw.js?file=${integrity}`)))) || (await kept(url));
  return found || fetch(request);
}

/** The page: the newest, if the network has it, whole, in time; else the one that is kept. */
async function page({ request, resultingClientId }) {
  const old = await kept(PAGE);
  if (!old) return fetch(request);
  try {
    // A browser's own copy may be of a page whose files are gone.
    const { answer, bytes } = await whole(request, { cache: 'no-cache' }, PATIENCE);
    if (answer.status < 500) {
      const [, files] = NAMED.exec(textOf(bytes)) ?? [];
      if (LIST.test(files)) await note(resultingClientId, { files });
      return answer;
    }
  } catch {
    // No network, or as good as none.
  }
  // Noted before the page is under way: what it needs stays from now on.
  await note(resultingClientId, { files: old.headers.get(FILES), since: old.headers.get(SINCE) });
  return old;
}

/** The network's answer, once all of it is there; it fails when that is not so in time. */
async function whole(request, init, patience) {
  const cancel = new AbortController();
  const late = setTimeout(() => cancel.abort(), patience);
  try {
    const answer = await fetch(request, { ...init, signal: cancel.signal });
    return { answer, bytes: await answer.clone().arrayBuffer() };
  } finally {
    clearTimeout(late);
  }
}

/** Notes of which edition an open page is. */
async function note(id, edition) {
  if (!id) return;
  const said = JSON.stringify({ ...edition, at: Date.now() });
  try {
    await (await opening).put(`${OPEN}${id}`, new Response(said));
  } catch {
    // Without a note `tidy` drops nothing while the page is open.
  }
}

/** A page works: it is told if it was not the network's, and what it is made of may be kept. */
async function ready(client, files, spare) {
  const noted = await (await kept(`${OPEN}${client.id}`))?.json();
  if (!noted) await note(client.id, { files });
  if (noted?.since) client.postMessage({ confins: { since: noted.since } });
  // One at a time, whichever edition of this script began it. What is not done
  // now is done after the next visit: the reader need not know.
  if (!spare) await navigator.locks.request(STORE, renew).catch(() => {});
}

/** Keeps the page that the server has now: first all that it needs, then the page. */
async function renew() {
  const store = await opening;
  const { answer, bytes } = await whole(SCOPE, { cache: 'no-cache' }, LONG);
  const isHtml = /^text\/html\b/.test(answer.headers.get('content-type'));
  if (answer.status !== 200 || answer.redirected || !isHtml) return;
  const html = textOf(bytes);
  const [, files] = NAMED.exec(html) ?? [];
  const [, beginning] = LIST.exec(files) ?? [];
  if (!beginning) return;
  await keep(store, at(files), at(files), (digest) => hex(digest).startsWith(beginning));
  await tidy(store, files);
  for (const file of await listed(store, files)) {
    await keep(store, entryOf(file), at(file.url), (digest) => base64(digest) === file.sha256);
  }
  const old = await store.match(PAGE);
  if ((await old?.text()) === html) return;
  const replaced = old?.headers.get(FILES);
  // A page that is under way may be of it, though no list of pages has that one
  // yet: what it needs stays for a while.
  if (replaced) await store.put(`${OPEN}${replaced}`, new Response(JSON.stringify({ files: replaced, at: Date.now() })));
  const entry = copy(answer, html);
  entry.headers.set(FILES, files);
  entry.headers.set(SINCE, new Date().toISOString());
  await store.put(PAGE, entry);
}

/** Has a file in the store, if the network has it as it must be. */
async function keep(store, entry, address, isRight) {
  if (await store.match(entry)) return;
  // The browser's own copy saves the line; but it may be an older edition's.
  for (const cache of ['default', 'reload']) {
    const { answer, bytes } = await whole(address, { cache, priority: 'low' }, LONG);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    if (answer.status === 200 && !answer.redirected && isRight(digest)) {
      return store.put(entry, copy(answer, bytes));
    }
  }
  throw new Error(`${address} is not the file that its list has`);
}

/** Drops what neither the page that is kept, nor the one that is coming, nor an open one needs. */
async function tidy(store, coming) {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const unknown = new Set(open.filter(({ url }) => isPage(url)).map(({ id }) => id));
  const entries = (await store.keys()).map(({ url }) => url);
  const needed = new Set([PAGE]);
  const lists = new Set([coming, (await store.match(PAGE))?.headers.get(FILES)]);
  for (const entry of entries.filter((entry) => entry.startsWith(OPEN))) {
    const noted = await (await store.match(entry))?.json();
    if (unknown.delete(entry.slice(OPEN.length)) || Date.now() - noted?.at < HOUR) {
      needed.add(entry);
      lists.add(noted?.files);
    }
  }
  if (unknown.size > 0) return;
  for (const files of lists) {
    if (!files) continue;
    needed.add(at(files));
    for (const file of await listed(store, files)) needed.add(entryOf(file));
  }
  for (const entry of entries) if (!needed.has(entry)) await store.delete(entry);
}

/** The files of a list; none where the store does not have it. */
const listed = async (store, files) => (await store.match(at(files)))?.json() ?? [];

/** An answer to be kept: what it holds is plain by now, and it is asked for by address alone. */
function copy({ headers }, body) {
  const plain = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) plain.delete(name);
  return new Response(body, { headers: plain });
}

const textOf = (bytes) => new TextDecoder().decode(bytes);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
