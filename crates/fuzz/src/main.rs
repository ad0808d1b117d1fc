//! Whatever comes from outside: a million mutated texts for each input, and a hundred thousand round trips of everything
//! that goes out. `cargo xtask fuzz`, and a part of `cargo xtask test`.
//!
//! Nothing may panic, take longer than 250 ms, or break a promise: what is read goes out and in again as it was, every
//! figure is a number in its bounds, every refusal is a sentence. Built with speed, and with the checks of arithmetic that
//! the page's own build leaves out.

mod dice;
mod inputs;
mod mutate;
mod options;
mod seal;
mod shipped;
mod task;
mod trips;
mod values;

use std::process::ExitCode;

use options::Options;
use task::{Outcome, Task};

/// From so many cases on, some have to be accepted and some refused.
const MANY: u64 = 100_000;
/// Characters of a text that a report shows.
const SHOWN: usize = 600;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options = match Options::read(&words) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    let wanted = |name: &str| {
        options
            .only
            .as_deref()
            .is_none_or(|part| name.contains(part))
    };
    task::hear_panics();
    let (mut passed, mut failed) = (0, 0);
    for task in tasks(&options).filter(|task| wanted(task.name)) {
        let outcome = task.run(options.seed, options.case);
        if report(&task, &outcome, options.seed) {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn tasks(options: &Options) -> impl Iterator<Item = Task> {
    let (cases, trips) = (options.cases, options.trips);
    let inputs = inputs::ALL.into_iter().map(move |input| Task {
        name: input.name,
        cases,
        both_ways: cases >= MANY,
        case: Box::new(input.cases()),
    });
    let trips = trips::ALL.into_iter().map(move |trip| Task {
        name: trip.name,
        cases: trips,
        both_ways: false,
        case: Box::new(trip.go),
    });
    inputs.chain(trips)
}

/// Prints what came of a task; whether it passed.
fn report(task: &Task, outcome: &Outcome, seed: u64) -> bool {
    let Outcome {
        tried, accepted, ..
    } = *outcome;
    let one_sided = task.both_ways && tried >= MANY && (accepted == 0 || accepted == tried);
    let passed = outcome.failed == 0 && tried > 0 && !one_sided;
    println!(
        "{} {:<29} {tried:>8} cases, {accepted:>7} accepted, slowest {:>6.2} ms, {:>5.1} s",
        if passed { "ok    " } else { "FAILED" },
        task.name,
        outcome.slowest.as_secs_f64() * 1e3,
        outcome.took.as_secs_f64(),
    );
    if one_sided {
        println!(
            "    all of them were answered alike, so they prove nothing: its sound texts or words need mending"
        );
    }
    if !passed {
        // As test programs say it, so that the closing summary names it too.
        println!("test fuzz: {} ... FAILED", task.name);
        println!("    {} cases failed.", outcome.failed);
    }
    for failure in &outcome.failures {
        let shown: String = failure.text.escape_debug().take(SHOWN).collect();
        println!("    case {}: {}\n      {shown}", failure.case, failure.why);
        println!(
            "      again: cargo xtask fuzz --only \"{}\" --seed {seed} --case {}",
            task.name, failure.case
        );
    }
    passed
}
