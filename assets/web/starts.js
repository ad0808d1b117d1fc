// Part of boot.js and lite.js: ways out for whom the application breaks, at its start above all. They are script, because after a
// panic nothing of the application can be relied on.
//
// Starts that did not succeed are counted in the tab. At the third in a row the application begins without what is saved, and
// offers that as a file (`starts_without_saved` in `src/platform/storage.rs`).
const STARTS = 'which-end:starts';
const BROKEN_STARTS = 2;

function countStarts(change) {
  // Without storage nothing is saved that could break a start.
  try {
    const count = change(Number(sessionStorage.getItem(STARTS)) || 0);
    if (count) sessionStorage.setItem(STARTS, count);
    else sessionStorage.removeItem(STARTS);
  } catch (_) {
    return;
  }
}

// The buttons of the panel that is shown then.
function watchPanel() {
  let waiting = null;
  // A release that breaks is left by the next one, which is fetched now and let in by the button.
  function fetchNext() {
    const container = navigator.serviceWorker;
    if (container) container.getRegistration().then((found) => {
      if (!found) return;
      waiting = found.waiting;
      found.addEventListener('updatefound', () => {
        const next = found.installing;
        next.addEventListener('statechange', () => { if (next.state === 'installed') waiting = next; });
      });
      found.update().catch(() => {});
    });
  }
  addEventListener('click', (event) => {
    const button = event.target;
    if (!button.classList) return;
    if (button.classList.contains('broken-fresh')) {
      countStarts(() => BROKEN_STARTS);
      location.reload();
    } else if (waiting && button.classList.contains('broken-reload')) {
      event.stopImmediatePropagation();
      waiting.addEventListener('statechange', () => { if (waiting.state === 'activated') location.reload(); });
      waiting.postMessage({ type: 'activate' });
    }
  }, true);
  return fetchNext;
}
