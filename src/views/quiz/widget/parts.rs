//! What the hands-on forms are built from. Functions over erased views, compiled once each: written out in `view!` at every
//! place, the same boxes took three times the bytes.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::choice_group::Choice;

/// A box around parts. A span, because a label holds one, too.
pub(super) fn block(class: Signal<String>, parts: Vec<AnyView>) -> AnyView {
    view! { <span class=class>{parts}</span> }.into_any()
}

/// Words in a line or box of their own.
pub(super) fn words(class: &'static str, text: Signal<String>) -> AnyView {
    view! { <span class=class>{text}</span> }.into_any()
}

/// A list of rows.
pub(super) fn list(class: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! { <ul class=class>{rows}</ul> }.into_any()
}

/// One row: words and what can be done with them.
pub(super) fn row(text: Signal<String>, buttons: Vec<AnyView>) -> AnyView {
    view! { <li>{words("row-words", text)} {buttons}</li> }.into_any()
}

/// A part that can be marked as the answer; `name` groups them, `id` is the radio's.
pub(super) fn mark(
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

/// Ids of the radios of a task, so that the focus can go to what has just come up. A task has six choices at most.
pub(super) const IDS: [&str; 6] = ["part-1", "part-2", "part-3", "part-4", "part-5", "part-6"];

/// What a field takes in.
pub(super) enum Takes {
    /// A place from 0 to this one, on a slider that starts at the other.
    Places(usize, u8),
    /// At most so many letters, and those that stand there.
    Letters(u8, String),
}

/// A field with its label; `said` is what its value means, where that is not the value.
pub(super) fn field(
    label: &'static str,
    takes: Takes,
    said: Option<Signal<String>>,
    on_input: Callback<String>,
) -> AnyView {
    let (kind, most, value, letters) = match takes {
        Takes::Places(most, at) => ("range", most.to_string(), at.to_string(), None),
        Takes::Letters(most, there) => ("text", String::new(), there, Some(most.to_string())),
    };
    let stay = move |event: KeyboardEvent| {
        // Enter would give the answer.
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <label class="hands-field">
            <span>{label}</span>
            <input
                type=kind
                max=most
                maxlength=letters
                value=value
                autocomplete="off"
                aria-valuetext=said
                on:input=move |event| on_input.run(event_target_value(&event))
                on:keydown=stay
            />
        </label>
    }
    .into_any()
}
