//! The logo: a wire with the back end at its left, square end and the front end at its right, round end, and you as the
//! bead on it.

use leptos::prelude::*;

/// The logo. Hidden from screen readers, because the name is next to it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 38 16" aria-hidden="true" focusable={"false"}>
            <path class="logo-wire" d={"M4 5Q20 16 34 5"} />
            <path class="logo-back" d={"M0 1h8v8H0z"} />
            <circle class="logo-front" cx={"34"} cy="5" r="4" />
            <circle class="logo-bead" cx={"19"} cy="10.5" r="5" />
        </svg>
    }
}
