//! The working: from the starting figure to the median, step by step.

use leptos::prelude::*;
use which_end_core::pay::estimate::{PayEstimate, Working, WorkingStep};

use super::units::amount;
use crate::ui::number::whole;
use crate::ui::table::{Column, Table};

/// The steps as a table; each line multiplies the one above.
#[component]
pub(super) fn Waterfall(answer: PayEstimate) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::words("Step"),
        Column::numbers("Change"),
        Column::numbers("Pay so far"),
    ];
    let rows = answer.working.iter().map(row).collect();
    view! {
        <Table
            label="Table of the working"
            caption="The middle figure, built up step by step. Each step multiplies the line above it."
            columns=&COLUMNS
            rows
        />
    }
}

fn row(working: &Working) -> Vec<String> {
    vec![
        name(working.step).to_owned(),
        change_of(working),
        amount(working.running),
    ]
}

/// What a step stands for.
pub(super) fn name(step: WorkingStep) -> &'static str {
    match step {
        WorkingStep::Base => "Start: full-stack, 1 year, United States",
        WorkingStep::Role => "Work",
        WorkingStep::Experience => "Years",
        WorkingStep::Stack => "Languages and frameworks",
        WorkingStep::Place => "Country",
        WorkingStep::Area => "Area (from visa wage levels, not the survey)",
        WorkingStep::Workplace => "Workplace",
        WorkingStep::Size => "Company size",
        WorkingStep::Manages => "Leading people",
    }
}

/// What a step changes; nothing for the start.
pub(super) fn change_of(working: &Working) -> String {
    match working.step {
        WorkingStep::Base => String::new(),
        _ => change(working.factor),
    }
}

/// A factor as people say it: `+12%`, `−8%`, `no change`.
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
    use super::change;

    #[test]
    fn factors_read_as_percent() {
        assert_eq!(change(1.124), "+12%");
        assert_eq!(change(0.92), "−8%");
        assert_eq!(change(1.003), "no change");
    }
}
