//! Checks the balance of the bank: enough items of each kind and facet, keys in both directions, right choices in every
//! position.

use super::Notes;
use super::error::ItemErrors;
use which_end_core::quiz::item::{Body, Facet, Item, Side};

/// Minimum number of items of a facet.
const FEWEST_PER_FACET: usize = 2;
/// Minimum number of Likert items of a side for which keys have to be balanced.
const BALANCED_FROM: usize = 4;
/// Maximum number of tasks, out of ten, with the right choice in the same position. Otherwise always selecting that
/// position would pay.
const MOST_IN_ONE_PLACE: usize = 4;
/// Minimum number of items of each kind that measures: those of the bank in the simulation.
const FEWEST_OF_KIND: [(&str, usize); 4] = [
    ("Likert items", 30),
    ("pairs", 14),
    ("situations", 10),
    ("tasks", 18),
];

/// Maximum difference between the sides' mean levels of one kind of item. Otherwise “2 of 3 right” would say more
/// about the tasks than about the person.
const MOST_LEVEL_GAP: f64 = 0.3;

pub(super) fn check(items: &[Item], notes: &[Notes], errors: &mut ItemErrors) {
    kinds(items, errors);
    levels(items, notes, errors);
    people(notes, errors);
    ends(items, errors);
    places(items, errors);
    for side in Side::ALL {
        facets(side, items, errors);
        keys(side, items, errors);
    }
}

/// Checks that each facet has at least half and at most twice its fair share of its side's items.
fn facets(side: Side, items: &[Item], errors: &mut ItemErrors) {
    let own: Vec<Facet> = Facet::ALL
        .into_iter()
        .filter(|facet| facet.side() == side)
        .collect();
    let counts: Vec<usize> = own
        .iter()
        .map(|facet| {
            items
                .iter()
                .filter(|item| item.body.facets().any(|other| other == *facet))
                .count()
        })
        .collect();
    let total: usize = counts.iter().sum();
    for (facet, items) in own.iter().zip(&counts) {
        let name = facet_name(*facet);
        if *items < FEWEST_PER_FACET {
            errors.file(format!(
                "the facet “{name}” has {items} items; each needs {FEWEST_PER_FACET} or more, so add some"
            ));
        } else if 2 * items * own.len() < total {
            errors.file(format!(
                "the facet “{name}” has {items} items, less than half of its fair share of {total}: add items about it"
            ));
        } else if items * own.len() > 2 * total {
            errors.file(format!(
                "the facet “{name}” has {items} items, more than twice its fair share of {total}: add items about the others"
            ));
        }
    }
}

/// Checks that half of a side's Likert items, within one, are reversed. Otherwise people who agree with everything
/// would get a higher trait.
fn keys(side: Side, items: &[Item], errors: &mut ItemErrors) {
    let keys: Vec<bool> = items
        .iter()
        .filter_map(|item| match &item.body {
            Body::Likert {
                facet, reversed, ..
            } if facet.side() == side => Some(*reversed),
            _ => None,
        })
        .collect();
    let reversed = keys.iter().filter(|reversed| **reversed).count();
    if keys.len() >= BALANCED_FROM && (2 * reversed).abs_diff(keys.len()) > 2 {
        let name = if side == Side::Backend {
            "backend"
        } else {
            "frontend"
        };
        errors.file(format!(
            "{reversed} of the {} Likert items of the {name} side are reversed; about half have to be: write some the other way round",
            keys.len()
        ));
    }
}

/// Checks that items of one kind are as hard on one side as on the other.
fn levels(items: &[Item], notes: &[Notes], errors: &mut ItemErrors) {
    let kind = |body: &Body| match body {
        Body::Likert { .. } => Some("Likert items"),
        Body::Situation { .. } => Some("situations"),
        Body::Task { .. } => Some("tasks"),
        Body::Pair { .. } | Body::Check { .. } => None,
    };
    for name in ["Likert items", "situations", "tasks"] {
        let mean = |side: Side| {
            let levels: Vec<f64> = items
                .iter()
                .zip(notes)
                .filter(|(item, _)| {
                    kind(&item.body) == Some(name) && item.body.side() == Some(side)
                })
                .map(|(_, notes)| f64::from(notes.level))
                .collect();
            levels.iter().sum::<f64>() / levels.len() as f64
        };
        let [backend, frontend] = Side::ALL.map(mean);
        if (backend - frontend).abs() > MOST_LEVEL_GAP {
            errors.file(format!(
                "the {name} of the backend side have a mean level of {backend:.2}, those of the frontend side {frontend:.2}; \
                {MOST_LEVEL_GAP} is the largest difference: replace some by harder or easier ones"
            ));
        }
    }
}

/// Checks that people contact stands as often on one side as on the other, so that sociable people are not sent to one
/// of them.
fn people(notes: &[Notes], errors: &mut ItemErrors) {
    let count = |side: Side| {
        let of_side = notes.iter().filter(|notes| notes.people.contains(&side));
        of_side.count()
    };
    let [backend, frontend] = Side::ALL.map(count);
    if backend != frontend {
        errors.file(format!(
            "{backend} items of the backend side mean meeting people, and {frontend} of the frontend side; sociable people would \
            be sent to one of them: make the numbers equal"
        ));
    }
}

/// Checks that there are enough items of each kind.
fn kinds(items: &[Item], errors: &mut ItemErrors) {
    let mut counts = [0; 4];
    for item in items.iter().filter(|item| item.body.measures()) {
        counts[match item.body {
            Body::Likert { .. } => 0,
            Body::Pair { .. } => 1,
            Body::Situation { .. } => 2,
            Body::Task { .. } | Body::Check { .. } => 3,
        }] += 1;
    }
    for ((name, fewest), count) in FEWEST_OF_KIND.into_iter().zip(counts) {
        if count < fewest {
            errors.file(format!(
                "there are {count} {name}; the quiz needs {fewest} or more, so add {}",
                fewest - count
            ));
        }
    }
}

/// Checks that about half of the pairs show the backend work first. Otherwise always selecting the first would look
/// like a preference.
fn ends(items: &[Item], errors: &mut ItemErrors) {
    let firsts: Vec<Side> = items
        .iter()
        .filter_map(|item| match &item.body {
            Body::Pair { first, .. } => Some(*first),
            _ => None,
        })
        .collect();
    let backend = firsts.iter().filter(|side| **side == Side::Backend).count();
    if firsts.len() >= BALANCED_FROM && (2 * backend).abs_diff(firsts.len()) > 2 {
        errors.file(format!(
            "{backend} of the {} pairs show the backend end first; about half have to: change “first” in some",
            firsts.len()
        ));
    }
}

/// Checks that the right choice is not in one position too often.
fn places(items: &[Item], errors: &mut ItemErrors) {
    let keys: Vec<u8> = items
        .iter()
        .filter_map(|item| match &item.body {
            Body::Task { key, .. } => Some(*key),
            _ => None,
        })
        .collect();
    for (key, times) in super::error::count(keys.iter().copied()) {
        if keys.len() >= BALANCED_FROM && 10 * times > MOST_IN_ONE_PLACE * keys.len() {
            errors.file(format!(
                "in {times} of the {} tasks choice number {} is the right one; at most {MOST_IN_ONE_PLACE} in ten may: change the order of choices in some",
                keys.len(),
                key + 1
            ));
        }
    }
}

/// A facet's name in the file.
fn facet_name(facet: Facet) -> String {
    serde_json::to_value(facet)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}
