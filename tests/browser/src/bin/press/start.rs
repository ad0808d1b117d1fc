//! Time from an address to the first questions, compared with a hand-written page (`plain.html`), on a cheap phone and
//! a slow connection. Each visit has a fresh profile, and the two pages alternate.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::memory;
use which_end_browser_tests::page::Page;
use which_end_browser_tests::server::{BasePath, Origin, Site};

/// Visits to each page on each connection.
const VISITS: usize = 3;
/// Questions that a visitor in a hurry answers.
const HURRIED: usize = 12;
/// Interval between two memory readings, and how close they must be, in KiB.
const BETWEEN: Duration = Duration::from_millis(500);
const SETTLED: u64 = 256;

/// A connection and a processor.
#[derive(Clone, Copy, Debug)]
struct Line {
    name: &'static str,
    bytes_per_second: u32,
    latency_ms: u32,
}

const SLOW: Line = Line {
    name: "1.6 Mbit/s, 150 ms",
    bytes_per_second: 200_000,
    latency_ms: 150,
};
const CRAWL: Line = Line {
    name: "400 kbit/s, 400 ms",
    bytes_per_second: 50_000,
    latency_ms: 400,
};
/// Slowdown of the processor.
const SLOWED: u32 = 4;

/// Records when each question can be answered, and answers it at once. Adds up the time that blocks the main thread.
const HURRY: &str = "
  const notes = window.startNotes = { questions: [], answers: [], blocked: 0, longest: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      notes.blocked += Math.max(0, duration - 50);
      notes.longest = Math.max(notes.longest, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  let last = '';
  let answered = 0;
  let counts = true;
  const shown = (one) => one.getClientRects().length > 0;
  const press = (one) => one && one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
  requestAnimationFrame(function look() {
    const now = performance.now();
    const field = [...document.querySelectorAll('fieldset')].find(shown);
    const text = field && field.querySelector('legend').textContent;
    const radio = field && [...field.querySelectorAll('input[type=radio]')][1];
    const skip = () => [...document.querySelectorAll('button')].find((one) => shown(one) && one.textContent === 'Skip');
    if (text && text !== last && (radio || skip())) {
      last = text;
      notes.questions.push(now);
      if (answered && counts) notes.answers.push(now - answered);
      counts = true;
      if (notes.questions.length < LIMIT) {
        answered = performance.now();
        press(radio || skip());
      }
    } else if (text && answered && counts && now - answered > 1500) {
      // A click inside a hands-on task does not submit it.
      counts = false;
      press(skip());
    }
    if (notes.questions.length < LIMIT) requestAnimationFrame(look);
  });
";

/// Durations of one visit in milliseconds.
#[derive(Clone, Debug, Default)]
struct Visit {
    questions: Vec<f64>,
    answers: Vec<f64>,
    blocked: f64,
    longest: f64,
}

/// One figure for both pages.
pub(crate) struct Ratio {
    what: String,
    ours: f64,
    plain: f64,
}

impl Ratio {
    pub(crate) const HEAD: &str = "| measure | ours | plain | ratio |\n|---|---|---|---|\n";

    pub(crate) fn line(&self) -> String {
        let Self { what, ours, plain } = self;
        format!(
            "| {what} | {ours:.1} | {plain:.1} | {:.2} |\n",
            ours / plain
        )
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "what": self.what, "ours": self.ours, "plain": self.plain })
    }
}

/// Measures both pages.
pub(crate) async fn measure(dist: &Path) -> Result<Vec<Ratio>, Failure> {
    let mut table = Vec::new();
    for line in [SLOW, CRAWL] {
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..VISITS {
            let site = served(dist).await?;
            plain.push(visit(&plain_page(&site), line, HURRIED).await?);
            ours.push(visit(&our_page(&site), line, HURRIED).await?);
        }
        for (question, name) in [(0, "question 1"), (1, "question 2"), (3, "question 4")] {
            let time = |visits: &[Visit]| {
                median(
                    visits
                        .iter()
                        .filter_map(|visit| visit.questions.get(question)),
                )
            };
            row(
                &mut table,
                &format!("{name} can be answered, ms ({})", line.name),
                time(&ours),
                time(&plain),
            );
        }
        if line.latency_ms == SLOW.latency_ms {
            let blocked = |visits: &[Visit]| median(visits.iter().map(|visit| &visit.blocked));
            let longest = |visits: &[Visit]| median(visits.iter().map(|visit| &visit.longest));
            row(
                &mut table,
                "blocking time, ms",
                blocked(&ours),
                blocked(&plain),
            );
            row(
                &mut table,
                "longest task, ms",
                longest(&ours),
                longest(&plain),
            );
            // The first answers depend on the connection.
            let answers = |visits: &[Visit]| -> Vec<f64> {
                let late = visits.iter().flat_map(|visit| visit.answers.iter().skip(4));
                late.copied().collect()
            };
            let (of_ours, of_plain) = (answers(&ours), answers(&plain));
            row(
                &mut table,
                "answer to next, median, ms",
                median(&of_ours),
                median(&of_plain),
            );
            row(
                &mut table,
                "answer to next, p95, ms",
                p95(&of_ours),
                p95(&of_plain),
            );
        }
    }
    let site = served(dist).await?;
    let second = [
        second_visit(&our_page(&site)).await?,
        second_visit(&plain_page(&site)).await?,
    ];
    row(
        &mut table,
        "second visit, question open, ms",
        second[0],
        second[1],
    );
    let blank = memory_of("about:blank").await?;
    let above = |kib: f64| (kib - blank) / 1024.0;
    let (ours, plain) = (
        memory_of(&our_page(&site)).await?,
        memory_of(&plain_page(&site)).await?,
    );
    row(
        &mut table,
        "memory above a blank page, MiB",
        above(ours),
        above(plain),
    );
    Ok(table)
}

async fn served(dist: &Path) -> Result<Site, Failure> {
    let site = Site::start(dist).await?;
    site.send_packed();
    Ok(site)
}

fn our_page(site: &Site) -> String {
    format!("{}#/quiz", site.url(BasePath::Root))
}

/// Has its own cache lifetime, because our page has a service worker for the second visit.
fn plain_page(site: &Site) -> String {
    let cache = ("Cache-Control", "max-age=3600");
    site.document_with(Origin::Number, include_str!("plain.html"), &[cache])
}

async fn browser(line: Line) -> Result<(Driven, Page), Failure> {
    let setup = Setup {
        waits: false,
        ..Setup::default()
    };
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.emulate_screen(412, 915).await?;
    page.develop("Network.enable", json!({})).await?;
    let conditions = json!({
        "offline": false,
        "latency": line.latency_ms,
        "downloadThroughput": line.bytes_per_second,
        "uploadThroughput": line.bytes_per_second,
    });
    page.develop("Network.emulateNetworkConditions", conditions)
        .await?;
    page.develop("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWED }))
        .await?;
    Ok((driven, page))
}

async fn hurry(page: &Page, questions: usize) -> Result<(), Failure> {
    let source = HURRY.replace("LIMIT", &questions.to_string());
    page.develop(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": source }),
    )
    .await
    .map(drop)
}

async fn visit(address: &str, line: Line, questions: usize) -> Result<Visit, Failure> {
    let (_driven, page) = browser(line).await?;
    hurry(&page, questions).await?;
    page.open(address).await?;
    notes(&page, questions).await
}

async fn notes(page: &Page, questions: usize) -> Result<Visit, Failure> {
    let done =
        format!("return window.startNotes && window.startNotes.questions.length >= {questions};");
    for _ in 0..4 {
        // A very slow connection takes longer than the usual timeout.
        if page
            .wait_until("all questions were open", &done)
            .await
            .is_ok()
        {
            break;
        }
    }
    let notes = page.script("return window.startNotes;", vec![]).await?;
    let numbers = |name: &str| -> Vec<f64> {
        let all = notes[name].as_array().into_iter().flatten();
        all.filter_map(Value::as_f64).collect()
    };
    Ok(Visit {
        questions: numbers("questions"),
        answers: numbers("answers"),
        blocked: notes["blocked"].as_f64().unwrap_or(f64::NAN),
        longest: notes["longest"].as_f64().unwrap_or(f64::NAN),
    })
}

/// Time until the next question can be answered on a second visit, after three answers and with all files cached.
async fn second_visit(address: &str) -> Result<f64, Failure> {
    let mut times = Vec::new();
    for _ in 0..VISITS {
        let (_driven, page) = browser(SLOW).await?;
        hurry(&page, 4).await?;
        page.open(address).await?;
        notes(&page, 4).await?;
        // Time for background downloads.
        sleep(Duration::from_secs(6)).await;
        page.open("about:blank").await?;
        page.open(address).await?;
        let visit = notes(&page, 1).await?;
        times.extend(visit.questions.first());
    }
    Ok(median(&times))
}

/// Memory of the page's processes once it is stable, in KiB.
async fn memory_of(address: &str) -> Result<f64, Failure> {
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    page.open(address).await?;
    sleep(Duration::from_secs(5)).await;
    page.develop("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let mut before = memory::of_pages(driven.home())?;
    for _ in 0..20 {
        sleep(BETWEEN).await;
        let now = memory::of_pages(driven.home())?;
        if now.abs_diff(before) <= SETTLED {
            break;
        }
        before = now;
    }
    Ok(memory::of_pages(driven.home())? as f64)
}

fn sorted<'a>(times: impl IntoIterator<Item = &'a f64>) -> Vec<f64> {
    let mut times: Vec<f64> = times.into_iter().copied().collect();
    times.sort_by(f64::total_cmp);
    times
}

fn median<'a>(times: impl IntoIterator<Item = &'a f64>) -> f64 {
    let times = sorted(times);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn p95<'a>(times: impl IntoIterator<Item = &'a f64>) -> f64 {
    let times = sorted(times);
    times
        .get(times.len() * 95 / 100)
        .copied()
        .unwrap_or(f64::NAN)
}

fn row(table: &mut Vec<Ratio>, what: &str, ours: f64, plain: f64) {
    let ratio = Ratio {
        what: what.to_owned(),
        ours,
        plain,
    };
    // The whole takes minutes, so each row is printed when it is measured.
    eprint!("{}", ratio.line());
    table.push(ratio);
}
