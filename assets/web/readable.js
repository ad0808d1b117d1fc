// Part of boot.js and lite.js: the readable page while the application is on its way. It shows what the application will show,
// in the same places: the view in the address alone, and one question at a time. So nothing moves when the application comes.
// Where it does not come, everything shows.
//
// What shows hangs on two attributes of the root element, so that it holds before the page has been read to its end:
// `data-only` names the view, `data-at` counts the questions that were answered. The style sheet does the rest.
//
// The script around this one defines `note`, which is called whenever an answer is given or taken back.

// The answers, by question. What was only chosen, as arrow keys do, is no answer yet.
function answers() {
  var given = {};
  document.querySelectorAll('[data-static] [data-given] input:checked').forEach(function (input) { given[input.name] = input.value; });
  return given;
}

// Gives these answers, as when the page is loaded again.
function give(given) {
  document.querySelectorAll('[data-static] fieldset input').forEach(function (input) {
    if (given[input.name] !== input.value) return;
    input.checked = true;
    input.closest('fieldset').dataset.given = '';
  });
}

// Whether an earlier visit left a run. The application goes on from that, and it alone can tell which question is open.
function hasRun() {
  try {
    var folder = location.pathname.replace(/[^/]*$/, '');
    return ['which-end:' + folder + ':record-', 'which-end:record-'].some(function (key) {
      return ['a', 'b'].some(function (slot) { return /"session":\{/.test(localStorage.getItem(key + slot)); });
    });
  } catch (_) {
    return false;
  }
}

function showView() {
  var named = /^#(?:\/|%2f)(\w*)/i.exec(location.hash);
  var view = named ? named[1].toLowerCase() : '';
  root.dataset.only = /^(quiz|result|shared|pay|guide|about|sources)$/.test(view) ? view : 'start';
}

// Whether the view in the address is in the second module.
function isLater() {
  return !/^(start|quiz)$/.test(root.dataset.only);
}

// From now on shows what the application will show; `given` was answered before.
function wait(given) {
  showView();
  window.addEventListener('hashchange', showView);
  root.dataset.at = hasRun() ? 'kept' : Object.keys(given).length;
}

// Shows everything, and goes to the place in the address: the application does not come.
function showAll() {
  window.removeEventListener('hashchange', showView);
  delete root.dataset.only;
  delete root.dataset.at;
  var place = document.getElementById(location.hash.slice(1));
  if (place) place.scrollIntoView();
}

// Goes on to the next question, or back to the one before.
function step(card, by) {
  var question = card.querySelector('fieldset');
  var missing = by > 0 && !question.querySelector('input:checked');
  card.querySelector('.quiz-missing').textContent = missing ? 'Choose an answer first.' : '';
  if (missing) return;
  var other = by > 0 ? card.nextElementSibling : card.previousElementSibling;
  if (by > 0) question.dataset.given = '';
  else delete other.querySelector('fieldset').dataset.given;
  root.dataset.at = Number(root.dataset.at) + by;
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
      var button = target.closest('[data-step]');
      if (button) step(card, Number(button.dataset.step));
      // A press with a pointer goes straight on; keys only choose.
      else if (isRadio && event.detail) step(card, 1);
    } else if (type === 'keydown' && isRadio && event.key === 'Enter') {
      event.preventDefault();
      step(card, 1);
    }
  });
});

// Lets the application take over with `open`. What was chosen and what has the focus stay so.
function takeOver(open) {
  var at = document.activeElement;
  var chosen = document.querySelector('[data-static] fieldset:not([data-given]) input:checked');
  var inQuiz = at.closest('[data-card]');
  countStarts((count) => count + 1);
  open();
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
