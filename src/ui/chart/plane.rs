//! A plane with two uncertain coordinates: a point and the ranges around it.

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

/// A lesser point with a short label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Left to right.
    pub x: f64,
    /// Bottom to top.
    pub y: f64,
    /// What stands beside it.
    pub label: String,
}

/// Names of the four corners and the two axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaneWords {
    /// Top left.
    pub top_left: &'static str,
    /// Top right.
    pub top_right: &'static str,
    /// Bottom left.
    pub bottom_left: &'static str,
    /// Bottom right.
    pub bottom_right: &'static str,
    /// Said to those who cannot see the picture.
    pub described: &'static str,
}

/// Half the width of the plane in units of the coordinates; what lies outside is drawn on the edge.
const REACH: f64 = 3.0;
/// Width and height of the picture, SVG units.
pub const SIZE: f64 = 320.0;
/// Half the side of a mark's square, SVG units.
const MARK: f64 = 4.0;

/// A coordinate on the picture, in SVG units from the left or the bottom.
pub fn across(value: f64) -> f64 {
    (value.clamp(-REACH, REACH) / REACH + 1.0) * SIZE / 2.0
}

/// [`across`], from the top.
pub fn down(value: f64) -> f64 {
    SIZE - across(value)
}

/// SVG path data of a closed outline.
pub fn closed_path(outline: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, &(x, y)) in outline.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{command}{} {}", tenths(across(x)), tenths(down(y)));
    }
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

/// The plane with the likely area, and in front of it a point with a cross of both ranges through it.
#[component]
pub fn Plane(
    /// Where the point lies, left to right and bottom to top; none where only the area may be shown.
    point: Option<[Ranged; 2]>,
    /// Closed outlines of the area that is likely as a whole, as (x, y) corners.
    outlines: Vec<Vec<(f64, f64)>>,
    /// Lesser points.
    marks: Vec<Mark>,
    /// The words on it.
    words: PlaneWords,
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
            let (x, y) = (across(mark.x), down(mark.y));
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
        <svg class="chart plane" viewBox=format!("0 0 {0} {0}", whole(SIZE)) role="img" aria-label=words.described>
            <rect class="plane-back" x=tenths(middle) y=tenths(middle) width=tenths(middle) height=tenths(middle) />
            <rect class="plane-front" x="0" y={"0"} width=tenths(middle) height=tenths(middle) />
            <rect class="plane-both" x=tenths(middle) y="0" width=tenths(middle) height=tenths(middle) />
            <path class="plane-area" fill-rule="evenodd" d=area />
            {line(middle, 0.0, middle, SIZE, "axis")}
            {line(0.0, middle, SIZE, middle, "axis")}
            {corner(10.0, 22.0, "start", words.top_left)}
            {corner(SIZE - 10.0, 22.0, "end", words.top_right)}
            {corner(10.0, SIZE - 12.0, "start", words.bottom_left)}
            {corner(SIZE - 10.0, SIZE - 12.0, "end", words.bottom_right)}
            {point.map(|[x, y]| {
                let (column, row) = (across(x.value), down(y.value));
                [
                    line(across(x.low), row, across(x.high), row, "plane-range"),
                    line(column, down(y.low), column, down(y.high), "plane-range"),
                ]
            })}
            {marks}
            {point.map(|[x, y]| view! {
                <circle class="plane-point" cx=tenths(across(x.value)) cy=tenths(down(y.value)) r="7" />
            })}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_middle_and_far_values_stay_on_the_picture() {
        assert!((across(0.0) - SIZE / 2.0).abs() < 1e-9);
        assert!((down(0.0) - SIZE / 2.0).abs() < 1e-9);
        assert!((across(99.0) - SIZE).abs() < 1e-9);
        assert!(down(99.0).abs() < 1e-9);
    }
}
