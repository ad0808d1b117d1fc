//! Simulated people, and the true parameters of the items. The formulas are implemented separately, so that an error in
//! core's would show as a bad result.

use which_end_content::items::reading::Passage;
use which_end_core::quiz::item::{Body, Facet, Item, ItemBank, LikertScale, STEPS, Side};
use which_end_core::quiz::session::Response;

use super::condition::Noise;
use super::rng::Rng;

const PRIOR_CORRELATION: f64 = 0.30;
/// Share of honest people who do not read a check and select a random step.
const CHECK_MISSED: f64 = 0.02;
/// What one standard deviation of sociability adds to the liking of work that means meeting people, in standard
/// deviations of the trait: an assumption, half as much as the trait itself.
pub(super) const SOCIABILITY: f64 = 0.5;
/// Probability, per word, that somebody of average reading speed gives up on a question and answers at random.
const GIVING_UP: f64 = 0.001;
const FIVE_STEPS: [f64; 4] = [-1.5, -0.5, 0.5, 1.5];
const THREE_CREDITS: [f64; 2] = [-0.6, 0.6];

/// Sets of true item parameters per condition, so that no result depends on one lucky set.
pub(super) const PARAMETER_SETS: usize = 80;

/// True parameters of an item, which the quiz does not know.
#[derive(Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) discrimination: f64,
    pub(crate) location: f64,
    /// Relative to the location: four for a five-step item; two for a situation with three credits, in the first two
    /// places.
    pub(crate) steps: [f64; 4],
    /// Whether the work of each side, backend first, means meeting people.
    pub(super) people: [bool; 2],
}

/// True parameters of all items.
pub(crate) fn truths(bank: &ItemBank, noise: Noise, rng: &mut Rng) -> Vec<Truth> {
    let draw = |item: &Item| Truth {
        discrimination: f64::from(item.parameters.discrimination)
            * (noise.log_discrimination * rng.normal()).exp(),
        location: f64::from(item.parameters.location) + noise.location * rng.normal(),
        steps: match &item.body {
            Body::Situation { .. } => [THREE_CREDITS[0], THREE_CREDITS[1], 0.0, 0.0],
            _ => FIVE_STEPS,
        },
        people: [false; 2],
    };
    bank.items.iter().map(draw).collect()
}

/// A person with known traits.
pub(crate) struct Person {
    backend: f64,
    frontend: f64,
    facets: [f64; 10],
    /// Added to every Likert item, whatever it says.
    pub(super) agrees: f64,
    /// The same, to statements alone.
    pub(super) agrees_with_statements: f64,
    /// In standard deviations.
    pub(super) sociability: f64,
    /// How slowly somebody reads, in standard deviations; `None` for people who never give up.
    pub(super) slow_reading: Option<f64>,
}

impl Person {
    pub(crate) fn draw(noise: Noise, rng: &mut Rng) -> Self {
        let shared = PRIOR_CORRELATION.sqrt() * rng.normal();
        let own = (1.0 - PRIOR_CORRELATION).sqrt();
        let (backend, frontend) = (shared + own * rng.normal(), shared + own * rng.normal());
        let facets = Facet::ALL.map(|_| noise.facet * rng.normal());
        Self {
            backend,
            frontend,
            facets,
            agrees: noise.acquiescence * rng.normal(),
            agrees_with_statements: 0.0,
            sociability: 0.0,
            slow_reading: None,
        }
    }

    /// The common factor of each side's facets, backend first.
    pub(crate) fn common(&self) -> [f64; 2] {
        [self.backend, self.frontend]
    }

    /// Mean of each side's facets, backend first.
    pub(super) fn facet_mean(&self) -> [f64; 2] {
        Side::ALL.map(|side| {
            let own = Facet::ALL.into_iter().filter(|facet| facet.side() == side);
            own.map(|facet| self.strength(facet)).sum::<f64>() / 5.0
        })
    }

    /// Trait plus facet.
    fn strength(&self, facet: Facet) -> f64 {
        let base = if facet.side() == Side::Backend {
            self.backend
        } else {
            self.frontend
        };
        base + self.facets[facet as usize]
    }

    /// Backend minus frontend as a pair measures it, on the scale of one trait.
    pub(super) fn contrast(&self, backend: Facet, frontend: Facet) -> f64 {
        (self.strength(backend) - self.strength(frontend)) / std::f64::consts::SQRT_2
    }

    /// Probability of giving up on a question and answering at random. It grows with its words, and doubles with each
    /// standard deviation of slow reading: an assumption, since no times are measured.
    fn gives_up(&self, item: &Item) -> f64 {
        self.slow_reading.map_or(0.0, |slow| {
            (GIVING_UP * Passage::of(item).words as f64 * slow.exp2()).min(0.5)
        })
    }

    /// What sociability adds to the work of a side in an item.
    fn drawn_to_people(&self, truth: Truth, side: Side) -> f64 {
        if truth.people[side as usize] {
            SOCIABILITY * self.sociability
        } else {
            0.0
        }
    }

    /// Draws an answer.
    pub(crate) fn answer(&self, item: &Item, truth: Truth, rng: &mut Rng) -> Response {
        let Truth {
            discrimination: a,
            location,
            steps,
            ..
        } = truth;
        if self.slow_reading.is_some() {
            // Both numbers are always drawn, so that everybody else's answers stay the same.
            let (draw, any) = (rng.share(), rng.below(item.body.choices()));
            if draw < self.gives_up(item) {
                return Response::Choice(u8::try_from(any).unwrap_or_default());
            }
        }
        let choice = match &item.body {
            Body::Likert {
                facet,
                reversed,
                scale,
            } => {
                let key = if *reversed { -1.0 } else { 1.0 };
                let agrees = match scale {
                    LikertScale::Liking => self.agrees,
                    LikertScale::Agreement => self.agrees + self.agrees_with_statements,
                };
                let strength = self.strength(*facet) + self.drawn_to_people(truth, facet.side());
                let step = graded(a * (strength + key * agrees - location), a, &steps, rng);
                if *reversed { 4 - step } else { step }
            }
            Body::Pair {
                backend,
                frontend,
                first,
            } => {
                let people = (self.drawn_to_people(truth, Side::Backend)
                    - self.drawn_to_people(truth, Side::Frontend))
                    / std::f64::consts::SQRT_2;
                let step = graded(
                    a * (self.contrast(backend.facet, frontend.facet) + people - location),
                    a,
                    &steps,
                    rng,
                );
                if *first == Side::Backend {
                    4 - step
                } else {
                    step
                }
            }
            Body::Situation { facet, choices, .. } => {
                let middle = choices.iter().any(|choice| choice.credit == 1);
                let steps: &[f64] = if middle { &steps[..2] } else { &[0.0] };
                let strength = self.strength(*facet) + self.drawn_to_people(truth, facet.side());
                let step = graded(a * (strength - location), a, steps, rng);
                let credit = if middle { step } else { 2 * step };
                let fitting: Vec<usize> = (0..choices.len())
                    .filter(|at| usize::from(choices[*at].credit) == credit)
                    .collect();
                fitting[rng.below(fitting.len())]
            }
            Body::Check { key, .. } => {
                if rng.share() < CHECK_MISSED {
                    rng.below(STEPS)
                } else {
                    usize::from(*key)
                }
            }
            Body::Task {
                facet,
                choices,
                key,
                ..
            } => {
                let guess = 1.0 / choices.len() as f64;
                let right =
                    guess + (1.0 - guess) * logistic(a * (self.strength(*facet) - location));
                let key = usize::from(*key);
                if rng.share() < right {
                    key
                } else {
                    (key + 1 + rng.below(choices.len() - 1)) % choices.len()
                }
            }
        };
        Response::Choice(u8::try_from(choice).unwrap_or_default())
    }
}

/// Graded response: one random number compared with all steps.
fn graded(predictor: f64, a: f64, steps: &[f64], rng: &mut Rng) -> usize {
    let draw = rng.share();
    steps
        .iter()
        .filter(|step| draw < logistic(predictor - a * **step))
        .count()
}

pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use which_end_content::items;
    use which_end_core::quiz::model::{Curves, category};

    use super::*;

    const BANK: &str = include_str!("../../../../assets/data/items.json");

    /// Two independent sets of formulas. If simulated answers deviate from core's curves, one of them is wrong.
    #[test]
    fn simulated_answers_follow_core_s_curves() {
        let bank = items::read(BANK).expect("the bank is sound");
        let person = Person {
            backend: 1.0,
            frontend: -0.6,
            facets: [0.0; 10],
            agrees: 0.0,
            agrees_with_statements: 0.0,
            sociability: 0.0,
            slow_reading: None,
        };
        let clean = truths(&bank, Noise::default(), &mut Rng::new(&[1]));
        let draws = 2000;
        let measuring = bank.items.iter().zip(&clean);
        for (item, truth) in measuring.filter(|(item, _)| item.body.measures()) {
            let curves = Curves::new(item);
            let mut rng = Rng::new(&[2]);
            let mut counts = vec![0_u32; curves.categories()];
            for _ in 0..draws {
                let Response::Choice(choice) = person.answer(item, *truth, &mut rng) else {
                    panic!("nobody skips here")
                };
                counts[category(&item.body, choice).expect("one of its choices")] += 1;
            }
            // Backend 1 and frontend −.6 are the grid points 20 and 12.
            let entry = curves.axis().entry(20, 12);
            for (k, count) in counts.iter().enumerate() {
                let found = f64::from(*count) / f64::from(draws);
                let expected = curves.probability(k)[entry];
                // Four and a half standard errors, so that none of some 300 comparisons fails by chance.
                let slack = 4.5 * (expected * (1.0 - expected) / f64::from(draws)).sqrt();
                assert!(
                    (found - expected).abs() < slack,
                    "{}, {k}: {found}, not {expected}",
                    item.id.as_str()
                );
            }
        }
    }

    #[test]
    fn agreeing_with_everything_raises_positive_items_and_lowers_reversed_ones() {
        let bank = items::read(BANK).expect("the bank is sound");
        let plain = truths(&bank, Noise::default(), &mut Rng::new(&[1]));
        let likert = bank
            .items
            .iter()
            .zip(&plain)
            .filter(|(item, _)| matches!(item.body, Body::Likert { .. }));
        for (item, truth) in likert {
            let mean = |agrees: f64| {
                let person = Person {
                    backend: 0.0,
                    frontend: 0.0,
                    facets: [0.0; 10],
                    agrees,
                    agrees_with_statements: 0.0,
                    sociability: 0.0,
                    slow_reading: None,
                };
                let mut rng = Rng::new(&[3]);
                let steps = (0..400).map(|_| match person.answer(item, *truth, &mut rng) {
                    Response::Choice(step) => f64::from(step),
                    Response::Skipped => 0.0,
                });
                steps.sum::<f64>() / 400.0
            };
            assert!(
                mean(1.0) > mean(-1.0),
                "{}: as pressed, agreement goes up",
                item.id.as_str()
            );
        }
    }

    #[test]
    fn people_have_the_spread_that_was_asked_for() {
        let noise = Noise {
            facet: 0.45,
            ..Noise::default()
        };
        let mut rng = Rng::new(&[4]);
        let people: Vec<Person> = (0..20_000).map(|_| Person::draw(noise, &mut rng)).collect();
        let mean =
            |of: &dyn Fn(&Person) -> f64| people.iter().map(of).sum::<f64>() / people.len() as f64;
        assert!((mean(&|p| p.backend * p.backend) - 1.0).abs() < 0.04);
        assert!((mean(&|p| p.backend * p.frontend) - 0.30).abs() < 0.03);
        assert!((mean(&|p| p.facets[3] * p.facets[3]) - 0.45 * 0.45).abs() < 0.01);
    }
}
