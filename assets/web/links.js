// Part of boot.js, lite.js and inline.js: links between our views, and links on other people's pages.
//
// Pay, guide, about and sources are pages of their own, but the application shows them without loading one. Where a host's page
// is around us, other sites open in a tab of their own.

// Our pages by the names of their files, and the view of each, as a fragment names it.
const PAGES = new Map([
  ['', '/'], ['index', '/'], ['pay', '/pay'], ['back-end', '/guide/back-end'], ['front-end', '/guide/front-end'],
  ['about', '/about'], ['sources', '/sources'],
]);

// The view that `address` shows, where it lies in `folder`: a fragment without `#`. Undefined where it is none of ours.
function viewAt(address, folder) {
  const url = new URL(address);
  const home = new URL(folder);
  const start = home.pathname;
  if (url.origin !== home.origin || !url.pathname.startsWith(start)) return undefined;
  const view = PAGES.get(url.pathname.slice(start.length).replace(/\.html$/, ''));
  return view && url.hash.startsWith('#/') ? url.hash.slice(1) : view;
}

// `home` is the address of the page by itself. `go` shows a view without loading its page, or returns false; `hosted` says that
// the page's address is a host's. Returns what makes all links ready.
function tendLinks(root, home, go, hosted) {
  const folder = new URL('./', home).href;
  const around = hosted || window.self !== window.top;

  function tend(link) {
    // In a host's document relative links would lead to pages and places of the host.
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
    // A place in this page, as the skip link's, is no view.
    if (!link || elsewhere || !/^http/.test(link.protocol) || /^#(?!\/)/.test(link.getAttribute('href'))) return;
    const view = viewAt(link.href, folder);
    if (view && go(view, link.href) !== false) event.preventDefault();
  });

  return () => { if (around) root.querySelectorAll('a[href]').forEach(tend); };
}
