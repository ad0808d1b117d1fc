//! A small page whose parts render again as the visitor types. The marked part is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Part, Shows};

use super::HandsOnForm;
use super::parts::{FieldKind, IDS, block, field, markable, text_span};

pub(super) fn redraw(
    name: &'static str,
    parts: &'static [Part],
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let typed_text = RwSignal::new(String::new());
    let render_count = RwSignal::new(0);
    let render = ViewFn::from(move || render(name, parts, typed_text, render_count, answer));
    // The counters change without an announcement, so the status has them, once per keystroke.
    let status = move || match render_count.get() {
        0 => String::new(),
        more => {
            let drawn = parts.iter().filter(|part| part.draws);
            let names: Vec<&str> = drawn.map(|part| part.name.as_str()).collect();
            format!("Drawn {} times: {}.", more + 1, names.join(", "))
        }
    };
    HandsOnForm {
        status: Signal::derive(status),
        ..HandsOnForm::marked(answer, render)
    }
}

fn render(
    name: &'static str,
    parts: &'static [Part],
    typed_text: RwSignal<String>,
    render_count: RwSignal<u32>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let cards = (0_u8..)
        .zip(parts)
        .map(|(position, part)| {
            let content = Signal::derive(move || match &part.shows {
                Shows::Typed => typed_text.get(),
                Shows::Letters => typed_text.read().chars().count().to_string(),
                Shows::Words(words) => words.clone(),
            });
            let drawn = move || if part.draws { render_count.get() } else { 0 };
            // Two alternating classes, because a browser restarts an animation only if its name changes.
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
                text_span("", part.name.as_str().into()),
                text_span("live-content", content),
                text_span("note", count),
            ];
            let id = IDS[usize::from(position)];
            markable(name, id, position, answer, vec![block(flash, content)])
        })
        .collect();
    let on_input = move |text: String| {
        typed_text.set(text);
        render_count.update(|render_count| *render_count += 1);
    };
    vec![
        field(
            "Type here",
            FieldKind::Text(12, typed_text.get_untracked()),
            None,
            Callback::new(on_input),
        ),
        block("choices".into(), cards),
    ]
    .into_any()
}
