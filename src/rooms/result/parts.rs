//! The evidence part by part: how the answers lean in each facet, and the puzzles.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{FacetEvidence, Report};

use super::words::{facet, side, side_title};
use crate::rooms::pieces::{folded, paragraph};
use crate::ui::chart::dots::{Dot, Dots};
use crate::ui::table::Column;

/// How the answers lean, facet by facet: a dot between no and yes for each, with the same in a table.
pub(super) fn facets(report: &Report) -> Vec<AnyView> {
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
    vec![
        paragraph(
            "soft",
            "Each dot lies between “no” on the left and “yes” on the right. The first five are back end, the last five \
            front end. One or two answers to a part are a hint, not a measurement."
                .to_owned(),
        ),
        view! { <Dots dots /> }.into_any(),
        folded(
            "The parts as a table",
            "Table of the parts",
            "How your answers lean in each part of the work.",
            &COLUMNS,
            rows,
        ),
    ]
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

/// Right answers, as plain counts, since they are too few to be a scale; and where liking and know-how tell different
/// stories.
pub(super) fn puzzles(report: &Report) -> Vec<AnyView> {
    let counts = report.tasks.iter().map(|tally| {
        let side = side_title(tally.side);
        let count = if tally.answered == 0 {
            format!("{side}: none answered.")
        } else {
            format!("{side}: {} of {} right.", tally.right, tally.answered)
        };
        paragraph("", count)
    });
    let few = "So few puzzles cannot measure skill. They only add a little to the picture.";
    let stories = report.divergences.iter().map(|divergence| {
        let story = if divergence.interest > divergence.know_how {
            "you like the work more than your puzzle answers would suggest. Skills can be learned"
        } else {
            "your puzzle answers are stronger than your liking for the work. Being able to is not the same as wanting to"
        };
        paragraph("", format!("On the {}, {story}.", side(divergence.side)))
    });
    counts
        .chain([paragraph("soft", few.to_owned())])
        .chain(stories)
        .collect()
}
