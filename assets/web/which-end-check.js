// Checks a page with <which-end> and reports problems on the page and in the console. For owners during setup. Place it
// before the loader, without async, and remove it afterwards:
//
//   <script src="https://HOST/which-end-check.js"></script>
//
// It sends nothing about the page: it requests the headers of two files from the host of Which End, and reads this
// page.
(function () {
  'use strict';
  // The build fills in the file names of the release.
  const INLINE = 'FILL_INLINE';
  const WASM = 'FILL_WASM';

  const LOADER = /\/(which-end|loader-[0-9a-f]{16})\.js([?#]|$)/;
  const SCRIPT = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i;
  // The build writes these from the table of attributes (crates/core/src/embed/attributes.rs).
  const CHOICES = FILL_CHOICES;
  const TEXTS = FILL_TEXTS;
  const EVERYWHERE = /^(class|id|style|part|slot|title|lang|dir|hidden|role|tabindex|aria-.+|data-.+)$/;
  // Longer than a slow phone needs, in milliseconds.
  const PATIENCE = 20000;

  // Read from the prototype, because an image with that name would hide the document's own property.
  const running = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript').get.call(document);
  const own = running || document.querySelector('script[src*="which-end-check.js"]');
  const site = new URL('./', own ? own.src : location.href);
  const heard = { errors: new Set(), ready: new Map(), refused: new Map(), failed: new Set(), unkept: false };
  const answers = { inline: null, wasm: null };
  let late = false;

  /** Records a violation of this page's policy, if it concerns Which End. */
  function refused(event) {
    const uri = event.blockedURI || event.blockedURL || '';
    const ours = (uri + '/').startsWith(site.origin + '/') && site.origin !== location.origin;
    const wasm = /^wasm-/.test(uri);
    const directive = (event.effectiveDirective || '').replace(/-(elem|attr)$/, '');
    if (!directive || !(ours || wasm)) return;
    // In frame mode Which End makes no connections from this page. This violation is from the check's own request
    // below.
    if (directive === 'connect-src' && !document.querySelector('which-end[mode="inline"]')) return;
    const line = wasm ? "'wasm-unsafe-eval' to script-src" : site.origin + ' to ' + directive;
    heard.refused.set(line, event.disposition);
    soon();
  }

  document.addEventListener('securitypolicyviolation', refused);
  if (window.ReportingObserver) {
    try {
      new ReportingObserver((reports) => reports.forEach((report) => refused(report.body)), { types: ['csp-violation'], buffered: true }).observe();
    } catch (_) {
      // This engine does not support these reports. The event above is fired anyway.
    }
  }
  window.addEventListener('error', (event) => {
    if (event.target && event.target.localName === 'script' && LOADER.test(event.target.src)) {
      heard.failed.add(event.target.src);
      soon();
    }
  }, true);
  document.addEventListener('which-end:error', (event) => { heard.errors.add(String(event.detail && event.detail.sentence)); soon(); });
  document.addEventListener('which-end:storage-unavailable', () => { heard.unkept = true; soon(); });
  document.addEventListener('which-end:ready', (event) => { heard.ready.set(event.target, true); soon(); });

  const wrong = (text) => ({ word: 'Wrong', text });
  const note = (text) => ({ word: 'Note', text });
  const fine = (text) => ({ word: 'Fine', text });

  /** An element as it appears in the owner's HTML. */
  function named(element) {
    const id = element.id ? ' id="' + element.id + '"' : '';
    const kind = element.getAttribute('class') ? ' class="' + element.getAttribute('class') + '"' : '';
    return '<' + element.localName + id + kind + '>';
  }

  function ofPage() {
    const found = [];
    const local = /^(localhost|127\.|\[::1\])/.test(location.host);
    if (location.protocol === 'https:' && site.protocol === 'http:') {
      found.push(wrong('This page comes by https and Which End by http, which browsers refuse. Write https:// in the address of the loader.'));
    } else if (location.protocol === 'http:' && !local) {
      found.push(note('This page comes by http: anyone on the way can change it, and what it shows. Serve it by https.'));
    }
    if (location.protocol === 'file:') found.push(note('This page is a file on your computer. Put it on a server to see what visitors will see.'));
    if (window.origin === 'null') found.push(note('This page stands in a sandbox without allow-same-origin: nothing can be kept there, and Safari shows the plain page.'));
    if (window.self !== window.top) found.push(note('This page stands in a frame of another page. What that page’s policy refuses cannot be seen from here.'));
    return found;
  }

  function ofLoader() {
    const found = [];
    const tags = Array.from(document.scripts).filter((script) => LOADER.test(script.src));
    const there = Boolean(customElements.get('which-end'));
    if (!tags.length && !there) {
      const frames = Array.from(document.querySelectorAll('iframe')).filter((frame) => frame.src.startsWith(site.href));
      found.push(frames.length && !document.querySelector('which-end')
        ? fine('A plain frame holds Which End, without the loader.')
        : wrong('There is no loader on this page: no script whose address ends in /which-end.js. Some editors take scripts out when they save. Then use the plain frame.'));
    }
    for (const tag of tags) {
      if (!SCRIPT.test(tag.type)) {
        found.push(note('The loader waits, because its type is “' + tag.type + '”. Consent tools write that. Visitors who say no see only what stands inside the element.'));
      } else if (tag.integrity && /\/which-end\.js/.test(tag.src)) {
        found.push(wrong('The loader has an integrity, but its address is the lasting one: the next release will be refused. Use the address with the hash, or take the integrity out.'));
      } else if (tag.integrity && !tag.crossOrigin && new URL(tag.src).origin !== location.origin) {
        found.push(wrong('The loader has an integrity but no crossorigin="anonymous", so browsers refuse it.'));
      } else if (!there && heard.failed.has(tag.src) && !heard.refused.size) {
        found.push(wrong('The loader could not be loaded from ' + tag.src + '. Open that address: if it is there, its integrity does not fit, or its host sends no Access-Control-Allow-Origin.'));
      } else if (!there && late) {
        found.push(wrong('The loader ' + tag.src + ' is on this page but has not run. Open that address to see whether it is there, and look for errors in the console.'));
      }
    }
    const different = new Set(tags.map((tag) => tag.src));
    if (different.size > 1) found.push(wrong('There are ' + different.size + ' different loaders on this page. The first one that runs stays. Take the others out: ' + Array.from(different).join(', ') + '.'));
    else if (tags.length > 1) found.push(note('The loader is on this page ' + tags.length + ' times. Once is enough; the others do nothing.'));
    return found;
  }

  function ofAttributes(element, which) {
    const found = [];
    for (const { name, value } of Array.from(element.attributes)) {
      // An empty view is the start.
      if (CHOICES[name] && !CHOICES[name].includes(value) && (name !== 'view' || value)) {
        found.push(wrong(which + ': ' + name + '="' + value + '" is not known. It takes ' + CHOICES[name].filter(Boolean).join(', ') + '.'));
      } else if (!CHOICES[name] && !TEXTS.includes(name) && !EVERYWHERE.test(name)) found.push(wrong(which + ': there is no attribute ' + name + '.'));
    }
    const apply = element.getAttribute('apply-link');
    if (apply && !/^https?:\/\//.test(apply)) found.push(note(which + ': apply-link="' + apply + '" is an address on this page’s own host. If your jobs are elsewhere, begin it with https://.'));
    if (apply && new URL(apply, document.baseURI).protocol !== 'https:') found.push(wrong(which + ': apply-link="' + apply + '" is left alone. It has to begin with https://.'));
    const height = element.getAttribute('height');
    if (height && !(Number(height) > 0)) found.push(wrong(which + ': height="' + height + '" is no number of pixels.'));
    return found;
  }

  /** Styles of this page that hide the element. */
  function ofSight(element, which) {
    const found = [];
    const box = element.getBoundingClientRect();
    for (let at = element; at; at = at.parentElement || (at.getRootNode().host || null)) {
      const style = getComputedStyle(at);
      if (style.display === 'none') return [note(which + ' is hidden: ' + named(at) + ' has display: none. It loads when that is shown.')];
      if (style.visibility === 'hidden' || style.visibility === 'collapse') return [wrong(which + ' cannot be seen: ' + named(at) + ' has visibility: ' + style.visibility + '.')];
      if (Number(style.opacity) === 0) found.push(wrong(which + ' cannot be seen: ' + named(at) + ' has opacity: 0.'));
      const around = at.getBoundingClientRect();
      if (at !== element && at !== document.body && at !== document.documentElement && /hidden|clip/.test(style.overflowY) && box.bottom > around.bottom + 1) {
        found.push(wrong(which + ' is cut off: ' + named(at) + ' is ' + Math.round(around.height) + ' pixels high and has overflow: ' + style.overflowY + '.'));
      }
    }
    if (box.width === 0) found.push(wrong(which + ' has no width. Give the element around it one.'));
    else if (box.width < 280) found.push(note(which + ' is only ' + Math.round(box.width) + ' pixels wide. It is made for 280 and more.'));
    return found;
  }

  function ofElement(element, which) {
    const found = ofAttributes(element, which).concat(ofSight(element, which));
    const root = element.shadowRoot;
    const inside = root && root.querySelector('iframe, .which-end');
    const inline = element.getAttribute('mode') === 'inline';
    if (heard.ready.has(element)) found.push(fine(which + ' is ready, ' + (inline ? 'as a part of this page' : 'in a frame') + ', ' + element.offsetHeight + ' pixels high.'));
    else if (customElements.get('which-end') && !inside && !inline) found.push(note(which + ' waits until it comes near the window. Scroll down to it, and this list goes on.'));
    else if ((inside || inline) && late) {
      found.push(wrong(which + ' does not answer. Is this script before the loader, without async? Is the site there: ' + site.href
        + ' ? Does its host forbid frames (X-Frame-Options, frame-ancestors)?'));
    }
    if (!inline && window.crossOriginIsolated) found.push(note(which + ': this page is cross-origin isolated, so its frames need the header Cross-Origin-Embedder-Policy: require-corp. The header files of Which End send it.'));
    return found;
  }

  function ofSite(inline) {
    const found = [];
    const asked = answers.inline;
    if (asked === 'no header') {
      const text = 'The host of Which End sends no “Access-Control-Allow-Origin: *”. A loader with integrity, mode="inline" and WordPress need it.';
      found.push(inline ? wrong(text) : note(text));
    } else if (asked === 'nothing') {
      found.push(note('The host of Which End could not be asked for its headers: it is not there, or connect-src of this page forbids it.'));
    } else if (typeof asked === 'number' && asked !== 200) {
      found.push(wrong('A file of this release is missing at ' + site.href + ' (' + INLINE + ' answered ' + asked + '). Put all of dist/ there.'));
    }
    if (answers.wasm && answers.wasm !== 'application/wasm') {
      found.push(note('The host of Which End sends WebAssembly as “' + answers.wasm + '”, not as application/wasm. It starts later, and offline use does not work. See the header files in dist/.'));
    }
    return found;
  }

  function examine() {
    const elements = Array.from(document.querySelectorAll('which-end'));
    const found = ofPage().concat(ofLoader());
    for (const [line, disposition] of heard.refused) {
      found.push(disposition === 'report'
        ? note('A Content-Security-Policy that only reports would refuse Which End here. Add ' + line + '.')
        : wrong('The Content-Security-Policy of this page refuses Which End. Add ' + line + '.'));
    }
    if (!elements.length && !found.some((one) => one.word === 'Fine')) found.push(wrong('There is no <which-end> element on this page. Some editors take out elements that they do not know. Then use the plain frame.'));
    elements.forEach((element, index) => {
      found.push(...ofElement(element, elements.length > 1 ? '<which-end> number ' + (index + 1) : '<which-end>'));
    });
    for (const sentence of heard.errors) found.push(wrong(sentence));
    if (heard.unkept) found.push(note('Answers cannot be kept here: the browser keeps nothing for this frame. Visitors are told.'));
    return found.concat(ofSite(elements.some((element) => element.getAttribute('mode') === 'inline')));
  }

  /** Requests a file's headers. Returns a status, “no header” if this page may not read the response, or “nothing”. */
  async function ask(name, read) {
    const address = new URL(name, site).href;
    try {
      const response = await fetch(address, { method: 'HEAD', credentials: 'omit' });
      return read(response);
    } catch (_) {
      try {
        await fetch(address, { method: 'HEAD', credentials: 'omit', mode: 'no-cors' });
        return 'no header';
      } catch (_) {
        return 'nothing';
      }
    }
  }

  const STYLE = ':host{all:initial}section{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:45vh;overflow:auto;box-sizing:border-box;'
    + 'padding:12px 16px;background:#fff;color:#1c1e24;border-top:4px solid #1d5cbf;font:16px/1.5 system-ui,sans-serif}'
    + 'p{margin:0 0 8px;font-weight:700}ul{margin:0 0 8px;padding:0 0 0 20px}li{margin:0 0 4px;overflow-wrap:anywhere}'
    + 'button{min-height:44px;padding:0 16px;font:inherit}section:focus-visible,button:focus-visible{outline:3px solid #1d5cbf;outline-offset:-3px}';
  let panel = null;
  let list = null;
  let title = null;
  const told = new Set();

  function make(kind, text) {
    const element = document.createElement(kind);
    element.textContent = text || '';
    return element;
  }

  function open() {
    panel = document.createElement('div');
    const root = panel.attachShadow({ mode: 'open' });
    const section = make('section');
    section.setAttribute('aria-labelledby', 'title');
    section.tabIndex = 0;
    title = make('p');
    title.id = 'title';
    title.setAttribute('role', 'status');
    list = make('ul');
    const close = make('button', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => { panel.hidden = true; panel.style.display = 'none'; });
    section.append(title, list, close);
    root.append(section);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (_) {
      // Without its style, the list appears at the end of the page.
    }
    document.body.append(panel);
  }

  function tell() {
    if (!document.body) return;
    if (!panel) open();
    const found = examine();
    const faults = found.filter((one) => one.word === 'Wrong').length;
    title.textContent = faults ? 'Which End check: ' + faults + (faults === 1 ? ' thing is wrong.' : ' things are wrong.') : 'Which End check: nothing is wrong so far.';
    list.replaceChildren(...found.map((one) => make('li', one.word + ': ' + one.text)));
    for (const one of found) {
      const line = one.word + ': ' + one.text;
      if (one.word !== 'Fine' && !told.has(line)) console[one.word === 'Wrong' ? 'error' : 'info']('Which End check. ' + line);
      told.add(line);
    }
  }

  let waiting = 0;

  /** Reports after a short delay, so that simultaneous events make one report. */
  function soon() {
    if (!panel) return;
    clearTimeout(waiting);
    waiting = setTimeout(tell, 100);
  }

  function begin() {
    tell();
    ask(INLINE, (response) => response.status).then((answer) => { answers.inline = answer; soon(); });
    ask(WASM, (response) => (response.ok ? (response.headers.get('content-type') || 'nothing').split(';')[0] : null))
      .then((answer) => { answers.wasm = /\//.test(String(answer)) ? answer : null; soon(); });
    setTimeout(() => { late = true; tell(); }, PATIENCE);
    window.addEventListener('scroll', soon, { passive: true });
  }

  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin);
})();
