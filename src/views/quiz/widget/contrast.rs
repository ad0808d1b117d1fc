//! A button in one color at a time, stepped through with a slider. The color on show is the answer.

use leptos::prelude::*;
use which_end_core::quiz::item::Item;
use which_end_core::quiz::widget::Swatch;

use super::Form;
use super::parts::{Takes, block, field};
use crate::views::quiz::words::labels;

const NONE: &str = "No color yet";

pub(super) fn contrast(
    item: &'static Item,
    swatches: &'static [Swatch],
    answer: RwSignal<Option<u8>>,
) -> Form {
    Form::marked(answer, ViewFn::from(move || draw(item, swatches, answer)))
}

fn draw(item: &'static Item, swatches: &'static [Swatch], answer: RwSignal<Option<u8>>) -> AnyView {
    // The slider's first place is for no color yet, so that each color has to be chosen.
    let place = answer.get_untracked().map_or(0, |position| position + 1);
    let said = Signal::derive(move || {
        let name = answer
            .get()
            .and_then(|position| labels(item).into_iter().nth(usize::from(position)));
        name.unwrap_or_else(|| NONE.to_owned())
    });
    let none = Signal::derive(move || shown_if(answer.get().is_none()));
    let samples = (0_u8..).zip(swatches).map(|(position, swatch)| {
        let class = Signal::derive(move || shown_if(answer.get() == Some(position)));
        view! {
            <span class=class style:color=swatch.text.clone() style:background-color=swatch.ground.clone()>
                {"Send us a message"}
            </span>
        }
        .into_any()
    });
    let slide = move |place: String| {
        answer.set(place.parse::<u8>().unwrap_or(0).checked_sub(1));
    };
    let first = block(none, vec![NONE.into_any()]);
    let stage = std::iter::once(first).chain(samples).collect();
    let slider = Takes::Places(swatches.len(), place);
    vec![
        block("swatch-stage".into(), stage),
        field(
            "Color of the button",
            slider,
            Some(said),
            Callback::new(slide),
        ),
    ]
    .into_any()
}

/// The class of a sample: one is on show at a time.
fn shown_if(shown: bool) -> String {
    if shown { "swatch" } else { "away" }.to_owned()
}
