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

// Where the page is being scrolled to, while it is: the content may come late, and in pieces.
let goal = null;
// Whether the visitor has moved since the document was loaded, or since the last step of the history.
let acted = false;
['wheel', 'touchmove', 'keydown', 'pointerdown'].forEach((type) => addEventListener(type, () => {
  acted = true;
  goal = null;
}, { capture: true, passive: true }));

// Scrolls to the noted place, and holds it for some frames, unless the visitor does something.
function restoreScroll() {
  const top = notedTop();
  if (typeof top !== 'number') return;
  goal = top;
  acted = false;
  let frames = 60;
  let held = 0;
  requestAnimationFrame(function go() {
    if (goal !== top) return;
    scrollTo(0, top);
    held = Math.abs(scrollY - top) < 2 ? held + 1 : 0;
    if (held < 10 && frames-- > 0) requestAnimationFrame(go);
    else goal = null;
  });
}

// Once the application is there: notes where the visitor is from now on, and goes back to where they were.
function keepScroll() {
  const note = () => { if (goal === null && scrollY !== notedTop()) noteInHistory({ top: scrollY }); };
  const follow = () => {
    if (typeof notedTop() === 'number') restoreScroll();
    else note();
  };
  // Refused in a document that is going away.
  try {
    history.scrollRestoration = 'manual';
  } catch (_) {
    return;
  }
  // When the page stands still: Safari counts notes.
  let timer = 0;
  addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(note, 100);
  });
  addEventListener('click', note, true);
  addEventListener('popstate', follow);
  if (acted) note();
  else follow();
}
