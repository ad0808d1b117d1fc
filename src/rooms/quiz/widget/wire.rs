//! Boxes joined by arrows: press where an arrow starts, then where it goes. The set of arrows is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Arrow, Wirings};

use crate::platform::page;
use crate::ui::press::Press;

const FIRST_BOX: &str = "first-box";

/// The drawn arrow from one box to another, at `3 · from + to`, on a ground of 300 × 200. The boxes stand at (60, 40),
/// (240, 40) and (150, 160); arrows there and back lie side by side, with the head past the middle.
const DRAWN: [&str; 9] = [
    "",
    "M60 46L240 46M159 53L168 46L159 39",
    "M55 44L145 164M98 113L109 116L110 104",
    "M240 34L60 34M141 27L132 34L141 41",
    "",
    "M235 36L145 156M181 97L181 108L192 106",
    "M155 156L65 36M112 87L101 84L100 96",
    "M155 164L245 44M209 103L209 92L198 94",
    "",
];

#[component]
pub(super) fn Wire(
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
) -> impl IntoView {
    let earlier = answer
        .get_untracked()
        .map(|choice| ends.example(choice).to_vec());
    let arrows = RwSignal::new(earlier.unwrap_or_default());
    let start = RwSignal::new(None);
    let toggle = move |one: Arrow| {
        arrows.update(
            |arrows| match arrows.iter().position(|other| *other == one) {
                Some(at) => {
                    arrows.remove(at);
                }
                None => arrows.push(one),
            },
        );
        answer.set(ends.end(&arrows.get_untracked()));
    };
    let press = move |at: u8| match start.get_untracked() {
        None => start.set(Some(at)),
        Some(from) => {
            start.set(None);
            if from != at {
                toggle([from, at]);
            }
        }
    };
    let name = move |at: u8| {
        boxes
            .get(usize::from(at))
            .map(String::as_str)
            .unwrap_or_default()
    };
    let cards = (0_u8..)
        .zip(boxes)
        .map(|(at, text)| {
            let pressed = Signal::derive(move || start.get() == Some(at));
            let id = (at == 0).then_some(FIRST_BOX);
            view! { <Press class="wire-box" id pressed text=text.as_str() on_press=move |()| press(at) /> }
        })
        .collect_view();
    let drawn = Signal::derive(move || {
        let path = |one: &Arrow| DRAWN.get(usize::from(3 * one[0] + one[1])).copied();
        arrows.read().iter().filter_map(path).collect::<String>()
    });
    let list = move || {
        arrows
            .get()
            .into_iter()
            .map(|one| {
                let words = format!("{} {arrow} {}", name(one[0]), name(one[1]));
                let take_away = move |()| {
                    toggle(one);
                    page::focus(FIRST_BOX);
                };
                view! {
                    <li>
                        <span>{words.clone()}</span>
                        <Press
                            class="quiet-button"
                            label=Signal::stored(format!("Take away: {words}"))
                            text="✕"
                            on_press=take_away
                        />
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    let next = Signal::derive(move || match start.get() {
        Some(from) => format!("{} {arrow} …", name(from)),
        None => String::new(),
    });
    view! {
        <div class="wire-picture">
            <svg viewBox="0 0 300 200" aria-hidden="true">
                <path d=drawn></path>
            </svg>
            {cards}
        </div>
        <p class="wire-next">{next}</p>
        <ul class="order">{list}</ul>
    }
}
