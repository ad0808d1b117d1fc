//! What the employer around us says itself: a card apart from our figures, with its jobs and where all of them are.
//! Nothing where there is no such employer.

use leptos::prelude::*;
use which_end_core::embed::overlay::{Job, Overlay};
use which_end_core::pay::query::Role;

use super::pay::words;
use super::pieces::boxed;
use crate::embed::{Embed, use_embed};
use crate::platform::host::ToHost;

/// The id of the card's heading.
pub(in crate::views) const HEADING: &str = "host-card";

/// What a view puts into the card above the links.
pub(in crate::views) type Above = Box<dyn Fn(&Overlay) -> Vec<AnyView> + Send + Sync>;

/// The card. Jobs of `role` come first, where one is given; else they stand as in the file. A card would hold at least
/// one of what is `above`, jobs and the link.
pub(in crate::views) fn card(role: Option<Role>, above: Option<Above>) -> AnyView {
    let embed = use_embed();
    (move || embed.with_overlay(|overlay| filled(embed, overlay, role, above.as_ref()))).into_any()
}

fn filled(
    embed: Embed,
    overlay: Option<&Overlay>,
    role: Option<Role>,
    above: Option<&Above>,
) -> Option<AnyView> {
    let all = embed.apply_link();
    let mut parts = Vec::new();
    if let Some(overlay) = overlay {
        parts.extend(above.map_or_else(Vec::new, |above| above(overlay)));
        parts.extend(jobs(embed, overlay, role));
    }
    if let Some(all) = &all {
        let link = link(
            embed,
            "quiet-button",
            all.as_str(),
            &format!("See jobs at {}", all.host()),
            "apply".to_owned(),
        );
        parts.push(boxed("button-row", vec![link]));
    }
    if parts.is_empty() {
        return None;
    }
    // A file came by a message whose origin the browser vouches for; a link alone came with the address, which anyone can write.
    let site = embed.host_name(overlay.is_some());
    let name = overlay.map(|overlay| {
        view! { <span>{", which calls itself “"}<bdi>{overlay.name.clone()}</bdi>{"”"}</span> }
    });
    let source = overlay.map(source);
    Some(
        view! {
            <section class="host-card" aria-labelledby=HEADING>
                <h2 id=HEADING tabindex="-1">
                    {format!("From {}", site.as_deref().unwrap_or("the site around this page"))}
                    {name}
                    {": not from our data"}
                </h2>
                <p>{"We haven’t checked it. None of our figures or results use it."}</p>
                {parts}
                {source}
            </section>
        }
        .into_any(),
    )
}

/// Where the employer publishes it, of what day, and whether that is old by the visitor's clock.
fn source(overlay: &Overlay) -> AnyView {
    let old = overlay
        .review_by
        .is_some_and(words::is_old)
        .then_some(" (old: it was to be looked at again by now)");
    view! {
        <p class="soft">
            {"Source: "}
            <a href=overlay.source_url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                <bdi>{overlay.source_title.clone()}</bdi>
                {behind(overlay.source_url.host())}
                <span class="hidden-text">{NEW_TAB}</span>
            </a>
            {format!(", {}", overlay.as_of.in_words())}
            {old}
            {"."}
        </p>
    }
    .into_any()
}

/// The jobs of the role, then the others behind a summary; all together where none is of the role, or no role is given.
fn jobs(embed: Embed, overlay: &Overlay, role: Option<Role>) -> Option<AnyView> {
    let row = |job: &&Job| {
        let mut about: Vec<&str> = job.place.as_deref().into_iter().collect();
        about.extend(job.tier.map(words::tier));
        let text = format!("{}{}", job.title, behind(job.url.host()));
        let link = link(embed, "", job.url.as_str(), &text, job.id.clone());
        view! { <li>{link} {format!(" {}", about.join(" · "))}</li> }.into_any()
    };
    let list = |jobs: &[&Job]| {
        let rows: Vec<AnyView> = jobs.iter().map(row).collect();
        view! { <ul>{rows}</ul> }.into_any()
    };
    if overlay.jobs.is_empty() {
        return None;
    }
    let of_role = |job: &&Job| role == Some(job.role);
    let (mut first, mut others): (Vec<&Job>, Vec<&Job>) = overlay.jobs.iter().partition(of_role);
    if first.is_empty() {
        std::mem::swap(&mut first, &mut others);
    }
    let title = view! { <h3>{"Open jobs"}</h3> }.into_any();
    let mut parts = vec![title, list(&first)];
    if !others.is_empty() {
        let rest = list(&others);
        parts.push(
            view! { <details><summary>{"Jobs in other work"}</summary>{rest}</details> }.into_any(),
        );
    }
    Some(boxed("", parts))
}

/// Where a link of the host's leads, behind its text, which may say anything.
fn behind(host: &str) -> String {
    format!(" ({host})")
}

/// What those hear who do not see where a link opens.
const NEW_TAB: &str = " (opens a new tab)";

/// A link of the host's own, which it hears of by `name` when it is pressed.
fn link(embed: Embed, class: &'static str, href: &str, text: &str, name: String) -> AnyView {
    let press = move |_| embed.notify(&ToHost::CtaClick(name.clone()));
    view! {
        <a class=class href=href.to_owned() target="_blank" rel="noopener noreferrer" on:click=press>
            <bdi>{text.to_owned()}</bdi>
            <span class="hidden-text">{NEW_TAB}</span>
        </a>
    }
    .into_any()
}
