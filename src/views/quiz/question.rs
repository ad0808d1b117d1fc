//! One question with its answers, in the layout that suits the item.

use leptos::prelude::*;
use which_end_core::quiz::item::{Body, Item};

use super::widget::LaterHandsOn;
use super::wording::{ends, instruction, labels};
use crate::ui::choice_group::{ChoiceGroup, Layout};

/// A fieldset whose legend is the question. The legend's heading gets the focus when the question appears.
#[component]
pub(super) fn Question(
    item: &'static Item,
    answer: RwSignal<Option<u8>>,
    on_click: Callback<u8>,
) -> impl IntoView {
    let name = item.id.as_str().to_owned();
    let pair = match &item.body {
        Body::Pair {
            backend,
            frontend,
            first,
        } => {
            let [a, b] = ends(backend, frontend, *first);
            Some(view! {
                <div class="pair-ends">
                    <PairText letter="A" text=a.text.as_str() />
                    <PairText letter="B" text=b.text.as_str() />
                </div>
            })
        }
        _ => None,
    };
    let on_choose = Callback::new(move |position| answer.set(Some(position)));
    let plain = move || {
        let chosen = answer.get_untracked();
        let layout = match &item.body {
            Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => Layout::Steps,
            Body::Situation { .. } | Body::Task { .. } => Layout::List,
        };
        view! { <ChoiceGroup name=name.clone() labels=labels(item) layout chosen on_choose on_click /> }.into_any()
    };
    let answers = match &item.body {
        Body::Task {
            widget: Some(widget),
            ..
        } => view! { <LaterHandsOn item widget answer plain=ViewFn::from(plain) /> }.into_any(),
        _ => plain(),
    };
    view! {
        <fieldset
            data-item=item.id.as_str()
            data-item-version=item.version.to_string()
            data-hands-on=item.body.is_hands_on()
        >
            <legend>
                <h1 id="question" tabindex="-1">
                    <span class="ask">{instruction(item)}</span>
                    <span class="stem">{item.stem.as_str()}</span>
                </h1>
            </legend>
            {pair}
            {answers}
        </fieldset>
    }
}

/// One end of a pair.
#[component]
fn PairText(letter: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <p class="pair-end">
            <span class="letter">{letter}</span>
            <span>{text}</span>
        </p>
    }
}
