//! On what grounds: the answers that counted most, the evidence facet by facet, and the puzzles.

use leptos::prelude::*;
use which_end_core::quiz::item::{Body, ItemId, Side};
use which_end_core::quiz::report::{Mover, Region, Report, Verdict};
use which_end_core::quiz::session::Response;

use super::words::facet;
use crate::dataset::dataset;
use crate::rooms::quiz::labels;
use crate::ui::number::whole;
use crate::ui::table::{Column, Table};

/// The answers that moved the lead most.
#[component]
pub(super) fn Moved(report: Report) -> impl IntoView {
    let strongest = report
        .movers
        .first()
        .map_or(0.0, |mover| mover.lead_shift.abs());
    if strongest < 0.01 {
        return view! {
            <p>{"Your answers point so much the same way that leaving any one out would change nothing you could see."}</p>
        }
        .into_any();
    }
    let rows = report.movers.iter().map(moved_row).collect_view();
    view! {
        <p>{"Had you left an answer out, your lead would have moved by this much:"}</p>
        <ol class="moved">{rows}</ol>
    }
    .into_any()
}

fn moved_row(mover: &Mover) -> Option<impl IntoView + use<>> {
    let points = (mover.lead_shift.abs() * 100.0).round();
    let weight = match points {
        points if points < 1.0 => "less than 1 point".to_owned(),
        points if points < 2.0 => "1 point".to_owned(),
        points => format!("{} points", whole(points)),
    };
    let (class, side) = if mover.lead_shift >= 0.0 {
        ("mark-back", "back end")
    } else {
        ("mark-front", "front end")
    };
    let (question, given) = (asked(&mover.item)?, said(&mover.item, mover.response)?);
    Some(view! {
        <li>
            <q>{question}</q>
            <br />
            {"You said: "}
            <strong>{given}</strong>
            {". "}
            <span class=class>{format!("{weight} toward the {side}")}</span>
        </li>
    })
}

/// What an item asks, in one line.
fn asked(id: &ItemId) -> Option<String> {
    let item = dataset().bank.get(id)?;
    Some(match &item.body {
        Body::Pair {
            backend,
            frontend,
            first,
        } => {
            let [a, b] = match first {
                Side::Backend => [backend, frontend],
                Side::Frontend => [frontend, backend],
            };
            format!(
                "A: {}, or B: {}",
                a.text.trim_end_matches('.'),
                b.text.trim_end_matches('.')
            )
        }
        _ => item.stem.clone(),
    })
}

/// A response in the words of its item.
fn said(id: &ItemId, response: Response) -> Option<String> {
    let Response::Choice(position) = response else {
        return None;
    };
    let label = labels(dataset().bank.get(id)?)
        .get(usize::from(position))
        .cloned()?;
    Some(label.trim_end_matches('.').to_owned())
}

/// Whether one answer alone would have put the other side ahead.
#[component]
pub(super) fn Flips(report: Report) -> impl IntoView {
    // Which side leads is beside the point where the verdict names both or neither.
    if let Verdict::Clear(Region::FullStack | Region::NeitherYet) = report.verdict {
        return ().into_any();
    }
    let (side, _) = report.lead();
    let other = match side {
        Side::Backend => "front end",
        Side::Frontend => "back end",
    };
    let first = report.flips.first().and_then(|flip| {
        Some((
            asked(&flip.item)?,
            said(&flip.item, flip.given)?,
            said(&flip.item, flip.instead)?,
        ))
    });
    match first {
        None => view! {
            <p>{"No single answer decides it: had you changed any one of them, the same side would still lead."}</p>
        }
        .into_any(),
        Some((question, given, instead)) => view! {
            <p>
                {"It is close. Had you said "}
                <strong>{instead}</strong>
                {" instead of "}
                <strong>{given}</strong>
                {" to "}
                <q>{question}</q>
                {format!(", the {other} would lead.")}
            </p>
        }
        .into_any(),
    }
}

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

/// How the answers lean, facet by facet.
#[component]
pub(super) fn FacetList(report: Report) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::words("Part"),
        Column::words("Side"),
        Column::words("Your answers"),
    ];
    let rows = report
        .facets
        .iter()
        .map(|evidence| {
            let words = match (evidence.answers, evidence.lean) {
                (_, None) => "not asked".to_owned(),
                (1, Some(lean)) => format!("{}, 1 answer", leaning(lean)),
                (answers, Some(lean)) => format!("{}, {answers} answers", leaning(lean)),
            };
            let side = match evidence.facet.side() {
                Side::Backend => "Back end",
                Side::Frontend => "Front end",
            };
            vec![facet(evidence.facet).to_owned(), side.to_owned(), words]
        })
        .collect();
    view! {
        <Table
            label="Table of the parts"
            caption="One or two answers to a part are a hint, not a measurement."
            columns=&COLUMNS
            rows
        />
    }
}

fn leaning(lean: f64) -> &'static str {
    match lean {
        lean if lean < 0.3 => "mostly no",
        lean if lean < 0.45 => "rather no",
        lean if lean <= 0.55 => "half and half",
        lean if lean <= 0.7 => "rather yes",
        _ => "mostly yes",
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
