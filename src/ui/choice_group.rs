//! A question with one answer out of a few: native radios that look like cards.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Cards laid out as a list, or side by side as steps of a scale where there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One under the other.
    List,
    /// Five steps in a row on wide screens.
    Steps,
}

/// The radios of one question. `name` groups them.
///
/// A press with a pointer calls `on_click` with the position; moving with the keyboard only calls `on_choose`, so
/// that nobody is carried on while still comparing answers.
#[component]
pub fn ChoiceGroup(
    /// Name of the radio group, unique on the page.
    name: String,
    /// Texts in order.
    labels: Vec<String>,
    /// How the cards lie.
    layout: Layout,
    /// Chosen at the start.
    chosen: Option<u8>,
    /// Called whenever another radio is chosen.
    on_choose: Callback<u8>,
    /// Called when a card is pressed with a pointer.
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

/// One card around any content, which names the radio.
#[component]
pub fn Choice(
    /// Name of the radio group.
    name: String,
    /// Position in the group, counted from 0.
    position: u8,
    /// Chosen at the start.
    chosen: bool,
    /// Called when this radio is chosen, by whatever means.
    on_choose: Callback<u8>,
    /// Called when the card is pressed with a pointer.
    on_click: Callback<u8>,
    /// Id of the radio, where something has to move the focus to it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// What is said on the card.
    children: Children,
) -> impl IntoView {
    let pressed = move |event: MouseEvent| {
        // Keyboards and assistive technology send clicks with no press behind them.
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
                on:click=pressed
            />
            <span class={"dot"}></span>
            {children()}
            <span class={"ring"}></span>
        </label>
    }
}
