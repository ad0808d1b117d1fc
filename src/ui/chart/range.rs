//! A range as one bar with labeled values below and an optional pin above. What lies outside of the bands is hatched.

use leptos::prelude::*;

use super::strip::Band;
use crate::ui::number::tenths;

/// A value below the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position. `None` if it is unknown.
    pub value: Option<f64>,
    /// The value as text.
    pub figure: String,
    /// What it stands for, for example `middle`.
    pub label: &'static str,
}

/// The lower and upper end of the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
}

/// The part of the bar outside of the outermost values, as a share of the distance between them.
const MARGIN: f64 = 0.2;

impl Scale {
    /// A scale with some space around two values, but not below zero.
    pub fn around(lowest: f64, highest: f64) -> Self {
        let margin = (highest - lowest).max(1.0) * MARGIN;
        Self {
            low: (lowest - margin).max(0.0),
            high: highest + margin,
        }
    }

    /// The position of a value, from 0 to 100. Values beyond an end are put there.
    fn percent(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) * 100.0
    }
}

/// The bar.
#[component]
pub fn RangeBar(
    scale: Scale,
    /// Known ranges, lowest layer first.
    bands: Vec<Band>,
    /// The value with a mark across the bar.
    middle: Option<f64>,
    /// Values in rising order.
    ticks: Vec<Tick>,
    /// A value with its label, above the bar.
    #[prop(into)]
    pin: Signal<Option<(f64, String)>>,
) -> impl IntoView {
    let x_of = move |value: f64| format!("{}%", tenths(scale.percent(value)));
    let bands = bands
        .into_iter()
        .map(|band| {
            let width = scale.percent(band.to) - scale.percent(band.from);
            let width = format!("{}%", tenths(width.max(0.4)));
            view! { <rect class=band.class x=x_of(band.from) y="32" width=width height="36" /> }
        })
        .collect_view();
    let middle = middle.map(|value| {
        let x = x_of(value);
        view! { <line class="range-middle" x1=x.clone() x2=x y1="28" y2="72" /> }
    });
    // Each value leads to its label, and the labels are evenly spaced, so that they never overlap.
    let columns = f64::from(u32::try_from(ticks.len()).unwrap_or(1));
    let mut column = -0.5;
    let leaders: Vec<AnyView> = ticks
        .iter()
        .filter_map(|tick| {
            column += 1.0;
            let label = format!("{}%", tenths(column / columns * 100.0));
            let x = x_of(tick.value?);
            Some(
                view! {
                    <line class="range-leader" x1=x.clone() x2=x.clone() y1="70" y2="76" />
                    <line class="range-leader" x1=x x2=label.clone() y1="76" y2="86" />
                    <line class="range-leader" x1=label.clone() x2=label y1="86" y2="92" />
                }
                .into_any(),
            )
        })
        .collect();
    let labels = ticks
        .into_iter()
        .map(|tick| view! { <li><strong>{tick.figure}</strong>{tick.label}</li> })
        .collect_view();
    let pin = move || {
        pin.get().map(|(value, label)| {
            let x = x_of(value);
            // The label stays within the drawing.
            let label_x = format!("{}%", tenths(scale.percent(value).clamp(12.0, 88.0)));
            view! {
                <line class="range-pin" x1=x.clone() x2=x.clone() y1="22" y2="62" />
                <circle class="range-pin" cx=x cy="64" r="6" />
                <text x=label_x y="16">{label}</text>
            }
        })
    };
    view! {
        <div class="range">
            <svg class="range-bar" aria-hidden="true">{bands} {middle} {leaders} {pin}</svg>
            <ol class="range-ticks">{labels}</ol>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, tenths};

    /// Protects values beyond the bar, such as an offer of ten times the range: they stand at its end.
    #[test]
    fn a_value_beyond_the_scale_is_at_its_end() {
        let scale = Scale::around(50.0, 100.0);
        let percents = [30.0, 40.0, 75.0, 110.0, 900.0].map(|value| tenths(scale.percent(value)));
        assert_eq!(percents, ["0.0", "0.0", "50.0", "100.0", "100.0"]);
        assert_eq!(tenths(Scale::around(1.0, 100.0).percent(0.0)), "0.0");
        assert!(Scale::around(5.0, 5.0).percent(5.0).is_finite());
    }
}
