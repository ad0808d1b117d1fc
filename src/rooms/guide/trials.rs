//! Small things to try: cheap tests of the quiz's answer.

use leptos::prelude::*;
use which_end_core::guide::content::Trial;

/// One card each.
#[component]
pub(super) fn Trials(trials: &'static [Trial]) -> impl IntoView {
    let cards = trials
        .iter()
        .map(|trial| {
            let steps = trial.steps.iter().map(|step| view! { <li>{step.as_str()}</li> }).collect_view();
            view! {
                <li class="sheet">
                    <h3>{trial.title.as_str()}</h3>
                    <p class="soft">{format!("{} minutes. You need: {}.", trial.minutes, trial.needs.trim_end_matches('.'))}</p>
                    <ol>{steps}</ol>
                    <p><strong>{"What it tells you: "}</strong>{trial.tells.as_str()}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="doors">{cards}</ul> }
}
