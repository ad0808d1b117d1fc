//! Building blocks of the views. Functions that return erased views are compiled once. The same markup written out in
//! `view!` at every use takes several times the bytes.

use leptos::prelude::*;
use which_end_core::date::Date;

use crate::platform::today;
use crate::ui::table::{Column, Table};

/// A section that its heading names.
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

/// Content in a `<div>`.
pub(in crate::views) fn boxed(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

pub(in crate::views) fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// The table of a chart, in a `<details>` element.
pub(in crate::views) fn table_in_details(
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

/// A button with an action.
pub(in crate::views) fn button(
    class: &'static str,
    label: &'static str,
    on_click: Callback<()>,
) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| on_click.run(())>{label}</button> }
        .into_any()
}

/// A link to another view, styled as a button. `on_click` runs before it is followed.
pub(in crate::views) fn link_button(
    class: &'static str,
    href: &'static str,
    label: &'static str,
    on_click: Option<Callback<()>>,
) -> AnyView {
    let on_click = move |_| {
        if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! { <a class=class href=href on:click=on_click>{label}</a> }.into_any()
}

/// A section with a heading, for long text.
pub(in crate::views) fn part(title: &'static str, body: Vec<AnyView>) -> AnyView {
    view! {
        <section class="section">
            <h2>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// A third-level heading.
pub(in crate::views) fn heading(text: &'static str) -> AnyView {
    view! { <h3>{text}</h3> }.into_any()
}

/// Marker of list entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) enum Marker {
    Bullet,
    Number,
}

/// A list. Empty if there are no entries.
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

/// A list of texts.
pub(in crate::views) fn texts(marker: Marker, texts: &'static [String]) -> AnyView {
    list(
        marker,
        "",
        texts.iter().map(|text| text.as_str().into_any()),
    )
}

/// A term with its definition.
pub(in crate::views) type Definition = (&'static str, AnyView);

/// A definition list.
pub(in crate::views) fn definitions(definitions: impl IntoIterator<Item = Definition>) -> AnyView {
    let entries: Vec<AnyView> = definitions
        .into_iter()
        .map(|(term, body)| view! { <dt>{term}</dt><dd>{body}</dd> }.into_any())
        .collect();
    view! { <dl class="points">{entries}</dl> }.into_any()
}

/// A paragraph of several views.
pub(in crate::views) fn line(class: &'static str, pieces: Vec<AnyView>) -> AnyView {
    let class = Some(class).filter(|class| !class.is_empty());
    view! { <p class=class>{pieces}</p> }.into_any()
}

/// Emphasized text.
pub(in crate::views) fn strong(text: impl Into<String>) -> AnyView {
    view! { <strong>{text.into()}</strong> }.into_any()
}

/// A link to another site.
pub(in crate::views) fn external(url: &'static str, text: &'static str) -> AnyView {
    view! { <a href=url rel="noreferrer">{text}</a> }.into_any()
}

/// `text` if the review day has come, or else nothing.
pub(in crate::views) fn old_label(text: &'static str, review_by: Date) -> AnyView {
    today::today()
        .filter(|today| review_by <= *today)
        .map(|_| strong(text))
        .into_any()
}

/// For example `Figures of June 30, 2025; to be checked again by December 1, 2026; license: quoted.`
pub(in crate::views) fn dates(
    as_of: Option<String>,
    review_by: Date,
    licence: &str,
) -> Vec<AnyView> {
    let figures = as_of.map_or_else(
        || "No date given".to_owned(),
        |date| format!("Figures of {date}"),
    );
    let review = review_by.format_long();
    vec![
        format!("{figures}; to be checked again by {review}; license: {licence}.").into_any(),
        old_label(" This is old.", review_by),
    ]
}
