// Which End on your own page:
//
//   <script async src="https://HOST/which-end.js"></script>
//   <which-end room="quiz"><a href="https://HOST/">Back end or front end? Take the quiz.</a></which-end>
//
// mode="frame" (as it is without): the element owns a frame with the page that lies beside this file, so neither page can
// hurt or read the other. mode="inline": the page becomes part of yours, in a shadow tree; several share one module.
// Whatever stands inside the element shows until the page is there, and where scripts are off.
//
// Attributes: room (start, quiz, result, pay, guide, guide/back-end, guide/front-end, about, sources), theme (auto, light,
// dark; auto follows your page), accent, storage (local, ask, off), overlay (address of your own bands and jobs),
// apply-link, preset-role, preset-tier, outcome, locale, label (title of the frame), height (pixels kept free before the
// page has said its own), src (address of the page, where it does not lie beside this file).
// Custom properties: --which-end-accent, --which-end-paper, --which-end-font, --which-end-corners. Parts: frame.
// Events, bubbling and composed: which-end:ready, resize, room-changed, quiz-start, quiz-step, quiz-complete,
// estimate-view, cta-click, storage-unavailable, error. They carry no answers.
(function () {
  'use strict';
  const NAME = 'which-end';
  const PROTOCOL = 1;
  const LOWEST = 200;
  const HIGHEST = 20000;
  const HEIGHT = 640;
  const LONGEST = 65536;
  const LOOK = ['theme', 'accent', 'paper', 'font', 'corners'];
  const GIVEN = ['storage', 'preset-role', 'preset-tier', 'outcome', 'locale'];
  const ROOMS = /^(start|quiz|result|pay|guide(\/(back|front)-end)?|about|sources)$/;
  // The build writes the name with its hash.
  const INLINE = 'inline.js';
  // An important rule of a shadow tree goes before every rule of the page, and what is set back inherits nothing from it.
  const SHIELD = ':host{display:block!important}.shield{all:initial;display:block}[hidden]{display:none}'
    + 'iframe{display:block;width:100%;border:0;frame-sizing:content-height}';

  const tag = document.currentScript
    || Array.from(document.querySelectorAll('script[src]')).find((script) => /\/(which-end|loader-[0-9a-f]{16})\.js([?#]|$)/.test(script.src));
  const beside = tag ? new URL('./', tag.src).href : '';

  const clamp = (height) => Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height)));

  /** Red, green and blue as the browser has worked them out, 0 to 255. */
  const parts = (color) => (color.match(/[\d.]+/g) || []).map(Number);

  class WhichEnd extends HTMLElement {
    static get observedAttributes() {
      return ['room', 'theme', 'accent', 'label', 'src', 'height'];
    }

    constructor() {
      super();
      this._frame = this._watch = this._copy = this._look = this._keep = null;
      this._told = 0;
      this._query = this._sent = '';
      this._moved = this._native = false;
      this._hear = (event) => this._receive(event);
      this._refused = (event) => this._explain(event);
      this._restyle = () => this._send();
    }

    connectedCallback() {
      if (this._frame || this._watch || this._copy) return;
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: 'open' });
        try {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(SHIELD);
          root.adoptedStyleSheets = [sheet];
        } catch (_) {
          this.style.display = 'block';
        }
        this._keep = document.createElement('div');
        this._keep.append(document.createElement('slot'));
        root.append(this._keep);
      }
      this._reserve();
      document.addEventListener('securitypolicyviolation', this._refused);
      if (typeof IntersectionObserver === 'undefined') return this._open();
      this._watch = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this._open();
      }, { rootMargin: '500px' });
      this._watch.observe(this);
    }

    disconnectedCallback() {
      window.removeEventListener('message', this._hear);
      document.removeEventListener('securitypolicyviolation', this._refused);
      if (this._watch) this._watch.disconnect();
      if (this._look) this._look();
      if (this._frame) this._frame.remove();
      if (this._copy) this._copy.remove();
      this._keep.hidden = false;
      this._moved = this._native = false;
      this._watch = this._look = this._frame = this._copy = null;
    }

    attributeChangedCallback(name) {
      if (name === 'height') return this.isConnected && this._reserve();
      if (LOOK.includes(name)) return this._send();
      if (this._copy) return name === 'room' && this._copy.go(this._room());
      if (!this._frame) return;
      if (name === 'label') this._frame.title = this._title();
      // The query stays as it was, so that another room does not load the page anew.
      else this._go();
    }

    _title() {
      return this.getAttribute('label') || 'Which End: back end or front end?';
    }

    _room() {
      const room = this.getAttribute('room') || 'start';
      return ROOMS.test(room) && room !== 'start' ? '/' + room : '/';
    }

    /** Keeps the room free, so that nothing on the page moves when ours arrives. */
    _reserve() {
      const height = (this._told || clamp(Number(this.getAttribute('height')) || HEIGHT)) + 'px';
      this._keep.style.minHeight = height;
      if (this._frame) this._frame.style.height = this._native ? '' : height;
    }

    _base() {
      try {
        const address = new URL(this.getAttribute('src') || beside, document.baseURI);
        return /^https?:$/.test(address.protocol) ? address : null;
      } catch (_) {
        return null;
      }
    }

    /** The page's colors as the browser has worked them out, and the rest of the look. */
    _style() {
      const style = getComputedStyle(this);
      const look = new URLSearchParams();
      const set = (name, value) => value && look.set(name, value.trim());
      const color = (text) => {
        const probe = document.createElement('i');
        probe.style.color = text;
        if (!probe.style.color) return text;
        this.shadowRoot.append(probe);
        const found = getComputedStyle(probe).color;
        probe.remove();
        return found;
      };
      let theme = this.getAttribute('theme') || 'auto';
      if (theme === 'auto') {
        // Light text means a dark page.
        const [r, g, b] = parts(style.color);
        theme = 0.3 * r + 0.59 * g + 0.11 * b > 140 ? 'dark' : 'light';
      }
      set('theme', theme);
      for (const name of LOOK.slice(1)) {
        const value = this.getAttribute(name) || style.getPropertyValue('--which-end-' + name);
        set(name, value && (name === 'accent' || name === 'paper') ? color(value.trim()) : value);
      }
      return look;
    }

    /** Everything that the page is asked for. */
    _options() {
      const options = this._style();
      for (const name of GIVEN) {
        if (this.hasAttribute(name)) options.set(name, this.getAttribute(name));
      }
      const apply = this.getAttribute('apply-link');
      if (apply) options.set('apply-link', new URL(apply, document.baseURI).href);
      // The page speaks to this origin only, and hears no other.
      options.set('host', location.origin);
      return options;
    }

    _go() {
      const address = this._base();
      if (!address) return;
      address.search = this._query;
      address.hash = this._room();
      this._frame.src = address.href;
    }

    _open() {
      if (this._watch) this._watch.disconnect();
      this._watch = null;
      if (this._frame || this._copy || !this._base()) return;
      this._follow();
      if (this.getAttribute('mode') === 'inline') this._take();
      else this._embed();
    }

    _embed() {
      const frame = document.createElement('iframe');
      frame.title = this._title();
      frame.setAttribute('part', 'frame');
      frame.setAttribute('allow', 'clipboard-write; web-share');
      frame.referrerPolicy = 'no-referrer';
      this._query = this._options().toString();
      this._frame = frame;
      this._reserve();
      window.addEventListener('message', this._hear);
      this._go();
      this._keep.hidden = true;
      this.shadowRoot.append(frame);
    }

    /** Takes the page into this document. */
    _take() {
      const copy = { remove() {}, go() {}, options() {}, overlay() {} };
      this._copy = copy;
      import(new URL(INLINE, this._base()).href).then((inline) => inline.put(this, this._options().toString(), this._room(), this._base().href, () => this._copy === copy)).then((made) => {
        if (!made) return;
        if (this._copy !== copy) return made.remove();
        this._copy = made;
        this._keep.hidden = true;
        this._overlay();
      }).catch((error) => {
        this._copy = null;
        // WebKit reports no violation here, and names the missing word in the error alone.
        const hint = /wasm-unsafe-eval/.test(error.message) ? ". Add 'wasm-unsafe-eval' to script-src" : '';
        this._complain('the page could not be loaded: ' + error.message + hint);
      });
    }

    /** Follows the page's switch of light and dark, however it is made. */
    _follow() {
      const look = new MutationObserver(this._restyle);
      for (const root of [document.documentElement, document.body]) look.observe(root, { attributes: true });
      const dark = window.matchMedia('(prefers-color-scheme: dark)');
      document.addEventListener('transitionend', this._restyle);
      dark.addEventListener('change', this._restyle);
      this._look = () => {
        look.disconnect();
        document.removeEventListener('transitionend', this._restyle);
        dark.removeEventListener('change', this._restyle);
      };
    }

    /** Sends the look, where it is another than before. */
    _send() {
      if (!this.isConnected || !(this._frame || this._copy)) return;
      const look = this._style().toString();
      if (look === this._sent) return;
      this._sent = look;
      this._post('options', 'options', look);
    }

    _post(type, field, text) {
      if (this._copy) this._copy[type](text);
      else if (this._frame) this._frame.contentWindow.postMessage({ source: NAME + '-host', protocol: PROTOCOL, type, [field]: text }, new URL(this._frame.src).origin);
    }

    /** Fetches the owner's own bands and jobs; the page itself asks no other host for anything. */
    _overlay() {
      const address = this.getAttribute('overlay');
      if (!address) return;
      fetch(address, { credentials: 'omit' }).then((response) => {
        if (!response.ok) throw new Error('the answer was ' + response.status);
        return response.text();
      }).then((text) => {
        if (text.length > LONGEST) throw new Error('it is longer than 64 KB');
        this._post('overlay', 'text', text);
      }).catch((error) => this._complain('the overlay ' + address + ' could not be used: ' + error.message));
    }

    _complain(sentence) {
      console.warn('<which-end>: ' + sentence);
      this._tell('error', { protocol: PROTOCOL, sentence: '<which-end>: ' + sentence });
    }

    /** Names the line that is missing where this page's own policy refuses ours. */
    _explain(event) {
      const base = this._base();
      if (base && event.blockedURI.startsWith(base.origin)) {
        this._complain('the Content-Security-Policy of this page refuses it; add ' + base.origin + ' to ' + event.effectiveDirective);
      } else if (event.blockedURI === 'wasm-eval' && this._copy) {
        this._complain("the Content-Security-Policy of this page refuses WebAssembly; add 'wasm-unsafe-eval' to script-src, or use mode=\"frame\"");
      }
    }

    _tell(type, detail) {
      this.dispatchEvent(new CustomEvent(NAME + ':' + type, { bubbles: true, composed: true, detail }));
    }

    _receive(event) {
      const frame = this._frame;
      // What locks a page up without an origin of its own does the same to the frames in it.
      if (!frame || event.source !== frame.contentWindow || event.origin !== (self.origin === 'null' ? 'null' : new URL(frame.src).origin)) return;
      const message = event.data;
      if (!message || message.source !== NAME || message.protocol !== PROTOCOL) return;
      const type = message.type;
      if (typeof type !== 'string' || !/^[a-z][a-z-]{0,39}$/.test(type)) return;
      if (type === 'resize') {
        if (!Number.isFinite(message.height)) return;
        this._told = clamp(message.height);
        // The browser makes the frame as high as what is in it.
        this._native = message.native === true && CSS.supports('frame-sizing', 'content-height');
        this._reserve();
      }
      if (type === 'ready') {
        this._sent = '';
        this._send();
        this._overlay();
      }
      const detail = { protocol: PROTOCOL };
      for (const name of ['height', 'room', 'index', 'outcome', 'link', 'sentence']) {
        const value = message[name];
        if (typeof value === 'number' || typeof value === 'string') detail[name] = value;
      }
      this._tell(type, detail);
      // Whoever moves on from far down a room would otherwise stand in the middle of the next.
      if (type === 'room-changed' && this._moved && this.getBoundingClientRect().top < 0) this.scrollIntoView();
      if (type === 'room-changed') this._moved = true;
    }
  }

  // Pasted twice, or two releases on one page: the first one stays.
  if (!customElements.get(NAME)) customElements.define(NAME, WhichEnd);
})();
