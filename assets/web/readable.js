// Part of boot.js and lite.js: the static page while the application is on its way. It shows what the application will show, in the
// same places, and one question at a time. So nothing moves when the application comes. Where it does not come, everything shows.
//
// What shows hangs on two attributes of the root element, so that it holds before the page has been read to its end:
// `data-only` names the part, `data-at` counts the questions that were answered. The style sheet does the rest.
//
// The script around this one defines `note`, which is called whenever an answer is given or taken back.

// The choice of a skipped question.
var SKIPPED = 'skip';

// The answers as item, version and choice of each. What was only chosen, as arrow keys do, is no answer yet.
function answers() {
  return Array.from(document.querySelectorAll('[data-static] [data-given]'), function (question) {
    var choice = question.querySelector('input:checked');
    return [question.dataset.item, question.dataset.itemVersion, question.dataset.given || choice && choice.value || SKIPPED];
  });
}

// Gives these answers, as when the page is loaded again.
function give(given) {
  given.forEach(function (answer) {
    // The open question of a saved run may be an opening question again: then it is the last.
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

// What was answered on another page of ours in this tab.
function takeGiven() {
  try {
    var given = JSON.parse(sessionStorage.getItem(GIVEN));
    sessionStorage.removeItem(GIVEN);
    return sound(given);
  } catch (_) {
    return [];
  }
}

// Keeps the answers for the next page of ours in this tab.
function leaveGiven() {
  try {
    if (given.length) sessionStorage.setItem(GIVEN, JSON.stringify(given));
    // Else they would come back with a step back, whatever became of them.
    noteInHistory({ given: undefined });
  } catch (_) {
    return;
  }
}

// Answers that were kept, where they are ours.
function sound(kept) {
  var isAnswer = function (answer) { return Array.isArray(answer) && answer.length === 3 && /^[\w-]+ \d+ (\d+|skip)$/.test(answer.join(' ')); };
  return Array.isArray(kept) && kept.every(isAnswer) ? kept : [];
}

// Whether an earlier visit left a run. The application goes on from that, and it alone can tell which question is open.
function hasRun() {
  return isSaved(/"session":\{/);
}

// Whether what is saved looks so.
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

// The folder of our pages, and the view of this one, as a fragment names it.
var folder = new URL('./', document.baseURI).href;
function view() {
  var hash = location.hash.replace(/%2f/gi, '/');
  return hash.startsWith('#/') ? hash.slice(1) : viewAt(location.href, folder) || '/';
}

// Marks the menu's link to that view as the application will: the word grows by it.
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

// Which part of this page is that view. A worker may have answered with the first page for any other.
function showView() {
  var page = script.dataset.page;
  var wanted = view().split('?')[0].replace(/(.)\/$/, '$1');
  markMenu(wanted);
  // The page has the figures of one choice: those of another would replace them.
  if (wanted === '/pay' && (root.dataset.pay || /[?&]preset-/.test(location.search) || location.hash.includes('?'))) wanted = '';
  root.dataset.only = wanted === '/quiz' && page === '/' ? 'quiz' : wanted !== page ? 'wait' : page === '/' ? 'start' : 'page';
}

// Whether the view in the address is in the second module.
function isLater() {
  return !/^\/(quiz\/?)?(\?|$)/.test(view());
}

// From now on shows what the application will show; `given` was answered before.
function wait(given) {
  if (isSaved(/"pay":\{/)) root.dataset.pay = 'kept';
  showView();
  window.addEventListener('hashchange', showView);
  // The menu is to be marked, once it is there.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', showView);
  root.dataset.at = hasRun() ? 'kept' : given.length;
}

// Shows everything, and goes to the place in the address: the application does not come.
function showAll() {
  window.removeEventListener('hashchange', showView);
  document.removeEventListener('DOMContentLoaded', showView);
  delete root.dataset.only;
  delete root.dataset.at;
  delete root.dataset.pay;
  var place = document.getElementById(location.hash.slice(1));
  if (place) place.scrollIntoView();
}

// Says why the application does not come.
function say(words, more) {
  var status = document.querySelector('[data-static] [role="status"]');
  if (!status) return;
  var notice = document.createElement('p');
  notice.className = 'notice';
  notice.append(words);
  if (more) notice.append(' ', more);
  status.replaceChildren(notice);
}

// Goes on to the next question, or back to the one before.
function step(card, by, skipped) {
  var question = card.querySelector('fieldset');
  var missing = by > 0 && !skipped && !question.querySelector('input:checked');
  card.querySelector('.quiz-missing').textContent = missing ? 'Choose an answer first, or skip this question.' : '';
  if (missing) return;
  var other = by > 0 ? card.nextElementSibling : card.previousElementSibling;
  // The page is not read that far yet.
  if (!other) {
    document.addEventListener('DOMContentLoaded', function () { step(card, by, skipped); }, { once: true });
    return;
  }
  if (by > 0) question.dataset.given = skipped ? SKIPPED : '';
  else delete other.querySelector('fieldset').dataset.given;
  // The open question of a saved run stands alone.
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
      // Nobody goes on from here, so choosing is answering.
      if (type === 'change') {
        target.closest('fieldset').dataset.given = '';
        note();
      }
    } else if (type === 'click') {
      var button = target.closest('.quiz-moves button');
      // Back, Skip, Next.
      var at = button ? Array.from(button.parentNode.children).indexOf(button) : -1;
      if (button) step(card, at === 0 ? -1 : 1, at === 1);
      // A press with a pointer goes straight on; keys only choose.
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

// Counts a step of the start only while it runs: a visitor who goes on or reloads between two of them has broken nothing.
function counted(step) {
  countStarts((count) => count + 1);
  const result = step();
  countStarts((count) => count - 1);
  return result;
}

// Lets the application take over. It gets ready in steps, between which a press is answered.
async function takeOver(app) {
  counted(app.prepare_questions);
  await after(0);
  counted(app.prepare_state);
  await after(0);
  // A hands-on task may be next. On a slow line it comes as a list.
  const isHandsOn = counted(app.prepare_next) || root.dataset.at === 'kept' && given.length;
  if (isHandsOn && view().startsWith('/quiz')) await Promise.race([app.load_later(), after(2000)]);
  await after(0);
  replacePage(app.open);
}

// What was chosen and what has the focus stay so.
function replacePage(open) {
  var at = document.activeElement;
  var chosen = document.querySelector('[data-static] fieldset:not([data-given]) input:checked');
  var inQuiz = at.closest('[data-card]');
  countStarts((count) => count + 1);
  open(given.join(' ').replaceAll(',', ' '));
  // After what the application still has to do. Timers run in the background too, where frames do not.
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
