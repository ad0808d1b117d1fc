//! Compares bytes, requests and nodes of the built site with their limits. A KB is 1,000 bytes; bytes are after brotli.
//!
//! The limits are in `budget.json`. They equal the measures of the day they were last lowered, so that any growth
//! fails. To allow growth, raise a limit by hand, in a commit that gives the reason.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::SiteError;
use crate::files::start_up;
use crate::{files, html};

/// Output of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// Print a table.
    Table,
    /// Print JSON.
    Json,
    /// Write lower limits if the measures allow it.
    Lower,
}

/// Bytes by which a page or script may grow without failing: file names and digests compress differently in each build.
const NOISE: usize = 100;

/// The same for a part with a WebAssembly module. Renaming two functions changed their order in the file and one module
/// by 505 bytes, without a changed instruction.
const MODULE_NOISE: usize = 600;

/// Bytes of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Weight {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// A part of the site that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    /// Bytes to load before question 1 can be read and answered: page, styles, start-up script.
    QuestionOne,
    /// Number of these files.
    QuestionOneRequests,
    /// Elements and text nodes in the page.
    PageNodes,
    /// The JavaScript that wasm-bindgen generates.
    Glue,
    /// The first module.
    FirstModule,
    /// The second module.
    SecondModule,
    /// Everything that one visitor downloads, including offline use.
    Everything,
    /// The script that hosts' pages load.
    Loader,
    /// What it loads for an instance inside the host's document.
    Inline,
    /// The owners' page, with its own script and style.
    Owners,
}

/// Each part, its name, and its target, if there is one.
const PARTS: [(Part, &str, Option<usize>); 10] = [
    (
        Part::QuestionOne,
        "question 1: page, styles, start-up",
        Some(14_000),
    ),
    (Part::QuestionOneRequests, "question 1: requests", None),
    (Part::PageNodes, "index.html: elements and texts", Some(400)),
    (Part::Glue, "glue", None),
    (Part::FirstModule, "first module", Some(130_000)),
    (Part::SecondModule, "second module", None),
    (Part::Everything, "all files for a visitor", Some(320_000)),
    (Part::Loader, "loader for other pages", Some(3_500)),
    (Part::Inline, "script for inline copies", None),
    (Part::Owners, "page for owners", None),
];

impl Part {
    fn noise(self) -> usize {
        match self {
            Self::QuestionOneRequests | Self::PageNodes => 0,
            Self::FirstModule | Self::SecondModule | Self::Everything => MODULE_NOISE,
            Self::QuestionOne | Self::Glue | Self::Loader | Self::Inline | Self::Owners => NOISE,
        }
    }

    /// Whether a file belongs to the part. `start_up` are the files that the page loads at once.
    fn holds(self, file: &str, start_up: &[String]) -> bool {
        let is_first = file.ends_with("_bg.wasm");
        let is_glue = file.strip_suffix(".js").is_some_and(|stem| {
            let module = format!("{stem}_bg.wasm");
            start_up.contains(&module)
        });
        match self {
            Self::QuestionOne | Self::QuestionOneRequests => {
                start_up.iter().any(|name| name == file) && !is_first && !is_glue
            }
            Self::PageNodes => file == files::PAGE,
            Self::Glue => is_glue,
            Self::FirstModule => is_first,
            Self::SecondModule => files::is_later(file),
            Self::Everything => files::is_needed_offline(file) || file == files::WORKER,
            Self::Loader => file == files::LOADER,
            Self::Inline => file.starts_with(files::INLINE_STEM),
            Self::Owners => file == files::OWNERS || file.starts_with(files::OWNERS_STEM),
        }
    }
}

/// The content of `budget.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Limits {
    parts: BTreeMap<Part, usize>,
    /// Bytes of each file when the limits were lowered, by the name without hash. They show which file has grown.
    files: BTreeMap<String, usize>,
}

/// A part with its measure and limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct PartResult {
    part: Part,
    name: &'static str,
    is: usize,
    limit: Option<usize>,
    goal: Option<usize>,
    within: bool,
    /// The files of an exceeded part with their growth in bytes, largest first.
    grown: Vec<(String, i64)>,
}

#[derive(Serialize)]
struct Report {
    files: Vec<Weight>,
    limits: Vec<PartResult>,
}

/// Measures the site.
pub(crate) fn run(folder: &Path, output: Output) -> Result<(), SiteError> {
    let mut weights = Vec::new();
    for name in files::list(folder)? {
        if !files::is_compressed(&name) && !files::is_for_host(&name) {
            weights.push(weigh(folder, name)?);
        }
    }
    let page = files::read_text(&folder.join(files::PAGE))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("budget.json");
    let limits: Limits = serde_json::from_str(&files::read_text(&path)?)?;
    let report = Report {
        limits: judge(&weights, &page, &limits),
        files: weights,
    };
    match output {
        Output::Table => print!("{}", table(&report)),
        Output::Json => println!("{}", serde_json::to_string_pretty(&report)?),
        Output::Lower => return lower(&report, &limits, &path),
    }
    if report.limits.iter().all(|verdict| verdict.within) {
        Ok(())
    } else {
        Err(SiteError::Failed)
    }
}

fn weigh(folder: &Path, file: String) -> Result<Weight, SiteError> {
    let path = folder.join(&file);
    let bytes = files::read(&path)?;
    let raw = bytes.len();
    // `pack` has written compressed files where compression is worth it.
    let packed = |end: &str| {
        let compressed = folder.join(format!("{file}.{end}"));
        std::fs::metadata(compressed).map_or(raw, |compressed| {
            usize::try_from(compressed.len()).unwrap_or(usize::MAX)
        })
    };
    let (gzip, brotli) = (packed("gz"), packed("br"));
    Ok(Weight {
        file,
        raw,
        gzip,
        brotli,
    })
}

fn judge(weights: &[Weight], page: &str, limits: &Limits) -> Vec<PartResult> {
    let start_up = start_up(page);
    let judge_part = |&(part, name, goal): &(Part, &'static str, Option<usize>)| {
        let held: Vec<&Weight> = weights
            .iter()
            .filter(|weight| part.holds(&weight.file, &start_up))
            .collect();
        let is = match part {
            Part::QuestionOneRequests => held.len(),
            Part::PageNodes => html::nodes(page),
            _ => held.iter().map(|weight| weight.brotli).sum(),
        };
        let limit = limits.parts.get(&part).copied();
        // A missing part means a broken build, not a small one.
        let within = is > 0 && limit.is_some_and(|limit| is <= limit + part.noise());
        let growth = |weight: &&Weight| {
            let before = limits.files.get(&plain(&weight.file)).copied();
            (
                weight.file.clone(),
                signed(weight.brotli) - before.map_or(0, signed),
            )
        };
        let mut grown: Vec<_> = if within {
            Vec::new()
        } else {
            held.iter().map(growth).collect()
        };
        grown.sort_by_key(|(_, growth)| -growth);
        PartResult {
            part,
            name,
            is,
            limit,
            goal,
            within,
            grown,
        }
    };
    PARTS.iter().map(judge_part).collect()
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// The name without its hash.
fn plain(file: &str) -> String {
    if !files::is_hashed(file) {
        return file.to_owned();
    }
    let parts = file.split_inclusive(['-', '.', '_']);
    let is_hash = |part: &str| {
        let word = part.trim_end_matches(['-', '.', '_']);
        word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    parts.filter(|part| !is_hash(part)).collect()
}

/// New limits: the measure if it is lower than the limit, or if there is no limit.
fn lowered(report: &Report, limits: &Limits) -> Limits {
    let there = report.limits.iter().filter(|verdict| verdict.is > 0);
    let parts = there.map(|verdict| {
        let limit = verdict
            .limit
            .map_or(verdict.is, |limit| limit.min(verdict.is));
        (verdict.part, limit)
    });
    let has_grown = report
        .limits
        .iter()
        .any(|verdict| verdict.limit.is_some() && !verdict.within);
    Limits {
        parts: parts.collect(),
        // A file that has grown is compared with its old size until it is small again.
        files: if has_grown {
            limits.files.clone()
        } else {
            let files = report.files.iter();
            files
                .map(|weight| (plain(&weight.file), weight.brotli))
                .collect()
        },
    }
}

fn lower(report: &Report, limits: &Limits, path: &Path) -> Result<(), SiteError> {
    let lowered = lowered(report, limits);
    files::write(path, serde_json::to_string_pretty(&lowered)? + "\n")?;
    print!("{}", table(report));
    println!("{} holds the lower limits; commit it", path.display());
    Ok(())
}

/// The section of the table for a file: few visitors load the files for browsers without WebAssembly, and none load
/// those for owners.
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
    // Writing to a string cannot fail.
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
        "against the budget", "is", "limit", "goal"
    );
    let number =
        |limit: Option<usize>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
    for verdict in &report.limits {
        let goal = verdict
            .goal
            .map_or_else(String::new, |goal| goal.to_string());
        let state = if verdict.within { "" } else { "  OVER" };
        let _ = writeln!(
            text,
            "{:<44} {:>9} {:>9} {goal:>9}{state}",
            verdict.name,
            verdict.is,
            number(verdict.limit)
        );
        for (file, growth) in &verdict.grown {
            let _ = writeln!(text, "  {growth:>+8} {file}");
        }
    }
    let failed = report
        .limits
        .iter()
        .filter(|verdict| !verdict.within)
        .count();
    let _ = writeln!(
        text,
        "{} passed, {failed} failed",
        report.limits.len() - failed
    );
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
        <link rel=\"icon\" href=\"./i.svg\"><p>Text\
        <script src=\"./boot.js\" data-js=\"./w.js\" data-wasm=\"./w_bg.wasm\"></script>";

    fn site() -> Vec<Weight> {
        vec![
            weight("index.html", 9_000),
            weight("a.css", 3_000),
            weight("boot.js", 1_000),
            weight("w.js", 5_000),
            weight("w_bg.wasm", 90_000),
            weight("x-0123456789abcdef_later.wasm", 80_000),
            weight("i.svg", 300),
            weight("sw.js", 900),
            weight("which-end.js", 2_000),
            weight("inline-0123456789abcdef.js", 3_000),
            weight("owners.html", 4_000),
        ]
    }

    fn limits() -> Limits {
        let report = report(site(), &Limits::default());
        lowered(&report, &Limits::default())
    }

    fn report(files: Vec<Weight>, limits: &Limits) -> Report {
        Report {
            limits: judge(&files, PAGE, limits),
            files,
        }
    }

    fn over(files: &[Weight], page: &str) -> Vec<Part> {
        let verdicts = judge(files, page, &limits()).into_iter();
        verdicts
            .filter(|verdict| !verdict.within)
            .map(|verdict| verdict.part)
            .collect()
    }

    #[test]
    fn each_file_counts_where_it_belongs() {
        let limits = limits();
        assert_eq!(limits.parts[&Part::QuestionOne], 13_000);
        assert_eq!(limits.parts[&Part::QuestionOneRequests], 3);
        assert_eq!(limits.parts[&Part::PageNodes], 6);
        assert_eq!(limits.parts[&Part::Glue], 5_000);
        assert_eq!(limits.parts[&Part::Everything], 189_200);
        assert!(
            limits.files.contains_key("x-later.wasm"),
            "{:?}",
            limits.files
        );
    }

    #[test]
    fn growth_fails_and_names_the_file() {
        assert_eq!(over(&site(), PAGE), []);
        let mut files = site();
        files[4].brotli += MODULE_NOISE + 1;
        assert_eq!(over(&files, PAGE), [Part::FirstModule, Part::Everything]);
        let text = table(&report(files, &limits()));
        assert!(text.contains("+601 w_bg.wasm"), "{text}");
        assert!(text.ends_with("8 passed, 2 failed\n"), "{text}");
        assert_eq!(
            over(&site(), &PAGE.replace("Text", "Text<b>more</b>")),
            [Part::PageNodes]
        );
    }

    #[test]
    fn a_part_that_is_missing_or_has_no_limit_fails() {
        let mut files = site();
        files.retain(|weight| weight.file != "which-end.js");
        assert_eq!(over(&files, PAGE), [Part::Loader]);
        let verdicts = judge(&site(), PAGE, &Limits::default());
        assert!(verdicts.iter().all(|verdict| !verdict.within));
    }

    #[test]
    fn limits_fall_and_never_rise() {
        let mut files = site();
        files[0].brotli -= 500;
        files[4].brotli += 5_000;
        let lowered = lowered(&report(files, &limits()), &limits());
        assert_eq!(lowered.parts[&Part::QuestionOne], 12_500);
        assert_eq!(lowered.parts[&Part::FirstModule], 90_000);
        assert_eq!(lowered.files["w_bg.wasm"], 90_000);
    }

    #[test]
    fn what_few_ask_for_stands_apart() {
        let mut files = site();
        files.insert(0, weight("lite.html", 9_000));
        let text = table(&report(files, &limits()));
        let at = |part: &str| text.find(part).expect("it is listed");
        assert!(at("which-end.js") < at("for browsers") && at("for browsers") < at("lite.html"));
        assert!(at("lite.html") < at("for owners") && at("for owners") < at("owners.html"));
    }
}
