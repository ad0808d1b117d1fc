//! The working: from the starting figure to the median, step by step.

use leptos::prelude::*;
use which_end_core::pay::estimate::{PayEstimate, Working, WorkingStep};

use crate::ui::number::{dollars, whole};

/// The steps as a table; each line multiplies the one above.
#[component]
pub(super) fn Waterfall(answer: PayEstimate) -> impl IntoView {
    let rows = answer.working.iter().map(row).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Table of the working">
            <table>
                <caption>{"The middle figure, built up step by step. Each step multiplies the line above it."}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Step"}</th>
                        <th scope="col" class="number">{"Change"}</th>
                        <th scope="col" class="number">{"Pay so far"}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(working: &Working) -> impl IntoView + use<> {
    let step = match working.step {
        WorkingStep::Base => "Start: full-stack, 1 year, United States",
        WorkingStep::Role => "Work",
        WorkingStep::Experience => "Years",
        WorkingStep::Stack => "Languages",
        WorkingStep::Place => "Country",
        WorkingStep::Workplace => "Workplace",
    };
    let change = match working.step {
        WorkingStep::Base => String::new(),
        _ => change(working.factor),
    };
    view! {
        <tr>
            <th scope="row">{step}</th>
            <td class="number">{change}</td>
            <td class="number">{dollars(working.running)}</td>
        </tr>
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
