//! The working: the steps from the starting figure to the median.

use leptos::prelude::*;
use which_end_core::pay::estimate::{PayEstimate, Working, WorkingStep};
use which_end_core::pay::rates::Unit;

use super::units::{amount, axis_labels};
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Band, Strip, StripAxis};
use crate::ui::number::{decimals, tenths, whole};
use crate::ui::table::{Column, Table};

/// Steps with a smaller effect are in the table only.
const DRAWN_FROM: f64 = 0.005;

/// The steps as a chart, and as a table in which each row multiplies the one above.
#[component]
pub(super) fn Waterfall(unit: Unit, answer: PayEstimate) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::text("Step"),
        Column::numbers("Times"),
        Column::numbers("Pay so far"),
    ];
    let (changed, unchanged): (Vec<&Working>, Vec<&Working>) =
        answer.working.iter().partition(|step| step.moves());
    let rows = changed.into_iter().map(|step| row(&unit, step)).collect();
    let unchanged: Vec<&str> = unchanged.into_iter().map(|step| name(step.step)).collect();
    let unchanged = (!unchanged.is_empty()).then(
        || view! { <p class="soft">{format!("No change from: {}.", unchanged.join(", "))}</p> },
    );
    // The country's step applies to 1 year of work. For people with more years it looks far too large or too small.
    let country_note = answer
        .working
        .iter()
        .any(|step| step.step == WorkingStep::Country && step.moves());
    let country_note = country_note.then(|| {
        view! {
            <p class="soft">
                {"The step for the country is that for 1 year of work, like the start. Pay there rises with the years in its own \
                way, and that is in the step for years. Only both together say how the country compares."}
            </p>
        }
    });
    view! {
        {chart(&unit, &answer.working)}
        <Table
            label="Table of how this was worked out"
            caption="The middle figure, built up step by step. Each step multiplies the line above it. All figures are rounded."
            columns=&COLUMNS
            rows
        />
        {unchanged}
        {country_note}
    }
}

/// The chart: one bar from the pay before to the pay after each step. Hidden from screen readers, which have the table.
fn chart(unit: &Unit, working: &[Working]) -> AnyView {
    let largest = working
        .iter()
        .map(|step| unit.of(step.running))
        .fold(0.0, f64::max);
    let axis = Axis::covering(largest);
    let mut before = 0.0;
    let mut rows = Vec::new();
    for step in working {
        let after = unit.of(step.running);
        if step.step == WorkingStep::Base || (step.factor - 1.0).abs() >= DRAWN_FROM {
            let class = if after < before {
                "band-claim-half"
            } else {
                "band-half"
            };
            let band = Band {
                from: after.min(before),
                to: after.max(before),
                class,
            };
            rows.push(view! {
                <div class="strip-row">
                    <p class="strip-label">
                        <span>{name(step.step)}</span>
                        <span>{change_of(step)}</span>
                    </p>
                    <Strip axis bands=vec![band] marks=vec![after] />
                </div>
            });
        }
        before = after;
    }
    // Nothing to show if there is only the start.
    if rows.len() < 2 {
        return ().into_any();
    }
    view! {
        <div class="strips no-print" aria-hidden="true">{rows} <StripAxis axis labels=axis_labels(unit, axis) /></div>
    }
    .into_any()
}

fn row(unit: &Unit, working: &Working) -> Vec<String> {
    vec![
        name(working.step).to_owned(),
        match working.step {
            WorkingStep::Base => String::new(),
            _ => factor_text(working.factor),
        },
        amount(unit, working.running),
    ]
}

/// Label of a step.
pub(super) fn name(step: WorkingStep) -> &'static str {
    match step {
        WorkingStep::Base => "Start: full-stack, 1 year, United States",
        WorkingStep::Role => "Work",
        WorkingStep::Experience => "Years",
        WorkingStep::Stack => "Languages and frameworks",
        WorkingStep::Country => "Country",
        WorkingStep::Area => "Area (from visa wage levels, not the survey)",
        WorkingStep::Workplace => "Workplace",
        WorkingStep::Size => "Company size",
        WorkingStep::Manages => "Leading people",
    }
}

/// The change of a step. Empty for the start.
pub(super) fn change_of(working: &Working) -> String {
    match working.step {
        WorkingStep::Base => String::new(),
        _ => change(working.factor),
    }
}

/// A factor, exact enough to follow from row to row: `×1.124`, `×0.0748`.
fn factor_text(factor: f64) -> String {
    let places = if factor < 0.1 { 4 } else { 3 };
    format!("×{}", decimals(factor, places))
}

/// A factor as percent with one decimal for programs, for example `12.4` or `-8.0`. Whole percent would be too coarse.
pub(super) fn percent(factor: f64) -> String {
    tenths((factor - 1.0) * 100.0)
}

/// A factor as percent for people: `+12%`, `−8%`, `no change`.
pub(super) fn change(factor: f64) -> String {
    let percent = ((factor - 1.0) * 100.0).round();
    if percent > 0.0 {
        format!("+{}%", whole(percent))
    } else if percent < 0.0 {
        format!("−{}%", whole(-percent))
    } else {
        "no change".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{change, factor_text, percent};

    /// Protects readers who check the working: each row follows from the one above.
    #[test]
    fn factors_to_multiply_by_are_exact_to_a_thousandth() {
        for factor in [0.021_34, 0.0749, 0.245, 0.998, 1.124, 4.487] {
            let parsed: f64 = factor_text(factor)
                .trim_start_matches('×')
                .parse()
                .expect("a number");
            assert!(
                (parsed / factor - 1.0).abs() < 0.0025,
                "{factor} as {parsed}"
            );
        }
        assert_eq!(factor_text(1.124), "×1.124");
    }

    #[test]
    fn factors_read_as_percent() {
        assert_eq!(change(1.124), "+12%");
        assert_eq!(change(0.92), "−8%");
        assert_eq!(change(1.003), "no change");
        assert_eq!([1.124, 0.92, 0.9996].map(percent), ["12.4", "-8.0", "0.0"]);
    }
}
