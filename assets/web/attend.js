// Part of boot.js, lite.js and inline.js: looks after the element that the page lives in, for the static page and the application
// alike. It is script and not Rust, because it has to work before there is any Rust and where none comes.

// `home` is the address of the page by itself. `go` shows another view; `hosted` says that the page's address is a host's. Returns
// what ends it.
function attend(root, home, go, hosted) {
  const follow = followTexts();
  const tendAll = tendLinks(root, home, go, hosted);
  const { soon, stop } = guardPresses(root, hosted);
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
