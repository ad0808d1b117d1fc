// Part of boot.js, lite.js and inline.js: ignores clicks on controls that the visitor has not had time to see.
//
// A control that appeared under the pointer less than `UNSEEN` milliseconds ago takes no click, because the visitor
// meant what was there before. A control appears when it is first painted, moves, or changes its meaning. A click that
// selected text is ignored too. Keys are never blocked.
const UNSEEN = 400;
const CONTROLS = 'a[href],button,label,summary,input';
// Not in closed details: measuring those would force their layout.
const CLOSED = 'details:not([open])>:not(summary)';
const LOOKED_AT = `:is(${CONTROLS}):not(${CLOSED},${CLOSED} *)`;
const CLOSED_AWAY = `:is(${CONTROLS}):is(${CLOSED},${CLOSED} *)`;

// `hosted` means that other content in the document is not ours. Returns `soon`, to be called after changes, and
// `stop`.
function guardClicks(root, hosted) {
  // The last observed state of each control, and since when it has had it.
  const seen = new WeakMap();
  let drawn = new Map();
  let early = !hosted;
  let due = 0;

  function meaning(control) {
    // All notices have the same buttons, so a button's meaning includes the notice's text.
    const words = (control.closest('.notice') || control).textContent;
    return [control.localName, control.name, control.value, control.disabled, control.getAttribute('href'), control.getAttribute('aria-label'), words].join('|');
  }

  // Position of the root element in a host's document, without scrolling, which the visitor does deliberately.
  let base = null;
  function place() {
    const at = root.getBoundingClientRect();
    return { x: at.left + scrollX, y: at.top + scrollY };
  }

  // Position of a control in the root element, without scrolling.
  function spot(control, origin) {
    const at = control.getBoundingClientRect();
    return { x: at.left - origin.left, y: at.top - origin.top, there: at.width > 0 };
  }

  function moved(was, now) {
    return Math.abs(was.x - now.x) + Math.abs(was.y - now.y) > 4;
  }

  function look() {
    cancelAnimationFrame(due);
    due = 0;
    // At the takeover, a control that looks the same at the same position is the same for the visitor.
    const taken = early && !root.querySelector('[data-static]') && drawn;
    const first = early && !drawn.size;
    if (taken) early = false;
    drawn = new Map();
    const stands = hosted && place();
    const shifted = hosted && base && moved(base, stands);
    base = stands;
    const origin = root.getBoundingClientRect();
    const found = Array.from(root.querySelectorAll(LOOKED_AT), (control) => [control, spot(control, origin), meaning(control)]);
    // After `getBoundingClientRect`, because the layout it forces can take long.
    // What opens again is new to the visitor.
    root.querySelectorAll(CLOSED_AWAY).forEach((control) => seen.delete(control));
    const now = performance.now();
    found.forEach(([control, at, means]) => {
      const key = [means, Math.round(at.x), Math.round(at.y)].join();
      let was = at.there && seen.get(control);
      if (!was && taken && taken.has(key)) was = taken.get(key);
      const same = was && was.means === means && !moved(was, at) && !shifted;
      at.means = means;
      at.since = first ? -UNSEEN : same ? was.since : now;
      if (at.there) {
        seen.set(control, at);
        drawn.set(key, at);
      } else seen.delete(control);
    });
  }

  function soon() {
    if (due) return;
    due = requestAnimationFrame(look);
    // Some browsers pause rendering while they still handle clicks.
    setTimeout(() => due && look(), 50);
  }

  function control(event) {
    const found = event.target.closest && event.target.closest(CONTROLS);
    return found && root.contains(found) && (found.localName !== 'input' || /radio|checkbox|file/.test(found.type)) ? found : null;
  }

  function selection() {
    const tree = root.getRootNode();
    return String((tree.getSelection ? tree : document).getSelection());
  }

  // When an event was created. Some drivers and older browsers use another time origin. Then the current time is used.
  function made(event) {
    const now = performance.now();
    return Math.abs(now - event.timeStamp) < 5000 ? event.timeStamp : now;
  }

  // The last press: its control, whether that was unseen, and the selected text.
  let press = null;

  root.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) return;
    const on = control(event);
    const loading = early && !drawn.size;
    if (due || hosted && base && moved(base, place())) look();
    const was = on && seen.get(on);
    const unseen = on && !loading && (!was || made(event) - was.since < UNSEEN);
    press = { on, unseen, selected: selection() };
    if (unseen) event.stopImmediatePropagation();
  }, true);

  // A press that became another gesture, such as scrolling, says nothing about the next click.
  function forget(event) {
    const ended = press;
    setTimeout(() => { if (press === ended) press = null; }, event.type === 'pointerup' ? 500 : 0);
  }
  ['pointerup', 'pointercancel'].forEach((type) => root.addEventListener(type, forget, true));

  root.addEventListener('click', (event) => {
    const on = control(event);
    // Checks the changes made by this click once they are rendered.
    soon();
    const last = press;
    press = null;
    // Keyboards and assistive technology send clicks without a press.
    if (!on || !event.detail || !last) return;
    const chosen = selection();
    const elsewhere = !last.on || !last.on.contains(on);
    if (last.unseen || elsewhere || chosen && chosen !== last.selected) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  ['keydown', 'input'].forEach((type) => root.addEventListener(type, soon, true));
  // Late images and fonts, and a host's own content, move controls without a mutation here.
  const sizes = new ResizeObserver(soon);
  sizes.observe(root);
  const scrolled = () => { base = place(); };
  window.addEventListener('resize', soon);
  if (hosted) {
    sizes.observe(document.body);
    document.addEventListener('scroll', scrolled, true);
  }
  const stop = () => {
    sizes.disconnect();
    window.removeEventListener('resize', soon);
    document.removeEventListener('scroll', scrolled, true);
    cancelAnimationFrame(due);
  };
  return { soon, stop };
}
