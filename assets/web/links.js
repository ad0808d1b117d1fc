// Part of boot.js, lite.js and inline.js: links on other people's pages.
//
// Where a host's page is around us, other sites open in a tab of their own. In a host's own document the links between our views
// hold the address of our page, so that the browser's ways to open one elsewhere work.

// `home` is the address of the page by itself. `go` shows another view; it is given where the page's address is a host's.
// Returns what makes all links so.
function tendLinks(root, home, go) {
  const ours = go ? home.split(/[?#]/)[0] + '#' : new URL('./', home).href;
  const around = go || window.self !== window.top;

  function tend(link) {
    if (go && link.getAttribute('href')[0] === '#') link.href = ours + link.hash.slice(1);
    else if (around && /^http/.test(link.protocol) && !link.href.startsWith(ours)) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
  }

  root.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (link) tend(link);
  }, true);

  if (go) root.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    const elsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || !link.href.startsWith(ours)) return;
    event.preventDefault();
    go(link.href.slice(ours.length));
  });

  return () => { if (around) root.querySelectorAll('a[href]').forEach(tend); };
}
