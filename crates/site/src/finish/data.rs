//! The data of the readable page: the same files and the same check as the application's.

use std::fs;
use std::path::Path;

use which_end_core::data::{DataFile, Facts, SourceTexts, compile};
use which_end_core::date::Date;
use which_end_core::guide::Guide;
use which_end_core::pay::contradiction::Contradictions;
use which_end_core::quiz::item::ItemBank;

use super::method::Simulation;

/// What the data files hold, and what the last simulation found.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// What the application works with.
    pub(super) bank: ItemBank,
    pub(super) facts: Facts,
    /// The guide.
    pub(super) guide: Guide,
    /// Where published figures disagree.
    pub(super) contradictions: Contradictions,
    /// None where no figures have been written down for this release.
    pub(super) simulation: Option<Simulation>,
}

/// Reads and checks the data files. Errors come as lines for the person who edits them.
pub(super) fn load(folder: &Path, today: Date) -> Result<Loaded, String> {
    let mut missing = Vec::new();
    let mut read = |file: DataFile| {
        fs::read_to_string(folder.join(file.name())).unwrap_or_else(|error| {
            missing.push(format!("  {}: {error}", folder.join(file.name()).display()));
            String::new()
        })
    };
    let (items, pay) = (read(DataFile::Items), read(DataFile::Pay));
    let (claims, rates) = (read(DataFile::Claims), read(DataFile::Rates));
    let (contradictions, guide) = (read(DataFile::Contradictions), read(DataFile::Guide));
    if !missing.is_empty() {
        return Err(missing.join("\n"));
    }
    let texts = SourceTexts {
        items: &items,
        pay: &pay,
        claims: &claims,
        rates: &rates,
        contradictions: &contradictions,
        guide: &guide,
    };
    let compiled = compile(&texts, today).map_err(|errors| {
        errors
            .iter()
            .map(|error| format!("  {error}"))
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    for warning in &compiled.warnings {
        eprintln!("warning: {warning}");
    }
    let simulation = Simulation::load(folder)?;
    if let Some(found) = &simulation
        && found.review_by <= today
    {
        eprintln!(
            "warning: simulation.json was to be reviewed by {}; the page marks it as old",
            found.review_by
        );
    }
    Ok(Loaded {
        bank: compiled.bank,
        facts: compiled.facts,
        guide: compiled.guide,
        contradictions: compiled.contradictions,
        simulation,
    })
}

/// The day that many seconds after the start of 1970, in UTC. Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>), for days after 1970 only; none
/// where the year has more than five digits.
pub(super) fn day(seconds: u64) -> Option<Date> {
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_the_right_day() {
        for (seconds, text) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_709_251_199, "2024-02-29"),
            (1_709_251_200, "2024-03-01"),
            (1_795_435_200, "2026-11-23"),
        ] {
            assert_eq!(
                day(seconds).map(|day| day.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn every_missing_file_is_named() {
        let today = day(0).expect("1970 is a year");
        let error = load(Path::new("/nowhere"), today).expect_err("there is no such folder");
        for file in DataFile::ALL {
            assert!(error.contains(file.name()), "{error}");
        }
    }
}
