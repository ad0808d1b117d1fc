//! What the employer around us says that it pays, in the unit on show. It stands apart and goes into no figure of ours.

use leptos::prelude::*;
use which_end_core::embed::overlay::{Band, Overlay};
use which_end_core::pay::query::{Role, Tier};
use which_end_core::pay::rates::Unit;

use super::units::{amount, exact, heading, hours_said, per, rate_said, shown};
use super::words;
use crate::dataset::facts;
use crate::embed::{use_embed, use_mount_point};
use crate::ui::button::Button;
use crate::ui::table::{Column, Table};
use crate::views::host_card;
use crate::views::pieces::paragraph;

/// The employer's card, with its pay for the work that is asked about. Drawn anew when the unit changes: the view sees to
/// that.
pub(super) fn card(role: Role, tier: Tier) -> AnyView {
    host_card::card(
        Some(role),
        Some(Box::new(move |overlay| bands(overlay, role, tier))),
    )
}

/// The way down to the card, which stands below all that belongs to our own estimate; nothing where there is no pay in it.
pub(super) fn way() -> AnyView {
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
    Column::words("Level"),
    Column::words("Their title"),
    Column::numbers("Pay"),
];

/// The bands of the work, rising, that of the tier marked; what they were turned with; nothing without any band.
fn bands(overlay: &Overlay, role: Role, tier: Tier) -> Vec<AnyView> {
    let name = &overlay.name;
    if overlay.bands.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut grounds: Vec<String> = Vec::new();
    for level in Tier::ALL {
        let of_level = |band: &&Band| band.role == role && band.tier == level;
        for band in overlay.bands.iter().filter(of_level) {
            let (pay, turned) = pay(band);
            for ground in turned {
                if !grounds.contains(&ground) {
                    grounds.push(ground);
                }
            }
            let mark = if level == tier { " (your choice)" } else { "" };
            let place = band.place.iter().map(|place| format!(", {place}"));
            let title = [band.title.clone()].into_iter().chain(place).collect();
            rows.push(vec![format!("{}{mark}", words::tier(level)), title, pay]);
        }
    }
    let people = words::people(role);
    if rows.is_empty() {
        return vec![paragraph("", format!("{name} gives no pay for {people}."))];
    }
    let caption = format!(
        "What {name} says it pays {people}, shown in {}",
        heading(&shown())
    );
    let mut parts = vec![
        view! { <Table label="Table of the employer's own pay" caption columns=&COLUMNS rows /> }
            .into_any(),
    ];
    if !grounds.is_empty() {
        parts.push(paragraph("soft", grounds.join(" ")));
    }
    parts
}

/// The band in the unit on show with what the employer writes behind it, and what it was turned with. Only as written
/// where that is in this unit, or where there is no rate of its money.
fn pay(band: &Band) -> (String, Vec<String>) {
    let shown = shown();
    match Unit::new(&facts().rates, band.per, band.currency.clone()) {
        Some(unit) if unit != shown => {
            let [from, to] = [band.from, band.to].map(|pay| amount(unit.to_usd_a_year(pay)));
            let turned = [&unit, &shown].into_iter().flat_map(|unit| {
                // Nothing was turned by hours where both are by the hour.
                let hours = (band.per != shown.period()).then(|| hours_said(unit));
                [rate_said(unit), hours.flatten()]
            });
            let shown = range("about ", &from, &to, "");
            (
                format!("{shown} (they write {})", given(band)),
                turned.flatten().collect(),
            )
        }
        _ => (given(band), Vec::new()),
    }
}

/// The band as the employer writes it.
fn given(band: &Band) -> String {
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
