//! On what grounds: the answers that counted most, and what other answers would have given.

use leptos::prelude::*;
use which_end_core::quiz::item::{Body, ItemId, Side};
use which_end_core::quiz::model::category;
use which_end_core::quiz::report::{Claim, Flip, Mover, Report, Standing};
use which_end_core::quiz::session::Response;

use super::words::{chance, region, side, verdict};
use crate::dataset::bank;
use crate::ui::number::whole;
use crate::views::pieces::paragraph;
use crate::views::quiz::labels;

/// One point of a hundred.
const POINT: f64 = 0.01;

/// The answers that moved the claim most, each with its most telling other answer; and whether one answer alone would
/// have overturned the claim.
pub(super) fn moved(report: &Report) -> Vec<AnyView> {
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
        .filter_map(|mover| moved_row(report, mover))
        .collect();
    vec![
        paragraph("", intro),
        view! { <ol class="moved">{rows}</ol> }.into_any(),
        paragraph("", flips(report)),
    ]
}

fn moved_row(report: &Report, mover: &Mover) -> Option<AnyView> {
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
    let question = asked(&mover.item)?;
    let given = said(&mover.item, mover.response)?;
    let had_you = had_you(&mover.item, mover.instead)?;
    let then = consequence(report, &mover.then);
    let row = view! {
        <li>
            <q>{question}</q>
            " "
            <br />
            {"You said: "}
            <strong>{given}</strong>
            {". "}
            <span class=class>{format!("{weight} {pull}.")}</span>
            " "
            <br />
            <span class="soft">{format!("{had_you}, {then}.")}</span>
        </li>
    };
    Some(row.into_any())
}

/// What the result would be, had one answer been another.
fn consequence(report: &Report, then: &Standing) -> String {
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
            let told = then.verdict();
            let result = if told == report.verdict {
                "the result would stay the same".to_owned()
            } else {
                format!("we would say “{}”", verdict(told))
            };
            format!(
                "{} would stand {}, and {result}",
                region(named),
                figures(before, after)
            )
        }
    }
}

/// “at 75% instead of 86%”, in the figures that are shown.
fn figures(before: f64, after: f64) -> String {
    let (before, after) = (chance(before), chance(after));
    if before == after {
        format!("at {after} as before")
    } else {
        format!("at {after} instead of {before}")
    }
}

/// “Had you said …”, or for a puzzle whether it was solved.
fn had_you(id: &ItemId, instead: Response) -> Option<String> {
    let body = &bank().get(id)?.body;
    let right = match (body, instead) {
        (Body::Task { .. }, Response::Choice(choice)) => category(body, choice),
        _ => None,
    };
    Some(match right {
        Some(0) => "Had you not solved it".to_owned(),
        Some(_) => "Had you solved it".to_owned(),
        None => format!("Had you said “{}”", said(id, instead)?),
    })
}

/// What an item asks, in one line.
fn asked(id: &ItemId) -> Option<String> {
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

/// A response in the words of its item.
fn said(id: &ItemId, response: Response) -> Option<String> {
    let Response::Choice(position) = response else {
        return None;
    };
    let label = labels(bank().get(id)?)
        .get(usize::from(position))
        .cloned()?;
    Some(label.trim_end_matches('.').to_owned())
}

/// Whether one answer alone would have overturned the result.
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
        had_you(&flip.item, flip.instead)?,
        asked(&flip.item)?,
        consequence(report, &flip.then)
    ))
}
