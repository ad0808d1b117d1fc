//! Time from a click on an answer to the next question, over whole quizzes.

use serde_json::{Value, json};
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Page;
use which_end_browser_tests::server::{BasePath, Site};

use crate::times::Times;

/// Whole quizzes at each speed.
const QUIZZES: usize = 3;
/// With more clicks than this, something is wrong.
const MOST_PRESSES: usize = 60;

/// Records for each click: when the browser received it, when the next question (or none) was in the document, and when
/// the next frame began. `Event Timing` adds the browser's time to the next paint, in steps of 8 ms.
const WATCH: &str = "
  const notes = window.pressNotes = { presses: [], events: [] };
  const shown = () => document.querySelector('#question');
  let pressed = null;
  let began = null;
  let question = shown();
  document.addEventListener('click', (event) => {
    if (event.target.closest('label, button')) {
      pressed = pressed ?? event.timeStamp;
      began = performance.now();
    }
  }, true);
  new MutationObserver(() => {
    const now = shown();
    if (now === question || pressed === null) return;
    question = now;
    const note = { work: performance.now() - began, dom: performance.now() - pressed, last: !now };
    const start = pressed;
    pressed = null;
    requestAnimationFrame(() => {
      note.frame = performance.now() - start;
      notes.presses.push(note);
    });
  }).observe(document.body, { childList: true, subtree: true });
  if (PerformanceObserver.supportedEntryTypes.includes('event')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === 'click') notes.events.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 });
  }
  return true;
";

/// Milliseconds from the click to each point, at this speed.
pub(crate) async fn measure(site: &Site, slowed: u32) -> Result<Vec<Times>, Failure> {
    let [mut work, mut question, mut frame, mut result, mut event] = [
        "the next question, the page's own work only",
        "the next question in the document",
        "the frame that shows it",
        "the result in the document",
        "the next paint (Event Timing, 16 and over)",
    ]
    .map(Times::of);
    for _ in 0..QUIZZES {
        let notes = one_quiz(site, slowed).await?;
        for note in notes["presses"].as_array().into_iter().flatten() {
            let time = |name: &str| note[name].as_f64().unwrap_or(f64::NAN);
            if note["last"] == true {
                result.add(time("dom"));
            } else {
                work.add(time("work"));
                question.add(time("dom"));
                frame.add(time("frame"));
            }
        }
        let events = notes["events"].as_array().into_iter().flatten();
        events
            .filter_map(Value::as_f64)
            .for_each(|time| event.add(time));
    }
    Ok(vec![work, question, frame, result, event])
}

/// Takes a quiz in a fresh browser.
async fn one_quiz(site: &Site, slowed: u32) -> Result<Value, Failure> {
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    page.develop("Emulation.setCPUThrottlingRate", json!({ "rate": slowed }))
        .await?;
    page.script(WATCH, vec![]).await?;
    let mut presses = 0;
    while page.route().await? == "#/quiz" {
        presses += 1;
        check(presses <= MOST_PRESSES, || {
            format!("{MOST_PRESSES} presses did not end the quiz")
        })?;
        let things = page.things().await?;
        let answers: Vec<_> = things
            .iter()
            .filter(|thing| thing.role == "radio")
            .collect();
        let named = |name: &str| things.iter().find(|thing| thing.name == name);
        // The answers hardly affect the time, so they rotate. Hands-on tasks need "Next", so they are skipped.
        let thing = if named("Next").is_some() {
            None
        } else {
            answers.get(presses * 7 % answers.len().max(1)).copied()
        }
        .or(named("Skip"))
        .ok_or_else(|| Failure::new("the question has no answer to press"))?;
        page.press_thing(thing).await?;
        let noted = format!("return window.pressNotes.presses.length >= {presses};");
        page.wait_until("the page goes on after a press", &noted)
            .await?;
    }
    page.script("return window.pressNotes;", vec![]).await
}
