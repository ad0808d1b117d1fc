//! How the quiz works, and what the page rests on, numbered as the guide's notes count them.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::guide::{Guide, Reference};
use which_end_core::pay::claim::{Claim, ClaimedAmount, Figure};

use super::data::Loaded;
use super::pay::number::grouped;
use crate::html::escape;

/// The method and the lists of sources.
pub(super) fn render(loaded: &Loaded, today: Date) -> String {
    let Loaded {
        dataset,
        guide,
        simulation,
    } = loaded;
    let mut markup = super::method::render(&dataset.bank, simulation.as_ref());
    markup.push_str("<section id=\"/about/sources\"><h2>Where the figures are from</h2>");
    markup.push_str("<h3>The surveys behind the pay table</h3>");
    markup.push_str(&super::pay::sources(&dataset.pay, today));
    markup.push_str(&guide_sources(guide, today));
    if !dataset.claims.claims.is_empty() {
        markup
            .push_str("<h3>Published pay figures that the pay page shows beside its own</h3><ul>");
        for claim in &dataset.claims.claims {
            markup.push_str(&claim_line(claim, today));
        }
        markup.push_str("</ul>");
    }
    markup.push_str("</section>");
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
        "<li>{title}, {who}, which sells {sells}. {covers} <strong>{amounts}.</strong> {dates}</li>",
        who = escape(&claim.who),
        sells = escape(&claim.sells),
        covers = escape(&claim.covers),
        amounts = amounts(&claim.amounts),
        dates = dates(claim.as_of, claim.review_by, today),
    )
}

/// As in `lower end $60,000, upper end $90,000`.
fn amounts(amounts: &[ClaimedAmount]) -> String {
    let one = |amount: &ClaimedAmount| {
        let figure = match amount.figure {
            Figure::Percentile(50) => "median".to_owned(),
            Figure::Percentile(percentile) => format!("{percentile}% earn under"),
            Figure::Average => "average".to_owned(),
            Figure::RangeLow => "lower end".to_owned(),
            Figure::RangeHigh => "upper end".to_owned(),
            Figure::Typical => "“typical”".to_owned(),
        };
        format!("{figure} ${}", grouped(f64::from(amount.usd)))
    };
    amounts.iter().map(one).collect::<Vec<_>>().join(", ")
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

    #[test]
    fn a_claim_keeps_its_own_figures_to_the_dollar_and_its_publisher() {
        let claim: Claim = serde_json::from_value(serde_json::json!({
            "id": "x", "who": "A <shop>", "sells": "job adverts", "covers": "Everybody.", "title": "Page", "url": null,
            "as_of": null, "review_by": "2027-01-01", "licence": "quoted", "roles": ["back-end"], "tier": null,
            "country": null, "workplace": null, "repeats": null,
            "amounts": [{ "figure": "range-low", "usd": 97_523 }, { "figure": { "percentile": 90 }, "usd": 150_000 }]
        }))
        .expect("the test's claim has the shape of a claim");
        let line = claim_line(&claim, "2026-11-23".parse().expect("a day"));
        for part in [
            "A &lt;shop&gt;, which sells job adverts",
            "lower end $97,523, 90% earn under $150,000",
            "No date given",
        ] {
            assert!(line.contains(part), "{part} in {line}");
        }
    }
}
