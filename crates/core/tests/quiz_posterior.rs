//! Properties of the posterior for any answers, and recovery of known traits.

use crate::quiz_support::{Dice, bank, bank_file, honest, read};
use proptest::prelude::*;
use serde_json::json;
use which_end_core::quiz::item::{ItemBank, Side};
use which_end_core::quiz::model::{Axis, BankModel, Given, UNCALIBRATED_WEIGHT};
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::Region;

/// Random answers to the first `length` items of a shuffled bank.
fn answers(model: &BankModel<'_>, seed: u64, length: usize) -> Vec<Given> {
    let mut dice = Dice(seed);
    let mut left: Vec<usize> = (0..model.curves().len()).collect();
    (0..length)
        .map(|_| {
            let item = left.swap_remove(dice.below(left.len()));
            Given {
                item,
                category: Some(dice.below(model.curves()[item].categories())),
            }
        })
        .collect()
}

#[test]
fn before_any_answer_nothing_leads() {
    let bank = bank();
    let posterior = Posterior::of(&BankModel::new(&bank), &[]);
    assert!(
        (posterior.backend_leads() - 0.5).abs() < 1e-12,
        "a side is favored from the start"
    );
    let regions = posterior.regions();
    // Sheppard 1899: both positive with probability 1/4 + asin(ρ)/2π.
    let both = 0.25 + 0.30_f64.asin() / std::f64::consts::TAU;
    assert!(
        (regions[Region::FullStack as usize] - both).abs() < 0.005,
        "{regions:?}"
    );
    assert!(
        (regions[Region::FullStack as usize] - regions[Region::NeitherYet as usize]).abs() < 1e-12
    );
    assert!((regions[Region::Backend as usize] - regions[Region::Frontend as usize]).abs() < 1e-12);
    let backend = posterior.estimate(Side::Backend);
    assert!(
        backend.mean.abs() < 1e-12 && (backend.standard_error - 1.0).abs() < 0.02,
        "{backend:?}"
    );
    // The standard normal's tenth percentile; the grid ends at 3, hence the tolerance.
    assert!(
        (backend.low + 1.281_55).abs() < 0.02 && (backend.high - 1.281_55).abs() < 0.02,
        "{backend:?}"
    );
}

#[test]
fn an_uncalibrated_answer_counts_less() {
    let mut file = bank_file();
    let sure = json!({"discrimination": 1.4, "location": -0.5, "respondents": 500});
    let uncalibrated = read(&file);
    file["items"][0]["calibration"] = sure;
    let calibrated = read(&file);
    let low = |bank: &ItemBank| {
        let position = bank
            .items
            .iter()
            .position(|item| item.id.as_str() == "likert-0")
            .expect("there");
        let model = BankModel::new(bank);
        let given = Given {
            item: position,
            category: Some(4),
        };
        let plain: Vec<f64> = model.curves()[position].log_likelihood(4).collect();
        (
            plain,
            Posterior::of(&model, &[given]).estimate(Side::Backend).mean,
        )
    };
    let (tempered, less) = low(&uncalibrated);
    let (full, more) = low(&calibrated);
    assert!(
        less > 0.1 && more > less,
        "calibration has to add weight: {less} then {more}"
    );
    for (part, whole) in tempered.iter().zip(&full) {
        assert!((part - UNCALIBRATED_WEIGHT * whole).abs() < 1e-12);
    }
}

#[test]
fn known_people_are_found_again() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut dice = Dice(20_261_123);
    let (people, items) = (400, 40);
    let (mut errors, mut covered, mut leads, mut clear_leads, mut clear) = (0.0, 0, 0, 0, 0);
    for _ in 0..people {
        let shared = dice.normal() * 0.30_f64.sqrt();
        let (b, f) = (
            shared + dice.normal() * 0.70_f64.sqrt(),
            shared + dice.normal() * 0.70_f64.sqrt(),
        );
        let mut left: Vec<usize> = (0..bank.items.len()).collect();
        let given: Vec<Given> = (0..items)
            .map(|_| {
                let item = left.swap_remove(dice.below(left.len()));
                model
                    .given(item, honest(&bank.items[item], b, f, &mut dice))
                    .expect("the item's own choice")
            })
            .collect();
        let posterior = Posterior::of(&model, &given);
        for (side, truth) in [(Side::Backend, b), (Side::Frontend, f)] {
            let estimate = posterior.estimate(side);
            errors += (estimate.mean - truth).powi(2);
            covered += usize::from((estimate.low..=estimate.high).contains(&truth));
        }
        let right = (posterior.backend_leads() > 0.5) == (b > f);
        leads += usize::from(right);
        if (b - f).abs() >= 0.5 {
            clear += 1;
            clear_leads += usize::from(right);
        }
    }
    let rmse = (errors / f64::from(2 * people)).sqrt();
    let share = |count: usize, of: usize| count as f64 / of as f64;
    // 40 answers and right parameters: a reliability above .80 means an error below √.20 = .45.
    assert!(rmse < 0.45, "root mean square error {rmse}");
    let people = usize::try_from(people).expect("small");
    assert!(
        share(leads, people) > 0.85,
        "right lead {}",
        share(leads, people)
    );
    assert!(
        share(clear_leads, clear) > 0.93,
        "right lead at gaps of .5 or more {}",
        share(clear_leads, clear)
    );
    // With the right parameters, tempering makes the intervals too wide, never too narrow.
    assert!(
        share(covered, 2 * people) > 0.80,
        "80 % intervals cover {}",
        share(covered, 2 * people)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn probabilities_sum_to_one_and_percentiles_are_in_order(seed: u64, length in 0_usize..60) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let posterior = Posterior::of(&model, &answers(&model, seed, length));
        prop_assert!((posterior.cells().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((posterior.regions().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&posterior.backend_leads()));
        for side in Side::ALL {
            let estimate = posterior.estimate(side);
            prop_assert!(estimate.low < estimate.mean && estimate.mean < estimate.high, "{estimate:?}");
            prop_assert!(estimate.standard_error > 0.0 && estimate.standard_error < 1.01);
        }
    }

    /// Moving one answer toward backend must never favour frontend. This holds because both response models and the
    /// prior are monotone in each trait; a wrong sign anywhere breaks it.
    #[test]
    fn a_more_backend_answer_never_lowers_the_backend_lead(seed: u64, length in 1_usize..30) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut given = answers(&model, seed, length);
        let at = Dice(seed ^ 7).below(length);
        let item = given[at].item;
        let mut leads: Vec<f64> = (0..model.curves()[item].categories())
            .map(|category| {
                given[at].category = Some(category);
                Posterior::of(&model, &given).backend_leads()
            })
            .collect();
        if model.curves()[item].axis() == Axis::Frontend {
            leads.reverse();
        }
        prop_assert!(leads.is_sorted_by(|low, high| *low <= high + 1e-12), "{leads:?}");
    }

    #[test]
    fn the_order_of_answers_does_not_matter(seed: u64, length in 1_usize..30) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut given = answers(&model, seed, length);
        let forth = Posterior::of(&model, &given).backend_leads();
        given.reverse();
        prop_assert!((Posterior::of(&model, &given).backend_leads() - forth).abs() < 1e-12);
    }
}
