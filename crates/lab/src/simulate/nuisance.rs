//! What the quiz must not measure: people who differ in one nuisance alone get the same result.
//!
//! Each simulee takes the quiz twice with the same traits, items and random numbers: once a standard deviation below
//! the mean of the nuisance, once above. Half of the difference is what one standard deviation moves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use which_end_core::quiz::item::{ItemBank, Side};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::session::Session;

use super::condition::Condition;
use super::form::take;
use super::person::{PARAMETER_SETS, Person, Truth, truths};
use super::rng::Rng;

/// What people differ in, besides their traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Nuisance {
    /// Agreeing with Likert items of both scales, whatever they say.
    Acquiescence,
    /// The same with statements alone, while activities are rated as they are liked.
    AcquiescenceToStatements,
    /// Liking work that means meeting people ([`SOCIABILITY`](super::person::SOCIABILITY)).
    Sociability,
    /// Reading slowly, and so giving up on long questions more often ([`Person::gives_up`]).
    SlowReading,
}

impl Nuisance {
    const ALL: [Self; 4] = [
        Self::Acquiescence,
        Self::AcquiescenceToStatements,
        Self::Sociability,
        Self::SlowReading,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Acquiescence => "agreeing with all Likert items",
            Self::AcquiescenceToStatements => "agreeing with statements alone",
            Self::Sociability => "sociability",
            Self::SlowReading => "slow reading",
        }
    }

    /// The person with this nuisance at `z` standard deviations, and no other.
    fn applied(self, mut person: Person, z: f64) -> Person {
        let acquiescence = Condition::Messy.noise().acquiescence;
        person.agrees = 0.0;
        person.agrees_with_statements = 0.0;
        match self {
            Self::Acquiescence => person.agrees = z * acquiescence,
            Self::AcquiescenceToStatements => person.agrees_with_statements = z * acquiescence,
            Self::Sociability => person.sociability = z,
            Self::SlowReading => person.slow_reading = Some(z),
        }
        person
    }
}

/// What one standard deviation of a nuisance moves.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shift {
    pub(super) nuisance: Nuisance,
    /// Of the backend estimate, in standard deviations of the trait.
    pub(super) backend: f64,
    /// Of the frontend estimate.
    pub(super) frontend: f64,
    /// Of the backend's lead over the frontend, the mean probability from 0 to 1.
    pub(super) lead: f64,
}

/// The sides with people contact, by position of the item, as the file says.
fn people(text: &str, bank: &ItemBank) -> Vec<[bool; 2]> {
    #[derive(Deserialize)]
    struct Entry {
        id: String,
        #[serde(default)]
        people: Vec<Side>,
    }
    #[derive(Deserialize)]
    struct File {
        items: Vec<Entry>,
    }
    let entries: BTreeMap<String, Vec<Side>> = serde_json::from_str(text)
        .map(|file: File| {
            let entries = file.items.into_iter();
            entries.map(|entry| (entry.id, entry.people)).collect()
        })
        .unwrap_or_default();
    let of = |id: &str, side: Side| entries.get(id).is_some_and(|sides| sides.contains(&side));
    let items = bank.items.iter();
    items
        .map(|item| Side::ALL.map(|side| of(item.id.as_str(), side)))
        .collect()
}

/// Measures all nuisances in the messy condition.
pub(super) fn measure(text: &str, bank: &ItemBank, seed: u64, simulees: usize) -> Vec<Shift> {
    let model = BankModel::new(bank);
    let contact = people(text, bank);
    let shift = |nuisance: Nuisance| {
        let mut sums = [0.0; 3];
        for number in 0..simulees {
            let [low, high] =
                [-1.0, 1.0].map(|z| estimates(&model, &contact, seed, number, nuisance, z));
            for ((sum, low), high) in sums.iter_mut().zip(low).zip(high) {
                *sum += (high - low) / 2.0;
            }
        }
        let [backend, frontend, lead] = sums.map(|sum| sum / simulees as f64);
        Shift {
            nuisance,
            backend,
            frontend,
            lead,
        }
    };
    Nuisance::ALL.map(shift).into()
}

/// Both means and the probability of a backend lead, for one simulee with this much of a nuisance.
fn estimates(
    model: &BankModel<'_>,
    contact: &[[bool; 2]],
    seed: u64,
    number: usize,
    nuisance: Nuisance,
    z: f64,
) -> [f64; 3] {
    let noise = Condition::Messy.noise();
    let set = (number % PARAMETER_SETS) as u64;
    let mut items: Vec<Truth> = truths(model.bank(), noise, &mut Rng::new(&[seed, set]));
    for (truth, contact) in items.iter_mut().zip(contact) {
        truth.people = *contact;
    }
    let mut rng = Rng::new(&[seed, number as u64, 6]);
    let person = nuisance.applied(Person::draw(noise, &mut rng), z);
    let mut session = Session::new(rng.number());
    take(model, &items, &person, &mut rng, &mut session, usize::MAX);
    let posterior = Posterior::of(model, &session.given(model));
    let [backend, frontend] = Side::ALL.map(|side| posterior.estimate(side).mean);
    [backend, frontend, posterior.backend_leads()]
}

#[cfg(test)]
mod tests {
    use which_end_content::items;

    use super::*;

    const BANK: &str = include_str!("../../../../assets/data/items.json");

    fn shift_of(text: &str, nuisance: Nuisance) -> Shift {
        let bank = items::read(text).expect("the bank is sound");
        let all = measure(text, &bank, 7, 160);
        let found = all.into_iter().find(|shift| shift.nuisance == nuisance);
        found.expect("all are measured")
    }

    /// Protects sociable people: people contact on one side alone would send them there, and this would find it.
    #[test]
    fn people_contact_on_one_side_alone_is_found() {
        let bank = items::read(BANK).expect("the bank is sound");
        let model = BankModel::new(&bank);
        let contact: Vec<[bool; 2]> = bank
            .items
            .iter()
            .map(|item| [false, item.body.side() == Some(Side::Frontend)])
            .collect();
        let lead = |z| {
            let people = 0..60;
            let leads = people
                .map(|number| estimates(&model, &contact, 7, number, Nuisance::Sociability, z)[2]);
            leads.sum::<f64>() / 60.0
        };
        assert!(lead(-1.0) - lead(1.0) > 0.1);
        assert!(
            people(BANK, &bank).iter().any(|sides| sides[0])
                && people(BANK, &bank).iter().any(|sides| sides[1]),
            "the file's own tags are read"
        );
    }

    /// Protects people who agree with everything: with all keys turned one way, this would find it.
    #[test]
    fn agreeing_with_everything_hardly_moves_the_real_bank() {
        let shift = shift_of(BANK, Nuisance::Acquiescence);
        // 160 people: three standard errors are about .05.
        assert!(
            shift.backend.abs() < 0.1 && shift.frontend.abs() < 0.1,
            "{shift:?}"
        );
    }
}
