// Published in the place of sw.js, this takes the service worker away from every
// reader's browser at their next visit, with all that it kept and nothing else.

addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => {
  const store = `confins ${registration.scope}`;
  const retire = async () => {
    await caches.delete(store);
    await registration.unregister();
  };
  // Not in the middle of what the old script still does.
  event.waitUntil(navigator.locks.request(store, retire));
});
