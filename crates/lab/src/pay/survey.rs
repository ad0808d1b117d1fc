//! Reads survey files: rows of the model's roles with pay.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use which_end_core::pay::query::{CountryCode, PayQuery, Technology, Tier};

use super::answers::{
    manages, number, role, size, technologies, whole_years, workplace, years_worked_out,
};
use super::countries::by_survey_name;

/// Lower pay, USD per year, counts as an error (monthly pay, or part of a year).
pub(crate) const LEAST_PAY: u32 = 5_000;

/// Higher pay counts as an error; the 2025 file is cut here as well.
const MOST_PAY: f64 = 500_000.0;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Maximum number of rows of a file, far above any survey.
const MOST_ROWS: usize = 2_000_000;

/// A person's answers.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Year of the survey.
    pub(crate) survey: u16,
    /// The pay query for this person.
    pub(crate) query: PayQuery,
    /// The frameworks in the query's stack.
    pub(crate) frameworks: Vec<Technology>,
    /// Logarithm of total yearly pay in USD.
    pub(crate) log_pay: f64,
}

impl Row {
    /// The same person without any optional field.
    pub(crate) fn without_optional(&self) -> Self {
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

/// The content of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    /// Rows of the model's roles with pay in range, country and years.
    pub(crate) rows: Vec<Row>,
    /// Rows of the model's roles excluded because they have no pay.
    pub(crate) without_pay: usize,
    /// Rows of the model's roles excluded because pay is out of range.
    pub(crate) pay_out_of_bounds: usize,
    /// Country and tier of those with pay below [`LEAST_PAY`], if both are known.
    pub(crate) under_least: Vec<(CountryCode, Tier)>,
    /// Rows excluded because the country is missing or is no country.
    pub(crate) without_country: usize,
    /// Rows excluded because no years are known.
    pub(crate) without_years: usize,
    /// Rows whose years of work were estimated from years of coding.
    pub(crate) years_worked_out: usize,
    /// Whether the file has no years of coding, from which missing years of work are estimated.
    pub(crate) without_years_code: bool,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SurveyError {
    #[error("{0}: cannot be opened ({1})")]
    Open(PathBuf, std::io::Error),
    #[error("{0}: cannot be read ({1})")]
    Table(PathBuf, csv::Error),
    #[error("{0}: the column {1} is missing; its first line names {2}")]
    Column(PathBuf, &'static str, String),
    #[error("{0}, row {1}: {2}")]
    Row(PathBuf, usize, csv::Error),
    #[error("{0}: more than {MOST_ROWS} rows")]
    TooLong(PathBuf),
    #[error("{0}: no row of a developer whose role the model knows, with pay, country and years")]
    Empty(PathBuf),
}

/// Indexes of the columns that are read.
struct Columns {
    dev_type: usize,
    pay: usize,
    /// `None` for a file of one country.
    country: Option<usize>,
    /// Years of paid work, then years of coding for pay. One of them, or years of coding, is required.
    work_exp: Option<usize>,
    years_code_pro: Option<usize>,
    years_code: Option<usize>,
    remote_work: Option<usize>,
    languages: Option<usize>,
    frameworks: Option<usize>,
    size: Option<usize>,
    manages: Option<usize>,
    /// The same as a number, in the copy of 2025.
    manages_number: Option<usize>,
}

impl Columns {
    /// Finds the columns in the header. An error is the name of a missing required column.
    fn find(names: &csv::StringRecord, only: Option<&str>) -> Result<Self, &'static str> {
        let find = |wanted: &str| {
            names
                .iter()
                .position(|name| name.trim_start_matches('\u{feff}').trim() == wanted)
        };
        let found = Self {
            dev_type: find("DevType").ok_or("DevType")?,
            pay: find("ConvertedCompYearly")
                .or_else(|| find("CompTotalUSD"))
                .ok_or("ConvertedCompYearly")?,
            country: find("Country"),
            work_exp: find("WorkExp"),
            years_code_pro: find("YearsCodePro"),
            years_code: find("YearsCode"),
            remote_work: find("RemoteWork"),
            languages: find("LanguageHaveWorkedWith"),
            frameworks: find("WebframeHaveWorkedWith"),
            size: find("OrgSize"),
            manages: find("ICorPM"),
            manages_number: find("PeopleManager"),
        };
        if found.country.is_none() && only.is_none() {
            return Err("Country");
        }
        let years = [found.work_exp, found.years_code_pro, found.years_code];
        if years.iter().all(Option::is_none) {
            return Err("WorkExp");
        }
        Ok(found)
    }
}

/// A cell without surrounding spaces; empty if it is blank or `NA`, or if the column does not exist.
fn cell(record: &csv::StringRecord, column: Option<usize>) -> &str {
    let text = column.and_then(|column| record.get(column)).unwrap_or("");
    match text.trim() {
        "NA" => "",
        text => text,
    }
}

/// Reads a CSV file, gzipped or not, as its first bytes show. `only` is the country of a file without a column for it;
/// with a column, a blank cell is no country.
pub(crate) fn read(
    path: &Path,
    survey: u16,
    only: Option<&'static str>,
) -> Result<Survey, SurveyError> {
    let open = |error| SurveyError::Open(path.to_owned(), error);
    let mut file = BufReader::new(File::open(path).map_err(open)?);
    let packed = file.fill_buf().map_err(open)?.starts_with(&GZIP);
    let source: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    read_table(source, path, survey, only)
}

fn read_table(
    source: impl Read,
    path: &Path,
    survey: u16,
    only: Option<&'static str>,
) -> Result<Survey, SurveyError> {
    let mut table = csv::Reader::from_reader(source);
    let names = table
        .headers()
        .map_err(|error| SurveyError::Table(path.to_owned(), error))?;
    let columns = Columns::find(names, only).map_err(|missing| {
        let names: Vec<&str> = names.iter().take(30).collect();
        SurveyError::Column(path.to_owned(), missing, names.join(", "))
    })?;
    let mut found = Survey {
        without_years_code: columns.years_code.is_none(),
        ..Survey::default()
    };
    for (index, record) in table.records().enumerate() {
        if index >= MOST_ROWS {
            return Err(SurveyError::TooLong(path.to_owned()));
        }
        let record = record.map_err(|error| SurveyError::Row(path.to_owned(), index + 1, error))?;
        found.take(&record, &columns, survey, only);
    }
    if found.rows.is_empty() {
        return Err(SurveyError::Empty(path.to_owned()));
    }
    Ok(found)
}

impl Survey {
    fn take(
        &mut self,
        record: &csv::StringRecord,
        columns: &Columns,
        survey: u16,
        only: Option<&'static str>,
    ) {
        let text = |column: Option<usize>| cell(record, column);
        let Some(role) = role(text(Some(columns.dev_type))) else {
            return;
        };
        let Some(pay) = number(text(Some(columns.pay))) else {
            self.without_pay += 1;
            return;
        };
        let country = match (columns.country, only) {
            (None, Some(only)) => only,
            (column, _) => text(column),
        };
        let country = by_survey_name(country).and_then(super::countries::Country::code);
        // Years of paid work, as the survey of the model's year asks. If an earlier one does not have them, years of
        // coding for pay, which are equal for two in three people who state both.
        let stated = number(text(columns.work_exp))
            .or_else(|| number(text(columns.years_code_pro)))
            .and_then(whole_years);
        let coding = || number(text(columns.years_code)).and_then(years_worked_out);
        let years = stated.or_else(coding);
        if !(f64::from(LEAST_PAY)..=MOST_PAY).contains(&pay) {
            self.pay_out_of_bounds += 1;
            let known = country.zip(years).filter(|_| pay < MOST_PAY);
            self.under_least
                .extend(known.map(|(country, years)| (country, years.tier())));
            return;
        }
        let Some(country) = country else {
            self.without_country += 1;
            return;
        };
        let Some(years) = years else {
            self.without_years += 1;
            return;
        };
        self.years_worked_out += usize::from(stated.is_none());
        let frameworks = technologies(text(columns.frameworks));
        let mut stack = technologies(text(columns.languages));
        stack.extend(frameworks.iter().cloned());
        stack.sort();
        stack.dedup();
        let query = PayQuery {
            role,
            years,
            country,
            area: None,
            stack,
            workplace: workplace(text(columns.remote_work)),
            size: size(text(columns.size)),
            manages: manages(text(columns.manages), text(columns.manages_number))
                .filter(|_| !role.leads_people()),
        };
        self.rows.push(Row {
            survey,
            query,
            frameworks,
            log_pay: pay.ln(),
        });
    }

    /// Numbers of rows used and excluded, in one or two lines.
    pub(crate) fn summary(&self) -> String {
        let coding = if self.without_years_code {
            "\n  The file has no column YearsCode: whoever states no years of work is left out. In the copy of 2025 those are \
             nearly all the people paid less than 10,000 USD, so figures of countries with low pay come out too high."
        } else {
            ""
        };
        format!(
            "{} rows used ({} with years of work worked out from years of coding); left out: {} without pay, {} with pay out \
             of bounds, {} without country, {} without years{coding}",
            self.rows.len(),
            self.years_worked_out,
            self.without_pay,
            self.pay_out_of_bounds,
            self.without_country,
            self.without_years,
        )
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::query::{CompanySize, Role, Workplace};

    use super::*;

    fn read_text(text: &str) -> Survey {
        read_table(text.as_bytes(), Path::new("test.csv"), 2025, None).expect("a readable table")
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
                found.without_pay,
                found.pay_out_of_bounds,
                found.without_country,
                found.without_years
            ),
            (1, 1, 1, 1)
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

    /// Protects the count of what the floor hides: too little pay is counted with its country and years, too much is not.
    #[test]
    fn people_under_the_least_pay_are_counted_where_they_are() {
        let found = read_text(
            "Country,DevType,WorkExp,ConvertedCompYearly\n\
             India,Data scientist,1,3589\n\
             India,Data scientist,1,4999.5\n\
             India,Data scientist,1,5000\n\
             India,Data scientist,1,600000\n\
             Nomadic,Data scientist,1,3589\n\
             India,Data scientist,,3589\n\
             India,\"Developer, QA or test\",1,3589\n",
        );
        let india = CountryCode::new("IN").expect("a code");
        assert_eq!(
            found.under_least,
            [(india.clone(), Tier::Entry), (india, Tier::Entry)]
        );
        assert_eq!((found.rows.len(), found.pay_out_of_bounds), (1, 5));
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

    /// Protects against a country made up for people who state none.
    #[test]
    fn a_country_that_is_not_stated_is_no_country() {
        let head = "Country,DevType,WorkExp,ConvertedCompYearly\n";
        let row = |country: &str| format!("{country},Data scientist,8,61256\n");
        let text = format!("{head}{}{}{}", row(""), row("NA"), row(" Ukraine "));
        let found = read_text(&text);
        assert_eq!((found.rows.len(), found.without_country), (1, 2));
        // This also holds for a file declared to be of one country, if it has the column.
        let only = Some("United States of America");
        let read = |text: &str| read_table(text.as_bytes(), Path::new("t"), 2023, only);
        let found = read(&text).expect("a readable table");
        assert_eq!((found.rows.len(), found.without_country), (1, 2));
        let found = read("DevType,WorkExp,CompTotalUSD\nData scientist,8,61256\n");
        assert_eq!(
            found.expect("a table of one country").rows[0]
                .query
                .country
                .as_str(),
            "US"
        );
    }

    /// Protects against a file of the official archive being read as empty or wrong: `NA`, words for years, commas, spaces.
    #[test]
    fn cells_are_read_as_the_surveys_own_files_write_them() {
        let found = read_text(
            "DevType , Country,YearsCode,WorkExp,OrgSize,ICorPM,ConvertedCompYearly\n\
             \" Developer, back-end \",Ukraine,NA,Less than 1 year,NA,NA,\"61,256\"\n\
             \"Developer, back-end\",Ukraine,More than 50 years,NA,20 to 99 employees,People manager, 70000 \n\
             \"Developer, back-end\",Ukraine,10,More than 50 years,,,NA\n",
        );
        let years: Vec<u8> = found.rows.iter().map(|row| row.query.years.get()).collect();
        assert_eq!((years, found.without_pay), (vec![0, 35], 1));
        assert!((found.rows[0].log_pay - 61_256_f64.ln()).abs() < 1e-12);
        assert_eq!(found.rows[0].query.manages, None);
        assert_eq!(found.rows[1].query.size, Some(CompanySize::From20));
    }

    #[test]
    fn a_column_that_cannot_be_done_without_is_named() {
        for (text, missing) in [
            ("Country,WorkExp,ConvertedCompYearly\n", "DevType"),
            ("Country,DevType,WorkExp\n", "ConvertedCompYearly"),
            ("DevType,WorkExp,ConvertedCompYearly\n", "Country"),
            ("Country,DevType,ConvertedCompYearly\n", "WorkExp"),
        ] {
            let error = read_table(text.as_bytes(), Path::new("t.csv"), 2025, None)
                .expect_err(missing)
                .to_string();
            assert!(
                error.contains("t.csv") && error.contains(&format!("column {missing}")),
                "{error}"
            );
        }
        let without = read_text(
            "Country,DevType,WorkExp,ConvertedCompYearly\nIndia,Data scientist,8,61256\n",
        );
        assert!(without.summary().contains("no column YearsCode"));
    }

    #[test]
    fn a_packed_file_is_known_by_its_bytes_not_by_its_name() {
        use std::io::Write as _;
        let text = "Country,DevType,WorkExp,ConvertedCompYearly\nIndia,Data scientist,8,61256\n";
        let folder = std::env::temp_dir();
        let name = |end: &str| folder.join(format!("which-end-survey-{}{end}", std::process::id()));
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(text.as_bytes()).expect("memory");
        for (path, bytes) in [
            (name(".csv"), packer.finish().expect("memory")),
            (name(".gz"), text.as_bytes().to_vec()),
        ] {
            std::fs::write(&path, bytes).expect("a folder to write in");
            let found = read(&path, 2025, None);
            std::fs::remove_file(&path).expect("it was written");
            assert_eq!(found.expect("readable").rows.len(), 1, "{path:?}");
        }
    }
}
