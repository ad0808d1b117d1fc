//! The ladder: four rungs, each with what such a person answers for and what the survey says it pays.

use leptos::prelude::*;
use which_end_core::guide::content::Rung;
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::query::{PayQuery, Role};
use which_end_core::quiz::item::Side;

use super::references::Marks;
use crate::dataset::dataset;
use crate::route::Route;
use crate::state::use_pay;
use crate::ui::number::dollars;

/// The rungs, entry first.
#[component]
pub(super) fn Ladder(side: Side) -> impl IntoView {
    let pay = use_pay();
    let country = Memo::new(move |_| pay.query().country);
    let place = move || {
        let country = country.get();
        dataset()
            .pay
            .country(&country)
            .map_or("an unknown country", |country| country.name.as_str())
    };
    let rungs = dataset()
        .guide
        .side(side)
        .ladder
        .iter()
        .map(|rung| view! { <RungCard side rung /> })
        .collect_view();
    view! {
        <p>
            {"Moving up is about what you answer for, more than about years. Pay is for "}
            {place}
            {"; change the country on the "}
            <a href=Route::Pay.href()>{"pay page"}</a>
            {"."}
        </p>
        <ol class="ladder">{rungs}</ol>
    }
}

/// One rung; its pay follows the country of the pay room.
#[component]
fn RungCard(side: Side, rung: &'static Rung) -> impl IntoView {
    let pay = use_pay();
    let role = match side {
        Side::Backend => Role::BackEnd,
        Side::Frontend => Role::FrontEnd,
    };
    let earned = move || {
        let query = PayQuery {
            role,
            years: rung.tier.typical_years(),
            country: pay.query().country,
            ..PayQuery::default()
        };
        match estimate(&dataset().pay, &query) {
            Ok(answer) => {
                let [_, p25, _, p75, _] = answer.percentiles;
                format!(
                    "The middle half earn {} to {} a year.",
                    dollars(p25),
                    dollars(p75)
                )
            }
            Err(_) => "Pay: no data.".to_owned(),
        }
    };
    let signs = rung
        .signs
        .iter()
        .map(|sign| view! { <li>{sign.as_str()}</li> })
        .collect_view();
    let next = (!rung.next.is_empty()).then(|| {
        let steps = rung
            .next
            .iter()
            .map(|step| view! { <li>{step.as_str()}</li> })
            .collect_view();
        view! {
            <h4>{"What leads on"}</h4>
            <ul>{steps}</ul>
        }
    });
    view! {
        <li class="sheet">
            <h3>{rung.title.as_str()}</h3>
            <p class="soft">{crate::rooms::pay::words::tier(rung.tier)}{". "}{earned}</p>
            <p>{rung.scope.as_str()}<Marks sources=&rung.sources /></p>
            <h4>{"Signs that you work here"}</h4>
            <ul>{signs}</ul>
            {next}
        </li>
    }
}
