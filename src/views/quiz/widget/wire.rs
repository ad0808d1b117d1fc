//! Boxes joined by arrows: press where an arrow starts, then where it goes. The set of arrows is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Arrow, Wirings};

use super::Form;
use super::parts::{block, list, row};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

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

/// What the visitor does with the boxes.
#[derive(Clone, Copy)]
struct Hand {
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
    arrows: RwSignal<Vec<Arrow>>,
    last: RwSignal<Last>,
}

/// What was done last.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// Nothing, or nothing that is still to be seen.
    Nothing,
    /// An arrow was started at this box.
    Started(u8),
    /// This arrow was drawn, or taken away.
    Toggled(Arrow),
}

impl Hand {
    fn shows(self) -> Option<u8> {
        self.ends.end(&self.arrows.read())
    }

    fn said(self) -> String {
        match self.last.get() {
            Last::Nothing => String::new(),
            Last::Started(from) => format!("{} {} …", self.name(from), self.arrow),
            Last::Toggled(one) if self.arrows.read().contains(&one) => {
                format!("Added: {}.", self.words(one))
            }
            Last::Toggled(one) => format!("Taken away: {}.", self.words(one)),
        }
    }

    fn name(self, at: u8) -> &'static str {
        let name = self.boxes.get(usize::from(at));
        name.map(String::as_str).unwrap_or_default()
    }

    fn words(self, [from, to]: Arrow) -> String {
        format!("{} {} {}", self.name(from), self.arrow, self.name(to))
    }

    /// Draws the arrows of an answer that was given in the list, or before this card came up.
    fn catch_up(self) {
        let answer = self.answer.get_untracked();
        if untrack(|| self.shows()) != answer {
            let example = answer.map(|choice| self.ends.example(choice).to_vec());
            self.arrows.set(example.unwrap_or_default());
            self.last.set(Last::Nothing);
        }
    }

    fn toggle(self, one: Arrow) {
        self.arrows.update(
            |arrows| match arrows.iter().position(|other| *other == one) {
                Some(at) => {
                    arrows.remove(at);
                }
                None => arrows.push(one),
            },
        );
        self.last.set(Last::Toggled(one));
        self.answer.set(untrack(|| self.shows()));
    }

    fn press(self, at: u8) {
        match self.last.get_untracked() {
            Last::Started(from) if from == at => self.last.set(Last::Nothing),
            Last::Started(from) => self.toggle([from, at]),
            _ => self.last.set(Last::Started(at)),
        }
    }
}

pub(super) fn wire(
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
) -> Form {
    let hand = Hand {
        arrow,
        boxes,
        ends,
        answer,
        arrows: RwSignal::new(Vec::new()),
        last: RwSignal::new(Last::Nothing),
    };
    Form {
        draw: ViewFn::from(move || draw(hand)),
        said: Signal::derive(move || hand.said()),
        shows: Signal::derive(move || hand.shows()),
    }
}

fn draw(hand: Hand) -> AnyView {
    let mount_point = use_mount_point();
    hand.catch_up();
    let arrows = hand.arrows;
    let drawn = Signal::derive(move || {
        let path = |one: &Arrow| DRAWN.get(usize::from(3 * one[0] + one[1])).copied();
        arrows.read().iter().filter_map(path).collect::<String>()
    });
    let picture = view! {
        <svg viewBox="0 0 300 200" aria-hidden="true">
            <path d=drawn></path>
        </svg>
    };
    let cards = (0_u8..).zip(hand.boxes).map(|(at, text)| {
        let pressed = Signal::derive(move || hand.last.get() == Last::Started(at));
        let id = (at == 0).then_some(FIRST_BOX);
        view! { <Button class="wire-box" id pressed text=text.as_str() on_click=move |()| hand.press(at) /> }
            .into_any()
    });
    let drawn = std::iter::once(picture.into_any()).chain(cards).collect();
    let one_row = move |one: Arrow| {
        let words = hand.words(one);
        let label = Signal::stored(format!("Take away: {words}"));
        let take_away = move |()| {
            hand.toggle(one);
            mount_point.focus(FIRST_BOX);
        };
        let button = view! { <Button class="quiet-button" label text="✕" on_click=take_away /> };
        row(Signal::stored(words), vec![button.into_any()])
    };
    let rows = move || arrows.get().into_iter().map(one_row).collect::<Vec<_>>();
    vec![
        block("wire-picture".into(), drawn),
        list("order", vec![rows.into_any()]),
    ]
    .into_any()
}
