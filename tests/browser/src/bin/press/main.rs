//! Benchmarks in Chromium on the built site: the first questions compared with a hand-written page, from an answer to
//! the next question, and from a choice to its pay figures. Reports figures only; no limit fails.
//!
//! `cargo run -p which-end-browser-tests --bin press -- --dist DIR [--json] [--view start|quiz|pay]`, or
//! `cargo xtask bench --browser`.

mod pay;
mod quiz;
mod start;
mod times;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::process;
use which_end_browser_tests::server::Site;

use self::start::Ratio;
use self::times::Row;

/// Slowdown of the processor: none, and as on a cheap phone.
const SLOWED: [u32; 2] = [1, 4];

#[derive(Debug, clap::Parser)]
struct Options {
    /// Folder of the built site
    #[arg(long, value_name = "DIR")]
    dist: PathBuf,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Only this part; may be repeated
    #[arg(long = "view", value_name = "NAME", default_values = ["start", "quiz", "pay"])]
    views: Vec<View>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tokio::spawn(process::end_all_on_signal());
    let done = measure(&options).await;
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

async fn measure(options: &Options) -> Result<String, Failure> {
    let site = Site::start(&options.dist).await?;
    let mut parts = Vec::new();
    let mut ratios = Vec::new();
    for view in options.views.iter().copied() {
        if view == View::Start {
            ratios = start::measure(&options.dist).await?;
            continue;
        }
        let mut rows = Vec::new();
        for slowed in SLOWED {
            let times = match view {
                View::Start => Vec::new(),
                View::Quiz => quiz::measure(&site, slowed).await?,
                View::Pay => pay::measure(&site, slowed).await?,
            };
            rows.extend(times.into_iter().filter_map(|times| times.row(slowed)));
        }
        parts.push((view, rows));
    }
    if options.json {
        let rows = |view| {
            let of_room = parts.iter().filter(move |(of, _)| *of == view);
            of_room
                .flat_map(|(_, rows)| rows.iter().map(Row::json))
                .collect::<Vec<_>>()
        };
        return Ok(
            json!({ "start": ratios.iter().map(Ratio::json).collect::<Vec<_>>(), "milliseconds": rows(View::Quiz),
                "pay_milliseconds": rows(View::Pay) })
                .to_string(),
        );
    }
    let mut said = String::new();
    if !ratios.is_empty() {
        said += "A first visit to the quiz in Chromium, processor slowed four times, beside a page written by hand\n\n";
        said += Ratio::HEAD;
        for ratio in &ratios {
            said += &ratio.line();
        }
        said += "\n";
    }
    for (view, rows) in &parts {
        said += match view {
            View::Start => "",
            View::Quiz => "Press to next question in Chromium, release build, milliseconds\n\n",
            View::Pay => {
                "\nTouch of a choice to new pay figures in Chromium, release build, milliseconds\n\n"
            }
        };
        said += Row::HEAD;
        for row in rows {
            said += &row.line();
        }
    }
    said += "\nOther work on this machine makes these figures worse: let it rest while this runs.";
    Ok(said)
}

/// The view to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum View {
    Start,
    Quiz,
    Pay,
}
