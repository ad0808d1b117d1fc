//! Converts a person's answers to a row of the design matrix.
//!
//! Not everybody was asked every question. Frameworks are known for 2023 and 2024 only, for most people of those years;
//! company size and management for about two in three, and the copy of 2025 has neither the smallest nor the largest
//! companies. A missing answer means “not stated”, never “none” and never “small”:
//!
//! - What is not stated adds nothing, and what is stated is relative to the mix of those who state it ([`Mix`]). Each row
//!   is used twice, the second time without these answers, so that the estimate for a person who states nothing is the
//!   average of all people, including those who skipped the questions.
//! - A framework's effect is additional to the effects of the stated languages: rows of 2025, which have languages only,
//!   determine the languages' effects without frameworks. So it is smaller than the whole difference in pay between
//!   people who use it and others (Laravel against PHP), and right if both are stated.
//! - Frameworks' effects come from 2023 and 2024 and are assumed to be constant. The surveys' own columns adjust pay of
//!   those years as a whole to the model's year; a framework whose pay has changed since would not be noticed.
//! - People who named no framework in those years may use none or may have skipped the question. They count as not
//!   stated, which shrinks the frameworks' effects slightly toward 0 if most of them use none.

use std::collections::{BTreeMap, BTreeSet};

use which_end_core::pay::model::{
    BASE_SIZE, BASE_YEARS, FLAT_AFTER_YEARS, TechnologyKind, growth, late,
};
use which_end_core::pay::query::{CompanySize, CountryCode, Manages, Role, Technology, Workplace};

use super::countries::by_code;
use super::files::MODEL_YEAR;
use super::mix::Mix;
use super::regression::{Regression, SparseRow};
use super::survey::Row;

/// Years at which the slope of experience may change.
pub(crate) const BENDS: [u8; 7] = [2, 3, 4, 5, 6, 8, 10];

/// Years at which the slope of an earlier survey's own experience may change. There is none up to the base's years, so
/// that the shift of a survey is that of people with those years.
const SURVEY_BENDS: [u8; 3] = [BASE_YEARS, 3, 6];

/// Minimum number of rows for a country's own slope; otherwise its region's is used.
const MIN_SLOPE_ROWS: usize = 100;

/// Minimum number of rows for a technology to be in the model.
const MIN_TECHNOLOGY_ROWS: usize = 150;

/// Minimum number of rows in a role for a technology's own effect there.
const MIN_ROLE_TECHNOLOGY_ROWS: usize = 150;

/// The role that the others are relative to.
const BASE_ROLE: Role = Role::FullStack;

/// A column of the design matrix. The base is a full-stack developer with [`BASE_YEARS`] in the United States in
/// [`MODEL_YEAR`] who states nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Base,
    Role(Role),
    Years,
    Bend(u8),
    RoleSlope(Role),
    RegionSlope(u8),
    /// The extra slope of late years in a region, relative to the base country.
    RegionLate(u8),
    Region(u8),
    Country(CountryCode),
    /// The slope of a country relative to its region, for countries with enough rows.
    CountrySlope(CountryCode),
    /// A language is stated.
    Languages(Role),
    /// A framework is stated.
    Frameworks(Role),
    Technology(Technology),
    RoleTechnology(Role, Technology),
    InPerson,
    /// A band of company size relative to [`BASE_SIZE`].
    Size(CompanySize),
    PeopleManager,
    /// An earlier survey, in the base country or elsewhere.
    Survey(u16, bool),
    /// An earlier survey in a country with enough rows in it, because exchange rates changed differently.
    SurveyCountry(u16, CountryCode),
    /// The difference of an earlier survey's pay by years, piecewise linear, because pay did not change alike for
    /// everybody. With one shift for all, 62 in 100 people of 2025 with 3 to 5 years in the United States earned less
    /// than the estimated median.
    SurveyYears(u16, u8),
    /// The extra slope of an earlier survey's pay outside the base country.
    SurveySlope(u16),
}

/// λ by kind of column: how strongly an effect is shrunk toward 0. Chosen by cross-validation on rows of
/// [`MODEL_YEAR`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Penalties {
    pub(crate) bend: f64,
    pub(crate) slope: f64,
    pub(crate) country: f64,
    pub(crate) survey_country: f64,
    pub(crate) survey_years: f64,
    pub(crate) country_slope: f64,
    pub(crate) technology: f64,
    pub(crate) role_technology: f64,
    /// Weight of a row of an earlier survey relative to one of [`MODEL_YEAR`].
    pub(crate) earlier: f64,
    /// Weight of a row's second copy without optional fields, so that the estimate for a query without stack,
    /// workplace, company size and management is that of all people, not only of those who skipped the questions.
    pub(crate) without_optional: f64,
}

impl Default for Penalties {
    fn default() -> Self {
        Self {
            bend: 10.0,
            slope: 3.0,
            country: 6.0,
            survey_country: 15.0,
            survey_years: 3.0,
            country_slope: 3.0,
            technology: 4.0,
            role_technology: 20.0,
            earlier: 0.3,
            without_optional: 0.5,
        }
    }
}

/// The columns of the design matrix.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    columns: BTreeMap<Column, u16>,
    /// The technologies that are frameworks.
    frameworks: BTreeSet<Technology>,
    /// The values that “not stated” stands for.
    pub(crate) mix: Mix,
}

impl Layout {
    /// The columns that the rows fill. `special` are the role × technology effects to include; without it, all those
    /// with enough rows.
    pub(crate) fn of(rows: &[Row], special: Option<&[(Role, Technology)]>) -> Self {
        let mut known: BTreeMap<&Technology, usize> = BTreeMap::new();
        let mut in_roles: BTreeMap<(Role, &Technology), usize> = BTreeMap::new();
        let mut frameworks: BTreeSet<Technology> = BTreeSet::new();
        let mut by_country: BTreeMap<&CountryCode, usize> = BTreeMap::new();
        let mut columns: Vec<Column> = vec![
            Column::Base,
            Column::Years,
            Column::InPerson,
            Column::PeopleManager,
        ];
        columns.extend(BENDS.map(Column::Bend));
        columns.extend(Role::ALL.map(Column::Languages));
        columns.extend(Role::ALL.map(Column::Frameworks));
        columns.extend(
            CompanySize::ALL
                .into_iter()
                .filter(|size| *size != BASE_SIZE)
                .map(Column::Size),
        );
        for role in Role::ALL.into_iter().filter(|role| *role != BASE_ROLE) {
            columns.extend([Column::Role(role), Column::RoleSlope(role)]);
        }
        for row in rows {
            for technology in &row.query.stack {
                *known.entry(technology).or_default() += 1;
                *in_roles.entry((row.query.role, technology)).or_default() += 1;
            }
            frameworks.extend(row.frameworks.iter().cloned());
            *by_country.entry(&row.query.country).or_default() += 1;
            columns.extend(country_columns(&row.query.country).into_iter().flatten());
            if row.survey != MODEL_YEAR {
                columns.push(Column::Survey(
                    row.survey,
                    row.query.country.as_str() == "US",
                ));
                columns.extend(survey_country(row));
                columns.extend(SURVEY_BENDS.map(|at| Column::SurveyYears(row.survey, at)));
                columns.extend(survey_slope(row));
            }
        }
        columns.extend(
            by_country
                .into_iter()
                .filter(|(code, rows)| *rows >= MIN_SLOPE_ROWS && code.as_str() != "US")
                .map(|(code, _)| Column::CountrySlope(code.clone())),
        );
        known.retain(|_, count| *count >= MIN_TECHNOLOGY_ROWS);
        columns.extend(
            known
                .keys()
                .map(|&technology| Column::Technology(technology.clone())),
        );
        match special {
            Some(special) => columns.extend(
                special
                    .iter()
                    .map(|(role, technology)| Column::RoleTechnology(*role, technology.clone())),
            ),
            None => columns.extend(
                in_roles
                    .iter()
                    .filter(|((role, technology), count)| {
                        **count >= MIN_ROLE_TECHNOLOGY_ROWS
                            && known.contains_key(technology)
                            // In the role with the most rows, the technology's own effect applies; other roles are
                            // relative to it.
                            && in_roles.iter().any(|((other, name), more)| {
                                name == technology && (more, other) > (count, role)
                            })
                    })
                    .map(|((role, technology), _)| {
                        Column::RoleTechnology(*role, (*technology).clone())
                    }),
            ),
        }
        columns.sort();
        columns.dedup();
        let columns = (0..)
            .zip(columns)
            .map(|(index, column)| (column, index))
            .collect();
        Self {
            columns,
            frameworks,
            mix: Mix::of(rows),
        }
    }

    /// Columns in order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.keys()
    }

    /// Language or framework.
    pub(crate) fn kind(&self, technology: &Technology) -> TechnologyKind {
        if self.frameworks.contains(technology) {
            TechnologyKind::Framework
        } else {
            TechnologyKind::Language
        }
    }

    /// A column's index.
    pub(crate) fn index(&self, column: &Column) -> Option<usize> {
        self.columns.get(column).map(|&index| usize::from(index))
    }

    /// The design row of a person.
    pub(crate) fn row(&self, row: &Row) -> SparseRow {
        let query = &row.query;
        let mut entries: SparseRow = Vec::with_capacity(32);
        let mut put = |column: Column, value: f64| {
            let index = self.columns.get(&column);
            if let Some(&index) = index
                && value != 0.0
            {
                entries.push((index, value));
            }
            index.is_some()
        };
        let years = query.years.get();
        put(Column::Base, 1.0);
        put(Column::Role(query.role), 1.0);
        put(Column::RoleSlope(query.role), growth(years));
        put(Column::Years, bend(years, BASE_YEARS));
        for at in BENDS {
            put(Column::Bend(at), bend(years, at));
        }
        for (column, value) in country_columns(&query.country).into_iter().flatten().zip([
            1.0,
            growth(years),
            late(years),
            1.0,
        ]) {
            put(column, value);
        }
        let (mut languages, mut frameworks) = (0.0, 0.0);
        for technology in &query.stack {
            if put(Column::Technology(technology.clone()), 1.0) {
                if self.frameworks.contains(technology) {
                    frameworks = 1.0;
                } else {
                    languages = 1.0;
                }
            }
            put(Column::RoleTechnology(query.role, technology.clone()), 1.0);
        }
        put(Column::Languages(query.role), languages);
        put(Column::Frameworks(query.role), frameworks);
        put(
            Column::InPerson,
            match query.workplace {
                None => 0.0,
                Some(Workplace::InPerson) => 1.0 - self.mix.in_person,
                Some(Workplace::RemoteOrHybrid) => -self.mix.in_person,
            },
        );
        if let Some(stated) = query.size {
            for (size, share) in CompanySize::ALL.into_iter().zip(self.mix.sizes) {
                put(
                    Column::Size(size),
                    f64::from(u8::from(size == stated)) - share,
                );
            }
        }
        put(
            Column::PeopleManager,
            match query.manages {
                None => 0.0,
                Some(Manages::PeopleManager) => 1.0 - self.mix.people_manager,
                Some(Manages::IndividualContributor) => -self.mix.people_manager,
            },
        );
        put(
            Column::Survey(row.survey, query.country.as_str() == "US"),
            1.0,
        );
        if let Some(column) = survey_country(row) {
            put(column, 1.0);
        }
        for at in SURVEY_BENDS {
            put(Column::SurveyYears(row.survey, at), bend(years, at));
        }
        if let Some(column) = survey_slope(row) {
            put(column, growth(years));
        }
        put(Column::CountrySlope(query.country.clone()), growth(years));
        entries.sort_by_key(|entry| entry.0);
        entries
    }

    /// The regression of `rows`.
    pub(crate) fn regression(&self, rows: &[Row], penalties: &Penalties) -> Regression {
        let mut regression = Regression {
            penalties: self.columns().map(|column| penalties.of(column)).collect(),
            ..Regression::default()
        };
        let mut push = |person: u32, row: &Row, weight: f64| {
            regression.rows.push(self.row(row));
            regression.responses.push(row.log_pay);
            regression.weights.push(weight);
            regression.people.push(person);
        };
        for (person, row) in (0..).zip(rows) {
            let weight = if row.survey == MODEL_YEAR {
                1.0
            } else {
                penalties.earlier
            };
            push(person, row, weight);
            let without_optional = row.without_optional();
            if without_optional.query != row.query {
                push(
                    person,
                    &without_optional,
                    weight * penalties.without_optional,
                );
            }
        }
        regression
    }
}

/// The columns for region, its slopes and country. The base country has none of them.
fn country_columns(code: &CountryCode) -> Option<[Column; 4]> {
    let country = by_code(code).filter(|_| code.as_str() != "US")?;
    Some([
        Column::Region(country.region),
        Column::RegionSlope(country.region),
        Column::RegionLate(country.region),
        Column::Country(code.clone()),
    ])
}

/// A country's own part of the difference between surveys. For the base country, [`Column::Survey`] has it.
fn survey_country(row: &Row) -> Option<Column> {
    let country = &row.query.country;
    (row.survey != MODEL_YEAR && country.as_str() != "US")
        .then(|| Column::SurveyCountry(row.survey, country.clone()))
}

/// The slope of an earlier survey's pay outside the base country.
fn survey_slope(row: &Row) -> Option<Column> {
    let abroad = row.query.country.as_str() != "US";
    (row.survey != MODEL_YEAR && abroad).then_some(Column::SurveySlope(row.survey))
}

/// Growth beyond a knot, up to the years after which pay is constant; `at` is [`BASE_YEARS`] or more.
pub(crate) fn bend(years: u8, at: u8) -> f64 {
    f64::from(years.min(FLAT_AFTER_YEARS).saturating_sub(at))
}

impl Penalties {
    fn of(&self, column: &Column) -> f64 {
        match column {
            Column::Base
            | Column::Role(_)
            | Column::Years
            | Column::InPerson
            | Column::Survey(..)
            | Column::Languages(_)
            | Column::Frameworks(_)
            | Column::Size(_)
            | Column::PeopleManager => 0.0,
            Column::Bend(_) => self.bend,
            Column::RoleSlope(_) | Column::RegionSlope(_) | Column::RegionLate(_) => self.slope,
            // Regions differ far more than the countries within one.
            Column::Region(_) => 0.1,
            Column::Country(_) => self.country,
            Column::SurveyCountry(..) => self.survey_country,
            Column::SurveyYears(..) | Column::SurveySlope(_) => self.survey_years,
            Column::CountrySlope(_) => self.country_slope,
            Column::Technology(_) => self.technology,
            Column::RoleTechnology(..) => self.role_technology,
        }
    }
}
