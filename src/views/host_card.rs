//! The host's own card, apart from our figures: extra content, jobs and the link to all jobs. Empty if the host
//! provides none.

use leptos::prelude::*;
use which_end_core::embed::overlay::{Job, Overlay};
use which_end_core::pay::query::Role;

use super::pay::labels;
use super::pieces::boxed;
use crate::embed::{Embed, use_embed};
use crate::platform::host::ToHost;

/// Id of the card's heading.
pub(in crate::views) const HEADING: &str = "host-card";

/// Content that a view adds above the jobs.
pub(in crate::views) type ExtraParts = Box<dyn Fn(&Overlay) -> Vec<AnyView> + Send + Sync>;

/// The card. Jobs of `role` come first, if it is given. Empty without extra content, jobs and link.
pub(in crate::views) fn card(role: Option<Role>, extra: Option<ExtraParts>) -> AnyView {
    let embed = use_embed();
    (move || embed.with_overlay(|overlay| content(embed, overlay, role, extra.as_ref()))).into_any()
}

fn content(
    embed: Embed,
    overlay: Option<&Overlay>,
    role: Option<Role>,
    extra: Option<&ExtraParts>,
) -> Option<AnyView> {
    let apply_link = embed.apply_link();
    let mut parts = Vec::new();
    if let Some(overlay) = overlay {
        parts.extend(extra.map_or_else(Vec::new, |extra| extra(overlay)));
        parts.extend(jobs(embed, overlay, role));
    }
    if let Some(apply_link) = &apply_link {
        let link = link(
            embed,
            "quiet-button",
            apply_link.as_str(),
            &format!("See jobs at {}", apply_link.host()),
            "apply".to_owned(),
        );
        parts.push(boxed("button-row", vec![link]));
    }
    if parts.is_empty() {
        return None;
    }
    // An overlay arrives by message, and the browser guarantees its origin. A link alone comes from the address, which
    // anyone can write.
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

/// The overlay's source with its date, and whether its review day has passed on the visitor's clock.
fn source(overlay: &Overlay) -> AnyView {
    let old = overlay
        .review_by
        .is_some_and(labels::is_old)
        .then_some(" (old: it was to be looked at again by now)");
    view! {
        <p class="soft">
            {"Source: "}
            <a href=overlay.source_url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                <bdi>{overlay.source_title.clone()}</bdi>
                {host_suffix(overlay.source_url.host())}
                <span class="hidden-text">{NEW_TAB}</span>
            </a>
            {format!(", {}", overlay.as_of.format_long())}
            {old}
            {"."}
        </p>
    }
    .into_any()
}

/// Jobs of the role, then the others in a fold. All in one list if none is of the role.
fn jobs(embed: Embed, overlay: &Overlay, role: Option<Role>) -> Option<AnyView> {
    let row = |job: &&Job| {
        let mut about: Vec<&str> = job.place.as_deref().into_iter().collect();
        about.extend(job.tier.map(labels::tier));
        let text = format!("{}{}", job.title, host_suffix(job.url.host()));
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

/// The host of a link, shown because the link's text may say anything.
fn host_suffix(host: &str) -> String {
    format!(" ({host})")
}

/// Screen-reader suffix for links that open a new tab.
const NEW_TAB: &str = " (opens a new tab)";

/// A link of the host. A click is reported to the host with `name`.
fn link(embed: Embed, class: &'static str, href: &str, text: &str, name: String) -> AnyView {
    let on_click = move |_| embed.notify(&ToHost::CtaClick(name.clone()));
    view! {
        <a class=class href=href.to_owned() target="_blank" rel="noopener noreferrer" on:click=on_click>
            <bdi>{text.to_owned()}</bdi>
            <span class="hidden-text">{NEW_TAB}</span>
        </a>
    }
    .into_any()
}
