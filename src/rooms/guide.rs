//! The guide: both sides in the same shape. The text is the readable page's; the ladder's pay follows the visitor's
//! country.

use leptos::html::Div;
use leptos::prelude::*;
use which_end_core::embed::overlay::Overlay;
use which_end_core::pay::estimate::{WORTH_SAYING, estimate};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier};
use which_end_core::quiz::item::Side;

use crate::dataset::facts;
use crate::embed::use_embed;
use crate::platform::readable;
use crate::rooms::pay::words;
use crate::route::Route;
use crate::state::use_pay;
use crate::ui::number::dollars;

/// One side of the guide, with the way to the other.
#[component]
pub fn GuideRoom(side: Side) -> impl IntoView {
    let pay = use_pay();
    let embed = use_embed();
    let place = NodeRef::<Div>::new();
    let (section, class, role) = match side {
        Side::Backend => ("/guide/back-end", "side-back", Role::BackEnd),
        Side::Frontend => ("/guide/front-end", "side-front", Role::FrontEnd),
    };
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            readable::show(section, &place);
            readable::name_heading(&place, "room-title");
        }
    });
    Effect::new(move |_| {
        let country = pay.query().country;
        if let Some(place) = place.get() {
            let rungs = embed.with_overlay(|overlay| {
                Tier::ALL.map(|tier| {
                    let own = overlay.and_then(|overlay| own_name(overlay, tier));
                    rung_pay(role, tier, &country) + &own.unwrap_or_default()
                })
            });
            readable::fill(&place, "data-pay", rungs);
        }
    });
    let tab = |to: Side, label: &'static str| {
        let current = (to == side).then_some("page");
        view! {
            <li>
                <a href=Route::Guide(to).href() aria-current=current>
                    {label}
                </a>
            </li>
        }
    };
    view! {
        <nav class=class aria-label="Sides of the guide">
            <ul class="side-tabs">
                {tab(Side::Backend, "Back end")} {tab(Side::Frontend, "Front end")}
            </ul>
        </nav>
        <div node_ref=place></div>
    }
}

/// What the employer around us calls the rung, as a sentence behind the line.
fn own_name(overlay: &Overlay, tier: Tier) -> Option<String> {
    let name = overlay.rung(tier)?;
    Some(format!(" {} calls this step “{name}”.", overlay.name))
}

/// What a rung of the ladder pays, as a line.
fn rung_pay(role: Role, tier: Tier, country: &CountryCode) -> String {
    let years = words::tier(tier);
    let name = facts()
        .pay
        .country(country)
        .map_or("this country", |country| country.name.as_str());
    let query = PayQuery {
        role,
        years: tier.typical_years(),
        country: country.clone(),
        ..PayQuery::default()
    };
    match estimate(&facts().pay, &query) {
        Ok(found) => {
            let what = found.half().in_words(dollars);
            let who = if found.cut.percent > WORTH_SAYING {
                format!(
                    " Left out: {} in 100 who said less than {}.",
                    found.cut.percent,
                    dollars(found.floor)
                )
            } else {
                String::new()
            };
            format!("{years}, {name}: {what}.{who}")
        }
        Err(reason) => format!("{years}, {name}: {reason}."),
    }
}
