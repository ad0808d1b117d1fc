//! Two choices side by side: one that was kept, and the present one.

use leptos::prelude::*;
use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::estimate::{PayEstimate, Told, estimate};
use which_end_core::pay::model::{MEDIAN, PERCENTILES};
use which_end_core::pay::query::PayQuery;

use super::claims::range;
use super::units::{amount, shown, tick, told};
use super::words;
use super::working::change;
use crate::dataset::dataset;
use crate::state::use_pay;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Strip, StripAxis};
use crate::ui::number::percent;
use crate::ui::table::{Column, Table};

/// The comparison, or the button that begins one.
#[component]
pub(super) fn SideBySide(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    move || {
        match pay.beside() {
        None => view! {
            <p>{"Keep this choice, then change it. You see both next to each other: two jobs, two places, or now and five years on."}</p>
            <button type="button" class="quiet-button" on:click=move |_| pay.keep_beside()>
                {"Keep this choice to compare"}
            </button>
        }
            .into_any(),
        Some(kept) => {
            view! {
                {move || {
                    // Every figure is written in the unit on show.
                    pay.unit();
                    query.with(|now| both(&kept, now))
                }}
                <div class="button-row">
                    <button type="button" class="quiet-button" on:click=move |_| pay.swap()>
                        {"Swap the two"}
                    </button>
                    <button type="button" class="quiet-button" on:click=move |_| pay.drop_beside()>
                        {"Stop comparing"}
                    </button>
                </div>
            }
                .into_any()
        }
    }
    }
}

fn both(kept: &PayQuery, now: &PayQuery) -> AnyView {
    if kept == now {
        return view! { <p>{"Kept. Now change the choices: what you kept stays here, beside the new figures."}</p> }
            .into_any();
    }
    let model = &dataset().pay;
    let (Ok(first), Ok(second)) = (estimate(model, kept), estimate(model, now)) else {
        return view! { <p>{"No data for one of the two, so there is nothing to compare."}</p> }
            .into_any();
    };
    view! {
        <p>{blind_draw(&first, &second)}</p>
        <Strips first=first.above_floor() second=second.above_floor() />
        <Table
            label="Table of both choices"
            caption="What you kept, and what is chosen now: the choices, then total pay before tax"
            columns=&COLUMNS
            rows=rows(kept, now, &first, &second)
        />
    }
    .into_any()
}

const COLUMNS: [Column; 4] = [
    Column::words(""),
    Column::words("Kept"),
    Column::words("Now"),
    Column::numbers("Difference"),
];

/// The choices that differ, then the five percentiles.
fn rows(
    kept: &PayQuery,
    now: &PayQuery,
    first: &PayEstimate,
    second: &PayEstimate,
) -> Vec<Vec<String>> {
    let choices = words::choices(kept)
        .into_iter()
        .zip(words::choices(now))
        .filter(|((_, kept), (_, now))| kept != now)
        .map(|((name, kept), (_, now))| vec![name.to_owned(), kept, now, String::new()]);
    let figures = PERCENTILES.into_iter().enumerate().map(|(at, percentile)| {
        let both = [first.told(at), second.told(at)];
        let difference = match both {
            [Told::Amount(first), Told::Amount(second)] => change(second / first),
            // What is not known cannot be compared.
            _ => String::new(),
        };
        let name = match percentile {
            50 => "Middle".to_owned(),
            percentile => format!("{percentile} of 100 earn less"),
        };
        let [first, second] = both.map(told);
        vec![name, first, second, difference]
    });
    let answers = vec![
        "Answers from people just like this".to_owned(),
        first.rows.to_string(),
        second.rows.to_string(),
        String::new(),
    ];
    choices.chain(figures).chain([answers]).collect()
}

/// How often one of two people earns more: says at once how much the two overlap.
fn blind_draw(first: &PayEstimate, second: &PayEstimate) -> String {
    let (Some(kept), Some(now)) = (
        PayDistribution::of(first.percentiles),
        PayDistribution::of(second.percentiles),
    ) else {
        return String::new();
    };
    let share = now.earns_more_than(&kept);
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
fn Strips(first: [f64; 5], second: [f64; 5]) -> impl IntoView {
    let unit = shown();
    let axis = Axis::to_hold(unit.of(first[4].max(second[4])));
    let rows = [("Kept", first), ("Now", second)]
        .into_iter()
        .map(|(name, usd)| {
            let percentiles = usd.map(|usd| unit.of(usd));
            view! {
                <div class="strip-row">
                    <p class="strip-label">
                        <strong>{name}</strong>
                        {format!(" half earn {} to {}", amount(usd[1]), amount(usd[3]))}
                    </p>
                    <Strip axis bands=range(percentiles) marks=vec![percentiles[MEDIAN]] />
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="strips">{rows} <StripAxis axis label=tick /></div>
    }
}
