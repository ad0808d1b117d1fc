//! About: how the quiz works, where the figures are from, what is saved here, and the colours.

use leptos::prelude::*;
use which_end_core::record::Theme;

use crate::state::use_choices;

mod saved;
mod sources;

use saved::Saved;
use sources::Sources;

/// The last room.
#[component]
pub fn About() -> impl IntoView {
    view! {
        <h1 id="room-title" tabindex="-1">{"About Which End"}</h1>
        <section class="section" aria-labelledby="saved">
            <h2 id="saved">{"What is saved here"}</h2>
            <Saved />
        </section>
        <section class="section" aria-labelledby="colors">
            <h2 id="colors">{"Colors"}</h2>
            <Colors />
        </section>
        <section class="section" aria-labelledby="method">
            <h2 id="method">{"How the quiz works"}</h2>
            <Method />
        </section>
        <Sources />
    }
}

/// Light, dark or automatic.
#[component]
fn Colors() -> impl IntoView {
    let choices = use_choices();
    let options = [
        (Theme::Auto, "As my device says"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ]
    .into_iter()
    .map(|(theme, label)| {
        view! {
            <label class="pill">
                <input
                    type="radio"
                    name="theme"
                    prop:checked=move || choices.theme() == theme
                    on:change=move |_| choices.set_theme(theme)
                />
                <span>{label}</span>
            </label>
        }
    })
    .collect_view();
    view! {
        <fieldset>
            <legend class="hidden-text">{"Colors of this page"}</legend>
            <div class="pills">{options}</div>
        </fieldset>
    }
}

/// The method in short.
#[component]
fn Method() -> impl IntoView {
    view! {
        <p>
            {"The quiz measures two things apart: how much back-end work draws you, and how much front-end work does. \
            You can be high on both, or on neither yet."}
        </p>
        <p>
            {"Each answer makes some results likelier and others less likely. After each one, the page picks the next \
            question that would teach it the most, and keeps both sides and all kinds of questions in balance. \
            It stops after 12 to 24 answers: as soon as one result has a chance of 80% or more, or at 24. \
            You can ask it to go on to 40."}
        </p>
        <p>
            {"What limits it: the weight of each question is its authors' judgement, because nobody has been measured \
            with it yet. So each answer counts for less than it would in a finished test, and the ranges are wide on \
            purpose. Interest and puzzles share one scale, which is an assumption. \
            In simulated runs with faults built in, it named the stronger side rightly in about 87 of 100."}
        </p>
    }
}
