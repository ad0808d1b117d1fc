//! The suite: each scenario once in each engine, as trials named `chromium::first_visit`.
//!
//! The engines run side by side, two at most at a time; the scenarios of one engine run in turn. One scenario in one
//! engine: `cargo test -p which-end-browser-tests --test engines -- --exact firefox::journey::first_visit`.
//!
//! A driven browser now and then fails by itself, once in hundreds of scenarios. `WHICH_END_SECOND_TRIES` says how many
//! scenarios of a run may be played once more, each on a new stage; the run names them at its end. What fails twice, or is one
//! too many, has failed. Played by hand there is no second try, so that what happens now and then can be seen.

mod access;
mod hands_on;
mod hands_on_kept;
mod harness;
mod hosts;
mod hosts_element;
mod hosts_keep;
mod hosts_minds;
mod hosts_overlay;
mod house;
mod journey;
mod links;
mod lite;
mod offline;
mod outside_links;
mod owners;
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
use which_end_browser_tests::engine::Engine;
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::process;
use which_end_browser_tests::spare::Spares;
use which_end_browser_tests::stage::Stage;

/// Every scenario, in the order they are run: first whether the tools bite.
const SUITE: [&[Scenario]; 31] = [
    harness::SCENARIOS,
    journey::SCENARIOS,
    hands_on::SCENARIOS,
    hands_on_kept::SCENARIOS,
    saved::SCENARIOS,
    storage_faults::SCENARIOS,
    saved_texts::SCENARIOS,
    two_tabs::SCENARIOS,
    links::SCENARIOS,
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
    hosts_element::SCENARIOS,
    hosts_keep::SCENARIOS,
    hosts_minds::SCENARIOS,
    hosts_overlay::SCENARIOS,
    owners::SCENARIOS,
    swapped_texts::SCENARIOS,
    outside_links::SCENARIOS,
    presses::SCENARIOS,
    takeover::SCENARIOS,
];

/// How many scenarios may be played a second time.
const SECOND_TRIES: &str = "WHICH_END_SECOND_TRIES";

/// Scenarios at work at a time.
const SIDE_BY_SIDE: usize = 2;

/// A scenario that takes longer hangs. The longest, a row of faults in `WebKit`, takes two minutes on two quiet processors.
const LONGEST: Duration = Duration::from_mins(6);

type Played<'stage> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'stage>>;

/// One scenario: a name, the engines that can play it, and the play.
pub(crate) struct Scenario {
    name: &'static str,
    fits: fn(Engine) -> bool,
    play: for<'stage> fn(&'stage Stage) -> Played<'stage>,
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

/// How many scenarios of an engine may be at work at a time: one where windows take the keys from each other, as many as
/// there is room for in the engine that takes longest.
fn at_a_time(engine: Engine) -> usize {
    match engine {
        Engine::Firefox => SIDE_BY_SIDE,
        Engine::Chromium | Engine::WebKit => 1,
    }
}

/// The second tries that are left, and why each was taken.
struct SecondTries {
    left: usize,
    taken: Vec<String>,
}

impl SecondTries {
    fn of_this_run() -> Self {
        let allowed = std::env::var(SECOND_TRIES).ok();
        Self {
            left: allowed
                .and_then(|count| count.parse().ok())
                .unwrap_or_default(),
            taken: Vec::new(),
        }
    }

    /// Whether the scenario that failed may be played once more.
    fn take(&mut self, name: &str, failed: &str) -> bool {
        let may = self.left > 0;
        if may {
            self.left -= 1;
            self.taken
                .push(format!("second try: {name}, after this:\n{failed}"));
        }
        may
    }
}

/// One engine's turn, the browsers it left, and the time it has taken.
struct Turn {
    engine: Engine,
    playing: Semaphore,
    spares: Arc<Spares>,
    spent: Lock<(Duration, usize)>,
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
    let turns = Engine::ALL.map(|engine| {
        Arc::new(Turn {
            engine,
            playing: Semaphore::new(at_a_time(engine)),
            spares: Arc::default(),
            spent: Lock::new((Duration::ZERO, 0)),
        })
    });
    let second_tries = Arc::new(Lock::new(SecondTries::of_this_run()));
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
            let second_tries = Arc::clone(&second_tries);
            trials.push(Trial::test(name, move || {
                runtime.block_on(in_turn(scenario, &trial, &turn, &room, &second_tries))
            }));
        }
    }
    // A thread for each trial: it mostly waits for its engine's turn.
    arguments.test_threads = Some(trials.len().max(2));
    let conclusion = libtest_mimic::run(&arguments, trials);
    for turn in turns {
        turn.spares.end();
        let (spent, count) = *turn.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if count > 0 {
            println!(
                "{}: {count} scenarios in {:.0} s",
                turn.engine.name(),
                spent.as_secs_f64()
            );
        }
    }
    let second_tries = second_tries.lock().unwrap_or_else(PoisonError::into_inner);
    for taken in &second_tries.taken {
        println!("\n{taken}");
    }
    process::end_all();
    conclusion.exit_code()
}

/// Plays a scenario when its engine has its turn; a second time where it failed and that is allowed.
async fn in_turn(
    scenario: &Scenario,
    name: &str,
    turn: &Turn,
    room: &Semaphore,
    second_tries: &Lock<SecondTries>,
) -> Result<(), Failed> {
    let _turn = turn.playing.acquire().await;
    let _seat = room.acquire().await;
    let since = Instant::now();
    let mut outcome = play(scenario, name, turn).await;
    if let Err(failed) = &outcome {
        let again = second_tries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(name, failed);
        if again {
            outcome = play(scenario, name, turn).await;
        }
    }
    let mut spent = turn.spent.lock().unwrap_or_else(PoisonError::into_inner);
    spent.0 += since.elapsed();
    spent.1 += 1;
    if std::env::var_os("WHICH_END_TIMES").is_some() {
        eprintln!("{name}: {:.1} s", since.elapsed().as_secs_f64());
    }
    outcome.map_err(Failed::from)
}

/// Plays a scenario on a stage of its own. Fails with what was expected, what was found, and what the stage looked like.
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
