//! Start: the readable page's own first section; only the way in depends on what was done here before.

use leptos::html::Div;
use leptos::prelude::*;

use crate::platform::readable;
use crate::route::Route;
use crate::state::{Runs, use_runs};

/// The first room.
#[component]
pub fn Start() -> impl IntoView {
    let runs = use_runs();
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            readable::show("/", &place);
            readable::name_heading(&place, "room-title");
        }
    });
    Effect::new(move |_| {
        let (words, route) = way_in(runs);
        if let Some(place) = place.get() {
            readable::point(&place, "data-way-in", route.href(), &words);
        }
    });
    view! { <div node_ref=place></div> }
}

/// Words and aim of the way in.
fn way_in(runs: Runs) -> (String, Route) {
    if runs.finished() {
        return ("See your result".to_owned(), Route::Result);
    }
    let words = match runs.given() {
        0 => "Start the quiz".to_owned(),
        given => format!("Continue at question {}", given + 1),
    };
    (words, Route::Quiz)
}
