// Part of boot.js and lite.js: where the visitor was in a long view, for whoever comes back to it. Each step of the tab's history
// holds it as `top`. Browsers do this by themselves only where the content is there before they try, and the application's is
// drawn after the step.

// Keeps the rest of what this step of the history holds.
function noteInHistory(change) {
  // Refused where the page has no address of its own, or after too many notes: then the view begins at its top.
  try {
    history.replaceState(Object.assign({}, history.state, change), '');
  } catch (_) {
    return;
  }
}

function notedTop() {
  return history.state ? history.state.top : undefined;
}

// Where this script has scrolled to.
let restored = 0;

function hasScrolled() {
  return Math.abs(scrollY - restored) > 1;
}

// Scrolls to the noted place once the page is long enough, unless the visitor scrolls back up meanwhile.
function restoreScroll() {
  const top = notedTop();
  if (typeof top !== 'number') return;
  let before = 0;
  // For so many frames the content may be late.
  let frames = 60;
  requestAnimationFrame(function go() {
    if (scrollY + 1 < before) return;
    scrollTo(0, top);
    before = restored = scrollY;
    if (before + 1 < top && frames-- > 0) requestAnimationFrame(go);
  });
}

// Once the application is there: notes where the visitor is from now on, and goes back to where they were, unless they have
// scrolled since (`moved`).
function keepScroll(moved) {
  const note = () => noteInHistory({ top: scrollY });
  const follow = () => {
    if (typeof notedTop() === 'number') restoreScroll();
    else note();
  };
  history.scrollRestoration = 'manual';
  // When the page stands still: Safari counts notes.
  let timer = 0;
  addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(note, 100);
  });
  addEventListener('click', note, true);
  addEventListener('hashchange', follow);
  if (moved) note();
  else follow();
}
