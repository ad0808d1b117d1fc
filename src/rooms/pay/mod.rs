//! Pay: role, years, stack and place in; five percentiles out, with their grounds and what others claim.

use leptos::prelude::*;

use which_end_core::pay::estimate::estimate;

use crate::dataset::dataset;
use crate::state::use_pay;

mod beside;
mod claims;
mod controls;
mod figures;
mod movers;
pub(crate) mod words;
mod working;

use beside::SideBySide;
use claims::ClaimRows;
use controls::Controls;
use figures::{Grounds, Headline, PercentileTable};
use movers::WhatMoves;
use working::Waterfall;

/// The room.
#[component]
pub fn PayRoom() -> impl IntoView {
    let pay = use_pay();
    let query = Memo::new(move |_| pay.query());
    let answer = Memo::new(move |_| query.with(|query| estimate(&dataset().pay, query)));
    view! {
        <h1 id="room-title" tabindex="-1">{"What does this work pay?"}</h1>
        <p>
            {"Total pay for a year before tax, as developers told it themselves in a large survey. \
            A range, because two people with the same job can earn very different pay. We never ask what you earn."}
        </p>
        <div class="pay-grid">
            <Controls query />
            <div>
                {move || match answer.get() {
                    Err(why) => view! { <div class="sheet"><p>{words::no_estimate(why)}</p></div> }.into_any(),
                    Ok(answer) => {
                        view! {
                            <section class="sheet" aria-labelledby="estimate">
                                <Headline query=query.get() answer=answer.clone() />
                                <ClaimRows query=query.get() answer=answer.clone() />
                                <Grounds query=query.get() answer=answer.clone() />
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
                            .into_any()
                    }
                }}
                <section class="section" aria-labelledby="beside">
                    <h2 id="beside">{"Two choices side by side"}</h2>
                    <SideBySide query />
                </section>
                <section class="section" aria-labelledby="moves">
                    <h2 id="moves">{"What goes with higher or lower pay"}</h2>
                    {move || view! { <WhatMoves query=query.get() /> }}
                </section>
            </div>
        </div>
    }
}
