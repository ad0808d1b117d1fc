//! Proves the fit: simulated people answer items with known parameters, which the fit must recover.

use serde::Serialize;
use which_end_core::quiz::item::{Body, ItemBank};
use which_end_core::quiz::model::{BankModel, assumed_steps};
use which_end_core::quiz::responses::Pressed;
use which_end_core::quiz::session::Session;

use super::benefit::{Benefit, fitted_bank};
use super::expect::Respondent;
use super::fit::fit;
use super::gather::{LeftOut, respondent, take as gather_run};
use super::recovery::{Kind, Recovery};
use crate::simulate::condition::{Condition, Noise};
use crate::simulate::form::take;
use crate::simulate::person::{Person, Truth, truths};
use crate::simulate::rng::Rng;

/// Numbers of people for the fits.
const PEOPLE: [usize; 2] = [500, 2000];
/// Number of people who take the quiz before and after.
const NEXT_PEOPLE: usize = 2000;
/// Random streams: of the people for the fit, and of the later ones.
const FITTED: u64 = 8;
const NEXT: u64 = 9;
/// Standard deviation of the logarithm of each gap between neighboring steps, around the assumed gap.
const LOG_GAP: f64 = 0.25;

/// Length of the simulated sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Length {
    /// The quiz with its own stopping rule.
    Quiz,
    /// All continue to 40 answers.
    Forty,
}

/// Whether the items are the only unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum World {
    /// Item parameters deviate by LogN(.25) and .40; people follow the model.
    Plain,
    /// People's facets differ as well, and people tend to agree with any Likert item.
    Messy,
}

/// The result of one fit.
#[derive(Debug, Serialize)]
struct Line {
    length: Length,
    world: World,
    /// Number of people who answered, and how many were left out as careless.
    people: usize,
    careless: usize,
    iterations: usize,
    kinds: Vec<(Kind, Recovery)>,
    /// The quiz with the authors' bank, and with the fitted one.
    before: Benefit,
    after: Benefit,
}

/// Simulates, fits and prints.
pub(super) fn prove(text: &str, bank: &ItemBank, seed: u64, json: bool) -> Result<(), String> {
    let mut lines = Vec::new();
    for world in [World::Plain, World::Messy] {
        let truth = truth(bank, world, seed);
        let next = |bank: &ItemBank| {
            let (length, stream) = (Length::Quiz, [seed, NEXT]);
            Benefit::of(
                bank,
                &everybody(bank, &truth, world, length, stream, NEXT_PEOPLE),
            )
        };
        let before = next(bank);
        for length in [Length::Quiz, Length::Forty] {
            let most = PEOPLE.into_iter().max().unwrap_or(0);
            let everybody = everybody(bank, &truth, world, length, [seed, FITTED], most);
            for people in PEOPLE {
                let (respondents, careless) = usable(bank, &everybody[..people]);
                let fitted = fit(bank, &respondents, |_| {});
                eprintln!(
                    "{length:?}, {world:?}, {people} people: {} iterations{}",
                    fitted.iterations,
                    if fitted.settled { "" } else { ", not settled" }
                );
                let kinds = Kind::ALL
                    .into_iter()
                    .map(|kind| (kind, Recovery::of(bank, &truth, &fitted, kind)));
                lines.push(Line {
                    length,
                    world,
                    people,
                    careless,
                    iterations: fitted.iterations,
                    kinds: kinds.collect(),
                    before,
                    after: next(&fitted_bank(text, bank, &fitted)?),
                });
            }
        }
    }
    if json {
        let text = serde_json::to_string_pretty(&lines).map_err(|error| error.to_string())?;
        println!("{text}");
    } else {
        print(seed, &lines);
    }
    Ok(())
}

fn noise(world: World) -> Noise {
    let messy = Condition::Messy.noise();
    match world {
        World::Messy => messy,
        World::Plain => Noise {
            facet: 0.0,
            acquiescence: 0.0,
            ..messy
        },
    }
}

/// True parameters: those of the simulation, and different gaps between steps.
pub(super) fn truth(bank: &ItemBank, world: World, seed: u64) -> Vec<Truth> {
    let mut truth = truths(bank, noise(world), &mut Rng::new(&[seed, 6]));
    let mut rng = Rng::new(&[seed, 7]);
    for (item, truth) in bank.items.iter().zip(&mut truth) {
        if matches!(item.body, Body::Task { .. } | Body::Check { .. }) {
            continue;
        }
        let assumed = assumed_steps(&item.body);
        let mut steps = assumed.to_vec();
        for k in 1..steps.len() {
            let gap = (assumed[k] - assumed[k - 1]) * (LOG_GAP * rng.normal()).exp();
            steps[k] = steps[k - 1] + gap;
        }
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        for (place, step) in truth.steps.iter_mut().zip(steps) {
            *place = step - mean;
        }
    }
    truth
}

/// Simulates this many people with their sessions.
pub(super) fn everybody(
    bank: &ItemBank,
    truth: &[Truth],
    world: World,
    length: Length,
    stream: [u64; 2],
    people: usize,
) -> Vec<(Person, Session)> {
    let model = BankModel::new(bank);
    let one = |number: usize| {
        let mut rng = Rng::new(&[stream[0], number as u64, stream[1]]);
        let person = Person::draw(noise(world), &mut rng);
        let mut session = Session::new(rng.number());
        if length == Length::Forty {
            session.keep_going();
        }
        take(&model, truth, &person, &mut rng, &mut session, usize::MAX);
        (person, session)
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut runs: Vec<(usize, (Person, Session))> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|core| {
                let one = &one;
                scope.spawn(move || {
                    (core..people)
                        .step_by(cores)
                        .map(|number| (number, one(number)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    runs.sort_by_key(|(number, _)| *number);
    runs.into_iter().map(|(_, run)| run).collect()
}

/// The sessions that a fit to files would use, and the number left out as careless.
pub(super) fn usable(bank: &ItemBank, sessions: &[(Person, Session)]) -> (Vec<Respondent>, usize) {
    let model = BankModel::new(bank);
    let mut runs: Vec<Vec<Pressed>> = Vec::new();
    let mut left_out = LeftOut::default();
    for (_, session) in sessions {
        gather_run(&model, session.answers(), &mut runs, &mut left_out);
    }
    let people = runs.iter().map(|run| respondent(bank, run)).collect();
    (people, left_out.careless)
}

fn print(seed: u64, lines: &[Line]) {
    println!("Known parameters found again, seed {seed}; the authors' value → the fit.\n");
    println!(
        "| people | run | world | items | answers each | ln a: r | RMSE | mean error | location: r | RMSE | steps: r | RMSE | error / SE | calibrated | their RMSE, ln a and location |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for line in lines {
        let head = line.head();
        for (kind, recovery) in &line.kinds {
            println!("| {head} | {} | {} |", kind.name(), recovery.cells());
        }
    }
    println!("\nThe quiz for {NEXT_PEOPLE} new people, before → after.\n");
    println!("| people | run | world | answers | 80 % covers | RMSE | lead right |");
    println!("|---|---|---|---|---|---|---|");
    for line in lines {
        let Line { before, after, .. } = line;
        println!(
            "| {} | {:.1} → {:.1} | {:.3} → {:.3} | {:.3} → {:.3} | {:.3} → {:.3} |",
            line.head(),
            before.answers,
            after.answers,
            before.coverage,
            after.coverage,
            before.rmse,
            after.rmse,
            before.lead,
            after.lead
        );
    }
}

impl Line {
    /// The first cells of a row, which identify the fit.
    fn head(&self) -> String {
        let run = match self.length {
            Length::Quiz => "the quiz",
            Length::Forty => "40 answers",
        };
        let world = match self.world {
            World::Plain => "plain",
            World::Messy => "messy",
        };
        format!(
            "{} ({} careless) | {run} | {world}",
            self.people, self.careless
        )
    }
}

#[cfg(test)]
mod tests {
    use which_end_content::items;

    use super::*;
    use crate::calibrate::BANK;

    /// Protects the fit: it never goes downhill, it ends nearer to the truth than it began, and its standard errors are
    /// about as large as its errors.
    #[test]
    fn a_fit_climbs_and_comes_nearer_to_the_truth() {
        let bank = items::read(BANK).expect("the bank is sound");
        let truth = truth(&bank, World::Plain, 11);
        let sessions = random_forms(&bank, &truth, 700, 24);
        let people: Vec<Respondent> = sessions.iter().map(|run| respondent(&bank, run)).collect();
        let mut heights = Vec::new();
        let fitted = fit(&bank, &people, |progress| {
            heights.push(progress.log_posterior);
        });
        assert!(fitted.settled);
        assert!(
            heights.windows(2).all(|pair| pair[1] >= pair[0] - 1e-7),
            "an iteration went down: {heights:?}"
        );
        let five = Recovery::of(&bank, &truth, &fitted, Kind::FiveSteps);
        assert!(
            five.log_discrimination.fit.rmse < 0.7 * five.log_discrimination.start.rmse,
            "{five:?}"
        );
        assert!(
            five.location.fit.rmse < 0.5 * five.location.start.rmse,
            "{five:?}"
        );
        assert!(
            five.steps.fit.rmse < 0.9 * five.steps.start.rmse,
            "{five:?}"
        );
        assert!((0.75..1.3).contains(&five.error_ratio), "{five:?}");
    }

    /// Protects the sums: the same answers give the same fit to the bit, in whatever order the cores finish.
    #[test]
    fn a_fit_is_the_same_every_time() {
        let bank = items::read(BANK).expect("the bank is sound");
        let truth = truth(&bank, World::Plain, 12);
        let people: Vec<Respondent> = random_forms(&bank, &truth, 60, 16)
            .iter()
            .map(|run| respondent(&bank, run))
            .collect();
        let fits = [(); 2].map(|()| fit(&bank, &people, |_| {}));
        for (one, other) in fits[0].items.iter().zip(&fits[1].items) {
            assert_eq!(one.at.map(f64::to_bits), other.at.map(f64::to_bits));
            assert_eq!(one.errors.map(f64::to_bits), other.errors.map(f64::to_bits));
        }
    }

    /// Answers to random items. Fast, because no item has to be chosen.
    fn random_forms(
        bank: &ItemBank,
        truth: &[Truth],
        people: usize,
        length: usize,
    ) -> Vec<Vec<Pressed>> {
        use which_end_core::quiz::session::Response;
        let noise = noise(World::Plain);
        (0..people)
            .map(|number| {
                let mut rng = Rng::new(&[13, number as u64]);
                let person = Person::draw(noise, &mut rng);
                let mut left: Vec<usize> = (0..bank.items.len()).collect();
                (0..length)
                    .filter_map(|_| {
                        let item = left.swap_remove(rng.below(left.len()));
                        match person.answer(&bank.items[item], truth[item], &mut rng) {
                            Response::Choice(choice) => Some(Pressed { item, choice }),
                            Response::Skipped => None,
                        }
                    })
                    .collect()
            })
            .collect()
    }
}
