// Roles, accessible names and text as a reader of the page perceives them, through open shadow roots.
// Implements the parts of "Accessible Name and Description Computation" and "HTML Accessibility API Mappings" that
// native elements need. Prepended to WebDriver scripts, which use these functions.
const inputRoles = {
  button: 'button', submit: 'button', reset: 'button', image: 'button', file: 'button', checkbox: 'checkbox',
  radio: 'radio', range: 'slider', number: 'spinbutton', search: 'searchbox', text: 'textbox', email: 'textbox',
  tel: 'textbox', url: 'textbox',
};
const tagRoles = {
  button: 'button', summary: 'button', textarea: 'textbox', h1: 'heading', h2: 'heading', h3: 'heading',
  h4: 'heading', h5: 'heading', h6: 'heading', table: 'table', dialog: 'dialog', nav: 'navigation', main: 'main',
  fieldset: 'group', progress: 'progressbar', meter: 'meter', output: 'status', li: 'listitem', ul: 'list',
  ol: 'list', option: 'option', p: 'paragraph', details: 'group', figure: 'figure', article: 'article',
  aside: 'complementary', img: 'img', svg: 'img', th: 'columnheader', td: 'cell', tr: 'row', form: 'form',
};
const namedByContent = new Set([
  'button', 'link', 'heading', 'option', 'cell', 'columnheader', 'rowheader', 'row', 'radio', 'checkbox', 'switch',
  'tab', 'menuitem', 'menuitemradio', 'tooltip',
]);

function roleOf(element) {
  const said = (element.getAttribute('role') || '').trim().split(/\s+/)[0];
  if (said) return said;
  const tag = element.localName;
  if (tag === 'a' || tag === 'area') return element.hasAttribute('href') ? 'link' : '';
  if (tag === 'input') return inputRoles[element.type] || 'textbox';
  if (tag === 'select') return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
  if (tag === 'section') return givenName(element) ? 'region' : '';
  if (tag === 'header') return element.closest('article,aside,main,nav,section') ? '' : 'banner';
  if (tag === 'footer') return element.closest('article,aside,main,nav,section') ? '' : 'contentinfo';
  if (tag === 'th') return element.scope === 'row' ? 'rowheader' : 'columnheader';
  return tagRoles[tag] || '';
}

const tidy = (text) => text.replace(/\s+/g, ' ').trim();

function styleHides(element) {
  const style = getComputedStyle(element);
  return style.display === 'none' || style.visibility === 'hidden' || style.visibility === 'collapse';
}

function parentOf(node) {
  return node.assignedSlot || node.parentElement || (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
}

// Whether an element is hidden: by style, aria-hidden, inert, or inside a closed <details>.
function isAway(element) {
  for (let at = element; at; at = parentOf(at)) {
    if (at.getAttribute('aria-hidden') === 'true' || at.inert || at.hidden) return true;
    if (getComputedStyle(at).display === 'none') return true;
    const box = at.parentElement;
    if (box && box.localName === 'details' && !box.open && at.localName !== 'summary') return true;
  }
  return getComputedStyle(element).visibility !== 'visible';
}

function childrenOf(element) {
  if (element.localName === 'slot' && element.assignedNodes().length) return element.assignedNodes();
  return (element.shadowRoot || element).childNodes;
}

// `except` is the control that a label names. Its own value is not part of its name.
function textOf(node, except) {
  if (node === except) return '';
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  if (['script', 'style', 'template', 'noscript', 'title'].includes(node.localName)) return '';
  if (node.getAttribute('aria-hidden') === 'true' || node.inert || styleHides(node)) return '';
  const given = node.getAttribute('aria-label');
  if (given && tidy(given)) return ` ${given} `;
  if (node.localName === 'img') return ` ${node.alt} `;
  if (node.localName === 'svg') return ` ${svgTitle(node)} ${[...node.querySelectorAll('text')].map((text) => text.textContent).join(' ')} `;
  if (node.localName === 'br') return ' ';
  if (node.localName === 'select') return ` ${[...node.selectedOptions].map((option) => option.label).join(' ')} `;
  if (node.localName === 'details' && !node.open) {
    const summary = node.querySelector(':scope > summary');
    return summary ? ` ${textOf(summary, except)} ` : '';
  }
  const inside = [...childrenOf(node)].map((child) => textOf(child, except)).join('');
  return getComputedStyle(node).display.startsWith('inline') ? inside : ` ${inside} `;
}

const svgTitle = (svg) => { const title = svg.querySelector(':scope > title'); return title ? title.textContent : ''; };

// A name from attribute, label or caption, in the specified order.
function givenName(element) {
  const root = element.getRootNode();
  const by = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
    .map((id) => root.getElementById(id)).filter(Boolean);
  if (by.length) {
    // A referenced element counts even if it is hidden.
    const name = tidy(by.map((one) => (isAway(one) ? one.textContent : textOf(one))).join(' '));
    if (name) return name;
  }
  const said = tidy(element.getAttribute('aria-label') || '');
  if (said) return said;
  if (element.labels && element.labels.length) {
    const name = tidy([...element.labels].map((label) => textOf(label, element)).join(' '));
    if (name) return name;
  }
  const captions = { fieldset: ':scope > legend', table: ':scope > caption', figure: ':scope > figcaption' };
  const caption = captions[element.localName] && element.querySelector(captions[element.localName]);
  if (caption) return tidy(textOf(caption));
  if (element.localName === 'img') return tidy(element.alt);
  if (element.localName === 'svg') return tidy(svgTitle(element));
  if (element.localName === 'input' && ['button', 'submit', 'reset'].includes(element.type)) return tidy(element.value);
  return '';
}

function nameOf(element, role) {
  const given = givenName(element);
  if (given) return given;
  if (namedByContent.has(role)) {
    const content = tidy([...childrenOf(element)].map((child) => textOf(child)).join(''));
    if (content) return content;
  }
  return tidy(element.getAttribute('title') || element.getAttribute('placeholder') || '');
}

function* everyElement(root) {
  const handed = root.localName === 'slot' ? root.assignedElements() : [];
  for (const element of handed.length ? handed : root.children) {
    yield element;
    yield* everyElement(element.shadowRoot || element);
  }
}

function deepActive() {
  let active = document.activeElement;
  while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

// The element that a person clicks: the label, if it covers or replaces its radio button or checkbox.
function pressable(element) {
  const label = element.labels && element.labels[0];
  if (!label || !['radio', 'checkbox'].includes(element.type)) return element;
  const box = element.getBoundingClientRect();
  const small = box.width < 8 || box.height < 8 || getComputedStyle(element).opacity === '0';
  return small || label.contains(element) ? label : element;
}

function describe(element) {
  const role = roleOf(element);
  const pressed = element.getAttribute('aria-pressed');
  return {
    role,
    name: nameOf(element, role),
    chosen: element.checked === true || element.getAttribute('aria-checked') === 'true' || pressed === 'true',
    current: element.getAttribute('aria-current') || '',
    disabled: element.disabled === true || element.getAttribute('aria-disabled') === 'true',
    value: 'value' in element && typeof element.value === 'string' ? element.value : '',
    group: element.name && element.type === 'radio' ? element.name : '',
  };
}

// Elements that are neither hidden themselves nor inside something hidden, in reading order. Hidden subtrees are skipped
// as a whole, which on a long page is much faster than calling isAway for each element.
function* everyShown(root) {
  const handed = root.localName === 'slot' ? root.assignedElements() : [];
  const closed = root.localName === 'details' && !root.open;
  for (const element of handed.length ? handed : root.children) {
    if (closed && element.localName !== 'summary') continue;
    if (element.getAttribute('aria-hidden') === 'true' || element.inert || element.hidden) continue;
    const style = getComputedStyle(element);
    if (style.display === 'none') continue;
    if (style.visibility === 'visible') yield element;
    yield* everyShown(element.shadowRoot || element);
  }
}

function everyThing() {
  return [...everyShown(document)].filter(roleOf);
}

// The things with this role whose name is `name`, contains it, or is any; see Named in thing.rs.
function thingsOf(wanted, how, name) {
  const fits = { exactly: (one) => one === name, with: (one) => one.includes(name), anything: () => true }[how];
  const found = [];
  for (const element of everyElement(document)) {
    if (roleOf(element) === wanted && !isAway(element) && fits(nameOf(element, wanted))) found.push(toThing(element));
  }
  return found;
}

const toThing = (element) => ({ ...describe(element), element, target: pressable(element) });

// The view of the address, as a fragment names it.
function route() {
  const page = location.pathname.split('/').pop().replace(/\.html$/, '');
  const pages = { pay: 'pay', 'back-end': 'guide/back-end', 'front-end': 'guide/front-end', about: 'about', sources: 'sources' };
  return location.hash || (pages[page] ? '#/' + pages[page] : '');
}
