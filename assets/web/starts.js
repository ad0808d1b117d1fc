// Part of boot.js and lite.js: recovery from a broken application, above all at its start. A script, because after a
// panic the application cannot be relied on.
//
// Counts failed starts in the tab. At the third in a row, the application starts without the saved record and offers it
// as a file (`starts_without_saved` in `src/platform/storage.rs`).
const STARTS = 'which-end:starts';
const BROKEN_STARTS = 2;

function countStarts(change) {
  // Without storage there is no saved record that could break a start.
  try {
    const count = change(Number(sessionStorage.getItem(STARTS)) || 0);
    if (count) sessionStorage.setItem(STARTS, count);
    else sessionStorage.removeItem(STARTS);
  } catch (_) {
    return;
  }
}

// Handles the buttons of the panic panel. Returns a function that fetches the next release.
function watchPanel() {
  let waiting = null;
  // Fetches the next release, so that the Reload button can replace a broken one.
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
