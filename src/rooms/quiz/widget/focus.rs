//! A drawn form whose stops are numbered by pressing them. The order is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Orders, Stop};

#[component]
pub(super) fn Focus(
    columns: &'static [String],
    stops: &'static [Stop],
    ends: &'static Orders,
    answer: RwSignal<Option<u8>>,
) -> impl IntoView {
    let earlier = answer
        .get_untracked()
        .and_then(|choice| ends.example(choice, stops.len()));
    let order = RwSignal::new(earlier.unwrap_or_default().to_vec());
    let number = move |stop: u8| order.read().iter().position(|other| *other == stop);
    let press = move |stop: u8| {
        match untrack(|| number(stop)) {
            // What came after it has lost its place, too.
            Some(place) => order.update(|order| order.truncate(place)),
            None => order.update(|order| order.push(stop)),
        }
        let order = order.get_untracked();
        answer.set((order.len() == stops.len()).then(|| ends.end(&order)));
    };
    let heads = columns
        .iter()
        .map(|column| {
            view! { <span class="form-head" aria-hidden="true">{column.as_str()}</span> }.into_any()
        })
        .collect_view();
    let fields = (0_u8..)
        .zip(stops)
        .map(|(at, stop)| {
            let column = stop
                .column
                .and_then(|column| columns.get(usize::from(column)));
            let name = match column {
                Some(column) => format!("{column}: {}", stop.name),
                None => stop.name.clone(),
            };
            let label = Signal::derive(move || match number(at) {
                Some(place) => format!("{name}, stop {}", place + 1),
                None => format!("{name}, no number yet"),
            });
            let badge = Signal::derive(move || match number(at) {
                Some(place) => (place + 1).to_string(),
                None => String::new(),
            });
            let class = if column.is_some() {
                "form-stop"
            } else {
                "form-stop whole"
            };
            view! {
                <button
                    type="button"
                    class=class
                    aria-label=label
                    on:click=move |_| press(at)
                >
                    <span class="stop-number">{badge}</span>
                    <span>{stop.name.as_str()}</span>
                </button>
            }
            .into_any()
        })
        .collect_view();
    view! { <div class="form-picture">{heads} {fields}</div> }
}
