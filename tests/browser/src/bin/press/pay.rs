//! Time from a change in the pay form to its new figures.

use serde_json::{Value, json};
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Site};

use crate::times::Times;

/// Rounds of all kinds of changes at each speed.
const ROUNDS: usize = 4;

/// Records for each change: when the browser received it, when the last new figure was in the document, when the next
/// frame began, and when that frame was laid out and painted.
const WATCH: &str = "
  const notes = window.touchNotes = { touches: [], armed: null };
  let start = null, began = null, dom = null;
  window.armTouch = (kind) => { notes.armed = kind; start = began = dom = null; };
  for (const kind of ['click', 'input', 'change']) {
    document.addEventListener(kind, (event) => {
      if (!notes.armed || dom !== null) return;
      // A click fires a click and then a change event. For typed text the last key counts, after the field was cleared.
      if (start !== null && event.target.inputMode !== 'numeric') return;
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

/// The controls to change. Every round chooses a different value.
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

/// Slows the page's processor by this factor.
async fn slow(page: &Page, rate: u32) -> Result<(), Failure> {
    page.develop("Emulation.setCPUThrottlingRate", json!({ "rate": rate }))
        .await
        .map(drop)
}

/// Milliseconds from the change to each point, at this speed.
pub(crate) async fn measure(site: &Site, slowed: u32) -> Result<Vec<Times>, Failure> {
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
        .await?;
    page.script(
        "for (const one of document.querySelectorAll('details')) one.open = true;",
        vec![],
    )
    .await?;
    page.script(WATCH, vec![]).await?;
    let mut touched = 0;
    for round in 0..ROUNDS {
        for (kind, touches) in TOUCHES {
            page.script("armTouch(arguments[0]);", vec![json!(kind)])
                .await?;
            // The driver searches for the control at full speed; only the page is slowed.
            match touches[round % 2] {
                Touch::Press(role, name) => {
                    let control = page.find(role, name).await?;
                    slow(&page, slowed).await?;
                    page.press_thing(&control).await?;
                }
                Touch::From(list, entry) => {
                    slow(&page, slowed).await?;
                    page.choose_from(list, entry).await?;
                }
                Touch::Type(text) => {
                    slow(&page, slowed).await?;
                    page.type_into(Role::Textbox, "Exactly", text).await?;
                }
            }
            touched += 1;
            page.wait_until(
                "the figures follow a touch",
                &format!("return window.touchNotes.touches.length >= {touched};"),
            )
            .await?;
            slow(&page, 1).await?;
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
    all.extend(own_time(&page, slowed).await?);
    Ok(all)
}

/// Processor time of one change, measured by the thread's own clock, which other work on the machine does not affect.
/// Scripts make the changes, because the driver would use time of the thread.
async fn own_time(page: &Page, slowed: u32) -> Result<Vec<Times>, Failure> {
    // The thread's clock runs while the browser throttles it, so it is measured at full speed and multiplied.
    page.develop("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))
        .await?;
    page.develop("Performance.enable", json!({ "timeDomain": "threadTicks" }))
        .await?;
    let mut all = Vec::new();
    for (script_name, layout_name, kind) in [
        (
            "role: processor time of scripts",
            "role: processor time of style, layout and scripts",
            "role",
        ),
        (
            "years: processor time of scripts",
            "years: processor time of style, layout and scripts",
            "years",
        ),
        (
            "stack: processor time of scripts",
            "stack: processor time of style, layout and scripts",
            "stack",
        ),
        (
            "country: processor time of scripts",
            "country: processor time of style, layout and scripts",
            "country",
        ),
    ] {
        let (mut scripts, mut both) = (Times::of(script_name), Times::of(layout_name));
        for _ in 0..ROUNDS {
            let before = metrics(page).await?;
            page.script_with_callback(TOUCH_OFTEN, vec![json!(kind), json!(OFTEN)])
                .await?;
            let after = metrics(page).await?;
            let spent = |name: &str| {
                let of = |metrics: &Value| {
                    metrics["metrics"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .find(|metric| metric["name"] == name)
                        .and_then(|metric| metric["value"].as_f64())
                        .unwrap_or(f64::NAN)
                };
                (of(&after) - of(&before)) * 1000.0 * f64::from(slowed) / f64::from(OFTEN)
            };
            let script = spent("ScriptDuration");
            scripts.add(script);
            both.add(script + spent("LayoutDuration") + spent("RecalcStyleDuration"));
        }
        all.extend([scripts, both]);
    }
    Ok(all)
}

async fn metrics(page: &Page) -> Result<Value, Failure> {
    page.develop("Performance.getMetrics", json!({})).await
}

/// Changes per measurement.
const OFTEN: u32 = 20;

const TOUCH_OFTEN: &str = "
  const [kind, often, done] = arguments;
  const pill = (name) => [...document.querySelectorAll('.pill')].find((one) => one.textContent.trim() === name).querySelector('input');
  const change = (field, value, event) => {
    field.value = value;
    field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const touches = {
    role: (odd) => pill(odd ? 'Back end' : 'Full-stack').click(),
    years: (odd) => change(document.querySelector('[inputmode=numeric]'), odd ? '7' : '4', 'input'),
    stack: () => pill('Python').click(),
    country: (odd) => change(document.querySelector('#country'), odd ? 'Germany' : 'United States', 'change'),
  };
  (async () => {
    for (let at = 0; at < often; at += 1) {
      touches[kind](at % 2 === 0);
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    }
    done(true);
  })();
";
