//! What two data files say of one thing: they must say the same.

use std::collections::BTreeMap;

use which_end_core::data::Facts;
use which_end_core::date::Date;
use which_end_core::guide::Guide;

use crate::file::{DataError, DataFile};

/// One publication has one day that it speaks of and one day of review, wherever it is named; and the exchange rates are
/// of the year whose pay the model states, so that dollars turn back into about the money that people named.
pub(super) fn check(facts: &Facts, guide: &Guide) -> Result<(), Vec<DataError>> {
    let mut problems = publications(facts, guide);
    let (rates, pay) = (&facts.rates.as_of, facts.pay.year);
    if rates.get(..4) != Some(pay.to_string().as_str()) {
        problems.push(DataError {
            file: DataFile::Rates,
            problem: format!(
                "as_of: the rates are of {rates}, but pay.json states pay of {pay}; change both together"
            ),
        });
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// The two days of a publication.
type Days = (Option<Date>, Date);

/// Publications are told apart by address and title.
fn publications(facts: &Facts, guide: &Guide) -> Vec<DataError> {
    let pay = &facts.pay;
    let surveys = pay.sources.iter().map(|source| {
        let days = (Some(source.as_of), source.review_by);
        (DataFile::Pay, Some(&source.url), &source.title, days)
    });
    let wages = pay.publications().map(|source| {
        let days = (Some(source.as_of), source.review_by);
        (DataFile::Pay, Some(&source.url), &source.title, days)
    });
    let claims = facts.claims.claims.iter().map(|claim| {
        let days = (claim.as_of, claim.review_by);
        (DataFile::Claims, claim.url.as_ref(), &claim.title, days)
    });
    let guide = guide.sources.iter().map(|source| {
        let days = (source.as_of, source.review_by);
        (DataFile::Guide, Some(&source.url), &source.title, days)
    });
    let mut first: BTreeMap<(Option<&String>, &String), (DataFile, Days)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (file, url, title, days) in surveys.chain(wages).chain(claims).chain(guide) {
        let (known_in, known) = *first.entry((url, title)).or_insert((file, days));
        if known != days {
            problems.push(DataError {
                file,
                problem: format!(
                    "“{title}” {}, but in {} it {}; one publication has one pair of days",
                    said(days),
                    known_in.name(),
                    said(known)
                ),
            });
        }
    }
    problems
}

fn said((as_of, review_by): Days) -> String {
    let as_of = as_of.map_or_else(|| "has no day".to_owned(), |day| format!("is of {day}"));
    format!("{as_of} and is to be reviewed by {review_by}")
}
