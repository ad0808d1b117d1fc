//! A bar chart of labeled shares.

use leptos::prelude::*;

use crate::ui::number::tenths;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Label.
    pub label: String,
    /// The figure as text.
    pub figure: String,
    /// Length of the bar, 0 to 1.
    pub share: f64,
    /// CSS class of the fill.
    pub fill: &'static str,
}

/// A list of bars. Labels and figures are text; the bars are decorative.
#[component]
pub fn Bars(
    /// The bars, in order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let rows = bars
        .into_iter()
        .map(|bar| {
            let width = format!("{}%", tenths((bar.share * 100.0).clamp(0.0, 100.0)));
            view! {
                <li>
                    <div class="bar-label">
                        <span>{bar.label}</span>
                        <span>{bar.figure}</span>
                    </div>
                    <div class="bar-track" aria-hidden="true">
                        <div class=format!("bar-fill {}", bar.fill) style:width=width></div>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="bars">{rows}</ul> }
}
