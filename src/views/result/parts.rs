//! The evidence by part: the liking of each facet, and the puzzles.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{FacetEvidence, Report, Verdict};

use super::wording::{facet, side, side_title};
use crate::ui::chart::dots::{Dot, Dots};
use crate::ui::table::Column;
use crate::views::pieces::{boxed, paragraph, table_in_details};
use crate::views::quiz::LIKING;

/// The liking of each facet, as dots from “dislike a lot” to “like a lot” in two columns, and as a table.
pub(super) fn facets(report: &Report) -> Vec<AnyView> {
    const COLUMNS: [Column; 5] = [
        Column::text("Part"),
        Column::text("Side"),
        Column::text("Would like it"),
        Column::numbers("Answers"),
        Column::numbers("Chosen in pairs"),
    ];
    let of_side = |of: Side, class: &'static str| {
        let dots = report
            .facets
            .iter()
            .filter(|evidence| evidence.facet.side() == of)
            .map(|evidence| Dot {
                label: facet(evidence.facet),
                note: liking(evidence),
                share: evidence.liking,
                class,
            })
            .collect();
        let title = view! { <h3>{side_title(of)}</h3> }.into_any();
        boxed("", vec![title, view! { <Dots dots /> }.into_any()])
    };
    let rows = report
        .facets
        .iter()
        .map(|evidence| {
            vec![
                facet(evidence.facet).to_owned(),
                side_title(evidence.facet.side()).to_owned(),
                liking(evidence).to_owned(),
                evidence.answers.to_string(),
                match evidence.pairs {
                    0 => "–".to_owned(),
                    pairs => format!("{} of {pairs}", evidence.chosen),
                },
            ]
        })
        .collect();
    vec![
        paragraph(
            "soft",
            "How you said you feel about each part: from “dislike a lot” on the left to “like a lot” on the right. \
            What you would do in a situation counts with it; puzzles do not. One or two answers are a hint, not a \
            measurement."
                .to_owned(),
        ),
        boxed(
            "two-up",
            vec![
                of_side(Side::Backend, "fill-back"),
                of_side(Side::Frontend, "fill-front"),
            ],
        ),
        table_in_details(
            "The parts as a table",
            "Table of the parts",
            "How much you said you would like each part of the work, from how many answers, and how often you chose it where \
            you had to choose one of two.",
            &COLUMNS,
            rows,
        ),
    ]
}

/// The nearest of the scale's five labels. A tie goes to the one nearer the middle.
fn liking(evidence: &FacetEvidence) -> &'static str {
    let step = match evidence.liking {
        None => return "no answer",
        Some(share) if share < 0.125 => 0,
        Some(share) if share < 0.375 => 1,
        Some(share) if share <= 0.625 => 2,
        Some(share) if share <= 0.875 => 3,
        Some(_) => 4,
    };
    LIKING[step]
}

/// Right answers as plain counts, because they are too few for a scale, and whether interest and know-how disagree.
pub(super) fn puzzles(report: &Report) -> Vec<AnyView> {
    let counts = report.tasks.iter().map(|tally| {
        let side = side_title(tally.side);
        let count = if tally.answered == 0 {
            format!("{side}: none answered.")
        } else {
            format!("{side}: {} of {} right.", tally.right, tally.answered)
        };
        paragraph("", count)
    });
    let answered = report.tasks.iter().any(|tally| tally.answered > 0);
    let few = answered.then(|| {
        let few = "So few puzzles cannot measure skill. They only add a little to the picture.";
        paragraph("soft", few.to_owned())
    });
    // For unreadable answers, a disagreement means nothing.
    let readable = report.verdict != Verdict::Withheld;
    let stories = report.divergences.iter().filter(|_| readable).map(|divergence| {
        let story = if divergence.interest > divergence.know_how {
            "you like the work more than your puzzle answers would suggest. Skills can be learned"
        } else {
            "your puzzle answers are stronger than your liking for the work. Being able to is not the same as wanting to"
        };
        paragraph("", format!("On the {}, {story}.", side(divergence.side)))
    });
    counts.chain(few).chain(stories).collect()
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::item::Facet;

    use super::*;

    /// Protects readers: a facet's liking uses the labels that they chose from.
    #[test]
    fn a_part_is_told_in_the_steps_of_the_quiz() {
        let label_of = |liking_of| {
            liking(&FacetEvidence {
                facet: Facet::Data,
                answers: 1,
                liking: liking_of,
                pairs: 2,
                chosen: 2,
            })
        };
        assert_eq!(label_of(None), "no answer", "chosen in pairs or not");
        for (step, word) in LIKING.into_iter().enumerate() {
            assert_eq!(label_of(Some(step as f64 / 4.0)), word);
        }
        assert_eq!(label_of(Some(0.875)), "Like a bit");
        assert_eq!(label_of(Some(0.125)), "Dislike a bit");
    }
}
