//! From a person's answers to a row of the design.

use std::collections::BTreeMap;

use which_end_core::pay::model::{BASE_YEARS, FLAT_AFTER_YEARS, growth};
use which_end_core::pay::query::{CountryCode, Role, Technology, Workplace};

use super::countries::by_code;
use super::quantile::{Problem, SparseRow};
use super::survey::Row;

/// Years at which the line of experience may bend.
pub(crate) const BENDS: [u8; 8] = [1, 2, 3, 4, 5, 6, 8, 10];

/// Fewer rows than this, and a language is not in the model.
const MIN_LANGUAGE_ROWS: usize = 150;

/// Fewer rows than this in a role, and a language has no effect of its own there.
const MIN_ROLE_LANGUAGE_ROWS: usize = 150;

/// The year whose pay the model states.
pub(crate) const MODEL_YEAR: u16 = 2025;

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
    Region(u8),
    Country(CountryCode),
    Stack(Role),
    Technology(Technology),
    RoleTechnology(Role, Technology),
    InPerson,
    /// An earlier survey, in the base country or elsewhere.
    Survey(u16, bool),
    /// An earlier survey in a country with rows enough in it: exchange rates moved differently.
    SurveyCountry(u16, CountryCode),
}

/// λ by kind of column: how strongly an effect is drawn toward zero. Chosen by cross-validation on 2025 rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Penalties {
    pub(crate) bend: f64,
    pub(crate) slope: f64,
    pub(crate) country: f64,
    pub(crate) survey_country: f64,
    pub(crate) language: f64,
    pub(crate) role_technology: f64,
    /// What a row of an earlier survey counts against one of [`MODEL_YEAR`].
    pub(crate) earlier: f64,
    /// What a row counts a second time, with its languages left unsaid: so that the answer to a query without a stack
    /// is that of all people, not only of those who skipped the question.
    pub(crate) unsaid: f64,
}

impl Default for Penalties {
    fn default() -> Self {
        Self {
            bend: 10.0,
            slope: 3.0,
            country: 6.0,
            survey_country: 15.0,
            language: 4.0,
            role_technology: 20.0,
            earlier: 1.0,
            unsaid: 0.5,
        }
    }
}

/// Which columns there are.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    columns: BTreeMap<Column, u16>,
    /// Share of rows with a stated workplace that work in person: “not stated” counts as this mix.
    pub(crate) in_person_share: f64,
}

impl Layout {
    /// The columns that rows fill. `special` are the role × language effects that have earned a column; with none
    /// given, every one with rows enough gets a try.
    pub(crate) fn of(rows: &[Row], special: Option<&[(Role, Technology)]>) -> Self {
        let mut languages: BTreeMap<&Technology, usize> = BTreeMap::new();
        let mut in_roles: BTreeMap<(Role, &Technology), usize> = BTreeMap::new();
        let mut columns: Vec<Column> = vec![Column::Base, Column::Years, Column::InPerson];
        columns.extend(BENDS.map(Column::Bend));
        columns.extend(Role::ALL.map(Column::Stack));
        for role in [Role::BackEnd, Role::FrontEnd] {
            columns.extend([Column::Role(role), Column::RoleSlope(role)]);
        }
        let mut stated = 0.0;
        let mut in_person = 0.0;
        for row in rows {
            for language in &row.query.stack {
                *languages.entry(language).or_default() += 1;
                *in_roles.entry((row.query.role, language)).or_default() += 1;
            }
            stated += f64::from(u8::from(row.query.workplace.is_some()));
            in_person += f64::from(u8::from(row.query.workplace == Some(Workplace::InPerson)));
            columns.extend(place(&row.query.country).into_iter().flatten());
            if row.survey != MODEL_YEAR {
                columns.push(Column::Survey(
                    row.survey,
                    row.query.country.as_str() == "US",
                ));
                columns.extend(survey_country(row));
            }
        }
        languages.retain(|_, count| *count >= MIN_LANGUAGE_ROWS);
        columns.extend(
            languages
                .keys()
                .map(|&language| Column::Technology(language.clone())),
        );
        match special {
            Some(special) => columns.extend(
                special
                    .iter()
                    .map(|(r, l)| Column::RoleTechnology(*r, l.clone())),
            ),
            None => columns.extend(
                in_roles
                    .iter()
                    .filter(|((_, language), count)| {
                        **count >= MIN_ROLE_LANGUAGE_ROWS && languages.contains_key(language)
                    })
                    .map(|((role, language), _)| {
                        Column::RoleTechnology(*role, (*language).clone())
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
            in_person_share: in_person / f64::max(stated, 1.0),
        }
    }

    /// Columns in order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.keys()
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
        put(Column::Years, bend(years, 0) - f64::from(BASE_YEARS));
        for at in BENDS {
            put(Column::Bend(at), bend(years, at));
        }
        for (column, value) in
            place(&query.country)
                .into_iter()
                .flatten()
                .zip([1.0, growth(years), 1.0])
        {
            put(column, value);
        }
        let mut known = false;
        for language in &query.stack {
            known |= put(Column::Technology(language.clone()), 1.0);
            put(Column::RoleTechnology(query.role, language.clone()), 1.0);
        }
        put(Column::Stack(query.role), f64::from(u8::from(known)));
        put(
            Column::InPerson,
            match query.workplace {
                None => 0.0,
                Some(Workplace::InPerson) => 1.0 - self.in_person_share,
                Some(Workplace::RemoteOrHybrid) => -self.in_person_share,
            },
        );
        put(
            Column::Survey(row.survey, query.country.as_str() == "US"),
            1.0,
        );
        if let Some(column) = survey_country(row) {
            put(column, 1.0);
        }
        entries.sort_by_key(|entry| entry.0);
        entries
    }

    /// The problem of fitting `rows`.
    pub(crate) fn problem(&self, rows: &[Row], penalties: &Penalties) -> Problem {
        let mut problem = Problem {
            penalties: self.columns().map(|column| penalties.of(column)).collect(),
            ..Problem::default()
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
            if !row.query.stack.is_empty() {
                let mut unsaid = row.clone();
                unsaid.query.stack.clear();
                push(person, &unsaid, weight * penalties.unsaid);
            }
        }
        problem
    }
}

/// Region, region's slope and country. The base country has none of them.
fn place(code: &CountryCode) -> Option<[Column; 3]> {
    let country = by_code(code).filter(|_| code.as_str() != "US")?;
    Some([
        Column::Region(country.region),
        Column::RegionSlope(country.region),
        Column::Country(code.clone()),
    ])
}

/// A country's own part in the difference between surveys. The base country's is [`Column::Survey`] itself.
fn survey_country(row: &Row) -> Option<Column> {
    let country = &row.query.country;
    (row.survey != MODEL_YEAR && country.as_str() != "US")
        .then(|| Column::SurveyCountry(row.survey, country.clone()))
}

/// Years above a bend, as far as pay rises at all.
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
            | Column::Stack(_) => 0.0,
            Column::Bend(_) => self.bend,
            Column::RoleSlope(_) | Column::RegionSlope(_) => self.slope,
            // Regions differ far more than countries within one do.
            Column::Region(_) => 0.1,
            Column::Country(_) => self.country,
            Column::SurveyCountry(..) => self.survey_country,
            Column::Technology(_) => self.language,
            Column::RoleTechnology(..) => self.role_technology,
        }
    }
}
