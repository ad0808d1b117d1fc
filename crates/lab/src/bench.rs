//! `bench`: measures the time to choose the next item, in banks of growing size. It has no limits, because machines
//! differ.

use std::fmt::Write as _;
use std::time::Instant;

use serde::Serialize;
use which_end_content::items;
use which_end_core::quiz::item::{ItemBank, ItemId};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::session::{Response, Session, Step};

use crate::items::the_bank;

/// Sizes of the banks, which repeat the items of the real one.
const SIZES: [usize; 4] = [125, 250, 500, 1000];
/// Number of sessions for each bank.
const SESSIONS: u64 = 12;
/// Number of answers in a continued session.
const ANSWERS: usize = 40;

/// Times for one bank, milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Times {
    items: usize,
    /// Median.
    median: f64,
    /// 99th percentile.
    nearly_all: f64,
    /// Time to create the response model of the bank, which happens once per visit.
    model: f64,
}

#[derive(Clone, Debug, Serialize)]
struct Figures {
    /// Times by bank.
    banks: Vec<Times>,
    /// Slope of the log median over the log size of the bank: 1 is linear growth, 0 none.
    slope: f64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let path = the_bank();
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("{}: cannot be read ({error})", path.display()))?;
    let bank = items::read(&text)
        .map_err(|_| "the questions are not sound; `cargo xtask items` says why".to_owned())?;
    let sizes = [bank.items.len()].into_iter().chain(SIZES);
    let banks: Vec<Times> = sizes.map(|size| time(&grown(&bank, size))).collect();
    let figures = Figures {
        slope: slope(&banks),
        banks,
    };
    let text = if options.json {
        serde_json::to_string_pretty(&figures).map_err(|error| error.to_string())?
    } else {
        table(&figures)
    };
    println!("{text}");
    Ok(())
}

fn table(figures: &Figures) -> String {
    let mut said = String::from(
        "Time to choose the next item, native, whole runs of 40 answers, milliseconds\n\n| items | median | 99 in 100 under | making the model, once |\n|---|---|---|---|\n",
    );
    for Times {
        items,
        median,
        nearly_all,
        model,
    } in &figures.banks
    {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            said,
            "| {items} | {median:.3} | {nearly_all:.3} | {model:.2} |"
        );
    }
    let _ = write!(
        said,
        "\nSlope of log time over log size: {:.2} (1 is linear; more would be worse than linear).",
        figures.slope
    );
    said
}

/// The bank with its items repeated under new ids, up to `size`.
fn grown(bank: &ItemBank, size: usize) -> ItemBank {
    let mut grown = bank.clone();
    for number in bank.items.len()..size {
        let mut item = bank.items[number % bank.items.len()].clone();
        if let Some(id) = ItemId::parse(&format!("again-{number}")) {
            item.id = id;
        }
        grown.items.push(item);
    }
    grown
}

/// Runs whole sessions and times each choice. The answers hardly matter, so they rotate.
fn time(bank: &ItemBank) -> Times {
    let model = BankModel::new(bank);
    let mut took = Vec::new();
    for seed in 0..SESSIONS {
        let mut session = Session::new(seed);
        session.keep_going();
        for turn in 0..ANSWERS {
            took.push(milliseconds(|| session.turn_in(&model)));
            let Step::Ask { item, .. } = session.step_in(&model) else {
                break;
            };
            let choice =
                (turn * 7 + usize::try_from(seed).unwrap_or_default()) % item.body.choices();
            let choice = u8::try_from(choice).unwrap_or_default();
            if session
                .respond_in(&model, Response::Choice(choice))
                .is_err()
            {
                break;
            }
        }
    }
    took.sort_by(f64::total_cmp);
    Times {
        items: bank.items.len(),
        median: took[took.len() / 2],
        nearly_all: took[took.len() * 99 / 100],
        model: milliseconds(|| BankModel::new(bank)),
    }
}

/// The best of five, so that other work on the machine counts as little as possible.
fn milliseconds<T>(work: impl Fn() -> T) -> f64 {
    let once = |_| {
        let started = Instant::now();
        std::hint::black_box(work());
        started.elapsed().as_secs_f64() * 1000.0
    };
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}

/// Least squares on the logarithms.
fn slope(banks: &[Times]) -> f64 {
    let points: Vec<(f64, f64)> = banks
        .iter()
        .map(|times| ((times.items as f64).ln(), times.median.ln()))
        .collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let across: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let along: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.0 - x))
        .sum();
    across / along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_the_power_by_which_times_grow() {
        for power in [0.5, 1.0, 2.0] {
            let banks: Vec<Times> = [72, 500, 1000]
                .into_iter()
                .map(|items| Times {
                    items,
                    median: 0.003 * (items as f64).powf(power),
                    nearly_all: 1.0,
                    model: 1.0,
                })
                .collect();
            assert!((slope(&banks) - power).abs() < 1e-9, "{power}");
        }
    }

    #[test]
    fn a_grown_bank_has_its_size_and_no_name_twice() {
        let text = std::fs::read_to_string(the_bank()).expect("the project's own bank");
        let bank = items::read(&text).expect("the bank that ships is sound");
        let grown = grown(&bank, 500);
        let names: std::collections::BTreeSet<_> =
            grown.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((grown.items.len(), names.len()), (500, 500));
    }
}
