// Starts the application behind the static page, then registers the service worker.
//
// The page works without this file. If anything here fails, the static page stays and a notice says why. A classic
// script that blocks on nothing, so that the module downloads while the HTML is parsed. Needs no inline code and no
// top-level await.
(function () {
  'use strict';
  var script = document.currentScript;
  var root = document.documentElement;
  var read = new Promise(function (resolve) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve);
    else resolve();
  });

  var framed = window.self !== window.top;
  // The owner's fallback content is shown in place of a frame until this message arrives.
  if (framed) window.parent.postMessage({ source: 'which-end', protocol: 1, type: 'opening', path: location.pathname }, '*');

//= texts.js
//= clicks.js
//= links.js
//= attend.js
//= static-page.js
//= question.js
//= focus.js
//= scroll.js
//= starts.js

  // Fragments of earlier releases name views that now have pages of their own. The loader gives a frame the right page.
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

  // Shows a view without loading its page. `address` is the address of that page.
  var runs = false;
  var failed = false;
  function go(view, address) {
    // Whether this page contains the view without the application.
    var isHere = view === script.dataset.page || script.dataset.page === '/' && view === '/quiz';
    if (failed && !isHere) {
      if (!framed) return false;
      // Keep the host's options.
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
        // A document without an origin allows only fragments.
      }
    }
    if (!runs && paged && !isHere) {
      leaveGiven();
      return false;
    }
    location.hash = view;
    return true;
  }

  // Saves answers in the tab's history, so that they survive a reload until the takeover. Not in a frame, because the
  // host may forbid saving.
  function note() {
    // If the application failed, the question of a saved session is no longer on the page.
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

  // A link to lite.html, whose policy allows a replacement for WebAssembly. See lite.js for why it needs
  // `structuredClone`.
  function lite() {
    if (typeof structuredClone !== 'function') return null;
    var link = document.createElement('a');
    link.textContent = 'Open the slower version';
    // The answers are passed in `sessionStorage`. In the address, anybody could make a link that answers for the
    // visitor.
    link.addEventListener('click', function () {
      link.href = './lite.html' + location.search + location.hash;
      leaveGiven();
    });
    link.href = './lite.html' + location.search + location.hash;
    return link;
  }

  // A module with one SIMD instruction. The application is built for browsers that support it. Safari does since 16.4;
  // earlier versions trap at run time.
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
  // This style sheet was loaded without blocking. It applies from now on.
  read.then(function () {
    var style = document.querySelector('link[data-later]');
    if (style) style.media = 'all';
  });
  var fetchNext = watchPanel();
  wait(given);
  var at = function (name) { return new URL(name, document.baseURI).href; };
  // With integrity, so that a damaged module is refused before it runs. No preload link, because Safari would fetch the
  // module twice (https://github.com/trunk-rs/trunk/issues/229).
  var wasm = fetch(at(script.dataset.wasm), { credentials: 'same-origin', integrity: script.dataset.integrity || '' });
  // Avoids an unhandled rejection if the import of the JavaScript module fails first.
  wasm.catch(function () {});
  import(at(script.dataset.js)).then(function (app) {
    return Promise.all([app.default({ module_or_path: wasm }), read]).then(function () {
      // The static page shows a view of the second module until that module is loaded.
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
    // Registered after the application's own listener, which saves the record first.
    if (!framed) ['visibilitychange', 'pagehide'].forEach(function (type) { addEventListener(type, saveQuestion); });
    if (history.state && history.state.given) noteInHistory({ given: undefined });
    var later = window.requestIdleCallback || function (run) { setTimeout(run, 200); };
    // By then the worker gets the module from the HTTP cache.
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

  // Only for our own visitors: a framed page must not install anything on their device.
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
      // A worker that fails at once may be gone already.
      if (registration.installing) follow(registration.installing);
      else if (!registration.waiting && !registration.active) tell('offline-unavailable');
      registration.addEventListener('updatefound', function () { follow(registration.installing); });
      if (registration.active) tell('offline-ready', { first: false });
      offer();

      window.addEventListener('which-end:activate', function () {
        // Only this tab reloads. Other tabs have all they need and stay on their version. Watches the worker's state,
        // because on a first visit there is no controller whose change could be observed.
        var waiting = registration.waiting;
        // Some browsers activate a new version by themselves when no page uses the old one.
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
