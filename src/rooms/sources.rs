//! Sources: who is missing from the pay figures, where every figure is from, and where the sources disagree. The text is
//! the readable page's.

use leptos::html::Div;
use leptos::prelude::*;

use crate::platform::readable;

/// The room.
#[component]
pub fn SourcesRoom() -> impl IntoView {
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            readable::show("/sources", &place);
            readable::name_heading(&place, "room-title");
        }
    });
    view! { <div node_ref=place></div> }
}
