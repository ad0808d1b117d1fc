//! From a person's answers to a row of the design.
//!
//! Not everybody was asked everything. Frameworks are known for 2023 and 2024 alone, for most people of those years;
//! company size and leading people for about two in three, and in the copy of 2025 neither the smallest nor the largest
//! companies. A gap means “not stated”, never “none” and never “small”:
//!
//! - What is not stated adds nothing, and whoever states something is measured against the mix of those who do ([`Mix`]).
//!   Each row stands twice, the second time with all of that left unsaid, so that the answer for a person who says
//!   nothing is the average over all, also over those who skipped the questions.
//! - A framework's effect is what it adds to what the languages beside it say already: rows of 2025, which state
//!   languages alone, hold the languages' effects to what they are without frameworks. So it is smaller than the whole
//!   difference in pay between people who use it and others (Laravel against PHP), and right where both are stated.
//! - It is an effect of 2023 and 2024, and taken to hold still. Pay of those years as a whole is brought to the model's
//!   year by the surveys' own columns; a framework whose pay changed since would not show.
//! - Who skipped the question about frameworks in those years may use none or may have skipped. They count as not
//!   stated, which draws the frameworks' effects a little toward zero if most of them use none.

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

/// Years at which the line of experience may bend.
pub(crate) const BENDS: [u8; 7] = [2, 3, 4, 5, 6, 8, 10];

/// Years at which an earlier survey's own experience may bend. Nothing at the base's years and before, so that the shift of
/// a survey is that of people who have them.
const SURVEY_BENDS: [u8; 3] = [BASE_YEARS, 3, 6];

/// Fewer rows than this, and a country's pay rises as its region's does.
const MIN_SLOPE_ROWS: usize = 100;

/// Fewer rows than this, and a technology is not in the model.
const MIN_TECHNOLOGY_ROWS: usize = 150;

/// Fewer rows than this in a role, and a technology has no effect of its own there.
const MIN_ROLE_TECHNOLOGY_ROWS: usize = 150;

/// The role that the others are measured against.
const BASE_ROLE: Role = Role::FullStack;

/// A column of the design. The base is a full-stack developer with [`BASE_YEARS`] in the United States in
/// [`MODEL_YEAR`] who states nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Base,
    Role(Role),
    Years,
    Bend(u8),
    RoleSlope(Role),
    RegionSlope(u8),
    /// How much more steeply pay rises late than early, in a region beside the base country.
    RegionLate(u8),
    Region(u8),
    Country(CountryCode),
    /// How much more steeply pay rises in a country than in its region, for countries with rows enough.
    CountrySlope(CountryCode),
    /// A language is stated.
    Languages(Role),
    /// A framework is stated.
    Frameworks(Role),
    Technology(Technology),
    RoleTechnology(Role, Technology),
    InPerson,
    /// A band of company size against [`BASE_SIZE`].
    Size(CompanySize),
    PeopleManager,
    /// An earlier survey, in the base country or elsewhere.
    Survey(u16, bool),
    /// An earlier survey in a country with rows enough in it: exchange rates moved differently.
    SurveyCountry(u16, CountryCode),
    /// How an earlier survey's pay differs by years, as a line that may bend: pay did not change alike for all. With one
    /// shift for everybody, 62 in 100 people of 2025 with 3 to 5 years in the United States earned less than the middle told.
    SurveyYears(u16, u8),
    /// How much more steeply an earlier survey's pay outside the base country rises.
    SurveySlope(u16),
}

/// λ by kind of column: how strongly an effect is drawn toward zero. Chosen by cross-validation on rows of
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
    /// What a row of an earlier survey counts against one of [`MODEL_YEAR`].
    pub(crate) earlier: f64,
    /// What a row counts a second time, with all that may be left unsaid left unsaid: so that the answer to a query
    /// without stack, workplace, company size and leading people is that of all people, not only of those who skipped
    /// the questions.
    pub(crate) unsaid: f64,
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
            unsaid: 0.5,
        }
    }
}

/// Which columns there are.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    columns: BTreeMap<Column, u16>,
    /// Which technologies are frameworks.
    frameworks: BTreeSet<Technology>,
    /// What “not stated” counts as.
    pub(crate) mix: Mix,
}

impl Layout {
    /// The columns that rows fill. `special` are the role × language effects that have earned a column; with none
    /// given, every one with rows enough gets a try.
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
            columns.extend(place(&row.query.country).into_iter().flatten());
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
                            // What the most rows say is the technology's own effect; the rest is measured against it.
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

    /// A column's place.
    pub(crate) fn place(&self, column: &Column) -> Option<usize> {
        self.columns.get(column).map(|&index| usize::from(index))
    }

    /// The design row of a person.
    pub(crate) fn row(&self, row: &Row) -> SparseRow {
        let query = &row.query;
        let mut entries: SparseRow = Vec::with_capacity(32);
        let mut put = |column: Column, value: f64| {
            let place = self.columns.get(&column);
            if let Some(&place) = place
                && value != 0.0
            {
                entries.push((place, value));
            }
            place.is_some()
        };
        let years = query.years.get();
        put(Column::Base, 1.0);
        put(Column::Role(query.role), 1.0);
        put(Column::RoleSlope(query.role), growth(years));
        put(Column::Years, bend(years, BASE_YEARS));
        for at in BENDS {
            put(Column::Bend(at), bend(years, at));
        }
        for (column, value) in
            place(&query.country)
                .into_iter()
                .flatten()
                .zip([1.0, growth(years), late(years), 1.0])
        {
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

    /// The problem of fitting `rows`.
    pub(crate) fn problem(&self, rows: &[Row], penalties: &Penalties) -> Regression {
        let mut problem = Regression {
            penalties: self.columns().map(|column| penalties.of(column)).collect(),
            ..Regression::default()
        };
        let mut push = |person: u32, row: &Row, weight: f64| {
            problem.rows.push(self.row(row));
            problem.responses.push(row.log_pay);
            problem.weights.push(weight);
            problem.people.push(person);
        };
        for (person, row) in (0..).zip(rows) {
            let weight = if row.survey == MODEL_YEAR {
                1.0
            } else {
                penalties.earlier
            };
            push(person, row, weight);
            let unsaid = row.unsaid();
            if unsaid.query != row.query {
                push(person, &unsaid, weight * penalties.unsaid);
            }
        }
        problem
    }
}

/// Region, region's slopes and country. The base country has none of them.
fn place(code: &CountryCode) -> Option<[Column; 4]> {
    let country = by_code(code).filter(|_| code.as_str() != "US")?;
    Some([
        Column::Region(country.region),
        Column::RegionSlope(country.region),
        Column::RegionLate(country.region),
        Column::Country(code.clone()),
    ])
}

/// A country's own part in the difference between surveys. The base country's is [`Column::Survey`] itself.
fn survey_country(row: &Row) -> Option<Column> {
    let country = &row.query.country;
    (row.survey != MODEL_YEAR && country.as_str() != "US")
        .then(|| Column::SurveyCountry(row.survey, country.clone()))
}

/// The rise of an earlier survey's pay outside the base country.
fn survey_slope(row: &Row) -> Option<Column> {
    let abroad = row.query.country.as_str() != "US";
    (row.survey != MODEL_YEAR && abroad).then_some(Column::SurveySlope(row.survey))
}

/// Years above a bend, as far as pay rises at all; `at` is [`BASE_YEARS`] or more.
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
            // Regions differ far more than countries within one do.
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
