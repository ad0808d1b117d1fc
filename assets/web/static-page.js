// Part of boot.js and lite.js: the static page while the application loads. It shows one question at a time, in the
// same layout as the application, so that nothing moves at the takeover. If the application does not start, everything
// is shown.
//
// Two attributes of the root element control what is visible, so that this works before the HTML is parsed completely:
// `data-only` names the part, `data-at` counts the answered questions. The style sheet does the rest.
//
// The including script defines `note`, which is called after every change of the answers.

// The choice of a skipped question.
var SKIPPED = 'skip';

// The answers as item, version and choice. A radio button that is only checked, for example by arrow keys, is not an
// answer yet.
function answers() {
  return Array.from(document.querySelectorAll('[data-static] [data-given]'), function (question) {
    var choice = question.querySelector('input:checked');
    return [question.dataset.item, question.dataset.itemVersion, question.dataset.given || choice && choice.value || SKIPPED];
  });
}

// Restores answers, for example after a reload.
function give(given) {
  given.forEach(function (answer) {
    // The open question of a saved session may equal an opening question. Then it is the last match.
    var same = document.querySelectorAll('[data-static] [data-item="' + answer[0] + '"][data-item-version="' + answer[1] + '"]');
    var question = same[same.length - 1];
    if (!question) return;
    var input = question.querySelector('input[value="' + answer[2] + '"]');
    if (input) input.checked = true;
    if (input || answer[2] === SKIPPED) question.dataset.given = input ? '' : SKIPPED;
  });
}

// Several copies of the site may share an origin.
var GIVEN = 'which-end:given:' + new URL('./', document.baseURI).pathname;

// Takes the answers that another of our pages left in this tab.
function takeGiven() {
  try {
    var given = JSON.parse(sessionStorage.getItem(GIVEN));
    sessionStorage.removeItem(GIVEN);
    return sound(given);
  } catch (_) {
    return [];
  }
}

// Leaves the answers for our next page in this tab.
function leaveGiven() {
  try {
    if (given.length) sessionStorage.setItem(GIVEN, JSON.stringify(given));
    // Otherwise a step back would restore answers that may have been changed or erased since.
    noteInHistory({ given: undefined });
  } catch (_) {
    return;
  }
}

// Validates stored answers. Returns an empty list if they are malformed.
function sound(kept) {
  var isAnswer = function (answer) { return Array.isArray(answer) && answer.length === 3 && /^[\w-]+ \d+ (\d+|skip)$/.test(answer.join(' ')); };
  return Array.isArray(kept) && kept.every(isAnswer) ? kept : [];
}

// Whether there is a saved session. If so, only the application can tell which question is open.
function hasRun() {
  return isSaved(/"session":\{/);
}

// Whether a saved record matches the pattern.
function isSaved(pattern) {
  try {
    var folder = location.pathname.replace(/[^/]*$/, '');
    return ['which-end:' + folder + ':record-', 'which-end:record-'].some(function (key) {
      return ['a', 'b'].some(function (slot) { return pattern.test(localStorage.getItem(key + slot)); });
    });
  } catch (_) {
    return false;
  }
}

// The folder of our pages, and the current view as a fragment names it.
var folder = new URL('./', document.baseURI).href;
function view() {
  var hash = location.hash.replace(/%2f/gi, '/');
  return hash.startsWith('#/') ? hash.slice(1) : viewAt(location.href, folder) || '/';
}

// Marks the current menu entry, because its bold text is wider.
function markMenu(view) {
  var home = { result: 'quiz', sources: 'about' };
  var group = function (view) {
    var name = view.split('/')[1];
    return home[name] || name;
  };
  document.querySelectorAll('[data-static] .menu a').forEach(function (link) {
    if (group(viewAt(link.href, folder)) === group(view)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
}

// Selects the part of this page for the current view. The service worker answers with the first page for every view.
function showView() {
  var page = script.dataset.page;
  var wanted = view().split('?')[0].replace(/(.)\/$/, '$1');
  markMenu(wanted);
  // The static page has the figures of one query. For another query it waits, because the figures would be replaced.
  if (wanted === '/pay' && (root.dataset.pay || /[?&]preset-/.test(location.search) || location.hash.includes('?'))) wanted = '';
  root.dataset.only = wanted === '/quiz' && page === '/' ? 'quiz' : wanted !== page ? 'wait' : page === '/' ? 'start' : 'page';
}

// Whether the view in the address is in the second module.
function isLater() {
  return !/^\/(quiz\/?)?(\?|$)/.test(view());
}

// Switches to the layout of the application. `given` are the previous answers.
function wait(given) {
  // A frame is as high as its content.
  if (window.self !== window.top) root.style.overflowY = 'auto';
  if (isSaved(/"pay":\{/)) root.dataset.pay = 'kept';
  showView();
  window.addEventListener('hashchange', showView);
  // The menu may not be parsed yet.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', showView);
  root.dataset.at = hasRun() ? 'kept' : given.length;
}

// Shows everything and scrolls to the anchor in the address, because the application did not start.
function showAll() {
  window.removeEventListener('hashchange', showView);
  document.removeEventListener('DOMContentLoaded', showView);
  delete root.dataset.only;
  delete root.dataset.at;
  delete root.dataset.pay;
  var place = document.getElementById(location.hash.slice(1));
  if (place) place.scrollIntoView();
}

// Shows a notice that says why the application did not start.
function say(words, more) {
  var status = document.querySelector('[data-static] [role="status"]');
  if (!status) return;
  var notice = document.createElement('p');
  notice.className = 'notice';
  notice.append(words);
  if (more) notice.append(' ', more);
  status.replaceChildren(notice);
}

// Goes to the next question, or back to the previous one.
function step(card, by, skipped) {
  var question = card.querySelector('fieldset');
  var missing = by > 0 && !skipped && !question.querySelector('input:checked');
  card.querySelector('.quiz-missing').textContent = missing ? 'Choose an answer first, or skip this question.' : '';
  if (missing) return;
  var other = by > 0 ? card.nextElementSibling : card.previousElementSibling;
  // The next card is not parsed yet.
  if (!other) {
    document.addEventListener('DOMContentLoaded', function () { step(card, by, skipped); }, { once: true });
    return;
  }
  if (by > 0) question.dataset.given = skipped ? SKIPPED : '';
  else delete other.querySelector('fieldset').dataset.given;
  // The open question of a saved session has no neighbors.
  if (root.dataset.at === 'kept') delete root.dataset.question;
  else root.dataset.at = Number(root.dataset.at) + by;
  other.querySelector('[tabindex]').focus({ preventScroll: true });
  note();
}

['click', 'keydown', 'change'].forEach(function (type) {
  document.addEventListener(type, function (event) {
    var target = event.target;
    var card = target.closest && target.closest('[data-card]');
    if (!card) return;
    var isRadio = target.type === 'radio';
    if (!root.dataset.only) {
      // Without one-at-a-time display there is no Next button, so choosing is answering.
      if (type === 'change') {
        target.closest('fieldset').dataset.given = '';
        note();
      }
    } else if (type === 'click') {
      var button = target.closest('.quiz-moves button');
      // The buttons are Back, Skip, Next.
      var at = button ? Array.from(button.parentNode.children).indexOf(button) : -1;
      if (button) step(card, at === 0 ? -1 : 1, at === 1);
      // A click with a pointer submits; keys only choose.
      else if (isRadio && event.detail) step(card, 1);
    } else if (type === 'keydown' && isRadio && event.key === 'Enter') {
      event.preventDefault();
      step(card, 1);
    }
  });
});

function after(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// Counts a step as a failed start only while it runs, so that leaving or reloading between steps does not count.
function counted(step) {
  countStarts((count) => count + 1);
  const result = step();
  countStarts((count) => count - 1);
  return result;
}

// Starts the application in steps, so that clicks are handled in between.
async function takeOver(app) {
  counted(app.prepare_questions);
  await after(0);
  counted(app.prepare_state);
  await after(0);
  // The next question may be a hands-on task. On a slow connection it is shown as a list.
  const isHandsOn = counted(app.prepare_next) || root.dataset.at === 'kept' && given.length;
  if (isHandsOn && view().startsWith('/quiz')) await Promise.race([app.load_later(), after(2000)]);
  await after(0);
  replacePage(app.open);
}

// Replaces the static page, and restores the checked radio button and the focus.
function replacePage(open) {
  var at = document.activeElement;
  var chosen = document.querySelector('[data-static] fieldset:not([data-given]) input:checked');
  var inQuiz = at.closest('[data-card]');
  countStarts((count) => count + 1);
  open(given.join(' ').replaceAll(',', ' '));
  // After the application's pending work. A timer, because frames stop in background tabs.
  setTimeout(() => { if (!document.querySelector('.broken')) countStarts(() => 0); });
  window.removeEventListener('hashchange', showView);
  guardFocus(document.querySelector('which-end'));
  keepScroll();
  function same(one) {
    var named = one && one.type === 'radio' ? 'input[name="' + one.name + '"][value="' + one.value + '"]'
      : one && one.localName === 'a' && 'a[href="' + one.getAttribute('href') + '"]';
    return named && document.querySelector('.which-end ' + named);
  }
  requestAnimationFrame(function () {
    var radio = same(chosen);
    if (radio) radio.click();
    var next = same(at) || inQuiz && document.getElementById('question');
    if (next && document.activeElement === document.body) next.focus({ preventScroll: true });
  });
}
