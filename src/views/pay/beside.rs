//! Two choices side by side: one that was kept, and the present one.

use leptos::prelude::*;
use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::estimate::{PayEstimate, estimate};
use which_end_core::pay::model::{MEDIAN, PERCENTILES};
use which_end_core::pay::query::PayQuery;

use super::claims::range;
use super::units::{shown, tick};
use super::working::change;
use super::{copies, wording, words};
use crate::dataset::facts;
use crate::state::use_pay;
use crate::ui::button::Button;
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Strip, StripAxis};
use crate::ui::number::percent;
use crate::ui::table::{Column, Table};
use crate::views::pieces::button;

/// The comparison, with the button that begins and ends it: one and the same, so that whoever pressed it keeps their
/// place. On paper there is the comparison alone.
#[component]
pub(super) fn SideBySide(
    query: Memo<PayQuery>,
    /// Whether there are figures for the choice: one without is not offered to be kept.
    #[prop(into)]
    has_figures: Signal<bool>,
    /// Whether another's choice is on show, which is not the visitor's to keep.
    previewing: Memo<bool>,
) -> impl IntoView {
    let pay = use_pay();
    let kept = Memo::new(move |_| pay.beside());
    let is_on = Memo::new(move |_| kept.with(Option::is_some));
    let compares = Memo::new(move |_| {
        kept.with(|kept| {
            kept.as_ref()
                .is_some_and(|kept| query.with(|now| kept != now))
        })
    });
    // What became of a press; nothing before there was one.
    let told = Memo::new(move |before: Option<&(bool, &'static str)>| {
        let on = is_on.get();
        match before {
            Some((was_on, _)) if *was_on == on => (on, before.map_or("", |(_, told)| told)),
            Some(_) if on => (
                on,
                "Kept. Now change the choices: what you kept stays here, beside the new figures.",
            ),
            Some(_) => (on, "You compare no longer."),
            None => (on, ""),
        }
    });
    let figures = move || {
        compares.get().then(|| {
            // Every figure is written in the unit on show.
            pay.unit();
            let kept = pay.beside()?;
            Some(query.with(|now| both(&kept, now)))
        })
    };
    let press = move |()| {
        if is_on.get_untracked() {
            pay.stop_comparing();
        } else {
            pay.compare_with_present();
        }
    };
    let label = move || {
        let label = if is_on.get() {
            "Stop comparing"
        } else {
            "Keep this choice to compare"
        };
        label.to_owned()
    };
    let can_press = Memo::new(move |_| is_on.get() || has_figures.get());
    view! {
        <section
            class="section comparison interactive"
            class:no-print=move || !compares.get()
            aria-labelledby="beside"
            hidden=move || previewing.get() && !is_on.get()
        >
            <h2 id="beside">{"Two choices side by side"}</h2>
            <p class="no-print" hidden=move || is_on.get()>
                {"Keep this choice, then change it. You see both next to each other: two jobs, two places, or now and five years on."}
            </p>
            {figures}
            <p role="status" class="no-print">{move || told.get().1}</p>
            <div class="button-row" hidden=previewing>
                {move || {
                    is_on
                        .get()
                        .then(|| button("quiet-button", "Swap the two", Callback::new(move |()| pay.swap())))
                }}
                <Button
                    class="quiet-button"
                    disabled=Signal::derive(move || !can_press.get())
                    on_click=press
                    text=Signal::derive(label)
                />
            </div>
        </section>
    }
}

fn both(kept: &PayQuery, now: &PayQuery) -> AnyView {
    let model = &facts().pay;
    let (Ok(first), Ok(second)) = (estimate(model, kept), estimate(model, now)) else {
        return view! { <p>{"No data for one of the two, so there is nothing to compare."}</p> }
            .into_any();
    };
    view! {
        <p>{blind_draw(&first, &second)}</p>
        <Strips first=first.clone() second=second.clone() />
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
    Column::numbers("Change"),
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
        let both = [first, second];
        // What is not known cannot be compared.
        let difference = match both.map(|answer| wording::known(answer, at)) {
            [Some(first), Some(second)] => change(second / first),
            _ => String::new(),
        };
        let name = match percentile {
            50 => "Middle".to_owned(),
            percentile => format!("{percentile} of 100 earn less"),
        };
        let [first, second] = both.map(|answer| wording::figure(answer, at));
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
fn Strips(first: PayEstimate, second: PayEstimate) -> impl IntoView {
    let unit = shown();
    let highest = first.percentiles[4].max(second.percentiles[4]);
    let axis = Axis::to_hold(unit.of(highest));
    let rows = [("Kept", first), ("Now", second)]
        .into_iter()
        .map(|(name, answer)| {
            let of_those = if wording::above_floor_suffix(&answer).is_empty() {
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
                        {format!(" {}", wording::half(of_those, &answer))}
                    </p>
                    <Strip axis bands=range(&answer) marks />
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="strips no-print">{rows} <StripAxis axis label=tick /></div>
    }
}
