//! Runs the cases of one property, always the same ones.

use std::cell::Cell;
use std::env;
use std::thread;
use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use crate::inputs::{Judgement, Verdict};

/// Number of cases of each property, unless `PROPTEST_CASES` is set.
const CASES: u32 = 3_000;
/// A slower case fails. The slowest took 78 ms without optimization on a busy machine, so this detects work that grows
/// faster than its input.
const SLOW: Duration = Duration::from_millis(250);
/// Stack size in bytes, as the linker sets it for the page.
const STACK: usize = 1024 * 1024;

/// Statistics of the cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) tried: u32,
    pub(crate) accepted: u32,
    pub(crate) slowest: Duration,
}

/// Number of cases and seed. The seed is fixed, so that a failure is due to a change, unless `PROPTEST_RNG_SEED` is
/// set.
pub(crate) fn config() -> Config {
    let mut config = Config {
        failure_persistence: None,
        // Milliseconds.
        max_shrink_time: 20_000,
        ..Config::default()
    };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    if env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(1);
    }
    config
}

/// Tests values of the strategy, and panics with the smallest one that fails.
pub(crate) fn check<S: Strategy>(
    config: Config,
    strategy: impl FnOnce() -> S + Send,
    judge: impl Fn(&S::Value) -> Judgement + Send,
) -> Summary {
    let run = move || {
        let seed = config.rng_seed;
        let summary = Cell::new(Summary::default());
        let result = TestRunner::new(config).run(&strategy(), |value| {
            let start = Instant::now();
            let verdict = judge(&value).map_err(TestCaseError::fail)?;
            let mut took = start.elapsed();
            // Another program may have used the processor, so a case counts as slow only if it is slow every time.
            for _ in 0..4 {
                if took <= SLOW {
                    break;
                }
                let again = Instant::now();
                judge(&value).map_err(TestCaseError::fail)?;
                took = took.min(again.elapsed());
            }
            if took > SLOW {
                return Err(TestCaseError::fail(format!("took {took:?}")));
            }
            let mut sum = summary.get();
            sum.tried += 1;
            sum.accepted += u32::from(verdict == Verdict::Accepted);
            sum.slowest = sum.slowest.max(took);
            summary.set(sum);
            Ok(())
        });
        let summary = summary.get();
        println!("{summary:?}");
        if let Err(error) = result {
            panic!("{error}\nRepeat with PROPTEST_RNG_SEED={seed}.");
        }
        summary
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, run).expect("a thread starts");
        running
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::num::u32;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn message(judge: impl Fn(&u32) -> Judgement + Send) -> String {
        let config = Config {
            max_shrink_time: 500,
            ..config()
        };
        let run = AssertUnwindSafe(|| check(config, || u32::ANY, judge));
        let panic = catch_unwind(run).expect_err("the property does not hold");
        *panic.downcast().expect("a message")
    }

    #[test]
    fn every_case_is_tried_and_the_same_each_time() {
        let sums: Vec<Summary> = (0..2)
            .map(|_| {
                check(
                    config(),
                    || u32::ANY,
                    |value| {
                        Ok(if value.is_multiple_of(3) {
                            Verdict::Accepted
                        } else {
                            Verdict::Refused
                        })
                    },
                )
            })
            .collect();
        assert_eq!(sums[0].accepted, sums[1].accepted);
        assert_eq!(sums[0].tried, config().cases);
    }

    /// Protects from a green run over a reader that breaks: panics, broken promises and slow cases all count.
    #[test]
    fn panics_broken_promises_and_slow_cases_fail_with_the_smallest_value() {
        let text = message(|value| {
            assert!(*value < 1_000, "boom");
            Ok(Verdict::Refused)
        });
        assert!(
            text.contains("boom") && text.contains("minimal failing input: 1000"),
            "{text}"
        );
        let text = message(|value| {
            if *value < 7 {
                Ok(Verdict::Refused)
            } else {
                Err("broken".to_owned())
            }
        });
        assert!(
            text.contains("broken") && text.contains("minimal failing input: 7"),
            "{text}"
        );
        let text = message(|value| {
            if *value > 1_000_000 {
                thread::sleep(SLOW * 2);
            }
            Ok(Verdict::Refused)
        });
        assert!(text.contains("took "), "{text}");
    }

    #[test]
    fn what_was_slow_only_once_passes() {
        let first = std::sync::atomic::AtomicBool::new(true);
        let judge = |_: &u32| {
            if first.swap(false, std::sync::atomic::Ordering::Relaxed) {
                thread::sleep(SLOW * 2);
            }
            Ok(Verdict::Accepted)
        };
        assert!(check(config(), || u32::ANY, judge).slowest < SLOW);
    }
}
