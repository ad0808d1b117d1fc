//! Where the guide's facts are from: marks in the text, figures with their dates, and the list.

use leptos::prelude::*;
use which_end_core::guide::reference::{Figure, Reference, SourceId};

use crate::dataset::dataset;
use crate::platform::today;

/// The place of a source in the list, from 1.
fn number(id: &SourceId) -> Option<usize> {
    dataset()
        .guide
        .sources
        .iter()
        .position(|source| &source.id == id)
        .map(|index| index + 1)
}

/// `[1, 3]` behind a text: numbers of the list at the end.
#[component]
pub(super) fn Marks(sources: &'static [SourceId]) -> impl IntoView {
    let numbers: Vec<String> = sources
        .iter()
        .filter_map(number)
        .map(|number| number.to_string())
        .collect();
    (!numbers.is_empty()).then(|| {
        let list = numbers.join(", ");
        view! {
            <sup class="marks">
                <span class="hidden-text">{" (source "}</span>
                {list}
                <span class="hidden-text">{")"}</span>
            </sup>
        }
    })
}

/// Numbers about jobs, each with its source and date.
#[component]
pub(super) fn Figures(figures: &'static [Figure]) -> impl IntoView {
    let rows = figures
        .iter()
        .map(|figure| {
            let old = today::today().is_some_and(|today| figure.is_overdue(today));
            let who = dataset()
                .guide
                .sources
                .iter()
                .find(|source| source.id == figure.source)
                .map_or("", |source| source.who.as_str());
            let when = figure.as_of.map_or("no date given".to_owned(), |date| date.to_string());
            view! {
                <tr>
                    <th scope="row">{figure.label.as_str()}</th>
                    <td class="number">{figure.value.as_str()}</td>
                    <td>{format!("{} {who}, {when}{}", figure.covers, if old { " (old)" } else { "" })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll-x">
            <table>
                <caption>{"Sources disagree; each figure stands with who gives it."}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"What"}</th>
                        <th scope="col" class="number">{"Figure"}</th>
                        <th scope="col">{"Who says so, and of what"}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The list of sources.
#[component]
pub(crate) fn References(sources: &'static [Reference]) -> impl IntoView {
    let entries = sources
        .iter()
        .map(|source| {
            let when = source.as_of.map_or("no date given".to_owned(), |date| date.to_string());
            let old = today::today().is_some_and(|today| source.is_overdue(today));
            view! {
                <li>
                    <a href=source.url.as_str()>{source.title.as_str()}</a>
                    {format!(", {} ({when}{}). {}. ", source.who, if old { ", old" } else { "" }, source.sells)}
                    {source.attribution.as_deref()}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="soft">{entries}</ol> }
}
