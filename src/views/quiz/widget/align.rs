//! A row of cards to drag or nudge into line. The card that was moved is the answer.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::parts::block;
use super::{HandsOnForm, card_name};
use crate::platform::pointer;
use crate::ui::button::Button;

/// How far a card can be moved, in CSS pixels.
const MAX_SHIFT: i32 = 16;

/// State of the cards.
#[derive(Clone, Copy)]
struct AlignState {
    answer: RwSignal<Option<u8>>,
    /// The card that keys and buttons move.
    chosen: RwSignal<Option<u8>>,
    /// The one moved card, and by how many pixels. Moving another resets it.
    moved: RwSignal<Option<(u8, i32)>>,
    drag: RwSignal<Option<Drag>>,
}

/// A card that is being dragged.
#[derive(Clone, Copy)]
struct Drag {
    /// The pointer's id, which tells fingers apart.
    pointer: i32,
    /// Vertical position of the pointer when the drag began.
    from: i32,
    /// Shift of the card when the drag began.
    shift: i32,
}

impl AlignState {
    fn shift_of(self, card: u8) -> i32 {
        match self.moved.get() {
            Some((moved, shift)) if moved == card => shift,
            _ => 0,
        }
    }

    /// The answer that the cards show: the one that is shifted.
    fn visible_answer(self) -> Option<u8> {
        let (card, shift) = self.moved.get()?;
        (shift != 0).then_some(card)
    }

    /// Describes the last move.
    fn status(self) -> String {
        let Some((card, shift)) = self.moved.get() else {
            return String::new();
        };
        let card = card_name(card);
        let pixels = shift.unsigned_abs();
        let s = if pixels == 1 { "" } else { "s" };
        let direction = if shift < 0 { "up" } else { "down" };
        match pixels {
            0 => format!("{card}, not moved."),
            _ => format!("{card}, moved {pixels} pixel{s} {direction}."),
        }
    }

    fn move_to(self, card: u8, shift: i32) {
        let shift = shift.clamp(-MAX_SHIFT, MAX_SHIFT);
        self.moved.set(Some((card, shift)));
        self.answer.set(untrack(|| self.visible_answer()));
    }

    /// Resets the cards if another answer was chosen in the list, or in an earlier visit. The shift of that answer is
    /// unknown, and aligning its card would reveal whether it is right.
    fn sync_with_answer(self) {
        let answer = self.answer.get_untracked();
        if untrack(|| self.visible_answer()) != answer {
            self.moved.set(None);
            self.chosen.set(answer);
        }
    }

    fn nudge(self, by: i32) {
        if let Some(card) = self.chosen.get_untracked() {
            let shift = untrack(|| self.shift_of(card));
            self.move_to(card, shift + by);
        }
    }

    fn on_pointer_down(self, card: u8, event: &PointerEvent) {
        if !pointer::is_drag(event) {
            return;
        }
        pointer::capture(event);
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

    fn on_pointer_move(self, card: u8, event: &PointerEvent) {
        // A resting finger sends moves without a change of position.
        if let Some(Drag { from, shift, .. }) = self.drag_of(event)
            && pointer::is_drag(event)
            && event.client_y() != from
        {
            self.move_to(card, shift + event.client_y() - from);
        }
    }

    fn end_drag(self, event: &PointerEvent) {
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

pub(super) fn align(offsets: &'static [i8], answer: RwSignal<Option<u8>>) -> HandsOnForm {
    let state = AlignState {
        answer,
        chosen: RwSignal::new(None),
        moved: RwSignal::new(None),
        drag: RwSignal::new(None),
    };
    HandsOnForm {
        render: ViewFn::from(move || render(offsets, state)),
        status: Signal::derive(move || state.status()),
        visible_answer: Signal::derive(move || state.visible_answer()),
    }
}

fn render(offsets: &'static [i8], state: AlignState) -> AnyView {
    state.sync_with_answer();
    let cards = (0_u8..)
        .zip(offsets)
        .map(|(card, offset)| {
            let offset = i32::from(*offset);
            let pressed = Signal::derive(move || (state.chosen.get() == Some(card)).to_string());
            let transform =
                Signal::derive(move || format!("translateY({}px)", offset + state.shift_of(card)));
            view! {
                <button
                    type="button"
                    class="align-card"
                    aria-pressed=pressed
                    style:transform=transform
                    on:click=move |_| state.chosen.set(Some(card))
                    on:keydown=move |event| state.key(card, &event)
                    on:pointerdown=move |event| state.on_pointer_down(card, &event)
                    on:pointermove=move |event| state.on_pointer_move(card, &event)
                    on:lostpointercapture=move |event| state.end_drag(&event)
                >
                    <span>{card_name(card)}</span>
                </button>
            }
            .into_any()
        })
        .collect();
    let idle = Signal::derive(move || state.chosen.get().is_none());
    let by = move |text: &'static str, pixels: i32| {
        view! { <Button class="quiet-button" text disabled=idle on_click=move |()| state.nudge(pixels) /> }
            .into_any()
    };
    let buttons = vec![by("Up 1 pixel", -1), by("Down 1 pixel", 1)];
    vec![
        block("align-row".into(), cards),
        block("button-row".into(), buttons),
    ]
    .into_any()
}
