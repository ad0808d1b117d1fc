//! Comparison of our estimates with government wages, and the sources of the areas.

use leptos::prelude::*;
use which_end_core::pay::wages::{ComparedFigure, Comparison, Publication};

use crate::dataset::facts;
use crate::ui::number::{grouped, whole};
use crate::ui::table::{Column, Table};
use crate::views::pieces::{Marker, dates, external, heading, line, list, paragraph};

const COLUMNS: &[Column] = &[
    Column::text("Figure"),
    Column::numbers("They say"),
    Column::numbers("We say"),
    Column::numbers("Difference"),
];

/// A table for each comparison, then the publications behind the areas.
pub(super) fn wages() -> Vec<AnyView> {
    let model = &facts().pay;
    let intro = "Nobody checks what people say in a survey, so here is our estimate for the United States beside what \
        employers told the government. We show the difference and do not smooth it away.";
    let mut parts = vec![paragraph("", intro.to_owned())];
    for comparison in &model.checks {
        parts.extend(table(comparison));
    }
    let areas = format!(
        "No survey asks in which area people work. An area moves the estimate by as much as its wages for visas lie above \
        or below the country's mean wage, ${}, for software developers.",
        grouped(f64::from(model.areas.mean_usd))
    );
    parts.extend([
        heading("Areas of the United States"),
        paragraph("", areas),
        list(
            Marker::Bullet,
            "",
            [&model.areas.levels, &model.areas.mean].map(|source| publication(source).into_any()),
        ),
    ]);
    parts
}

fn table(comparison: &'static Comparison) -> [AnyView; 3] {
    let source = &comparison.source;
    let rows = comparison.figures.iter().map(row).collect();
    let caption = format!("Compared: {}.", comparison.about);
    [
        heading(&source.publisher),
        view! { <Table label=comparison.about.as_str() caption columns=COLUMNS rows /> }.into_any(),
        line("soft", publication(source)),
    ]
}

fn row(figure: &ComparedFigure) -> Vec<String> {
    let dollars = |usd: u32| format!("${}", grouped(f64::from(usd)));
    vec![
        figure.name.clone(),
        dollars(figure.says_usd),
        dollars(figure.ours_usd),
        difference(figure.difference()),
    ]
}

/// For example `−4%`, `+8%` or `none`.
fn difference(share: f64) -> String {
    let percent = (share * 100.0).round();
    let size = whole(percent.abs());
    if percent > 0.0 {
        format!("+{size}%")
    } else if percent < 0.0 {
        format!("−{size}%")
    } else {
        "none".to_owned()
    }
}

fn publication(source: &'static Publication) -> Vec<AnyView> {
    let as_of = Some(source.as_of.format_long());
    vec![
        external(&source.url, &source.title),
        format!(", {}. ", source.publisher).into_any(),
        dates(as_of, source.review_by, &source.licence).into_any(),
    ]
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_difference_has_its_sign() {
        assert_eq!([-0.04, 0.0, 0.081].map(difference), ["−4%", "none", "+8%"]);
    }
}
