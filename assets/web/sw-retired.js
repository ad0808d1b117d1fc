// The kill switch, deployed as sw.js: removes the caches of the service worker, then the worker. Open pages continue;
// the next visit uses the network.
'use strict';

const OURS = 'which-end ' + new URL('./', self.location.href).pathname + ' ';

async function retire() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(retire()));
