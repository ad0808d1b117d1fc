//! The host's own pay bands, in the current unit. They are shown apart and enter none of our figures.

use leptos::prelude::*;
use which_end_core::embed::overlay::{Band, Overlay};
use which_end_core::pay::query::{Role, Tier};
use which_end_core::pay::rates::Unit;

use super::labels;
use super::units::{amount, exact, heading, hours_note, per, rate_note};
use crate::dataset::facts;
use crate::embed::{use_embed, use_mount_point};
use crate::ui::button::Button;
use crate::ui::table::{Column, Table};
use crate::views::host_card;
use crate::views::pieces::paragraph;

/// The employer's card, with its pay for this role, in `unit`.
pub(super) fn card(unit: Unit, role: Role, tier: Tier) -> AnyView {
    host_card::card(
        Some(role),
        Some(Box::new(move |overlay| bands(&unit, overlay, role, tier))),
    )
}

/// A link down to the card, which stands below our estimate. Empty if the host has no bands.
pub(super) fn link_to_card() -> AnyView {
    let embed = use_embed();
    let mount_point = use_mount_point();
    (move || {
        let name = embed.with_overlay(|overlay| {
            overlay
                .filter(|overlay| !overlay.bands.is_empty())
                .map(|overlay| overlay.name.clone())
        })?;
        let text = format!("See what {name} says it pays");
        let on_click = move |()| mount_point.focus_soon(host_card::HEADING);
        Some(view! { <p class="no-print"><Button class="link-button" on_click text /></p> })
    })
    .into_any()
}

const COLUMNS: [Column; 3] = [
    Column::text("Level"),
    Column::text("Their title"),
    Column::numbers("Pay"),
];

/// Bands of the role by rising tier, with the chosen tier labeled, and notes on conversions. Empty without bands.
fn bands(display_unit: &Unit, overlay: &Overlay, role: Role, tier: Tier) -> Vec<AnyView> {
    let name = &overlay.name;
    if overlay.bands.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for level in Tier::ALL {
        let of_level = |band: &&Band| band.role == role && band.tier == level;
        for band in overlay.bands.iter().filter(of_level) {
            let (pay, conversion) = pay(display_unit, band);
            for note in conversion {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            let label = if level == tier { " (your choice)" } else { "" };
            let place = band.place.iter().map(|place| format!(", {place}"));
            let title = [band.title.clone()].into_iter().chain(place).collect();
            rows.push(vec![format!("{}{label}", labels::tier(level)), title, pay]);
        }
    }
    let people = labels::people(role);
    if rows.is_empty() {
        return vec![paragraph("", format!("{name} gives no pay for {people}."))];
    }
    let caption = format!(
        "What {name} says it pays {people}, shown in {}",
        heading(display_unit)
    );
    let mut parts = vec![
        view! { <Table label="Table of the employer's own pay" caption columns=&COLUMNS rows /> }
            .into_any(),
    ];
    if !notes.is_empty() {
        parts.push(paragraph("soft", notes.join(" ")));
    }
    parts
}

/// The band in the current unit with the employer's own figures behind it, and notes on the conversion. Only the
/// employer's figures if no conversion is needed or no rate is known.
fn pay(display_unit: &Unit, band: &Band) -> (String, Vec<String>) {
    match Unit::new(&facts().rates, band.per, band.currency.clone()) {
        Some(unit) if unit != *display_unit => {
            let [from, to] =
                [band.from, band.to].map(|pay| amount(display_unit, unit.to_usd_a_year(pay)));
            let conversion = [&unit, display_unit].into_iter().flat_map(|unit| {
                // Hours matter only if the periods differ.
                let hours = (band.per != display_unit.period()).then(|| hours_note(unit));
                [rate_note(unit), hours.flatten()]
            });
            let converted = range("about ", &from, &to, "");
            (
                format!("{converted} (they write {})", as_published(band)),
                conversion.flatten().collect(),
            )
        }
        _ => (as_published(band), Vec::new()),
    }
}

/// The band as the employer states it.
fn as_published(band: &Band) -> String {
    let [from, to] = [band.from, band.to].map(|pay| exact(&band.currency, pay));
    range("", &from, &to, per(band.per))
}

fn range(before: &str, from: &str, to: &str, per: &str) -> String {
    if from == to {
        format!("{before}{from} {per}")
    } else {
        format!("{before}{from} to {to} {per}")
    }
    .trim_end()
    .to_owned()
}
