//! Previous attempts next to the current one: their results, and whether the difference is significant.

use leptos::prelude::*;
use which_end_core::quiz::attempt::{Attempt, Change};
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{Region, Verdict};
use which_end_core::record::MOST_EARLIER;

use super::wording::{chance, side_title};
use crate::dataset::bank_model;
use crate::route::Route;
use crate::state::Sessions;
use crate::ui::table::{Column, Table};
use crate::views::pieces::paragraph;

/// Previous attempts with their numbers, from 1 for the oldest one that is stored.
pub(super) fn previous(sessions: Sessions) -> Vec<(usize, Attempt)> {
    sessions.with_previous(|previous| {
        previous
            .iter()
            .enumerate()
            .filter(|(_, session)| session.answered() > 0)
            .map(|(index, session)| (index + 1, Attempt::new(bank_model(), session)))
            .collect()
    })
}

/// Warns that the next attempt drops the oldest, and how to save that. Empty unless the list is full.
pub(crate) fn drop_warning(sessions: Sessions, announced: &'static str) -> AnyView {
    let warning = move || {
        sessions.would_drop_oldest().then(|| {
            let why = format!(
                "{announced}: only {MOST_EARLIER} earlier ones are kept. To keep that one too, press “Save to a file” on "
            );
            view! { <p class="soft no-print">{why}<a href=Route::About.href()>{"the About page"}</a>{" first."}</p> }
        })
    };
    warning.into_any()
}

/// The attempts as a table, with a statement about the difference.
pub(super) fn comparison(previous: &[(usize, Attempt)], now: &Attempt) -> Vec<AnyView> {
    const COLUMNS: [Column; 7] = [
        Column::text("Attempt"),
        Column::numbers("Answers"),
        Column::numbers("Back end"),
        Column::numbers("Front end"),
        Column::numbers("Full-stack"),
        Column::numbers("Neither yet"),
        Column::text("Stronger side"),
    ];
    let mut rows: Vec<Vec<String>> = previous
        .iter()
        .map(|(number, attempt)| row(number.to_string(), attempt))
        .collect();
    rows.push(row("This one".to_owned(), now));
    let table = view! {
        <Table
            label="Table of your attempts"
            caption="The chances of the four results in each attempt, oldest first."
            columns=&COLUMNS
            rows
        />
    };
    let sentences = previous
        .iter()
        .filter_map(|(number, attempt)| left_out_note(*number, attempt))
        .chain(changes(previous, now))
        .map(|sentence| paragraph("", sentence));
    let rule = "Each attempt asks other questions, so figures move even when you do not. We call something a change only \
        where the difference is larger than 1.6 times its standard error: in nine of ten people who have not changed, it \
        is smaller.";
    std::iter::once(table.into_any())
        .chain(sentences)
        .chain([paragraph("soft", rule.to_owned())])
        .collect()
}

fn row(name: String, attempt: &Attempt) -> Vec<String> {
    let mut cells = vec![name, attempt.answered.to_string()];
    match attempt.verdict {
        Verdict::TooFewAnswers | Verdict::Withheld => {
            cells.extend(Region::ALL.map(|_| "–".to_owned()));
            cells.push(
                if attempt.verdict == Verdict::Withheld {
                    "not readable"
                } else {
                    "too few answers"
                }
                .to_owned(),
            );
        }
        Verdict::Clear(_) | Verdict::Between(..) => {
            cells.extend(
                Region::ALL.map(|region| chance(attempt.probabilities.probability(region))),
            );
            let (leading, share) = attempt.probabilities.lead();
            cells.push(format!("{}, {}", side_title(leading), chance(share)));
        }
    }
    cells
}

fn left_out_note(number: usize, attempt: &Attempt) -> Option<String> {
    let all = attempt.answered + attempt.left_out;
    match attempt.left_out {
        0 => None,
        some if some == all => Some(format!(
            "All questions of attempt {number} have changed since, so it can no longer be compared."
        )),
        some => Some(format!(
            "Attempt {number} goes without {some} of its {all} answers: those questions have changed since."
        )),
    }
}

/// How each side's estimate changed since the last attempt with a verdict.
fn changes(previous: &[(usize, Attempt)], now: &Attempt) -> Option<String> {
    if !now.is_conclusive() {
        return None;
    }
    let (number, last) = previous
        .iter()
        .rev()
        .find(|(_, attempt)| attempt.is_conclusive())?;
    let moves: Vec<String> = Side::ALL
        .into_iter()
        .filter_map(|which| {
            let direction = match now.change_since(last, which) {
                Change::WithinUncertainty => return None,
                Change::Up => "up",
                Change::Down => "down",
            };
            let which = match which {
                Side::Backend => "back-end",
                Side::Frontend => "front-end",
            };
            Some(format!("your {which} estimate went {direction}"))
        })
        .collect();
    Some(if moves.is_empty() {
        format!(
            "Since attempt {number}, nothing has moved by more than the uncertainty of both attempts explains: \
            read them as the same result."
        )
    } else {
        format!(
            "Since attempt {number}, {}, by more than the uncertainty of both attempts explains.",
            moves.join(" and ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_longer_counts_is_said() {
        let none = Attempt::new(
            bank_model(),
            &which_end_core::quiz::session::Session::new(1),
        );
        assert_eq!(left_out_note(1, &none), None);
        let all_gone = Attempt {
            left_out: 12,
            ..none
        };
        assert!(
            left_out_note(1, &all_gone).is_some_and(|warning| warning.starts_with("All questions"))
        );
        let some_gone = Attempt {
            left_out: 3,
            answered: 9,
            ..none
        };
        assert!(
            left_out_note(2, &some_gone).is_some_and(|warning| warning.contains("3 of its 12"))
        );
    }
}
