// The service worker: once installed, the page opens without a network, from one release and never from two.
//
// Rules it keeps, each for a fault that was seen elsewhere:
// - A release is fetched whole or not at all, and each file must match its integrity. What the browser has just fetched for
//   the page is not fetched again, unless it does not match: then it is asked of the host, past every HTTP cache.
// - Nothing is cached while the page is used, so nothing wrong can creep in. Only listed addresses are answered.
// - Caches belong to the origin, so any page beside ours can write into this one. Each file is held against its integrity
//   again before it is given out, and gets its headers from here.
// - A new release waits until a visitor asks for it. A broken one never replaces one that works.
// - The cache is named after the list and this text, so that no release can delete another's files by accident.
// The build writes the list and the version into the two lines below.
'use strict';

const PRECACHE = [];
const VERSION = 'unstamped';

const HOME = new URL('./', self.location.href).href;
// Cache names are shared by the whole origin: the path keeps several copies of this site on one host apart.
const OURS = 'which-end ' + new URL(HOME).pathname + ' ';
const CACHE = OURS + VERSION;
// Our pages, which some hosts serve without their ending.
const PAGES = /^(?:(?:index|pay|back-end|front-end|about|sources)(?:\.html)?)?$/;
const INTEGRITY = new Map(PRECACHE.map(([path, integrity]) => [new URL(path, HOME).href, integrity]));

/** The file as this release has it, or an error. */
async function fetchSound(url) {
  try {
    return await fetchBy(url, 'default');
  } catch (_) {
    return fetchBy(url, 'no-store');
  }
}

/** As above, by one way to use the browser's HTTP cache. */
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

/** Fetches everything before anything is kept. */
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

/** Removes the releases before this one. */
async function clearOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The listed address that a request is for, or nothing where it is not ours to answer. */
function listed(request) {
  if (request.method !== 'GET') return undefined;
  const url = new URL(request.url);
  const plain = url.origin + url.pathname;
  if (request.mode === 'navigate') {
    // A query carries settings for the page, not another page. The first page shows every view.
    return PAGES.test(plain.slice(HOME.length)) && plain.startsWith(HOME) ? HOME : undefined;
  }
  return url.search === '' && INTEGRITY.has(plain) ? plain : undefined;
}

const TYPES = {
  css: 'text/css', html: 'text/html', js: 'text/javascript', json: 'application/json', png: 'image/png', svg: 'image/svg+xml',
  txt: 'text/plain', wasm: 'application/wasm', webmanifest: 'application/manifest+json', woff2: 'font/woff2',
};

/** The cached file, where its bytes are still those of this release. */
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

/** From the cache; where the browser has dropped the file, it is fetched again and kept only if it is sound. */
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
