//! Steps with a button up and a button down each. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::Orders;

use super::parts::{list, row};
use super::{Form, count};
use crate::embed::use_place;
use crate::ui::press::Press;

/// Ids of the buttons of each place, so that the focus can go along with a step. Six steps fit.
const UP: [&str; 6] = ["up-1", "up-2", "up-3", "up-4", "up-5", "up-6"];
const DOWN: [&str; 6] = ["down-1", "down-2", "down-3", "down-4", "down-5", "down-6"];

pub(super) fn order(
    steps: &'static [String],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> Form {
    let first = || (0..count(steps)).collect::<Vec<u8>>();
    let order = RwSignal::new(first());
    let shows = Signal::derive(move || Some(ends.end(&order.read())));
    let catch_up = move || {
        // As long as nothing was answered, nothing was moved.
        if let Some(choice) = answer.get_untracked()
            && shows.get_untracked() != Some(choice)
        {
            let example = ends.example(choice, count(steps));
            order.set(example.unwrap_or_else(first));
        }
    };
    let draw = move || {
        catch_up();
        draw(steps, order, shows, answer)
    };
    Form {
        draw: ViewFn::from(draw),
        said: Signal::stored(String::new()),
        shows,
    }
}

fn draw(
    steps: &'static [String],
    order: RwSignal<Vec<u8>>,
    shows: Signal<Option<u8>>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let page = use_place();
    let text = move |place: usize| steps[usize::from(order.read()[place])].clone();
    // The places stay and the texts move, so the focus has to be taken along by hand.
    let swap = move |place: usize, with: usize| {
        order.update(|order| order.swap(place, with));
        answer.set(shows.get_untracked());
        let up = (with < place && with > 0) || with + 1 == steps.len();
        page.focus(if up { UP[with] } else { DOWN[with] });
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
