//! A plane with two uncertain coordinates: a point with its ranges.

use std::fmt::Write as _;

use leptos::prelude::*;

use crate::ui::number::{tenths, whole};

/// An uncertain coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    /// Best guess.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
}

/// A secondary point with a short label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Horizontal coordinate.
    pub x: f64,
    /// Vertical coordinate, upward.
    pub y: f64,
    /// Label next to it.
    pub label: String,
}

/// Labels of the four corners, and a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaneLabels {
    pub top_left: &'static str,
    pub top_right: &'static str,
    pub bottom_left: &'static str,
    pub bottom_right: &'static str,
    /// Description for screen readers.
    pub description: &'static str,
}

/// Half the width of the plane in coordinate units. Values outside are drawn on the edge.
const RANGE: f64 = 3.0;
/// Width and height of the picture in SVG units.
pub const SIZE: f64 = 320.0;
/// Half the side of a secondary point's square, in SVG units.
const MARK: f64 = 4.0;

/// Horizontal position in SVG units, from the left.
pub fn x_of(value: f64) -> f64 {
    (value.clamp(-RANGE, RANGE) / RANGE + 1.0) * SIZE / 2.0
}

/// Vertical position in SVG units, from the top.
pub fn y_of(value: f64) -> f64 {
    SIZE - x_of(value)
}

/// SVG path data of a closed outline.
pub fn closed_path(outline: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, &(x, y)) in outline.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{command}{} {}", tenths(x_of(x)), tenths(y_of(y)));
    }
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

/// The plane with the likely area and, on top, a point with a cross of both ranges.
#[component]
pub fn Plane(
    /// Horizontal and vertical coordinate of the point. `None` to show the area only.
    point: Option<[Ranged; 2]>,
    /// Closed outlines of the likely area, as (x, y) corners.
    outlines: Vec<Vec<(f64, f64)>>,
    /// Secondary points.
    marks: Vec<Mark>,
    /// Labels of the corners.
    labels: PlaneLabels,
) -> impl IntoView {
    let middle = SIZE / 2.0;
    let area: String = outlines
        .iter()
        .map(|outline| closed_path(outline))
        .collect();
    let line = |x1: f64, y1: f64, x2: f64, y2: f64, class: &'static str| {
        view! {
            <line
                class=class
                x1=tenths(x1)
                y1=tenths(y1)
                x2=tenths(x2)
                y2=tenths(y2)
            />
        }
    };
    let corner = |x: f64, y: f64, anchor: &'static str, text: &'static str| {
        view! {
            <text x=tenths(x) y=tenths(y) text-anchor=anchor>
                {text}
            </text>
        }
    };
    let marks = marks
        .into_iter()
        .map(|mark| {
            let (x, y) = (x_of(mark.x), y_of(mark.y));
            view! {
                <rect
                    class="plane-mark"
                    x=tenths(x - MARK)
                    y=tenths(y - MARK)
                    width=tenths(2.0 * MARK)
                    height=tenths(2.0 * MARK)
                />
                <text x=tenths(x + 2.0 * MARK) y=tenths(y + MARK)>
                    {mark.label}
                </text>
            }
        })
        .collect_view();
    view! {
        <svg class="chart plane" viewBox=format!("0 0 {0} {0}", whole(SIZE)) role="img" aria-label=labels.description>
            <rect class="plane-back" x=tenths(middle) y=tenths(middle) width=tenths(middle) height=tenths(middle) />
            <rect class="plane-front" x="0" y={"0"} width=tenths(middle) height=tenths(middle) />
            <rect class="plane-both" x=tenths(middle) y="0" width=tenths(middle) height=tenths(middle) />
            <path class="plane-area" fill-rule="evenodd" d=area />
            {line(middle, 0.0, middle, SIZE, "axis")}
            {line(0.0, middle, SIZE, middle, "axis")}
            {corner(10.0, 22.0, "start", labels.top_left)}
            {corner(SIZE - 10.0, 22.0, "end", labels.top_right)}
            {corner(10.0, SIZE - 12.0, "start", labels.bottom_left)}
            {corner(SIZE - 10.0, SIZE - 12.0, "end", labels.bottom_right)}
            {point.map(|[x, y]| {
                let (column, row) = (x_of(x.value), y_of(y.value));
                [
                    line(x_of(x.low), row, x_of(x.high), row, "plane-range"),
                    line(column, y_of(y.low), column, y_of(y.high), "plane-range"),
                ]
            })}
            {marks}
            {point.map(|[x, y]| view! {
                <circle class="plane-point" cx=tenths(x_of(x.value)) cy=tenths(y_of(y.value)) r="7" />
            })}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_middle_and_far_values_stay_on_the_picture() {
        assert!((x_of(0.0) - SIZE / 2.0).abs() < 1e-9);
        assert!((y_of(0.0) - SIZE / 2.0).abs() < 1e-9);
        assert!((x_of(99.0) - SIZE).abs() < 1e-9);
        assert!(y_of(99.0).abs() < 1e-9);
    }
}
