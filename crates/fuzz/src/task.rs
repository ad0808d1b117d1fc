//! Running the cases of a task: on all processors, timed one by one, with panics caught.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::dice::Dice;
use crate::inputs::{Judgement, Verdict};

/// A case that takes longer fails. The slowest take 15 ms on a quiet machine and 51 ms were seen on a busy one, so this
/// finds work that grows faster than its input, not a machine that is slow today.
pub(crate) const SLOW: Duration = Duration::from_millis(250);
/// After so long a case is taken to go on for ever. Long, because on a busy machine a thread may wait for a minute.
const HANGS: Duration = Duration::from_mins(5);
/// Cases that one thread takes at a time.
const PORTION: u64 = 2_000;
/// Stack of a thread, bytes: what the linker gives the page.
const STACK: usize = 1024 * 1024;
/// Failures of a task that are told.
const MOST_TOLD: usize = 3;

/// Tries one case, and leaves the text that it tried.
pub(crate) type Case = Box<dyn Fn(&mut Dice, &mut String) -> Judgement + Send + Sync>;

/// Something to try many times.
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) cases: u64,
    /// Whether some cases have to be accepted and some refused, lest the mutants prove nothing.
    pub(crate) both_ways: bool,
    pub(crate) case: Case,
}

/// One case that broke a promise.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) case: u64,
    pub(crate) why: String,
    pub(crate) text: String,
}

/// What came of a task.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) tried: u64,
    pub(crate) accepted: u64,
    pub(crate) failed: u64,
    /// The first of them by number of the case.
    pub(crate) failures: Vec<Failure>,
    pub(crate) slowest: Duration,
    pub(crate) took: Duration,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.accepted += other.accepted;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.failures.sort_by_key(|failure| failure.case);
        self.failures.truncate(MOST_TOLD);
        self.slowest = self.slowest.max(other.slowest);
    }
}

thread_local! {
    /// What the last panic of this thread said, and where.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what panics say for the report, instead of printing it in the midst of everything.
pub(crate) fn hear_panics() {
    panic::set_hook(Box::new(|panic| {
        SAID.with_borrow_mut(|said| *said = panic.to_string());
    }));
}

impl Task {
    /// Runs all cases, or the only one that is asked for.
    pub(crate) fn run(&self, seed: u64, only: Option<u64>) -> Outcome {
        let start = Instant::now();
        let (first, end) = only.map_or((0, self.cases), |case| (case, case + 1));
        let next = AtomicU64::new(first);
        let sum = Mutex::new(Outcome::default());
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let busy: Vec<AtomicU64> = (0..threads).map(|_| AtomicU64::new(IDLE)).collect();
        thread::scope(|scope| {
            let workers: Vec<_> = busy
                .iter()
                .map(|busy| {
                    let work = || {
                        let outcome = self.work(seed, &next, end, busy);
                        busy.store(IDLE, Ordering::Relaxed);
                        sum.lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .add(outcome);
                    };
                    thread::Builder::new()
                        // An overflow of the stack cannot be caught; the system names the thread.
                        .name(self.name.to_owned())
                        .stack_size(STACK)
                        .spawn_scoped(scope, work)
                        .expect("the system lets us have a thread")
                })
                .collect();
            let mut last: Vec<(u64, Instant)> = busy.iter().map(|_| (IDLE, start)).collect();
            while workers.iter().any(|worker| !worker.is_finished()) {
                thread::sleep(Duration::from_millis(2));
                for (busy, last) in busy.iter().zip(&mut last) {
                    let case = busy.load(Ordering::Relaxed);
                    if case != last.0 {
                        *last = (case, Instant::now());
                    } else if case != IDLE && last.1.elapsed() > HANGS {
                        // A thread cannot be ended from outside, so the whole run is.
                        println!(
                            "FAILED {}: case {case} does not end (seed {seed})",
                            self.name
                        );
                        std::process::exit(1);
                    }
                }
            }
        });
        let mut outcome = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
        outcome.took = start.elapsed();
        outcome
    }

    /// Takes portions until there are none.
    fn work(&self, seed: u64, next: &AtomicU64, end: u64, busy: &AtomicU64) -> Outcome {
        let mut outcome = Outcome::default();
        let mut text = String::new();
        loop {
            let portion = next.fetch_add(PORTION, Ordering::Relaxed);
            if portion >= end {
                return outcome;
            }
            for case in portion..end.min(portion + PORTION) {
                busy.store(case, Ordering::Relaxed);
                self.one(seed, case, &mut text, &mut outcome);
            }
        }
    }

    fn one(&self, seed: u64, case: u64, text: &mut String, outcome: &mut Outcome) {
        let try_it = |text: &mut String| {
            let mut dice = Dice::of_case(seed, self.name, case);
            let start = Instant::now();
            let judged = panic::catch_unwind(AssertUnwindSafe(|| (self.case)(&mut dice, text)));
            (judged, start.elapsed())
        };
        let (judged, mut took) = try_it(text);
        // Another program may have had the processor meanwhile: only what is slow every time is slow.
        for _ in 0..4 {
            if took <= outcome.slowest.max(Duration::from_millis(1)) {
                break;
            }
            took = took.min(try_it(text).1);
        }
        if took > SLOW
            && let Some(before) = processor_time()
        {
            let (_, waited) = try_it(text);
            took = processor_time().map_or(waited, |after| after.saturating_sub(before));
        }
        outcome.tried += 1;
        outcome.slowest = outcome.slowest.max(took);
        let why = match judged {
            Ok(Ok(verdict)) => {
                outcome.accepted += u64::from(verdict == Verdict::Accepted);
                (took > SLOW).then(|| format!("it takes {} ms", took.as_millis()))
            }
            Ok(Err(why)) => Some(why),
            Err(_) => Some(SAID.take()),
        };
        if let Some(why) = why {
            outcome.failed += 1;
            if outcome.failures.len() < MOST_TOLD {
                outcome.failures.push(Failure {
                    case,
                    why,
                    text: text.clone(),
                });
            }
        }
    }
}

/// How long this thread has had a processor, where the system says so (Linux): what others do there does not count.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// In place of the number of a case: none is under way.
const IDLE: u64 = u64::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    fn task(case: impl Fn(u64) -> Judgement + Send + Sync + 'static) -> Task {
        Task {
            name: "test",
            cases: 5_000,
            both_ways: false,
            case: Box::new(move |dice, text| {
                let number = dice.number() % 1_000;
                *text = number.to_string();
                case(number)
            }),
        }
    }

    #[test]
    fn every_case_is_tried_once() {
        let outcome = task(|_| Ok(Verdict::Accepted)).run(1, None);
        assert_eq!(
            (outcome.tried, outcome.accepted, outcome.failed),
            (5_000, 5_000, 0)
        );
    }

    /// Protects from a green run over a page that breaks: panics, broken promises and slow cases all count.
    #[test]
    fn panics_broken_promises_and_slow_cases_are_failures() {
        hear_panics();
        let panics = task(|number| {
            assert_ne!(number, 7, "seven");
            Ok(Verdict::Refused)
        })
        .run(1, None);
        assert!(panics.failed > 0);
        assert!(
            panics.failures[0].why.contains("seven"),
            "{:?}",
            panics.failures
        );
        assert_eq!(panics.failures[0].text, "7");

        let broken = task(|number| {
            if number == 7 {
                Err("broken".to_owned())
            } else {
                Ok(Verdict::Refused)
            }
        });
        let outcome = broken.run(1, None);
        assert!(outcome.failed > 0 && outcome.failures.len() <= MOST_TOLD);
        // The report's number gives the same case again, alone.
        let again = broken.run(1, Some(outcome.failures[0].case));
        assert_eq!((again.tried, again.failed), (1, 1));

        let slow = task(|_| {
            // Busy, not asleep: waiting is not the page's doing.
            let start = Instant::now();
            let before = processor_time().unwrap_or_default();
            let busy =
                || processor_time().map_or(start.elapsed(), |now| now.saturating_sub(before));
            while busy() < SLOW * 2 {
                std::hint::spin_loop();
            }
            Ok(Verdict::Refused)
        });
        assert_eq!(slow.run(1, Some(0)).failed, 1);
    }

    #[test]
    fn what_was_slow_only_once_is_not_slow() {
        let first = AtomicU64::new(0);
        let outcome = task(move |_| {
            if first.fetch_add(1, Ordering::Relaxed) == 0 {
                thread::sleep(SLOW * 2);
            }
            Ok(Verdict::Accepted)
        })
        .run(1, Some(0));
        assert_eq!(outcome.failed, 0);
        assert!(outcome.slowest < SLOW);
    }
}
