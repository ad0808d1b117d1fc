// Which End on your own page:
//
//   <script async src="https://HOST/which-end.js"></script>
//   <which-end view="quiz"><a href="https://HOST/">Back end or front end? Take the quiz.</a></which-end>
//
// The element owns a frame with the page that lies beside this file, so neither page can hurt or read the other.
// Whatever stands inside the element shows where scripts are off.
//
// Attributes: view (start, quiz, result, pay, guide, guide/back-end, guide/front-end, about, sources), theme (auto, light,
// dark), lang, label (title of the frame), height (pixels kept free before the page has said its own), src (address
// of the page, where it does not lie beside this file), mode (frame; inline is planned).
// Events: which-end:ready, which-end:room-changed and what later versions of the page report, composed and bubbling.
// They say that something happened and carry nothing, least of all answers.
(function () {
  'use strict';
  const NAME = 'which-end';
  const PROTOCOL = 1;
  const LOWEST = 200;
  const HIGHEST = 20000;
  const HEIGHT = 640;
  const VIEWS = /^(start|quiz|result|pay|guide(\/(back|front)-end)?|about|sources)$/;

  const tag = document.currentScript
    || Array.from(document.querySelectorAll('script[src]')).find((script) => /\/which-end\.js([?#]|$)/.test(script.src));
  const beside = tag ? new URL('./', tag.src).href : '';
  let warned = false;

  function clamp(height) {
    return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height)));
  }

  class WhichEnd extends HTMLElement {
    static get observedAttributes() {
      return ['view', 'theme', 'lang', 'label', 'src', 'height'];
    }

    constructor() {
      super();
      this._frame = null;
      this._watch = null;
      this._told = 0;
      this._asked = '';
      this._hear = (event) => this._receive(event);
    }

    connectedCallback() {
      if (this._frame || this._watch) return;
      if (this.getAttribute('mode') === 'inline' && !warned) {
        warned = true;
        console.warn('<which-end mode="inline"> is not there yet; a frame is used.');
      }
      if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
      this.style.display = 'block';
      this._reserve();
      if (typeof IntersectionObserver === 'undefined') return this._open();
      this._watch = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this._open();
      }, { rootMargin: '500px' });
      this._watch.observe(this);
    }

    disconnectedCallback() {
      window.removeEventListener('message', this._hear);
      if (this._watch) this._watch.disconnect();
      if (this._frame) this._frame.remove();
      this._watch = this._frame = null;
    }

    attributeChangedCallback(name) {
      if (name === 'height') return this.isConnected && this._reserve();
      if (!this._frame) return;
      this._frame.title = this._title();
      const address = this._address();
      // A new title must not send a visitor in the middle of the quiz back to the start.
      if (address && address.href !== this._asked) this._go(address);
    }

    _title() {
      return this.getAttribute('label') || 'Which End: back end or front end?';
    }

    /** Keeps the room free, so that nothing on the page moves when the frame arrives. */
    _reserve() {
      const height = (this._told || clamp(Number(this.getAttribute('height')) || HEIGHT)) + 'px';
      this.style.minHeight = height;
      if (this._frame) this._frame.style.height = height;
    }

    _address() {
      let address;
      try {
        address = new URL(this.getAttribute('src') || beside, document.baseURI);
      } catch (_) {
        return null;
      }
      if (address.protocol !== 'https:' && address.protocol !== 'http:') return null;
      // The page speaks to this origin only.
      address.searchParams.set('host', location.origin);
      for (const name of ['theme', 'lang']) {
        const value = this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      const view = this.getAttribute('view') || 'start';
      address.hash = VIEWS.test(view) && view !== 'start' ? '/' + view : '/';
      return address;
    }

    _open() {
      if (this._watch) this._watch.disconnect();
      this._watch = null;
      const address = this._address();
      if (this._frame || !address) return;
      const frame = document.createElement('iframe');
      frame.title = this._title();
      frame.setAttribute('part', 'frame');
      frame.setAttribute('allow', 'clipboard-write; web-share');
      frame.referrerPolicy = 'no-referrer';
      frame.style.cssText = 'display:block;width:100%;border:0';
      this._frame = frame;
      this._reserve();
      window.addEventListener('message', this._hear);
      this._go(address);
      this.shadowRoot.append(frame);
    }

    _go(address) {
      this._asked = address.href;
      this._frame.src = address.href;
    }

    _receive(event) {
      const frame = this._frame;
      if (!frame || event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
      const message = event.data;
      if (!message || message.source !== NAME || message.protocol !== PROTOCOL) return;
      if (message.type === 'height') {
        if (!Number.isFinite(message.height)) return;
        this._told = clamp(message.height);
        this._reserve();
      } else if (typeof message.type === 'string' && /^[a-z][a-z-]{0,39}$/.test(message.type)) {
        this.dispatchEvent(new CustomEvent(NAME + ':' + message.type, { bubbles: true, composed: true }));
      }
    }
  }

  // Pasted twice, or two releases on one page: the first one stays.
  if (!customElements.get(NAME)) customElements.define(NAME, WhichEnd);
})();
