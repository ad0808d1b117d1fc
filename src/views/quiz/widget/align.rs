//! Cards in a row, to be dragged or nudged into line. The card that was moved is the answer.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::parts::block;
use super::{Form, card_name};
use crate::platform::pointer;
use crate::ui::button::Button;

/// A card can be moved by so many pixels either way.
const FARTHEST: i32 = 16;

/// What the visitor does with the cards.
#[derive(Clone, Copy)]
struct Hand {
    answer: RwSignal<Option<u8>>,
    /// The card that keys and buttons move.
    chosen: RwSignal<Option<u8>>,
    /// The one card that was moved, and by how many pixels. Moving another puts it back.
    moved: RwSignal<Option<(u8, i32)>>,
    drag: RwSignal<Option<Drag>>,
}

/// A card in the grip of a pointer.
#[derive(Clone, Copy)]
struct Drag {
    /// The pointer's id: another finger has another.
    pointer: i32,
    /// The pointer's height when the drag began.
    from: i32,
    /// How far the card had been moved by then.
    shift: i32,
}

impl Hand {
    fn shift_of(self, card: u8) -> i32 {
        match self.moved.get() {
            Some((moved, shift)) if moved == card => shift,
            _ => 0,
        }
    }

    /// The card that lies elsewhere than at first.
    fn shows(self) -> Option<u8> {
        let (card, shift) = self.moved.get()?;
        (shift != 0).then_some(card)
    }

    /// What was done last.
    fn said(self) -> String {
        let Some((card, shift)) = self.moved.get() else {
            return String::new();
        };
        let card = card_name(card);
        let pixels = shift.unsigned_abs();
        let s = if pixels == 1 { "" } else { "s" };
        let way = if shift < 0 { "up" } else { "down" };
        match pixels {
            0 => format!("{card}, not moved."),
            _ => format!("{card}, moved {pixels} pixel{s} {way}."),
        }
    }

    fn place(self, card: u8, shift: i32) {
        let shift = shift.clamp(-FARTHEST, FARTHEST);
        self.moved.set(Some((card, shift)));
        self.answer.set(untrack(|| self.shows()));
    }

    /// Lays the cards out as at first where another answer was given in the list, or before this card came up. By how much
    /// a card was moved then is not known, and moving it into line by itself would tell who is right.
    fn catch_up(self) {
        let answer = self.answer.get_untracked();
        if untrack(|| self.shows()) != answer {
            self.moved.set(None);
            self.chosen.set(answer);
        }
    }

    fn nudge(self, by: i32) {
        if let Some(card) = self.chosen.get_untracked() {
            let shift = untrack(|| self.shift_of(card));
            self.place(card, shift + by);
        }
    }

    fn press(self, card: u8, event: &PointerEvent) {
        if !pointer::drags(event) {
            return;
        }
        pointer::hold(event);
        self.chosen.set(Some(card));
        self.drag.set(Some(Drag {
            pointer: event.pointer_id(),
            from: event.client_y(),
            shift: untrack(|| self.shift_of(card)),
        }));
    }

    /// The drag that an event belongs to.
    fn drag_of(self, event: &PointerEvent) -> Option<Drag> {
        let drag = self.drag.get_untracked();
        drag.filter(|drag| drag.pointer == event.pointer_id())
    }

    fn drag_on(self, card: u8, event: &PointerEvent) {
        // A finger that rests trembles.
        if let Some(Drag { from, shift, .. }) = self.drag_of(event)
            && pointer::drags(event)
            && event.client_y() != from
        {
            self.place(card, shift + event.client_y() - from);
        }
    }

    fn let_go(self, event: &PointerEvent) {
        if self.drag_of(event).is_some() {
            self.drag.set(None);
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

pub(super) fn align(offsets: &'static [i8], answer: RwSignal<Option<u8>>) -> Form {
    let hand = Hand {
        answer,
        chosen: RwSignal::new(None),
        moved: RwSignal::new(None),
        drag: RwSignal::new(None),
    };
    Form {
        draw: ViewFn::from(move || draw(offsets, hand)),
        said: Signal::derive(move || hand.said()),
        shows: Signal::derive(move || hand.shows()),
    }
}

fn draw(offsets: &'static [i8], hand: Hand) -> AnyView {
    hand.catch_up();
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
                    on:lostpointercapture=move |event| hand.let_go(&event)
                >
                    <span>{card_name(card)}</span>
                </button>
            }
            .into_any()
        })
        .collect();
    let idle = Signal::derive(move || hand.chosen.get().is_none());
    let by = move |text: &'static str, pixels: i32| {
        view! { <Button class="quiet-button" text disabled=idle on_click=move |()| hand.nudge(pixels) /> }
            .into_any()
    };
    let buttons = vec![by("Up 1 pixel", -1), by("Down 1 pixel", 1)];
    vec![
        block("align-row".into(), cards),
        block("button-row".into(), buttons),
    ]
    .into_any()
}
