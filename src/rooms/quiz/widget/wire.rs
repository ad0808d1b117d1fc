//! Boxes joined by arrows: press where an arrow starts, then where it goes. The set of arrows is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Arrow, Wirings};

use super::parts::{block, list, row, words};
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

pub(super) fn wire(
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
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
    let drawn = Signal::derive(move || {
        let path = |one: &Arrow| DRAWN.get(usize::from(3 * one[0] + one[1])).copied();
        arrows.read().iter().filter_map(path).collect::<String>()
    });
    let picture = view! {
        <svg viewBox="0 0 300 200" aria-hidden="true">
            <path d=drawn></path>
        </svg>
    };
    let cards = (0_u8..).zip(boxes).map(|(at, text)| {
        let pressed = Signal::derive(move || start.get() == Some(at));
        let id = (at == 0).then_some(FIRST_BOX);
        view! { <Press class="wire-box" id pressed text=text.as_str() on_press=move |()| press(at) /> }
            .into_any()
    });
    let drawn = std::iter::once(picture.into_any()).chain(cards).collect();
    let one_row = move |one: Arrow| {
        let words = format!("{} {arrow} {}", name(one[0]), name(one[1]));
        let label = Signal::stored(format!("Take away: {words}"));
        let take_away = move |()| {
            toggle(one);
            page::focus(FIRST_BOX);
        };
        let button = view! { <Press class="quiet-button" label text="✕" on_press=take_away /> };
        row(Signal::stored(words), vec![button.into_any()])
    };
    let rows = move || arrows.get().into_iter().map(one_row).collect::<Vec<_>>();
    let next = Signal::derive(move || match start.get() {
        Some(from) => format!("{} {arrow} …", name(from)),
        None => String::new(),
    });
    vec![
        block("wire-picture".into(), drawn),
        words("wire-next", next),
        list("order", vec![rows.into_any()]),
    ]
    .into_any()
}
