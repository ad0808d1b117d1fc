//! A picture of a form whose fields are numbered by clicks. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Orders, Stop};

use super::parts::{block, text_span};
use super::{HandsOnForm, count};
use crate::ui::button::Button;

/// A form has at most six fields.
const NUMBERS: [&str; 6] = ["①", "②", "③", "④", "⑤", "⑥"];

pub(super) fn focus(
    columns: &'static [String],
    stops: &'static [Stop],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let order = RwSignal::new(Vec::new());
    let status = move || {
        let numbered = order.read().len();
        format!("{numbered} of {} stops have a number.", stops.len())
    };
    let visible_answer = move || {
        let order = order.read();
        (order.len() == stops.len()).then(|| ends.end(&order))
    };
    let visible_answer = Signal::derive(visible_answer);
    let sync_with_answer = move || {
        let answer = answer.get_untracked();
        if visible_answer.get_untracked() != answer {
            let example = answer.and_then(|choice| ends.example(choice, count(stops)));
            order.set(example.unwrap_or_default());
        }
    };
    let render = move || {
        sync_with_answer();
        render(columns, stops, order, visible_answer, answer)
    };
    HandsOnForm {
        render: ViewFn::from(render),
        status: Signal::derive(status),
        visible_answer,
    }
}

fn render(
    columns: &'static [String],
    stops: &'static [Stop],
    order: RwSignal<Vec<u8>>,
    visible_answer: Signal<Option<u8>>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let number = move |stop: u8| order.read().iter().position(|other| *other == stop);
    let on_click = move |stop: u8| {
        match untrack(|| number(stop)) {
            // Removing a number removes those after it too.
            Some(position) => order.update(|order| order.truncate(position)),
            None => order.update(|order| order.push(stop)),
        }
        answer.set(visible_answer.get_untracked());
    };
    let heads = columns
        .iter()
        .map(|column| text_span("form-head", column.as_str().into()));
    let fields = (0_u8..).zip(stops).map(|(index, stop)| {
        let column = stop
            .column
            .and_then(|column| columns.get(usize::from(column)));
        let class = if column.is_some() {
            "form-stop"
        } else {
            "form-stop whole"
        };
        let label = Signal::derive(move || {
            let column = column.map_or(String::new(), |column| format!("{column}: "));
            match number(index) {
                Some(position) => format!("{column}{}, stop {}", stop.name, position + 1),
                None => format!("{column}{}, no number yet", stop.name),
            }
        });
        let text = Signal::derive(move || {
            let symbol = number(index).and_then(|position| NUMBERS.get(position));
            format!("{} {}", symbol.unwrap_or(&"○"), stop.name)
        });
        view! { <Button class label text on_click=move |()| on_click(index) /> }.into_any()
    });
    block("form-picture".into(), heads.chain(fields).collect())
}
