//! Compares the formulas with figures computed elsewhere, and with a direct sum over all cells.

use crate::quiz_support::{bank_file, likert, pair, read, situation, task};
use serde_json::{Value, json};
use which_end_core::quiz::conduct::person_fit;
use which_end_core::quiz::item::{Item, ItemBank, Side};
use which_end_core::quiz::model::{BankModel, Curves, Given, POINTS, category, trait_at};
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::Region;
use which_end_core::quiz::selection::{Aim, Outlook};

/// The sample bank with additional items.
fn bank_with(extra: Vec<Value>) -> ItemBank {
    let mut file = bank_file();
    file["items"].as_array_mut().expect("a list").extend(extra);
    read(&file)
}

fn item<'bank>(bank: &'bank ItemBank, id: &str) -> &'bank Item {
    bank.items
        .iter()
        .find(|item| item.id.as_str() == id)
        .expect("the item just added")
}

/// Grid point of a trait value on the grid.
fn point(value: f64) -> usize {
    (0..POINTS)
        .find(|at| (trait_at(*at) - value).abs() < 1e-9)
        .expect("a value on the grid")
}

fn at(curves: &Curves, backend: f64, frontend: f64) -> Vec<f64> {
    let entry = curves.axis().entry(point(backend), point(frontend));
    (0..curves.categories())
        .map(|category| curves.probability(category)[entry])
        .collect()
}

/// To seven decimals, because parameters have single precision.
#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (one, other) in found.iter().zip(expected) {
        assert!((one - other).abs() < 1e-7, "{found:?} is not {expected:?}");
    }
}

#[test]
fn response_curves_match_figures_worked_out_by_hand() {
    let bank = bank_with(vec![
        likert("l-middle", "data", false, 3),
        likert("l-high", "layout", true, 4),
        pair("p-middle", "data", "layout", "frontend"),
        situation("s-low", "users", 2),
        task("t-hard", "apis", 5),
    ]);
    let curves = |id: &str| Curves::new(item(&bank, id));
    // Graded response model, a = 1.4, steps at −1.5, −.5, .5 and 1.5 around the location.
    assert_close(
        &at(&curves("l-middle"), 0.0, 2.0),
        &[
            0.109_096_821_2,
            0.222_715_406_6,
            0.336_375_544_3,
            0.222_715_406_6,
            0.109_096_821_2,
        ],
    );
    assert_close(
        &at(&curves("l-high"), -2.0, 1.0),
        &[
            0.057_324_175_9,
            0.140_491_935_5,
            0.302_183_888_6,
            0.302_183_888_6,
            0.197_816_111_4,
        ],
    );
    // A pair loads a/√2 on backend and −a/√2 on frontend: backend 1, frontend −.6.
    assert_close(
        &at(&curves("p-middle"), 1.0, -0.6),
        &[
            0.024_508_554_0,
            0.067_954_998_3,
            0.199_902_732_9,
            0.333_864_587_6,
            0.373_769_127_1,
        ],
    );
    // Situations: a = 1.4 × .75, steps at ±.6.
    assert_close(
        &at(&curves("s-low"), -3.0, 0.4),
        &[0.171_504_770_0, 0.250_389_997_1, 0.578_105_232_9],
    );
    // Tasks: a = 1.4 × .85, a quarter right by guessing among four choices, location 1.
    assert_close(
        &at(&curves("t-hard"), 0.0, 0.0),
        &[0.575_055_798_2, 0.424_944_201_8],
    );
    assert_close(
        &at(&curves("t-hard"), 2.0, 0.0),
        &[0.174_944_201_8, 0.825_055_798_2],
    );
}

#[test]
fn a_situation_without_a_middle_credit_has_one_step() {
    let mut entry = situation("s-two", "users", 2);
    entry["kind"]["situation"]["choices"][0]["credit"] = json!(2);
    let bank = bank_with(vec![entry]);
    let item = item(&bank, "s-two");
    assert_close(
        &at(&Curves::new(item), 0.0, 0.4),
        &[0.279_891_473_2, 0.720_108_526_8],
    );
    assert_eq!(
        [0, 1, 2].map(|choice| category(&item.body, choice)),
        [Some(1), Some(1), Some(0)]
    );
}

#[test]
fn answers_are_keyed_so_that_more_is_more_of_the_trait_and_more_backend() {
    let bank = bank_with(vec![
        likert("l-for", "data", false, 3),
        likert("l-against", "data", true, 3),
        pair("p-back-first", "data", "layout", "backend"),
        pair("p-front-first", "data", "layout", "frontend"),
        situation("s", "users", 2),
        task("t", "apis", 5),
    ]);
    let keys = |id: &str| [0, 1, 2, 3, 4, 5].map(|choice| category(&item(&bank, id).body, choice));
    let (rising, falling) = ([0, 1, 2, 3, 4].map(Some), [4, 3, 2, 1, 0].map(Some));
    assert_eq!(keys("l-for")[..5], rising);
    assert_eq!(keys("l-against")[..5], falling);
    assert_eq!(
        keys("p-back-first")[..5],
        falling,
        "the first step is the end shown first: backend"
    );
    assert_eq!(
        keys("p-front-first")[..5],
        rising,
        "the first step is the end shown first: frontend"
    );
    assert_eq!(
        keys("s"),
        [Some(1), Some(2), Some(0), None, None, None],
        "by credit, not by place"
    );
    assert_eq!(keys("t"), [Some(0), Some(1), Some(0), Some(0), None, None]);
    assert!(
        ["l-for", "l-against", "p-back-first", "p-front-first"]
            .iter()
            .all(|id| keys(id)[5].is_none())
    );
}

#[test]
fn every_curve_is_a_probability_and_sums_to_one() {
    let bank = crate::quiz_support::bank();
    for item in &bank.items {
        let curves = Curves::new(item);
        for entry in 0..curves.axis().points() {
            let column: Vec<f64> = (0..curves.categories())
                .map(|k| curves.probability(k)[entry])
                .collect();
            assert!(
                column.iter().all(|p| *p > 0.0 && *p < 1.0),
                "{}: {column:?}",
                item.id.as_str()
            );
            assert!(
                (column.iter().sum::<f64>() - 1.0).abs() < 1e-7,
                "{}: {column:?}",
                item.id.as_str()
            );
        }
    }
}

/// Protects a calibrated item's own steps: its curves differ from those of the assumed steps.
#[test]
fn a_calibrated_item_answers_by_its_own_steps() {
    let mut own = likert("l-own", "data", false, 3);
    own["calibration"] = json!({"discrimination": 2, "location": 0.5,
        "steps": [-1, -0.25, 0.25, 1], "respondents": 300});
    let bank = bank_with(vec![own]);
    let curves = Curves::new(item(&bank, "l-own"));
    let least = [-0.5, 0.25, 0.75, 1.5].map(|step: f64| 1.0 / (1.0 + (-2.0 * (1.0 - step)).exp()));
    let expected = [
        1.0 - least[0],
        least[0] - least[1],
        least[1] - least[2],
        least[2] - least[3],
        least[3],
    ];
    assert_close(&at(&curves, 1.0, 0.0), &expected);
}

/// The posterior computed directly: every cell separately, with the platform's own `exp` and `ln`.
fn long_way(bank: &ItemBank, given: &[Given]) -> Vec<f64> {
    let rho = 0.30;
    let answered: Vec<(Curves, f64, usize)> = given
        .iter()
        .filter_map(|answer| {
            let item = &bank.items[answer.item];
            let weight = if item.parameters.respondents == 0 {
                0.85
            } else {
                1.0
            };
            Some((Curves::new(item), weight, answer.category?))
        })
        .collect();
    let mut cells = Vec::new();
    for b in 0..POINTS {
        for f in 0..POINTS {
            let (x, y) = (trait_at(b), trait_at(f));
            let mut density =
                (-(x * x - 2.0 * rho * x * y + y * y) / (2.0 * (1.0 - rho * rho))).exp();
            for (curves, weight, category) in &answered {
                density *= curves.probability(*category)[curves.axis().entry(b, f)].powf(*weight);
            }
            cells.push(density);
        }
    }
    let total: f64 = cells.iter().sum();
    cells.iter().map(|cell| cell / total).collect()
}

/// Answers of all kinds, one of them calibrated and one skipped.
fn mixed() -> (ItemBank, Vec<Given>) {
    let mut file = bank_file();
    file["items"][3]["calibration"] =
        json!({"discrimination": 1.9, "location": 0.4, "respondents": 812});
    let bank = read(&file);
    let given = [
        (3, Some(4)),
        (5, Some(1)),
        (8, Some(3)),
        (30, Some(3)),
        (33, Some(0)),
        (46, Some(2)),
        (51, Some(0)),
        (56, Some(1)),
        (67, Some(0)),
        (12, None),
    ];
    let given = given
        .map(|(item, category)| Given { item, category })
        .to_vec();
    (bank, given)
}

#[test]
fn the_posterior_is_bayes_rule_over_every_cell() {
    let (bank, given) = mixed();
    let model = BankModel::new(&bank);
    let posterior = Posterior::of(&model, &given);
    assert_close(posterior.cells(), &long_way(&bank, &given));
    let share = |point: usize, border: usize| match point.cmp(&border) {
        std::cmp::Ordering::Less => 0.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => 1.0,
    };
    let sum = |of: &dyn Fn(usize, usize) -> f64| -> f64 {
        long_way(&bank, &given)
            .iter()
            .enumerate()
            .map(|(at, p)| p * of(at / POINTS, at % POINTS))
            .sum()
    };
    let backend = posterior.estimate(Side::Backend);
    assert_close(&[backend.mean], &[sum(&|b, _| trait_at(b))]);
    assert_close(
        &[backend.standard_error.powi(2)],
        &[sum(&|b, _| (trait_at(b) - backend.mean).powi(2))],
    );
    assert_close(&[posterior.backend_leads()], &[sum(&|b, f| share(b, f))]);
    assert_close(
        &[posterior.regions()[Region::FullStack as usize]],
        &[sum(&|b, f| share(b, 15) * share(f, 15))],
    );
    assert_close(
        &[posterior.regions()[Region::Frontend as usize]],
        &[sum(&|b, f| (1.0 - share(b, 15)) * share(f, 15))],
    );
}

/// The answers' probability over the whole prior, compared with that of random clicks, cell by cell.
#[test]
fn person_fit_is_the_likelihood_ratio_against_random_clicks() {
    let (bank, given) = mixed();
    let model = BankModel::new(&bank);
    let answered: Vec<(&Item, usize)> = given
        .iter()
        .filter_map(|answer| Some((&bank.items[answer.item], answer.category?)))
        .collect();
    let by_chance: f64 = answered
        .iter()
        .map(|(item, category_given)| {
            let choices = item.body.choices();
            let same = (0..6)
                .filter(|choice| category(&item.body, *choice) == Some(*category_given))
                .count();
            same as f64 / choices as f64
        })
        .product();
    let curves: Vec<(Curves, usize)> = answered
        .iter()
        .map(|(item, k)| (Curves::new(item), *k))
        .collect();
    let meant: f64 = long_way(&bank, &[])
        .iter()
        .enumerate()
        .map(|(at, prior)| {
            let likelihood = |(curves, k): &(Curves, usize)| {
                curves.probability(*k)[curves.axis().entry(at / POINTS, at % POINTS)]
            };
            prior * curves.iter().map(likelihood).product::<f64>()
        })
        .sum();
    let fit = person_fit(&model, &given).expect("nine answers");
    assert!(
        (fit - (meant / by_chance).ln()).abs() < 1e-7,
        "{fit} is not {}",
        (meant / by_chance).ln()
    );
    assert_eq!(
        person_fit(&model, &given[..7]),
        None,
        "seven answers are too few"
    );
}

/// The gain of an item computed directly: a posterior for each of its answers, untempered.
fn gain_long_way(bank: &ItemBank, given: &[Given], position: usize, aim: Aim) -> f64 {
    let cells = long_way(bank, given);
    let curves = Curves::new(&bank.items[position]);
    let verdicts = |at: usize| {
        let half = |point: usize, border: usize| match point.cmp(&border) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 1.0,
        };
        let (b, f) = (half(at / POINTS, 15), half(at % POINTS, 15));
        let lead = half(at / POINTS, at % POINTS);
        [
            b * (1.0 - f),
            (1.0 - b) * f,
            b * f * lead,
            b * f * (1.0 - lead),
            (1.0 - b) * (1.0 - f) * lead,
            (1.0 - b) * (1.0 - f) * (1.0 - lead),
        ]
    };
    let spread = |weights: &[f64]| {
        let total: f64 = weights.iter().sum();
        let one = |of: &dyn Fn(usize) -> f64| {
            let mean = weights
                .iter()
                .enumerate()
                .map(|(at, p)| p / total * of(at))
                .sum::<f64>();
            weights
                .iter()
                .enumerate()
                .map(|(at, p)| p / total * (of(at) - mean).powi(2))
                .sum::<f64>()
        };
        one(&|at| trait_at(at / POINTS)) + one(&|at| trait_at(at % POINTS))
    };
    let entropy = |weights: &[f64]| {
        let total: f64 = weights.iter().sum();
        let mut classes = [0.0; 6];
        for (at, p) in weights.iter().enumerate() {
            for (class, share) in classes.iter_mut().zip(verdicts(at)) {
                *class += p / total * share;
            }
        }
        classes
            .iter()
            .filter(|p| **p > 0.0)
            .map(|p| -p * p.ln())
            .sum::<f64>()
    };
    let uncertainty = |weights: &[f64]| {
        if aim == Aim::Precision {
            spread(weights)
        } else {
            entropy(weights)
        }
    };
    let after: f64 = (0..curves.categories())
        .map(|category| {
            let weights: Vec<f64> = cells
                .iter()
                .enumerate()
                .map(|(at, p)| {
                    p * curves.probability(category)[curves.axis().entry(at / POINTS, at % POINTS)]
                })
                .collect();
            weights.iter().sum::<f64>() * uncertainty(&weights)
        })
        .sum();
    uncertainty(&cells) - after
}

/// Gains have an unknown constant, so differences between items have to agree.
#[test]
fn expected_gains_match_the_sum_over_every_cell() {
    let (bank, given) = mixed();
    let model = BankModel::new(&bank);
    let outlook = Outlook::new(&Posterior::of(&model, &given));
    for aim in [Aim::Precision, Aim::Verdict] {
        let gain = |position: usize| outlook.gain(&model.curves()[position], aim);
        for position in [6, 9, 31, 36, 47, 55, 60, 70] {
            let expected =
                gain_long_way(&bank, &given, position, aim) - gain_long_way(&bank, &given, 1, aim);
            let found = gain(position) - gain(1);
            assert!(
                (found - expected).abs() < 1e-6,
                "{aim:?}, item {position}: {found} is not {expected}"
            );
        }
    }
}
