//! Forms: the quiz itself, and other ways to ask for comparison.

use std::time::Instant;

use serde::Serialize;
use which_end_core::quiz::item::{Body, Facet, ItemBank, Side};
use which_end_core::quiz::model::{Axis, BankModel, Curves, Given, trait_at};
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::selection::{LIKERT_SHARE, TASK_EVERY};
use which_end_core::quiz::session::{Session, Step, answered};

use super::condition::Condition;
use super::figures::{FormResult, Outcome};
use super::person::{Person, Truth, logistic, truths};
use super::rng::Rng;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Form {
    /// Eight either-or questions; the side chosen more often wins, and a tie is decided at random.
    WinnerTakesAll,
    /// Random items.
    Random(usize),
    /// The same items for everybody, selected in advance for the most information: hardly any tasks among them.
    Fixed(usize),
    /// The same within the quiz's own rules about content: at most two thirds Likert items, a task in every five.
    FixedWithinRules(usize),
    /// The quiz's own choice of items, with a fixed number.
    Adaptive(usize),
    /// The quiz with its own stopping rule.
    Quiz,
}

impl Form {
    pub(super) const ALL: [Self; 11] = [
        Self::WinnerTakesAll,
        Self::Random(16),
        Self::Fixed(16),
        Self::Fixed(24),
        Self::Fixed(40),
        Self::FixedWithinRules(16),
        Self::FixedWithinRules(24),
        Self::Adaptive(16),
        Self::Adaptive(24),
        Self::Adaptive(40),
        Self::Quiz,
    ];

    pub(super) fn name(self) -> String {
        match self {
            Self::WinnerTakesAll => "8 either-or, winner takes all".to_owned(),
            Self::Random(items) => format!("random {items}"),
            Self::Fixed(items) => format!("fixed {items}, free content"),
            Self::FixedWithinRules(items) => format!("fixed {items}, same rules"),
            Self::Adaptive(items) => format!("adaptive {items}"),
            Self::Quiz => "the quiz (stops when sure)".to_owned(),
        }
    }

    /// Simulates this many people with one set of true item parameters. All forms get the same people.
    pub(super) fn outcomes(
        self,
        bank: &ItemBank,
        condition: Condition,
        seed: u64,
        set: usize,
        people: usize,
    ) -> Vec<Outcome> {
        let model = BankModel::new(bank);
        let noise = condition.noise();
        let items = truths(bank, noise, &mut Rng::new(&[seed, set as u64]));
        let fixed = match self {
            Self::Fixed(length) => fixed_form(&model, length, false),
            Self::FixedWithinRules(length) => fixed_form(&model, length, true),
            _ => Vec::new(),
        };
        (0..people)
            .map(|number| {
                let person = Person::draw(noise, &mut Rng::new(&[seed, set as u64, number as u64]));
                let mut rng = Rng::new(&[seed, set as u64, number as u64, 1]);
                let (result, asked) = self.ask(&model, &items, &fixed, &person, &mut rng);
                Outcome {
                    items: asked,
                    common: person.common(),
                    facet_mean: person.facet_mean(),
                    result,
                }
            })
            .collect()
    }

    fn ask(
        self,
        model: &BankModel<'_>,
        items: &[Truth],
        fixed: &[usize],
        person: &Person,
        rng: &mut Rng,
    ) -> (FormResult, usize) {
        match self {
            Self::WinnerTakesAll => (FormResult::Lead(winner(model, items, person, rng)), 8),
            Self::Random(length) => {
                let mut left = measuring(model);
                let drawn: Vec<usize> = (0..length)
                    .map(|_| left.swap_remove(rng.below(left.len())))
                    .collect();
                (answer_all(model, items, &drawn, person, rng), length)
            }
            Self::Fixed(length) | Self::FixedWithinRules(length) => {
                (answer_all(model, items, fixed, person, rng), length)
            }
            Self::Adaptive(length) => {
                let mut session = Session::new(rng.number());
                session.keep_going();
                take(model, items, person, rng, &mut session, length);
                estimate(model, &session)
            }
            Self::Quiz => {
                let mut session = Session::new(rng.number());
                take(model, items, person, rng, &mut session, usize::MAX);
                estimate(model, &session)
            }
        }
    }
}

/// The result of a session, and the number of its answers that measure.
fn estimate(model: &BankModel<'_>, session: &Session) -> (FormResult, usize) {
    let given = session.given(model);
    (
        FormResult::estimate(&Posterior::of(model, &given)),
        answered(model, &given),
    )
}

/// Positions of the items that measure: all except the checks.
fn measuring(model: &BankModel<'_>) -> Vec<usize> {
    let items = model.bank().items.iter().enumerate();
    items
        .filter(|(_, item)| item.body.measures())
        .map(|(at, _)| at)
        .collect()
}

/// Answers the quiz as the person, up to this many answers.
pub(crate) fn take(
    model: &BankModel<'_>,
    items: &[Truth],
    person: &Person,
    rng: &mut Rng,
    session: &mut Session,
    most: usize,
) {
    while answered(model, &session.given(model)) < most {
        let Step::Ask { item, .. } = session.step_in(model) else {
            return;
        };
        let Some(position) = model.position(&item.id) else {
            return;
        };
        if session
            .respond_to(item, person.answer(item, items[position], rng))
            .is_err()
        {
            return;
        }
    }
}

fn answer_all(
    model: &BankModel<'_>,
    items: &[Truth],
    asked: &[usize],
    person: &Person,
    rng: &mut Rng,
) -> FormResult {
    let given: Vec<Given> = asked
        .iter()
        .filter_map(|at| {
            model.given(
                *at,
                person.answer(&model.bank().items[*at], items[*at], rng),
            )
        })
        .collect();
    FormResult::estimate(&Posterior::of(model, &given))
}

/// Eight pairs as either-or questions.
fn winner(model: &BankModel<'_>, items: &[Truth], person: &Person, rng: &mut Rng) -> Side {
    let mut pairs: Vec<(usize, Facet, Facet)> = model
        .bank()
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match &item.body {
            Body::Pair {
                backend, frontend, ..
            } => Some((at, backend.facet, frontend.facet)),
            _ => None,
        })
        .collect();
    let mut lead = 0_i32;
    for _ in 0..8.min(pairs.len()) {
        let (at, backend, frontend) = pairs.swap_remove(rng.below(pairs.len()));
        let truth = items[at];
        let chance =
            logistic(truth.discrimination * (person.contrast(backend, frontend) - truth.location));
        lead += if rng.share() < chance { 1 } else { -1 };
    }
    let backend = if lead == 0 {
        rng.share() < 0.5
    } else {
        lead > 0
    };
    if backend {
        Side::Backend
    } else {
        Side::Frontend
    }
}

/// Selects a form greedily: each next item reduces the traits' mean variance over the prior most, with facets asked
/// equally often and Likert keys alternating, as a careful author would.
fn fixed_form(model: &BankModel<'_>, length: usize, rules: bool) -> Vec<usize> {
    let prior = Posterior::of(model, &[]);
    let information: Vec<f64> = model
        .curves()
        .iter()
        .map(|curves| mean_information(curves, &prior))
        .collect();
    // Inverse of the prior's covariance: 1 and .30.
    let mut precision = [1.0 / 0.91, 1.0 / 0.91, -0.30 / 0.91];
    let mut content = Content::default();
    let mut form: Vec<usize> = Vec::new();
    while form.len() < length {
        let left: Vec<usize> = measuring(model)
            .into_iter()
            .filter(|at| !form.contains(at))
            .collect();
        let body = |at: usize| &model.bank().items[at].body;
        let fits = |at: &usize, even: bool| {
            (!even || content.stays_even(body(*at))) && (!rules || content.within_rules(body(*at)))
        };
        let mut candidates: Vec<usize> = left.iter().copied().filter(|at| fits(at, true)).collect();
        if candidates.is_empty() {
            candidates = left.iter().copied().filter(|at| fits(at, false)).collect();
        }
        let after = |at: usize| add(precision, model.curves()[at].axis(), information[at]);
        let Some(best) = candidates
            .into_iter()
            .min_by(|a, b| trace(after(*a)).total_cmp(&trace(after(*b))))
        else {
            break;
        };
        precision = after(best);
        content.take(body(best));
        form.push(best);
    }
    form
}

/// The content of a fixed form so far.
#[derive(Default)]
struct Content {
    facets: [usize; 10],
    keys: [i32; 2],
    likert: usize,
    items: usize,
    since_task: usize,
}

impl Content {
    fn stays_even(&self, body: &Body) -> bool {
        let fewest = |side: Side| {
            let own = Facet::ALL.iter().filter(|facet| facet.side() == side);
            own.map(|facet| self.facets[*facet as usize])
                .min()
                .unwrap_or(0)
        };
        body.facets()
            .all(|facet| self.facets[facet as usize] <= fewest(facet.side()))
            && likert_key(body)
                .is_none_or(|(side, key)| (self.keys[side as usize] + key).abs() <= 1)
    }

    fn within_rules(&self, body: &Body) -> bool {
        match body {
            Body::Task { .. } => true,
            Body::Check { .. } => false,
            _ if self.since_task + 1 >= TASK_EVERY => false,
            Body::Likert { .. } => {
                LIKERT_SHARE.1 * (self.likert + 1) <= LIKERT_SHARE.0 * (self.items + 1)
            }
            Body::Pair { .. } | Body::Situation { .. } => true,
        }
    }

    fn take(&mut self, body: &Body) {
        for facet in body.facets() {
            self.facets[facet as usize] += 1;
        }
        if let Some((side, key)) = likert_key(body) {
            self.keys[side as usize] += key;
            self.likert += 1;
        }
        self.items += 1;
        self.since_task = if matches!(body, Body::Task { .. }) {
            0
        } else {
            self.since_task + 1
        };
    }
}

fn likert_key(body: &Body) -> Option<(Side, i32)> {
    match body {
        Body::Likert {
            facet, reversed, ..
        } => Some((facet.side(), if *reversed { -1 } else { 1 })),
        _ => None,
    }
}

/// Fisher information along the item's own axis, averaged over the prior, by finite differences on the grid.
fn mean_information(curves: &Curves, prior: &Posterior) -> f64 {
    let axis = curves.axis();
    let step = trait_at(1) - trait_at(0);
    prior
        .iter()
        .map(|(b, f, mass)| {
            let entry = axis.entry(b, f);
            let (below, above) = (entry.saturating_sub(1), (entry + 1).min(axis.points() - 1));
            let distance = (above - below) as f64 * step;
            let at_cell: f64 = (0..curves.categories())
                .map(|k| {
                    let p = curves.probability(k);
                    let slope = (p[above] - p[below]) / distance;
                    slope * slope / p[entry]
                })
                .sum();
            mass * at_cell
        })
        .sum()
}

/// Adds information to a precision matrix [bb, ff, bf]. The axis of pairs is backend minus frontend.
fn add(mut precision: [f64; 3], axis: Axis, information: f64) -> [f64; 3] {
    match axis {
        Axis::Backend => precision[0] += information,
        Axis::Frontend => precision[1] += information,
        Axis::Contrast => {
            precision[0] += information;
            precision[1] += information;
            precision[2] -= information;
        }
    }
    precision
}

/// Sum of both variances.
fn trace([bb, ff, bf]: [f64; 3]) -> f64 {
    (bb + ff) / (bb * ff - bf * bf)
}

/// Time to choose the next item, milliseconds. The model of the bank is created each time, as a page may do.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Speed {
    /// Mean over whole sessions.
    pub(super) mean: f64,
    /// 99th percentile.
    pub(super) nearly_all: f64,
    /// One whole report.
    pub(super) report: f64,
}

pub(super) fn time_choice(bank: &ItemBank, seed: u64) -> Speed {
    let model = BankModel::new(bank);
    let noise = Condition::Messy.noise();
    let items = truths(bank, noise, &mut Rng::new(&[seed]));
    let mut took = Vec::new();
    let mut reports = Vec::new();
    for number in 0..20 {
        let mut rng = Rng::new(&[seed, number, 2]);
        let person = Person::draw(noise, &mut rng);
        let mut session = Session::new(number);
        session.keep_going();
        for length in 1..=40 {
            took.push(milliseconds(|| session.step(bank)));
            take(&model, &items, &person, &mut rng, &mut session, length);
            if length == 24 {
                reports.push(milliseconds(|| Report::new(bank, &session)));
            }
        }
    }
    took.sort_by(f64::total_cmp);
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    Speed {
        mean: mean(&took),
        nearly_all: took[took.len() * 99 / 100],
        report: mean(&reports),
    }
}

/// The best of five, so that other work on the machine counts as little as possible.
fn milliseconds<T>(work: impl Fn() -> T) -> f64 {
    let once = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}
