//! The display unit of pay: period and currency.

use leptos::prelude::*;
use which_end_core::pay::money::{Currency, DAYS_A_YEAR, HOURS_A_YEAR, Period};
use which_end_core::pay::rates::Unit;

use crate::dataset::facts;
use crate::platform::today;
use crate::state::use_pay;
use crate::ui::chart::axis::Axis;
use crate::ui::number::{decimals, dollars, grouped, money, tenths, whole};

/// Formats US dollars a year in `unit`.
pub(super) fn amount(unit: &Unit, usd: f64) -> String {
    if unit.currency().is_usd() && unit.period() == Period::Year {
        dollars(usd)
    } else {
        money(&sign(unit.currency()), unit.of(usd))
    }
}

/// Formats an amount to the cent, as it was published.
pub(super) fn exact(currency: &Currency, amount: f64) -> String {
    let sign = sign(currency);
    let cents = decimals(amount, 2);
    match cents.strip_suffix(".00") {
        Some(_) => format!("{sign}{}", grouped(amount)),
        None if amount < 1000.0 => format!("{sign}{cents}"),
        None => {
            let after = cents.split_once('.').map_or("", |(_, after)| after);
            format!("{sign}{}.{after}", grouped(amount.trunc()))
        }
    }
}

/// US dollars a year in `unit` as a bare number: whole if nothing is converted, else with two decimals.
pub(super) fn bare_number(unit: &Unit, usd: f64) -> String {
    if *unit == Unit::default() {
        whole(usd)
    } else {
        decimals(unit.of(usd), 2)
    }
}

/// A short axis label for a value in `unit`, for example `€150k`.
pub(super) fn axis_label(unit: &Unit, value: f64) -> String {
    let (value, letter) = if value >= 1_000_000.0 {
        (value / 1_000_000.0, "m")
    } else if value >= 10_000.0 {
        (value / 1_000.0, "k")
    } else {
        (value, "")
    };
    // A currency code would leave too little space, and the unit is named nearby.
    let sign = sign(unit.currency());
    let sign = if sign.len() > 3 { "" } else { sign.as_str() };
    let text = if value >= 1_000.0 {
        grouped(value)
    } else {
        tenths(value)
    };
    format!("{sign}{}{letter}", text.trim_end_matches(".0"))
}

/// The labels of an axis for values in `unit`.
pub(super) fn axis_labels(unit: &Unit, axis: Axis) -> Vec<String> {
    axis.ticks()
        .into_iter()
        .map(|tick| axis_label(unit, tick))
        .collect()
}

/// The currency's symbol if it is widely known, or else its code.
fn sign(currency: &Currency) -> String {
    let sign = match currency.as_str() {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "INR" => "₹",
        "JPY" => "¥",
        code => return format!("{code}\u{a0}"),
    };
    sign.to_owned()
}

/// The period as it follows an amount.
pub(super) fn per(period: Period) -> &'static str {
    match period {
        Period::Year => "a year",
        Period::Month => "a month",
        Period::Week => "a week",
        Period::Day => "a day",
        Period::Hour => "an hour",
    }
}

/// The unit as a table heading, for example `US dollars a year`.
pub(super) fn heading(unit: &Unit) -> String {
    let per = per(unit.period());
    if unit.currency().is_usd() {
        format!("US dollars {per}")
    } else {
        format!(
            "{} ({}) {per}",
            name(unit.currency()),
            unit.currency().as_str()
        )
    }
}

/// English name of a currency with a known rate.
fn name(currency: &Currency) -> &'static str {
    facts()
        .rates
        .rates
        .iter()
        .find(|rate| rate.currency == *currency)
        .map_or("US dollar", |rate| rate.name.as_str())
}

/// The exchange rate with source and date. `None` for US dollars.
pub(super) fn rate_note(unit: &Unit) -> Option<String> {
    if unit.currency().is_usd() {
        return None;
    }
    let rates = &facts().rates;
    let rate = rates.per_usd(unit.currency())?;
    let places = if rate < 10.0 { 4 } else { 2 };
    let rate = decimals(rate, places);
    Some(format!(
        "1 US dollar = {} {}. Source: {}, {}, {}.",
        rate.trim_end_matches('0').trim_end_matches('.'),
        unit.currency().as_str(),
        rates.source.title,
        rates.source.publisher,
        rates.as_of
    ))
}

/// How an hour or a day is converted. `None` for longer periods.
pub(super) fn hours_note(unit: &Unit) -> Option<String> {
    let (one, parts, each) = match unit.period() {
        Period::Hour => ("An hour", HOURS_A_YEAR, "40 hours"),
        Period::Day => ("A day", DAYS_A_YEAR, "5 days"),
        Period::Year | Period::Month | Period::Week => return None,
    };
    Some(format!(
        "{one} is a year's pay through {}: {each} in each of 52 weeks.",
        grouped(parts)
    ))
}

/// Select lists for period and currency. The currency is left out if there are no rates.
#[component]
pub(super) fn UnitSelects(
    /// Ids of the two lists.
    ids: [&'static str; 2],
    /// Labels of the two lists.
    names: [&'static str; 2],
    /// The selected unit.
    unit: Signal<Unit>,
    /// Called with a newly selected unit.
    on_choose: Callback<Unit>,
) -> impl IntoView {
    let rates = &facts().rates;
    let choose = move |period: Period, currency: Currency| {
        if let Some(unit) = Unit::new(rates, period, currency) {
            on_choose.run(unit);
        }
    };
    let periods = Period::ALL
        .map(|period| {
            let selected = move || unit.with(|unit| unit.period() == period);
            (
                per(period).to_owned(),
                per(period).to_owned(),
                Signal::derive(selected),
            )
        })
        .to_vec();
    let period = move |value: String| {
        if let Some(period) = Period::ALL.into_iter().find(|period| per(*period) == value) {
            choose(period, unit.with_untracked(|unit| unit.currency().clone()));
        }
    };
    let dollar = (Currency::usd(), "US dollar");
    let others = rates
        .rates
        .iter()
        .map(|rate| (rate.currency.clone(), rate.name.as_str()));
    let currencies = [dollar]
        .into_iter()
        .chain(others)
        .map(|(currency, name)| {
            let code = currency.as_str().to_owned();
            let selected = move || unit.with(|unit| *unit.currency() == currency);
            (
                code.clone(),
                format!("{code}, {name}"),
                Signal::derive(selected),
            )
        })
        .collect();
    let currency = move |value: String| {
        if let Some(currency) = Currency::new(&value) {
            choose(unit.with_untracked(Unit::period), currency);
        }
    };
    let money = (!rates.rates.is_empty())
        .then(|| select(ids[1], names[1], currencies, Callback::new(currency)));
    vec![
        Some(select(ids[0], names[0], periods, Callback::new(period))),
        money,
    ]
}

/// A select list of values with their labels and whether each is selected.
fn select(
    id: &'static str,
    name: &'static str,
    options: Vec<(String, String, Signal<bool>)>,
    on_choose: Callback<String>,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, label, selected)| {
            view! { <option value=value selected=selected.get_untracked() prop:selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <p>
            <label for=id>{name}</label>
            <select id=id on:change:target=move |event| on_choose.run(event.target().value())>{options}</select>
        </p>
    }
    .into_any()
}

/// The choice of the display unit, with the rate it uses.
#[component]
pub(super) fn UnitChoice() -> impl IntoView {
    let pay = use_pay();
    let unit = Signal::derive(move || pay.unit());
    let note = move || {
        let unit = pay.unit();
        let rate = rate_note(&unit).map(|rate| {
            let source = &facts().rates;
            let old = today::today().is_some_and(|today| today >= source.review_by);
            view! {
                {rate}
                {old.then_some(" This rate is old: newer ones should be out.")}
                {" The survey's pay was turned into dollars at its own day's rate. "}
                <a href=source.source.url.as_str()>{"Where the rate is from"}</a>
            }
        });
        let hours = hours_note(&unit);
        (rate.is_some() || hours.is_some())
            .then(|| view! { <p class="soft">{hours}{" "}{rate}</p> })
    };
    view! {
        <div class="unit-choice no-print" role="group" aria-label="How pay is shown">
            <UnitSelects
                ids=["unit-period", "unit-currency"]
                names=["Show pay for", "In"]
                unit
                on_choose=Callback::new(move |unit| pay.set_unit(unit))
            />
        </div>
        <div role="status">{note}</div>
    }
}
