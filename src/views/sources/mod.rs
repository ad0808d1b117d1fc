//! The sources view: what the pay figures measure, the source of every figure, and where sources disagree.

use leptos::prelude::*;
use which_end_core::date::Date;
use which_end_core::guide::Reference;
use which_end_core::pay::claim::{Claim, ClaimedAmount};
use which_end_core::pay::model::DataSource;

use crate::dataset::facts;
use crate::route::Route;
use crate::ui::number::{decimals, grouped};
use crate::views::pay::claims::{figure, note};
use crate::views::pieces::{
    Marker, dates, external, heading, line, list, old_label, paragraph, part,
};

mod disagreements;
mod pay;
mod wages;

/// The sources view.
#[component]
pub fn SourcesView() -> impl IntoView {
    view! {
        <h1 id="view-title" tabindex="-1">{"Sources"}</h1>
        <p class="lead">
            {"Who says so, when, about what, and what they sell. Each figure has a day on which it must be checked again. \
            From then on it is marked as old."}
        </p>
        {part("What the pay figures are of", vec![pay::scope()])}
        {part("How sure the pay ranges are", pay::certainty())}
        {part("The surveys behind the pay table", vec![surveys(), license()])}
        {part("Published pay figures", claims(&facts().claims.claims))}
        {part("Our estimate beside government wages", wages::wages())}
        {part("Exchange rates", rates())}
        {part("Purchasing power", purchasing_power())}
        {part("Where they disagree", disagreements::disagreements())}
        {part("The guide", guide_sources())}
        {part("The quiz", vec![simulation()])}
    }
}

/// The surveys that the pay model is based on.
pub(crate) fn surveys() -> AnyView {
    list(Marker::Bullet, "", facts().pay.sources.iter().map(survey))
}

fn survey(source: &'static DataSource) -> AnyView {
    let rest = format!(
        ", {}; asked in {}, to be checked again by {}; {} answers; license: {}.",
        source.publisher,
        source.as_of.year(),
        source.review_by.format_long(),
        grouped(f64::from(source.rows)),
        source.licence
    );
    (
        external(&source.url, &source.title),
        rest,
        old_label(" These figures are old.", source.review_by),
    )
        .into_any()
}

/// The license of the derived pay table, with the attribution that the survey requires.
fn license() -> AnyView {
    view! {
        <p>
            {"Contains information from the Stack Overflow Developer Survey, Stack Exchange Inc., made available under the \
            Open Database License (ODbL) 1.0; contents under the Database Contents License (DbCL) 1.0. The pay table is \
            derived from it: pass it on under "}
            {external("https://opendatacommons.org/licenses/odbl/1-0/", "the same license")}{"."}
        </p>
    }
    .into_any()
}

/// The claims by publisher, in the order of the file.
fn claims(claims: &'static [Claim]) -> Vec<AnyView> {
    let mut parts = vec![paragraph(
        "",
        "The pay page also shows official figures of the same country and the same work. Those of firms \
        that sell job ads or hiring stand only here.".to_owned(),
    )];
    for of_one in claims.chunk_by(|one, next| one.who == next.who) {
        let Some(first) = of_one.first() else {
            continue;
        };
        parts.push(heading(&first.who));
        parts.push(paragraph("", format!("Sells {}.", first.sells)));
        parts.push(list(Marker::Bullet, "", of_one.iter().map(claim)));
    }
    parts
}

fn claim(claim: &'static Claim) -> AnyView {
    let title = match &claim.url {
        Some(url) => external(url, &claim.title),
        None => claim.title.as_str().into_any(),
    };
    let as_of = claim.as_of.map(Date::format_long);
    view! {
        <p>{claim.covers.as_str()} {" "} <strong>{amounts(&claim.amounts)}{"."}</strong> {" "} {note(&claim.id)}</p>
        <p class="soft">{title}{". "}{dates(as_of, claim.review_by, &claim.licence)}</p>
    }
    .into_any()
}

/// For example `from $60,000, up to $90,000`.
fn amounts(amounts: &[ClaimedAmount]) -> String {
    let one = |amount: &ClaimedAmount| {
        let figure = figure(amount.figure);
        format!("{figure} ${}", grouped(f64::from(amount.usd)))
    };
    amounts.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn rates() -> Vec<AnyView> {
    let rates = &facts().rates;
    let source = &rates.source;
    let as_of = rates
        .as_of
        .parse()
        .map_or_else(|_| rates.as_of.clone(), Date::format_long);
    let each: Vec<String> = rates
        .rates
        .iter()
        .map(|rate| format!("{} {}", shortest(rate.per_usd), rate.name))
        .collect();
    vec![
        paragraph(
            "",
            "For showing pay in other money. No estimate is made with them.".to_owned(),
        ),
        view! {
            <ul>
                <li>
                    <p>{external(&source.url, &source.title)}{", "}{source.publisher.as_str()}{"."}</p>
                    <p class="soft">{dates(Some(as_of), rates.review_by, &source.licence)}</p>
                </li>
            </ul>
            <details>
                <summary>{"What one US dollar was"}</summary>
                <p>{each.join(", ")}{"."}</p>
            </details>
        }
        .into_any(),
    ]
}

fn purchasing_power() -> Vec<AnyView> {
    let power = &facts().purchasing_power;
    let source = &power.source;
    let as_of = Some(power.as_of.format_long());
    vec![
        paragraph(
            "",
            "For comparing two countries. The figures are of all that an economy buys, not of one household, and are \
            divided by the exchange rate of the survey of the same year."
                .to_owned(),
        ),
        line(
            "soft",
            vec![
                external(&source.url, &source.title),
                format!(", {}. ", source.publisher).into_any(),
                dates(as_of, power.review_by, &source.licence).into_any(),
            ],
        ),
    ]
}

/// Up to five decimals without trailing zeros. The standard library's float formatting costs ten kilobytes of wasm.
fn shortest(number: f64) -> String {
    let text = decimals(number, 5);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn guide_sources() -> Vec<AnyView> {
    let intro = "The small numbers in the guide are the numbers of this list.".to_owned();
    vec![
        paragraph("", intro),
        list(
            Marker::Number,
            "",
            facts().guide.sources.iter().map(reference),
        ),
    ]
}

fn reference(source: &'static Reference) -> AnyView {
    let as_of = source.as_of.map(Date::format_long);
    let attribution = source
        .attribution
        .as_ref()
        .map(|attribution| format!(" {attribution}"));
    let who = format!(", {} ({}).", source.who, source.sells);
    view! {
        <p>{external(&source.url, &source.title)}{who}</p>
        <p class="soft">{dates(as_of, source.review_by, &source.licence)}{attribution}</p>
    }
    .into_any()
}

fn simulation() -> AnyView {
    let Some(found) = &facts().simulation else {
        return paragraph(
            "",
            "No figures about the quiz are quoted in this release.".to_owned(),
        );
    };
    let what = format!(
        "How often the quiz is right was found with {} simulated people, by ",
        grouped(f64::from(found.people))
    );
    let as_of = Some(found.as_of.format_long());
    line(
        "",
        vec![
            what.into_any(),
            view! { <code>{"cargo xtask simulate"}</code> }.into_any(),
            " of our own source code; nobody real has tried that yet. ".into_any(),
            dates(as_of, found.review_by, "as the code, MIT or Apache 2.0").into_any(),
            view! { {" "} <a href=Route::About.href()>{"How the quiz works"}</a> {" has the figures."} }
                .into_any(),
        ],
    )
}
