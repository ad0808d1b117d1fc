//! The about view: the method, what is saved here, and the theme.

use leptos::prelude::*;
use which_end_core::record::Theme;

use crate::embed::use_mount_point;
use crate::offline::use_offline;
use crate::platform::host;
use crate::route::Route;
use crate::state::use_choices;

mod method;
mod saved;

use saved::Saved;

/// The about view.
#[component]
pub fn About() -> impl IntoView {
    // On a host's page the address is the host's, and its visitors have no use for it.
    let stands_alone = !host::is_framed() && !use_mount_point().is_inline();
    let offline = use_offline();
    view! {
        <h1 id="view-title" tabindex="-1">{"About Which End"}</h1>
        <section class="section" aria-labelledby="saved">
            <h2 id="saved" tabindex="-1">{"What is saved here"}</h2>
            <Saved />
        </section>
        {stands_alone.then(|| view! {
            <section class="section interactive" aria-labelledby="offline">
                <h2 id="offline">{"Without a connection"}</h2>
                <p class="of-this-visit">{move || offline.get().message()}</p>
            </section>
        })}
        <section class="section interactive" aria-labelledby="colors">
            <h2 id="colors">{"Colors"}</h2>
            <Colors />
        </section>
        {method::method()}
        <p>
            <a href=Route::Sources.href()>{"Where every figure is from"}</a>
        </p>
        {stands_alone.then(|| view! {
            <p>
                <a href="./owners.html">{"Put this page on your own site"}</a>
            </p>
        })}
    }
}

/// The choice of the theme: light, dark or automatic.
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
                    checked=untrack(|| choices.theme() == theme)
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
