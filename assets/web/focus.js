// Part of boot.js, lite.js and inline.js: where the focus goes when the control that had it leaves the page.
//
// Browsers let the focus fall to the body then, and a keyboard or a screen reader begins again at the top. So no view moves the
// focus after removing its own button: the element that had it is remembered, and what takes its place gets the focus.

// Headings and questions that are meant to take it, then controls.
const TAKES_FOCUS = '[tabindex="-1"],a[href],button:not([disabled]),input,select,summary';
// What is left above an element that is scrolled into view, in px: two lines, so that what leads up to it shows.
const ROOM_ABOVE = 72;

// Returns what ends it.
function guardFocus(root) {
  let last = null;
  // Safari does not focus what is clicked, so a click counts as well.
  ['focusin', 'click'].forEach((type) => root.addEventListener(type, (event) => {
    const control = event.target.closest && event.target.closest(TAKES_FOCUS + ',label');
    if (control) last = control;
  }, true));

  // Whether the focus is nowhere, and not with a host.
  function isFree() {
    const tree = root.getRootNode();
    const outer = document.activeElement;
    const nowhere = !outer || outer === document.body;
    if (tree !== document) return !tree.activeElement && (nowhere || outer === tree.host);
    return nowhere && (window.self === window.top || document.hasFocus());
  }

  // The first thing in what came where `gone` was, or else the heading of its section or view.
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
    // Browsers would scroll every frame around us as well.
    next.focus({ preventScroll: true });
    const top = next.getBoundingClientRect().top;
    if (top < ROOM_ABOVE || top > window.innerHeight - ROOM_ABOVE) window.scrollBy(0, top - ROOM_ABOVE);
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}
