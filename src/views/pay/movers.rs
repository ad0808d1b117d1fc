//! Choices that go with higher or lower pay, and those without a difference.

use leptos::prelude::*;
use which_end_core::pay::movers::{Change, Finding, Mover, Scope, movers};
use which_end_core::pay::query::PayQuery;

use super::labels;
use super::working::change;
use crate::dataset::facts;
use crate::ui::number::grouped;
use crate::ui::table::{Column, Table};

const COLUMNS: [Column; 4] = [
    Column::text("What changes"),
    Column::numbers("Middle pay"),
    Column::numbers("Likely between"),
    Column::numbers("Answers"),
];

/// How many of the strongest movers are shown each way.
const SHOWN_EACH_WAY: usize = 5;

/// The strongest movers up and down, then all of them in a fold, then those without a difference.
#[component]
pub(super) fn MoversTable(query: PayQuery) -> impl IntoView {
    let Ok(all) = movers(&facts().pay, &query) else {
        return view! { <p>{"No data for this choice."}</p> }.into_any();
    };
    let of = |finding| all.iter().filter(move |mover| mover.finding() == finding);
    let up: Vec<&Mover> = of(Finding::Difference)
        .filter(|mover| mover.factor > 1.0)
        .collect();
    let down: Vec<&Mover> = of(Finding::Difference)
        .filter(|mover| mover.factor <= 1.0)
        .collect();
    let strongest: Vec<Vec<String>> = up
        .iter()
        .take(SHOWN_EACH_WAY)
        .chain(down.iter().skip(down.len().saturating_sub(SHOWN_EACH_WAY)))
        .map(|mover| row(mover))
        .collect();
    let count = strongest.len();
    let rest: Vec<Vec<String>> = all
        .iter()
        .filter(|mover| mover.finding() != Finding::None)
        .map(row)
        .collect();
    let more = rest.len() > count;
    let same: Vec<String> = of(Finding::None).map(|mover| name(&mover.change)).collect();
    view! {
        <Table
            label="Table of what goes with pay"
            caption="The strongest, up to five each way: what our middle figure does when you change one choice, and between which \
            two figures the true difference likely lies. The strongest of many look stronger than they are. People who work with a \
            language or framework also differ in other ways: learning it may not move your pay by this much."
            columns=&COLUMNS
            rows=strongest
        />
        {more
            .then(|| {
                view! {
                    <details class="no-print">
                        <summary>{format!("All {} that move our figure", rest.len())}</summary>
                        <Table
                            label="Table of all that moves the figure"
                            caption="Where the range reaches from less to more, the difference may be chance."
                            columns=&COLUMNS
                            rows=rest
                        />
                    </details>
                }
            })}
        {(!same.is_empty())
            .then(|| {
                view! {
                    <p class="soft no-print">
                        {format!(
                            "No difference found (our figure moves by 1% or less, and that may be chance): {}.",
                            same.join(", "),
                        )}
                    </p>
                }
            })}
    }
        .into_any()
}

fn row(mover: &Mover) -> Vec<String> {
    vec![
        name(&mover.change),
        change(mover.factor),
        format!("{} to {}", change(mover.low), change(mover.high)),
        format!("{} {}", grouped(f64::from(mover.rows)), scope(mover.scope)),
    ]
}

/// The answers that the difference is computed from.
fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::All => "(all work, all countries)",
        Scope::Role => "(this work, all countries)",
        Scope::RoleAndCountry => "(this work, this country)",
    }
}

fn name(change: &Change) -> String {
    match change {
        Change::Technology(technology) => technology.as_str().to_owned(),
        Change::Tier(tier) => labels::tier(*tier).to_owned(),
        Change::Workplace(workplace) => labels::workplace(Some(*workplace)).to_owned(),
        Change::Size(size) => format!("Company of {}", labels::size(Some(*size))),
        Change::Manages(manages) => labels::manages(Some(*manages)).to_owned(),
    }
}
