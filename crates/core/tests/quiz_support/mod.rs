//! A made-up bank of 72 items and simulated visitors, so that the engine's tests do not hang on the wording of the day.

use serde_json::{Value, json};
use which_end_core::quiz::entry;
use which_end_core::quiz::item::{Body, Item, ItemBank};
use which_end_core::quiz::model::{BankModel, Curves};
use which_end_core::quiz::session::{Response, Session, Step, StopReason};

pub(crate) const BACKEND: [&str; 5] = ["data", "logic", "apis", "reliability", "server-speed"];
pub(crate) const FRONTEND: [&str; 5] =
    ["layout", "interaction", "access", "users", "browser-speed"];

/// The file of a bank with 30 Likert items, 14 pairs, 10 situations and 18 tasks.
pub(crate) fn bank_file() -> Value {
    let mut items = Vec::new();
    let facets: Vec<&str> = BACKEND.iter().chain(&FRONTEND).copied().collect();
    for number in 0..30 {
        let (facet, round) = (facets[number % 10], number / 10);
        // Keys alternate along the facets and turn round by round, so both sides stay within one of half.
        let reversed = (number % 10 + round) % 2 == 0;
        items.push(likert(
            &format!("likert-{number}"),
            facet,
            reversed,
            2 + (number * 7 % 3),
        ));
    }
    for number in 0..14 {
        items.push(pair(
            &format!("pair-{number}"),
            BACKEND[number % 5],
            FRONTEND[(number + number / 5) % 5],
            if number % 2 == 0 {
                "backend"
            } else {
                "frontend"
            },
        ));
    }
    for (number, facet) in facets.iter().enumerate() {
        items.push(situation(
            &format!("situation-{number}"),
            facet,
            1 + number % 5,
        ));
    }
    for number in 0..18 {
        let facet = if number < 9 {
            BACKEND[number % 5]
        } else {
            FRONTEND[(number - 9) % 5]
        };
        let mut entry = task(&format!("task-{number}"), facet, 1 + number % 5);
        // Tests change the first three and expect the second choice to be right.
        let place = if number < 3 { 1 } else { [0, 2, 3][number % 3] };
        entry["kind"]["task"]["choices"]
            .as_array_mut()
            .expect("a list")
            .swap(1, place);
        items.push(entry);
    }
    json!({"version": 1, "opening": ["likert-0", "likert-5", "pair-1"], "items": items})
}

pub(crate) fn bank() -> ItemBank {
    read(&bank_file())
}

pub(crate) fn read(file: &Value) -> ItemBank {
    entry::read(&file.to_string())
        .unwrap_or_else(|problems| panic!("the test's own bank is unsound: {problems:?}"))
}

pub(crate) fn likert(id: &str, facet: &str, reversed: bool, level: usize) -> Value {
    item(
        id,
        level,
        json!({"likert": {"facet": facet, "scale": "liking", "reversed": reversed}}),
    )
}

pub(crate) fn pair(id: &str, backend: &str, frontend: &str, first: &str) -> Value {
    item(
        id,
        3,
        json!({"pair": {
            "backend": {"facet": backend, "text": format!("{id}, the back")},
            "frontend": {"facet": frontend, "text": format!("{id}, the front")},
            "first": first, "balance": "made up"}}),
    )
}

pub(crate) fn situation(id: &str, facet: &str, level: usize) -> Value {
    let choice =
        |text: &str, credit: u8| json!({"text": text, "credit": credit, "because": "made up"});
    item(
        id,
        level,
        json!({"situation": {"facet": facet, "choices": [choice("middling", 1), choice("best", 2), choice("worst", 0)]}}),
    )
}

pub(crate) fn task(id: &str, facet: &str, level: usize) -> Value {
    let mut entry = item(
        id,
        level,
        json!({"task": {"facet": facet,
            "choices": [{"text": "wrong"}, {"text": "right", "right": true}, {"text": "also wrong"}, {"text": "wrong too"}],
            "explanation": "made up", "widget": null}}),
    );
    entry["source"] = json!({"title": "Made up", "url": "https://example.org/made-up"});
    entry
}

fn item(id: &str, level: usize, kind: Value) -> Value {
    json!({"id": id, "version": 1, "stem": format!("{id}?"), "level": level, "why": "made up", "kind": kind, "calibration": null})
}

/// Random numbers of a test: `SplitMix64`.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
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

/// What a visitor with these traits answers, drawn from the model's own curves at the nearest grid point.
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

/// A choice that counts as this category.
pub(crate) fn choice_for(body: &Body, category: usize, dice: &mut Dice) -> u8 {
    let fitting: Vec<u8> = (0..u8::try_from(body.choices()).expect("few choices"))
        .filter(|choice| which_end_core::quiz::model::category(body, *choice) == Some(category))
        .collect();
    fitting[dice.below(fitting.len())]
}

/// Answers until the run is over.
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
