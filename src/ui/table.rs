//! Tables: the figures of a chart, for readers who cannot see it or want to copy them.

use leptos::prelude::*;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub title: &'static str,
    /// Whether it contains numbers, which are aligned at the end.
    pub number: bool,
}

impl Column {
    /// A column of text.
    pub const fn text(title: &'static str) -> Self {
        Self {
            title,
            number: false,
        }
    }

    /// A column of numbers.
    pub const fn numbers(title: &'static str) -> Self {
        Self {
            title,
            number: true,
        }
    }

    fn class(self) -> Option<&'static str> {
        self.number.then_some("number")
    }
}

/// A table whose first column has the row headings. It scrolls horizontally on narrow screens, and is focusable so that
/// keys can scroll it.
#[component]
pub fn Table(
    /// Accessible name of the scrollable region.
    label: &'static str,
    /// Caption above the table.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: &'static [Column],
    /// The rows, each with one text per column.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let headers = columns
        .iter()
        .map(|column| view! { <th scope="col" class=column.class()>{column.title}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(columns)
                .enumerate()
                .map(|(index, (text, column))| {
                    if index == 0 {
                        view! { <th scope="row">{text}</th> }.into_any()
                    } else {
                        view! { <td class=column.class()>{text}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=label>
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>{headers}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
