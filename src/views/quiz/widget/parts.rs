//! Building blocks of the widgets. Functions that return erased views are compiled once. The same markup written out in
//! `view!` at every use took three times the bytes.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::choice_group::Choice;

/// A box around parts. A span, because labels may contain it.
pub(super) fn block(class: Signal<String>, parts: Vec<AnyView>) -> AnyView {
    view! { <span class=class>{parts}</span> }.into_any()
}

/// Text in a span.
pub(super) fn text_span(class: &'static str, text: Signal<String>) -> AnyView {
    view! { <span class=class>{text}</span> }.into_any()
}

/// A list of rows.
pub(super) fn list(class: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! { <ul class=class>{rows}</ul> }.into_any()
}

/// A row: text and its buttons.
pub(super) fn row(text: Signal<String>, buttons: Vec<AnyView>) -> AnyView {
    view! { <li>{text_span("row-words", text)} {buttons}</li> }.into_any()
}

/// A part that can be marked as the answer. `name` is that of the radio group, `id` that of the radio button.
pub(super) fn markable(
    name: &'static str,
    id: &'static str,
    position: u8,
    answer: RwSignal<Option<u8>>,
    content: Vec<AnyView>,
) -> AnyView {
    view! {
        <Choice
            name=name.to_owned()
            id
            position
            chosen=answer.get_untracked() == Some(position)
            on_choose=Callback::new(move |position| answer.set(Some(position)))
            on_click=Callback::new(|_| {})
        >
            {content}
        </Choice>
    }
    .into_any()
}

/// Ids of a task's radio buttons, so that a newly revealed one can get the focus. A task has at most six choices.
pub(super) const IDS: [&str; 6] = ["part-1", "part-2", "part-3", "part-4", "part-5", "part-6"];

/// Kind of an input field.
pub(super) enum FieldKind {
    /// A slider from 0 to the first number, starting at the second.
    Slider(usize, u8),
    /// A text field with a maximum length and its initial text.
    Text(u8, String),
}

/// An input field with its label. `value_text` describes the value to screen readers if the value itself does not.
pub(super) fn field(
    label: &'static str,
    field_kind: FieldKind,
    value_text: Option<Signal<String>>,
    on_input: Callback<String>,
) -> AnyView {
    let (kind, max, value, max_length) = match field_kind {
        FieldKind::Slider(max, start) => ("range", max.to_string(), start.to_string(), None),
        FieldKind::Text(max, there) => ("text", String::new(), there, Some(max.to_string())),
    };
    let ignore_enter = move |event: KeyboardEvent| {
        // Enter would submit the answer.
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <label class="hands-field">
            <span>{label}</span>
            <input
                type=kind
                max=max
                maxlength=max_length
                value=value
                autocomplete="off"
                aria-valuetext=value_text
                on:input=move |event| on_input.run(event_target_value(&event))
                on:keydown=ignore_enter
            />
        </label>
    }
    .into_any()
}
