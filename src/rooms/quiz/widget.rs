//! Hands-on forms of tasks. Each ends in one of the item's choices, and each has the plain list beside it.

use leptos::prelude::*;
use which_end_core::quiz::item::{Hop, Item, Swatch, Widget};

use super::words::labels;
use crate::ui::choice_group::Choice;

/// The hands-on form, with a switch to the plain one.
#[component]
pub(super) fn HandsOn(
    item: &'static Item,
    widget: &'static Widget,
    chosen: Option<u8>,
    on_choose: Callback<u8>,
    on_press: Callback<u8>,
    plain: ViewFn,
) -> impl IntoView {
    let as_text = RwSignal::new(false);
    let name = item.id.as_str();
    view! {
        {move || {
            if as_text.get() {
                plain.run()
            } else {
                match widget {
                    Widget::Align { offsets } => {
                        view! { <Align name item offsets chosen on_choose on_press /> }.into_any()
                    }
                    Widget::Contrast { swatches } => {
                        view! { <Contrast name item swatches chosen on_choose on_press /> }.into_any()
                    }
                    Widget::Trace { hops } => view! { <Trace name hops chosen on_choose on_press /> }.into_any(),
                }
            }
        }}
        <button type="button" class="link-button" on:click=move |_| as_text.update(|on| *on = !*on)>
            {move || if as_text.get() { "Show it as a picture" } else { "Show it as text instead" }}
        </button>
    }
}

/// Cards in a row; one does not sit on the common line.
#[component]
fn Align(
    name: &'static str,
    item: &'static Item,
    offsets: &'static [i8],
    chosen: Option<u8>,
    on_choose: Callback<u8>,
    on_press: Callback<u8>,
) -> impl IntoView {
    let cards = (0_u8..)
        .zip(offsets.iter().zip(labels(item)))
        .map(|(position, (offset, label))| {
            let shift = format!("translateY({offset}px)");
            view! {
                <Choice name=name.to_owned() position chosen=chosen == Some(position) on_choose on_press>
                    <span class="align-stage" aria-hidden="true">
                        <span class="align-card" style:transform=shift.clone()></span>
                    </span>
                    <span class="hidden-text">{label.clone()}</span>
                    <span aria-hidden="true">{letter(position)}</span>
                </Choice>
            }
        })
        .collect_view();
    view! { <div class="widget">{cards}</div> }
}

/// Text on grounds of different contrast, live.
#[component]
fn Contrast(
    name: &'static str,
    item: &'static Item,
    swatches: &'static [Swatch],
    chosen: Option<u8>,
    on_choose: Callback<u8>,
    on_press: Callback<u8>,
) -> impl IntoView {
    let cards = (0_u8..)
        .zip(swatches.iter().zip(labels(item)))
        .map(|(position, (swatch, label))| {
            view! {
                <Choice name=name.to_owned() position chosen=chosen == Some(position) on_choose on_press>
                    <span
                        class="swatch"
                        aria-hidden="true"
                        style:color=swatch.text.as_str()
                        style:background-color=swatch.ground.as_str()
                    >
                        {"Can you read this line with ease?"}
                    </span>
                    <span>{label.clone()}</span>
                </Choice>
            }
        })
        .collect_view();
    view! { <div class="widget">{cards}</div> }
}

/// The journey of a request: each hop tells what its log says, one press at a time.
#[component]
fn Trace(
    name: &'static str,
    hops: &'static [Hop],
    chosen: Option<u8>,
    on_choose: Callback<u8>,
    on_press: Callback<u8>,
) -> impl IntoView {
    let followed = RwSignal::new(1_usize);
    let cards = (0_u8..)
        .zip(hops)
        .map(|(position, hop)| {
            let shown = move || followed.get() > usize::from(position);
            move || {
                shown().then(|| {
                    view! {
                        <Choice name=name.to_owned() position chosen=chosen == Some(position) on_choose on_press>
                            <span>{hop.name.as_str()}</span>
                            <span class="trace-log">{hop.log.as_str()}</span>
                        </Choice>
                    }
                })
            }
        })
        .collect_view();
    let more = move || followed.get() < hops.len();
    view! {
        <div class="trace" aria-live="polite">{cards}</div>
        {move || {
            more().then(|| {
                view! {
                    <button type="button" class="quiet-button" on:click=move |_| followed.update(|count| *count += 1)>
                        {"Follow the request to the next stop"}
                    </button>
                }
            })
        }}
    }
}

/// A, B, C …
fn letter(position: u8) -> String {
    char::from(b'A' + position.min(25)).to_string()
}
