//! What the page rests on, numbered as the guide's notes count them.

use std::fmt::Write as _;

use which_end_core::data::Dataset;
use which_end_core::date::Date;
use which_end_core::guide::{Guide, Reference};
use which_end_core::pay::claim::Claim;

use crate::html::escape;

/// The lists of sources.
pub(super) fn render(dataset: &Dataset, today: Date) -> String {
    let mut markup = guide_sources(&dataset.guide, today);
    if !dataset.claims.claims.is_empty() {
        markup
            .push_str("<h3>Published pay figures that the pay page shows beside its own</h3><ul>");
        for claim in &dataset.claims.claims {
            markup.push_str(&claim_line(claim, today));
        }
        markup.push_str("</ul>");
    }
    markup
}

fn guide_sources(guide: &Guide, today: Date) -> String {
    let mut markup = String::from("<h3>Sources of the guide</h3><ol>");
    for source in &guide.sources {
        // Writing to a string does not fail.
        let _ = write!(
            markup,
            "<li id=\"source-{}\">{}</li>",
            escape(source.id.as_str()),
            source_line(source, today)
        );
    }
    markup.push_str("</ol>");
    markup
}

fn source_line(source: &Reference, today: Date) -> String {
    let mut line = format!(
        "<a href=\"{}\" rel=\"noreferrer\">{}</a>, {} ({}). {}",
        escape(&source.url),
        escape(&source.title),
        escape(&source.who),
        escape(&source.sells),
        dates(source.as_of, source.review_by, today),
    );
    if let Some(attribution) = &source.attribution {
        line.push(' ');
        line.push_str(&escape(attribution));
    }
    line
}

fn claim_line(claim: &Claim, today: Date) -> String {
    let title = escape(&claim.title);
    let title = match &claim.url {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", escape(url)),
        None => title,
    };
    format!(
        "<li>{title}, {who} ({sells}). {covers} {dates}</li>",
        who = escape(&claim.who),
        sells = escape(&claim.sells),
        covers = escape(&claim.covers),
        dates = dates(claim.as_of, claim.review_by, today),
    )
}

fn dates(as_of: Option<Date>, review_by: Date, today: Date) -> String {
    let speaks = as_of.map_or_else(
        || "No date given".to_owned(),
        |date| format!("Speaks of {date}"),
    );
    let old = if review_by <= today {
        " This is old."
    } else {
        ""
    };
    format!("{speaks}; to be checked again by {review_by}.{old}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_say_when_a_source_is_old_and_when_it_has_none() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let review = day("2026-12-01");
        assert_eq!(
            dates(Some(day("2025-06-30")), review, day("2026-11-30")),
            "Speaks of 2025-06-30; to be checked again by 2026-12-01."
        );
        assert_eq!(
            dates(None, review, review),
            "No date given; to be checked again by 2026-12-01. This is old."
        );
    }
}
