//! A choice of one answer: native radio buttons styled as cards.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Layout of the cards: a list, or the steps of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In one column.
    List,
    /// Five in a row on wide screens.
    Steps,
}

/// A radio group.
///
/// A click with a pointer calls `on_click`. Keyboard selection calls only `on_choose`, so that nobody is moved on while
/// comparing answers.
#[component]
pub fn ChoiceGroup(
    /// Name of the radio group, unique on the page.
    name: String,
    /// Labels in order.
    labels: Vec<String>,
    /// Layout of the cards.
    layout: Layout,
    /// Selected at first.
    chosen: Option<u8>,
    /// Called on every selection.
    on_choose: Callback<u8>,
    /// Called on a click with a pointer.
    on_click: Callback<u8>,
) -> impl IntoView {
    let class = match layout {
        Layout::List => "choices",
        Layout::Steps => "choices steps",
    };
    let cards = (0_u8..)
        .zip(labels)
        .map(|(position, label)| {
            view! {
                <Choice name=name.clone() position chosen=chosen == Some(position) on_choose on_click>
                    <span>{label.clone()}</span>
                </Choice>
            }
        })
        .collect_view();
    view! { <div class=class>{cards}</div> }
}

/// One card with any content, which is its label.
#[component]
pub fn Choice(
    /// Name of the radio group.
    name: String,
    /// Position in the group, counted from 0.
    position: u8,
    /// Selected at first.
    chosen: bool,
    /// Called on selection.
    on_choose: Callback<u8>,
    /// Called on a click with a pointer.
    on_click: Callback<u8>,
    /// Id of the radio button, if it can receive the focus from code.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Content of the card.
    children: Children,
) -> impl IntoView {
    let handle_click = move |event: MouseEvent| {
        // Keyboards and assistive technology send clicks with `detail` 0.
        if event.detail() > 0 {
            on_click.run(position);
        }
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                id=id
                name=name
                value=position.to_string()
                checked=chosen
                on:change=move |_| on_choose.run(position)
                on:click=handle_click
            />
            <span class={"dot"}></span>
            {children()}
            <span class={"ring"}></span>
        </label>
    }
}
