// The page for owners: the form controls the preview and every snippet. Generated text is inserted into `data-slot`
// elements.
(function () {
  'use strict';
  const form = document.querySelector('[data-owners-form]');
  const place = document.querySelector('[data-preview]');
  const told = document.querySelector('[data-told]');
  const faults = document.querySelector('[data-faults]');
  const heard = document.querySelector('[data-heard]');
  const BASE = new URL('./', location.href);
  const EVENTS = ['ready', 'resize', 'view-changed', 'quiz-start', 'quiz-step', 'quiz-complete', 'estimate-view', 'cta-click', 'storage-unavailable', 'error'];
  // Options that the page reads from the address of a plain frame.
  const IN_ADDRESS = FILL_IN_ADDRESS;
  // Attributes that a mounted element follows. A change of `storage` restarts the preview all the same, so that it asks again.
  const FOLLOWED = FILL_FOLLOWED;
  const MOST = 8;
  // Height that a snippet reserves in CSS pixels, so that nothing moves when the page arrives: the highest first
  // question on a wide page.
  const RESERVED = '900';
  // Text of the fallback link inside the element.
  const INVITATIONS = {
    quiz: 'Back end or front end? Take the quiz.',
    pay: 'See what back-end and front-end work pays.',
    'guide/back-end': 'See what back-end developers do.',
    'guide/front-end': 'See what front-end developers do.',
    about: 'About Which End',
    sources: 'Where the figures of Which End are from',
  };
  const INVITATION = 'Back end or front end? Find your side.';

  /** The attributes that the owner chose, without defaults. */
  function wishes() {
    const all = new Map();
    for (const [name, value] of new FormData(form)) {
      const text = String(value).trim();
      if (text) all.set(name, text === 'yes' ? '' : text);
    }
    return all;
  }

  const quoted = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  const written = ([name, value]) => ' ' + name + (value === '' ? '' : '="' + quoted(value) + '"');

  /** The source of a file for a policy. A relative address has the origin of the owner's page. */
  function originOf(address) {
    if (!/^(https?:)?\/\//i.test(address)) return "'self'";
    try {
      return new URL(address, BASE).origin;
    } catch (_) {
      return '';
    }
  }

  /** The policy directives that the element needs on a strict page. */
  function policy(all) {
    const overlay = all.has('overlay') ? ' ' + originOf(all.get('overlay')) : '';
    return all.get('mode') === 'inline'
      ? "script-src " + BASE.href + " 'wasm-unsafe-eval'; connect-src " + BASE.href + overlay + '; img-src data:'
      : 'script-src ' + BASE.href + '; frame-src ' + BASE.href + (overlay && '; connect-src' + overlay);
  }

  function address(all) {
    const asked = new URLSearchParams();
    for (const name of IN_ADDRESS) if (all.has(name)) asked.set(name, all.get(name));
    const query = asked.toString();
    const view = all.get('view');
    return BASE.href + (query && '?' + query) + (view ? '#/' + view : '');
  }

  /** The view's address without options. */
  const door = (all) => BASE.href + (all.has('view') ? '#/' + all.get('view') : '');
  const invitation = (all) => INVITATIONS[all.get('view')] || INVITATION;

  function fill(all) {
    const texts = {
      base: BASE.href,
      door: quoted(door(all)),
      invitation: invitation(all),
      origin: BASE.origin,
      attributes: [...all, ['style', 'display: block; min-height: ' + (all.get('height') || RESERVED) + 'px']].map(written).join(''),
      list: Array.from(all).map(([name, value]) => name + ' = ' + (value || 'true')).join('\n') || '(none)',
      address: quoted(address(all)),
      policy: policy(all),
      label: quoted(all.get('label') || 'Which End: back end or front end?'),
      height: all.get('height') || RESERVED,
    };
    for (const slot of document.querySelectorAll('[data-slot]')) {
      // Setting the same text would remove a selection in it.
      if (slot.textContent !== texts[slot.dataset.slot]) slot.textContent = texts[slot.dataset.slot];
    }
  }

  let shown = new Map();

  /** The attributes for the preview. A foreign overlay is left out, because this page makes no requests to other hosts. */
  function previewed(all) {
    const origin = all.has('overlay') && originOf(all.get('overlay'));
    if (!origin || origin === "'self'" || origin === BASE.origin) return all;
    const rest = new Map(all);
    rest.delete('overlay');
    return rest;
  }

  function preview(wished) {
    const all = previewed(wished);
    const before = shown;
    shown = all;
    faults.replaceChildren();
    if (all !== wished) faults.append(line('Your pay bands are left out of this preview, because this page asks no other host for anything. Your own page will fetch them.'));
    const old = place.querySelector('which-end');
    const changed = Array.from(new Set([...before.keys(), ...all.keys()])).filter((name) => before.get(name) !== all.get(name));
    if (old && changed.every((name) => FOLLOWED.includes(name) && name !== 'storage')) {
      for (const name of changed) {
        if (all.has(name)) old.setAttribute(name, all.get(name));
        else old.removeAttribute(name);
      }
      return;
    }
    const fresh = document.createElement('which-end');
    for (const [name, value] of all) fresh.setAttribute(name, value);
    place.replaceChildren(fresh);
  }

  function update() {
    const all = wishes();
    fill(all);
    preview(all);
  }

  let waiting = 0;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 350);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(update, 0));

  function line(text) {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }

  for (const name of EVENTS) {
    place.addEventListener('which-end:' + name, (event) => {
      const detail = Object.assign({}, event.detail);
      delete detail.protocol;
      // The preview shares this page's origin, which is intended here.
      if (name === 'error' && !/has the origin of this page/.test(detail.sentence)) faults.append(line(String(detail.sentence)));
      heard.append(line('which-end:' + name + ' ' + JSON.stringify(detail)));
      while (heard.children.length > MOST) heard.firstChild.remove();
    });
  }

  /** Copies a snippet, or selects it if the browser refuses. */
  function copy(pre, button) {
    const title = button.dataset.copies;
    const text = pre.textContent;
    const select = () => {
      const range = document.createRange();
      range.selectNodeContents(pre);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      told.textContent = 'The ' + title + ' is selected. Copy it with your keyboard.';
    };
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(text).then(() => { told.textContent = 'Copied: the ' + title + '.'; }, select);
  }

  for (const button of document.querySelectorAll('button[data-copies]')) {
    button.hidden = false;
    const pre = button.parentElement.previousElementSibling;
    button.addEventListener('click', () => copy(pre, button));
  }

  for (const part of document.querySelectorAll('[data-with-scripts]')) part.hidden = false;
  update();
})();
