//! The table of survey files. A new year's file needs a new row.

use which_end_core::date::Date;

/// A survey file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SurveyFile {
    /// Its file name.
    pub(crate) name: &'static str,
    /// The survey's year.
    pub(crate) year: u16,
    /// The day the survey closed, which stands for all weeks that it was open.
    closed: &'static str,
    /// The day from which its figures are outdated: the next survey is a year later, and its rows appear some months
    /// after.
    review_by: &'static str,
    /// The only country of the file, by the survey's name, if it has no column for the country.
    pub(crate) only: Option<&'static str>,
}

/// All files, newest first. The model states pay of the first one's year.
pub(crate) const FILES: &[SurveyFile] = &[
    SurveyFile {
        name: "so2025_pay.csv.gz",
        year: 2025,
        closed: "2025-06-23",
        review_by: "2026-12-31",
        only: None,
    },
    SurveyFile {
        name: "so2024_pay.csv.gz",
        year: 2024,
        closed: "2024-06-20",
        review_by: "2026-12-31",
        only: None,
    },
    SurveyFile {
        name: "so2023_us_pay.csv.gz",
        year: 2023,
        closed: "2023-05-19",
        review_by: "2026-12-31",
        only: Some("United States of America"),
    },
];

/// The year of the pay that the model states.
pub(crate) const MODEL_YEAR: u16 = FILES[0].year;

/// The newest survey whose file includes answers below [`super::survey::LEAST_PAY`]: the copy of 2025 lacks them.
pub(crate) const UNCUT_YEAR: u16 = 2024;

impl SurveyFile {
    /// The day the survey closed.
    pub(crate) fn as_of(&self) -> Date {
        day(self.closed)
    }

    /// The day from which its figures are outdated.
    pub(crate) fn review_by(&self) -> Date {
        day(self.review_by)
    }

    /// The title to show.
    pub(crate) fn title(&self) -> String {
        let scope = match self.only {
            Some("United States of America") => ", United States only".to_owned(),
            Some(country) => format!(", {country} only"),
            None => String::new(),
        };
        format!("Stack Overflow Developer Survey {}{scope}", self.year)
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day written in this file")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the table from a line that was copied and not edited.
    #[test]
    fn files_are_newest_first_and_their_days_are_of_their_year() {
        assert!(FILES.is_sorted_by(|a, b| a.year > b.year));
        let uncut = FILES.iter().find(|file| file.year == UNCUT_YEAR);
        assert!(uncut.is_some_and(|file| file.only.is_none()));
        for file in FILES {
            assert_eq!(file.as_of().year(), file.year, "{}", file.name);
            assert!(file.name.contains(&file.year.to_string()), "{}", file.name);
            assert!(file.review_by() > file.as_of(), "{}", file.name);
            assert!(file.title().contains(&file.year.to_string()));
        }
    }
}
