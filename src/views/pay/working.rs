//! The working: from the starting figure to the median, step by step.

use leptos::prelude::*;
use which_end_core::pay::estimate::{PayEstimate, Working, WorkingStep};

use super::units::{amount, shown, tick};
use crate::ui::chart::axis::Axis;
use crate::ui::chart::strip::{Band, Strip, StripAxis};
use crate::ui::number::{decimals, tenths, whole};
use crate::ui::table::{Column, Table};

/// Steps that change less than this are not drawn; the table has them.
const DRAWN_FROM: f64 = 0.005;

/// The steps as a picture, and as a table whose lines each multiply the one above.
#[component]
pub(super) fn Waterfall(answer: PayEstimate) -> impl IntoView {
    const COLUMNS: [Column; 3] = [
        Column::words("Step"),
        Column::numbers("Times"),
        Column::numbers("Pay so far"),
    ];
    let (moving, still): (Vec<&Working>, Vec<&Working>) =
        answer.working.iter().partition(|step| step.moves());
    let rows = moving.into_iter().map(row).collect();
    let still: Vec<&str> = still.into_iter().map(|step| name(step.step)).collect();
    let still = (!still.is_empty())
        .then(|| view! { <p class="soft">{format!("No change from: {}.", still.join(", "))}</p> });
    // The country stands before the years, so its step is that of the start's one year: beside what people with more
    // years earn it looks far too large or too small.
    let abroad = answer
        .working
        .iter()
        .any(|step| step.step == WorkingStep::Place && step.moves());
    let abroad = abroad.then(|| {
        view! {
            <p class="soft">
                {"The step for the country is that for 1 year of work, like the start. Pay there rises with the years in its own \
                way, and that is in the step for years. Only both together say how the country compares."}
            </p>
        }
    });
    view! {
        {falls(&answer.working)}
        <Table
            label="Table of the working"
            caption="The middle figure, built up step by step. Each step multiplies the line above it. All figures are rounded."
            columns=&COLUMNS
            rows
        />
        {still}
        {abroad}
    }
}

/// From each step's pay before to its pay after, on one axis. Its words are those of the table, so readers are not told
/// them twice.
fn falls(working: &[Working]) -> AnyView {
    let unit = shown();
    let largest = working
        .iter()
        .map(|step| unit.of(step.running))
        .fold(0.0, f64::max);
    let axis = Axis::to_hold(largest);
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
    // A lone start is no working.
    if rows.len() < 2 {
        return ().into_any();
    }
    view! {
        <div class="strips no-print" aria-hidden="true">{rows} <StripAxis axis label=tick /></div>
    }
    .into_any()
}

fn row(working: &Working) -> Vec<String> {
    vec![
        name(working.step).to_owned(),
        match working.step {
            WorkingStep::Base => String::new(),
            _ => times(working.factor),
        },
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

/// A factor to multiply by, exact enough that the lines of the table follow from each other: `×1.124`, `×0.0748`.
fn times(factor: f64) -> String {
    let places = if factor < 0.1 { 4 } else { 3 };
    format!("×{}", decimals(factor, places))
}

/// A factor as percent for programs, to a tenth, as in `12.4` or `-8.0`: whole percent of a small rest are too coarse.
pub(super) fn percent(factor: f64) -> String {
    tenths((factor - 1.0) * 100.0)
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
    use super::{change, percent, times};

    /// Protects the working from steps that do not lead from one line to the next.
    #[test]
    fn factors_to_multiply_by_are_exact_to_a_thousandth() {
        for factor in [0.021_34, 0.0749, 0.245, 0.998, 1.124, 4.487] {
            let said: f64 = times(factor)
                .trim_start_matches('×')
                .parse()
                .expect("a number");
            assert!((said / factor - 1.0).abs() < 0.0025, "{factor} as {said}");
        }
        assert_eq!(times(1.124), "×1.124");
    }

    #[test]
    fn factors_read_as_percent() {
        assert_eq!(change(1.124), "+12%");
        assert_eq!(change(0.92), "−8%");
        assert_eq!(change(1.003), "no change");
        assert_eq!([1.124, 0.92, 0.9996].map(percent), ["12.4", "-8.0", "0.0"]);
    }
}
