//! What rooms are built from. Functions over erased views, compiled once each: written out in `view!` at every place,
//! the same pieces take several times the bytes.

use leptos::prelude::*;

use crate::ui::table::{Column, Table};

/// A part with its heading, which names it.
pub(in crate::rooms) fn section(
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
pub(in crate::rooms) fn boxed(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// A paragraph.
pub(in crate::rooms) fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// The table beside a picture, behind a summary that opens it.
pub(in crate::rooms) fn folded(
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
pub(in crate::rooms) fn button(
    class: &'static str,
    label: &'static str,
    press: Callback<()>,
) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| press.run(())>{label}</button> }
        .into_any()
}

/// A link to another room that looks like a button; `press` comes first, where there is one.
pub(in crate::rooms) fn way(
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
