//! The logo: two ends that fit together, blue for the back end, orange for the front end. The same as the icons.

use leptos::prelude::*;

/// The logo. Hidden from screen readers, because the name is next to it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable={"false"}>
            <path d={"M15.5 4H8a6 6 0 0 0-6 6v12a6 6 0 0 0 6 6h7.5v-5.46a7 7 0 0 1 0-13.08z"} fill="#3d7fe0" />
            <path d={"M18 4h6a6 6 0 0 1 6 6v12a6 6 0 0 1-6 6h-6v-7.5a4.5 4.5 0 0 1 0-9z"} fill="#ea8a34" />
        </svg>
    }
}
