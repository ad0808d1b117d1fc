//! What goes with higher or lower pay, and where no difference was found.

use leptos::prelude::*;
use which_end_core::pay::movers::{Change, Mover, movers};
use which_end_core::pay::query::PayQuery;

use super::words;
use super::working::change;
use crate::dataset::dataset;
use crate::ui::number::grouped;
use crate::ui::table::{Column, Table};

const COLUMNS: [Column; 4] = [
    Column::words("What changes"),
    Column::numbers("Middle pay"),
    Column::numbers("Likely between"),
    Column::numbers("Answers"),
];

/// Movers named on each end of the list.
const SHOWN: usize = 5;

/// The strongest movers up and down, then those without a difference.
#[component]
pub(super) fn WhatMoves(query: PayQuery) -> impl IntoView {
    let Ok(all) = movers(&dataset().pay, &query) else {
        return view! { <p>{"No data for this choice."}</p> }.into_any();
    };
    let (found, none): (Vec<Mover>, Vec<Mover>) = all.into_iter().partition(Mover::found);
    let (up, down): (Vec<Mover>, Vec<Mover>) =
        found.into_iter().partition(|mover| mover.factor > 1.0);
    let rows = up
        .iter()
        .take(SHOWN)
        .chain(down.iter().rev().take(SHOWN).rev())
        .map(row)
        .collect();
    let same: Vec<String> = none.iter().map(|mover| name(&mover.change)).collect();
    view! {
        <Table
            label="Table of what goes with pay"
            caption="All else being equal in the survey. People who work with a language or framework also differ in other ways: \
            learning it may not move your pay by this much."
            columns=&COLUMNS
            rows
        />
        {(!same.is_empty()).then(|| view! { <p class="soft no-print">{format!("No difference found for: {}.", same.join(", "))}</p> })}
    }
        .into_any()
}

fn row(mover: &Mover) -> Vec<String> {
    vec![
        name(&mover.change),
        change(mover.factor),
        format!("{} to {}", change(mover.low), change(mover.high)),
        grouped(f64::from(mover.rows)),
    ]
}

fn name(change: &Change) -> String {
    match change {
        Change::Technology(technology) => technology.as_str().to_owned(),
        Change::Tier(tier) => words::tier(*tier).to_owned(),
        Change::Workplace(workplace) => words::workplace(Some(*workplace)).to_owned(),
        Change::Size(size) => format!("Company of {}", words::size(Some(*size))),
        Change::Manages(manages) => words::manages(Some(*manages)).to_owned(),
    }
}
