//! How long a press takes in Chromium, from the click to the next question, over whole quizzes on the built site: at full
//! speed, and with the processor slowed four times. Figures only: nothing fails for being slow.
//!
//! `cargo run -p which-end-browser-tests --bin press -- --dist DIR [--json]`, or `cargo xtask bench --browser`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Page;
use which_end_browser_tests::process;
use which_end_browser_tests::server::{Place, Site};

/// How often the processor is slowed: as it is, and as a cheap phone.
const SLOWED: [u32; 2] = [1, 4];
/// Whole quizzes for each.
const QUIZZES: usize = 3;
/// Presses after which something must be wrong.
const MOST_PRESSES: usize = 60;

/// Notes for each press: when the browser took it, when the next question (or none) stood in the document, and when the
/// frame after that began. `Event Timing` gives the browser's own view, to the next paint, in steps of 8 ms.
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

struct Wish {
    dist: PathBuf,
    json: bool,
}

impl Wish {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let (mut dist, mut json) = (None, false);
        while let Some(option) = arguments.next() {
            match option.as_str() {
                "--dist" => dist = arguments.next().map(PathBuf::from),
                "--json" => json = true,
                _ => return Err(Failure::new(format!("{option} is not understood"))),
            }
        }
        Ok(Self {
            dist: dist.ok_or_else(|| Failure::new("--dist DIR (the built site) is missing"))?,
            json,
        })
    }
}

/// Milliseconds from press to each point, one entry for each press.
#[derive(Default)]
struct Times {
    /// What the page itself does, from its first listener to the next question in the document: without the browser's way
    /// from the finger to the page.
    work: Vec<f64>,
    /// To the next question in the document.
    question: Vec<f64>,
    /// To the frame that shows it.
    frame: Vec<f64>,
    /// From the last press of a quiz to the result in the document.
    result: Vec<f64>,
    /// What Event Timing says of the click; those under 16 ms are not told.
    event: Vec<f64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tokio::spawn(process::end_all_on_signal());
    let done = match Wish::read(std::env::args().skip(1)) {
        Ok(wish) => measure(&wish).await,
        Err(failure) => Err(failure),
    };
    process::end_all();
    match done {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("press: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(wish: &Wish) -> Result<String, Failure> {
    let site = Site::start(&wish.dist).await?;
    let mut found = Vec::new();
    for slowed in SLOWED {
        let mut times = Times::default();
        for _ in 0..QUIZZES {
            one_quiz(&site, slowed, &mut times).await?;
        }
        found.push((slowed, times));
    }
    if wish.json {
        let rows: Vec<Value> = found
            .iter_mut()
            .flat_map(|(slowed, times)| rows(*slowed, times))
            .map(|row| {
                json!({ "slowed": row.slowed, "what": row.what, "count": row.count, "median": row.median,
                    "p95": row.nearly_all, "worst": row.worst })
            })
            .collect();
        return Ok(json!({ "milliseconds": rows }).to_string());
    }
    let mut said = String::from(
        "Press to next question in Chromium, release build, milliseconds\n\n| processor | from the press to | presses | median | 95 in 100 under | worst |\n|---|---|---|---|---|---|\n",
    );
    for (slowed, times) in &mut found {
        for Row {
            slowed,
            what,
            count,
            median,
            nearly_all,
            worst,
        } in rows(*slowed, times)
        {
            // Writing to a string does not fail.
            let speed = match slowed {
                1 => "as it is".to_owned(),
                times => format!("{times} times slower"),
            };
            let _ = writeln!(
                said,
                "| {speed} | {what} | {count} | {median:.1} | {nearly_all:.1} | {worst:.1} |"
            );
        }
    }
    said += "\nOther work on this machine makes these figures worse: let it rest while this runs.";
    Ok(said)
}

struct Row {
    slowed: u32,
    what: &'static str,
    count: usize,
    median: f64,
    nearly_all: f64,
    worst: f64,
}

fn rows(slowed: u32, times: &mut Times) -> Vec<Row> {
    [
        (
            "the next question, the page's own work only",
            &mut times.work,
        ),
        ("the next question in the document", &mut times.question),
        ("the frame that shows it", &mut times.frame),
        ("the result in the document", &mut times.result),
        (
            "the next paint (Event Timing, 16 and over)",
            &mut times.event,
        ),
    ]
    .into_iter()
    .filter(|(_, all)| !all.is_empty())
    .map(|(what, all)| {
        all.sort_by(f64::total_cmp);
        Row {
            slowed,
            what,
            count: all.len(),
            median: all[all.len() / 2],
            nearly_all: all[all.len() * 95 / 100],
            worst: all[all.len() - 1],
        }
    })
    .collect()
}

/// Takes a quiz in a browser that knows nothing of the page yet.
async fn one_quiz(site: &Site, slowed: u32, times: &mut Times) -> Result<(), Failure> {
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.open_app(&format!("{}#/quiz", site.url(Place::Root)))
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
        // Who answers decides little about the time, so the answers go round. A hands-on form goes on only after "Next":
        // it is skipped.
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
    let notes = page.script("return window.pressNotes;", vec![]).await?;
    for note in notes["presses"].as_array().into_iter().flatten() {
        let time = |name: &str| note[name].as_f64().unwrap_or(f64::NAN);
        if note["last"] == true {
            times.result.push(time("dom"));
        } else {
            times.work.push(time("work"));
            times.question.push(time("dom"));
            times.frame.push(time("frame"));
        }
    }
    let events = notes["events"].as_array().into_iter().flatten();
    times.event.extend(events.filter_map(Value::as_f64));
    Ok(())
}
