//! Evidence for the result: the answers that counted most, and what other answers would have given.

use leptos::prelude::*;
use which_end_core::quiz::item::{Body, ItemId, Side};
use which_end_core::quiz::model::category;
use which_end_core::quiz::report::{Claim, Flip, Mover, Probabilities, Report};
use which_end_core::quiz::session::Response;

use super::wording::{chance, region, side, verdict};
use crate::dataset::bank;
use crate::ui::number::whole;
use crate::views::pieces::paragraph;
use crate::views::quiz::labels;

/// One percentage point.
const POINT: f64 = 0.01;

/// The answers with the largest effect, each with the alternative that would have changed most, and whether one answer
/// alone would have changed the result.
pub(super) fn influential_answers(report: &Report) -> Vec<AnyView> {
    let figure = match report.claim() {
        Claim::Lead => "your lead".to_owned(),
        Claim::Region(named) => format!("the chance of {}", region(named)),
    };
    if report.movers.iter().all(|mover| mover.shift.abs() < POINT) {
        let none = format!(
            "No one answer counted much more than the others: leave out any one, and {figure} moves by less than 1 point."
        );
        return vec![paragraph("", none), paragraph("", flips(report))];
    }
    let intro = format!(
        "The points say how far {figure} would have moved, had you left that answer out. “Had you” names the other answer \
        that would have changed it most."
    );
    let rows: Vec<AnyView> = report
        .movers
        .iter()
        .filter_map(|mover| influence_row(report, mover))
        .collect();
    vec![
        paragraph("", intro),
        view! { <ol class="moved">{rows}</ol> }.into_any(),
        paragraph("", flips(report)),
    ]
}

fn influence_row(report: &Report, mover: &Mover) -> Option<AnyView> {
    let shift = mover.shift.abs();
    let weight = match (shift * 100.0).round() {
        _ if shift < POINT => "Less than 1 point".to_owned(),
        points if points < 2.0 => "1 point".to_owned(),
        points => format!("{} points", whole(points)),
    };
    let (class, pull) = match (report.claim(), mover.shift >= 0.0) {
        (Claim::Lead, true) => ("mark-back", "toward the back end".to_owned()),
        (Claim::Lead, false) => ("mark-front", "toward the front end".to_owned()),
        (Claim::Region(named), true) => ("", format!("toward {}", region(named))),
        (Claim::Region(named), false) => ("", format!("away from {}", region(named))),
    };
    let question = question_text(&mover.item)?;
    let response = response_text(&mover.item, mover.response)?;
    let counterfactual = counterfactual(&mover.item, mover.instead)?;
    let then = consequence(report, &mover.then);
    let row = view! {
        <li>
            <q>{question}</q>
            " "
            <br />
            {"You said: "}
            <strong>{response}</strong>
            {". "}
            <span class=class>{format!("{weight} {pull}.")}</span>
            " "
            <br />
            <span class="soft">{format!("{counterfactual}, {then}.")}</span>
        </li>
    };
    Some(row.into_any())
}

/// The result if one answer had been different.
fn consequence(report: &Report, then: &Probabilities) -> String {
    match report.claim() {
        Claim::Lead => {
            let (now_leads, before) = report.lead();
            let (then_leads, after) = then.lead();
            if then_leads == now_leads {
                format!(
                    "the {} would still lead, {}",
                    side(now_leads),
                    figures(before, after)
                )
            } else {
                format!("the {} would lead, at {}", side(then_leads), chance(after))
            }
        }
        Claim::Region(named) => {
            let (before, after) = (report.probability(named), then.probability(named));
            let verdict_then = then.verdict();
            let result = if verdict_then == report.verdict {
                "the result would stay the same".to_owned()
            } else {
                format!("we would say “{}”", verdict(verdict_then, then))
            };
            format!(
                "{} would stand {}, and {result}",
                region(named),
                figures(before, after)
            )
        }
    }
}

/// “at 75% instead of 86%”, rounded as displayed.
fn figures(before: f64, after: f64) -> String {
    let (before, after) = (chance(before), chance(after));
    if before == after {
        format!("at {after} as before")
    } else {
        format!("at {after} instead of {before}")
    }
}

/// “Had you said …”, or for a puzzle whether it was solved.
fn counterfactual(id: &ItemId, instead: Response) -> Option<String> {
    let body = &bank().get(id)?.body;
    let right = match (body, instead) {
        (Body::Task { .. }, Response::Choice(choice)) => category(body, choice),
        _ => None,
    };
    Some(match right {
        Some(0) => "Had you not solved it".to_owned(),
        Some(_) => "Had you solved it".to_owned(),
        None => format!("Had you said “{}”", response_text(id, instead)?),
    })
}

/// The question of an item, in one line.
fn question_text(id: &ItemId) -> Option<String> {
    let item = bank().get(id)?;
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

/// The label of a response. `None` if it was skipped.
fn response_text(id: &ItemId, response: Response) -> Option<String> {
    let Response::Choice(position) = response else {
        return None;
    };
    let label = labels(bank().get(id)?)
        .get(usize::from(position))
        .cloned()?;
    Some(label.trim_end_matches('.').to_owned())
}

/// Whether one answer alone would have changed the result.
fn flips(report: &Report) -> String {
    let first = report.flips.first();
    first
        .and_then(|flip| close_call(report, flip))
        .unwrap_or_else(|| {
            let same = match report.claim() {
                Claim::Lead => "the same side would still lead".to_owned(),
                Claim::Region(named) => format!("{} would still be the likeliest", region(named)),
            };
            format!("No single answer decides it: had you changed any one of them, {same}.")
        })
}

fn close_call(report: &Report, flip: &Flip) -> Option<String> {
    Some(format!(
        "It is close. {} to “{}”, {}.",
        counterfactual(&flip.item, flip.instead)?,
        question_text(&flip.item)?,
        consequence(report, &flip.then)
    ))
}
