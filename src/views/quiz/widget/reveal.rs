//! Steps that come up as one follows them: the stops of a request in a line, or the parts of a plan as a tree. The marked
//! step is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Hop, PlanStep};

use super::Form;
use super::parts::{IDS, block, mark, words};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

/// How a step is set in from the one that it is a part of.
const DEPTHS: [&str; 6] = [
    "step",
    "step in-1",
    "step in-2",
    "step in-3",
    "step in-4",
    "step in-5",
];

/// One step, ready to be shown.
#[derive(Clone)]
struct Step {
    name: &'static str,
    note: String,
    /// The step that has to be opened before this one is seen.
    within: Option<u8>,
    /// How deep it lies, for the drawing.
    depth: usize,
}

/// Stops, each seen once the one before it was followed.
pub(super) fn trace(
    name: &'static str,
    onward: &'static str,
    hops: &'static [Hop],
    answer: RwSignal<Option<u8>>,
) -> Form {
    let steps = (0_u8..).zip(hops).map(|(at, hop)| Step {
        name: &hop.name,
        note: hop.log.clone(),
        within: at.checked_sub(1),
        depth: 0,
    });
    reveal(name, onward, steps.collect(), answer)
}

/// Parts, each seen once its whole was opened.
pub(super) fn plan(
    name: &'static str,
    steps: &'static [PlanStep],
    answer: RwSignal<Option<u8>>,
) -> Form {
    let mut shown: Vec<Step> = Vec::with_capacity(steps.len());
    for (at, step) in (0_u8..).zip(steps) {
        let included = if steps.iter().any(|part| part.within == Some(at)) {
            " with its parts"
        } else {
            ""
        };
        let whole = step.within.and_then(|whole| shown.get(usize::from(whole)));
        shown.push(Step {
            name: &step.name,
            note: format!("{} ms{included} · {} rows", step.ms, step.rows),
            within: step.within,
            depth: whole.map_or(0, |whole| whole.depth + 1),
        });
    }
    reveal(name, "Open its parts", shown, answer)
}

fn reveal(
    name: &'static str,
    onward: &'static str,
    steps: Vec<Step>,
    answer: RwSignal<Option<u8>>,
) -> Form {
    // A bit for each step that was opened. Whoever comes back has seen them all.
    let opened = RwSignal::new(if answer.get_untracked().is_some() {
        u8::MAX
    } else {
        0
    });
    let draw = move || draw(name, onward, steps.clone(), opened, answer);
    Form::marked(answer, ViewFn::from(draw))
}

fn draw(
    name: &'static str,
    onward: &'static str,
    steps: Vec<Step>,
    opened: RwSignal<u8>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let mount_point = use_mount_point();
    let marked = answer.get_untracked().map(usize::from);
    let whole = marked.and_then(|marked| steps.get(marked)?.within);
    if whole.is_some_and(|whole| opened.get_untracked() >> whole & 1 == 0) {
        // It was marked in the list, which shows all.
        opened.set(u8::MAX);
    }
    let is_open = move |step: u8| opened.get() >> step & 1 == 1;
    let parts: Vec<Option<u8>> = steps.iter().map(|step| step.within).collect();
    let cards = (0_u8..).zip(steps).map(|(position, step)| {
        let first_part = parts.iter().position(|within| *within == Some(position));
        let open = move |part: usize| {
            opened.update(|opened| *opened |= 1 << position);
            mount_point.focus_soon(IDS[part]);
        };
        let closed = move || {
            let part = first_part.filter(|_| !is_open(position));
            part.map(|part| {
                view! { <Button class="quiet-button" text=onward on_click=move |()| open(part) /> }
            })
        };
        let card = move || {
            step.within.is_none_or(is_open).then(|| {
                let content = vec![
                    words("", step.name.into()),
                    words("note", Signal::stored(step.note.clone())),
                ];
                let id = IDS[usize::from(position)];
                let mark = mark(name, id, position, answer, content);
                block(DEPTHS[step.depth].into(), vec![mark, closed.into_any()])
            })
        };
        card.into_any()
    });
    block("choices".into(), cards.collect())
}
