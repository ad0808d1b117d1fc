//! Pay: role, years, stack and place in; five percentiles out, with their grounds and what others claim.

use leptos::prelude::*;

use which_end_core::pay::estimate::estimate;

use crate::dataset::dataset;
use crate::state::use_pay;

mod beside;
mod card;
mod claims;
mod controls;
mod copies;
mod figures;
mod hand_out;
mod linked;
mod movers;
mod offer;
mod units;
pub(crate) mod words;
mod working;

use beside::SideBySide;
use claims::ClaimRows;
use controls::Controls;
use figures::{Grounds, Headline, PercentileTable};
use hand_out::{HandOut, OnPaper};
use linked::{LinkNotice, Preview};
use movers::WhatMoves;
use offer::OfferCheck;
use units::UnitChoice;
use working::Waterfall;

/// The room.
#[component]
pub fn PayRoom() -> impl IntoView {
    let pay = use_pay();
    let preview = Preview::follow();
    let query = Memo::new(move |_| preview.query().unwrap_or_else(|| pay.query()));
    let answer = Memo::new(move |_| query.with(|query| estimate(&dataset().pay, query)));
    let found = Signal::derive(move || answer.get().ok());
    let previewing = Memo::new(move |_| preview.is_on());
    let figures = move || {
        // Every figure is written in the unit on show.
        pay.unit();
        let query = query.get();
        match answer.get() {
            Err(why) => {
                view! { <div class="sheet"><p>{words::no_estimate(why)}</p></div> }.into_any()
            }
            Ok(answer) => view! {
                <section class="sheet" aria-labelledby="estimate">
                    <Headline query=query.clone() answer=answer.clone() />
                    <OnPaper query=query.clone() />
                    <ClaimRows query=query.clone() answer=answer.clone() />
                    <Grounds query answer=answer.clone() />
                </section>
                <section class="section" aria-labelledby="table">
                    <h2 id="table">{"The figures"}</h2>
                    <PercentileTable answer=answer.clone() />
                </section>
                <section class="section" aria-labelledby="working">
                    <h2 id="working">{"How we got there"}</h2>
                    <Waterfall answer />
                </section>
            }
            .into_any(),
        }
    };
    view! {
        <div class="pay-room">
            <h1 id="room-title" tabindex="-1">{"What does this work pay?"}</h1>
            <p>
                {"Total pay for a year before tax, as developers told it themselves in a large survey. \
                A range, because two people with the same job can earn very different pay. We never ask what you earn."}
            </p>
            <LinkNotice preview has_figures=Signal::derive(move || found.with(Option::is_some)) />
            <div class="pay-grid">
                <div class="no-print">
                    {move || (!previewing.get()).then(|| view! { <Controls query /> })}
                    <UnitChoice />
                </div>
                <div class="pay-figures">
                    {figures}
                    <section class="section no-print" aria-labelledby="beside">
                        <h2 id="beside">{"Two choices side by side"}</h2>
                        <SideBySide query />
                    </section>
                    <section class="section wide" aria-labelledby="moves">
                        <h2 id="moves">{"What goes with higher or lower pay"}</h2>
                        {move || view! { <WhatMoves query=query.get() /> }}
                    </section>
                    <OfferCheck query answer=found />
                    <HandOut query answer=found />
                </div>
            </div>
        </div>
    }
}
