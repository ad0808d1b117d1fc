//! A drawn form whose stops are numbered by pressing them. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Orders, Stop};

use super::parts::{block, words};
use super::{Form, count};
use crate::ui::button::Button;

/// A form has six stops at most.
const NUMBERS: [&str; 6] = ["①", "②", "③", "④", "⑤", "⑥"];

pub(super) fn focus(
    columns: &'static [String],
    stops: &'static [Stop],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> Form {
    let order = RwSignal::new(Vec::new());
    let said = move || {
        let numbered = order.read().len();
        format!("{numbered} of {} stops have a number.", stops.len())
    };
    let shows = move || {
        let order = order.read();
        (order.len() == stops.len()).then(|| ends.end(&order))
    };
    let shows = Signal::derive(shows);
    let catch_up = move || {
        let answer = answer.get_untracked();
        if shows.get_untracked() != answer {
            let example = answer.and_then(|choice| ends.example(choice, count(stops)));
            order.set(example.unwrap_or_default());
        }
    };
    let draw = move || {
        catch_up();
        draw(columns, stops, order, shows, answer)
    };
    Form {
        draw: ViewFn::from(draw),
        said: Signal::derive(said),
        shows,
    }
}

fn draw(
    columns: &'static [String],
    stops: &'static [Stop],
    order: RwSignal<Vec<u8>>,
    shows: Signal<Option<u8>>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let number = move |stop: u8| order.read().iter().position(|other| *other == stop);
    let press = move |stop: u8| {
        match untrack(|| number(stop)) {
            // What came after it has lost its place, too.
            Some(place) => order.update(|order| order.truncate(place)),
            None => order.update(|order| order.push(stop)),
        }
        answer.set(shows.get_untracked());
    };
    let heads = columns
        .iter()
        .map(|column| words("form-head", column.as_str().into()));
    let fields = (0_u8..).zip(stops).map(|(at, stop)| {
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
            match number(at) {
                Some(place) => format!("{column}{}, stop {}", stop.name, place + 1),
                None => format!("{column}{}, no number yet", stop.name),
            }
        });
        let text = Signal::derive(move || {
            let mark = number(at).and_then(|place| NUMBERS.get(place));
            format!("{} {}", mark.unwrap_or(&"○"), stop.name)
        });
        view! { <Button class label text on_click=move |()| press(at) /> }.into_any()
    });
    block("form-picture".into(), heads.chain(fields).collect())
}
