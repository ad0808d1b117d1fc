//! Reads the government tables: wage levels by area, and wages by occupation.

use std::fs::File;
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use which_end_core::pay::query::AreaCode;
use which_end_core::pay::wages::{AreaTerm, AreaTerms, Publication};

use super::table::thousandths;

/// The occupation that includes back-end and full-stack developers.
pub(crate) const SOFTWARE_DEVELOPERS: &str = "15-1252";

/// Year of the wages from which the levels of 2025–26 are derived.
const LEVELS_OF: u16 = 2024;

/// Metropolitan areas with a million inhabitants or more in July 2024, by the estimates of the US Census Bureau,
/// largest first; these areas are in the model. Puerto Rico's is excluded, since the survey counts it as a country.
const AREAS: [u32; 55] = [
    35620, 31080, 16980, 19100, 26420, 33100, 47900, 12060, 37980, 38060, 14460, 40140, 41860,
    19820, 42660, 33460, 45300, 41740, 19740, 36740, 16740, 12580, 41180, 41700, 12420, 38900,
    40900, 38300, 29820, 17140, 28140, 18140, 26900, 17410, 34980, 41940, 47260, 27260, 39300,
    33340, 39580, 36420, 31140, 40060, 32820, 41620, 13820, 23420, 24340, 25540, 15380, 46060,
    46140, 40380, 36540,
];

/// A row of the wage levels.
#[derive(Deserialize)]
pub(crate) struct Level {
    soc: String,
    area: u32,
    #[serde(rename = "AreaName")]
    name: String,
    l1_year: f64,
    l2_year: f64,
    l3_year: f64,
    l4_year: f64,
}

impl Level {
    /// The mean wage of the area: a third of people have level I on average, two thirds level IV.
    pub(crate) fn mean(&self) -> f64 {
        (self.l1_year + 2.0 * self.l4_year) / 3.0
    }

    /// Levels I to IV.
    pub(crate) fn all(&self) -> [f64; 4] {
        [self.l1_year, self.l2_year, self.l3_year, self.l4_year]
    }
}

/// A row of the occupations' wages; `#` means above the table's maximum.
#[derive(Deserialize)]
pub(crate) struct Occupation {
    #[serde(rename = "YEAR")]
    pub(crate) year: u16,
    #[serde(rename = "OCC_CODE")]
    pub(crate) code: String,
    #[serde(rename = "A_MEAN")]
    pub(crate) mean: u32,
    #[serde(rename = "A_PCT10")]
    pub(crate) p10: String,
    #[serde(rename = "A_PCT25")]
    pub(crate) p25: String,
    #[serde(rename = "A_MEDIAN")]
    pub(crate) median: String,
    #[serde(rename = "A_PCT75")]
    pub(crate) p75: String,
    #[serde(rename = "A_PCT90")]
    pub(crate) p90: String,
}

/// Both tables.
pub(crate) struct Tables {
    levels: Vec<Level>,
    occupations: Vec<Occupation>,
}

impl Tables {
    /// Reads them from the folder of the survey files.
    pub(crate) fn read(directory: &Path) -> Result<Self, String> {
        Ok(Self {
            levels: rows(&directory.join("oflc_wage_levels_2025_26.csv.gz"))?,
            occupations: rows(&directory.join("bls_oews_national.csv.gz"))?,
        })
    }

    /// Wages of an occupation in May of a year.
    pub(crate) fn occupation(&self, code: &str, year: u16) -> Result<&Occupation, String> {
        self.occupations
            .iter()
            .find(|row| row.code == code && row.year == year)
            .ok_or_else(|| format!("the wage table has no row of {code} in {year}"))
    }

    /// Wage levels of an occupation in an area.
    pub(crate) fn level(&self, occupation: &str, area: u32) -> Option<&Level> {
        self.levels
            .iter()
            .find(|level| level.area == area && level.soc == occupation)
    }

    /// The areas of the model.
    pub(crate) fn areas(&self) -> Result<AreaTerms, String> {
        let mean_usd = self.occupation(SOFTWARE_DEVELOPERS, LEVELS_OF)?.mean;
        let mut areas = Vec::new();
        for code in AREAS {
            let level = self
                .level(SOFTWARE_DEVELOPERS, code)
                .ok_or_else(|| format!("the wage levels have no area {code}"))?;
            areas.push(AreaTerm {
                code: AreaCode::new(code).ok_or_else(|| format!("{code} is no area code"))?,
                name: level.name.clone(),
                effect: thousandths((level.mean() / f64::from(mean_usd)).ln()),
            });
        }
        areas.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(AreaTerms {
            levels: levels(),
            mean: occupations(LEVELS_OF),
            mean_usd,
            areas,
        })
    }
}

/// The publication of the wage levels.
pub(crate) fn levels() -> Publication {
    Publication {
        title: "Prevailing wage levels, software developers, July 2025 to June 2026".to_owned(),
        publisher: "US Department of Labor, Office of Foreign Labor Certification".to_owned(),
        url: "https://flag.dol.gov/wage-data".to_owned(),
        licence: "Public domain (US government work)".to_owned(),
        as_of: day("2025-07-01"),
        // The day on which the next year's levels came into force.
        review_by: day("2026-07-01"),
    }
}

/// The publication of the occupations' wages.
pub(crate) fn occupations(year: u16) -> Publication {
    Publication {
        title: format!("Occupational Employment and Wage Statistics, May {year}"),
        publisher: "US Bureau of Labor Statistics".to_owned(),
        url: "https://www.bls.gov/oes/tables.htm".to_owned(),
        licence: "Public domain (US government work)".to_owned(),
        as_of: day(&format!("{year}-05-31")),
        review_by: day(&format!("{}-05-31", year + 2)),
    }
}

fn day(text: &str) -> which_end_core::date::Date {
    text.parse().expect("a day written in this file")
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| named(&error))?;
    csv::Reader::from_reader(GzDecoder::new(file))
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| named(&error))
}
