//! The evidence part by part: how the answers lean in each facet, and the puzzles.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{FacetEvidence, Report};

use super::words::{facet, side_title};
use crate::ui::chart::dots::{Dot, Dots};
use crate::ui::table::{Column, Table};

/// Where liking and know-how tell different stories.
#[component]
pub(super) fn Divergences(report: Report) -> impl IntoView {
    report
        .divergences
        .iter()
        .map(|divergence| {
            let side = match divergence.side {
                Side::Backend => "back end",
                Side::Frontend => "front end",
            };
            let story = if divergence.interest > divergence.know_how {
                "you like the work more than your puzzle answers would suggest. Skills can be learned"
            } else {
                "your puzzle answers are stronger than your liking for the work. Being able to is not the same as wanting to"
            };
            view! { <p>{format!("On the {side}, {story}.")}</p> }
        })
        .collect_view()
}

/// How the answers lean, facet by facet: a dot between no and yes for each, with the same in a table.
#[component]
pub(super) fn FacetPicture(report: Report) -> impl IntoView {
    const COLUMNS: [Column; 4] = [
        Column::words("Part"),
        Column::words("Side"),
        Column::words("Your answers"),
        Column::numbers("How many"),
    ];
    let dots = report
        .facets
        .iter()
        .map(|evidence| Dot {
            label: facet(evidence.facet),
            note: leaning(evidence),
            share: evidence.lean,
            class: match evidence.facet.side() {
                Side::Backend => "fill-back",
                Side::Frontend => "fill-front",
            },
        })
        .collect();
    let rows = report
        .facets
        .iter()
        .map(|evidence| {
            vec![
                facet(evidence.facet).to_owned(),
                side_title(evidence.facet.side()).to_owned(),
                leaning(evidence).to_owned(),
                evidence.answers.to_string(),
            ]
        })
        .collect();
    view! {
        <p class="soft">
            {"Each dot lies between “no” on the left and “yes” on the right. The first five are back end, the last five front end. \
            One or two answers to a part are a hint, not a measurement."}
        </p>
        <Dots dots />
        <details>
            <summary>{"The parts as a table"}</summary>
            <Table
                label="Table of the parts"
                caption="How your answers lean in each part of the work."
                columns=&COLUMNS
                rows
            />
        </details>
    }
}

fn leaning(evidence: &FacetEvidence) -> &'static str {
    match evidence.lean {
        None => "not asked",
        Some(lean) if lean < 0.3 => "mostly no",
        Some(lean) if lean < 0.45 => "rather no",
        Some(lean) if lean <= 0.55 => "half and half",
        Some(lean) if lean <= 0.7 => "rather yes",
        Some(_) => "mostly yes",
    }
}

/// Right answers, as plain counts: too few to be a scale.
#[component]
pub(super) fn TaskTallies(report: Report) -> impl IntoView {
    let rows = report
        .tasks
        .iter()
        .map(|tally| {
            let side = match tally.side {
                Side::Backend => "Back-end puzzles",
                Side::Frontend => "Front-end puzzles",
            };
            let count = if tally.answered == 0 {
                "none answered".to_owned()
            } else {
                format!("{} of {} right", tally.right, tally.answered)
            };
            view! { <li><strong>{side}</strong>{": "}{count}</li> }
        })
        .collect_view();
    view! {
        <ul>{rows}</ul>
        <p class="soft">{"So few puzzles cannot measure skill. They only add a little to the picture."}</p>
    }
}
