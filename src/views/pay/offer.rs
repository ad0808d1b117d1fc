//! The offer check: compares an offer with the percentiles and the official figures. It is never saved.

use leptos::prelude::*;
use which_end_core::pay::claim::{Claim, Figure};
use which_end_core::pay::estimate::PayEstimate;
use which_end_core::pay::money::Period;
use which_end_core::pay::offer::{Compared, Extreme, Offer, OfferError, OfferRank, Side, compare};
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::claims::{figure, figures};
use super::units::{UnitSelects, amount, exact, per};
use super::wording;
use super::working::change;
use crate::dataset::facts;
use crate::state::use_pay;
use crate::ui::table::{Column, Table};
use crate::ui::text::capitalized;
use crate::views::pieces::paragraph;

/// The offer that the visitor types. It is never saved.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    text: RwSignal<String>,
    /// The unit chosen for it. Until then it is the unit in which pay is shown.
    picked: RwSignal<Option<Unit>>,
    /// `None` while nothing is typed.
    read: Memo<Option<Result<Offer, OfferError>>>,
}

impl Draft {
    pub(super) fn new() -> Self {
        let pay = use_pay();
        let text = RwSignal::new(String::new());
        let picked = RwSignal::new(None::<Unit>);
        let read = Memo::new(move |_| {
            let unit = picked.get().unwrap_or_else(|| pay.unit());
            text.with(|text| {
                (!text.trim().is_empty()).then(|| Offer::read(text, &unit, &facts().rates))
            })
        });
        Self { text, picked, read }
    }

    /// The offer in US dollars a year, if it can be read.
    pub(super) fn usd(self) -> Option<f64> {
        self.read
            .with(|read| Some(read.as_ref()?.as_ref().ok()?.usd))
    }
}

/// The form and the comparison. Mounted once, so that the text stays while the choices change.
#[component]
pub(super) fn OfferCheck(
    draft: Draft,
    query: Memo<PayQuery>,
    /// The estimate. `None` if there is no data.
    answer: Signal<Option<PayEstimate>>,
) -> impl IntoView {
    let pay = use_pay();
    let Draft { text, picked, read } = draft;
    // Errors appear only after the visitor leaves the field or presses Enter.
    let is_complete = RwSignal::new(false);
    let unit = Signal::derive(move || picked.get().unwrap_or_else(|| pay.unit()));
    let error = Memo::new(move |_| match read.get() {
        Some(Err(why)) if is_complete.get() => Some(error_text(&why)),
        _ => None,
    });
    let on_input = move |now: String| {
        is_complete.set(false);
        text.set(now);
    };
    let rank = move || {
        let Some(Ok(offer)) = read.get() else {
            return String::new();
        };
        let unit = pay.unit();
        let interpretation = interpretation(&offer, &unit);
        match answer.get() {
            Some(answer) => match OfferRank::of(&answer.percentiles, answer.floor, offer.usd) {
                Some(rank) => format!("{interpretation} {}", rank_text(&unit, rank, &answer)),
                None => interpretation,
            },
            None => interpretation,
        }
    };
    let comparison = move || {
        let Some(Ok(offer)) = read.get() else {
            return None;
        };
        let unit = pay.unit();
        Some(query.with(|query| claims_table(&unit, &offer, query)))
    };
    view! {
        <section class="section no-print interactive" aria-labelledby="offer">
            <h2 id="offer">{"Got an offer?"}</h2>
            <form class="offer-form" aria-label="An offer" on:submit=|event| event.prevent_default()>
                <div>
                    <label for="offer-amount">{"An offer you got or saw"}</label>
                    <input
                        id="offer-amount"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="offer-complaint offer-hint"
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        on:input:target=move |event| on_input(event.target().value())
                        on:change=move |_| is_complete.set(true)
                    />
                    <p id="offer-complaint" role="alert" class="field-complaint">{error}</p>
                </div>
                <UnitSelects
                    ids=["offer-period", "offer-currency"]
                    names=["It is for", "It is in"]
                    unit
                    on_choose=Callback::new(move |unit| picked.set(Some(unit)))
                />
            </form>
            <p id="offer-hint" class="soft">{"Before tax, such as 80k, €4,500 a month or 12 lakh. It stays on your device: not saved, not sent, not in any link."}</p>
            <p role="status">{rank}</p>
            {comparison}
        </section>
    }
}

fn error_text(why: &OfferError) -> String {
    let text = capitalized(&why.to_string());
    let end = if text.ends_with('?') { "" } else { "." };
    text + end
}

/// How the text was interpreted, so that a mistake is visible, with the amount in the current unit and per year.
fn interpretation(offer: &Offer, current_unit: &Unit) -> String {
    let own = &offer.unit;
    let yearly = Unit::new(
        &facts().rates,
        Period::Year,
        current_unit.currency().clone(),
    );
    let mut conversions = Vec::new();
    for unit in [Some(current_unit), yearly.as_ref()].into_iter().flatten() {
        let text = format!("{} {}", amount(unit, offer.usd), per(unit.period()));
        if unit != own && !conversions.contains(&text) {
            conversions.push(text);
        }
    }
    let read = format!(
        "Read as {} {}",
        exact(own.currency(), offer.amount),
        per(own.period())
    );
    if conversions.is_empty() {
        format!("{read}.")
    } else {
        format!("{read}, which comes to {}.", conversions.join(", or "))
    }
}

fn rank_text(unit: &Unit, rank: OfferRank, answer: &PayEstimate) -> String {
    let group = format!(
        "people like this{}",
        wording::above_floor_suffix(unit, answer)
    );
    match rank {
        OfferRank::UnderFloor => format!(
            "That is under {} a year, where the survey's answers begin. What share of people like this earn less, nobody knows.",
            amount(&Unit::default(), answer.floor)
        ),
        OfferRank::LowestTenth => {
            format!("That is below what 90% of {group} earn. How far below, the survey cannot say.")
        }
        OfferRank::HighestTenth => {
            format!("That is above what 90% of {group} earn. How far above, the survey cannot say.")
        }
        OfferRank::Over(5) => {
            format!("That is close to the middle: about half of {group} earn less.")
        }
        OfferRank::Over(tenths) => {
            format!("That is better than about {}% of {group}.", tenths * 10)
        }
    }
}

/// Compares the offer with every official figure that applies to the query.
fn claims_table(unit: &Unit, offer: &Offer, query: &PayQuery) -> AnyView {
    const COLUMNS: [Column; 4] = [
        Column::text("Who says so"),
        Column::text("What they say"),
        Column::text("The offer is"),
        Column::text("Difference"),
    ];
    let rows: Vec<Vec<String>> = facts()
        .claims
        .claims
        .iter()
        .filter(|claim| claim.is_benchmark_for(query))
        .filter_map(|claim| Some(row(unit, claim, compare(offer.usd, claim)?)))
        .collect();
    if rows.is_empty() {
        return paragraph(
            "soft",
            "We know of no official figure for this choice to set the offer against.".to_owned(),
        );
    }
    view! {
        <Table
            label="Table of the offer against official figures"
            caption="The offer against every official figure that speaks of this choice. “What others publish” below says \
            what each one covers."
            columns=&COLUMNS
            rows
        />
    }
    .into_any()
}

fn row(unit: &Unit, claim: &Claim, compared: Compared) -> Vec<String> {
    let single = claim.amounts.len() == 1;
    let side = match compared.side {
        Side::Below if single => "below it",
        Side::Below => "below all of it",
        Side::Within
            if single
                && claim
                    .amounts
                    .iter()
                    .all(|one| one.figure != Figure::RangeLow) =>
        {
            "the same"
        }
        Side::Within => "within it",
        Side::Above if single => "above it",
        Side::Above => "above all of it",
    };
    let which = match compared.extreme {
        Some(Extreme::Lower) => "lower ",
        Some(Extreme::Higher) => "higher ",
        None => "",
    };
    let comparison = match compared.against {
        Figure::RangeLow => "their low end".to_owned(),
        Figure::RangeHigh => "their high end".to_owned(),
        other => format!("their {which}{}", figure(other)),
    };
    let difference = match change(compared.factor).as_str() {
        "no change" => format!("the same as {comparison}"),
        difference => format!("{difference} against {comparison}"),
    };
    let who = if claim.repeats.is_some() {
        format!("{} (the same figures once more)", claim.who)
    } else {
        claim.who.clone()
    };
    vec![who, figures(unit, claim), side.to_owned(), difference]
}
