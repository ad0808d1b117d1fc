//! From the JSON files that people edit to the blob that the page carries.

use serde::de::DeserializeOwned;

use super::{Facts, agreement, write_blob};
use crate::date::Date;
use crate::guide::{self, Guide};
use crate::pay::claim::{self, Claims};
use crate::pay::contradiction::{self, Contradictions};
use crate::pay::model::{self, PayModel};
use crate::pay::rates::{self, Rates};
use crate::quiz::entry;
use crate::quiz::item::ItemBank;
use crate::quiz::simulation::Simulation;

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

/// A file of `assets/data`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataFile {
    /// The item bank.
    Items,
    /// The fitted pay model.
    Pay,
    /// Published figures.
    Claims,
    /// Exchange rates.
    Rates,
    /// Where published figures disagree.
    Contradictions,
    /// The guide.
    Guide,
    /// What the simulation found about the quiz, or `null` where no figures are written down for this release.
    Simulation,
}

impl DataFile {
    /// All files.
    pub const ALL: [Self; 7] = [
        Self::Items,
        Self::Pay,
        Self::Claims,
        Self::Rates,
        Self::Contradictions,
        Self::Guide,
        Self::Simulation,
    ];

    /// Its name in `assets/data`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "items.json",
            Self::Pay => "pay.json",
            Self::Claims => "claims.json",
            Self::Rates => "rates.json",
            Self::Contradictions => "contradictions.json",
            Self::Guide => "guide.json",
            Self::Simulation => "simulation.json",
        }
    }
}

/// One thing wrong with a data file, as in `items.json: item "be-014" has an empty stem`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}", name = .file.name())]
pub struct DataError {
    /// The file to edit.
    pub file: DataFile,
    /// What is wrong, naming the entry.
    pub problem: String,
}

/// What came of sound data.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The quiz.
    pub bank: ItemBank,
    /// Everything else that the application works with.
    pub facts: Facts,
    /// The quiz for [`read_blob`](super::read_blob). Depends on the texts alone, never on the day.
    pub bank_blob: Vec<u8>,
    /// The facts, likewise.
    pub facts_blob: Vec<u8>,
    /// Sentences about figures whose `review_by` has come: the page marks them as old.
    pub warnings: Vec<String>,
}

/// Checks all files and makes the blob. All problems are listed, not the first alone.
pub fn compile(texts: &SourceTexts<'_>, today: Date) -> Result<Compiled, Vec<DataError>> {
    let mut problems = Vec::new();
    let bank = keep(bank(texts.items), &mut problems);
    let pay = keep(pay(texts.pay), &mut problems);
    let claims = keep(claims(texts.claims), &mut problems);
    let rates = keep(rates(texts.rates), &mut problems);
    let contradictions = parse(DataFile::Contradictions, texts.contradictions);
    let contradictions: Option<Contradictions> = keep(contradictions, &mut problems);
    let guide = keep(guide(texts.guide), &mut problems);
    let simulation = keep(simulation(texts.simulation), &mut problems);

    let (Some(mut bank), Some(pay), Some(claims), Some(rates)) = (bank, pay, claims, rates) else {
        return Err(problems);
    };
    let (Some(contradictions), Some(guide), Some(simulation)) = (contradictions, guide, simulation)
    else {
        return Err(problems);
    };
    // Held against claims and guide, which must be sound for that.
    contradiction::check(&contradictions, &claims, &guide)
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
    bank.remove_explanations();
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

fn bank(text: &str) -> Result<ItemBank, Vec<DataError>> {
    entry::read(text).map_err(|problems| named(DataFile::Items, problems))
}

fn pay(text: &str) -> Result<PayModel, Vec<DataError>> {
    let model = parse(DataFile::Pay, text)?;
    model::check(&model).map_err(|problems| named(DataFile::Pay, problems))?;
    Ok(model)
}

fn claims(text: &str) -> Result<Claims, Vec<DataError>> {
    let claims = parse(DataFile::Claims, text)?;
    claim::check(&claims).map_err(|problems| named(DataFile::Claims, problems))?;
    Ok(claims)
}

fn rates(text: &str) -> Result<Rates, Vec<DataError>> {
    let rates = parse(DataFile::Rates, text)?;
    rates::check(&rates).map_err(|problems| named(DataFile::Rates, problems))?;
    Ok(rates)
}

fn guide(text: &str) -> Result<Guide, Vec<DataError>> {
    let guide = parse(DataFile::Guide, text)?;
    guide::check(&guide).map_err(|problems| named(DataFile::Guide, problems))?;
    Ok(guide)
}

fn simulation(text: &str) -> Result<Option<Simulation>, Vec<DataError>> {
    let found: Option<Simulation> = parse(DataFile::Simulation, text)?;
    if let Some(found) = &found {
        found
            .check()
            .map_err(|problems| named(DataFile::Simulation, problems))?;
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
