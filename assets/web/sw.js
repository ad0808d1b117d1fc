// The service worker: once installed, the page opens offline, always from exactly one release.
//
// Rules, each against a failure seen elsewhere:
// - A release is fetched completely or not at all, and each file must match its integrity. Files come from the HTTP cache
//   if they match, or else from the host.
// - Nothing is cached during use, so the cache contains only the release. Only listed addresses are answered.
// - Other pages of the origin can write into our caches. So the integrity of each file is checked again before it is
//   served, and its headers are set here.
// - A new release waits until a visitor asks for it. A broken one never replaces a working one.
// - The cache's name depends on the list and this script, so no release deletes another's files by accident.
// The build fills in the list and the version below.
'use strict';

const PRECACHE = [];
const VERSION = 'unstamped';

const HOME = new URL('./', self.location.href).href;
// Cache names are shared by the whole origin. The path distinguishes several copies of this site.
const OURS = 'which-end ' + new URL(HOME).pathname + ' ';
const CACHE = OURS + VERSION;
// Our pages. Some hosts serve them without the extension.
const PAGES = /^(?:(?:index|pay|back-end|front-end|about|sources)(?:\.html)?)?$/;
const INTEGRITY = new Map(PRECACHE.map(([path, integrity]) => [new URL(path, HOME).href, integrity]));

/** Fetches a file of this release and checks it. Throws if it does not match. */
async function fetchSound(url) {
  try {
    return await fetchBy(url, 'default');
  } catch (_) {
    return fetchBy(url, 'no-store');
  }
}

/** The same with one mode of the HTTP cache. */
async function fetchBy(url, cache) {
  const response = await fetch(url, {
    cache,
    credentials: 'same-origin',
    integrity: INTEGRITY.get(url),
    redirect: 'error',
  });
  if (response.status !== 200 || response.type !== 'basic') {
    throw new Error(url + ' answered ' + response.status);
  }
  if (url.endsWith('.wasm') && !/^application\/wasm\b/.test(response.headers.get('content-type') || '')) {
    throw new Error(url + ' is not served as application/wasm');
  }
  return response;
}

/** Fetches all files before any is stored. */
async function install() {
  const files = await Promise.all([...INTEGRITY.keys()].map(async (url) => [url, await fetchSound(url)]));
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([url, response]) => cache.put(url, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Removes the caches of earlier releases. */
async function clearOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The listed address of a request, or undefined if the worker must not answer it. */
function listed(request) {
  if (request.method !== 'GET') return undefined;
  const url = new URL(request.url);
  const plain = url.origin + url.pathname;
  if (request.mode === 'navigate') {
    // A query has settings, not another page. The first page can show every view.
    return PAGES.test(plain.slice(HOME.length)) && plain.startsWith(HOME) ? HOME : undefined;
  }
  return url.search === '' && INTEGRITY.has(plain) ? plain : undefined;
}

const TYPES = {
  css: 'text/css', html: 'text/html', js: 'text/javascript', json: 'application/json', png: 'image/png', svg: 'image/svg+xml',
  txt: 'text/plain', wasm: 'application/wasm', webmanifest: 'application/manifest+json', woff2: 'font/woff2',
};

/** The cached file, if its bytes match this release. */
async function cachedSound(cache, url) {
  const cached = await cache.match(url, { ignoreVary: true });
  if (!cached) return undefined;
  const body = await cached.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', body));
  if ('sha384-' + btoa(String.fromCharCode(...digest)) !== INTEGRITY.get(url)) return undefined;
  const type = TYPES[url === HOME ? 'html' : url.slice(url.lastIndexOf('.') + 1)];
  return new Response(body, {
    headers: {
      'Content-Type': type + (/^(text|application.json)/.test(type) ? '; charset=utf-8' : ''),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  });
}

/** Answers from the cache. A file that the browser dropped is fetched again, and stored only if it matches. */
async function answer(request, url) {
  try {
    const cache = await caches.open(CACHE);
    const kept = await cachedSound(cache, url);
    if (kept) return kept;
    const sound = await fetchSound(url);
    await cache.put(url, sound.clone());
    return sound;
  } catch (_) {
    return fetch(request);
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(clearOlder()));
self.addEventListener('message', (event) => {
  if (event.data && event.data.type === 'activate') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const url = listed(event.request);
  if (url !== undefined) event.respondWith(answer(event.request, url));
});
