// Which End as part of a host's page. The loader imports it for mode="inline", once for all elements in the document.
//
// The style sheets are constructed, so that a host's policy needs no exception for styles.
'use strict';

// The build fills in the file names of the release and the module's integrity.
const FILES = { glue: '', wasm: '', integrity: '', styles: [] };

const HERE = new URL('./', import.meta.url).href;
const at = (name) => new URL(name, HERE).href;

async function sheet(name) {
  const response = await fetch(at(name));
  if (!response.ok) throw new Error(name + ' answered ' + response.status);
  const made = new CSSStyleSheet();
  made.replaceSync(await response.text());
  return made;
}

async function application() {
  const app = await import(at(FILES.glue));
  await app.default({ module_or_path: new Request(at(FILES.wasm), { integrity: FILES.integrity }) });
  // In steps, so that the host's page stays responsive.
  for (const step of [app.prepare_questions, app.prepare_next]) {
    await new Promise((resolve) => setTimeout(resolve));
    step();
  }
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 200));
  idle(() => app.load_later(), { timeout: 2000 });
  return app;
}

//= texts.js
//= clicks.js
//= links.js
//= attend.js
//= focus.js

let loaded = null;

/** Loads what all elements share. After an error, the next element tries again. */
function load() {
  if (!loaded) {
    loaded = Promise.all([application(), Promise.all(FILES.styles.map(sheet))]);
    loaded.catch(() => { loaded = null; });
  }
  return loaded;
}

/**
 * Mounts an instance in the element's shadow tree. `wanted` says whether the element is still connected when loading has
 * finished. Returns null if it is not.
 */
export async function put(element, query, view, home, wanted) {
  const [app, sheets] = await load();
  if (!/^\/(\?|(start|quiz)\/)?$/.test(view)) await app.load_later();
  // Some pages force closed shadow roots. Then only the element's own reference works.
  const root = element._root || element.shadowRoot;
  if (!wanted() || !root) return null;
  const mount = document.createElement('div');
  mount.className = 'which-end';
  mount.dataset.inline = '';
  mount.setAttribute('part', 'page');
  mount.lang = 'en';
  mount.dir = 'ltr';
  root.adoptedStyleSheets = root.adoptedStyleSheets.concat(sheets.filter((one) => !root.adoptedStyleSheets.includes(one)));
  // The shield's style resets inherited properties of the host's page.
  const shield = document.createElement('div');
  shield.className = 'shield';
  // Keys typed into our fields must not trigger the host's shortcuts. From outside, the event's target is the custom
  // element, which a host does not recognize as a field.
  for (const type of ['keydown', 'keypress', 'keyup']) {
    shield.addEventListener(type, (event) => {
      if (event.target.matches('input, select, textarea')) event.stopPropagation();
    });
  }
  shield.append(mount);
  root.append(shield);
  const unattend = attend(mount, home, (to) => app.go_to(number, to), true);
  const number = app.put(mount, query, view, home);
  if (number === undefined) throw new Error('there is no place for it');
  const ends = [unattend, guardFocus(mount)];
  return {
    remove() {
      ends.forEach((end) => end());
      app.take_away(number);
      shield.remove();
    },
    go(to) { app.go_to(number, to); },
    options(text) { app.set_options(number, text); },
    overlay(text) { app.set_overlay(number, text); },
  };
}
