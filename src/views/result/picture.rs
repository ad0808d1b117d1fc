//! Charts of the result: four chances as bars, and the plane of both traits, each with its table.

use leptos::prelude::*;
use which_end_core::quiz::attempt::Attempt;
use which_end_core::quiz::report::{Region, Report, TraitEstimate, Verdict};

use super::wording::{chance, chance_of_bar, frequency, region_title};
use crate::ui::chart::bars::{Bar, Bars};
use crate::ui::chart::plane::{Mark, Plane, PlaneLabels, Ranged};
use crate::ui::number::tenths;
use crate::ui::table::Column;
use crate::views::pieces::{paragraph, table_in_details};

/// The four chances.
pub(super) fn chances(report: &Report) -> Vec<AnyView> {
    const COLUMNS: [Column; 3] = [
        Column::text("Result"),
        Column::text("Chance in words"),
        Column::numbers("Chance"),
    ];
    let shares = || Region::ALL.into_iter().zip(report.regions);
    let bars = shares()
        .map(|(region, share)| Bar {
            label: region_title(region).to_owned(),
            figure: chance_of_bar(share),
            share,
            fill: match region {
                Region::Backend => "fill-back",
                Region::Frontend => "fill-front",
                Region::FullStack => "fill-both",
                Region::NeitherYet => "fill-neither",
            },
        })
        .collect();
    let rows = shares()
        .map(|(region, share)| {
            vec![
                region_title(region).to_owned(),
                frequency(share),
                chance(share),
            ]
        })
        .collect();
    vec![
        view! { <Bars bars /> }.into_any(),
        paragraph(
            "soft",
            "Rounded down. Where no chance reaches 80%, we say “between” and name two.".to_owned(),
        ),
        table_in_details(
            "The chances as a table",
            "Table of the chances",
            "How likely each result is, from these answers.",
            &COLUMNS,
            rows,
        ),
    ]
}

/// The plane with its table. Previous attempts are marked by number. For unreadable answers only the area is shown,
/// because a point in a named corner would amount to a verdict.
pub(super) fn plane(report: &Report, previous: &[(usize, Attempt)]) -> Vec<AnyView> {
    const COLUMNS: [Column; 3] = [
        Column::text("Side"),
        Column::numbers("80% range"),
        Column::numbers("Best guess"),
    ];
    let readable = report.verdict != Verdict::Withheld;
    // The last column has the best guesses.
    let columns = if readable { 3 } else { 2 };
    let mut rows = vec![
        trait_row("Back end".to_owned(), report.backend),
        trait_row("Front end".to_owned(), report.frontend),
    ];
    for (number, attempt) in previous {
        rows.push(trait_row(
            format!("Back end, attempt {number}"),
            attempt.backend,
        ));
        rows.push(trait_row(
            format!("Front end, attempt {number}"),
            attempt.frontend,
        ));
    }
    for row in &mut rows {
        row.truncate(columns);
    }
    let marks: Vec<Mark> = previous
        .iter()
        .map(|(number, attempt)| Mark {
            x: attempt.backend.mean,
            y: attempt.frontend.mean,
            label: number.to_string(),
        })
        .collect();
    let ranged = |estimate: TraitEstimate| Ranged {
        value: estimate.mean,
        low: estimate.low,
        high: estimate.high,
    };
    let outlines = report
        .plane
        .outlines
        .iter()
        .map(|outline| {
            outline
                .iter()
                .map(|point| (point.backend, point.frontend))
                .collect()
        })
        .collect();
    let labels = PlaneLabels {
        top_left: "Front end",
        top_right: "Full-stack",
        bottom_left: "Neither yet",
        bottom_right: "Back end",
        description: if readable {
            "A square with back-end interest from left to right and front-end interest from bottom to top. \
            A point marks the best guess. The shaded area holds 80% of the chance. \
            The lines through the point are the 80% ranges given in the table below. \
            Small squares with numbers, where there are any, are earlier attempts."
        } else {
            "A square with back-end interest from left to right and front-end interest from bottom to top. \
            The shaded area holds 80% of the chance. No point is marked. \
            Small squares with numbers, where there are any, are earlier attempts."
        },
    };
    let mut caption = if readable {
        "Right means more back end, up means more front end. The dot is the best guess. \
        The shaded area holds 80% of the chance."
    } else {
        "We put no dot here, because we cannot read these answers well: the shaded area only shows how much they leave open."
    }
    .to_owned();
    if !marks.is_empty() {
        caption.push_str(" Small squares with numbers are earlier attempts.");
    }
    let point = readable.then(|| [ranged(report.backend), ranged(report.frontend)]);
    vec![
        view! { <Plane point outlines marks labels /> }.into_any(),
        paragraph("soft", caption),
        table_in_details(
            "The same as a table",
            "Table of the two sides",
            "0 means neither liking nor disliking that side's work. Most people lie between −2 and 2.",
            &COLUMNS[..columns],
            rows,
        ),
    ]
}

fn trait_row(name: String, estimate: TraitEstimate) -> Vec<String> {
    vec![
        name,
        format!("{} to {}", signed(estimate.low), signed(estimate.high)),
        signed(estimate.mean),
    ]
}

/// One decimal, with a true minus sign.
fn signed(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded < 0.0 {
        format!("−{}", tenths(-rounded))
    } else {
        tenths(rounded.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_rounded_nothing_has_no_sign() {
        assert_eq!(signed(-0.04), "0.0");
        assert_eq!(signed(-1.26), "−1.3");
        assert_eq!(signed(0.55), "0.6");
    }
}
