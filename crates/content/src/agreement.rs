//! Consistency between data files.

use std::collections::BTreeMap;

use which_end_core::data::Facts;
use which_end_core::date::Date;
use which_end_core::guide::Guide;

use crate::file::{DataError, DataFile};

/// Checks that one publication has the same reference date and review date in every file, and that the exchange rates
/// are of the model's year, so that converting dollars back gives about the amounts that people stated.
pub(super) fn check(facts: &Facts, guide: &Guide) -> Result<(), Vec<DataError>> {
    let mut errors = publications(facts, guide);
    let (rates, pay) = (&facts.rates.as_of, facts.pay.year);
    if rates.get(..4) != Some(pay.to_string().as_str()) {
        errors.push(DataError {
            file: DataFile::Rates,
            error: format!(
                "as_of: the rates are of {rates}, but pay.json states pay of {pay}; change both together"
            ),
        });
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Reference date and review date of a publication.
type Days = (Option<Date>, Date);

/// Publications are identified by address and title.
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
    let mut errors = Vec::new();
    for (file, url, title, days) in surveys.chain(wages).chain(claims).chain(guide) {
        let (known_in, known) = *first.entry((url, title)).or_insert((file, days));
        if known != days {
            errors.push(DataError {
                file,
                error: format!(
                    "“{title}” {}, but in {} it {}; one publication has one pair of days",
                    describe(days),
                    known_in.name(),
                    describe(known)
                ),
            });
        }
    }
    errors
}

fn describe((as_of, review_by): Days) -> String {
    let as_of = as_of.map_or_else(|| "has no day".to_owned(), |day| format!("is of {day}"));
    format!("{as_of} and is to be reviewed by {review_by}")
}
