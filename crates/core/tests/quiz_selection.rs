//! What may come next: content rules, and giving way when the bank is too small for them.

mod quiz_support;

use proptest::prelude::*;
use quiz_support::{Dice, bank, honest, run};
use which_end_core::quiz::item::{Body, Facet, Item, Side};
use which_end_core::quiz::model::{BankModel, Given};
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::selection::{self, Rule};
use which_end_core::quiz::session::Session;

/// The items of one whole run.
fn run_items<'bank>(
    model: &BankModel<'bank>,
    session: &mut Session,
    people: u64,
) -> Vec<&'bank Item> {
    let mut dice = Dice(people);
    let (b, f) = (dice.normal(), dice.normal());
    run(model, session, |item| honest(item, b, f, &mut dice));
    session
        .answers()
        .iter()
        .map(|answer| model.bank().get(&answer.item).expect("of this bank"))
        .collect()
}

fn next(model: &BankModel<'_>, given: &[Given], seen: &[usize], draw: u64) -> Option<usize> {
    selection::next(model, given, &Posterior::of(model, given), seen, draw)
}

fn within_one(counts: impl Iterator<Item = usize> + Clone) -> bool {
    counts.clone().max().unwrap_or(0) - counts.min().unwrap_or(0) <= 1
}

fn facet_counts(items: &[&Item], side: Side) -> Vec<usize> {
    let of = |facet: Facet| {
        items
            .iter()
            .filter(|item| item.body.facets().any(|other| other == facet))
            .count()
    };
    Facet::ALL
        .into_iter()
        .filter(|facet| facet.side() == side)
        .map(of)
        .collect()
}

fn is_likert(item: &Item) -> bool {
    matches!(item.body, Body::Likert { .. })
}

fn keys(items: &[&Item], side: Side) -> [usize; 2] {
    let count = |key: bool| {
        items
            .iter()
            .filter(|item| matches!(item.body, Body::Likert { facet, reversed, .. } if facet.side() == side && reversed == key))
            .count()
    };
    [count(false), count(true)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn a_run_keeps_all_content_rules_at_every_item(seed: u64, people: u64, second: bool) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut session = Session::new(seed);
        let mut items = run_items(&model, &mut session, people);
        if second {
            session = session.retake(seed ^ 1);
            items = run_items(&model, &mut session, people ^ 1);
        }
        for length in 1..=items.len() {
            let so_far = &items[..length];
            for side in Side::ALL {
                let counts = facet_counts(so_far, side);
                prop_assert!(within_one(counts.iter().copied()), "facets of {side:?} after {length}: {counts:?}");
                let keys = keys(so_far, side);
                prop_assert!(within_one(keys.into_iter()), "keys of {side:?} after {length}: {keys:?}");
            }
            let likert = so_far.iter().filter(|item| is_likert(item)).count();
            // The three fixed items may hold two Likert items; from the fourth on half is the most.
            prop_assert!(length < 4 || 2 * likert <= length, "{likert} of {length} are Likert items");
            if length >= 5 {
                let tasks = so_far[length - 5..].iter().filter(|item| matches!(item.body, Body::Task { .. })).count();
                prop_assert!(tasks >= 1, "no task in the five items up to {length}");
            }
            let sides = Side::ALL.map(|side| so_far.iter().filter(|item| item.body.side() == Some(side)).count());
            prop_assert!(sides[0].abs_diff(sides[1]) <= 2, "sides after {length}: {sides:?}");
        }
    }

    #[test]
    fn whatever_was_asked_something_unasked_comes_next(seed: u64, asked in 0_usize..72) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut dice = Dice(seed);
        let mut left: Vec<usize> = (0..72).collect();
        let given: Vec<Given> = (0..asked)
            .map(|_| Given { item: left.swap_remove(dice.below(left.len())), category: Some(0) })
            .collect();
        let chosen = next(&model, &given, &[], seed);
        prop_assert!(chosen.is_some_and(|position| left.contains(&position)));
    }
}

#[test]
fn an_empty_pool_has_no_next_item() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let given: Vec<Given> = (0..72)
        .map(|item| Given {
            item,
            category: None,
        })
        .collect();
    assert_eq!(next(&model, &given, &[], 1), None);
}

/// With Likert items alone left, that rule gives way; the keys, which give way last, still hold.
#[test]
fn rules_give_way_in_their_order() {
    assert_eq!(Rule::ALL[0], Rule::Sides);
    assert_eq!(Rule::ALL[4], Rule::Keys);
    let bank = bank();
    let model = BankModel::new(&bank);
    let position = |id: &str| {
        bank.items
            .iter()
            .position(|item| item.id.as_str() == id)
            .expect("there")
    };
    let reversed = |at: usize| matches!(bank.items[at].body, Body::Likert { reversed: true, .. });
    // Everything but Likert items is gone, and the last backend one was positive.
    let mut given: Vec<Given> = (30..72)
        .map(|item| Given {
            item,
            category: Some(0),
        })
        .collect();
    let positive = (0..30)
        .find(|at| !reversed(*at) && bank.items[*at].body.side() == Some(Side::Backend))
        .expect("one");
    given.push(Given {
        item: positive,
        category: Some(2),
    });
    for seed in 0..20 {
        let chosen = next(&model, &given, &[], seed).expect("Likert items are left");
        assert!(is_likert(&bank.items[chosen]));
        let balanced = bank.items[chosen].body.side() == Some(Side::Frontend) || reversed(chosen);
        assert!(
            balanced,
            "a second positive backend item in a row: {}",
            bank.items[chosen].id.as_str()
        );
    }
    assert!(position("likert-0") < 30);
}

#[test]
fn the_draw_is_among_the_best_and_depends_on_the_seed() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let given = vec![
        Given {
            item: 0,
            category: Some(3),
        },
        Given {
            item: 5,
            category: Some(1),
        },
    ];
    let chosen: std::collections::BTreeSet<usize> = (0..60)
        .filter_map(|seed| next(&model, &given, &[], seed))
        .collect();
    assert!((2..=4).contains(&chosen.len()), "{chosen:?}");
    assert_eq!(next(&model, &given, &[], 7), next(&model, &given, &[], 7));
}

#[test]
fn seen_items_wait_until_nothing_else_is_left() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let seen: Vec<usize> = (0..71).collect();
    assert_eq!(next(&model, &[], &seen, 1), Some(71));
    let given = [Given {
        item: 71,
        category: None,
    }];
    assert!(next(&model, &given, &seen, 1).is_some_and(|position| position < 71));
}
