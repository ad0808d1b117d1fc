//! A little page that is drawn anew as the visitor types. The marked part is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Part, Shows};

use super::Form;
use super::parts::{IDS, Takes, block, field, mark, words};

pub(super) fn redraw(
    name: &'static str,
    parts: &'static [Part],
    answer: RwSignal<Option<u8>>,
) -> Form {
    let typed = RwSignal::new(String::new());
    let times = RwSignal::new(0);
    let draw = ViewFn::from(move || draw(name, parts, typed, times, answer));
    // The counts change in silence, so they are said: once a letter, however many parts were drawn.
    let said = move || match times.get() {
        0 => String::new(),
        more => {
            let drawn = parts.iter().filter(|part| part.draws);
            let names: Vec<&str> = drawn.map(|part| part.name.as_str()).collect();
            format!("Drawn {} times: {}.", more + 1, names.join(", "))
        }
    };
    Form {
        said: Signal::derive(said),
        ..Form::marked(answer, draw)
    }
}

fn draw(
    name: &'static str,
    parts: &'static [Part],
    typed: RwSignal<String>,
    times: RwSignal<u32>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let cards = (0_u8..)
        .zip(parts)
        .map(|(position, part)| {
            let content = Signal::derive(move || match &part.shows {
                Shows::Typed => typed.get(),
                Shows::Letters => typed.read().chars().count().to_string(),
                Shows::Words(words) => words.clone(),
            });
            let drawn = move || if part.draws { times.get() } else { 0 };
            // Two classes in turn: a browser starts an animation anew only where its name changes.
            let flash = Signal::derive(move || match drawn() {
                0 => "live".to_owned(),
                even if even % 2 == 0 => "live flash-even".to_owned(),
                _ => "live flash-odd".to_owned(),
            });
            let count = Signal::derive(move || match drawn() {
                0 => "drawn once".to_owned(),
                more => format!("drawn {} times", more + 1),
            });
            let content = vec![
                words("", part.name.as_str().into()),
                words("live-content", content),
                words("note", count),
            ];
            let id = IDS[usize::from(position)];
            mark(name, id, position, answer, vec![block(flash, content)])
        })
        .collect();
    let type_on = move |text: String| {
        typed.set(text);
        times.update(|times| *times += 1);
    };
    vec![
        field(
            "Type here",
            Takes::Letters(12, typed.get_untracked()),
            None,
            Callback::new(type_on),
        ),
        block("choices".into(), cards),
    ]
    .into_any()
}
