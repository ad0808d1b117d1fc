//! The bank of [`sample`](which_end_content::sample) and simulated visitors.

use serde_json::Value;
use which_end_content::items;
pub(crate) use which_end_content::sample::{bank_file, likert, pair, situation, task};
use which_end_core::quiz::item::{Body, Item, ItemBank};
use which_end_core::quiz::model::{BankModel, Curves};
use which_end_core::quiz::session::{Response, Session, Step, StopReason};

pub(crate) fn bank() -> ItemBank {
    read(&bank_file())
}

pub(crate) fn read(file: &Value) -> ItemBank {
    items::read(&file.to_string())
        .unwrap_or_else(|errors| panic!("the test's own bank is unsound: {errors:?}"))
}

/// Random numbers for tests: `SplitMix64`.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub(crate) fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end as u64).expect("below a usize")
    }

    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.share()).ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }
}

/// The answer of a visitor with these traits, drawn from the model's own curves at the nearest grid point.
pub(crate) fn honest(item: &Item, backend: f64, frontend: f64, dice: &mut Dice) -> Response {
    let curves = Curves::new(item);
    let point = |value: f64| {
        (0..31).min_by(|a, b| {
            let distance = |at: i32| ((f64::from(at) - 15.0) * 0.2 - value).abs();
            distance(*a).total_cmp(&distance(*b))
        })
    };
    let index = |value| usize::try_from(point(value).expect("31 points")).expect("not negative");
    let entry = curves.axis().entry(index(backend), index(frontend));
    let mut left = dice.share();
    let mut category = curves.categories() - 1;
    for k in 0..curves.categories() {
        left -= curves.probability(k)[entry];
        if left < 0.0 {
            category = k;
            break;
        }
    }
    Response::Choice(choice_for(&item.body, category, dice))
}

/// A choice of this category.
pub(crate) fn choice_for(body: &Body, category: usize, dice: &mut Dice) -> u8 {
    let fitting: Vec<u8> = (0..u8::try_from(body.choices()).expect("few choices"))
        .filter(|choice| which_end_core::quiz::model::category(body, *choice) == Some(category))
        .collect();
    fitting[dice.below(fitting.len())]
}

/// Answers until the session is done.
pub(crate) fn run(
    model: &BankModel<'_>,
    session: &mut Session,
    mut answer: impl FnMut(&Item) -> Response,
) -> StopReason {
    loop {
        match session.step_in(model) {
            Step::Done(reason) => return reason,
            Step::Ask { item, .. } => {
                session
                    .respond_in(model, answer(item))
                    .expect("an open question takes its own choices");
            }
        }
    }
}
