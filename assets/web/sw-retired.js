// The kill switch: served as sw.js in place of the worker, it removes what the worker kept, then the worker itself.
// Open pages go on undisturbed; the next visit comes from the network.
'use strict';

const OURS = 'which-end ' + new URL('./', self.location.href).pathname + ' ';

async function retire() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(retire()));
