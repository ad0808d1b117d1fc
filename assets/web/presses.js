// Part of boot.js, lite.js and inline.js: presses on what nobody has seen yet.
//
// What came under the pointer less than `UNSEEN` milliseconds ago takes no press: the visitor meant what was there before. A control
// came when it was first drawn, moved, or got another meaning. A press that selected text is none either. Keys are never held
// back.
const UNSEEN = 400;
const CONTROLS = 'a[href],button,label,summary,input';
// Not in closed details: asking where those are lays them out for nothing.
const CLOSED = 'details:not([open])>:not(summary)';
const LOOKED_AT = `:is(${CONTROLS}):not(${CLOSED},${CLOSED} *)`;

// `hosted`: in a document whose other content is not ours. Returns what is to be called when something has changed, and what
// ends it.
function guardPresses(root, hosted) {
  // By control: what it was when it was last looked at, and since when.
  const seen = new WeakMap();
  let drawn = new Map();
  let early = !hosted;
  let due = 0;

  function meaning(control) {
    // All notices have the same buttons.
    const words = (control.closest('.notice') || control).textContent;
    return [control.localName, control.name, control.value, control.disabled, control.getAttribute('href'), control.getAttribute('aria-label'), words].join('|');
  }

  // Where the element itself is in a host's document; scrolling, there or in a part of it, is the visitor's own doing.
  let base = null;
  function place() {
    const at = root.getBoundingClientRect();
    return { x: at.left + scrollX, y: at.top + scrollY };
  }

  // Where it is in the page: scrolling is the visitor's own doing.
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
    // Where the application has just taken over, what looks the same in the same place is the same to the visitor.
    const taken = early && !root.querySelector('[data-static]') && drawn;
    const first = early && !drawn.size;
    if (taken) early = false;
    drawn = new Map();
    const stands = hosted && place();
    const shifted = hosted && base && moved(base, stands);
    base = stands;
    const origin = root.getBoundingClientRect();
    const found = Array.from(root.querySelectorAll(LOOKED_AT), (control) => [control, spot(control, origin), meaning(control)]);
    // After the layout that was just asked for, which can take long.
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
    // Some browsers draw no frames for a while, and take presses all the same.
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

  // When an event was made. Some drivers and older browsers count from another time; then it is as old as it is here.
  function made(event) {
    const now = performance.now();
    return Math.abs(now - event.timeStamp) < 5000 ? event.timeStamp : now;
  }

  // The last press: what it began on, whether that was unseen, and what was selected.
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

  // A press that became something else, as scrolling, says nothing about the next click.
  function forget(event) {
    const ended = press;
    setTimeout(() => { if (press === ended) press = null; }, event.type === 'pointerup' ? 500 : 0);
  }
  ['pointerup', 'pointercancel'].forEach((type) => root.addEventListener(type, forget, true));

  root.addEventListener('click', (event) => {
    const on = control(event);
    // Whatever this press changes is looked at when it is drawn.
    soon();
    const last = press;
    press = null;
    // Keys and assistive technology send clicks without a press.
    if (!on || !event.detail || !last) return;
    const chosen = selection();
    const elsewhere = !last.on || !last.on.contains(on);
    if (last.unseen || elsewhere || chosen && chosen !== last.selected) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  ['keydown', 'input'].forEach((type) => root.addEventListener(type, soon, true));
  // Pictures and fonts that come late, and a host's own content, move things without a mutation here.
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
