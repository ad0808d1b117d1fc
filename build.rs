//! Compiles `assets/data` into the blobs that the page carries, or fails naming file, entry and reason.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use which_end_core::data::{DataFile, SourceTexts, compile};
use which_end_core::date::Date;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");

    let [items, pay, claims, rates, contradictions, guide, simulation] = DataFile::ALL.map(read);
    let (Some(items), Some(pay), Some(claims)) = (items, pay, claims) else {
        return;
    };
    let (Some(rates), Some(contradictions)) = (rates, contradictions) else {
        return;
    };
    let (Some(guide), Some(simulation)) = (guide, simulation) else {
        return;
    };
    let texts = SourceTexts {
        items: &items,
        pay: &pay,
        claims: &claims,
        rates: &rates,
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
    civil(seconds / 86_400).expect("the clock shows a year below 65536")
}

/// The calendar day `days` after 1970-01-01: `civil_from_days` of
/// <https://howardhinnant.github.io/date_algorithms.html>, for days that are not negative.
fn civil(days: u64) -> Option<Date> {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}
