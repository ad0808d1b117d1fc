// Starts the application in lite.html, for browsers without WebAssembly. polywasm replaces it: it compiles each
// function of the module to JavaScript on first call.
//
// Creating functions from text is forbidden on all our other pages and allowed in this document only. The Trusted Types
// policy admits only polywasm's three parameter lists.
(function () {
  'use strict';
  var script = document.currentScript;
  var root = document.documentElement;

  // The module that boot.js validates. Compiled here, because some browsers know WebAssembly but refuse to run it.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  function needless() {
    try {
      return !!new WebAssembly.Module(new Uint8Array(SIMD));
    } catch (_) {
      return false;
    }
  }

  // WebAssembly works, so the visitor followed somebody else's link. The normal page is faster and allows no code from
  // text.
  if (needless()) {
    location.replace('./' + location.search + location.hash);
    return;
  }

//= texts.js
//= clicks.js
//= links.js
//= attend.js
//= static-page.js
//= focus.js
//= scroll.js
//= starts.js

  // Answers are not saved on this page.
  function note() {
    given = answers();
  }

  // Once the application runs, this page has every view by its fragment.
  var failed = false;
  function go(view) {
    if (failed && !/^\/(quiz)?$/.test(view)) return false;
    location.hash = view;
    return true;
  }

  function stay(reason) {
    root.dataset.boot = 'failed';
    failed = true;
    showAll();
    say(reason + ' You can still read the guide and the pay tables.');
  }

  var PIECE = /^\(?function anonymous\((f,F,c,t,d,e,g,l|f,l|v1,v2,v3,v4)\n\) \{\n/;

  if (window.trustedTypes) {
    window.trustedTypes.createPolicy('default', {
      createScript: function (text, _, sink) {
        return sink === 'Function' && PIECE.test(text) ? text : null;
      },
    });
  }

  var given = takeGiven();
  root.dataset.boot = 'loading';
  watchPanel();
  wait(given);

  function start() {
    attend(document.querySelector('which-end'), document.baseURI, go, false);
    give(given);
    restoreScroll();
    // polywasm copies the memory to grow it and detaches the old buffer with `structuredClone`. Without it, the page
    // would keep reading the old memory.
    if (typeof structuredClone !== 'function') {
      stay('The quiz needs a newer browser than this one.');
      return;
    }

    say('The slower version is starting. This can take half a minute.');
    var at = function (name) { return new URL(name, document.baseURI).href; };

    import(at(script.dataset.standIn)).then(function (standIn) {
      window.WebAssembly = standIn.WebAssembly;
      return import(at(script.dataset.js));
    }).then(function (app) {
      var request = new Request(at(script.dataset.wasm), { credentials: 'same-origin', integrity: script.dataset.integrity || '' });
      return app.default({ module_or_path: request }).then(app.load_later).then(function () { return takeOver(app); });
    }).then(function () {
      root.dataset.boot = 'ready';
      // This page has no service worker, so the application must not promise offline use.
      if (window.self === window.top) window.dispatchEvent(new CustomEvent('which-end:offline-unavailable'));
    }, function (error) {
      console.error(error);
      stay(error instanceof EvalError
        ? 'The slower version cannot run here, because this browser or site refuses it.'
        : 'The slower version could not be loaded. Check your connection and reload the page.');
    });
  }

  // Like boot.js, this script may run while the HTML is parsed.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
