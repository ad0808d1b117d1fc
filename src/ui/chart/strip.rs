//! One row of an axis: bands and marks. Text stands beside it as HTML, so that it wraps and scales.

use leptos::prelude::*;

use super::axis::Axis;
use crate::ui::number::tenths;

/// A stretch of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// Class of the fill.
    pub class: &'static str,
}

/// The row; a picture only.
#[component]
pub fn Strip(
    /// The common axis.
    axis: Axis,
    /// Bands, the lowest layer first.
    bands: Vec<Band>,
    /// Values marked by a line.
    marks: Vec<f64>,
) -> impl IntoView {
    let at = move |value: f64| axis.share(value) * 1000.0;
    let bands = bands
        .into_iter()
        .map(|band| {
            let (from, to) = (at(band.from), at(band.to));
            view! {
                <rect class=band.class x=tenths(from) y="6" width=tenths((to - from).max(2.0)) height="16" />
            }
        })
        .collect_view();
    let marks = marks
        .into_iter()
        .map(|value| {
            let x = tenths(at(value));
            view! { <line class="strip-mark" x1=x.clone() x2=x y1="2" y2="26" vector-effect="non-scaling-stroke" /> }
        })
        .collect_view();
    let grid = axis
        .ticks()
        .into_iter()
        .map(|tick| {
            let x = tenths(at(tick));
            view! { <line class="grid-line" x1=x.clone() x2=x y1="0" y2="28" vector-effect="non-scaling-stroke" /> }
        })
        .collect_view();
    view! {
        <svg class="strip" viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
            {grid}
            {bands}
            {marks}
        </svg>
    }
}

/// The labels under the rows.
#[component]
pub fn StripAxis(
    /// The common axis.
    axis: Axis,
    /// A value as a short text.
    label: fn(f64) -> String,
) -> impl IntoView {
    let labels = axis
        .ticks()
        .into_iter()
        .map(|tick| {
            let x = format!("{}%", tenths(axis.share(tick) * 100.0));
            view! { <text x=x y="1em">{label(tick)}</text> }
        })
        .collect_view();
    // Attributes, because the policy lets no style stand in a static page.
    view! { <svg class="strip-axis" aria-hidden="true">{labels}</svg> }
}
