// The page for owners: the form sets the preview and every snippet. Words that depend on it stand in `data-slot`.
(function () {
  'use strict';
  const form = document.querySelector('[data-owners-form]');
  const place = document.querySelector('[data-preview]');
  const told = document.querySelector('[data-told]');
  const faults = document.querySelector('[data-faults]');
  const heard = document.querySelector('[data-heard]');
  const BASE = new URL('./', location.href);
  const EVENTS = ['ready', 'resize', 'view-changed', 'quiz-start', 'quiz-step', 'quiz-complete', 'estimate-view', 'cta-click', 'storage-unavailable', 'error'];
  // What the page in a plain frame reads of its own address.
  const IN_ADDRESS = FILL_IN_ADDRESS;
  // What the element takes over while it is on show.
  const FOLLOWED = FILL_FOLLOWED;
  const MOST = 8;
  // Pixels that a snippet keeps free, so that nothing moves when the page arrives: the highest first question on a wide page.
  const RESERVED = '900';
  // The link inside the element, for those who never see more than that.
  const INVITATIONS = {
    quiz: 'Back end or front end? Take the quiz.',
    pay: 'See what back-end and front-end work pays.',
    'guide/back-end': 'See what back-end developers do.',
    'guide/front-end': 'See what front-end developers do.',
    about: 'About Which End',
    sources: 'Where the figures of Which End are from',
  };
  const INVITATION = 'Back end or front end? Find your side.';

  /** What the owner has chosen, without what is so anyway. */
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

  /** Where a file lies, as a policy names it; without a host in its address it lies with the owner's own page. */
  function originOf(address) {
    if (!/^(https?:)?\/\//i.test(address)) return "'self'";
    try {
      return new URL(address, BASE).origin;
    } catch (_) {
      return '';
    }
  }

  /** The lines that a strict policy needs for the element. */
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

  /** The view's own address, without options. */
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
      // A text that stays the same keeps a selection in it.
      if (slot.textContent !== texts[slot.dataset.slot]) slot.textContent = texts[slot.dataset.slot];
    }
  }

  let shown = new Map();

  /** What the preview takes: no file of another host, since this page asks none for anything. */
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
    if (old && changed.every((name) => FOLLOWED.includes(name))) {
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
      // The preview lies on this page's own origin, where it may.
      if (name === 'error' && !/has the origin of this page/.test(detail.sentence)) faults.append(line(String(detail.sentence)));
      heard.append(line('which-end:' + name + ' ' + JSON.stringify(detail)));
      while (heard.children.length > MOST) heard.firstChild.remove();
    });
  }

  /** Copies a snippet; where the browser refuses, selects it. */
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
