//! Summarizes the bank: numbers of items, balance, readability and calibration.

use std::fmt::Write as _;

use serde::Deserialize;
use which_end_content::items::reading::{HARDEST, Passage};
use which_end_core::quiz::item::{Body, Facet, Item, ItemBank, Side};

/// Columns of the table, and labels of the list.
pub(super) const KINDS: [&str; 5] = ["Likert", "pair", "situation", "task", "check"];

/// Index of an item's kind in [`KINDS`].
pub(super) fn kind(body: &Body) -> usize {
    match body {
        Body::Likert { .. } => 0,
        Body::Pair { .. } => 1,
        Body::Situation { .. } => 2,
        Body::Task { .. } => 3,
        Body::Check { .. } => 4,
    }
}

/// A facet's name in the file.
pub(super) fn facet_name(facet: Facet) -> String {
    serde_json::to_value(facet)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The levels in the file, item by item. The bank itself only has the parameters derived from them.
pub(super) fn levels(text: &str) -> Vec<u8> {
    #[derive(Deserialize)]
    struct Entry {
        level: u8,
    }
    #[derive(Deserialize)]
    struct File {
        items: Vec<Entry>,
    }
    serde_json::from_str(text).map_or_else(
        |_| Vec::new(),
        |file: File| file.items.iter().map(|entry| entry.level).collect(),
    )
}

pub(super) fn summary(bank: &ItemBank, levels: &[u8]) -> String {
    let mut said = format!(
        "The bank is sound. It is version {}: {} items.\n\n",
        bank.version,
        bank.measuring().count()
    );
    table(&bank.items, &mut said);
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(said, "\nReversed Likert items: {}.", reversed(&bank.items));
    let _ = writeln!(said, "Pairs: {}.", first_ends(&bank.items));
    let _ = writeln!(
        said,
        "Tasks by the place of the right choice: {}.",
        places(&bank.items)
    );
    let mut of_level = [0_usize; 5];
    for level in levels {
        of_level[usize::from(level.clamp(&1, &5) - 1)] += 1;
    }
    let _ = writeln!(
        said,
        "Levels 1 to 5: {}.",
        of_level.map(|count| count.to_string()).join(", ")
    );
    let _ = writeln!(said, "Reading grade: {}.", grades(&bank.items));
    let _ = writeln!(said, "Calibration: {}.", calibration(bank));
    let unsourced: Vec<&str> = bank
        .items
        .iter()
        .filter(|item| matches!(item.body, Body::Situation { source: None, .. }))
        .map(|item| item.id.as_str())
        .collect();
    if !unsourced.is_empty() {
        let _ = writeln!(
            said,
            "Situations that name no source: {}.",
            unsourced.join(", ")
        );
    }
    said
}

/// Facets by kinds. A pair counts in both of its facets.
fn table(items: &[Item], said: &mut String) {
    let _ = writeln!(
        said,
        "  {:<18}{:>8}{:>8}{:>11}{:>8}{:>6}",
        "facet", KINDS[0], KINDS[1], KINDS[2], KINDS[3], "all"
    );
    for (at, facet) in Facet::ALL.into_iter().enumerate() {
        let side = if facet.side() == Side::Backend {
            'B'
        } else {
            'F'
        };
        let counts: [usize; 4] = std::array::from_fn(|wanted| {
            items
                .iter()
                .filter(|item| {
                    kind(&item.body) == wanted && item.body.facets().any(|other| other == facet)
                })
                .count()
        });
        row(
            &format!("{side}{} {}", at % 5 + 1, facet_name(facet)),
            counts,
            counts.iter().sum(),
            said,
        );
    }
    let totals: [usize; 4] = std::array::from_fn(|wanted| {
        items
            .iter()
            .filter(|item| kind(&item.body) == wanted)
            .count()
    });
    row("items", totals, totals.iter().sum(), said);
    let checks = items.len() - totals.iter().sum::<usize>();
    let _ = writeln!(
        said,
        "\nChecks, which only ask whether somebody reads: {checks}."
    );
}

fn row(name: &str, [likert, pairs, situations, tasks]: [usize; 4], all: usize, said: &mut String) {
    let _ = writeln!(
        said,
        "  {name:<18}{likert:>8}{pairs:>8}{situations:>11}{tasks:>8}{all:>6}"
    );
}

fn reversed(items: &[Item]) -> String {
    let of_side = |side: Side| {
        let keys: Vec<bool> = items
            .iter()
            .filter_map(|item| match &item.body {
                Body::Likert {
                    facet, reversed, ..
                } if facet.side() == side => Some(*reversed),
                _ => None,
            })
            .collect();
        let against = keys.iter().filter(|reversed| **reversed).count();
        format!("{against} of {}", keys.len())
    };
    format!(
        "backend {}, frontend {}",
        of_side(Side::Backend),
        of_side(Side::Frontend)
    )
}

fn first_ends(items: &[Item]) -> String {
    let first = |wanted: Side| {
        items
            .iter()
            .filter(|item| matches!(&item.body, Body::Pair { first, .. } if *first == wanted))
            .count()
    };
    format!(
        "{} show the backend end first, {} the frontend end",
        first(Side::Backend),
        first(Side::Frontend)
    )
}

/// For example `first 4, second 5`.
fn places(items: &[Item]) -> String {
    let names = ["first", "second", "third", "fourth", "fifth", "sixth"];
    let counted = names.iter().enumerate().filter_map(|(place, name)| {
        let count = items
            .iter()
            .filter(
                |item| matches!(&item.body, Body::Task { key, .. } if usize::from(*key) == place),
            )
            .count();
        (count > 0).then(|| format!("{name} {count}"))
    });
    counted.collect::<Vec<_>>().join(", ")
}

fn grades(items: &[Item]) -> String {
    let mut grades: Vec<(f64, &str)> = items
        .iter()
        .filter_map(|item| Some((Passage::of(item).grade()?, item.id.as_str())))
        .collect();
    grades.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let Some((median, _)) = grades.get(grades.len() / 2) else {
        return "no item is long enough for one".to_owned();
    };
    let hardest: Vec<String> = grades
        .iter()
        .take(3)
        .map(|(grade, id)| format!("{id} {}", shown(*grade)))
        .collect();
    format!(
        "median {}, hardest {}; {HARDEST:.0} is the most",
        shown(*median),
        hardest.join(", ")
    )
}

/// A grade rounded to a tenth. Below the first school year the formula has no meaning.
pub(super) fn shown(grade: f64) -> String {
    if grade < 1.0 {
        "under 1".to_owned()
    } else {
        format!("{grade:.1}")
    }
}

fn calibration(bank: &ItemBank) -> String {
    let respondents: Vec<u32> = bank
        .measuring()
        .map(|item| item.parameters.respondents)
        .collect();
    let uncalibrated = respondents.iter().filter(|people| **people == 0).count();
    if uncalibrated == respondents.len() {
        return format!("{uncalibrated} uncalibrated, 0 respondents");
    }
    let calibrated = respondents.iter().filter(|people| **people > 0);
    format!(
        "{uncalibrated} uncalibrated, {} calibrated with {} respondents or more",
        respondents.len() - uncalibrated,
        calibrated.min().copied().unwrap_or_default()
    )
}
