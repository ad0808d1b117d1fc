// Part of boot.js, lite.js and inline.js: copes with extensions that replace text nodes.
//
// Translators and find-and-replace extensions replace our text nodes with their own. The application still holds the
// old nodes: it sets them, removes them, and inserts before them. So a replaced text node gets a prototype that
// restores it just before the application uses it. The renderer uses text nodes in only those three ways (tachys,
// `renderer/dom.rs`), so no view needs a special case. A shared prototype is possible only in script; in Rust it would
// take three closures per text.
//
// A restored text is a new node for the translator, which translates it again. Nothing else is inserted, so the two
// cannot loop.

// Returns a function that handles the records of a MutationObserver, one by one.
function followTexts() {
  // Replacement nodes by text of the application, and the reverse.
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
      // The application set the text between its replacement and this call.
      if (places.has(record.target)) back(record.target);
      return;
    }
    // An extension restored the text, or the application moved it.
    record.addedNodes.forEach((text) => places.has(text) && release(text).forEach((node) => node.contains(text) || node.remove()));
    record.removedNodes.forEach((node) => {
      const before = records[index - 1];
      // Some extensions insert first and then remove. The application does too, but never uses the removed node again.
      const added = record.addedNodes.length ? record : before && (before.nextSibling === node || before.previousSibling === node) && before;
      if (!added || !added.addedNodes.length) return;
      const nodes = Array.from(added.addedNodes);
      replace(texts.get(node), nodes);
      replace(node, nodes);
    });
  }

  return follow;
}
