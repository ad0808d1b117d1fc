//! Pay: role, years, stack and place in; five percentiles out, with their grounds and what others claim.

use leptos::prelude::*;

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::query::PayQuery;

use crate::dataset::facts;
use crate::embed::use_mount_point;
use crate::platform::page::after_paint;
use crate::state::use_pay;
use crate::ui::button::Button;

mod beside;
mod card;
mod claims;
mod controls;
mod copies;
mod export;
mod figures;
mod host_bands;
mod linked;
mod movers;
mod offer;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tables;
mod units;
mod wording;
pub(crate) mod words;
mod working;

use beside::SideBySide;
use claims::ClaimRows;
use controls::Controls;
use export::{Export, OnPaper};
use figures::{Grounds, Headline, PercentileTable};
use linked::{LinkNotice, Preview};
use movers::WhatMoves;
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
    let previewing = Memo::new(move |_| preview.is_on());
    // The answer in one sentence, in the unit on show.
    let brief = Memo::new(move |_| {
        pay.unit();
        query.with(|query| match answer.get() {
            Ok(answer) => format!("{}.", wording::named_headline(query, &answer)),
            Err(why) => words::no_estimate(why, query),
        })
    });
    // Read out when it changes, and not for opening the view.
    let news = Memo::new(move |before: Option<&(String, bool)>| {
        let now = brief.get();
        let is_news = before.is_some_and(|(was, is_news)| *is_news || *was != now);
        (now, is_news)
    });
    let news = move || news.with(|(text, is_news)| is_news.then(|| text.clone()));
    let comparing =
        Memo::new(move |_| query.with(|now| pay.beside().is_some_and(|kept| kept != *now)));
    let figures = move || {
        // Every figure is written in the unit on show.
        pay.unit();
        let query = query.get();
        let host = host_bands::card(query.role, query.years.tier());
        match answer.get() {
            Err(why) => {
                view! {
                    <div class="sheet"><p id="estimate" tabindex="-1">{words::no_estimate(why, &query)}</p></div>
                    {host}
                }
                .into_any()
            }
            Ok(answer) => view! {
                {host_bands::way()}
                <section class="sheet" aria-labelledby="estimate">
                    <Headline query=query.clone() answer=answer.clone() />
                    <OnPaper query=query.clone() />
                    <ClaimRows query=query.clone() answer=answer.clone() />
                    <Grounds query answer />
                </section>
                {host}
            }
            .into_any(),
        }
    };
    let painted_query = after_paint_of(query);
    let details = move || {
        pay.unit();
        let answer = painted_query.with(|query| estimate(&facts().pay, query).ok())?;
        let sections = view! {
            <section class="section" aria-labelledby="table">
                <h2 id="table">{"The figures"}</h2>
                <PercentileTable answer=answer.clone() />
            </section>
            <section class="section" aria-labelledby="working">
                <h2 id="working">{"How we got there"}</h2>
                <Waterfall answer />
            </section>
        };
        Some(sections.into_any())
    };
    view! {
        <div class="pay-view">
            <h1 id="view-title" tabindex="-1">{"What does this work pay?"}</h1>
            <p>{words::intro(facts().pay.year)}</p>
            <LinkNotice preview has_figures />
            <p role="status" class="hidden-text">{news}</p>
            <div class="pay-grid">
                <div class="no-print">
                    <div class="pay-brief">
                        <p>{brief}</p>
                        <Button class="link-button" on_click=move |()| mount_point.focus_soon("estimate") text="See all figures".to_owned() />
                    </div>
                    {move || (!previewing.get()).then(|| view! { <Controls query /> })}
                    <UnitChoice />
                </div>
                <div class="pay-figures">
                    {figures}
                    {details}
                    <SideBySide query has_figures previewing />
                    <section class="section wide" class:no-print=comparing aria-labelledby="moves">
                        <h2 id="moves">{"What goes with higher or lower pay"}</h2>
                        {move || view! { <WhatMoves query=painted_query.get() /> }}
                    </section>
                    <OfferCheck query answer=found />
                    <Export query answer=found />
                </div>
            </div>
        </div>
    }
}

/// `query`, followed only after the frame that shows its answer is on the screen: what stands below the answer may come a
/// moment later, and a choice shows its effect sooner.
fn after_paint_of(query: Memo<PayQuery>) -> RwSignal<PayQuery> {
    let painted = RwSignal::new(query.get_untracked());
    Effect::new(move |_| {
        query.track();
        // There is nothing to set where the view was left meanwhile.
        after_paint(move || {
            if let Some(query) = query.try_get_untracked() {
                painted.try_set(query);
            }
        });
    });
    painted
}
