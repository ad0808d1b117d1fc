//! A button in one color at a time, selected with a slider. The displayed color is the answer.

use leptos::prelude::*;
use which_end_core::quiz::item::Item;
use which_end_core::quiz::widget::Swatch;

use super::HandsOnForm;
use super::parts::{FieldKind, block, field};
use crate::views::quiz::wording::labels;

const NONE: &str = "No color yet";

pub(super) fn contrast(
    item: &'static Item,
    swatches: &'static [Swatch],
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    HandsOnForm::marked(answer, ViewFn::from(move || render(item, swatches, answer)))
}

fn render(
    item: &'static Item,
    swatches: &'static [Swatch],
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    // Position 0 of the slider is no color, so that every color must be chosen.
    let slider_value = answer.get_untracked().map_or(0, |position| position + 1);
    let color_name = Signal::derive(move || {
        let name = answer
            .get()
            .and_then(|position| labels(item).into_iter().nth(usize::from(position)));
        name.unwrap_or_else(|| NONE.to_owned())
    });
    let none = Signal::derive(move || sample_class(answer.get().is_none()));
    let samples = (0_u8..).zip(swatches).map(|(position, swatch)| {
        let class = Signal::derive(move || sample_class(answer.get() == Some(position)));
        view! {
            <span class=class style:color=swatch.text.clone() style:background-color=swatch.ground.clone()>
                {"Send us a message"}
            </span>
        }
        .into_any()
    });
    let on_slide = move |slider_value: String| {
        answer.set(slider_value.parse::<u8>().unwrap_or(0).checked_sub(1));
    };
    let first = block(none, vec![NONE.into_any()]);
    let stage = std::iter::once(first).chain(samples).collect();
    let slider = FieldKind::Slider(swatches.len(), slider_value);
    vec![
        block("swatch-stage".into(), stage),
        field(
            "Color of the button",
            slider,
            Some(color_name),
            Callback::new(on_slide),
        ),
    ]
    .into_any()
}

/// CSS class of a sample. Only one sample is visible.
fn sample_class(shown: bool) -> String {
    if shown { "swatch" } else { "away" }.to_owned()
}
