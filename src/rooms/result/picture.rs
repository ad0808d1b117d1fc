//! The result drawn: four chances as bars, and the plane of both traits; each with its table.

use leptos::prelude::*;
use which_end_core::quiz::report::{Region, Report, TraitEstimate};

use super::words::region_title;
use crate::ui::chart::bars::{Bar, Bars};
use crate::ui::chart::plane::{Plane, PlaneWords, Ranged};
use crate::ui::number::{percent, tenths};
use crate::ui::table::{Column, Table};

/// The four chances.
#[component]
pub(super) fn Chances(report: Report) -> impl IntoView {
    let bars = Region::ALL
        .into_iter()
        .zip(report.regions)
        .map(|(region, share)| Bar {
            label: region_title(region).to_owned(),
            figure: percent(share),
            share,
            fill: match region {
                Region::Backend => "fill-back",
                Region::Frontend => "fill-front",
                Region::FullStack => "fill-both",
                Region::NeitherYet => "fill-neither",
            },
        })
        .collect();
    view! {
        <Bars bars />
        <p class="soft">{"Rounded. Where no chance is 80% or more, we say “between” and name two."}</p>
    }
}

/// The plane, with the same in a table.
#[component]
pub(super) fn PlanePicture(report: Report) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::words("Side"),
        Column::numbers("Best guess"),
        Column::numbers("80% range"),
    ];
    let rows = vec![
        trait_row("Back end", report.backend),
        trait_row("Front end", report.frontend),
    ];
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
                .map(|place| (place.backend, place.frontend))
                .collect()
        })
        .collect();
    let words = PlaneWords {
        top_left: "Front end",
        top_right: "Full-stack",
        bottom_left: "Neither yet",
        bottom_right: "Back end",
        described: "A square with back-end interest from left to right and front-end interest from bottom to top. \
            A point marks the best guess. The shaded area holds 80% of the chance. \
            The lines through the point are the 80% ranges given in the table below.",
    };
    view! {
        <Plane x=ranged(report.backend) y=ranged(report.frontend) outlines words />
        <details>
            <summary>{"The same as a table"}</summary>
            <Table
                label="Table of the two sides"
                caption="0 means you neither like nor dislike that side's work. Most people lie between −2 and 2."
                columns=&COLUMNS
                rows
            />
        </details>
    }
}

fn trait_row(name: &str, estimate: TraitEstimate) -> Vec<String> {
    vec![
        name.to_owned(),
        signed(estimate.mean),
        format!("{} to {}", signed(estimate.low), signed(estimate.high)),
    ]
}

/// One decimal with a true minus sign.
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
