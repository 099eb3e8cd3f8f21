// The draft as its readers will see it: under `preview/` stands the readers' page of this same
// bundle, with the draft's files in place of an atlas's. A worker answers for that folder
// alone; what it answers with, the studio has put into a cache.

const DRAFT = 'confins-studio-preview';
const SCOPE = new URL('preview/', location);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (!url.href.startsWith(SCOPE.href)) return;
  event.respondWith(answer(url));
});

async function answer(url) {
  const path = url.pathname.slice(SCOPE.pathname.length);
  if (path.startsWith('draft/')) {
    const cache = await caches.open(DRAFT);
    return (await cache.match(url.href.split(/[?#]/)[0])) ?? new Response('', { status: 404 });
  }
  // A draft is not kept for a time without network, and no worker takes this one's place.
  if (path === 'offline.js') return script('export const keepForLater = () => {};');
  if (/^sw(_retire)?\.js$/.test(path)) return new Response('', { status: 404 });
  return fetch(new URL(`../../${path}${url.search}`, SCOPE), { cache: 'no-cache' });
}

const script = (text) => new Response(text, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
