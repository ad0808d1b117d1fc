//! Steps with a button up and a button down each. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::Orders;

use super::parts::{list, row};
use crate::platform::page;
use crate::ui::press::Press;

/// Ids of the buttons of each place, so that the focus can go along with a step. Six steps fit.
const UP: [&str; 6] = ["up-1", "up-2", "up-3", "up-4", "up-5", "up-6"];
const DOWN: [&str; 6] = ["down-1", "down-2", "down-3", "down-4", "down-5", "down-6"];

pub(super) fn order(
    steps: &'static [String],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let first = (0_u8..).take(steps.len()).collect();
    let earlier = answer
        .get_untracked()
        .and_then(|choice| ends.example(choice, steps.len()));
    let order = RwSignal::new(earlier.map_or(first, <[u8]>::to_vec));
    let text = move |place: usize| steps[usize::from(order.read()[place])].clone();
    // The places stay and the texts move, so the focus has to be taken along by hand.
    let swap = move |place: usize, with: usize| {
        order.update(|order| order.swap(place, with));
        answer.set(Some(ends.end(&order.get_untracked())));
        let up = (with < place && with > 0) || with + 1 == steps.len();
        page::focus(if up { UP[with] } else { DOWN[with] });
    };
    let button = move |place: usize, up: bool| {
        let (id, way, arrow) = if up {
            (UP[place], "up", "↑")
        } else {
            (DOWN[place], "down", "↓")
        };
        // Past the last place there is nothing to change with; above the first neither.
        let with = if up { place.wrapping_sub(1) } else { place + 1 };
        let label =
            Signal::derive(move || format!("{}, step {}: move {way}", text(place), place + 1));
        let disabled = with >= steps.len();
        view! {
            <Press class="quiet-button" id=Some(id) label disabled text=arrow on_press=move |()| swap(place, with) />
        }
        .into_any()
    };
    let places = (0..steps.len().min(UP.len())).map(|place| {
        let text = Signal::derive(move || text(place));
        row(text, vec![button(place, true), button(place, false)])
    });
    list("order numbered", places.collect())
}
