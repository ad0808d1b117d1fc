//! A button that does something here and now.

use leptos::prelude::*;

/// A native button. One component for all of them, with signals for what changes: a button written out in a view is
/// compiled anew for each place.
#[component]
pub fn Button(
    /// Its classes.
    class: &'static str,
    /// Its id, where something has to move the focus to it.
    #[prop(optional_no_strip)]
    id: Option<&'static str>,
    /// What it is called, where that is more than what stands on it.
    #[prop(optional)]
    label: Option<Signal<String>>,
    /// Whether it is pressed in, where it stays so.
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called when it is pressed.
    #[prop(into)]
    on_click: Callback<()>,
    /// What stands on it.
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
