//! What others claim, on the same axis as the estimate. Disagreement is shown, never averaged away.

use leptos::prelude::*;
use which_end_core::pay::claim::{Claim, Figure};
use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::estimate::{PayEstimate, Percentile};
use which_end_core::pay::model::{MEDIAN, PERCENTILES};
use which_end_core::pay::query::PayQuery;

use super::units::{amount, shown, tick};
use super::{wording, words};
use crate::dataset::facts;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::density::{Density, Tick};
use crate::ui::chart::strip::{Band, Strip, StripAxis};

/// The estimate and each claim as a row of one picture, with the figures as text.
#[component]
pub(super) fn ClaimRows(query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let claims: Vec<&'static Claim> = facts()
        .claims
        .claims
        .iter()
        .filter(|claim| speaks_of(claim, &query))
        .collect();
    let unit = shown();
    let percentiles = answer.percentiles.map(|usd| unit.of(usd));
    let [.., p90] = percentiles;
    let largest = claims
        .iter()
        .flat_map(|claim| &claim.amounts)
        .map(|amount| unit.of(f64::from(amount.usd)))
        .fold(0.0, f64::max);
    // A claim for the whole world beside pay in a country of low pay would press the curve flat.
    let axis = Axis::to_hold(largest.clamp(p90 * CURVE_ROOM, p90 * MOST_ROOM));
    let rows = claims
        .iter()
        .map(|claim| view! { <ClaimRow claim axis /> })
        .collect_view();
    let none = claims.is_empty().then(|| {
        view! { <p class="soft">{"We know of no published figure for this choice, so there is nothing to set beside it. Most are for the United States."}</p> }
    });
    let bands = range(&answer);
    let marks = (0..PERCENTILES.len())
        .filter_map(|at| wording::known(&answer, at))
        .map(|usd| Tick {
            value: unit.of(usd),
            label: tick(in_short(unit.of(usd))),
        })
        .collect();
    // Nobody measured what lies under the floor: nothing is drawn or marked there.
    let floor = unit.of(answer.floor);
    let curve = PayDistribution::of(percentiles).map(|pay| {
        view! { <Density axis height=move |at| pay.drawn(at, floor) bands=bands marks /> }
    });
    view! {
        <div class="strips">
            <div class="strip-row">
                <p class="strip-label">
                    <strong>{"Our estimate"}</strong>
                    {format!(" {} in the middle", wording::figure(&answer, MEDIAN))}
                </p>
                {curve}
            </div>
            <p class="soft no-print">{wording::curve_caption(&answer)}</p>
            {rows}
            <StripAxis axis label=tick />
        </div>
        {none}
    }
}

/// The middle half in eight of ten, in the unit on show; each only where both its ends are told. What is told as under
/// the floor begins there.
pub(super) fn range(answer: &PayEstimate) -> Vec<Band> {
    let unit = shown();
    let drawn = answer.above_floor();
    let mut bands = Vec::new();
    for (low, high, class) in [(0, 4, "band-wide"), (1, 3, "band-half")] {
        if answer.percentile(low) != Percentile::Unknown && wording::known(answer, high).is_some() {
            bands.push(Band {
                from: unit.of(drawn[low]),
                to: unit.of(drawn[high]),
                class,
            });
        }
    }
    bands
}

/// What a claim says, as in `median $100,000, 90th percentile $130,000`.
pub(super) fn figures(claim: &Claim) -> String {
    let said: Vec<String> = claim
        .amounts
        .iter()
        .map(|claimed| {
            format!(
                "{} {}",
                figure(claimed.figure),
                amount(f64::from(claimed.usd))
            )
        })
        .collect();
    said.join(", ")
}

/// Rounded as far as a label under the curve needs: thousands from ten thousand on, and so in proportion.
fn in_short(pay: f64) -> f64 {
    let step = match pay {
        1_000_000.0.. => 100_000.0,
        10_000.0.. => 1_000.0,
        1_000.0.. => 100.0,
        _ => 1.0,
    };
    (pay / step).round() * step
}

/// The curve ends at least at this many times the 90th percentile.
const CURVE_ROOM: f64 = 1.25;
/// And at most at this many times; claims beyond are told and not drawn.
const MOST_ROOM: f64 = 2.2;

/// Whether a claim covers what is asked about. Where either side does not say, it does.
pub(super) fn speaks_of(claim: &Claim, query: &PayQuery) -> bool {
    claim.roles.contains(&query.role)
        && claim.tier.is_none_or(|tier| tier == query.years.tier())
        && claim
            .country
            .as_ref()
            .is_none_or(|country| *country == query.country)
        && claim
            .workplace
            .is_none_or(|of| query.workplace.is_none_or(|asked| asked == of))
}

/// One claim: who says so, what it covers, what they sell, and the figures.
#[component]
fn ClaimRow(claim: &'static Claim, axis: Axis) -> impl IntoView {
    let unit = shown();
    let of = |figure: Figure| {
        claim
            .amounts
            .iter()
            .find(|amount| amount.figure == figure)
            .map(|amount| unit.of(f64::from(amount.usd)))
    };
    let mut bands = Vec::new();
    for (low, high, class) in [
        (Figure::Percentile(10), Figure::Percentile(90), "band-claim"),
        (Figure::RangeLow, Figure::RangeHigh, "band-claim"),
        (
            Figure::Percentile(25),
            Figure::Percentile(75),
            "band-claim-half",
        ),
    ] {
        if let (Some(from), Some(to)) = (of(low), of(high))
            && from < axis.end()
        {
            bands.push(Band { from, to, class });
        }
    }
    // “From 80,000” and no more than that: a mark, and all the way up from it.
    let lone = match claim.amounts.as_slice() {
        [one] => Some(one.figure),
        _ => None,
    };
    if lone == Some(Figure::RangeLow)
        && let Some(from) = of(Figure::RangeLow).filter(|from| *from < axis.end())
    {
        bands.push(Band {
            from,
            to: axis.end(),
            class: "band-open",
        });
    }
    let marks = claim
        .amounts
        .iter()
        .filter(|amount| {
            lone.is_some()
                || matches!(
                    amount.figure,
                    Figure::Percentile(50) | Figure::Average | Figure::Typical
                )
        })
        .map(|amount| unit.of(f64::from(amount.usd)))
        .filter(|pay| *pay <= axis.end())
        .collect();
    let beyond = claim
        .amounts
        .iter()
        .any(|amount| unit.of(f64::from(amount.usd)) > axis.end())
        .then_some(" It goes beyond this picture.");
    let when = claim.as_of.map_or("They give no date".to_owned(), |date| {
        format!("Figures of {}", date.in_words())
    });
    let old = if words::is_old(claim.review_by) {
        ", old by now"
    } else {
        ""
    };
    let note = facts()
        .contradictions
        .note(&claim.id)
        .map(|note| view! { <strong>{note}</strong> " " });
    let title = claim.url.as_deref().map_or_else(
        || view! { <span>{claim.title.as_str()}</span> }.into_any(),
        |url| view! { <a href=url>{claim.title.as_str()}</a> }.into_any(),
    );
    view! {
        <div class="strip-row">
            <p class="strip-label"><strong>{claim.who.as_str()}</strong>{format!(" {}", figures(claim))}</p>
            <Strip axis bands marks />
            <p class="strip-note soft">
                {format!("{} {when}{old}. What they sell: {}. ", claim.covers, claim.sells)}
                {note}
                {title}
                {beyond}
            </p>
        </div>
    }
}

pub(super) fn figure(figure: Figure) -> String {
    match figure {
        Figure::Percentile(50) => "median".to_owned(),
        Figure::Percentile(percentile) => format!("{percentile}th percentile"),
        Figure::Average => "average".to_owned(),
        Figure::RangeLow => "from".to_owned(),
        Figure::RangeHigh => "up to".to_owned(),
        Figure::Typical => "“typical”".to_owned(),
    }
}
