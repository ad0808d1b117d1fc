//! The estimate as a sentence, as a table, and how much stands behind it.

use leptos::prelude::*;
use which_end_core::pay::estimate::{self, PayEstimate};
use which_end_core::pay::model::PERCENTILES;
use which_end_core::pay::query::PayQuery;

use super::units::{amount, heading, shown, told, told_under};
use super::{copies, words};
use crate::dataset::dataset;
use crate::platform::today;
use crate::route::Route;
use crate::ui::number::grouped;
use crate::ui::table::{Column, Table};

/// “Half earn between … and …”.
#[component]
pub(super) fn Headline(query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let [_, _, p50, _, p90] = answer.percentiles;
    let lowest = told_under(answer.told(0));
    let floor = answer
        .reaches_floor()
        .then(|| view! { <p class="soft">{copies::floor_said(&answer)}</p> });
    let people = words::people(query.role);
    let headline = copies::headline(&answer);
    view! {
        <h2 id="estimate">{headline}</h2>
        <p>
            {format!(
                "Of {people} like this, half earn more than {} and half earn less. 1 in 10 earns {lowest}, 1 in 10 over {}.",
                amount(p50),
                amount(p90),
            )}
        </p>
        {floor}
    }
}

/// The five percentiles.
#[component]
pub(super) fn PercentileTable(answer: PayEstimate) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::words("Point"),
        Column::words("What it means"),
        Column::numbers("Pay"),
    ];
    let rows = PERCENTILES
        .into_iter()
        .enumerate()
        .map(|(at, percentile)| {
            let meaning = match percentile {
                50 => "half earn less, half earn more".to_owned(),
                percentile => format!("{percentile} of 100 earn less"),
            };
            vec![
                format!("{percentile}th percentile"),
                meaning,
                told(answer.told(at)),
            ]
        })
        .collect();
    view! {
        <Table
            label="Table of the figures"
            caption=format!("{}, total pay before tax", heading(&shown()))
            columns=&COLUMNS
            rows
        />
    }
}

/// Source, year, number of answers, and how sure that makes it.
#[component]
pub(super) fn Grounds(query: PayQuery, answer: PayEstimate) -> impl IntoView {
    let model = &dataset().pay;
    let total: u32 = model.sources.iter().map(|source| source.rows).sum();
    let country = model
        .country(&query.country)
        .map_or("", |country| country.name.as_str());
    let near = match answer.grounds {
        estimate::Grounds::Many => "enough to lean on",
        estimate::Grounds::Some => "some, so take the range as rough",
        estimate::Grounds::Few => {
            "few, so this leans on similar jobs and countries: take it as a rough guess"
        }
    };
    let sources = model
        .sources
        .iter()
        .map(|source| {
            let old = today::today().is_some_and(|today| today >= source.review_by);
            view! {
                <li>
                    <a href=source.url.as_str()>{source.title.as_str()}</a>
                    {format!(", {}: {} answers, survey of {}", source.publisher, grouped(f64::from(source.rows)), source.as_of.year())}
                    {old.then_some(" (old: newer figures should be out)")}
                </li>
            }
        })
        .collect_view();
    view! {
        <p>
            {format!(
                "People with this work, about these years and this country ({country}) in the survey: {} ({near}). The whole table rests on {} people.",
                grouped(f64::from(answer.rows)),
                grouped(f64::from(total)),
            )}
        </p>
        <ul class="soft">{sources}</ul>
        <p class="soft">
            {"People chose to answer, and more of them are experienced than in the job market. Pay is what they said, \
            bonuses included; shares of a company may or may not be."}
        </p>
        <p>
            <a href=Route::Sources.href()>{"Who is missing, and where every figure is from"}</a>
        </p>
    }
}
