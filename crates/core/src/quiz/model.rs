//! The likelihood of an answer: the graded response model and the three-parameter logistic model.
//!
//! Every item depends on one axis of the trait plane: backend alone, frontend alone, or backend minus frontend (pairs).
//! So its curves are tables over the 31 or 61 points of that axis, not over all 961 cells.

use super::answer::Response;
use super::item::{Body, Item, ItemBank, ItemId, STEPS, Side};
use crate::portable::{ln, logistic};

/// Grid points on each trait.
pub const POINTS: usize = 31;
/// Distance between grid points, in prior standard deviations; the grid spans −3 to 3.
pub const SPACING: f64 = 0.2;
/// Grid points of backend minus frontend.
pub const CONTRAST_POINTS: usize = 2 * POINTS - 1;

/// Discrimination of uncalibrated Likert items and pairs, which are narrow and concrete.
pub const UNCALIBRATED_DISCRIMINATION: f32 = 1.4;
/// Discrimination of situations relative to Likert items.
pub const SITUATION_FACTOR: f32 = 0.75;
/// Discrimination of tasks relative to Likert items.
pub const TASK_FACTOR: f32 = 0.85;

/// Exponent of the likelihood of an uncalibrated answer, which counts less because its parameters are the authors'
/// judgement. In simulations with wrong parameters, .85 makes 80 % intervals cover 80 % of people's facet means, and 78
/// % of the common factor of their facets (`METHOD.md`).
pub const UNCALIBRATED_WEIGHT: f64 = 0.85;

/// Steps of a five-step item relative to its location, in prior standard deviations.
pub const FIVE_STEPS: [f64; 4] = [-1.5, -0.5, 0.5, 1.5];
/// Steps of a situation with all three credits relative to its location.
pub const THREE_CREDITS: [f64; 2] = [-0.6, 0.6];

/// Minimum probability of an answer, whatever the trait.
const LEAST_PROBABILITY: f64 = 1e-9;

/// Trait value of a grid point, in prior standard deviations.
pub fn trait_at(point: usize) -> f64 {
    (point as f64 - (POINTS / 2) as f64) * SPACING
}

/// The axis of the trait plane that an item depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The backend trait.
    Backend,
    /// The frontend trait.
    Frontend,
    /// Backend minus frontend, for pairs.
    Contrast,
}

impl Axis {
    /// Number of table entries along the axis.
    pub fn points(self) -> usize {
        match self {
            Self::Backend | Self::Frontend => POINTS,
            Self::Contrast => CONTRAST_POINTS,
        }
    }

    /// The table entry for a cell of the plane.
    pub fn entry(self, backend: usize, frontend: usize) -> usize {
        match self {
            Self::Backend => backend,
            Self::Frontend => frontend,
            Self::Contrast => backend + POINTS - 1 - frontend,
        }
    }

    /// The value that the discrimination multiplies at an entry: the trait, or the difference of both over √2.
    pub fn value(self, entry: usize) -> f64 {
        match self {
            Self::Backend | Self::Frontend => trait_at(entry),
            Self::Contrast => {
                (entry as f64 - (POINTS - 1) as f64) * SPACING / std::f64::consts::SQRT_2
            }
        }
    }
}

impl From<Side> for Axis {
    fn from(side: Side) -> Self {
        match side {
            Side::Backend => Self::Backend,
            Side::Frontend => Self::Frontend,
        }
    }
}

/// Probabilities of an item's categories along its axis. A higher category means more of the trait; for pairs, more
/// backend.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    axis: Axis,
    /// One row for each category.
    probability: Vec<Vec<f64>>,
    /// Exponent of its likelihood.
    weight: f64,
}

impl Curves {
    /// The curves of an item.
    pub fn new(item: &Item) -> Self {
        let a = f64::from(item.parameters.discrimination);
        let location = f64::from(item.parameters.location);
        let axis = item.body.side().map_or(Axis::Contrast, Axis::from);
        let probability = match &item.body {
            Body::Task { choices, .. } => {
                right_or_wrong(axis, a, location, guessing(choices.len()))
            }
            // A constant likelihood: a check does not change the posterior.
            Body::Check { .. } => vec![vec![0.5; axis.points()]; 2],
            _ => graded(axis, a, location, &steps(item)),
        };
        let weight = if item.parameters.respondents == 0 {
            UNCALIBRATED_WEIGHT
        } else {
            1.0
        };
        Self {
            axis,
            probability,
            weight,
        }
    }

    /// The axis that the item depends on.
    pub fn axis(&self) -> Axis {
        self.axis
    }

    /// Exponent of its likelihood.
    pub(crate) fn weight(&self) -> f64 {
        self.weight
    }

    /// Number of categories.
    pub fn categories(&self) -> usize {
        self.probability.len()
    }

    /// Probability of a category at each entry of the axis.
    pub fn probability(&self, category: usize) -> &[f64] {
        &self.probability[category]
    }

    /// Logarithm of the tempered likelihood of a category at each entry of the axis.
    pub fn log_likelihood(&self, category: usize) -> impl Iterator<Item = f64> + '_ {
        self.probability[category]
            .iter()
            .map(|p| self.weight * ln(*p))
    }
}

/// Probability of solving a task by guessing: one over the number of choices.
pub fn guessing(choices: usize) -> f64 {
    1.0 / choices.max(1) as f64
}

/// Steps of an item relative to its location: calibrated, or assumed for its kind. Empty for a task or a check.
pub fn steps(item: &Item) -> Vec<f64> {
    let assumed = assumed_steps(&item.body);
    let fitted = item.parameters.steps.fitted();
    if fitted.len() == assumed.len() {
        fitted.iter().map(|step| f64::from(*step)).collect()
    } else {
        assumed.to_vec()
    }
}

/// Steps assumed for a kind of item. Empty for a task or a check.
pub fn assumed_steps(body: &Body) -> &'static [f64] {
    match body {
        Body::Likert { .. } | Body::Pair { .. } => &FIVE_STEPS,
        Body::Situation { choices, .. } if choices.iter().any(|choice| choice.credit == 1) => {
            &THREE_CREDITS
        }
        Body::Situation { .. } => &[0.0],
        Body::Task { .. } | Body::Check { .. } => &[],
    }
}

/// Graded response model (Samejima 1969): P(X ≥ k) = σ(a·x − a·(location + step k)).
fn graded(axis: Axis, a: f64, location: f64, steps: &[f64]) -> Vec<Vec<f64>> {
    let mut rows = vec![Vec::with_capacity(axis.points()); steps.len() + 1];
    for entry in 0..axis.points() {
        let x = axis.value(entry);
        let mut at_least = 1.0;
        for (category, row) in rows.iter_mut().enumerate() {
            let above = steps
                .get(category)
                .map_or(0.0, |step| logistic(a * (x - location - step)));
            row.push((at_least - above).max(LEAST_PROBABILITY));
            at_least = above;
        }
    }
    rows
}

/// Three-parameter logistic model (Birnbaum 1968): P(right) = c + (1 − c) σ(a·(x − location)), with c for guessing.
fn right_or_wrong(axis: Axis, a: f64, location: f64, guess: f64) -> Vec<Vec<f64>> {
    let right: Vec<f64> = (0..axis.points())
        .map(|entry| guess + (1.0 - guess) * logistic(a * (axis.value(entry) - location)))
        .map(|p| p.clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY))
        .collect();
    vec![right.iter().map(|p| 1.0 - p).collect(), right]
}

/// The category of a choice: higher means more of the trait, for pairs more backend. `None` if the item has no such
/// choice.
pub fn category(body: &Body, choice: u8) -> Option<usize> {
    let choice = usize::from(choice);
    match body {
        Body::Likert { reversed, .. } => (choice < 5).then_some(if *reversed {
            4_usize.wrapping_sub(choice)
        } else {
            choice
        }),
        Body::Pair { first, .. } => (choice < 5).then_some(if *first == Side::Backend {
            4_usize.wrapping_sub(choice)
        } else {
            choice
        }),
        Body::Situation { choices, .. } => choices.get(choice).map(|taken| match taken.credit {
            0 => 0,
            1 => 1,
            _ => 1 + usize::from(choices.iter().any(|other| other.credit == 1)),
        }),
        Body::Check { key, .. } => {
            (choice < STEPS).then_some(usize::from(choice == usize::from(*key)))
        }
        Body::Task { choices, key, .. } => {
            (choice < choices.len()).then_some(usize::from(choice == usize::from(*key)))
        }
    }
}

/// An answer in terms of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Position of the item in the bank.
    pub item: usize,
    /// The category; `None` for a skipped item.
    pub category: Option<usize>,
}

/// A bank with the curves of all its items. Creating it takes some thousand exponentials, so create it once per
/// evaluation.
#[derive(Clone, Debug)]
pub struct BankModel<'bank> {
    bank: &'bank ItemBank,
    curves: Vec<Curves>,
}

impl<'bank> BankModel<'bank> {
    /// Computes the curves of all items.
    pub fn new(bank: &'bank ItemBank) -> Self {
        Self {
            bank,
            curves: bank.items.iter().map(Curves::new).collect(),
        }
    }

    /// The bank.
    pub fn bank(&self) -> &'bank ItemBank {
        self.bank
    }

    /// Curves by position of the item.
    pub fn curves(&self) -> &[Curves] {
        &self.curves
    }

    /// Whether an answer counts toward the traits: it is not skipped and does not belong to a check.
    pub fn measures(&self, given: &Given) -> bool {
        given.category.is_some() && self.bank.items[given.item].body.measures()
    }

    /// Position of the item with that id.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        self.bank.position(id)
    }

    /// A response in terms of the model; `None` if the item has no such choice.
    pub fn given(&self, item: usize, response: Response) -> Option<Given> {
        let body = &self.bank.items.get(item)?.body;
        match response {
            Response::Skipped => Some(Given {
                item,
                category: None,
            }),
            Response::Choice(choice) => category(body, choice).map(|category| Given {
                item,
                category: Some(category),
            }),
        }
    }
}
