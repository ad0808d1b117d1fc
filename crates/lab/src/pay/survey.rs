//! Reading the survey files: rows of the model's roles with pay.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use which_end_core::pay::query::{PayQuery, Technology};

use super::answers::{manages, role, size, technologies, whole_years, workplace, years_worked_out};
use super::countries::by_survey_name;

/// Pay below this is taken for a slip (a monthly figure, or part of a year).
const LEAST_PAY: f64 = 5_000.0;

/// Pay above this is taken for a slip; the 2025 file is cut here as well.
const MOST_PAY: f64 = 500_000.0;

/// Most rows a file may have: a guard, far above any survey.
const MOST_ROWS: usize = 2_000_000;

/// A person's answers.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Year of the survey.
    pub(crate) survey: u16,
    /// What the model is asked.
    pub(crate) query: PayQuery,
    /// Which of the query's stack are frameworks.
    pub(crate) frameworks: Vec<Technology>,
    /// Logarithm of total yearly pay in USD.
    pub(crate) log_pay: f64,
}

impl Row {
    /// The same person with everything left unsaid that may be.
    pub(crate) fn unsaid(&self) -> Self {
        let PayQuery {
            role,
            years,
            ref country,
            ..
        } = self.query;
        Self {
            query: PayQuery {
                role,
                years,
                country: country.clone(),
                ..PayQuery::default()
            },
            frameworks: Vec::new(),
            ..*self
        }
    }
}

/// What a file held.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    /// Rows of the model's roles with pay in bounds, country and years.
    pub(crate) rows: Vec<Row>,
    /// Rows of the model's roles left out because pay is out of bounds.
    pub(crate) pay_out_of_bounds: usize,
    /// Rows left out because the country is missing or is no country.
    pub(crate) without_country: usize,
    /// Rows left out because no years are known at all.
    pub(crate) without_years: usize,
    /// Rows used whose years of work were worked out from years of coding.
    pub(crate) years_worked_out: usize,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SurveyError {
    #[error("{0}: cannot be opened ({1})")]
    Open(PathBuf, std::io::Error),
    #[error("{0}, row {1}: {2}")]
    Row(PathBuf, usize, csv::Error),
    #[error("{0}: more than {MOST_ROWS} rows")]
    TooLong(PathBuf),
    #[error("{0}: no row of a developer whose role the model knows, with pay, country and years")]
    Empty(PathBuf),
}

/// The columns read; the files have others. 2023 has no country, because it holds the United States only.
#[derive(Deserialize)]
struct Record {
    #[serde(rename = "DevType")]
    dev_type: String,
    #[serde(rename = "Country")]
    country: Option<String>,
    #[serde(rename = "YearsCodePro", default)]
    years_code_pro: Option<f64>,
    #[serde(rename = "WorkExp", default)]
    work_exp: Option<f64>,
    #[serde(rename = "YearsCode", default)]
    years_code: Option<f64>,
    #[serde(rename = "RemoteWork", default)]
    remote_work: String,
    #[serde(rename = "LanguageHaveWorkedWith", default)]
    languages: String,
    #[serde(rename = "WebframeHaveWorkedWith", default)]
    frameworks: String,
    #[serde(rename = "OrgSize", default)]
    size: String,
    #[serde(rename = "ICorPM", default)]
    manages: String,
    /// The same as a number, in the copy of 2025.
    #[serde(rename = "PeopleManager", default)]
    manages_number: String,
    #[serde(rename = "ConvertedCompYearly", alias = "CompTotalUSD", default)]
    pay: Option<f64>,
}

/// Reads a CSV file, packed with gzip or not.
pub(crate) fn read(path: &Path, survey: u16) -> Result<Survey, SurveyError> {
    let file = File::open(path).map_err(|error| SurveyError::Open(path.to_owned(), error))?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    let source: Box<dyn Read> = if packed {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };

    let mut found = Survey::default();
    for (index, record) in csv::Reader::from_reader(source)
        .deserialize::<Record>()
        .enumerate()
    {
        if index >= MOST_ROWS {
            return Err(SurveyError::TooLong(path.to_owned()));
        }
        let record = record.map_err(|error| SurveyError::Row(path.to_owned(), index + 1, error))?;
        found.take(&record, survey);
    }
    if found.rows.is_empty() {
        return Err(SurveyError::Empty(path.to_owned()));
    }
    Ok(found)
}

impl Survey {
    fn take(&mut self, record: &Record, survey: u16) {
        let Some(role) = role(&record.dev_type) else {
            return;
        };
        let Some(pay) = record
            .pay
            .filter(|pay| (LEAST_PAY..=MOST_PAY).contains(pay))
        else {
            self.pay_out_of_bounds += 1;
            return;
        };
        let country = record
            .country
            .as_deref()
            .unwrap_or("United States of America");
        let Some(country) = by_survey_name(country).and_then(super::countries::Country::code)
        else {
            self.without_country += 1;
            return;
        };
        // Years coding professionally where the survey asked for them; 2025 asked for years of work instead.
        let stated = record
            .years_code_pro
            .or(record.work_exp)
            .and_then(whole_years);
        let Some(years) = stated.or_else(|| record.years_code.and_then(years_worked_out)) else {
            self.without_years += 1;
            return;
        };
        self.years_worked_out += usize::from(stated.is_none());
        let frameworks = technologies(&record.frameworks);
        let mut stack = technologies(&record.languages);
        stack.extend(frameworks.iter().cloned());
        stack.sort();
        stack.dedup();
        let query = PayQuery {
            role,
            years,
            country,
            area: None,
            stack,
            workplace: workplace(&record.remote_work),
            size: size(&record.size),
            manages: manages(&record.manages, &record.manages_number)
                .filter(|_| !role.leads_people()),
        };
        self.rows.push(Row {
            survey,
            query,
            frameworks,
            log_pay: pay.ln(),
        });
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::query::{Role, Workplace};

    use super::*;

    fn read_text(text: &str) -> Survey {
        let mut found = Survey::default();
        for record in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            found.take(&record.expect("a readable row"), 2025);
        }
        found
    }

    #[test]
    fn rows_of_other_roles_or_without_sound_answers_are_left_out_and_counted() {
        let found = read_text(
            "Country,DevType,WorkExp,RemoteWork,LanguageHaveWorkedWith,ConvertedCompYearly\n\
             Ukraine,\"Developer, back-end\",8.0,Remote,SQL;Dart;SQL,61256.0\n\
             Ukraine,\"Developer, QA or test\",8.0,Remote,Dart,61256.0\n\
             Ukraine,\"Developer, back-end\",8.0,Remote,Dart,400\n\
             Ukraine,\"Developer, back-end\",8.0,Remote,Dart,NaN\n\
             Nomadic,\"Developer, back-end\",8.0,Remote,Dart,61256.0\n\
             Ukraine,\"Developer, front-end\",,Remote,Dart,61256.0\n",
        );
        assert_eq!(found.years_worked_out, 0);
        assert_eq!(found.rows.len(), 1);
        assert_eq!(
            (
                found.pay_out_of_bounds,
                found.without_country,
                found.without_years
            ),
            (2, 1, 1)
        );
        let query = &found.rows[0].query;
        assert_eq!(
            (query.role, query.years.get(), query.country.as_str()),
            (Role::BackEnd, 8, "UA")
        );
        let names: Vec<&str> = query.stack.iter().map(Technology::as_str).collect();
        assert_eq!(names, ["Dart", "SQL"]);
        assert_eq!(query.workplace, Some(Workplace::RemoteOrHybrid));
    }

    #[test]
    fn years_of_work_that_are_missing_are_worked_out_from_years_of_coding() {
        let found = read_text(
            "Country,DevType,YearsCode,WorkExp,RemoteWork,LanguageHaveWorkedWith,ConvertedCompYearly\n\
             India,\"Developer, back-end\",10.0,,,SQL,7556.0\n\
             India,\"Developer, back-end\",10.0,2.0,,SQL,17556.0\n",
        );
        let years: Vec<u8> = found.rows.iter().map(|row| row.query.years.get()).collect();
        assert_eq!((years, found.years_worked_out), (vec![7, 2], 1));
    }
}
