//! Steps that are revealed one by one: hops of a request, or parts of a query plan as a tree. The marked step is the
//! answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Hop, PlanStep};

use super::HandsOnForm;
use super::parts::{IDS, block, markable, text_span};
use crate::embed::use_mount_point;
use crate::ui::button::Button;

/// CSS class by depth in the tree.
const DEPTHS: [&str; 6] = [
    "step",
    "step in-1",
    "step in-2",
    "step in-3",
    "step in-4",
    "step in-5",
];

/// One step, ready to be rendered.
#[derive(Clone)]
struct Step {
    name: &'static str,
    note: String,
    /// The step that must be opened to reveal this one.
    within: Option<u8>,
    /// Depth in the tree, for indentation.
    depth: usize,
}

/// Hops of a request. Each is revealed by following the one before.
pub(super) fn trace(
    name: &'static str,
    open_label: &'static str,
    hops: &'static [Hop],
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let steps = (0_u8..).zip(hops).map(|(index, hop)| Step {
        name: &hop.name,
        note: hop.log.clone(),
        within: index.checked_sub(1),
        depth: 0,
    });
    reveal(name, open_label, steps.collect(), answer)
}

/// Parts of a plan. Each is revealed by opening the part that contains it.
pub(super) fn plan(
    name: &'static str,
    steps: &'static [PlanStep],
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    let mut shown: Vec<Step> = Vec::with_capacity(steps.len());
    for (index, step) in (0_u8..).zip(steps) {
        let included = if steps.iter().any(|part| part.within == Some(index)) {
            " with its parts"
        } else {
            ""
        };
        let parent = step
            .within
            .and_then(|parent| shown.get(usize::from(parent)));
        shown.push(Step {
            name: &step.name,
            note: format!("{} ms{included} · {} rows", step.ms, step.rows),
            within: step.within,
            depth: parent.map_or(0, |parent| parent.depth + 1),
        });
    }
    reveal(name, "Open its parts", shown, answer)
}

fn reveal(
    name: &'static str,
    open_label: &'static str,
    steps: Vec<Step>,
    answer: RwSignal<Option<u8>>,
) -> HandsOnForm {
    // One bit for each opened step. With an answer, all are open.
    let opened = RwSignal::new(if answer.get_untracked().is_some() {
        u8::MAX
    } else {
        0
    });
    let render = move || render(name, open_label, steps.clone(), opened, answer);
    HandsOnForm::marked(answer, ViewFn::from(render))
}

fn render(
    name: &'static str,
    open_label: &'static str,
    steps: Vec<Step>,
    opened: RwSignal<u8>,
    answer: RwSignal<Option<u8>>,
) -> AnyView {
    let mount_point = use_mount_point();
    let marked = answer.get_untracked().map(usize::from);
    let parent = marked.and_then(|marked| steps.get(marked)?.within);
    if parent.is_some_and(|parent| opened.get_untracked() >> parent & 1 == 0) {
        // The answer was marked in the list, where every step is visible.
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
                view! { <Button class="quiet-button" text=open_label on_click=move |()| open(part) /> }
            })
        };
        let card = move || {
            step.within.is_none_or(is_open).then(|| {
                let content = vec![
                    text_span("", step.name.into()),
                    text_span("note", Signal::stored(step.note.clone())),
                ];
                let id = IDS[usize::from(position)];
                let markable = markable(name, id, position, answer, content);
                block(DEPTHS[step.depth].into(), vec![markable, closed.into_any()])
            })
        };
        card.into_any()
    });
    block("choices".into(), cards.collect())
}
