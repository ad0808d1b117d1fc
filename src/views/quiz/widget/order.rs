//! Steps with a button up and a button down each. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::Orders;

use super::parts::{list, row};
use super::{Form, count};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

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
    let mount_point = use_mount_point();
    let text = move |position: usize| steps[usize::from(order.read()[position])].clone();
    // The places stay and the texts move, so the focus has to be taken along by hand.
    let swap = move |position: usize, with: usize| {
        order.update(|order| order.swap(position, with));
        answer.set(shows.get_untracked());
        let up = (with < position && with > 0) || with + 1 == steps.len();
        mount_point.focus(if up { UP[with] } else { DOWN[with] });
    };
    let button = move |position: usize, up: bool| {
        let (id, way, arrow) = if up {
            (UP[position], "up", "↑")
        } else {
            (DOWN[position], "down", "↓")
        };
        // Past the last place there is nothing to change with; above the first neither.
        let with = if up {
            position.wrapping_sub(1)
        } else {
            position + 1
        };
        let label = Signal::derive(move || {
            format!("{}, step {}: move {way}", text(position), position + 1)
        });
        let disabled = with >= steps.len();
        view! {
            <Button class="quiet-button" id=Some(id) label disabled text=arrow on_click=move |()| swap(position, with) />
        }
        .into_any()
    };
    let places = (0..steps.len().min(UP.len())).map(|position| {
        let text = Signal::derive(move || text(position));
        row(text, vec![button(position, true), button(position, false)])
    });
    list("order numbered", places.collect())
}
