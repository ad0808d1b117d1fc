//! A button with an action.

use leptos::prelude::*;

/// A native button with signals for what changes. Every `<button>` written out in a view is compiled separately, so
/// there is one component for all.
#[component]
pub fn Button(
    /// CSS classes.
    class: &'static str,
    /// Id, if the button can receive the focus from code.
    #[prop(optional_no_strip)]
    id: Option<&'static str>,
    /// Accessible name, if it differs from the text.
    #[prop(optional)]
    label: Option<Signal<String>>,
    /// Whether it is pressed, for toggle buttons.
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
    /// Whether it is disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called on click.
    #[prop(into)]
    on_click: Callback<()>,
    /// The visible text.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    view! {
        <button
            type="button"
            class=class
            id=id
            aria-label=label
            aria-pressed=pressed.map(|pressed| Signal::derive(move || pressed.get().to_string()))
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            {text}
        </button>
    }
    .into_any()
}
