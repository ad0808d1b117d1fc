//! Official and survey figures on the same axis as the estimate. What job boards say is in the sources view only.

use leptos::prelude::*;
use which_end_core::pay::claim::{Claim, Figure};
use which_end_core::pay::estimate::{PayEstimate, Percentile};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::units::{amount, axis_labels};
use super::{labels, wording};
use crate::dataset::facts;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Band, Strip, StripAxis};

/// The estimate and each claim as one row of a chart, with the figures as text.
#[component]
pub(super) fn ClaimRows(unit: Unit, query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let claims: Vec<&'static Claim> = facts()
        .claims
        .claims
        .iter()
        .filter(|claim| claim.is_benchmark_for(&query))
        .collect();
    let percentiles = answer.percentiles.map(|usd| unit.of(usd));
    let [.., p90] = percentiles;
    let largest = claims
        .iter()
        .flat_map(|claim| &claim.amounts)
        .map(|amount| unit.of(f64::from(amount.usd)))
        .fold(0.0, f64::max);
    // Limited, so that a figure far beyond the estimate does not flatten it.
    let axis = Axis::covering(largest.clamp(p90 * MIN_AXIS, p90 * MAX_AXIS));
    let rows = claims
        .iter()
        .map(|claim| view! { <ClaimRow unit=unit.clone() claim axis /> })
        .collect_view();
    let none = claims.is_empty().then(|| {
        view! { <p class="soft">{"We know of no official figure for this choice, so there is nothing to set beside it. Those we have are for the United States."}</p> }
    });
    let bands = estimate_bands(&unit, &answer);
    let middle: Vec<f64> = wording::known(&answer, MEDIAN)
        .map(|usd| unit.of(usd))
        .into_iter()
        .collect();
    view! {
        <div class="strips">
            <div class="strip-row">
                <p class="strip-label">
                    <strong>{"Our estimate"}</strong>
                    {format!(" {} in the middle", wording::figure(&unit, &answer, MEDIAN))}
                </p>
                <Strip axis bands marks=middle />
            </div>
            {rows}
            <StripAxis axis labels=axis_labels(&unit, axis) />
        </div>
        {none}
    }
}

/// Bands of the middle half and the middle 8 of 10, in the current unit. A lower end under the floor is drawn at the floor.
/// If it is unknown, the band begins at the first percentile that is not, up to the middle.
pub(super) fn estimate_bands(unit: &Unit, answer: &PayEstimate) -> Vec<Band> {
    let drawn = answer.above_floor();
    let mut bands = Vec::new();
    for (low, high, class) in [(0, 4, "band-wide"), (1, 3, "band-half")] {
        let from = (low..=MEDIAN).find(|index| answer.percentile(*index) != Percentile::Unknown);
        if let Some(from) = from.filter(|_| wording::known(answer, high).is_some()) {
            bands.push(Band {
                from: unit.of(drawn[from]),
                to: unit.of(drawn[high]),
                class,
            });
        }
    }
    bands
}

/// The figures of a claim as text, for example `median $100,000, 90th percentile $130,000`.
pub(super) fn figures(unit: &Unit, claim: &Claim) -> String {
    let parts: Vec<String> = claim
        .amounts
        .iter()
        .map(|claimed| {
            format!(
                "{} {}",
                figure(claimed.figure),
                amount(unit, f64::from(claimed.usd))
            )
        })
        .collect();
    parts.join(", ")
}

/// The axis ends at least at this multiple of the 90th percentile.
const MIN_AXIS: f64 = 1.25;
/// The axis ends at most at this multiple. Claims beyond it appear as text only.
const MAX_AXIS: f64 = 2.2;

/// One claim: publisher, coverage, what the publisher sells, and the figures.
#[component]
fn ClaimRow(unit: Unit, claim: &'static Claim, axis: Axis) -> impl IntoView {
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
    // A single lower bound, such as “from $80,000”, is drawn as a mark and an open band above it.
    let single = match claim.amounts.as_slice() {
        [one] => Some(one.figure),
        _ => None,
    };
    if single == Some(Figure::RangeLow)
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
            single.is_some()
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
        format!("Figures of {}", date.format_long())
    });
    let old = if labels::is_old(claim.review_by) {
        ", old by now"
    } else {
        ""
    };
    let note = note(&claim.id);
    let title = claim.url.as_deref().map_or_else(
        || view! { <span>{claim.title.as_str()}</span> }.into_any(),
        |url| view! { <a href=url>{claim.title.as_str()}</a> }.into_any(),
    );
    view! {
        <div class="strip-row">
            <p class="strip-label"><strong>{claim.who.as_str()}</strong>{format!(" {}", figures(&unit, claim))}</p>
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

/// The sentence about where a claim and others disagree.
pub(crate) fn note(claim: &str) -> Option<AnyView> {
    let note = facts().contradictions.note(claim)?;
    Some(view! { <strong>{note}</strong> {" "} }.into_any())
}

/// What a published figure is, to stand before its amount. Published percentiles keep their publisher's word.
pub(crate) fn figure(figure: Figure) -> String {
    match figure {
        Figure::Percentile(50) => "median".to_owned(),
        Figure::Percentile(percentile) => format!("{percentile}th percentile"),
        Figure::Average => "average".to_owned(),
        Figure::RangeLow => "from".to_owned(),
        Figure::RangeHigh => "up to".to_owned(),
        Figure::Typical => "“typical”".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::estimate::estimate;
    use which_end_core::pay::link;

    use super::*;

    /// Protects groups whose low percentiles are unknown, such as beginners in India: what is known is drawn, from the middle
    /// up.
    #[test]
    fn bands_begin_at_the_first_known_percentile() {
        for (choice, from) in [
            ("role=back-end&years=4&country=US", 0),
            ("role=full-stack&years=0&country=IN", MEDIAN),
        ] {
            let query = link::read(&facts().pay, choice)
                .expect("a sound link")
                .query;
            let answer = estimate(&facts().pay, &query).expect("figures");
            let [wide, half] = &estimate_bands(&Unit::default(), &answer)[..] else {
                panic!("two bands for {choice}");
            };
            let drawn = answer.above_floor();
            let expected = [(drawn[from], drawn[4]), (drawn[from.max(1)], drawn[3])];
            assert_eq!(
                [(wide.from, wide.to), (half.from, half.to)],
                expected,
                "{choice}"
            );
        }
    }
}
