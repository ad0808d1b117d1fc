//! Tables: the same figures as a picture, for those who cannot see it or want to copy it.

use leptos::prelude::*;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Whether it holds numbers, which stand at its end.
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub const fn words(title: &'static str) -> Self {
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

/// A table whose first column names its rows. It scrolls by itself where the screen is narrow, and takes the focus for
/// that.
#[component]
pub fn Table(
    /// What it is, for those who meet it by name alone.
    label: &'static str,
    /// What stands above it.
    #[prop(into)]
    caption: String,
    /// Its columns.
    columns: &'static [Column],
    /// Its rows, each with a text for every column.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let heads = columns
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
                .map(|(at, (text, column))| {
                    if at == 0 {
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
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
