//! The kinds of item in the file format, and the rules for each.

use serde::Deserialize;

use super::error::ItemErrors;
use super::widget;
use which_end_core::quiz::item::{
    Body, Facet, LikertScale, PairEnd, STEPS, Side, SituationChoice, Source,
};
use which_end_core::quiz::widget::Widget;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum KindEntry {
    Likert(LikertEntry),
    Pair(PairEntry),
    Situation(SituationEntry),
    Task(TaskEntry),
    Check(CheckEntry),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LikertEntry {
    facet: Facet,
    scale: LikertScale,
    reversed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairEntry {
    backend: PairEnd,
    frontend: PairEnd,
    first: Side,
    /// For maintainers: why both ends are attractive.
    balance: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SituationEntry {
    facet: Facet,
    choices: Vec<SituationChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskEntry {
    facet: Facet,
    choices: Vec<TaskChoiceEntry>,
    explanation: String,
    widget: Option<Widget>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckEntry {
    scale: LikertScale,
    /// The step that the stem asks for, 1 to 5.
    choose: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskChoiceEntry {
    text: String,
    #[serde(default)]
    right: bool,
}

/// Whether a task shows differences to the eye that its list of choices states in figures.
pub(super) fn is_judged_by_eye(body: &Body) -> bool {
    matches!(
        body,
        Body::Task {
            widget: Some(Widget::Align { .. } | Widget::Contrast { .. }),
            ..
        }
    )
}

/// The body of an entry; `None` if it has too many errors.
pub(super) fn body(
    name: &str,
    kind: KindEntry,
    source: Option<Source>,
    errors: &mut ItemErrors,
) -> Option<Body> {
    match kind {
        KindEntry::Likert(LikertEntry {
            facet,
            scale,
            reversed,
        }) => {
            if reversed && scale == LikertScale::Liking {
                errors.item(
                    name,
                    "it asks how somebody would like to leave work to others, so that “dislike” would mean “like”: \
                    name the work itself, or write a statement on the “agreement” scale",
                );
            }
            Some(Body::Likert {
                facet,
                scale,
                reversed,
            })
        }
        KindEntry::Pair(pair) => Some(pair_body(name, pair, errors)),
        KindEntry::Situation(situation) => Some(situation_body(name, situation, source, errors)),
        KindEntry::Task(task) => task_body(name, task, source, errors),
        KindEntry::Check(check) => check_body(name, &check, errors),
    }
}

fn pair_body(
    name: &str,
    PairEntry {
        backend,
        frontend,
        first,
        balance,
    }: PairEntry,
    errors: &mut ItemErrors,
) -> Body {
    for (end, side) in [(&backend, Side::Backend), (&frontend, Side::Frontend)] {
        if end.facet.side() != side {
            errors.item(
                name,
                format!(
                    "the “{}” end has a facet of the other side: swap the ends, or change the facet",
                    if side == Side::Backend {
                        "backend"
                    } else {
                        "frontend"
                    }
                ),
            );
        }
    }
    if balance.trim().is_empty() {
        errors.item(name, "“balance” is empty: say why both ends attract");
    }
    Body::Pair {
        backend,
        frontend,
        first,
    }
}

fn check_body(name: &str, entry: &CheckEntry, errors: &mut ItemErrors) -> Option<Body> {
    let steps = 1..=STEPS;
    if !steps.contains(&usize::from(entry.choose)) {
        errors.item(
            name,
            format!(
                "“choose” is {}; it is the place of the step that the stem asks for, from 1 to 5",
                entry.choose
            ),
        );
        return None;
    }
    Some(Body::Check {
        scale: entry.scale,
        key: entry.choose - 1,
    })
}

fn situation_body(
    name: &str,
    entry: SituationEntry,
    source: Option<Source>,
    errors: &mut ItemErrors,
) -> Body {
    let SituationEntry { facet, choices } = entry;
    if !(3..=4).contains(&choices.len()) {
        errors.item(
            name,
            format!(
                "a situation has three or four choices; this one has {}",
                choices.len()
            ),
        );
    }
    if let Some(choice) = choices.iter().find(|choice| choice.credit > 2) {
        errors.item(
            name,
            format!(
                "the credit of “{}” is {}; a credit is 0, 1 or 2",
                choice.text, choice.credit
            ),
        );
    }
    if source.is_none() {
        errors.item(
            name,
            "the result explains the best choice, so a situation needs a “source” with title and url",
        );
    }
    for credit in [0, 2] {
        if choices.iter().all(|choice| choice.credit != credit) {
            errors.item(
                name,
                format!(
                    "no choice has credit {credit}; a situation needs a best and a worst way to act"
                ),
            );
        }
    }
    Body::Situation {
        facet,
        choices,
        source,
    }
}

fn task_body(
    name: &str,
    entry: TaskEntry,
    source: Option<Source>,
    errors: &mut ItemErrors,
) -> Option<Body> {
    let TaskEntry {
        facet,
        choices,
        explanation,
        widget,
    } = entry;
    if !(2..=6).contains(&choices.len()) {
        errors.item(
            name,
            format!(
                "a task has two to six choices; this one has {}",
                choices.len()
            ),
        );
    }
    let right: Vec<usize> = choices
        .iter()
        .enumerate()
        .filter(|(_, choice)| choice.right)
        .map(|(at, _)| at)
        .collect();
    match right.len() {
        1 => {}
        0 => errors.item(
            name,
            "no choice is marked as right: put \"right\": true to one",
        ),
        more => errors.item(
            name,
            format!("{more} choices are marked as right; exactly one must be"),
        ),
    }
    if explanation.trim().is_empty() {
        errors.item(
            name,
            "“explanation” is empty: say why the right choice is right",
        );
    }
    if source.is_none() {
        errors.item(
            name,
            "a task states a fact, so it needs a “source” with title and url",
        );
    }
    let key = *right.first()?;
    if let Some(widget) = &widget {
        widget::check(name, widget, choices.len(), key, errors);
    }
    let choices = choices.into_iter().map(|choice| choice.text).collect();
    Some(Body::Task {
        facet,
        choices,
        key: u8::try_from(key).ok()?,
        explanation,
        source: source?,
        widget,
    })
}
