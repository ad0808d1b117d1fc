//! A density curve over an axis, filled in two shades, with labeled values below.

use leptos::prelude::*;

use super::axis::Axis;
use super::strip::Band;
use crate::ui::number::tenths;

/// Height of the drawing in SVG units. The width is 1000.
const HEIGHT: f64 = 120.0;
/// Number of points on the curve.
const POINTS: u32 = 120;
/// Labels closer than this share of the axis go into different rows: 48 px of the 240 px on a narrow phone.
const LABEL_WIDTH: f64 = 0.2;
/// Number of label rows: one for each value of the usual curve, so that labels never overlap.
const LABEL_ROWS: usize = 5;
/// Height of a row in em.
const ROW_HEIGHT: f64 = 1.3;

/// A labeled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position on the axis.
    pub value: f64,
    /// Label below it.
    pub label: String,
}

/// The curve. Decorative, because its figures are nearby as text.
#[component]
pub fn Density(
    /// The shared axis.
    axis: Axis,
    /// Height of the curve at a value, in any unit.
    height: impl Fn(f64) -> f64,
    /// Ranges to fill, lowest layer first.
    bands: Vec<Band>,
    /// Labeled values, rising.
    marks: Vec<Tick>,
) -> impl IntoView {
    let step = axis.end() / f64::from(POINTS);
    let steps = move || (0..=POINTS).map(move |point| f64::from(point) * step);
    // Includes values and edges, so that a narrow peak between two points is not cut off.
    let tallest = steps()
        .chain(marks.iter().map(|mark| mark.value))
        .chain(bands.iter().flat_map(|band| [band.from, band.to]))
        .map(&height)
        .fold(0.0, f64::max);
    let y = |value: f64| {
        let share = if tallest > 0.0 {
            height(value) / tallest
        } else {
            0.0
        };
        HEIGHT * (1.0 - 0.94 * share)
    };
    let point = |value: f64| {
        format!(
            "{},{}",
            tenths(axis.share(value) * 1000.0),
            tenths(y(value))
        )
    };
    let points_between = |from: f64, to: f64| -> Vec<String> {
        let inner = steps().filter(|value| *value > from && *value < to);
        std::iter::once(from)
            .chain(inner)
            .chain(std::iter::once(to))
            .map(point)
            .collect()
    };
    let line = points_between(0.0, axis.end()).join(" ");
    let fills = bands
        .iter()
        .map(|band| {
            let (from, to) = (band.from, band.to.min(axis.end()));
            let base_point =
                |value: f64| format!("{},{}", tenths(axis.share(value) * 1000.0), tenths(HEIGHT));
            let points = format!(
                "{} {} {}",
                base_point(from),
                points_between(from, to).join(" "),
                base_point(to)
            );
            view! { <polygon class=band.class points=points /> }
        })
        .collect_view();
    let lines = marks
        .iter()
        .filter(|mark| mark.value <= axis.end())
        .map(|mark| {
            let x = tenths(axis.share(mark.value) * 1000.0);
            view! {
                <line
                    class="density-mark"
                    x1=x.clone()
                    x2=x
                    y1=tenths(y(mark.value))
                    y2=tenths(HEIGHT)
                    vector-effect="non-scaling-stroke"
                />
            }
        })
        .collect_view();
    let shares: Vec<f64> = marks.iter().map(|mark| axis.share(mark.value)).collect();
    let rows = label_rows(&shares);
    let labels_height = format!(
        "{}em",
        tenths(ROW_HEIGHT * (rows.iter().copied().fold(0.0, f64::max) + 1.0))
    );
    let labels = marks
        .into_iter()
        .zip(rows)
        .zip(shares)
        .map(|((mark, row), share)| {
            let x = format!("{}%", tenths(share * 100.0));
            let y = format!("{}em", tenths(ROW_HEIGHT * row + 1.0));
            view! { <text x=x y=y>{mark.label}</text> }
        })
        .collect_view();
    view! {
        <div class="density" aria-hidden="true">
            <svg viewBox="0 0 1000 120" preserveAspectRatio="none">
                {fills}
                <polyline class="density-line" points=line vector-effect="non-scaling-stroke" />
                {lines}
            </svg>
            <svg class="density-labels" height=labels_height>{labels}</svg>
        </div>
    }
}

/// The row of each label, from 0: the first row where it does not overlap the previous label.
fn label_rows(shares: &[f64]) -> Vec<f64> {
    let mut ends = [f64::NEG_INFINITY; LABEL_ROWS];
    shares
        .iter()
        .map(|share| {
            let row = ends
                .iter()
                .position(|end| share - end >= LABEL_WIDTH)
                .unwrap_or(LABEL_ROWS - 1);
            ends[row] = *share;
            [0.0, 1.0, 2.0, 3.0, 4.0][row]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::label_rows;

    #[test]
    fn labels_that_would_touch_stand_in_rows_of_their_own() {
        assert_eq!(label_rows(&[0.1, 0.31, 0.52]), [0.0, 0.0, 0.0]);
        assert_eq!(
            label_rows(&[0.1, 0.15, 0.2, 0.31, 0.36]),
            [0.0, 1.0, 2.0, 0.0, 1.0]
        );
        assert_eq!(
            label_rows(&[0.10, 0.11, 0.12, 0.13, 0.14]),
            [0.0, 1.0, 2.0, 3.0, 4.0]
        );
    }
}
