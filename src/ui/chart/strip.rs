//! One row of an axis with bands and marks. Labels are HTML next to it, so that they wrap and scale.

use leptos::prelude::*;

use super::axis::Axis;
use crate::ui::number::tenths;

/// A range of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// CSS class of the fill.
    pub class: &'static str,
}

/// The row. Decorative.
#[component]
pub fn Strip(
    /// The shared axis.
    axis: Axis,
    /// Bands, lowest layer first.
    bands: Vec<Band>,
    /// Values marked by a line.
    marks: Vec<f64>,
) -> impl IntoView {
    let x_of = move |value: f64| axis.share(value) * 1000.0;
    let bands = bands
        .into_iter()
        .map(|band| {
            let (from, to) = (x_of(band.from), x_of(band.to));
            view! {
                <rect class=band.class x=tenths(from) y="6" width=tenths((to - from).max(2.0)) height="16" />
            }
        })
        .collect_view();
    let marks = marks
        .into_iter()
        .map(|value| {
            let x = tenths(x_of(value));
            view! { <line class="strip-mark" x1=x.clone() x2=x y1="2" y2="26" vector-effect="non-scaling-stroke" /> }
        })
        .collect_view();
    let grid = axis
        .ticks()
        .into_iter()
        .map(|tick| {
            let x = tenths(x_of(tick));
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

/// The labels below the rows.
#[component]
pub fn StripAxis(
    /// The shared axis.
    axis: Axis,
    /// A short label for each of its ticks.
    labels: Vec<String>,
) -> impl IntoView {
    let labels = axis
        .ticks()
        .into_iter()
        .zip(labels)
        .map(|(tick, label)| {
            let x = format!("{}%", tenths(axis.share(tick) * 100.0));
            view! { <text x=x y="1em">{label}</text> }
        })
        .collect_view();
    // Uses attributes, because the static page's policy forbids inline styles.
    view! { <svg class="strip-axis" aria-hidden="true">{labels}</svg> }
}
