//! Steps with an up and a down button each. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::Orders;

use super::parts::{list, row};
use super::{HandsOnForm, count};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

/// Ids of the buttons of each position, so that the focus can follow a step. Room for six steps.
const UP: [&str; 6] = ["up-1", "up-2", "up-3", "up-4", "up-5", "up-6"];
const DOWN: [&str; 6] = ["down-1", "down-2", "down-3", "down-4", "down-5", "down-6"];

pub(super) fn order(
    steps: &'static [String],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let initial = || (0..count(steps)).collect::<Vec<u8>>();
    let order = RwSignal::new(initial());
    let visible_answer = Signal::derive(move || Some(ends.end(&order.read())));
    let sync_with_answer = move || {
        // Without an answer nothing was moved.
        if let Some(choice) = answer.get_untracked()
            && visible_answer.get_untracked() != Some(choice)
        {
            let example = ends.example(choice, count(steps));
            order.set(example.unwrap_or_else(initial));
        }
    };
    let render = move || {
        sync_with_answer();
        render(steps, order, visible_answer, answer)
    };
    HandsOnForm {
        render: ViewFn::from(render),
        status: Signal::stored(String::new()),
        visible_answer,
    }
}

fn render(
    steps: &'static [String],
    order: RwSignal<Vec<u8>>,
    visible_answer: Signal<Option<u8>>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let mount_point = use_mount_point();
    let text = move |position: usize| steps[usize::from(order.read()[position])].clone();
    // Positions are fixed and texts move, so the focus must be moved explicitly.
    let swap = move |position: usize, with: usize| {
        order.update(|order| order.swap(position, with));
        answer.set(visible_answer.get_untracked());
        let up = (with < position && with > 0) || with + 1 == steps.len();
        mount_point.focus(if up { UP[with] } else { DOWN[with] });
    };
    let button = move |position: usize, up: bool| {
        let (id, direction, arrow) = if up {
            (UP[position], "up", "↑")
        } else {
            (DOWN[position], "down", "↓")
        };
        // The first step cannot move up, nor the last one down.
        let with = if up {
            position.wrapping_sub(1)
        } else {
            position + 1
        };
        let label = Signal::derive(move || {
            format!(
                "{}, step {}: move {direction}",
                text(position),
                position + 1
            )
        });
        let disabled = with >= steps.len();
        view! {
            <Button class="quiet-button" id=Some(id) label disabled text=arrow on_click=move |()| swap(position, with) />
        }
        .into_any()
    };
    let rows = (0..steps.len().min(UP.len())).map(|position| {
        let text = Signal::derive(move || text(position));
        row(text, vec![button(position, true), button(position, false)])
    });
    list("order numbered", rows.collect())
}
