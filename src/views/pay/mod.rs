//! The pay view: form, estimate with its sources, published claims, and export.

use leptos::prelude::*;

use which_end_core::pay::estimate::{PayEstimate, estimate};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use crate::dataset::facts;
use crate::embed::use_mount_point;
use crate::platform::page::after_paint;
use crate::state::use_pay;
use crate::ui::button::Button;

mod card;
pub(crate) mod claims;
mod comparison;
mod controls;
mod copies;
mod export;
mod figures;
mod host_bands;
pub(crate) mod labels;
mod linked;
mod movers;
mod offer;
#[cfg(test)]
mod snapshots;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tables;
mod units;
mod wording;
mod working;

use claims::ClaimRows;
use comparison::SideBySide;
use controls::Controls;
use export::{Export, PrintHeader};
use figures::{Grounds, Headline, PercentileTable};
use linked::{LinkNotice, Preview};
use movers::MoversTable;
use offer::OfferCheck;
use units::UnitChoice;
use working::Waterfall;

/// The view.
#[component]
pub fn PayView() -> impl IntoView {
    let pay = use_pay();
    let mount_point = use_mount_point();
    let preview = Preview::follow();
    let query = Memo::new(move |_| preview.query().unwrap_or_else(|| pay.query()));
    let answer = Memo::new(move |_| query.with(|query| estimate(&facts().pay, query)));
    let found = Signal::derive(move || answer.get().ok());
    let has_figures = Signal::derive(move || found.with(Option::is_some));
    let previewing = Memo::new(move |_| preview.is_shown());
    // The estimate in one sentence, in the current unit.
    let brief = Memo::new(move |_| {
        let unit = pay.unit();
        query.with(|query| match answer.get() {
            Ok(answer) => format!("{}.", wording::named_headline(&unit, query, &answer)),
            Err(why) => labels::no_estimate(why, query),
        })
    });
    // The sentence for the live region: empty until it changes, so that opening the view announces nothing.
    let announcement = Memo::new(move |before: Option<&(String, bool)>| {
        let now = brief.get();
        let is_news = before.is_some_and(|(was, is_news)| *is_news || *was != now);
        (now, is_news)
    });
    let announcement = move || announcement.with(|(text, is_news)| is_news.then(|| text.clone()));
    let comparing = Memo::new(move |_| {
        query.with(|now| pay.compared().is_some_and(|compared| compared != *now))
    });
    let middle = move || {
        let unit = pay.unit();
        let usd = answer.with(|answer| wording::known(answer.as_ref().ok()?, MEDIAN))?;
        Some(view! { <strong class="amount">{units::amount(&unit, usd)}</strong> })
    };
    let offer = offer::Draft::new();
    let figures = move || {
        let unit = pay.unit();
        let query = query.get();
        let host = host_bands::card(unit.clone(), query.role, query.years.tier());
        match answer.get() {
            Err(why) => {
                view! {
                    <div class="sheet"><p id="estimate" tabindex="-1">{labels::no_estimate(why, &query)}</p></div>
                    {host}
                }
                .into_any()
            }
            Ok(answer) => view! {
                {host_bands::link_to_card()}
                <section class="sheet" aria-labelledby="estimate">
                    <Headline
                        unit=unit.clone()
                        query=query.clone()
                        answer=answer.clone()
                        offer=Signal::derive(move || offer.usd())
                    />
                    <PrintHeader unit query />
                </section>
                {host}
            }
            .into_any(),
        }
    };
    let delayed_query = follow_after_paint(query);
    view! {
        <div class="pay-view">
            <h1 id="view-title" tabindex="-1">{"What does this work pay?"}</h1>
            <p>{labels::intro(facts().pay.year)}</p>
            <LinkNotice preview has_figures />
            <p role="status" class="hidden-text">{announcement}</p>
            <div class="pay-grid">
                <div class="no-print">
                    <div class="pay-brief">
                        <p>
                            {middle}
                            {brief}
                        </p>
                        <Button class="link-button" on_click=move |()| mount_point.focus_soon("estimate") text="See all figures".to_owned() />
                    </div>
                    {move || (!previewing.get()).then(|| view! { <Controls query /> })}
                    <UnitChoice />
                </div>
                <div class="pay-figures">
                    {figures}
                    <OfferCheck draft=offer query answer=found />
                    <SideBySide query has_figures previewing />
                    <section class="section wide" class:no-print=comparing aria-labelledby="moves">
                        <h2 id="moves">{"What goes with higher or lower pay"}</h2>
                        {move || view! { <MoversTable query=delayed_query.get() /> }}
                    </section>
                    <Folds query=delayed_query has_figures />
                    <Export query answer=found />
                </div>
            </div>
        </div>
    }
}

/// What stands behind the estimate, folded. Mounted once, so that what the visitor opened stays open while the choices
/// change.
#[component]
fn Folds(query: RwSignal<PayQuery>, has_figures: Signal<bool>) -> impl IntoView {
    let pay = use_pay();
    let fold = move |title: &'static str, content: fn(Unit, PayQuery, PayEstimate) -> AnyView| {
        let content = move || {
            let query = query.get();
            let answer = estimate(&facts().pay, &query).ok()?;
            Some(content(pay.unit(), query, answer))
        };
        view! {
            <details>
                <summary>{title}</summary>
                {content}
            </details>
        }
        .into_any()
    };
    view! {
        <div class="section folds" hidden=move || !has_figures.get()>
            {fold("How many answered, and what that is worth", |_, query, answer| {
                view! { <Grounds query answer /> }.into_any()
            })}
            {fold("What others publish", |unit, query, answer| {
                view! { <ClaimRows unit query answer /> }.into_any()
            })}
            {fold("The figures as a table", |unit, _, answer| {
                view! { <PercentileTable unit answer /> }.into_any()
            })}
            {fold("How we got there", |unit, _, answer| view! { <Waterfall unit answer /> }.into_any())}
        </div>
    }
}

/// A copy of `query` that updates after the next paint. Content below the estimate uses it, so that a choice shows its
/// effect sooner.
fn follow_after_paint(query: Memo<PayQuery>) -> RwSignal<PayQuery> {
    let delayed = RwSignal::new(query.get_untracked());
    Effect::new(move |_| {
        query.track();
        // `try_set`, because the view may be closed by then.
        after_paint(move || {
            if let Some(query) = query.try_get_untracked()
                && delayed.try_with_untracked(|before| *before != query) == Some(true)
            {
                delayed.set(query);
            }
        });
    });
    delayed
}
