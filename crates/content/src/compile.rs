//! Compiles the JSON files that people edit into the blobs of the page.

use std::mem::take;

use serde::de::DeserializeOwned;
use which_end_core::data::{Facts, write_blob};
use which_end_core::date::Date;
use which_end_core::guide::Guide;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::contradiction::Contradictions;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::purchasing_power::PurchasingPower;
use which_end_core::pay::rates::Rates;
use which_end_core::quiz::explanation::Explanation;
use which_end_core::quiz::item::{Body, ItemBank, Source};
use which_end_core::quiz::simulation::Simulation;

use crate::file::{DataError, DataFile};
use crate::{agreement, contradictions, guide, items, pay, purchasing_power, rates, simulation};

/// The texts of the files of `assets/data`.
#[derive(Clone, Copy, Debug)]
pub struct SourceTexts<'text> {
    /// Of `items.json`.
    pub items: &'text str,
    /// Of `pay.json`.
    pub pay: &'text str,
    /// Of `claims.json`.
    pub claims: &'text str,
    /// Of `rates.json`.
    pub rates: &'text str,
    /// Of `purchasing-power.json`.
    pub purchasing_power: &'text str,
    /// Of `contradictions.json`.
    pub contradictions: &'text str,
    /// Of `guide.json`.
    pub guide: &'text str,
    /// Of `simulation.json`.
    pub simulation: &'text str,
}

/// The result for valid data.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The quiz.
    pub bank: ItemBank,
    /// All other data of the application.
    pub facts: Facts,
    /// The quiz for [`read_blob`](which_end_core::data::read_blob). It depends only on the texts, never on the day.
    pub bank_blob: Vec<u8>,
    /// The facts, in the same format.
    pub facts_blob: Vec<u8>,
    /// Sentences about figures whose `review_by` has come. The page shows them as outdated.
    pub warnings: Vec<String>,
}

/// Checks all files and writes the blobs. Reports all errors, not only the first.
pub fn compile(texts: &SourceTexts<'_>, today: Date) -> Result<Compiled, Vec<DataError>> {
    let mut errors = Vec::new();
    let bank = collect_errors(read_bank(texts.items), &mut errors);
    let pay = collect_errors(read_pay(texts.pay), &mut errors);
    let claims = collect_errors(read_claims(texts.claims), &mut errors);
    let rates = collect_errors(read_rates(texts.rates), &mut errors);
    let power = collect_errors(read_purchasing_power(texts.purchasing_power), &mut errors);
    let contradictions = parse(DataFile::Contradictions, texts.contradictions);
    let contradictions: Option<Contradictions> = collect_errors(contradictions, &mut errors);
    let guide = collect_errors(read_guide(texts.guide), &mut errors);
    let simulation = collect_errors(read_simulation(texts.simulation), &mut errors);

    let (Some(mut bank), Some(pay), Some(claims), Some(rates)) = (bank, pay, claims, rates) else {
        return Err(errors);
    };
    let (Some(contradictions), Some(guide), Some(simulation)) = (contradictions, guide, simulation)
    else {
        return Err(errors);
    };
    let Some(purchasing_power) = power else {
        return Err(errors);
    };
    // Contradictions refer to claims and the guide, so both must be valid first.
    contradictions::check(&contradictions, &claims, &guide)
        .map_err(|errors| in_file(DataFile::Contradictions, errors))?;
    let facts = Facts {
        pay,
        claims,
        rates,
        purchasing_power,
        contradictions,
        guide,
        simulation,
        explanations: take_explanations(&mut bank),
    };
    agreement::check(&facts, &facts.guide)?;
    let warnings = overdue(&facts, today);
    match (write_blob(&bank), write_blob(&facts)) {
        (Ok(bank_blob), Ok(facts_blob)) => Ok(Compiled {
            bank,
            facts,
            bank_blob,
            facts_blob,
            warnings,
        }),
        (Err(error), _) | (_, Err(error)) => Err(vec![DataError {
            file: DataFile::Items,
            error: error.to_string(),
        }]),
    }
}

/// The value, or `None` after adding its errors to the list.
fn collect_errors<T>(read: Result<T, Vec<DataError>>, errors: &mut Vec<DataError>) -> Option<T> {
    read.map_err(|mut new| errors.append(&mut new)).ok()
}

fn read_bank(text: &str) -> Result<ItemBank, Vec<DataError>> {
    items::read(text).map_err(|errors| in_file(DataFile::Items, errors))
}

fn read_pay(text: &str) -> Result<PayModel, Vec<DataError>> {
    let model = parse(DataFile::Pay, text)?;
    pay::check_model(&model).map_err(|errors| in_file(DataFile::Pay, errors))?;
    Ok(model)
}

fn read_claims(text: &str) -> Result<Claims, Vec<DataError>> {
    let claims = parse(DataFile::Claims, text)?;
    pay::check_claims(&claims).map_err(|errors| in_file(DataFile::Claims, errors))?;
    Ok(claims)
}

fn read_rates(text: &str) -> Result<Rates, Vec<DataError>> {
    let rates = parse(DataFile::Rates, text)?;
    rates::check(&rates).map_err(|errors| in_file(DataFile::Rates, errors))?;
    Ok(rates)
}

fn read_purchasing_power(text: &str) -> Result<PurchasingPower, Vec<DataError>> {
    let power = parse(DataFile::PurchasingPower, text)?;
    purchasing_power::check(&power).map_err(|errors| in_file(DataFile::PurchasingPower, errors))?;
    Ok(power)
}

fn read_guide(text: &str) -> Result<Guide, Vec<DataError>> {
    let guide = parse(DataFile::Guide, text)?;
    guide::check(&guide).map_err(|errors| in_file(DataFile::Guide, errors))?;
    Ok(guide)
}

fn read_simulation(text: &str) -> Result<Option<Simulation>, Vec<DataError>> {
    let found: Option<Simulation> = parse(DataFile::Simulation, text)?;
    if let Some(found) = &found {
        simulation::check(found).map_err(|errors| in_file(DataFile::Simulation, errors))?;
    }
    Ok(found)
}

/// Adds the file to the errors of its own check.
fn in_file(file: DataFile, errors: Vec<impl ToString>) -> Vec<DataError> {
    errors
        .into_iter()
        .map(|error| DataError {
            file,
            error: error.to_string(),
        })
        .collect()
}

/// Parses JSON; the error has line and column.
fn parse<T: DeserializeOwned>(file: DataFile, text: &str) -> Result<T, Vec<DataError>> {
    serde_json::from_str(text).map_err(|error| {
        vec![DataError {
            file,
            error: error.to_string(),
        }]
    })
}

/// Sentences about all data whose `review_by` has come.
fn overdue(facts: &Facts, today: Date) -> Vec<String> {
    let sources = facts
        .pay
        .sources
        .iter()
        .map(|source| (DataFile::Pay, &source.title, source.review_by));
    let claims = facts
        .claims
        .claims
        .iter()
        .map(|claim| (DataFile::Claims, &claim.id, claim.review_by));
    let rates = &facts.rates;
    let rates = (DataFile::Rates, &rates.source.title, rates.review_by);
    let power = &facts.purchasing_power;
    let power = (
        DataFile::PurchasingPower,
        &power.source.title,
        power.review_by,
    );
    let publications = facts
        .pay
        .publications()
        .map(|source| (DataFile::Pay, &source.title, source.review_by));
    sources
        .chain(publications)
        .chain(claims)
        .chain([rates, power])
        .filter(|(_, _, review_by)| *review_by <= today)
        .map(|(file, entry, review_by)| {
            format!(
                "{}: \"{entry}\" was to be reviewed by {review_by}; the page marks it as old",
                file.name()
            )
        })
        .chain(guide::overdue(&facts.guide, today))
        .chain(facts.simulation.iter().filter_map(|found| {
            let due = found.review_by;
            (due <= today).then(|| {
                format!(
                    "{}: was to be reviewed by {due}; the page marks it as old",
                    DataFile::Simulation.name()
                )
            })
        }))
        .collect()
}

/// Moves explanations and sources from the bank to a list for the second module. They are a quarter of the bank, and the
/// first question cannot appear before the bank is loaded.
fn take_explanations(bank: &mut ItemBank) -> Vec<Explanation> {
    let explained = bank.items.iter_mut().filter_map(|item| {
        let (texts, source) = match &mut item.body {
            Body::Situation {
                choices, source, ..
            } => {
                let texts = choices
                    .iter_mut()
                    .map(|choice| take(&mut choice.because))
                    .collect();
                (texts, source.take()?)
            }
            Body::Task {
                explanation,
                source,
                ..
            } => {
                let source = Source {
                    title: take(&mut source.title),
                    url: take(&mut source.url),
                };
                (vec![take(explanation)], source)
            }
            Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => return None,
        };
        Some(Explanation {
            item: item.id.clone(),
            texts,
            source,
        })
    });
    explained.collect()
}
