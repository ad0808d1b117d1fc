//! The four kinds of item as the file writes them, and what each of them has to hold.

use serde::Deserialize;

use super::super::item::{
    Body, Facet, LikertScale, PairEnd, Side, SituationChoice, Source, Widget,
};
use super::Problems;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum KindEntry {
    Likert(LikertEntry),
    Pair(PairEntry),
    Situation(SituationEntry),
    Task(TaskEntry),
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
    /// For maintainers: why both ends attract.
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
struct TaskChoiceEntry {
    text: String,
    #[serde(default)]
    right: bool,
}

/// What is answered, from the entry; none where too much is wrong to go on.
pub(super) fn body(
    name: &str,
    kind: KindEntry,
    source: Option<Source>,
    problems: &mut Problems,
) -> Option<Body> {
    match kind {
        KindEntry::Likert(LikertEntry {
            facet,
            scale,
            reversed,
        }) => Some(Body::Likert {
            facet,
            scale,
            reversed,
        }),
        KindEntry::Pair(pair) => Some(pair_body(name, pair, problems)),
        KindEntry::Situation(situation) => Some(situation_body(name, situation, source, problems)),
        KindEntry::Task(task) => task_body(name, task, source, problems),
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
    problems: &mut Problems,
) -> Body {
    for (end, side) in [(&backend, Side::Backend), (&frontend, Side::Frontend)] {
        if end.facet.side() != side {
            problems.item(
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
        problems.item(name, "“balance” is empty: say why both ends attract");
    }
    Body::Pair {
        backend,
        frontend,
        first,
    }
}

fn situation_body(
    name: &str,
    entry: SituationEntry,
    source: Option<Source>,
    problems: &mut Problems,
) -> Body {
    let SituationEntry { facet, choices } = entry;
    if !(3..=4).contains(&choices.len()) {
        problems.item(
            name,
            format!(
                "a situation has three or four choices; this one has {}",
                choices.len()
            ),
        );
    }
    if let Some(choice) = choices.iter().find(|choice| choice.credit > 2) {
        problems.item(
            name,
            format!(
                "the credit of “{}” is {}; a credit is 0, 1 or 2",
                choice.text, choice.credit
            ),
        );
    }
    let figures = |choice: &SituationChoice| choice.because.chars().any(|c| c.is_ascii_digit());
    if source.is_none() && choices.iter().any(figures) {
        problems.item(
            name,
            "“because” of a choice states a figure, so the item needs a “source” with title and url",
        );
    }
    for credit in [0, 2] {
        if choices.iter().all(|choice| choice.credit != credit) {
            problems.item(
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
    problems: &mut Problems,
) -> Option<Body> {
    let TaskEntry {
        facet,
        choices,
        explanation,
        widget,
    } = entry;
    if !(2..=6).contains(&choices.len()) {
        problems.item(
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
        0 => problems.item(
            name,
            "no choice is marked as right: put \"right\": true to one",
        ),
        more => problems.item(
            name,
            format!("{more} choices are marked as right; exactly one must be"),
        ),
    }
    if explanation.trim().is_empty() {
        problems.item(
            name,
            "“explanation” is empty: say why the right choice is right",
        );
    }
    if source.is_none() {
        problems.item(
            name,
            "a task states a fact, so it needs a “source” with title and url",
        );
    }
    let key = *right.first()?;
    if let Some(widget) = &widget {
        check_widget(name, widget, choices.len(), key, problems);
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

fn check_widget(name: &str, widget: &Widget, choices: usize, key: usize, problems: &mut Problems) {
    let parts = match widget {
        Widget::Align { offsets } => offsets.len(),
        Widget::Contrast { swatches } => swatches.len(),
        Widget::Trace { hops } => hops.len(),
    };
    if parts != choices {
        problems.item(name, format!("its widget has {parts} parts for {choices} choices; there must be one for each, in the same order"));
        return;
    }
    match widget {
        Widget::Align { offsets } => {
            let odd = |at: &usize| {
                offsets
                    .iter()
                    .filter(|offset| **offset == offsets[*at])
                    .count()
                    == 1
            };
            let odd_ones: Vec<usize> = (0..offsets.len()).filter(odd).collect();
            if odd_ones != [key] {
                problems.item(
                    name,
                    "exactly one card must be off the common line, and it must be the right choice",
                );
            }
        }
        Widget::Contrast { swatches } => {
            let colour = |text: &str| {
                text.len() == 7
                    && text.starts_with('#')
                    && text[1..].chars().all(|c| c.is_ascii_hexdigit())
            };
            if let Some(swatch) = swatches
                .iter()
                .find(|swatch| !colour(&swatch.text) || !colour(&swatch.ground))
            {
                problems.item(
                    name,
                    format!(
                        "“{}” on “{}”: colors are written as #rrggbb",
                        swatch.text, swatch.ground
                    ),
                );
            }
        }
        Widget::Trace { hops } => {
            if hops
                .iter()
                .any(|hop| hop.name.trim().is_empty() || hop.log.trim().is_empty())
            {
                problems.item(name, "each hop of its trace needs a name and a log line");
            }
        }
    }
}
