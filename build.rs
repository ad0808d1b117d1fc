//! Compiles `assets/data` into the blobs that the page carries, or fails naming file, entry and reason.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use which_end_content::{DataFile, SourceTexts, compile};
use which_end_core::date::Date;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");

    let [
        items,
        pay,
        claims,
        rates,
        purchasing_power,
        contradictions,
        guide,
        simulation,
    ] = DataFile::ALL.map(read);
    let (Some(items), Some(pay), Some(claims)) = (items, pay, claims) else {
        return;
    };
    let (Some(rates), Some(purchasing_power)) = (rates, purchasing_power) else {
        return;
    };
    let (Some(contradictions), Some(guide), Some(simulation)) = (contradictions, guide, simulation)
    else {
        return;
    };
    let texts = SourceTexts {
        items: &items,
        pay: &pay,
        claims: &claims,
        rates: &rates,
        purchasing_power: &purchasing_power,
        contradictions: &contradictions,
        guide: &guide,
        simulation: &simulation,
    };
    match compile(&texts, today()) {
        Ok(compiled) => {
            for warning in compiled.warnings {
                println!("cargo::warning={warning}");
            }
            let folder = env::var_os("OUT_DIR").expect("cargo names the output folder");
            for (name, blob) in [
                ("bank.bin", compiled.bank_blob),
                ("facts.bin", compiled.facts_blob),
            ] {
                let target = Path::new(&folder).join(name);
                if let Err(error) = fs::write(&target, blob) {
                    println!("cargo::error={}: {error}", target.display());
                }
            }
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={}", one_line(&problem.to_string()));
            }
        }
    }
}

/// The text of a data file; none, and a failed build, where it cannot be read.
fn read(file: DataFile) -> Option<String> {
    let path = Path::new("assets/data").join(file.name());
    println!("cargo::rerun-if-changed={}", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) => {
            println!("cargo::error={}: {error}", path.display());
            None
        }
    }
}

/// A build message is one line; data may hold line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day that `review_by` is held against. It decides warnings only, never a byte of the blobs.
/// `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>) sets it for repeatable logs.
fn today() -> Date {
    let seconds = env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs())
        });
    Date::from_unix(seconds).expect("the clock shows a year below 65536")
}
