//! A little page that is drawn anew as the visitor types. The marked part is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Part, Shows};

use super::parts::{IDS, Takes, block, field, mark, words};

pub(super) fn redraw(
    name: &'static str,
    parts: &'static [Part],
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let times = RwSignal::new(0_u32);
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
            Takes::Letters(12),
            None,
            Callback::new(type_on),
        ),
        block("choices".into(), cards),
    ]
    .into_any()
}
