//! From the JSON files that people edit to the blob that the page carries.

use serde::de::DeserializeOwned;
use which_end_core::data::{Facts, write_blob};
use which_end_core::date::Date;
use which_end_core::guide::Guide;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::contradiction::Contradictions;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::rates::Rates;
use which_end_core::quiz::item::{Body, ItemBank};
use which_end_core::quiz::simulation::Simulation;

use crate::file::{DataError, DataFile};
use crate::{agreement, contradictions, guide, items, pay, rates, simulation};

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
    /// Of `contradictions.json`.
    pub contradictions: &'text str,
    /// Of `guide.json`.
    pub guide: &'text str,
    /// Of `simulation.json`.
    pub simulation: &'text str,
}

/// What came of sound data.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The quiz.
    pub bank: ItemBank,
    /// Everything else that the application works with.
    pub facts: Facts,
    /// The quiz for [`read_blob`](which_end_core::data::read_blob). Depends on the texts alone, never on the day.
    pub bank_blob: Vec<u8>,
    /// The facts, likewise.
    pub facts_blob: Vec<u8>,
    /// Sentences about figures whose `review_by` has come: the page marks them as old.
    pub warnings: Vec<String>,
}

/// Checks all files and makes the blob. All problems are listed, not the first alone.
pub fn compile(texts: &SourceTexts<'_>, today: Date) -> Result<Compiled, Vec<DataError>> {
    let mut problems = Vec::new();
    let bank = keep(read_bank(texts.items), &mut problems);
    let pay = keep(read_pay(texts.pay), &mut problems);
    let claims = keep(read_claims(texts.claims), &mut problems);
    let rates = keep(read_rates(texts.rates), &mut problems);
    let contradictions = parse(DataFile::Contradictions, texts.contradictions);
    let contradictions: Option<Contradictions> = keep(contradictions, &mut problems);
    let guide = keep(read_guide(texts.guide), &mut problems);
    let simulation = keep(read_simulation(texts.simulation), &mut problems);

    let (Some(mut bank), Some(pay), Some(claims), Some(rates)) = (bank, pay, claims, rates) else {
        return Err(problems);
    };
    let (Some(contradictions), Some(guide), Some(simulation)) = (contradictions, guide, simulation)
    else {
        return Err(problems);
    };
    // Held against claims and guide, which must be sound for that.
    contradictions::check(&contradictions, &claims, &guide)
        .map_err(|problems| named(DataFile::Contradictions, problems))?;
    let facts = Facts {
        pay,
        claims,
        rates,
        contradictions,
        guide,
        simulation,
    };
    agreement::check(&facts, &facts.guide)?;
    let warnings = overdue(&facts, today);
    remove_explanations(&mut bank);
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
            problem: error.to_string(),
        }]),
    }
}

/// The value, or none with its problems put on the list.
fn keep<T>(read: Result<T, Vec<DataError>>, problems: &mut Vec<DataError>) -> Option<T> {
    read.map_err(|mut new| problems.append(&mut new)).ok()
}

fn read_bank(text: &str) -> Result<ItemBank, Vec<DataError>> {
    items::read(text).map_err(|problems| named(DataFile::Items, problems))
}

fn read_pay(text: &str) -> Result<PayModel, Vec<DataError>> {
    let model = parse(DataFile::Pay, text)?;
    pay::check_model(&model).map_err(|problems| named(DataFile::Pay, problems))?;
    Ok(model)
}

fn read_claims(text: &str) -> Result<Claims, Vec<DataError>> {
    let claims = parse(DataFile::Claims, text)?;
    pay::check_claims(&claims).map_err(|problems| named(DataFile::Claims, problems))?;
    Ok(claims)
}

fn read_rates(text: &str) -> Result<Rates, Vec<DataError>> {
    let rates = parse(DataFile::Rates, text)?;
    rates::check(&rates).map_err(|problems| named(DataFile::Rates, problems))?;
    Ok(rates)
}

fn read_guide(text: &str) -> Result<Guide, Vec<DataError>> {
    let guide = parse(DataFile::Guide, text)?;
    guide::check(&guide).map_err(|problems| named(DataFile::Guide, problems))?;
    Ok(guide)
}

fn read_simulation(text: &str) -> Result<Option<Simulation>, Vec<DataError>> {
    let found: Option<Simulation> = parse(DataFile::Simulation, text)?;
    if let Some(found) = &found {
        simulation::check(found).map_err(|problems| named(DataFile::Simulation, problems))?;
    }
    Ok(found)
}

/// Puts the file's name to what its own check found.
fn named(file: DataFile, problems: Vec<impl ToString>) -> Vec<DataError> {
    problems
        .into_iter()
        .map(|problem| DataError {
            file,
            problem: problem.to_string(),
        })
        .collect()
}

/// Reads JSON; the error names line and column.
fn parse<T: DeserializeOwned>(file: DataFile, text: &str) -> Result<T, Vec<DataError>> {
    serde_json::from_str(text).map_err(|error| {
        vec![DataError {
            file,
            problem: error.to_string(),
        }]
    })
}

/// Sentences about everything whose `review_by` has come.
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
    let publications = facts
        .pay
        .publications()
        .map(|source| (DataFile::Pay, &source.title, source.review_by));
    sources
        .chain(publications)
        .chain(claims)
        .chain([rates])
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

/// Removes what no view shows yet: why choices are right, and where that is from. It is an eighth of the bank, and the first
/// question waits for the bank.
fn remove_explanations(bank: &mut ItemBank) {
    for item in &mut bank.items {
        match &mut item.body {
            Body::Situation {
                choices, source, ..
            } => {
                *source = None;
                for choice in choices {
                    choice.because.clear();
                }
            }
            Body::Task {
                explanation,
                source,
                ..
            } => {
                explanation.clear();
                source.title.clear();
                source.url.clear();
            }
            Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => {}
        }
    }
}
