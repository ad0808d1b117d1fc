//! From the touch of a choice in the pay room to its new figures.

use serde_json::json;
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{Place, Site};

use crate::times::Times;

/// Rounds through all kinds of touches at each speed.
const ROUNDS: usize = 4;

/// A phone: what comes after the controls is far below them, as for most visitors.
const PHONE: (u32, u32) = (500, 900);

/// Notes for each touch: when the browser took it, when the last of the new figures stood in the document, when the frame
/// after that began, and when that frame was laid out and painted.
const WATCH: &str = "
  const notes = window.touchNotes = { touches: [], armed: null };
  let start = null, began = null, dom = null;
  window.armTouch = (kind) => { notes.armed = kind; start = began = dom = null; };
  for (const kind of ['click', 'input', 'change']) {
    document.addEventListener(kind, (event) => {
      if (!notes.armed || dom !== null) return;
      // A press makes a click and then a change; of what is typed the last key counts, after the field was emptied.
      if (start !== null && event.target.type !== 'number') return;
      start = event.timeStamp;
      began = performance.now();
    }, true);
  }
  new MutationObserver((records) => {
    if (!notes.armed || start === null) return;
    const shows = ({ target }) => (target.closest ? target : target.parentElement)?.closest('.pay-figures');
    if (!records.some(shows)) return;
    const first = dom === null;
    dom = performance.now();
    if (!first) return;
    requestAnimationFrame(() => {
      const note = { kind: notes.armed, work: dom - began, dom: dom - start, frame: performance.now() - start };
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        note.painted = performance.now() - start;
        notes.touches.push(note);
        notes.armed = null;
      };
      after.port2.postMessage(0);
    });
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  return true;
";

/// What is touched. Every round chooses something else than the one before.
const TOUCHES: [(&str, [Touch; 2]); 4] = [
    (
        "role",
        [
            Touch::Press(Role::Radio, "Back end"),
            Touch::Press(Role::Radio, "Full-stack"),
        ],
    ),
    ("years", [Touch::Type("7"), Touch::Type("4")]),
    (
        "stack",
        [
            Touch::Press(Role::Checkbox, "Python"),
            Touch::Press(Role::Checkbox, "TypeScript"),
        ],
    ),
    (
        "country",
        [
            Touch::From("Country", "Germany"),
            Touch::From("Country", "United States"),
        ],
    ),
];

#[derive(Clone, Copy)]
enum Touch {
    Press(Role, &'static str),
    Type(&'static str),
    From(&'static str, &'static str),
}

/// Milliseconds from the touch to each point, at this speed.
pub(crate) async fn measure(site: &Site, slowed: u32) -> Result<Vec<Times>, Failure> {
    let setup = Setup {
        window: PHONE,
        ..Setup::default()
    };
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.open_app(&format!("{}#/pay", site.url(Place::Root)))
        .await?;
    page.script(
        "for (const one of document.querySelectorAll('details')) one.open = true;",
        vec![],
    )
    .await?;
    page.develop("Emulation.setCPUThrottlingRate", json!({ "rate": slowed }))
        .await?;
    page.script(WATCH, vec![]).await?;
    let mut touched = 0;
    for round in 0..ROUNDS {
        for (kind, touches) in TOUCHES {
            page.script("armTouch(arguments[0]);", vec![json!(kind)])
                .await?;
            match touches[round % 2] {
                Touch::Press(role, name) => page.press(role, name).await?,
                Touch::From(list, entry) => page.choose_from(list, entry).await?,
                Touch::Type(text) => page.type_into(Role::Spinbutton, "Exactly", text).await?,
            }
            touched += 1;
            page.wait_until(
                "the figures follow a touch",
                &format!("return window.touchNotes.touches.length >= {touched};"),
            )
            .await?;
        }
    }
    let notes = page
        .script("return window.touchNotes.touches;", vec![])
        .await?;
    let mut all = Vec::new();
    for (point, names) in [
        (
            "work",
            [
                "role: new figures, the page's own work only",
                "years: new figures, the page's own work only",
                "stack: new figures, the page's own work only",
                "country: new figures, the page's own work only",
            ],
        ),
        (
            "dom",
            [
                "role: new figures in the document",
                "years: new figures in the document",
                "stack: new figures in the document",
                "country: new figures in the document",
            ],
        ),
        (
            "painted",
            [
                "role: the frame that shows them, painted",
                "years: the frame that shows them, painted",
                "stack: the frame that shows them, painted",
                "country: the frame that shows them, painted",
            ],
        ),
    ] {
        for ((kind, _), name) in TOUCHES.into_iter().zip(names) {
            let mut times = Times::of(name);
            for note in notes.as_array().into_iter().flatten() {
                if note["kind"] == kind {
                    times.add(note[point].as_f64().unwrap_or(f64::NAN));
                }
            }
            all.push(times);
        }
    }
    Ok(all)
}
