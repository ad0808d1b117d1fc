//! Hands-on versions of tasks, one module for each kind.
//!
//! Each sets `answer` to one of the item's choices, or to `None` while the state shows no choice. None submits the
//! answer; the Next button does.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError as LoadError, wasm_split};
use which_end_core::quiz::item::Item;
use which_end_core::quiz::widget::Widget;

use super::wording::labels;
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

use parts::text_span;

/// A hands-on widget. Created once per question, so that its state survives a switch to the plain list.
struct HandsOnForm {
    /// Renders the current state, or that of the answer if the list changed it.
    render: ViewFn,
    /// Status of the last action or the progress, shown before the answer.
    status: Signal<String>,
    /// The answer that the widget's state shows. Some answers, such as “Any other order”, match many states.
    visible_answer: Signal<Option<u8>>,
}

impl HandsOnForm {
    /// A widget in which the answer itself is marked, so it always shows it and has no other status.
    fn marked(answer: RwSignal<Option<u8>>, render: ViewFn) -> Self {
        Self {
            render,
            status: Signal::stored(String::new()),
            visible_answer: answer.into(),
        }
    }
}

/// Whether the visitor prefers hands-on tasks as text. Applies to later tasks too.
#[derive(Clone, Copy)]
pub(super) struct AsText(RwSignal<bool>);

impl AsText {
    /// Starts with hands-on widgets.
    pub(super) fn provide() {
        provide_context(Self(RwSignal::new(false)));
    }
}

/// The hands-on version of a task if the second module is loaded, or else the list that `plain` renders. A list does
/// not change when the module arrives, because content must not move under a finger.
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

/// The widget, after a switch to the plain list, so that those who need the list find it first.
#[component]
fn HandsOn(
    item: &'static Item,
    widget: &'static Widget,
    answer: RwSignal<Option<u8>>,
    plain: ViewFn,
) -> impl IntoView {
    let AsText(as_text) = expect_context();
    let HandsOnForm {
        render,
        status,
        visible_answer,
    } = form(item, widget, answer);
    let state = Signal::derive(move || {
        let status = status.get();
        let Some(position) = answer.get() else {
            return format!("{status} No answer yet.");
        };
        let yours = if visible_answer.get() == Some(position) {
            "Your answer"
        } else {
            "Your earlier answer still counts"
        };
        format!("{status} {yours}: {}", name(item, widget, position))
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
            {text_span("widget-how", instruction(widget).into())}
            {render.run()}
            <p role="status" class="widget-state">{state}</p>
        }
        .into_any()
    };
    view! {
        <Button class="link-button" text=switch on_click=move |()| as_text.update(|on| *on = !*on) />
        {shown}
    }
}

fn form(item: &'static Item, widget: &'static Widget, answer: RwSignal<Option<u8>>) -> HandsOnForm {
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

/// Instruction in one line.
fn instruction(widget: &Widget) -> &'static str {
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

/// Short name of an answer for the status, without the figures that the plain list needs.
fn name(item: &Item, widget: &Widget, position: u8) -> String {
    let index = usize::from(position);
    let part = match widget {
        Widget::Align { .. } => return card_name(position),
        Widget::Contrast { swatches } => swatches.get(index).map(|swatch| &swatch.name),
        Widget::Trace { hops, .. } => hops.get(index).map(|hop| &hop.name),
        Widget::Plan { steps } => steps.get(index).map(|step| &step.name),
        Widget::Redraw { parts } => parts.get(index).map(|part| &part.name),
        Widget::Order { .. } | Widget::Wire { .. } | Widget::Focus { .. } => None,
    };
    part.cloned()
        .or_else(|| labels(item).into_iter().nth(index))
        .unwrap_or_default()
}

/// Number of parts, at most six.
fn count<T>(parts: &[T]) -> u8 {
    u8::try_from(parts.len()).unwrap_or(u8::MAX)
}

/// “Card A”, “Card B” …
fn card_name(position: u8) -> String {
    format!("Card {}", char::from(b'A' + position.min(25)))
}
