// Part of boot.js, lite.js and inline.js: texts that somebody else replaces.
//
// Page translators and find-and-replace extensions put nodes of their own in the place of our text nodes. The application still
// holds the old ones: it sets them, removes them, and inserts in front of them. So a text that was replaced gets a prototype
// that puts it back in its place just before the application uses it. Those three uses are all that the renderer makes of a text
// (tachys, `renderer/dom.rs`), so this holds for every text, list and order without a rule for each view. One prototype for all
// is possible in script alone; in Rust it would take three closures for each text.
//
// A text that is put back is a new node to the translator, which translates it again. Nothing is put into the page that a
// translator could take for news, so the two cannot chase each other.

// Returns what takes the records of a MutationObserver, one by one.
function followTexts() {
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

  return follow;
}
