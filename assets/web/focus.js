// Part of boot.js, lite.js and inline.js: moves the focus when the control that had it is removed.
//
// Browsers move the focus to the body then, so that keyboard and screen-reader users start again at the top. This
// script remembers the focused element and focuses its replacement, so no view has to do that.

// Focusable elements: headings and questions with `tabindex`, then controls.
const TAKES_FOCUS = '[tabindex="-1"],a[href],button:not([disabled]),input,select,summary';
// Space left above an element that is scrolled into view, in CSS pixels: about two lines of context.
const ROOM_ABOVE = 72;

// Returns a function that stops it.
function guardFocus(root) {
  let last = null;
  // Safari does not focus clicked elements, so clicks count as well.
  ['focusin', 'click'].forEach((type) => root.addEventListener(type, (event) => {
    const control = event.target.closest && event.target.closest(TAKES_FOCUS + ',label');
    if (control) last = control;
  }, true));

  // Whether no element has the focus, in a host's page either.
  function isFree() {
    const tree = root.getRootNode();
    const outer = document.activeElement;
    const nowhere = !outer || outer === document.body;
    if (tree !== document) return !tree.activeElement && (nowhere || outer === tree.host);
    return nowhere && (window.self === window.top || document.hasFocus());
  }

  // The first focusable element in the replacement of `gone`, or else the heading of its section or view.
  function inPlaceOf(gone, records) {
    const removed = records.find((record) => Array.from(record.removedNodes).some((node) => node.contains(gone)));
    const place = removed && removed.target;
    if (!place) return null;
    for (const record of records) {
      for (const node of record.target === place ? record.addedNodes : []) {
        const found = node.nodeType === 1 && node.isConnected && (node.matches(TAKES_FOCUS) ? node : node.querySelector(TAKES_FOCUS));
        if (found) return found;
      }
    }
    const section = place.closest('section');
    const view = root.querySelector('main');
    return section && section.querySelector('[tabindex="-1"]') || view && (view.querySelector('[tabindex="-1"]') || view);
  }

  const observer = new MutationObserver((records) => {
    if (!last || last.isConnected) return;
    const next = isFree() && inPlaceOf(last, records);
    last = null;
    if (!next) return;
    // Without `preventScroll`, browsers would scroll every frame around ours.
    next.focus({ preventScroll: true });
    const top = next.getBoundingClientRect().top;
    if (top < ROOM_ABOVE || top > window.innerHeight - ROOM_ABOVE) window.scrollBy(0, top - ROOM_ABOVE);
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}
