//! The suite: each scenario once in each engine, as trials named `chromium::first_visit`.
//!
//! One scenario in one engine: `cargo xtask test --only browsers --engine firefox journey::first_visit`.
//!
//! A scenario runs in all three engines if engines differ in its subject: storage, service workers, frames, input,
//! focus, layout. A scenario about what the page computes and says runs [in one](in_one).
//!
//! Driven browsers sometimes fail by themselves, once in hundreds of scenarios. `WHICH_END_REPEATS` says how many
//! scenarios of a run may be repeated, each on a new stage; the run lists them at its end. A second failure, or one
//! repeat too many, is a failure. Without the variable nothing is repeated.

mod access;
mod hands_on;
mod hands_on_kept;
mod harness;
mod hosts;
mod hosts_documents;
mod hosts_element;
mod hosts_keep;
mod hosts_overlay;
mod hosts_privacy;
mod hosts_scripts;
mod hosts_storage;
mod journey;
mod later;
mod links;
mod lite;
mod offline;
mod outside_links;
mod owners;
mod pages;
mod panics;
mod paper;
mod pay_offer;
mod pay_use;
mod person;
mod presses;
mod quiet;
mod release;
mod report;
mod saved;
mod saved_texts;
mod sources;
mod steps;
mod storage_bench;
mod storage_faults;
mod swapped_texts;
mod takeover;
mod two_tabs;
mod without;
mod worker_faults;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use which_end_browser_tests::driver;
use which_end_browser_tests::engine::Engine;
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::process;
use which_end_browser_tests::spare::Spares;
use which_end_browser_tests::stage::Stage;

/// Every scenario, in order. Those that test the harness come first.
const SUITE: [&[Scenario]; 36] = [
    harness::SCENARIOS,
    journey::SCENARIOS,
    later::SCENARIOS,
    hands_on::SCENARIOS,
    hands_on_kept::SCENARIOS,
    saved::SCENARIOS,
    storage_faults::SCENARIOS,
    saved_texts::SCENARIOS,
    two_tabs::SCENARIOS,
    links::SCENARIOS,
    pages::SCENARIOS,
    pay_use::SCENARIOS,
    pay_offer::SCENARIOS,
    sources::SCENARIOS,
    report::SCENARIOS,
    access::SCENARIOS,
    quiet::SCENARIOS,
    offline::SCENARIOS,
    panics::SCENARIOS,
    release::SCENARIOS,
    worker_faults::SCENARIOS,
    without::SCENARIOS,
    lite::SCENARIOS,
    hosts::SCENARIOS,
    hosts_documents::SCENARIOS,
    hosts_element::SCENARIOS,
    hosts_keep::SCENARIOS,
    hosts_storage::SCENARIOS,
    hosts_overlay::SCENARIOS,
    hosts_privacy::SCENARIOS,
    hosts_scripts::SCENARIOS,
    owners::SCENARIOS,
    swapped_texts::SCENARIOS,
    outside_links::SCENARIOS,
    presses::SCENARIOS,
    takeover::SCENARIOS,
];

/// How many scenarios may be repeated.
const REPEATS: &str = "WHICH_END_REPEATS";

/// The one engine to run, instead of all.
const ONLY_ENGINE: &str = "WHICH_END_ENGINE";

/// How many of the slowest scenarios are listed.
const SLOWEST: usize = 20;

/// Scenarios that run at a time. More than two processors, because scenarios wait before each click, as a person does.
const SIDE_BY_SIDE: usize = 3;

/// A scenario that takes longer hangs. The longest, a series of faults in `WebKit`, takes two minutes on two idle
/// processors.
const LONGEST: Duration = Duration::from_mins(6);

type Played<'stage> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'stage>>;

/// One scenario: its name, the engines that can run it, and its function.
pub(crate) struct Scenario {
    name: &'static str,
    fits: fn(Engine) -> bool,
    play: for<'stage> fn(&'stage Stage) -> Played<'stage>,
}

/// For scenarios whose subject is the same code in every engine. Chromium, because its driver is the fastest.
pub(crate) fn in_one(engine: Engine) -> bool {
    engine == Engine::Chromium
}

/// A list of scenarios from functions, each for all engines or for those that a condition picks.
macro_rules! scenarios {
    ($($name:ident $(if $fits:expr)?),* $(,)?) => {
        pub(crate) const SCENARIOS: &[$crate::Scenario] = &[$($crate::Scenario {
            name: concat!(module_path!(), "::", stringify!($name)),
            fits: $crate::scenarios!(@fits $($fits)?),
            play: |stage| Box::pin($name(stage)),
        }),*];
    };
    (@fits) => { |_| true };
    (@fits $fits:expr) => { $fits };
}
pub(crate) use scenarios;

/// How many scenarios of an engine may run at a time: one if windows share a screen and compete for keys.
fn at_a_time(engine: Engine) -> usize {
    match engine {
        Engine::Chromium | Engine::Firefox => 2,
        Engine::WebKit => 1,
    }
}

/// The remaining repeats, and the reason of each repeat so far.
struct Repeats {
    left: usize,
    taken: Vec<String>,
}

impl Repeats {
    fn of_this_run() -> Self {
        let allowed = std::env::var(REPEATS).ok();
        Self {
            left: allowed
                .and_then(|count| count.parse().ok())
                .unwrap_or_default(),
            taken: Vec::new(),
        }
    }

    /// Whether the scenario that failed may be repeated.
    fn take(&mut self, name: &str, failed: &str) -> bool {
        let may = self.left > 0;
        if may {
            self.left -= 1;
            self.taken
                .push(format!("repeated: {name}, after this:\n{failed}"));
        }
        may
    }
}

/// Running scenarios of one engine, its idle browsers, and the duration of its scenarios.
struct Turn {
    engine: Engine,
    playing: Semaphore,
    spares: Arc<Spares>,
    times: Lock<Vec<(Duration, String)>>,
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let runtime = match Runtime::new() {
        Ok(runtime) => Arc::new(runtime),
        Err(error) => {
            eprintln!("the suite cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.spawn(process::end_all_on_signal());
    let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let only = std::env::var(ONLY_ENGINE).ok();
    let engines = Engine::ALL
        .into_iter()
        .filter(|engine| only.as_deref().is_none_or(|only| only == engine.name()));
    let turns: Vec<Arc<Turn>> = engines
        .map(|engine| {
            Arc::new(Turn {
                engine,
                playing: Semaphore::new(at_a_time(engine)),
                spares: Arc::default(),
                times: Lock::default(),
            })
        })
        .collect();
    let repeats = Arc::new(Lock::new(Repeats::of_this_run()));
    let mut trials = Vec::new();
    for scenario in SUITE.into_iter().flatten() {
        for turn in turns.iter().filter(|turn| (scenario.fits)(turn.engine)) {
            let path = scenario
                .name
                .split_once("::")
                .map_or(scenario.name, |(_, path)| path);
            let name = format!("{}::{path}", turn.engine.name());
            let (runtime, turn, room, trial) = (
                Arc::clone(&runtime),
                Arc::clone(turn),
                Arc::clone(&room),
                name.clone(),
            );
            let repeats = Arc::clone(&repeats);
            trials.push(Trial::test(name, move || {
                runtime.block_on(in_turn(scenario, &trial, &turn, &room, &repeats))
            }));
        }
    }
    // One thread per trial, which mostly waits for its engine.
    arguments.test_threads = Some(trials.len().max(2));
    let conclusion = libtest_mimic::run(&arguments, trials);
    print_times(&turns);
    let repeats = repeats.lock().unwrap_or_else(PoisonError::into_inner);
    for taken in &repeats.taken {
        println!("\n{taken}");
    }
    process::end_all();
    conclusion.exit_code()
}

/// Prints durations in lines that `cargo xtask test` parses, and ends the idle browsers.
fn print_times(turns: &[Arc<Turn>]) {
    let mut all = Vec::new();
    for turn in turns {
        turn.spares.end();
        let mut times = turn.times.lock().unwrap_or_else(PoisonError::into_inner);
        let (starts, starting) = driver::starts(turn.engine);
        if !times.is_empty() {
            println!(
                "note: {}: {} scenarios in {:.0} s; {starts} browsers started in {:.0} s of it",
                turn.engine.name(),
                times.len(),
                times
                    .iter()
                    .map(|(took, _)| took.as_secs_f64())
                    .sum::<f64>(),
                starting.as_secs_f64()
            );
        }
        all.append(&mut times);
    }
    all.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    for (took, name) in all.iter().take(SLOWEST) {
        println!("time: {name} <{:.3}s>", took.as_secs_f64());
    }
}

/// Runs a scenario when its engine is free, and repeats it once if it failed and that is allowed.
async fn in_turn(
    scenario: &Scenario,
    name: &str,
    turn: &Turn,
    room: &Semaphore,
    repeats: &Lock<Repeats>,
) -> Result<(), Failed> {
    let _turn = turn.playing.acquire().await;
    let _seat = room.acquire().await;
    let since = Instant::now();
    let mut outcome = play(scenario, name, turn).await;
    if let Err(failed) = &outcome {
        let again = repeats
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(name, failed);
        if again {
            outcome = play(scenario, name, turn).await;
        }
    }
    if let Err(failed) = &outcome {
        // libtest-mimic prints it only at the end, up to a quarter of an hour later.
        eprintln!("{name} failed: {failed}");
    }
    let took = since.elapsed();
    if std::env::var_os("WHICH_END_TIMES").is_some() {
        eprintln!("{name}: {:.1} s", took.as_secs_f64());
    }
    turn.times
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push((took, name.to_owned()));
    outcome.map_err(Failed::from)
}

/// Runs a scenario on its own stage. A failure has what was expected, what was found, and what the stage showed.
async fn play(scenario: &Scenario, name: &str, turn: &Turn) -> Result<(), String> {
    let stage = Stage::new(turn.engine, Arc::clone(&turn.spares));
    let outcome = match timeout(LONGEST, (scenario.play)(&stage)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(format!(
            "not done after {} s",
            LONGEST.as_secs()
        ))),
    };
    match outcome {
        Ok(()) => {
            stage.end().await;
            Ok(())
        }
        Err(failure) => {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-failures");
            let evidence = timeout(Duration::from_secs(20), stage.evidence(name, &folder)).await;
            Err(format!("{failure}\n{}", evidence.unwrap_or_default()))
        }
    }
}
