//! Every source of figures, with its date, licence and what its publisher sells: the readable page's own list.

use leptos::html::Div;
use leptos::prelude::*;

use crate::platform::readable;

/// The list, heading and all.
#[component]
pub(super) fn Sources() -> impl IntoView {
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            readable::show("/about/sources", &place);
        }
    });
    view! { <div node_ref=place></div> }
}
