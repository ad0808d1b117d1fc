//! The files of `assets/data`, which people edit: an error stops the build with a sentence.
//!
//! Most cases use files cut to a few entries, to which many rules still apply; some use whole files.

use serde::de::DeserializeOwned;
use serde_json::Value;
use which_end_content::{contradictions, guide, items, pay, rates};
use which_end_core::guide::Guide;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::contradiction::Contradictions;
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::pay::rates::Rates;

use super::{Judgement, Verdict, hold};
use crate::shipped;

/// Separates the name of a file from its text.
const AFTER_NAME: char = '\u{1e}';

pub(super) const WORDS: &[&str] = &[
    "\"id\":",
    "\"version\":",
    "\"stem\":",
    "\"level\":",
    "\"kind\":",
    "\"likert\":",
    "\"facet\":",
    "\"data\"",
    "\"choices\":",
    "\"right\":",
    "\"widget\":",
    "\"order\":",
    "\"source\":",
    "\"url\":",
    "\"https://example.org/\"",
    "\"review_by\":",
    "\"2027-01-01\"",
    "\"2027-02-30\"",
    "\"currency\":",
    "\"per_usd\":",
    "\"amounts\":",
    "\"usd\":",
    "\"percentile\":",
    "\"country\":",
    "\"US\"",
    "\"sources\":",
    "\"text\":",
    "\"sides\":",
    "\"backend\"",
    "\"claim\":",
    "\"says\":",
    "\"calibration\":",
];

pub(super) fn seeds() -> Vec<String> {
    let files = [
        ("items", shipped::ITEMS),
        ("pay", shipped::PAY),
        ("claims", shipped::CLAIMS),
        ("rates", shipped::RATES),
        ("contradictions", shipped::CONTRADICTIONS),
        ("guide", shipped::GUIDE),
    ];
    let mut seeds = Vec::new();
    for (name, text) in files {
        let named = |text: &str| format!("{name}{AFTER_NAME}{text}");
        // Any cut of the lists will do, but all cuts together must include each kind of entry.
        for start in 0..CUTS {
            let mut short: Value = serde_json::from_str(text).expect("shipped data is JSON");
            shorten(&mut short, start);
            seeds.push(named(&short.to_string()));
        }
        // Small files stay whole, so that some are accepted; the large ones take milliseconds each.
        if text.len() < 12_000 {
            seeds.extend(std::iter::repeat_n(named(text), 2));
        }
    }
    seeds
}

/// Number of short forms of a file.
const CUTS: usize = 12;

/// Leaves two entries of each list, different ones in each form.
fn shorten(value: &mut Value, start: usize) {
    match value {
        Value::Array(list) => {
            let turn = (start * 7) % list.len().max(1);
            list.rotate_left(turn);
            // Lists of numbers stay whole: without all five percentiles, nothing after them would be checked.
            if !list.iter().all(Value::is_number) {
                list.truncate(2);
            }
            for entry in list {
                shorten(entry, start);
            }
        }
        Value::Object(fields) => {
            for entry in fields.values_mut() {
                shorten(entry, start);
            }
        }
        _ => {}
    }
}

pub(super) fn judge(named: &str) -> Judgement {
    let (name, text) = named.split_once(AFTER_NAME).unwrap_or(("items", named));
    match name {
        "pay" => pay(text),
        "claims" => checked(text, pay::check_claims, |_: &Claims| Ok(())),
        "rates" => checked(text, rates::check, |rates: &Rates| {
            let fine = |rate: &which_end_core::pay::rates::Rate| {
                rate.per_usd.is_finite() && rate.per_usd > 0.0
            };
            hold(rates.rates.iter().all(fine), "a rate is a positive number")
        }),
        "contradictions" => checked(
            text,
            |list| contradictions::check(list, &shipped::PUBLISHED, &shipped::CAREERS),
            |_: &Contradictions| Ok(()),
        ),
        "guide" => checked(text, guide::check, |_: &Guide| Ok(())),
        _ => match items::read(text) {
            Ok(bank) => {
                hold(
                    bank.opening.iter().all(|id| bank.get(id).is_some()),
                    "the opening is in the bank",
                )?;
                Ok(Verdict::Accepted)
            }
            Err(errors) => listed(&errors),
        },
    }
}

fn pay(text: &str) -> Judgement {
    checked(text, pay::check_model, |model: &PayModel| {
        for role in Role::ALL {
            for tier in Tier::ALL {
                let query = PayQuery {
                    role,
                    years: tier.typical_years(),
                    ..PayQuery::default()
                };
                if let Ok(found) = estimate(model, &query) {
                    let pay = found.percentiles;
                    hold(
                        pay.iter().all(|usd| usd.is_finite() && *usd > 0.0),
                        "pay is a positive number",
                    )?;
                    hold(pay.is_sorted(), "percentiles never fall")?;
                }
            }
        }
        Ok(())
    })
}

fn checked<T: DeserializeOwned, P: ToString>(
    text: &str,
    check: impl Fn(&T) -> Result<(), Vec<P>>,
    judge: impl Fn(&T) -> Result<(), String>,
) -> Judgement {
    let value: T = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return listed(&[error]),
    };
    match check(&value) {
        Ok(()) => judge(&value).map(|()| Verdict::Accepted),
        Err(errors) => listed(&errors),
    }
}

/// A refusal has at least one error, and each has a message.
fn listed(errors: &[impl ToString]) -> Judgement {
    let has_message = |error: &dyn Fn() -> String| !error().trim().is_empty();
    hold(
        !errors.is_empty()
            && errors
                .iter()
                .all(|error| has_message(&|| error.to_string())),
        "a refusal says what is wrong",
    )?;
    Ok(Verdict::Refused)
}
