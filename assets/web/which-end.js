// Which End on your own page:
//
//   <script async src="https://HOST/which-end.js"></script>
//   <which-end view="quiz"><a href="https://HOST/">Back end or front end? Take the quiz.</a></which-end>
//
// mode="frame" (the default): the element contains a frame with the page from this file's folder, so neither page can
// affect or read the other. mode="inline": the page becomes part of yours, in a shadow tree; several elements share one
// module. The content of the element is shown until the page is loaded, and if scripts are off.
//
// Attributes and what they take: docs/embed.md. `hidden` hides the element.
// Custom properties: --which-end-accent, --which-end-paper, --which-end-font, --which-end-corners. Parts: frame.
// Events, bubbling and composed: which-end:opening, ready, resize, view-changed, quiz-start, quiz-step, quiz-complete,
// estimate-view, cta-click, storage-unavailable, error. They carry no answers.
(function () {
  'use strict';
  const NAME = 'which-end';
  const PROTOCOL = 1;
  const LOOK = ['theme', 'accent', 'paper', 'font', 'corners'];
  // The build writes these lists from the table of attributes (crates/core/src/embed/attributes.rs).
  const PASSED_ON = FILL_PASSED_ON;
  const VIEWS = FILL_VIEWS;
  const PAGES = { pay: 'pay', guide: 'back-end', 'guide/back-end': 'back-end', 'guide/front-end': 'front-end', about: 'about', sources: 'sources' };
  // The build adds the hash to the name.
  const INLINE = 'inline.js';
  // The element is as wide as its container, even where a layout would shrink it to its content. The fallback content
  // is shown until the frame is. An important rule of a shadow tree overrides every rule of the page, except a
  // `display` in the element's own style attribute.
  const SHIELD = new CSSStyleSheet();
  SHIELD.replaceSync(':host{width:-moz-available;width:-webkit-fill-available}:host(:not([style*=display])){display:block!important}:host([hidden]){display:none!important}'
    + '[hidden],div:not([hidden])~iframe{display:none}iframe{display:block;width:100%;border:0}');
  // A page without an origin of its own puts the same restriction on its frames.
  const LOCKED = self.origin === 'null';
  // Some pages have a variable called `origin`. Pages without a host, such as about:srcdoc, have the origin of the page
  // that made them.
  const ORIGIN = LOCKED || !/^http/.test(location) ? self.origin : location.origin;
  const HEARD = [[window, 'message'], [document, 'securitypolicyviolation'], [document, 'transitionend'], [matchMedia('(prefers-color-scheme: dark)'), 'change']];

  // An image or form named `currentScript` would hide the document's own property and could choose the folder of our
  // code. So both are read from the prototype.
  const documents = Document.prototype;
  const running = Object.getOwnPropertyDescriptor(documents, 'currentScript').get.call(document);
  const tag = running || Array.from(documents.getElementsByTagName.call(document, 'script'))
    .find((script) => script instanceof HTMLScriptElement && /\/(which-end|loader-[0-9a-f]{16})\.js([?#]|$)/.test(script.src));
  // The folder of this file. Null if its text was inlined in a page or a blob.
  const beside = tag && /^http/.test(tag.src) ? new URL('./', tag.src) : null;
  const allowed = (tag && tag.dataset.allow || '').split(/[\s,]+/);
  // A frame that sends nothing for this long, in milliseconds, is not ours or is missing.
  const PATIENCE = 10000;

  class WhichEnd extends HTMLElement {
    static observedAttributes = FILL_FOLLOWED;

    constructor() {
      super();
      this._sent = null;
      this._look = new MutationObserver(() => this._send());
      this._watch = new IntersectionObserver((entries) => entries.pop().isIntersecting && this._open(), { rootMargin: '500px' });
      // Stored, because some pages force closed shadow roots.
      const root = this._root = this.attachShadow({ mode: 'open' });
      const make = (name) => root.appendChild(document.createElement(name));
      this._keep = make('div');
      this._keep.append(document.createElement('slot'));
      this._probe = make('i');
      this._probe.hidden = true;
    }

    connectedCallback() {
      // Moving to another document removes the style sheet, and it cannot be used there.
      if (this.ownerDocument === document) this._root.adoptedStyleSheets = [SHIELD];
      this._reserve();
      this._listen('add');
      // Observes all ancestors for the page's light/dark switch.
      for (let node = this; node; node = node.parentNode || node.host) this._look.observe(node, { attributes: true });
      this._watch.observe(this);
    }

    disconnectedCallback() {
      this._listen('remove');
      this._look.disconnect();
      this._watch.disconnect();
      clearTimeout(this._timer);
      if (this._copy) this._copy.remove();
      this._keep.hidden = false;
      this._frame = this._copy = this._sent = null;
    }

    // `moveBefore` moves the element without disconnecting it, so nothing changes.
    connectedMoveCallback() {}

    attributeChangedCallback(name, old, value) {
      if (!this.isConnected || old === value) return;
      if (name === 'view') return this._copy && this._copy.go(this._view());
      if (name === 'label' || name === 'height') return this._reserve();
      // Before the page has reported, it accepts no messages. It starts again, because it might save what it must not.
      if (name !== 'src' && (this._sent || name !== 'storage')) return this._send();
      this.disconnectedCallback();
      this.connectedCallback();
    }

    _listen(verb) {
      for (const [target, type] of HEARD) target[verb + 'EventListener'](type, this);
    }

    handleEvent(event) {
      if (event.data) this._receive(event);
      else if (event.blockedURI) this._explain(event);
      else this._send();
    }

    /** The view as a fragment. It differs from any id in the page, because browsers would scroll to that element. */
    _view() {
      const view = this.getAttribute('view');
      return view !== 'start' && VIEWS.includes(view) ? '/' + view + '/' : '/?';
    }

    /** Reserves the height, so that nothing on the page moves when ours is loaded. */
    _reserve() {
      // Until the height is known it is 900 pixels, the height reported for views that depend on answers. Always
      // between 200 and 20,000.
      const height = Math.min(20000, Math.max(200, this._told || Number(this.getAttribute('height')) || 900)) + 'px';
      this._keep.style.minHeight = height;
      if (!this._frame) return;
      this._frame.style.height = height;
      this._frame.title = this.getAttribute('label') || 'Which End: back end or front end?';
    }

    /** The address in an attribute. Undefined if it is invalid. */
    _address(name, otherwise) {
      const text = this.getAttribute(name) || otherwise;
      try {
        const address = new URL(text, document.baseURI);
        if (/^https?:$/.test(address.protocol)) return address;
      } catch (_) {
        // Reported below, like an address with another scheme.
      }
      this._complain(name + ' is no address: ' + text);
    }

    /** RGB of a CSS color, 0 to 255. Undefined if it is invalid or the browser cannot compute it. */
    _color(text) {
      const style = this._probe.style;
      style.color = '';
      style.color = text;
      if (!style.color) return;
      // Mixing a color with itself converts any notation to RGB, 0 to 1.
      style.color = 'color-mix(in srgb,' + text + ',' + text + ')';
      const found = getComputedStyle(this._probe).color.split(/[ ,(]+/);
      const mixed = found[1] === 'srgb';
      if (mixed || /^rgb/.test(found)) return Uint8ClampedArray.from(found.slice(mixed ? 2 : 1), (part) => parseFloat(part) * (mixed ? 255 : 1));
    }

    /** The look, with the page's colors, and the options that are passed on unchanged. The look and `storage` may change later. */
    _style() {
      const style = getComputedStyle(this);
      const look = new URLSearchParams();
      let theme = this.getAttribute('theme') || 'auto';
      if (theme === 'auto') {
        // Light text means a dark page.
        const color = this._color(style.color);
        if (color) theme = 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2] > 140 ? 'dark' : 'light';
      }
      look.set('theme', theme);
      for (const name of LOOK.slice(1)) {
        const value = (this.getAttribute(name) || style.getPropertyValue('--which-end-' + name)).trim();
        const color = /accent|paper/.test(name) && this._color(value);
        // The page reports invalid and translucent colors.
        if (value) look.set(name, color && color.length < 4 ? 'rgb(' + color + ')' : value);
      }
      for (const name of PASSED_ON) {
        const value = this.getAttribute(name);
        if (value !== null) look.set(name, value);
      }
      return look;
    }

    /** All options for the page. */
    _options() {
      const options = this._style();
      this._asked = options.toString();
      const apply = this.getAttribute('apply-link') && this._address('apply-link');
      if (apply) options.set('apply-link', apply.href);
      // The page sends messages to this origin only, and accepts none from others.
      options.set('host', ORIGIN);
      return options.toString();
    }

    _open() {
      this._watch.disconnect();
      if (this._copy) return;
      const inline = this.getAttribute('mode') === 'inline';
      const base = this._base = this._address('src', beside || 'about:');
      if (!base) return;
      // Markup can come from people who may not add scripts, so an attribute must not choose whose scripts run here.
      const trusted = inline ? beside && base.href.startsWith(beside) : !beside || base.origin === beside.origin || allowed.includes(base.origin);
      if (!trusted) {
        return this._complain('src is refused: ' + base.href + (inline ? ' does not lie beside the loader'
          : '; the script tag of the loader must list ' + base.origin + ' in data-allow'));
      }
      const options = this._options();
      if (inline) this._take(beside.href, options);
      else this._embed(base, options);
    }

    _embed(address, options) {
      const frame = document.createElement('iframe');
      const post = (message) => frame.contentWindow.postMessage({ source: NAME + '-host', protocol: PROTOCOL, ...message }, LOCKED ? '*' : address.origin);
      // The page of the view shows it before scripts run. Path and query stay the same, so that changing the view does
      // not reload.
      const page = PAGES[this.getAttribute('view')];
      if (page && address.pathname.endsWith('/')) address.pathname += page + '.html';
      address.search = options;
      address.hash = this._view();
      frame.setAttribute('part', 'frame');
      // Browsers without `web-share` warn about the word.
      frame.allow = navigator.share ? 'clipboard-write; web-share' : 'clipboard-write';
      frame.referrerPolicy = 'no-referrer';
      // Allows everything that the page does, except navigation of the host's page.
      frame.sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals';
      frame.src = address.href;
      this._frame = frame;
      if (address.origin === ORIGIN) this._complain('Which End has the origin of this page, so scripts of this page can read what visitors answer; a host name of its own keeps them apart');
      this._copy = {
        remove() { frame.remove(); },
        // Some hosts redirect to another path.
        at(path) { if (/^\//.test(path)) address.pathname = path; },
        go(view) {
          address.hash = view;
          // Replaces the history entry, because the host page's history belongs to the visitor.
          frame.contentWindow.location.replace(address.href);
        },
        options(options) { post({ type: 'options', options }); },
        overlay(text) { post({ type: 'overlay', text }); },
      };
      this._reserve();
      // In a sandbox the page may be unable to send messages, and still be readable.
      if (!LOCKED) this._timer = setTimeout(() => this._complain('nothing answers at ' + this._base.origin + this._base.pathname), PATIENCE);
      // The fallback content is shown until the page reports.
      this._keep.hidden = LOCKED && location.protocol !== 'file:';
      this._root.append(frame);
    }

    /** Mounts the page in this document. */
    async _take(base, options) {
      const copy = this._copy = { remove() {}, go() {} };
      const view = this._view();
      try {
        const inline = await import(new URL(INLINE, base).href);
        const made = await inline.put(this, options, view, base, () => this._copy === copy);
        if (!made) return;
        if (this._copy !== copy) return made.remove();
        this._copy = made;
        this._keep.hidden = true;
        if (this._view() !== view) made.go(this._view());
        this._begin();
      } catch (error) {
        if (this._copy === copy) this._copy = null;
        // WebKit fires no violation event here. Only the error's message names the missing directive.
        this._complain('the page could not be used: ' + error.message
          + (/wasm-unsafe-eval/.test(error.message) ? " Add 'wasm-unsafe-eval' to script-src" : ''));
      }
    }

    /** Called when the page is ready: sends the changes since its options were read. */
    _begin() {
      this._sent = this._asked;
      this._send();
      this._overlay();
    }

    /** Sends the look and `storage`, if they have changed. */
    _send() {
      if (this._sent === null) return;
      const look = this._style().toString();
      if (look === this._sent) return;
      this._sent = look;
      this._copy.options(look);
    }

    /** Fetches the owner's bands and jobs. The page itself makes no requests to other hosts. */
    async _overlay() {
      const address = this.getAttribute('overlay') && this._address('overlay');
      const copy = this._copy;
      if (address) try {
        const response = await fetch(address, { credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
        if (!response.ok) throw new Error('status ' + response.status);
        const reader = response.body.getReader();
        const parts = [];
        for (let size = 0, part; (part = await reader.read()).value;) {
          if ((size += part.value.length) > 65536) {
            reader.cancel();
            throw new Error('it is longer than 64 KB');
          }
          parts.push(part.value);
        }
        const text = await new Blob(parts).text();
        if (this._copy === copy) copy.overlay(text);
      } catch (error) {
        this._complain('the overlay ' + address.href + ' could not be used: ' + error.message);
      }
    }

    _complain(fault) {
      const sentence = '<which-end>: ' + fault;
      console.warn(sentence);
      this._tell('error', { protocol: PROTOCOL, sentence });
    }

    /** Reports the missing directive if this page's policy refuses ours. */
    _explain(event) {
      const base = this._base;
      if (base && (event.blockedURI + '/').startsWith(base.origin + '/')) {
        this._complain('the Content-Security-Policy of this page refuses it; add ' + base.origin + ' to ' + event.effectiveDirective);
        // Shows the fallback content instead of the browser's error page.
        if (this._frame && /frame/.test(event.effectiveDirective)) this.disconnectedCallback();
      } else if (event.blockedURI === 'wasm-eval' && this._copy) {
        this._complain("the Content-Security-Policy of this page refuses WebAssembly; add 'wasm-unsafe-eval' to script-src, or use mode=\"frame\"");
      }
    }

    _tell(type, detail) {
      this.dispatchEvent(new CustomEvent(NAME + ':' + type, { bubbles: true, composed: true, detail }));
    }

    _receive(event) {
      const frame = this._frame;
      if (!frame || event.source !== frame.contentWindow || ![this._base.origin, LOCKED && 'null'].includes(event.origin)) return;
      const { source, type, ...detail } = event.data;
      if (source !== NAME || detail.protocol !== PROTOCOL || typeof type !== 'string') return;
      this._keep.hidden = true;
      clearTimeout(this._timer);
      if (type === 'resize') {
        this._told = detail.height;
        this._reserve();
      }
      if (type === 'opening') {
        this._copy.at(detail.path);
        delete detail.path;
      }
      if (type === 'ready') this._begin();
      if (type === 'view-changed') {
        detail.view = detail.view || 'start';
        // A visitor who follows a link far down a view would otherwise start in the middle of the next.
        if (this.getRootNode().activeElement === this && this.getBoundingClientRect().top < 0) this.scrollIntoView();
      }
      this._tell(type, detail);
    }
  }

  // If the script is on the page twice, or in two releases, the first one is used.
  if (!customElements.get(NAME)) customElements.define(NAME, WhichEnd);
})();
