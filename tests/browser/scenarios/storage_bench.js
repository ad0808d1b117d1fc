// A storage that fails on demand, and a clock that can be wrong. Runs before the application, so that the browser is
// broken from the start. START is replaced by the name of the initial fault.
(function () {
  'use strict';
  const real = window.localStorage;
  const methods = Storage.prototype;
  const { getItem, setItem } = methods;
  const RealDate = Date;
  const refuse = (name) => { throw new DOMException('made to fail', name); };
  const storage = (get) => Object.defineProperty(window, 'localStorage', { configurable: true, get });

  const faults = {
    none() {},
    throws() { storage(() => refuse('SecurityError')); },
    null() { storage(() => null); },
    full() { methods.setItem = () => refuse('QuotaExceededError'); },
    'full as Firefox once said': () => { methods.setItem = () => refuse('NS_ERROR_DOM_QUOTA_REACHED'); },
    'not kept': () => { methods.setItem = () => {}; },
    'half kept': () => {
      methods.setItem = function (key, text) { setItem.call(this, key, text.slice(0, text.length / 2)); };
    },
    'reading throws': () => { methods.getItem = () => refuse('InvalidStateError'); },
    'reading the record throws': () => {
      methods.getItem = function (key) { return /record/.test(key) ? refuse('InvalidStateError') : getItem.call(this, key); };
    },
    'clock set back': () => {
      const wrong = RealDate.UTC(2001, 0, 1);
      window.Date = class extends RealDate {
        constructor(...given) { super(...(given.length ? given : [wrong])); }
        static now() { return wrong; }
      };
    },
  };

  window.breakStorage = (name) => {
    storage(() => real);
    Object.assign(methods, { getItem, setItem });
    window.Date = RealDate;
    faults[name]();
  };
  // Fills the remaining space, except for a few characters.
  window.fillStorage = () => {
    let count = 0;
    for (let size = 1 << 22; size >= 1;) {
      try {
        setItem.call(real, 'filler-' + count, 'x'.repeat(size));
        count += 1;
      } catch (_) {
        size >>= 1;
      }
    }
  };
  window.realStorage = () => Object.keys(real).map((key) => [key, getItem.call(real, key)]);
  // As if from another device: the tab has not saved it.
  window.setRealStorage = (entries) => {
    sessionStorage.clear();
    real.clear();
    for (const [key, text] of entries) setItem.call(real, key, text);
  };
  window.year = () => new Date().getUTCFullYear();
  window.uncaught = [];
  addEventListener('error', (event) => uncaught.push(event.message));
  addEventListener('unhandledrejection', (event) => uncaught.push(String(event.reason)));
  breakStorage('START');
})();
