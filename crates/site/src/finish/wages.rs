//! Government wages: the model set beside them, and where its areas are from.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::wages::{ComparedFigure, Comparison, Publication};

use super::pay::number::grouped;
use super::sources::{dates, link};
use crate::html::escape;

/// Each comparison as a table, then the publications behind the areas.
pub(super) fn render(model: &PayModel, today: Date) -> String {
    let mut markup = String::from(
        "<p>Nobody checks what people say in a survey, so here is our estimate for the United States beside what \
        employers told the government. We show the difference and do not smooth it away.</p>",
    );
    for (comparison, number) in model.checks.iter().zip(1..) {
        markup.push_str(&table(comparison, number, today));
    }
    // Writing to a string does not fail.
    let _ = write!(
        markup,
        "<h3>Areas of the United States</h3><p>No survey asks in which area people work. An area moves the estimate by as \
        much as its wages for visas lie above or below the country's mean wage, ${mean}, for software developers.</p>\
        <ul><li>{levels}</li><li>{of_mean}</li></ul>",
        mean = grouped(f64::from(model.areas.mean_usd)),
        levels = publication(&model.areas.levels, today),
        of_mean = publication(&model.areas.mean, today),
    );
    markup
}

/// The number tells tables of one publisher apart for those who go by their names.
fn table(comparison: &Comparison, number: u32, today: Date) -> String {
    let rows: Vec<String> = comparison.figures.iter().map(row).collect();
    let source = &comparison.source;
    format!(
        "<h3>{publisher}</h3><p>Compared: {about}.</p>\
        <div class=\"scroll-x\" tabindex=\"0\" role=\"region\" aria-label=\"Our estimate beside {publisher}, table {number}\"><table>\
        <thead><tr><th scope=\"col\">Figure</th><th scope=\"col\" class=\"number\">They say</th>\
        <th scope=\"col\" class=\"number\">We say</th><th scope=\"col\" class=\"number\">Difference</th></tr></thead>\
        <tbody>{rows}</tbody></table></div><p class=\"soft\">{where_from}</p>",
        publisher = escape(&source.publisher),
        about = escape(&comparison.about),
        rows = rows.concat(),
        where_from = publication(source, today),
    )
}

fn row(figure: &ComparedFigure) -> String {
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"number\">${}</td><td class=\"number\">${}</td><td class=\"number\">{}</td></tr>",
        escape(&figure.name),
        grouped(f64::from(figure.says_usd)),
        grouped(f64::from(figure.ours_usd)),
        difference(figure.difference()),
    )
}

/// As in `−4%`, `+8%` or `none`.
fn difference(share: f64) -> String {
    let percent = (share * 100.0).round();
    if percent > 0.0 {
        format!("+{percent}%")
    } else if percent < 0.0 {
        format!("−{}%", -percent)
    } else {
        "none".to_owned()
    }
}

fn publication(source: &Publication, today: Date) -> String {
    format!(
        "{}, {}. {}",
        link(&source.url, &escape(&source.title)),
        escape(&source.publisher),
        dates(
            Some(source.as_of.in_words()),
            source.review_by,
            &source.licence,
            today
        )
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Protects the comparison from being left out or shown without its difference or source.
    #[test]
    fn every_comparison_shows_both_figures_the_difference_and_its_source() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/data");
        let today: Date = "2026-11-25".parse().expect("a day");
        let loaded = super::super::data::load(&folder, today).expect("the data is sound");
        let model = &loaded.facts.pay;
        let markup = render(model, today);
        assert!(!model.checks.is_empty());
        for comparison in &model.checks {
            for part in [&comparison.source.title, &comparison.source.licence] {
                assert!(markup.contains(&escape(part)), "“{part}” is missing");
            }
            for figure in &comparison.figures {
                for usd in [figure.says_usd, figure.ours_usd] {
                    assert!(
                        markup.contains(&grouped(f64::from(usd))),
                        "{usd} is missing"
                    );
                }
            }
        }
        for source in [&model.areas.levels, &model.areas.mean] {
            assert!(markup.contains(&escape(&source.title)));
        }
        assert_eq!([-0.04, 0.0, 0.081].map(difference), ["−4%", "none", "+8%"]);
    }
}
