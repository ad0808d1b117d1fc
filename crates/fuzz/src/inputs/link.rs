//! A pay query in a link, after the `?`.

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::link::{read, write};

use super::{Judgement, Verdict, hold, refused};
use crate::shipped::MODEL;
use crate::values;

pub(super) const WORDS: &[&str] = &[
    "role=",
    "years=",
    "country=",
    "area=",
    "stack=",
    "workplace=",
    "size=",
    "manages=",
    "&role=",
    "&years=",
    "&country=",
    "&area=",
    "&stack=",
    "back-end",
    "engineering-manager",
    "US",
    "DE",
    "41860",
    "C%2B%2B",
    "Go",
    "React",
    "in-person",
    "10000-plus",
    "2-19",
    "people-manager",
    "utm_source=",
];

pub(super) fn seeds() -> Vec<String> {
    values::samples(&values::query(), 40)
        .iter()
        .map(write)
        .collect()
}

pub(super) fn judge(text: &str) -> Judgement {
    let linked = match read(&MODEL, text) {
        Ok(linked) => linked,
        Err(error) => return refused(&error),
    };
    let named = &linked.left_out;
    hold(
        named.len() <= 5 && named.iter().all(|name| name.chars().count() <= 40),
        "few and short are the names of what is left out",
    )?;
    hold(
        !named.iter().any(|name| name.chars().any(char::is_control)),
        "no name of what is left out holds a control character",
    )?;
    let query = &linked.query;
    hold(
        query
            .area
            .is_none_or(|area| MODEL.area(&query.country, area).is_some()),
        "an area lies in the country",
    )?;
    let again = read(&MODEL, &write(&linked.query)).map_err(|error| error.to_string())?;
    hold(
        again.query == linked.query && again.left_out.is_empty(),
        "what was read is what its link says",
    )?;
    if let Ok(found) = estimate(&MODEL, &linked.query) {
        let pay = found.percentiles;
        hold(
            pay.iter().all(|usd| (500.0..=5_000_000.0).contains(usd)),
            "every figure lies in the model's bounds",
        )?;
        hold(pay.is_sorted(), "percentiles never fall")?;
        hold(
            found
                .working
                .iter()
                .all(|step| step.factor.is_finite() && step.running.is_finite()),
            "every step of the working is a number",
        )?;
    }
    Ok(Verdict::Accepted)
}
