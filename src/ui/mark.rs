//! The mark: two ends of one line, blue for the back, orange for the front.

use leptos::prelude::*;

/// The mark as a small picture beside the name; the name carries the meaning.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 34 20" aria-hidden="true" focusable={"false"}>
            <path d={"M10 10h14"} fill="none" stroke="currentColor" stroke-width="2.5" />
            <rect x={"1.5"} y="3" width="11" height="14" rx="3" fill="#3d7fe0" />
            <circle cx={"26"} cy="10" r="7" fill="#ea8a34" />
        </svg>
    }
}
