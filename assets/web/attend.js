// Part of boot.js, lite.js and inline.js: maintains the root element, for the static page and the application. A
// script, because it must work before the WebAssembly runs and if it never does.

// `home` is the address of the standalone page, `go` shows a view, and `hosted` means that the address is a host's.
// Returns a function that stops it.
function attend(root, home, go, hosted) {
  const follow = followTexts();
  const tendAll = tendLinks(root, home, go, hosted);
  const { soon, stop } = guardClicks(root, hosted);
  function work(records) {
    records.forEach(follow);
    tendAll();
    soon();
  }
  const observer = new MutationObserver(work);
  observer.observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden', 'open', 'class', 'disabled', 'href'],
  });
  work([]);
  return () => {
    observer.disconnect();
    stop();
  };
}
