// Part of boot.js, lite.js and inline.js: looks after the element that the page lives in, in front of the readable page and
// of the application alike. It is script and not Rust, because it has to work before there is any Rust and where none comes,
// and because one shared prototype can stand in for a text node, which would take three closures for each text in Rust.
//
// Texts. Page translators and find-and-replace extensions put nodes of their own in the place of our text nodes. The
// application still holds the old ones: it sets them, removes them, and inserts in front of them. So a text that was replaced
// gets a prototype that puts it back in its place just before the application uses it. Those three uses are all that the
// renderer makes of a text (tachys, `renderer/dom.rs`), so this holds for every text, list and order without a rule for each
// view. A text that is put back is a new node to the translator, which translates it again. Nothing is put into the page
// that a translator could take for news, so the two cannot chase each other.
//
// Presses. What came under the pointer less than `UNSEEN` ago takes no press: the visitor meant what was there before. A control
// came when it was first drawn, moved, or got another meaning. Keys are never held back.
//
// Links. Where a host's page is around us, other sites open in a tab of their own. In a host's own document the links between
// our views hold the address of our page, so that the browser's ways to open one elsewhere work.
const UNSEEN = 400;
const CONTROLS = 'a[href],button,label,summary,input';

// `home` is the address of the page by itself. `go` shows another view; it is given where the page's address is a host's.
// Returns what ends it.
function attend(root, home, go) {
  const ours = go ? home.split(/[?#]/)[0] + '#' : new URL('./', home).href;
  const hosted = go || window.self !== window.top;

  // By text of the application: what stands in its place; and the other way round.
  const places = new WeakMap();
  const texts = new WeakMap();

  class Replaced extends Text {
    get parentNode() { return back(this).parentNode; }
    get nodeValue() { return this.data; }
    set nodeValue(words) { back(this).nodeValue = words; }
    remove() { back(this).remove(); }
  }

  function release(text) {
    const nodes = places.get(text);
    places.delete(text);
    Object.setPrototypeOf(text, Text.prototype);
    return nodes;
  }

  function back(text) {
    const [first, ...others] = release(text);
    first.replaceWith(text);
    others.forEach((node) => node.remove());
    return text;
  }

  function replace(text, nodes) {
    if (!text || text.nodeType !== 3 || text.isConnected) return;
    places.set(text, nodes);
    nodes.forEach((node) => texts.set(node, text));
    Object.setPrototypeOf(text, Replaced.prototype);
  }

  function follow(record, index, records) {
    if (record.type === 'characterData') {
      // Set in the moment between the replacement and this call.
      if (places.has(record.target)) back(record.target);
      return;
    }
    // Somebody put the text itself back, or the application has moved it.
    record.addedNodes.forEach((text) => places.has(text) && release(text).forEach((node) => node.contains(text) || node.remove()));
    record.removedNodes.forEach((node) => {
      const before = records[index - 1];
      // Some insert first and remove then. So does the application, but it never uses what it removed so again.
      const added = record.addedNodes.length ? record : before && (before.nextSibling === node || before.previousSibling === node) && before;
      if (!added || !added.addedNodes.length) return;
      const nodes = Array.from(added.addedNodes);
      replace(texts.get(node), nodes);
      replace(node, nodes);
    });
  }

  // By control: what it was when it was last looked at, and since when.
  const seen = new WeakMap();
  let drawn = new Map();
  let early = !go;
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
  function spot(control) {
    const [at, origin] = [control, root].map((element) => element.getBoundingClientRect());
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
    const stands = go && place();
    const shifted = go && base && moved(base, stands);
    base = stands;
    const found = Array.from(root.querySelectorAll(CONTROLS), (control) => [control, spot(control), meaning(control)]);
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
    if (due || go && base && moved(base, place())) look();
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
    if (on && on.href) tend(on);
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

  function tend(link) {
    if (go && link.getAttribute('href')[0] === '#') link.href = ours + link.hash.slice(1);
    else if (hosted && /^http/.test(link.protocol) && !link.href.startsWith(ours)) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
  }

  if (go) root.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    const elsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || !link.href.startsWith(ours)) return;
    event.preventDefault();
    go(link.href.slice(ours.length));
  });

  function work(records) {
    records.forEach(follow);
    if (hosted) root.querySelectorAll('a[href]').forEach(tend);
    soon();
  }

  const observer = new MutationObserver(work);
  observer.observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden', 'open', 'class', 'disabled', 'href'],
  });
  ['keydown', 'input'].forEach((type) => root.addEventListener(type, soon, true));
  // Pictures and fonts that come late, and a host's own content, move things without a mutation here.
  const sizes = new ResizeObserver(soon);
  sizes.observe(root);
  const scrolled = () => { base = go && place(); };
  window.addEventListener('resize', soon);
  if (go) {
    sizes.observe(document.body);
    document.addEventListener('scroll', scrolled, true);
  }
  work([]);
  return () => {
    observer.disconnect();
    sizes.disconnect();
    window.removeEventListener('resize', soon);
    document.removeEventListener('scroll', scrolled, true);
    cancelAnimationFrame(due);
  };
}
