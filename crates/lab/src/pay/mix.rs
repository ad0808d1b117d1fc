//! The values that “not stated” stands for.

use std::collections::BTreeSet;

use which_end_core::pay::query::{CompanySize, Manages, Workplace};

use super::survey::Row;

/// Shares among the rows that state something. “Not stated” counts as this mix, that is, as the average person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mix {
    /// Share of work in person.
    pub(crate) in_person: f64,
    /// Shares of company sizes, in the order of [`CompanySize::ALL`]. From surveys that have every band: the copy of
    /// 2025 lacks the smallest and the largest.
    pub(crate) sizes: [f64; 6],
    /// Share of people managers.
    pub(crate) people_manager: f64,
}

impl Mix {
    pub(super) fn of(rows: &[Row]) -> Self {
        let share = |wanted: &dyn Fn(&Row) -> bool, stated: &dyn Fn(&Row) -> bool| {
            let of = rows.iter().filter(|row| stated(row)).count();
            rows.iter().filter(|row| wanted(row)).count() as f64 / of.max(1) as f64
        };
        let whole: BTreeSet<u16> = {
            let named: BTreeSet<(u16, CompanySize)> = rows
                .iter()
                .filter_map(|row| Some((row.survey, row.query.size?)))
                .collect();
            rows.iter()
                .map(|row| row.survey)
                .filter(|survey| {
                    CompanySize::ALL
                        .map(|size| (*survey, size))
                        .iter()
                        .all(|cell| named.contains(cell))
                })
                .collect()
        };
        let of_whole = |row: &Row| whole.contains(&row.survey);
        Self {
            in_person: share(
                &|row| row.query.workplace == Some(Workplace::InPerson),
                &|row| row.query.workplace.is_some(),
            ),
            sizes: CompanySize::ALL.map(|size| {
                share(
                    &|row| of_whole(row) && row.query.size == Some(size),
                    &|row| of_whole(row) && row.query.size.is_some(),
                )
            }),
            people_manager: share(
                &|row| row.query.manages == Some(Manages::PeopleManager),
                &|row| row.query.manages.is_some(),
            ),
        }
    }
}
