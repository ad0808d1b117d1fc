//! What views are built from. Functions over erased views, compiled once each: written out in `view!` at every place,
//! the same pieces take several times the bytes.

use leptos::prelude::*;
use which_end_core::date::Date;

use crate::platform::today;
use crate::ui::table::{Column, Table};

/// A part with its heading, which names it.
pub(in crate::views) fn section(
    id: &'static str,
    class: &'static str,
    title: &'static str,
    body: Vec<AnyView>,
) -> AnyView {
    view! {
        <section class=class aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Parts in a box.
pub(in crate::views) fn boxed(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// A paragraph.
pub(in crate::views) fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// The table beside a picture, behind a summary that opens it.
pub(in crate::views) fn folded(
    summary: &'static str,
    label: &'static str,
    caption: &'static str,
    columns: &'static [Column],
    rows: Vec<Vec<String>>,
) -> AnyView {
    view! {
        <details>
            <summary>{summary}</summary>
            <Table label caption columns rows />
        </details>
    }
    .into_any()
}

/// A button that does something here.
pub(in crate::views) fn button(
    class: &'static str,
    label: &'static str,
    press: Callback<()>,
) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| press.run(())>{label}</button> }
        .into_any()
}

/// A link to another view that looks like a button; `press` comes first, where there is one.
pub(in crate::views) fn way(
    class: &'static str,
    href: &'static str,
    label: &'static str,
    press: Option<Callback<()>>,
) -> AnyView {
    let press = move |_| {
        if let Some(press) = press {
            press.run(());
        }
    };
    view! { <a class=class href=href on:click=press>{label}</a> }.into_any()
}

/// A part with its heading, in a text that is read from top to bottom.
pub(in crate::views) fn part(title: &'static str, body: Vec<AnyView>) -> AnyView {
    view! {
        <section class="section">
            <h2>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// A heading of the third level.
pub(in crate::views) fn heading(text: &'static str) -> AnyView {
    view! { <h3>{text}</h3> }.into_any()
}

/// What marks the entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) enum Marker {
    Bullet,
    Number,
}

/// A list; nothing where it would be empty.
pub(in crate::views) fn list(
    marker: Marker,
    class: &'static str,
    entries: impl IntoIterator<Item = AnyView>,
) -> AnyView {
    let entries: Vec<AnyView> = entries
        .into_iter()
        .map(|entry| view! { <li>{entry}</li> }.into_any())
        .collect();
    let class = Some(class).filter(|class| !class.is_empty());
    if entries.is_empty() {
        return ().into_any();
    }
    match marker {
        Marker::Bullet => view! { <ul class=class>{entries}</ul> }.into_any(),
        Marker::Number => view! { <ol class=class>{entries}</ol> }.into_any(),
    }
}

/// Texts as the entries of a list.
pub(in crate::views) fn texts(marker: Marker, texts: &'static [String]) -> AnyView {
    list(
        marker,
        "",
        texts.iter().map(|text| text.as_str().into_any()),
    )
}

/// A term with what is said of it.
pub(in crate::views) type Definition = (&'static str, AnyView);

/// Terms and what is said of each.
pub(in crate::views) fn definitions(definitions: impl IntoIterator<Item = Definition>) -> AnyView {
    let entries: Vec<AnyView> = definitions
        .into_iter()
        .map(|(term, body)| view! { <dt>{term}</dt><dd>{body}</dd> }.into_any())
        .collect();
    view! { <dl class="points">{entries}</dl> }.into_any()
}

/// A paragraph of several pieces.
pub(in crate::views) fn line(class: &'static str, pieces: Vec<AnyView>) -> AnyView {
    let class = Some(class).filter(|class| !class.is_empty());
    view! { <p class=class>{pieces}</p> }.into_any()
}

/// Text that stands out.
pub(in crate::views) fn strong(text: impl Into<String>) -> AnyView {
    view! { <strong>{text.into()}</strong> }.into_any()
}

/// A link to another site.
pub(in crate::views) fn external(url: &'static str, text: &'static str) -> AnyView {
    view! { <a href=url rel="noreferrer">{text}</a> }.into_any()
}

/// Says so from the day on which a figure is to be checked again.
pub(in crate::views) fn old(text: &'static str, review_by: Date) -> AnyView {
    today::today()
        .filter(|today| review_by <= *today)
        .map(|_| strong(text))
        .into_any()
}

/// As in `Figures of June 30, 2025; to be checked again by December 1, 2026; license: quoted.`
pub(in crate::views) fn dates(
    as_of: Option<String>,
    review_by: Date,
    licence: &str,
) -> Vec<AnyView> {
    let figures = as_of.map_or_else(
        || "No date given".to_owned(),
        |date| format!("Figures of {date}"),
    );
    let review = review_by.in_words();
    vec![
        format!("{figures}; to be checked again by {review}; license: {licence}.").into_any(),
        old(" This is old.", review_by),
    ]
}
