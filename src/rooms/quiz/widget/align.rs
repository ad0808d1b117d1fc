//! Cards in a row, to be dragged or nudged into line. The card that was moved is the answer.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::card_name;
use super::parts::block;
use crate::platform::pointer;
use crate::ui::press::Press;

/// A card can be moved by so many pixels either way.
const FARTHEST: i32 = 16;

/// What the visitor does with the cards.
#[derive(Clone, Copy)]
struct Hand {
    answer: RwSignal<Option<u8>>,
    /// The card that keys and buttons move.
    chosen: RwSignal<Option<u8>>,
    /// The one card that is not where it lay, and by how many pixels. Moving another puts it back.
    moved: RwSignal<(u8, i32)>,
    /// The pointer's height when a drag began, and how far the card had been moved by then.
    drag: RwSignal<(i32, i32)>,
}

impl Hand {
    fn shift_of(self, card: u8) -> i32 {
        let (moved, shift) = self.moved.get();
        if moved == card { shift } else { 0 }
    }

    fn place(self, card: u8, shift: i32) {
        let shift = shift.clamp(-FARTHEST, FARTHEST);
        self.moved.set((card, shift));
        self.answer.set((shift != 0).then_some(card));
    }

    fn nudge(self, by: i32) {
        if let Some(card) = self.chosen.get_untracked() {
            let shift = untrack(|| self.shift_of(card));
            self.place(card, shift + by);
        }
    }

    fn press(self, card: u8, event: &PointerEvent) {
        pointer::hold(event);
        self.chosen.set(Some(card));
        let shift = untrack(|| self.shift_of(card));
        self.drag.set((event.client_y(), shift));
    }

    fn drag_on(self, card: u8, event: &PointerEvent) {
        let (from, shift) = self.drag.get_untracked();
        // A mouse moves without a button held, too, and a finger that rests trembles.
        if event.buttons() != 0 && event.client_y() != from {
            self.place(card, shift + event.client_y() - from);
        }
    }

    fn key(self, card: u8, event: &KeyboardEvent) {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        self.chosen.set(Some(card));
        self.nudge(by);
    }
}

pub(super) fn align(offsets: &'static [i8], answer: RwSignal<Option<u8>>) -> AnyView {
    let hand = Hand {
        answer,
        chosen: RwSignal::new(answer.get_untracked()),
        moved: RwSignal::new((0, 0)),
        drag: RwSignal::new((0, 0)),
    };
    let cards = (0_u8..)
        .zip(offsets)
        .map(|(card, offset)| {
            let offset = i32::from(*offset);
            let pressed = Signal::derive(move || (hand.chosen.get() == Some(card)).to_string());
            let place =
                Signal::derive(move || format!("translateY({}px)", offset + hand.shift_of(card)));
            view! {
                <button
                    type="button"
                    class="align-card"
                    aria-pressed=pressed
                    style:transform=place
                    on:click=move |_| hand.chosen.set(Some(card))
                    on:keydown=move |event| hand.key(card, &event)
                    on:pointerdown=move |event| hand.press(card, &event)
                    on:pointermove=move |event| hand.drag_on(card, &event)
                >
                    <span>{card_name(card)}</span>
                </button>
            }
            .into_any()
        })
        .collect();
    let idle = Signal::derive(move || hand.chosen.get().is_none());
    let by = move |text: &'static str, pixels: i32| {
        view! { <Press class="quiet-button" text disabled=idle on_press=move |()| hand.nudge(pixels) /> }
            .into_any()
    };
    let buttons = vec![by("Up 1 pixel", -1), by("Down 1 pixel", 1)];
    vec![
        block("align-row".into(), cards),
        block("button-row".into(), buttons),
    ]
    .into_any()
}
