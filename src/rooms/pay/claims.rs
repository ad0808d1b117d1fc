//! What others claim, on the same axis as the estimate. Disagreement is shown, never averaged away.

use leptos::prelude::*;
use which_end_core::pay::claim::{Claim, Figure};
use which_end_core::pay::estimate::PayEstimate;
use which_end_core::pay::query::PayQuery;

use crate::dataset::dataset;
use crate::platform::today;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Band, Strip, StripAxis};
use crate::ui::number::{dollars, whole};

/// The estimate and each claim as a row of one picture, with the figures as text.
#[component]
pub(super) fn ClaimRows(query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let claims: Vec<&'static Claim> = dataset()
        .claims
        .claims
        .iter()
        .filter(|claim| speaks_of(claim, &query))
        .collect();
    let [p10, p25, p50, p75, p90] = answer.percentiles;
    let largest = claims
        .iter()
        .flat_map(|claim| &claim.amounts)
        .map(|amount| f64::from(amount.usd))
        .fold(p90, f64::max);
    let axis = Axis::to_hold(largest);
    let rows = claims
        .iter()
        .map(|claim| view! { <ClaimRow claim axis /> })
        .collect_view();
    let none = claims.is_empty().then(|| {
        view! { <p class="soft">{"We know of no published figure for this choice, so there is nothing to set beside it. Most are for the United States."}</p> }
    });
    let bands = vec![
        Band {
            from: p10,
            to: p90,
            class: "band-wide",
        },
        Band {
            from: p25,
            to: p75,
            class: "band-half",
        },
    ];
    view! {
        <div class="strips">
            <div class="strip-row strip-ours">
                <p class="strip-label">
                    <strong>{"Our estimate"}</strong>
                    {format!(" {} in the middle", dollars(p50))}
                </p>
                <Strip axis bands marks=vec![p50] />
            </div>
            {rows}
            <StripAxis axis label=thousands />
        </div>
        <p class="soft">{"Dark: the middle half. Light: 8 of 10, or the range that is claimed. Lines: the middle or the average, as each row says."}</p>
        {none}
    }
}

/// Whether a claim covers what is asked about. Where either side does not say, it does.
fn speaks_of(claim: &Claim, query: &PayQuery) -> bool {
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
    let usd = |figure: Figure| {
        claim
            .amounts
            .iter()
            .find(|amount| amount.figure == figure)
            .map(|amount| f64::from(amount.usd))
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
        if let (Some(from), Some(to)) = (usd(low), usd(high)) {
            bands.push(Band { from, to, class });
        }
    }
    let marks = claim
        .amounts
        .iter()
        .filter(|amount| {
            matches!(
                amount.figure,
                Figure::Percentile(50) | Figure::Average | Figure::Typical
            )
        })
        .map(|amount| f64::from(amount.usd))
        .collect();
    let figures: Vec<String> = claim
        .amounts
        .iter()
        .map(|amount| {
            format!(
                "{} {}",
                figure(amount.figure),
                dollars(f64::from(amount.usd))
            )
        })
        .collect();
    let when = claim
        .as_of
        .map_or("no date given".to_owned(), |date| date.to_string());
    let old = today::today().is_some_and(|today| today >= claim.review_by);
    let note = dataset()
        .notes
        .iter()
        .find(|note| note.claim == claim.id)
        .map(|note| view! { <strong>{note.note.as_str()}</strong> " " });
    let title = claim.url.as_deref().map_or_else(
        || view! { <span>{claim.title.as_str()}</span> }.into_any(),
        |url| view! { <a href=url>{claim.title.as_str()}</a> }.into_any(),
    );
    view! {
        <div class="strip-row">
            <p class="strip-label"><strong>{claim.who.as_str()}</strong>{format!(" {}", figures.join(", "))}</p>
            <Strip axis bands marks />
            <p class="strip-note soft">
                {format!("{} ({when}{}). What they sell: {}. ", claim.covers, if old { ", old" } else { "" }, claim.sells)}
                {note}
                {title}
            </p>
        </div>
    }
}

fn figure(figure: Figure) -> String {
    match figure {
        Figure::Percentile(50) => "median".to_owned(),
        Figure::Percentile(percentile) => format!("{percentile}th percentile"),
        Figure::Average => "average".to_owned(),
        Figure::RangeLow => "from".to_owned(),
        Figure::RangeHigh => "up to".to_owned(),
        Figure::Typical => "“typical”".to_owned(),
    }
}

/// `$150k`
fn thousands(usd: f64) -> String {
    format!("${}k", whole(usd / 1000.0))
}
