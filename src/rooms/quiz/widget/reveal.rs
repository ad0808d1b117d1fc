//! Steps that come up as one follows them: the stops of a request in a line, or the parts of a plan as a tree. The marked
//! step is the answer.

use leptos::prelude::*;
use which_end_core::quiz::widget::{Hop, PlanStep};

use crate::platform::page;
use crate::ui::choice_group::Choice;
use crate::ui::press::Press;

/// Ids of the radios, so that the focus can go to what has just come up. A task has six choices at most.
const IDS: [&str; 6] = ["step-1", "step-2", "step-3", "step-4", "step-5", "step-6"];

/// One step, ready to be shown.
pub(super) struct Step {
    name: &'static str,
    note: String,
    /// The step that has to be opened before this one is seen.
    within: Option<u8>,
    /// How deep it lies, for the drawing.
    depth: u8,
}

/// Each stop is seen once the one before it was followed.
pub(super) fn hops(hops: &'static [Hop]) -> Vec<Step> {
    (0_u8..)
        .zip(hops)
        .map(|(at, hop)| Step {
            name: &hop.name,
            note: hop.log.clone(),
            within: at.checked_sub(1),
            depth: 0,
        })
        .collect()
}

/// Each part is seen once its whole was opened.
pub(super) fn plan(steps: &'static [PlanStep]) -> Vec<Step> {
    let mut shown: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let whole = step.within.and_then(|whole| shown.get(usize::from(whole)));
        shown.push(Step {
            name: &step.name,
            note: format!("{} ms with its parts · {} rows", step.ms, step.rows),
            within: step.within,
            depth: whole.map_or(0, |whole| whole.depth + 1),
        });
    }
    shown
}

#[component]
pub(super) fn Reveal(
    name: &'static str,
    onward: &'static str,
    steps: Vec<Step>,
    answer: RwSignal<Option<u8>>,
) -> impl IntoView {
    // A bit for each step that was opened. Whoever comes back has seen them all.
    let opened = RwSignal::new(if answer.get_untracked().is_some() {
        u8::MAX
    } else {
        0
    });
    let is_open = move |step: u8| opened.get() >> step & 1 == 1;
    let on_choose = Callback::new(move |position| answer.set(Some(position)));
    let on_press = Callback::new(|_| {});
    let parts: Vec<Option<u8>> = steps.iter().map(|step| step.within).collect();
    let cards = (0_u8..)
        .zip(steps)
        .map(|(position, step)| {
            let first_part = parts.iter().position(|within| *within == Some(position));
            let open = move |part: usize| {
                opened.update(|opened| *opened |= 1 << position);
                page::focus_soon(IDS[part]);
            };
            let closed = move || {
                let part = first_part.filter(|_| !is_open(position));
                part.map(|part| view! { <Press class="quiet-button" text=onward on_press=move |()| open(part) /> })
            };
            let Step {
                name: title,
                note,
                within,
                depth,
            } = step;
            move || {
                let note = note.clone();
                within.is_none_or(is_open).then(move || {
                    view! {
                        <div class="step" style:margin-inline-start=format!("{}px", 14 * depth)>
                            <Choice
                                name=name.to_owned()
                                id=IDS[usize::from(position)]
                                position
                                chosen=answer.get_untracked() == Some(position)
                                on_choose
                                on_press
                            >
                                <span>{title}</span>
                                <span class="note">{note.clone()}</span>
                            </Choice>
                            {closed}
                        </div>
                    }
                    .into_any()
                })
            }
        })
        .collect_view();
    view! { <div class="steps-open">{cards}</div> }
}
