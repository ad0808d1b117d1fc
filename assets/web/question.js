// Part of boot.js: the open question of a saved run, shown on the next visit until the application is there.
//
// It is saved as an outline of its elements, beside the run, and shown only while the run is the same to the letter.
const SAVED = 'which-end:' + location.pathname.replace(/[^/]*$/, '') + ':';
const QUESTION = SAVED + 'question';

// What a question is made of. Hands-on tasks have more, and are not shown so.
const ELEMENTS = ['div', 'p', 'span', 'progress', 'form', 'fieldset', 'legend', 'h1', 'label', 'input', 'button'];
const ATTRIBUTES = ['class', 'id', 'tabindex', 'type', 'name', 'value', 'max', 'role', 'aria-label', 'disabled', 'novalidate',
  'autocomplete', 'data-item', 'data-item-version'];

// The newest saved run as text, or nothing.
function savedRun() {
  const slots = ['a', 'b'].map((slot) => JSON.parse(localStorage.getItem(SAVED + 'record-' + slot)));
  const newest = slots.reduce((best, slot) => (!best || slot && slot.rev > best.rev ? slot : best), null);
  return newest && newest.body.session ? JSON.stringify(newest.body.session) : '';
}

// Name, attributes and content. Throws where there is something else than the above.
function outline(element) {
  if (!ELEMENTS.includes(element.localName)) throw new TypeError(element.localName);
  const attributes = ATTRIBUTES.filter((name) => element.hasAttribute(name)).map((name) => [name, element.getAttribute(name)]);
  const nodes = Array.from(element.childNodes).filter((node) => node.nodeType === 1 || node.nodeType === 3 && node.data);
  return [element.localName, attributes, nodes.map((node) => (node.nodeType === 3 ? node.data : outline(node)))];
}

function drawn([name, attributes, nodes]) {
  if (!ELEMENTS.includes(name)) throw new TypeError(name);
  const element = document.createElement(name);
  attributes.forEach(([key, value]) => { if (ATTRIBUTES.includes(key)) element.setAttribute(key, value); });
  element.append(...nodes.map((node) => (typeof node === 'string' ? node : drawn(node))));
  return element;
}

// When the page is left.
function saveQuestion() {
  try {
    const run = savedRun();
    const card = document.querySelector('main .quiz');
    // A view without the question leaves what was saved: the run may still be the same.
    if (!run) localStorage.removeItem(QUESTION);
    else if (card) localStorage.setItem(QUESTION, JSON.stringify([run, outline(card)]));
  } catch (_) {
    return;
  }
}

// Puts the opening question back in its place.
let hideQuestion = () => {};

// Shows it in the place of an opening question. What was answered before cannot be taken back without the application.
function showQuestion() {
  try {
    const [run, card] = JSON.parse(localStorage.getItem(QUESTION));
    const place = document.querySelector('[data-static] [data-card="2"]');
    if (run !== savedRun()) return;
    const opening = Array.from(place.childNodes);
    place.replaceChildren(...drawn(card).childNodes);
    hideQuestion = () => {
      place.replaceChildren(...opening);
      delete root.dataset.question;
    };
    place.querySelector('.quiz-moves button').disabled = true;
    root.dataset.question = 'kept';
  } catch (_) {
    return;
  }
}
