//! Boxes joined by arrows: click where an arrow starts, then where it ends. The set of arrows is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Arrow, Wirings};

use super::HandsOnForm;
use super::parts::{block, list, row};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

const FIRST_BOX: &str = "first-box";

/// SVG path of the arrow at `3 · from + to`, on an area of 300 × 200. Boxes are at (60, 40), (240, 40) and (150, 160).
/// Arrows in opposite directions lie side by side, with the head past the middle.
const ARROW_PATHS: [&str; 9] = [
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

/// State of the boxes and arrows.
#[derive(Clone, Copy)]
struct WireState {
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
    arrows: RwSignal<Vec<Arrow>>,
    last_action: RwSignal<LastAction>,
}

/// The last action.
#[derive(Clone, Copy, PartialEq)]
enum LastAction {
    /// None, or its arrows are no longer shown.
    Nothing,
    /// An arrow was started at this box.
    Started(u8),
    /// This arrow was added or removed.
    Toggled(Arrow),
}

impl WireState {
    fn visible_answer(self) -> Option<u8> {
        self.ends.end(&self.arrows.read())
    }

    fn status(self) -> String {
        match self.last_action.get() {
            LastAction::Nothing => String::new(),
            LastAction::Started(from) => format!("{} {} …", self.name(from), self.arrow),
            LastAction::Toggled(one) if self.arrows.read().contains(&one) => {
                format!("Added: {}.", self.describe(one))
            }
            LastAction::Toggled(one) => format!("Taken away: {}.", self.describe(one)),
        }
    }

    fn name(self, index: u8) -> &'static str {
        let name = self.boxes.get(usize::from(index));
        name.map(String::as_str).unwrap_or_default()
    }

    fn describe(self, [from, to]: Arrow) -> String {
        format!("{} {} {}", self.name(from), self.arrow, self.name(to))
    }

    /// Shows the arrows of an answer from the list or from an earlier visit.
    fn sync_with_answer(self) {
        let answer = self.answer.get_untracked();
        if untrack(|| self.visible_answer()) != answer {
            let example = answer.map(|choice| self.ends.example(choice).to_vec());
            self.arrows.set(example.unwrap_or_default());
            self.last_action.set(LastAction::Nothing);
        }
    }

    fn toggle(self, one: Arrow) {
        self.arrows.update(
            |arrows| match arrows.iter().position(|other| *other == one) {
                Some(index) => {
                    arrows.remove(index);
                }
                None => arrows.push(one),
            },
        );
        self.last_action.set(LastAction::Toggled(one));
        self.answer.set(untrack(|| self.visible_answer()));
    }

    fn on_click(self, index: u8) {
        match self.last_action.get_untracked() {
            LastAction::Started(from) if from == index => self.last_action.set(LastAction::Nothing),
            LastAction::Started(from) => self.toggle([from, index]),
            _ => self.last_action.set(LastAction::Started(index)),
        }
    }
}

pub(super) fn wire(
    arrow: &'static str,
    boxes: &'static [String],
    ends: &'static Wirings,
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let state = WireState {
        arrow,
        boxes,
        ends,
        answer,
        arrows: RwSignal::new(Vec::new()),
        last_action: RwSignal::new(LastAction::Nothing),
    };
    HandsOnForm {
        render: ViewFn::from(move || render(state)),
        status: Signal::derive(move || state.status()),
        visible_answer: Signal::derive(move || state.visible_answer()),
    }
}

fn render(state: WireState) -> AnyView {
    let mount_point = use_mount_point();
    state.sync_with_answer();
    let arrows = state.arrows;
    let drawn = Signal::derive(move || {
        let path = |one: &Arrow| ARROW_PATHS.get(usize::from(3 * one[0] + one[1])).copied();
        arrows.read().iter().filter_map(path).collect::<String>()
    });
    let picture = view! {
        <svg viewBox="0 0 300 200" aria-hidden="true">
            <path d=drawn></path>
        </svg>
    };
    let cards = (0_u8..).zip(state.boxes).map(|(index, text)| {
        let pressed = Signal::derive(move || state.last_action.get() == LastAction::Started(index));
        let id = (index == 0).then_some(FIRST_BOX);
        view! { <Button class="wire-box" id pressed text=text.as_str() on_click=move |()| state.on_click(index) /> }
            .into_any()
    });
    let drawn = std::iter::once(picture.into_any()).chain(cards).collect();
    let one_row = move |one: Arrow| {
        let text = state.describe(one);
        let label = Signal::stored(format!("Take away: {text}"));
        let remove = move |()| {
            state.toggle(one);
            mount_point.focus(FIRST_BOX);
        };
        let button = view! { <Button class="quiet-button" label text="✕" on_click=remove /> };
        row(Signal::stored(text), vec![button.into_any()])
    };
    let rows = move || arrows.get().into_iter().map(one_row).collect::<Vec<_>>();
    vec![
        block("wire-picture".into(), drawn),
        list("order", vec![rows.into_any()]),
    ]
    .into_any()
}
