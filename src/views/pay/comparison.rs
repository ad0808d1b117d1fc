//! Comparison of two choices: a stored one and the current one.

use leptos::prelude::*;
use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::estimate::{PayEstimate, estimate};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::claims::estimate_bands;
use super::units::{amount, axis_labels, per};
use super::working::change;
use super::{copies, labels, wording};
use crate::dataset::facts;
use crate::state::use_pay;
use crate::ui::button::Button;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Strip, StripAxis};
use crate::ui::number::percent;
use crate::ui::table::{Column, Table};
use crate::views::pieces::{button, paragraph};

/// The comparison, with one button that starts and stops it. It is the same button for both, so that it keeps the
/// focus. In print only the comparison appears.
#[component]
pub(super) fn SideBySide(
    query: Memo<PayQuery>,
    /// Whether there are figures for the current choice. Without them it cannot be stored.
    #[prop(into)]
    has_figures: Signal<bool>,
    /// Whether a choice from a link is shown, which must not be stored.
    previewing: Memo<bool>,
) -> impl IntoView {
    let pay = use_pay();
    let compared = Memo::new(move |_| pay.compared());
    let is_comparing = Memo::new(move |_| compared.with(Option::is_some));
    let differs = Memo::new(move |_| {
        compared.with(|compared| {
            compared
                .as_ref()
                .is_some_and(|compared| query.with(|now| compared != now))
        })
    });
    // Status after a click. Empty before the first.
    let status = Memo::new(move |before: Option<&(bool, &'static str)>| {
        let on = is_comparing.get();
        match before {
            Some((was_on, _)) if *was_on == on => (on, before.map_or("", |(_, status)| status)),
            Some(_) if on => (
                on,
                "Kept. Now change the choices: what you kept stays here, beside the new figures.",
            ),
            Some(_) => (on, "Comparison closed."),
            None => (on, ""),
        }
    });
    let figures = move || {
        differs.get().then(|| {
            let unit = pay.unit();
            let compared = pay.compared()?;
            Some(query.with(|now| comparison(&unit, &compared, now)))
        })
    };
    let on_click = move |()| {
        if is_comparing.get_untracked() {
            pay.stop_comparing();
        } else {
            pay.compare_with_current();
        }
    };
    let label = move || {
        let label = if is_comparing.get() {
            "Stop comparing"
        } else {
            "Keep this choice to compare"
        };
        label.to_owned()
    };
    let is_enabled = Memo::new(move |_| is_comparing.get() || has_figures.get());
    view! {
        <section
            class="section comparison interactive"
            class:no-print=move || !differs.get()
            aria-labelledby="beside"
            hidden=move || previewing.get() && !is_comparing.get()
        >
            <h2 id="beside">{"Two choices side by side"}</h2>
            <p class="no-print" hidden=move || is_comparing.get()>
                {"Keep this choice, then change it. You see both next to each other: two jobs, two places, or now and five years on."}
            </p>
            {figures}
            <p role="status" class="no-print">{move || status.get().1}</p>
            <div class="button-row" hidden=previewing>
                {move || {
                    is_comparing
                        .get()
                        .then(|| button("quiet-button", "Swap the two", Callback::new(move |()| pay.swap())))
                }}
                <Button
                    class="quiet-button"
                    disabled=Signal::derive(move || !is_enabled.get())
                    on_click=on_click
                    text=Signal::derive(label)
                />
            </div>
        </section>
    }
}

fn comparison(unit: &Unit, compared: &PayQuery, now: &PayQuery) -> AnyView {
    let model = &facts().pay;
    let (Ok(first), Ok(second)) = (estimate(model, compared), estimate(model, now)) else {
        return view! { <p>{"No data for one of the two, so there is nothing to compare."}</p> }
            .into_any();
    };
    view! {
        <p>{overlap(&first, &second)}</p>
        {buying_power(unit, compared, now, &first).map(|text| paragraph("", text))}
        <Strips unit=unit.clone() first=first.clone() second=second.clone() />
        <Table
            label="Table of both choices"
            caption="What you kept, and what is chosen now: the choices, then total pay before tax"
            columns=&COLUMNS
            rows=rows(unit, compared, now, &first, &second)
        />
    }
    .into_any()
}

const COLUMNS: [Column; 4] = [
    Column::text(""),
    Column::text("Kept"),
    Column::text("Now"),
    Column::numbers("Change"),
];

/// Rows for the choices that differ, then for the five percentiles.
fn rows(
    unit: &Unit,
    compared: &PayQuery,
    now: &PayQuery,
    first: &PayEstimate,
    second: &PayEstimate,
) -> Vec<Vec<String>> {
    let choices = labels::choices(compared)
        .into_iter()
        .zip(labels::choices(now))
        .filter(|((_, compared), (_, now))| compared != now)
        .map(|((name, compared), (_, now))| vec![name.to_owned(), compared, now, String::new()]);
    let figures = wording::SHARES_BELOW
        .into_iter()
        .enumerate()
        .map(|(index, share)| {
            let comparison = [first, second];
            // A difference needs two known figures.
            let difference = match comparison.map(|answer| wording::known(answer, index)) {
                [Some(first), Some(second)] => change(second / first),
                _ => String::new(),
            };
            let name = share.to_owned();
            let [first, second] = comparison.map(|answer| wording::figure(unit, answer, index));
            vec![name, first, second, difference]
        });
    let answers = vec![
        "Answers from people like this".to_owned(),
        copies::count(first.rows),
        copies::count(second.rows),
        String::new(),
    ];
    choices.chain(figures).chain([answers]).collect()
}

/// US dollars a year rounded to two significant digits in `unit`.
fn two_digits(unit: &Unit, usd: f64) -> f64 {
    let value = unit.of(usd);
    let step = 10_f64.powf(value.log10().floor() - 1.0);
    usd * (value / step).round() * step / value
}

/// What the middle of the first choice buys in the country of the second. `None` if it is the same country.
fn buying_power(
    unit: &Unit,
    compared: &PayQuery,
    now: &PayQuery,
    first: &PayEstimate,
) -> Option<String> {
    if compared.country == now.country {
        return None;
    }
    let power = &facts().purchasing_power;
    let middle = wording::known(first, MEDIAN)?;
    let per = per(unit.period());
    let same = power.equivalent(middle, &compared.country, &now.country)?;
    Some(format!(
        "Prices differ too: {} {per} ({}) buys roughly as much as {} {per} ({}), by figures of the {} for {}.",
        amount(unit, middle),
        labels::country(compared),
        // Rounded, because the figures are of another year than the exchange rates.
        amount(unit, two_digits(unit, same)),
        labels::country(now),
        power.source.publisher,
        power.as_of.year(),
    ))
}

/// How often a person from one group earns more than one from the other. This shows how much the two overlap.
fn overlap(first: &PayEstimate, second: &PayEstimate) -> String {
    let (Some(compared), Some(now)) = (
        PayDistribution::of(first.percentiles),
        PayDistribution::of(second.percentiles),
    ) else {
        return String::new();
    };
    let share = now.earns_more_than(&compared);
    let (winner, share) = if share >= 0.5 {
        ("the choice of now", share)
    } else {
        ("what you kept", 1.0 - share)
    };
    if share < 0.55 {
        return "Pick one person from each group without looking: either earns more about as often as the other. \
            The choice itself says little."
            .to_owned();
    }
    format!(
        "Pick one person from each group without looking: the one from {winner} earns more in about {} of tries.",
        percent(share)
    )
}

/// Both ranges on one axis.
#[component]
fn Strips(unit: Unit, first: PayEstimate, second: PayEstimate) -> impl IntoView {
    let highest = first.percentiles[4].max(second.percentiles[4]);
    let axis = Axis::covering(unit.of(highest));
    let rows = [("Kept", first), ("Now", second)]
        .into_iter()
        .map(|(name, answer)| {
            let of_those = if wording::above_floor_suffix(&unit, &answer).is_empty() {
                ""
            } else {
                " of those"
            };
            let middle = wording::known(&answer, MEDIAN);
            let marks = middle.into_iter().map(|usd| unit.of(usd)).collect();
            view! {
                <div class="strip-row">
                    <p class="strip-label">
                        <strong>{name}</strong>
                        {format!(" {}", wording::half(&unit, of_those, &answer))}
                    </p>
                    <Strip axis bands=estimate_bands(&unit, &answer) marks />
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="strips no-print">{rows} <StripAxis axis labels=axis_labels(&unit, axis) /></div>
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::query::CountryCode;

    use super::*;

    /// Protects who compares two countries: the sentence says what pay buys there, and says nothing within one country.
    #[test]
    fn prices_are_compared_between_two_countries() {
        let of = |code| PayQuery {
            country: CountryCode::new(code).expect("a code"),
            ..PayQuery::default()
        };
        let said = |from, to| {
            let (from, to) = (of(from), of(to));
            let first = estimate(&facts().pay, &from).expect("figures");
            buying_power(&Unit::default(), &from, &to, &first)
        };
        let text = said("US", "DE").expect("both have a price level");
        // Two digits of the second amount: the price levels claim no more.
        let (_, amount) = text.split_once("roughly as much as $").expect("an amount");
        let (amount, rest) = amount.split_once(" a year (Germany)").expect("a country");
        let digits = amount.replace(',', "");
        assert!(digits.ends_with("000") && digits.len() == 5, "{text}");
        assert_eq!(rest, ", by figures of the World Bank for 2024.");
        assert_eq!(said("US", "US"), None);
        assert_eq!(said("US", "AR"), None, "no price level");
    }
}
