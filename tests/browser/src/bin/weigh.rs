//! The cost of one and of five embedded instances for a host's page, in Chromium: modules fetched, bytes sent by the
//! site, and memory of the browser's page processes. Reports figures only.
//!
//! `cargo run -p which-end-browser-tests --bin weigh -- --dist DIR`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use serde_json::json;
use tokio::time::sleep;
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::memory;
use which_end_browser_tests::page::Page;
use which_end_browser_tests::process;
use which_end_browser_tests::server::{BasePath, Origin, Site};

/// Interval between two memory readings.
const BETWEEN: Duration = Duration::from_millis(500);
/// Readings this close count as stable, in KiB.
const SETTLED: u64 = 256;
/// Most readings.
const READINGS: usize = 40;

#[derive(Debug, clap::Parser)]
struct Options {
    /// Folder of the built site
    #[arg(long, value_name = "DIR")]
    dist: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tokio::spawn(process::end_all_on_signal());
    let done = weigh(&options.dist).await;
    process::end_all();
    match done {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("weigh: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn weigh(dist: &Path) -> Result<String, Failure> {
    let mut said = String::from(
        "| mode | copies | modules fetched | memory of the page processes, MiB | against one |\n|---|---|---|---|---|\n",
    );
    for mode in ["inline", "frame"] {
        let mut one = None;
        for copies in [0, 1, 5] {
            let (modules, kib) = measure(dist, mode, copies).await?;
            if copies == 1 {
                one = Some(kib);
            }
            let against = one.filter(|_| copies > 1).map_or_else(
                || "–".to_owned(),
                |one| format!("{:.2}", kib as f64 / one as f64),
            );
            // Writing to a string cannot fail.
            let _ = writeln!(
                said,
                "| {mode} | {copies} | {modules} | {:.1} | {against} |",
                kib as f64 / 1024.0
            );
        }
    }
    Ok(said)
}

/// Modules fetched and memory in KiB.
async fn measure(dist: &Path, mode: &str, copies: usize) -> Result<(usize, u64), Failure> {
    let site = Site::start(dist).await?;
    site.add_header("Access-Control-Allow-Origin", "*");
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    let home = site.url(BasePath::Root);
    let views = ["quiz", "pay", "guide/back-end", "quiz", "about"];
    let mut elements = String::new();
    for view in views.iter().take(copies) {
        // Writing to a string cannot fail.
        let _ = write!(
            elements,
            "<which-end mode=\"{mode}\" view=\"{view}\"></which-end>"
        );
    }
    let html = format!(
        "<!doctype html><html lang=\"en\"><title>A host</title><link rel=\"icon\" href=\"data:,\">\
         <script async src=\"{home}which-end.js\"></script>{elements}</html>"
    );
    page.open(&site.document(Origin::Name, &html)).await?;
    page.wait_until(
        "all copies are there",
        "const all = [...document.querySelectorAll('which-end')];\
         const missing = all.find((one) => !one.shadowRoot || !one.shadowRoot.querySelector('.which-end main, iframe'));\
         if (missing) missing.scrollIntoView(); return document.readyState === 'complete' && !missing;",
    )
    .await?;
    page.develop("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let mut before = memory::of_pages(driven.home())?;
    for _ in 0..READINGS {
        sleep(BETWEEN).await;
        let now = memory::of_pages(driven.home())?;
        if now.abs_diff(before) <= SETTLED {
            break;
        }
        before = now;
    }
    let modules = site
        .log()
        .iter()
        .filter(|asked| asked.path().ends_with("_bg.wasm"))
        .count();
    Ok((modules, memory::of_pages(driven.home())?))
}
