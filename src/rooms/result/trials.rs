//! What to try this week: the guide's own things to try, for the sides that the result leaves open or names.

use leptos::html::Div;
use leptos::prelude::*;
use which_end_core::quiz::item::Side;

use super::words::side;
use crate::platform::readable;
use crate::route::Route;

/// The things to try of these sides, from the readable page.
#[component]
pub(super) fn Trials(sides: &'static [Side]) -> impl IntoView {
    let parts = sides
        .iter()
        .map(|side| view! { <OneSide side=*side named={sides.len() > 1} /> })
        .collect_view();
    view! {
        <p class="no-print">
            {"A quiz hears what you say. An hour of trying shows what you do. Each of these is free and needs no account. \
            What bores you counts as much as what you like."}
        </p>
        {parts}
    }
}

#[component]
fn OneSide(side: Side, named: bool) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let list = match side {
        Side::Backend => "/guide/back-end/try",
        Side::Frontend => "/guide/front-end/try",
    };
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            readable::show(list, &place);
        }
    });
    let name = self::side(side);
    view! {
        {named.then(|| view! { <h3>{format!("For the {name}")}</h3> })}
        <div class="trials" class:trials-short=named node_ref=place></div>
        <p class="no-print"><a href=Route::Guide(side).href()>{format!("More in the guide to the {name}")}</a></p>
    }
}
