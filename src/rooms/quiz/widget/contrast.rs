//! A button in one color at a time, stepped through with a slider. The color on show is the answer.

use leptos::prelude::*;
use which_end_core::quiz::item::Item;
use which_end_core::quiz::widget::Swatch;

use crate::rooms::quiz::words::labels;

const NONE: &str = "No color yet";

pub(super) fn contrast(
    item: &'static Item,
    swatches: &'static [Swatch],
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    // The slider's first place is for no color yet, so that each color has to be chosen.
    let place = answer.get_untracked().map_or(0, |position| position + 1);
    let swatch = move || {
        answer
            .get()
            .and_then(|position| swatches.get(usize::from(position)))
    };
    let color = Signal::derive(move || swatch().map(|swatch| swatch.text.clone()));
    let ground = Signal::derive(move || swatch().map(|swatch| swatch.ground.clone()));
    let sample = Signal::derive(move || {
        let text = if answer.get().is_some() {
            "Send us a message"
        } else {
            NONE
        };
        text.to_owned()
    });
    let said = Signal::derive(move || {
        let name = answer
            .get()
            .and_then(|position| labels(item).into_iter().nth(usize::from(position)));
        name.unwrap_or_else(|| NONE.to_owned())
    });
    let slide = move |event| {
        let place: u8 = event_target_value(&event).parse().unwrap_or(0);
        answer.set(place.checked_sub(1));
    };
    view! {
        <div class="swatch-stage" aria-hidden="true">
            <span
                class="swatch"
                style:color=color
                style:background-color=ground
            >
                {sample}
            </span>
        </div>
        <label class="slider">
            <span>{"Color of the button"}</span>
            <input
                type="range"
                min="0"
                max=swatches.len().to_string()
                value=place.to_string()
                aria-valuetext=said
                on:input=slide
            />
        </label>
    }
    .into_any()
}
