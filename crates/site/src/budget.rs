//! Bytes of the built site against the budget. A KB is 1,000 bytes.

use std::path::Path;

use serde::Serialize;

use crate::error::SiteError;
use crate::files::start_up;
use crate::{compress, files};

/// How the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// Bytes of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Weight {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// What a limit holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What travels before the first question can be read and answered: page, styles, start-up. It stands in the page as
    /// HTML; the application takes its answers over.
    FirstQuestion,
    /// Everything that travels before the application answers: page, styles, start-up, glue, WebAssembly.
    Application,
    /// The WebAssembly alone.
    Wasm,
    /// The loader for other people's pages.
    Loader,
}

/// A limit on compressed bytes.
struct Limit {
    part: Part,
    name: &'static str,
    /// Brotli bytes allowed now.
    now: usize,
    /// Brotli bytes allowed later.
    later: usize,
}

const LIMITS: [Limit; 4] = [
    Limit {
        part: Part::FirstQuestion,
        name: "first question (page, styles, start-up)",
        now: 150_000,
        later: 14_000,
    },
    Limit {
        part: Part::Application,
        name: "all rooms (the above, glue, wasm)",
        now: 150_000,
        later: 120_000,
    },
    Limit {
        part: Part::Wasm,
        name: "wasm",
        now: 90_000,
        later: 90_000,
    },
    Limit {
        part: Part::Loader,
        name: "loader for other pages",
        now: 3_500,
        later: 3_500,
    },
];

/// A limit and what there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Verdict {
    name: &'static str,
    brotli: usize,
    limit: usize,
    goal: usize,
    within: bool,
}

#[derive(Serialize)]
struct Report {
    files: Vec<Weight>,
    limits: Vec<Verdict>,
    within: bool,
}

/// Weighs the site and prints the report.
pub(crate) fn run(folder: &Path, form: Form) -> Result<(), SiteError> {
    let mut weights = Vec::new();
    for name in files::list(folder)? {
        if files::is_twin(&name) || files::is_for_host(&name) {
            continue;
        }
        weights.push(weigh(folder, name)?);
    }
    let page = files::read_text(&folder.join(files::PAGE))?;
    let report = judge(weights, &start_up(&page));
    match form {
        Form::Table => print!("{}", table(&report)),
        Form::Json => println!("{}", serde_json::to_string_pretty(&report)?),
    }
    if report.within {
        Ok(())
    } else {
        Err(SiteError::Failed)
    }
}

fn weigh(folder: &Path, file: String) -> Result<Weight, SiteError> {
    let path = folder.join(&file);
    let bytes = files::read(&path)?;
    let raw = bytes.len();
    let (gzip, brotli) = if files::is_compressible(&file) {
        (
            compress::gzip(&bytes)
                .map_err(SiteError::file(&path))?
                .len(),
            compress::brotli(&bytes)
                .map_err(SiteError::file(&path))?
                .len(),
        )
    } else {
        (raw, raw)
    };
    Ok(Weight {
        file,
        raw,
        gzip,
        brotli,
    })
}

/// Whether a file is the application: its WebAssembly, or the glue of the same name.
fn is_application(file: &str, start_up: &[String]) -> bool {
    let wasm = start_up
        .iter()
        .find(|name| files::extension(name) == "wasm");
    wasm.is_some_and(|wasm| {
        file == wasm
            || (files::extension(file) == "js" && wasm.starts_with(file.trim_end_matches(".js")))
    })
}

fn judge(files: Vec<Weight>, start_up: &[String]) -> Report {
    let sum = |part: Part| {
        files
            .iter()
            .filter(|weight| match part {
                Part::FirstQuestion => {
                    start_up.contains(&weight.file) && !is_application(&weight.file, start_up)
                }
                Part::Application => start_up.contains(&weight.file),
                Part::Wasm => files::extension(&weight.file) == "wasm",
                Part::Loader => weight.file == files::LOADER,
            })
            .map(|weight| weight.brotli)
            .sum()
    };
    let limits: Vec<Verdict> = LIMITS
        .iter()
        .map(|limit| {
            let brotli = sum(limit.part);
            // A part that is not there at all is a broken build, not a small one.
            let within = brotli > 0 && brotli <= limit.now;
            Verdict {
                name: limit.name,
                brotli,
                limit: limit.now,
                goal: limit.later,
                within,
            }
        })
        .collect();
    let within = limits.iter().all(|verdict| verdict.within);
    Report {
        files,
        limits,
        within,
    }
}

/// The part of the table that a file stands in: few visitors ask for what is there for browsers without WebAssembly, and
/// none for what is there for owners.
fn group_of(file: &str) -> usize {
    if files::is_for_lite(file) {
        1
    } else if files::is_for_owners(file) {
        2
    } else {
        0
    }
}

fn table(report: &Report) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{:<44} {:>9} {:>9} {:>9}",
        "bytes of", "raw", "gzip", "brotli"
    );
    let headings = [
        "",
        "\nfor browsers without WebAssembly\n",
        "\nfor owners of other pages\n",
    ];
    for (group, heading) in headings.into_iter().enumerate() {
        text.push_str(heading);
        for weight in &report.files {
            if group_of(&weight.file) == group {
                let _ = writeln!(
                    text,
                    "{:<44} {:>9} {:>9} {:>9}",
                    weight.file, weight.raw, weight.gzip, weight.brotli
                );
            }
        }
    }
    let _ = writeln!(
        text,
        "\n{:<44} {:>9} {:>9} {:>9}",
        "brotli bytes against the budget", "is", "limit", "goal"
    );
    for verdict in &report.limits {
        let state = if verdict.within { "within" } else { "OVER" };
        let _ = writeln!(
            text,
            "{:<44} {:>9} {:>9} {:>9}  {state}",
            verdict.name, verdict.brotli, verdict.limit, verdict.goal
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(file: &str, brotli: usize) -> Weight {
        Weight {
            file: file.to_owned(),
            raw: brotli * 3,
            gzip: brotli,
            brotli,
        }
    }

    const PAGE: &str = "<link rel=\"stylesheet\" href=\"./a.css\"><link rel=modulepreload href=./w.js>\
        <link rel=\"icon\" href=\"./i.svg\">\
        <script src=\"./boot.js\" data-js=\"./w.js\" data-wasm=\"./w_bg.wasm\"></script>";

    fn site(wasm: usize, loader: usize) -> Vec<Weight> {
        vec![
            weight("index.html", 9_000),
            weight("a.css", 3_000),
            weight("boot.js", 1_000),
            weight("w.js", 5_000),
            weight("w_bg.wasm", wasm),
            weight("i.svg", 300),
            weight("sw.js", 900),
            weight("which-end.js", loader),
        ]
    }

    #[test]
    fn the_application_is_what_the_page_asks_for_each_file_once() {
        assert_eq!(
            start_up(PAGE),
            ["index.html", "a.css", "w.js", "boot.js", "w_bg.wasm"]
        );
        let report = judge(site(80_000, 2_000), &start_up(PAGE));
        assert_eq!(report.limits[0].brotli, 13_000, "first question");
        assert_eq!(report.limits[1].brotli, 98_000, "all rooms");
        assert!(report.within);
    }

    #[test]
    fn what_few_ask_for_stands_apart() {
        let mut files = site(80_000, 2_000);
        files.insert(0, weight("owners.html", 5_000));
        files.insert(0, weight("lite.html", 9_000));
        let text = table(&judge(files, &start_up(PAGE)));
        let at = |part: &str| text.find(part).expect("it is listed");
        assert!(at("which-end.js") < at("for browsers") && at("for browsers") < at("lite.html"));
        assert!(at("lite.html") < at("for owners") && at("for owners") < at("owners.html"));
    }

    #[test]
    fn every_limit_can_fail_the_build() {
        assert!(!judge(site(90_001, 2_000), &start_up(PAGE)).within, "wasm");
        assert!(
            !judge(site(80_000, 3_501), &start_up(PAGE)).within,
            "loader"
        );
        let mut heavy = site(80_000, 2_000);
        heavy[0].brotli = 70_000;
        assert!(!judge(heavy, &start_up(PAGE)).within, "application");
    }

    #[test]
    fn a_site_without_wasm_is_not_within_budget() {
        let mut files = site(80_000, 2_000);
        files.retain(|weight| weight.file != "w_bg.wasm");
        assert!(!judge(files, &start_up(PAGE)).within);
    }
}
