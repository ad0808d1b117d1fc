//! A chart of labeled shares, as dots on a line from 0 to 1.

use leptos::prelude::*;

use crate::ui::number::tenths;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Label.
    pub label: &'static str,
    /// The share as text.
    pub note: &'static str,
    /// Position of the dot, 0 to 1. `None` for no dot.
    pub share: Option<f64>,
    /// CSS class of the dot.
    pub class: &'static str,
}

/// A list of lines. Labels and notes are text; the lines are decorative.
#[component]
pub fn Dots(
    /// The lines, in order.
    dots: Vec<Dot>,
) -> impl IntoView {
    let rows = dots
        .into_iter()
        .map(|dot| {
            let position = dot.share.map(|share| {
                let left = format!("{}%", tenths(share.clamp(0.0, 1.0) * 100.0));
                view! { <span class=dot.class style:left=left></span> }
            });
            view! {
                <li>
                    <div class="bar-label">
                        <span>{dot.label}</span>
                        <span class="soft">{dot.note}</span>
                    </div>
                    <div class="dot-track" aria-hidden="true">{position}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="bars dots">{rows}</ul> }
}
