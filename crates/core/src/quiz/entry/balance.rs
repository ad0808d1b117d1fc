//! Whether the bank as a whole asks evenly: about all facets, and with keys both ways.

use super::super::item::{Body, Facet, Item, Side};
use super::Problems;

/// Items of a facet, at least.
const FEWEST_PER_FACET: usize = 2;
/// Likert items of a side from which keys have to be balanced.
const BALANCED_FROM: usize = 4;

pub(super) fn check(items: &[Item], problems: &mut Problems) {
    for side in Side::ALL {
        facets(side, items, problems);
        keys(side, items, problems);
    }
}

/// Each facet holds at least half and at most twice its fair share of its side's items.
fn facets(side: Side, items: &[Item], problems: &mut Problems) {
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
            problems.file(format!(
                "the facet “{name}” has {items} items; each needs {FEWEST_PER_FACET} or more"
            ));
        } else if 2 * items * own.len() < total {
            problems.file(format!(
                "the facet “{name}” has {items} items, less than half of its fair share of {total}"
            ));
        } else if items * own.len() > 2 * total {
            problems.file(format!(
                "the facet “{name}” has {items} items, more than twice its fair share of {total}"
            ));
        }
    }
}

/// Half of a side's Likert items, within one, are reversed: else people who agree with everything get a higher trait.
fn keys(side: Side, items: &[Item], problems: &mut Problems) {
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
        problems.file(format!(
            "{reversed} of the {} Likert items of the {name} side are reversed; about half have to be",
            keys.len()
        ));
    }
}

/// A facet as the file writes it.
fn facet_name(facet: Facet) -> String {
    serde_json::to_value(facet)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}
