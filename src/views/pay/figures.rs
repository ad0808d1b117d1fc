//! The estimate as a sentence and as a table, with the data behind it.

use leptos::prelude::*;
use which_end_core::date::Date;
use which_end_core::pay::estimate::{self, PayEstimate, Percentile};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::claims::estimate_bands;
use super::units::{amount, axis_label, heading, per};
use super::{copies, labels, wording};
use crate::dataset::facts;
use crate::route::Route;
use crate::ui::chart::range::{RangeBar, Scale, Tick};
use crate::ui::number::{counted, grouped};
use crate::ui::table::{Column, Table};
use crate::views::pieces::paragraph;

/// The middle in large type, the range as a sentence and as a bar, and what it rests on.
#[component]
pub(super) fn Headline(
    unit: Unit,
    query: PayQuery,
    answer: PayEstimate,
    /// The visitor's offer in US dollars a year.
    #[prop(into)]
    offer: Signal<Option<f64>>,
) -> impl IntoView {
    let floor = wording::floor_notice(&unit, &query, &answer).map(|text| paragraph("soft", text));
    let sentence = wording::named_headline(&unit, &query, &answer);
    let of = wording::of_those(&unit, &answer);
    let heading = match wording::known(&answer, MEDIAN) {
        Some(usd) => view! {
            <h2 id="estimate" tabindex="-1">
                <span class="amount">{amount(&unit, usd)}</span>
                {format!(" {} in the middle{of}", per(unit.period()))}
            </h2>
            <p>{format!("{sentence}.")}</p>
        }
        .into_any(),
        None => view! { <h2 id="estimate" tabindex="-1">{sentence}</h2> }.into_any(),
    };
    view! {
        {heading}
        <p class="grade">
            <span aria-hidden="true">{wording::grade_dots(answer.grounds)}</span>
            <strong>{wording::grade(answer.grounds)}</strong>
            {format!(" · {}", wording::answers_near(answer.rows))}
        </p>
        <Range unit answer offer />
        {floor}
        <p>
            <a href=Route::Sources.href()>{"Who is missing, and where every figure is from"}</a>
        </p>
    }
}

/// The five percentiles on one bar, with the offer.
#[component]
fn Range(unit: Unit, answer: PayEstimate, offer: Signal<Option<f64>>) -> impl IntoView {
    // Percentiles under the floor are drawn at the floor.
    let drawn = answer.above_floor().map(|usd| unit.of(usd));
    let ticks = wording::TICKS
        .into_iter()
        .enumerate()
        .map(|(index, label)| {
            let known = wording::known(&answer, index).map(|usd| unit.of(usd));
            Tick {
                value: (answer.percentile(index) != Percentile::Unknown).then_some(drawn[index]),
                figure: known.map_or_else(
                    || wording::figure(&unit, &answer, index),
                    |value| axis_label(&unit, round_for_label(value)),
                ),
                label,
            }
        })
        .collect();
    let [lowest, .., highest] = drawn;
    let bands = estimate_bands(&unit, &answer);
    let middle = wording::known(&answer, MEDIAN).map(|usd| unit.of(usd));
    let pin = Signal::derive(move || {
        let usd = offer.get()?;
        Some((unit.of(usd), amount(&unit, usd)))
    });
    view! { <RangeBar scale=Scale::around(lowest, highest) bands middle ticks pin /> }
}

/// Rounds for a short label: to thousands from ten thousand on, and in proportion otherwise.
fn round_for_label(pay: f64) -> f64 {
    let step = match pay {
        1_000_000.0.. => 100_000.0,
        10_000.0.. => 1_000.0,
        1_000.0.. => 100.0,
        10.0.. => 1.0,
        _ => 0.1,
    };
    (pay / step).round() * step
}

/// The five percentiles as a table.
#[component]
pub(super) fn PercentileTable(unit: Unit, answer: PayEstimate) -> impl IntoView {
    const COLUMNS: [Column; 2] = [Column::text("How many"), Column::numbers("Pay")];
    let rows = wording::SHARES_BELOW
        .into_iter()
        .enumerate()
        .map(|(index, share)| vec![share.to_owned(), wording::figure(&unit, &answer, index)])
        .collect();
    let of = wording::of_those(&unit, &answer);
    view! {
        <Table
            label="Table of the figures"
            caption=format!("{}, total pay before tax{of}", heading(&unit))
            columns=&COLUMNS
            rows
        />
    }
}

/// Source, year, number of answers, and what that number means.
#[component]
pub(super) fn Grounds(query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let model = &facts().pay;
    let total: u32 = model.sources.iter().map(|source| source.rows).sum();
    let country = model
        .country(&query.country)
        .map_or("", |country| country.name.as_str());
    let near = match answer.grounds {
        estimate::Grounds::Few if answer.rows == 0 => {
            "so this leans on similar jobs and countries: take it as a guess"
        }
        estimate::Grounds::Many => "enough to lean on",
        estimate::Grounds::Some => "some, so take the range as rough",
        estimate::Grounds::Few => {
            "few, so this leans on similar jobs and countries: take it as a guess"
        }
    };
    let mut sources: Vec<AnyView> = model
        .sources
        .iter()
        .map(|source| {
            let rest = format!(
                ", {}: {} answers, survey of {}",
                source.publisher,
                grouped(f64::from(source.rows)),
                source.as_of.year()
            );
            source_line(&source.url, &source.title, rest, source.review_by)
        })
        .collect();
    for source in copies::area_sources(&query).into_iter().flatten() {
        let rest = format!(
            ", {}: for the area, figures of {}",
            source.publisher,
            source.as_of.format_long()
        );
        sources.push(source_line(
            &source.url,
            &source.title,
            rest,
            source.review_by,
        ));
    }
    view! {
        <p>
            {format!(
                "Answers from people with this work, about these years and this country ({country}): {} ({near}). The whole table rests \
                on {} answers to {}; some people answered more than one.",
                copies::count(answer.rows),
                grouped(f64::from(total)),
                counted(model.sources.len(), "survey", "surveys"),
            )}
        </p>
        <ul class="soft">{sources}</ul>
        <p class="soft">
            {"People chose to answer, and more of them are experienced than in the job market. Pay is what they said, \
            bonuses included; shares of a company may or may not be. Things cost more in some countries than in others: \
            these figures do not take that into account."}
        </p>
    }
}

/// A source with its link, and a label if it is old.
fn source_line(url: &'static str, title: &'static str, rest: String, review_by: Date) -> AnyView {
    let old = labels::is_old(review_by).then_some(" (old: newer figures should be out)");
    view! { <li><a href=url>{title}</a>{rest}{old}</li> }.into_any()
}
