//! The benefit of a calibration for later visitors: the same new people take the quiz with the authors' bank and with
//! the fitted one. The main question is whether intervals still have their coverage when fitted items have full weight.

use serde::Serialize;
use which_end_core::quiz::item::{ItemBank, Side};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::session::Session;

use super::accept::reason_to_reject;
use super::fit::Fit;
use super::sound;
use super::text::{calibration, edited};
use crate::simulate::person::Person;

/// Results of the quiz with one bank.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Benefit {
    /// Mean number of answers.
    pub(super) answers: f64,
    /// Share of 80 % intervals that contain the true trait.
    pub(super) coverage: f64,
    /// Root mean squared error of both traits.
    pub(super) rmse: f64,
    /// Share of people whose stronger side was identified.
    pub(super) lead: f64,
}

impl Benefit {
    pub(super) fn of(bank: &ItemBank, runs: &[(Person, Session)]) -> Self {
        let model = BankModel::new(bank);
        let (mut answers, mut held, mut squares, mut right) = (0, 0, 0.0, 0);
        for (person, session) in runs {
            let posterior = Posterior::of(&model, &session.given(&model));
            let traits = person.common();
            for (side, truth) in Side::ALL.into_iter().zip(traits) {
                let found = posterior.estimate(side);
                held += u32::from((found.low..=found.high).contains(&truth));
                squares += (found.mean - truth) * (found.mean - truth);
            }
            right += u32::from((posterior.backend_leads() > 0.5) == (traits[0] > traits[1]));
            answers += session.answered();
        }
        let people = runs.len() as f64;
        Self {
            answers: answers as f64 / people,
            coverage: f64::from(held) / (2.0 * people),
            rmse: (squares / (2.0 * people)).sqrt(),
            lead: f64::from(right) / people,
        }
    }
}

/// The bank that the command would write after this fit.
pub(super) fn fitted_bank(text: &str, bank: &ItemBank, fit: &Fit) -> Result<ItemBank, String> {
    let calibrations = bank
        .items
        .iter()
        .zip(&fit.items)
        .filter(|(_, fitted)| reason_to_reject(fitted).is_none())
        .map(|(item, fitted)| (item.id.as_str().to_owned(), calibration(fitted)))
        .collect();
    sound(&edited(text, &calibrations)?)
}
