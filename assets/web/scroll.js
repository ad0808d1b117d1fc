// Part of boot.js and lite.js: restores the scroll position. Each entry of the tab's history stores it as `top`.
// Browsers restore it only if the content is there already, and the application renders after the navigation.

// Changes fields of the current history entry and leaves the others.
function noteInHistory(change) {
  // Fails in a document without an address, or after too many calls. Then the view starts at its top.
  try {
    history.replaceState(Object.assign({}, history.state, change), '');
  } catch (_) {
    return;
  }
}

function notedTop() {
  return history.state ? history.state.top : undefined;
}

// The position that is being restored. Content may arrive late and in parts.
let goal = null;
// Whether the visitor has acted since the document was loaded or since the last navigation.
let acted = false;
['wheel', 'touchmove', 'keydown', 'pointerdown'].forEach((type) => addEventListener(type, () => {
  acted = true;
  goal = null;
}, { capture: true, passive: true }));

// Scrolls to the stored position and holds it for some frames, unless the visitor acts.
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

// After the takeover: stores the position from now on, and restores the previous one.
function keepScroll() {
  const note = () => { if (goal === null && scrollY !== notedTop()) noteInHistory({ top: scrollY }); };
  const follow = () => {
    if (typeof notedTop() === 'number') restoreScroll();
    else note();
  };
  // Fails in a document that is being unloaded.
  try {
    history.scrollRestoration = 'manual';
  } catch (_) {
    return;
  }
  // Debounced, because Safari limits the number of calls.
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
