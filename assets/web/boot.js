// Starts the application behind the static page, then the service worker.
//
// The page works without this file. If anything here fails, the static page stays and one sentence says why.
// A classic script that waits for nothing, so that the module is on its way while the page is still being read: it needs
// no inline code and no top-level await.
(function () {
  'use strict';
  var script = document.currentScript;
  var root = document.documentElement;
  var read = new Promise(function (resolve) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve);
    else resolve();
  });

  var framed = window.self !== window.top;
  // Nothing moves sideways when a short view needs no scroll bar. A frame is as high as its content and has none. Not
  // `scrollbar-gutter`: browsers do not paint our background there.
  if (!framed) root.style.overflowY = 'scroll';
  // The owner's own words stand in the place of a frame until they hear of this page.
  if (framed) window.parent.postMessage({ source: 'which-end', protocol: 1, type: 'opening', path: location.pathname }, '*');

//= texts.js
//= presses.js
//= links.js
//= attend.js
//= readable.js
//= question.js
//= focus.js
//= scroll.js
//= starts.js

  // A link of an earlier release names a view that has a page of its own now. A frame loads the right page by itself.
  var paged = !framed && /^http/.test(location.protocol);
  var named = /^#(?:\/|%2f)([\w-]+)(?:(?:\/|%2f)([\w-]+))?\/?(\?.+)?$/i.exec(location.hash);
  var leaving = false;
  if (paged && named) {
    var linked = '/' + (named[2] ? named[1] + '/' + named[2] : named[1]).toLowerCase();
    PAGES.forEach(function (page, name) {
      if (name && page === (linked === '/guide' ? '/guide/back-end' : linked) && viewAt(location.href.split('#')[0], folder) !== page) {
        leaving = true;
        location.replace(folder + name + '.html' + location.search + (named[3] ? location.hash : ''));
      }
    });
  }

  if (leaving) return;

  // Shows a view of ours without loading its page. `address` is that of its page.
  var runs = false;
  var failed = false;
  function go(view, address) {
    // What this page holds without the application.
    var isHere = view === script.dataset.page || script.dataset.page === '/' && view === '/quiz';
    if (failed && !isHere) {
      if (!framed) return false;
      // The owner's wishes go along.
      var page = new URL(address);
      page.search = location.search;
      location.href = page.href;
      return true;
    }
    if (runs && paged) {
      try {
        if (address !== location.href) history.pushState(null, '', address);
        dispatchEvent(new PopStateEvent('popstate'));
        return true;
      } catch (_) {
        // A document without an origin has fragments alone.
      }
    }
    if (!runs && paged && !isHere) {
      leaveGiven();
      return false;
    }
    location.hash = view;
    return true;
  }

  // Answers outlive a reload in this tab's history, until the application has taken them over. Not in a frame, whose owner may
  // not want anything kept.
  function note() {
    // The question that was shown for a saved run is gone where the application failed.
    var gone = given.filter(function (answer) { return !document.querySelector('[data-static] [data-item="' + answer[0] + '"]'); });
    given = gone.concat(answers());
    if (!framed) noteInHistory({ given: given });
  }
  var given = sound(history.state && history.state.given);
  var taken = framed ? [] : takeGiven();
  if (!given.length && taken.length) {
    given = taken;
    noteInHistory({ given: given });
  }
  read.then(function () {
    attend(document.querySelector('which-end'), document.baseURI, go, false);
    if (root.dataset.at === 'kept' && !framed) showQuestion();
    give(given);
    if (root.dataset.question && document.querySelector('[data-card="2"] [data-given]')) delete root.dataset.question;
    restoreScroll();
  });

  function stay(reason, more) {
    root.dataset.boot = 'failed';
    failed = true;
    read.then(function () {
      hideQuestion();
      showAll();
      say(reason + ' You can still read the guide and the pay tables.', more);
    });
  }

  // Another page, whose policy lets a stand-in for WebAssembly run. See lite.js for why it needs the function named here.
  function lite() {
    if (typeof structuredClone !== 'function') return null;
    var link = document.createElement('a');
    link.textContent = 'Open the slower version';
    // It goes on from the answers on this page. Not by its address: anybody could make one that answers for the visitor.
    link.addEventListener('click', function () {
      link.href = './lite.html' + location.search + location.hash;
      leaveGiven();
    });
    link.href = './lite.html' + location.search + location.hash;
    return link;
  }

  // A module with one SIMD instruction. The browsers that know it are the ones the application is built for;
  // Safari learned it in 16.4, and its earlier versions trap while running.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  function supported() {
    try {
      return WebAssembly.validate(new Uint8Array(SIMD));
    } catch (_) {
      return false;
    }
  }

  if (typeof WebAssembly !== 'object') {
    stay('The quiz cannot run here, because WebAssembly is switched off in this browser.', lite());
    return;
  }
  if (!supported()) {
    stay('The quiz needs a newer browser than this one.', lite());
    return;
  }

  root.dataset.boot = 'loading';
  // Fetched already, without anything waiting for it; from here on it holds.
  read.then(function () {
    var style = document.querySelector('link[data-later]');
    if (style) style.media = 'all';
  });
  var fetchNext = watchPanel();
  wait(given);
  var at = function (name) { return new URL(name, document.baseURI).href; };
  // With integrity, so that a damaged module is refused before it runs. A link that loads it ahead would start it earlier, but
  // Safari then fetches it twice (https://github.com/trunk-rs/trunk/issues/229).
  var wasm = fetch(at(script.dataset.wasm), { credentials: 'same-origin', integrity: script.dataset.integrity || '' });
  // The glue may fail first.
  wasm.catch(function () {});
  import(at(script.dataset.js)).then(function (app) {
    return Promise.all([app.default({ module_or_path: wasm }), read]).then(function () {
      // The static page shows this view until the application can.
      return !isLater() || app.load_later();
    }).then(function (isThere) {
      if (!isThere && isLater()) throw new Error('The second module did not come.');
      return takeOver(app);
    }).then(function () {
      runs = true;
      return app;
    });
  }).then(function (app) {
    root.dataset.boot = 'ready';
    // After the application, which saves then.
    if (!framed) ['visibilitychange', 'pagehide'].forEach(function (type) { addEventListener(type, saveQuestion); });
    if (history.state && history.state.given) noteInHistory({ given: undefined });
    var later = window.requestIdleCallback || function (run) { setTimeout(run, 200); };
    // The worker takes the module from the browser's own cache then.
    later(function () { Promise.race([app.load_later(), after(10000)]).then(keepOffline); }, { timeout: 2000 });
  }, function (error) {
    console.error(error);
    if (!framed) fetchNext();
    stay(error instanceof WebAssembly.CompileError
      ? 'The quiz cannot run here, because this browser or site refuses WebAssembly.'
      : error instanceof WebAssembly.RuntimeError
        ? 'The quiz stopped because of a fault of ours.'
        : 'The quiz could not be loaded. Check your connection and reload the page.');
  });

  function tell(name, detail) {
    window.dispatchEvent(new CustomEvent('which-end:' + name, { detail: detail }));
  }

  // Offline use belongs to the page's own visitors: a framed copy must not install anything on their device.
  function keepOffline() {
    var container = navigator.serviceWorker;
    if (framed) return;
    if (!container || !window.isSecureContext) return tell('offline-unavailable');

    var address = at('sw.js');
    var trusted = address;
    try {
      if (window.trustedTypes) {
        trusted = window.trustedTypes.createPolicy('app-sw', {
          createScriptURL: function (url) {
            if (url !== address) throw new TypeError('Only the service worker may be loaded.');
            return url;
          },
        }).createScriptURL(address);
      }
    } catch (error) {
      console.warn(error);
      return tell('offline-unavailable');
    }

    var controlled = !!container.controller;
    container.register(trusted, { updateViaCache: 'none' }).then(function (registration) {
      function offer() {
        if (registration.waiting && registration.active) tell('update-waiting');
      }
      function follow(worker) {
        function look() {
          if (worker.state === 'installed') offer();
          if (worker.state === 'activated' && !controlled) tell('offline-ready', { first: true });
          if (worker.state === 'redundant' && !registration.active) tell('offline-unavailable');
        }
        worker.addEventListener('statechange', look);
        look();
      }
      // One that fails at once may be gone before it could be followed.
      if (registration.installing) follow(registration.installing);
      else if (!registration.waiting && !registration.active) tell('offline-unavailable');
      registration.addEventListener('updatefound', function () { follow(registration.installing); });
      if (registration.active) tell('offline-ready', { first: false });
      offer();

      window.addEventListener('which-end:activate', function () {
        // Only the tab that asked reloads: the others hold all they need and finish on the version they have.
        // The worker's own state tells, because a page of a first visit has no controller that could change.
        var waiting = registration.waiting;
        // Some browsers let a new version in by themselves when no page is under the old one.
        if (!waiting) return location.reload();
        waiting.addEventListener('statechange', function () {
          if (waiting.state === 'activated') location.reload();
        });
        waiting.postMessage({ type: 'activate' });
      });
    }).catch(function (error) {
      console.warn(error);
      tell('offline-unavailable');
    });
  }
})();
