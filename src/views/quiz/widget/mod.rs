//! Hands-on forms of tasks: one file for each way of doing something.
//!
//! Each sets `answer` to one of the item's choices, or to nothing while nothing can be read from what was done. None
//! gives the answer: that is what the button under the question is for.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError as LoadError, wasm_split};
use which_end_core::quiz::item::Item;
use which_end_core::quiz::widget::Widget;

use super::words::labels;
use crate::loaded::is_loaded;
use crate::ui::button::Button;

mod align;
mod contrast;
mod focus;
mod order;
mod parts;
mod redraw;
mod reveal;
mod wire;

use parts::words;

/// A hands-on form. It is made once for a question, so that what was done stays while the plain list is on show.
struct Form {
    /// Draws it as it stands, or anew where another answer was given in the list.
    draw: ViewFn,
    /// What was done last, or how far it is; said before the answer.
    said: Signal<String>,
    /// The answer that can be seen in it. A form cannot be drawn back from every answer: “Any other order” has many.
    shows: Signal<Option<u8>>,
}

impl Form {
    /// A form in which the answer itself is marked, so that it always shows, and which has no more to say.
    fn marked(answer: RwSignal<Option<u8>>, draw: ViewFn) -> Self {
        Self {
            draw,
            said: Signal::stored(String::new()),
            shows: answer.into(),
        }
    }
}

/// Whether the visitor wants hands-on tasks as text. Holds for the tasks to come as well.
#[derive(Clone, Copy)]
pub(super) struct AsText(RwSignal<bool>);

impl AsText {
    /// Starts with pictures.
    pub(super) fn provide() {
        provide_context(Self(RwSignal::new(false)));
    }
}

/// The hands-on form of a task where the second module is here, else the list that `plain` draws. A list stays one when the
/// module comes: nothing may change under a finger.
#[component]
pub(super) fn LaterHandsOn(
    item: &'static Item,
    widget: &'static Widget,
    answer: RwSignal<Option<u8>>,
    plain: ViewFn,
) -> impl IntoView {
    if is_loaded() {
        Suspend::new(async move { hands_on(item, widget, answer, plain).await.ok() }).into_any()
    } else {
        plain.run()
    }
}

/// See [`LaterHandsOn`].
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_hands_on))]
pub(crate) fn hands_on(
    item: &'static Item,
    widget: &'static Widget,
    answer: RwSignal<Option<u8>>,
    plain: ViewFn,
) -> Result<AnyView, LoadError> {
    Ok(view! { <HandsOn item widget answer plain /> }.into_any())
}

/// The hands-on form, with a switch to the plain list before it, where those who need it meet it first.
#[component]
fn HandsOn(
    item: &'static Item,
    widget: &'static Widget,
    answer: RwSignal<Option<u8>>,
    plain: ViewFn,
) -> impl IntoView {
    let AsText(as_text) = expect_context();
    let Form { draw, said, shows } = form(item, widget, answer);
    let state = Signal::derive(move || {
        let said = said.get();
        let Some(position) = answer.get() else {
            return format!("{said} No answer yet.");
        };
        let yours = if shows.get() == Some(position) {
            "Your answer"
        } else {
            "Your earlier answer still counts"
        };
        format!("{said} {yours}: {}", name(item, widget, position))
    });
    let switch = Signal::derive(move || {
        let text = if as_text.get() {
            "Show it as a picture"
        } else {
            "Show it as text instead"
        };
        text.to_owned()
    });
    let shown = move || {
        if as_text.get() {
            return plain.run();
        }
        view! {
            {words("widget-how", how(widget).into())}
            {draw.run()}
            <p role="status" class="widget-state">{state}</p>
        }
        .into_any()
    };
    view! {
        <Button class="link-button" text=switch on_click=move |()| as_text.update(|on| *on = !*on) />
        {shown}
    }
}

fn form(item: &'static Item, widget: &'static Widget, answer: RwSignal<Option<u8>>) -> Form {
    let name = item.id.as_str();
    match widget {
        Widget::Align { offsets } => align::align(offsets, answer),
        Widget::Contrast { swatches } => contrast::contrast(item, swatches, answer),
        Widget::Trace { onward, hops } => reveal::trace(name, onward, hops, answer),
        Widget::Order { steps, ends } => order::order(steps, ends, answer),
        Widget::Wire { arrow, boxes, ends } => wire::wire(arrow, boxes, ends, answer),
        Widget::Plan { steps } => reveal::plan(name, steps, answer),
        Widget::Focus {
            columns,
            stops,
            ends,
        } => focus::focus(columns, stops, ends, answer),
        Widget::Redraw { parts } => redraw::redraw(name, parts, answer),
    }
}

/// What to do, in a line.
fn how(widget: &Widget) -> &'static str {
    match widget {
        Widget::Align { .. } => {
            "Drag the card into line. Or choose a card and press the arrow keys, or the two buttons."
        }
        Widget::Contrast { .. } => "Move the slider through the colors, and stop at your answer.",
        Widget::Trace { .. } => "Follow what happens step by step, then mark your answer.",
        Widget::Order { .. } => "Move the steps until the order is right.",
        Widget::Wire { .. } => "Press where an arrow starts, then where it goes.",
        Widget::Plan { .. } => "Open the parts one by one, then mark your answer.",
        Widget::Focus { .. } => {
            "Press the stops in order to number them. Press one again to take back its number and all after it."
        }
        Widget::Redraw { .. } => "Type a few letters, watch the counts, then mark your answer.",
    }
}

/// What the answer is called while it is worked on: without the figures that the plain list needs to be solved.
fn name(item: &Item, widget: &Widget, position: u8) -> String {
    let at = usize::from(position);
    let part = match widget {
        Widget::Align { .. } => return card_name(position),
        Widget::Contrast { swatches } => swatches.get(at).map(|swatch| &swatch.name),
        Widget::Trace { hops, .. } => hops.get(at).map(|hop| &hop.name),
        Widget::Plan { steps } => steps.get(at).map(|step| &step.name),
        Widget::Redraw { parts } => parts.get(at).map(|part| &part.name),
        Widget::Order { .. } | Widget::Wire { .. } | Widget::Focus { .. } => None,
    };
    part.cloned()
        .or_else(|| labels(item).into_iter().nth(at))
        .unwrap_or_default()
}

/// How many there are; at most six.
fn count<T>(parts: &[T]) -> u8 {
    u8::try_from(parts.len()).unwrap_or(u8::MAX)
}

/// “Card A”, “Card B” …
fn card_name(position: u8) -> String {
    format!("Card {}", char::from(b'A' + position.min(25)))
}
