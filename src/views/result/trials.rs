//! Things to try this week, from the guide, for the sides that the result names or leaves open.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;

use super::wording::side;
use crate::route::Route;
use crate::views::guide;
use crate::views::pieces::paragraph;

/// The guide's trials for these sides.
pub(super) fn trials(sides: &'static [Side]) -> Vec<AnyView> {
    let intro = "A quiz hears what you say. An hour of trying shows what you do. Each of these is free and needs no account. \
        What bores you counts as much as what you like.";
    let mut all = vec![paragraph("no-print", intro.to_owned())];
    for of in sides {
        if sides.len() > 1 {
            let name = format!("For the {}", side(*of));
            all.push(view! { <h3>{name}</h3> }.into_any());
        }
        all.push(list(*of, sides.len() > 1));
        let more = format!("More in the guide to the {}", side(*of));
        let guide = Route::Guide(*of).href();
        all.push(view! { <p class="no-print"><a href=guide>{more}</a></p> }.into_any());
    }
    all
}

fn list(side: Side, short: bool) -> AnyView {
    let class = if short {
        "trials trials-short"
    } else {
        "trials"
    };
    view! { <div class=class>{guide::trials(side)}</div> }.into_any()
}
