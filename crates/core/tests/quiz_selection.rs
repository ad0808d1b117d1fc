//! The choice of the next item: content rules, and which of them are dropped if the bank is too small.

use crate::quiz_support::{Dice, bank, honest, run};
use proptest::prelude::*;
use which_end_core::quiz::item::{Body, Facet, Item, Side};
use which_end_core::quiz::model::{BankModel, Given};
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::selection::{self, Aim, Outlook, Rule};
use which_end_core::quiz::session::Session;

/// The items of one whole session.
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

fn is_likert(item: &Item) -> bool {
    matches!(item.body, Body::Likert { .. })
}

fn count(items: &[&Item], of: impl Fn(&Body) -> bool) -> usize {
    items.iter().filter(|item| of(&item.body)).count()
}

fn touches(body: &Body, facet: Facet) -> bool {
    body.facets().any(|touched| touched == facet)
}

/// Whether a session of `before` and then `item` keeps a rule, implemented separately.
fn keeps(rule: Rule, before: &[&Item], item: &Item, pool: &[&Item]) -> bool {
    let run: Vec<&Item> = before.iter().copied().chain([item]).collect();
    match rule {
        // Only the side that is asked again can be too far ahead.
        Rule::Sides => item.body.side().is_none_or(|side| {
            let of = |side: Side| count(&run, |body| body.side() == Some(side));
            of(side) <= of(side.other()) + 2
        }),
        Rule::LikertShare => {
            !is_likert(item)
                || 3 * count(&run, |body| matches!(body, Body::Likert { .. })) <= 2 * run.len()
        }
        Rule::Task => {
            let last_six = &run[run.len().saturating_sub(6)..];
            last_six.len() < 6 || count(last_six, |body| matches!(body, Body::Task { .. })) > 0
        }
        Rule::Facets => item.body.facets().all(|facet| {
            let of = |facet: Facet| count(&run, |body| touches(body, facet));
            let open = Facet::ALL.into_iter().filter(|other| {
                other.side() == facet.side() && pool.iter().any(|item| touches(&item.body, *other))
            });
            open.map(of)
                .min()
                .is_none_or(|fewest| of(facet) <= fewest + 1)
        }),
        Rule::FirstTask => {
            let is_task = |body: &Body| matches!(body, Body::Task { .. });
            !is_task(&item.body)
                || count(before, is_task) > 0
                || item.parameters.location <= selection::EASY_TASK
        }
        Rule::Keys => {
            !is_likert(item) || {
                let side = item.body.side();
                let keyed = |key: bool| {
                    count(&run, |body| {
                        body.side() == side
                            && matches!(body, Body::Likert { reversed, .. } if *reversed == key)
                    })
                };
                keyed(true).abs_diff(keyed(false)) <= 1
            }
        }
    }
}

/// The number of rules that must be dropped, from the first on, to allow this item.
fn given_up(before: &[&Item], item: &Item, pool: &[&Item]) -> usize {
    let broken = Rule::ALL
        .into_iter()
        .rposition(|rule| !keeps(rule, before, item, pool));
    broken.map_or(0, |last| last + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn no_rule_is_given_up_without_need(seed: u64, people: u64, second: bool) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut session = Session::new(seed);
        let mut items = run_items(&model, &mut session, people);
        let mut pool: Vec<&Item> = bank.items.iter().collect();
        if second {
            pool.retain(|item| !items.contains(item));
            session = session.retake(seed ^ 1);
            items = run_items(&model, &mut session, people ^ 1);
        }
        let fixed = if second { 0 } else { 3 };
        pool.retain(|item| !items[..fixed].contains(item));
        for at in fixed..items.len() {
            let (before, item) = (&items[..at], items[at]);
            let least = pool.iter().map(|other| given_up(before, other, &pool)).min();
            prop_assert_eq!(Some(given_up(before, item, &pool)), least, "item {} is {}", at + 1, item.id.as_str());
            pool.retain(|other| other.id != item.id);
        }
    }

    /// The last two rules protect the measurement itself, and a whole bank can always satisfy them.
    #[test]
    fn facets_and_keys_stay_even_throughout_a_run(seed: u64, people: u64) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let items = run_items(&model, &mut Session::new(seed), people);
        for length in 1..=items.len() {
            for side in Side::ALL {
                let own = Facet::ALL.into_iter().filter(|facet| facet.side() == side);
                let counts: Vec<usize> = own.map(|facet| count(&items[..length], |body| touches(body, facet))).collect();
                prop_assert!(counts.iter().max().zip(counts.iter().min()).is_some_and(|(most, least)| most - least <= 1));
                let keys = [true, false].map(|key| {
                    count(&items[..length], |body| {
                        body.side() == Some(side) && matches!(body, Body::Likert { reversed, .. } if *reversed == key)
                    })
                });
                prop_assert!(keys[0].abs_diff(keys[1]) <= 1, "keys of {side:?} after {length}: {keys:?}");
            }
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

/// If only Likert items are left, that rule is dropped; the keys, which are dropped last, still hold.
#[test]
fn rules_give_way_in_their_order() {
    assert_eq!(Rule::ALL[0], Rule::Sides);
    assert_eq!(Rule::ALL[4..], [Rule::Keys, Rule::FirstTask]);
    let bank = bank();
    let model = BankModel::new(&bank);
    let position = |id: &str| {
        bank.items
            .iter()
            .position(|item| item.id.as_str() == id)
            .expect("there")
    };
    let reversed = |at: usize| matches!(bank.items[at].body, Body::Likert { reversed: true, .. });
    // Only Likert items are left, and the last backend one was positive.
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
    let before = [&bank.items[0], &bank.items[5]];
    let pool: Vec<&Item> = bank
        .items
        .iter()
        .filter(|item| !before.contains(item))
        .collect();
    let outlook = Outlook::new(&Posterior::of(&model, &given));
    let mut fitting: Vec<(f64, usize)> = (0..bank.items.len())
        .filter(|at| {
            pool.contains(&&bank.items[*at]) && given_up(&before, &bank.items[*at], &pool) == 0
        })
        .map(|at| (outlook.gain(&model.curves()[at], Aim::Precision), at))
        .collect();
    fitting.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best: Vec<usize> = fitting.iter().take(4).map(|(_, at)| *at).collect();
    assert!(
        chosen.iter().all(|at| best.contains(at)),
        "{chosen:?} are not among the best, {best:?}"
    );
    assert!((2..=4).contains(&chosen.len()), "{chosen:?}");
    assert_eq!(next(&model, &given, &[], 7), next(&model, &given, &[], 7));
}

#[test]
fn seen_items_wait_until_nothing_else_is_left() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let seen: Vec<usize> = (0..71).filter(|position| *position != 3).collect();
    // A Likert item and a task that is too hard to be the first.
    assert_eq!(next(&model, &[], &seen, 1), Some(3));
    let given = [3, 71].map(|item| Given {
        item,
        category: None,
    });
    assert!(next(&model, &given, &seen, 1).is_some_and(|position| position != 3 && position < 71));
    // With that task alone, an easy one is asked again.
    let first = next(&model, &given[..1], &seen, 1).expect("seen ones are left");
    assert!(bank.items[first].parameters.location <= selection::EASY_TASK);
}

/// Protects beginners: the first puzzle of a session is an easy one, in a retake too.
#[test]
fn the_first_task_is_easy_in_every_session() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut easy = 0;
    for seed in 0..40 {
        let mut session = Session::new(seed);
        for retake in 0..4 {
            let items = run_items(&model, &mut session, seed * 7 + retake);
            let first = items
                .iter()
                .find(|item| matches!(item.body, Body::Task { .. }))
                .expect("every session has a task");
            assert!(
                first.parameters.location <= selection::EASY_TASK,
                "{} is the first task of session {seed}, retake {retake}",
                first.id.as_str()
            );
            easy += 1;
            session = session.retake(seed ^ (retake << 8));
        }
    }
    assert_eq!(easy, 160);
}
