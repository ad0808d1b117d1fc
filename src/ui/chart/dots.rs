//! Labelled shares as dots on a line from none to all, one line each.

use leptos::prelude::*;

use crate::ui::number::tenths;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// What it stands for.
    pub label: &'static str,
    /// The share in words.
    pub note: &'static str,
    /// 0 to 1; none where there is nothing to show.
    pub share: Option<f64>,
    /// Class of the dot.
    pub class: &'static str,
}

/// A list of lines; label and note are text, the line itself is only a picture.
#[component]
pub fn Dots(
    /// The lines, in order.
    dots: Vec<Dot>,
) -> impl IntoView {
    let rows = dots
        .into_iter()
        .map(|dot| {
            let place = dot.share.map(|share| {
                let left = format!("{}%", tenths(share.clamp(0.0, 1.0) * 100.0));
                view! { <span class=dot.class style:left=left></span> }
            });
            view! {
                <li>
                    <div class="bar-label">
                        <span>{dot.label}</span>
                        <span class="soft">{dot.note}</span>
                    </div>
                    <div class="dot-track" aria-hidden="true">{place}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="bars dots">{rows}</ul> }
}
