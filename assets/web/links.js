// Part of boot.js, lite.js and inline.js: links between our views, and links to other sites.
//
// Pay, guide, about and sources are separate pages, but the application shows them without loading one. On a host's
// page, other sites open in a new tab.

// View of each page by file name, as fragments name it.
const PAGES = new Map([
  ['', '/'], ['index', '/'], ['pay', '/pay'], ['back-end', '/guide/back-end'], ['front-end', '/guide/front-end'],
  ['about', '/about'], ['sources', '/sources'],
]);

// The view at `address` as a fragment without `#`, if the page is in `folder`. Undefined for other pages.
function viewAt(address, folder) {
  const url = new URL(address);
  const home = new URL(folder);
  const start = home.pathname;
  if (url.origin !== home.origin || !url.pathname.startsWith(start)) return undefined;
  const view = PAGES.get(url.pathname.slice(start.length).replace(/\.html$/, ''));
  return view && url.hash.startsWith('#/') ? url.hash.slice(1) : view;
}

// `home` is the address of the standalone page. `go` shows a view without loading its page, or returns false. `hosted`
// means that the address is a host's. Returns a function that prepares all links.
function tendLinks(root, home, go, hosted) {
  const folder = new URL('./', home).href;
  const around = hosted || window.self !== window.top;

  function tend(link) {
    // In a host's document, relative links would resolve against the host's address.
    if (hosted && /^(\.\/|#)/.test(link.getAttribute('href'))) link.href = new URL(link.getAttribute('href'), folder).href;
    else if (around && /^http/.test(link.protocol) && !link.href.startsWith(folder)) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
  }

  root.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (link) tend(link);
  }, true);

  root.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    const elsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    // An anchor in this page, such as the skip link's, is no view.
    if (!link || elsewhere || !/^http/.test(link.protocol) || /^#(?!\/)/.test(link.getAttribute('href'))) return;
    const view = viewAt(link.href, folder);
    if (view && go(view, link.href) !== false) event.preventDefault();
  });

  return () => { if (around) root.querySelectorAll('a[href]').forEach(tend); };
}
