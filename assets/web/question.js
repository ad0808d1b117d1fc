// Part of boot.js: the open question of a saved session, shown on the next visit until the takeover.
//
// The question is saved as an outline of its elements with the session and the release. It is shown only while both are
// the same.
const SAVED = 'which-end:' + location.pathname.replace(/[^/]*$/, '') + ':';
const QUESTION = SAVED + 'question';

// Elements and attributes of a question. Other attributes, such as `style`, are left out. A question with other
// elements is not saved.
const ELEMENTS = ['div', 'p', 'span', 'progress', 'form', 'fieldset', 'legend', 'h1', 'label', 'input', 'button'];
const ATTRIBUTES = ['class', 'tabindex', 'type', 'value', 'max', 'checked', 'role', 'aria-label', 'disabled', 'novalidate',
  'autocomplete', 'data-item', 'data-item-version'];
// A form with a name could hide properties of the document.
const NAMED = ['input', 'button'];

function isAllowed(element, attribute) {
  return ATTRIBUTES.includes(attribute) || attribute === 'name' && NAMED.includes(element);
}

// The newest saved session, or nothing.
function savedRun() {
  const slots = ['a', 'b'].map((slot) => JSON.parse(localStorage.getItem(SAVED + 'record-' + slot)));
  const newest = slots.reduce((best, slot) => (!best || slot && slot.rev > best.rev ? slot : best), null);
  return newest && newest.body.session;
}

// Name, attributes and content of an element. Throws if it contains other elements than those above.
function outline(element) {
  const name = element.localName;
  if (!ELEMENTS.includes(name)) throw new TypeError(name);
  const attributes = Array.from(element.attributes, (one) => [one.name, one.value]).filter(([attribute]) => isAllowed(name, attribute));
  const nodes = Array.from(element.childNodes).filter((node) => node.nodeType === 1 || node.nodeType === 3 && node.data);
  return [name, attributes, nodes.map((node) => (node.nodeType === 3 ? node.data : outline(node)))];
}

function build([name, attributes, nodes]) {
  if (!ELEMENTS.includes(name)) throw new TypeError(name);
  const element = document.createElement(name);
  attributes.forEach(([key, value]) => { if (isAllowed(name, key)) element.setAttribute(key, value); });
  element.append(...nodes.map((node) => (typeof node === 'string' ? node : build(node))));
  return element;
}

// The saved question is valid while this text is the same.
function validFor(run) {
  return JSON.stringify([script.dataset.wasm, run]);
}

// Saves the question when the page is left.
function saveQuestion(event) {
  if (event.type === 'visibilitychange' && document.visibilityState !== 'hidden') return;
  try {
    const run = savedRun();
    const card = document.querySelector('main .quiz');
    const shown = card && card.querySelector('progress');
    // After an answer that could not be saved, the question does not match the saved session. Hands-on tasks need the
    // application.
    if (run && shown && shown.value === run.answers.length && !card.querySelector('[data-hands-on]')) {
      localStorage.setItem(QUESTION, JSON.stringify([validFor(run), outline(card)]));
    } else if (!run || JSON.parse(localStorage.getItem(QUESTION) || '[]')[0] !== validFor(run)) localStorage.removeItem(QUESTION);
  } catch (_) {
    return;
  }
}

// Restores the opening question.
let hideQuestion = () => {};

// Shows the saved question in place of an opening question. Its Back button is disabled, because going back needs the
// application.
function showQuestion() {
  try {
    const [same, card] = JSON.parse(localStorage.getItem(QUESTION));
    const run = savedRun();
    if (!run || same !== validFor(run)) return;
    const question = build(card);
    const back = question.querySelector('.quiz-moves button');
    const place = document.querySelector('[data-static] [data-card="2"]');
    const opening = Array.from(place.childNodes);
    back.disabled = true;
    question.querySelector('.quiz-missing').textContent = '';
    place.replaceChildren(...question.childNodes);
    hideQuestion = () => {
      place.replaceChildren(...opening);
      delete root.dataset.question;
    };
    root.dataset.question = 'kept';
  } catch (_) {
    return;
  }
}
