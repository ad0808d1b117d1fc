//! The pay tables: role by tier for the model's base country, with rows, source and date.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::pay::estimate::{Grounds, Told, estimate};
use which_end_core::pay::model::{DataSource, PERCENTILES, PayModel};
use which_end_core::pay::query::{PayQuery, Role, Tier};

use self::intro::intro;
use self::number::{dollars, grouped};
use super::old;
use crate::html::escape;

/// The application's own way to write numbers.
#[path = "../../../../src/ui/number.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the application, which writes more kinds of numbers"
)]
pub(super) mod number;

/// What the application says at the top of the same view.
#[path = "../../../../src/rooms/pay/intro.rs"]
mod intro;

/// What the application shows at the top, then, for where that does not come, one table for each main role and what they rest
/// on.
pub(super) fn render(model: &PayModel, today: Date) -> String {
    let country = model
        .country(&model.base_country)
        .map_or(model.base_country.as_str(), |term| term.name.as_str());
    let mut markup = format!(
        "<h1>What does this work pay?</h1><p>{intro}</p><p class=\"wait\" data-ahead>Loading the figures.</p>\
        <div data-alone><p>What developers in one country, {country}, said they earn in a year, before tax. Half of a group earns less \
        than the middle figure and half earns more. Each row is worked out for {years} years. Other countries, languages and your own years are on the pay page, \
        which needs scripts.</p>",
        intro = escape(&intro(model.year)),
        country = escape(country),
        years = Tier::ALL
            .map(|tier| tier.typical_years().get().to_string())
            .join(", "),
    );
    for role in Role::MAIN {
        markup.push_str(&table(model, *role, country));
    }
    markup.push_str("<h2>The surveys behind the pay table</h2>");
    markup.push_str(&sources(model, today));
    markup.push_str(
        "<p><a href=\"#/sources\">Who is missing, and where every figure is from</a></p></div>",
    );
    markup
}

/// The surveys that the pay model rests on, as a list; the heading is the caller's.
pub(super) fn sources(model: &PayModel, today: Date) -> String {
    let mut markup = String::from("<ul>");
    for source in &model.sources {
        markup.push_str(&source_line(source, today));
    }
    markup.push_str("</ul>");
    markup
}

fn table(model: &PayModel, role: Role, country: &str) -> String {
    let mut markup = format!(
        "<div class=\"scroll-x\" tabindex=\"0\" role=\"region\" aria-label=\"{role} pay\"><table>\
        <caption>{role}, {country}: total pay in a year, US dollars of {year}</caption>\
        <thead><tr><th scope=\"col\">Years of work</th>",
        role = role_name(role),
        country = escape(country),
        year = model.year,
    );
    for percentile in PERCENTILES {
        // Writing to a string does not fail, here and below.
        let _ = write!(
            markup,
            "<th scope=\"col\" class=\"number\">{}</th>",
            percentile_name(percentile)
        );
    }
    markup.push_str("<th scope=\"col\" class=\"number\">Answers</th></tr></thead><tbody>");
    for tier in Tier::ALL {
        let _ = write!(markup, "<tr><th scope=\"row\">{}</th>", tier_name(tier));
        let query = PayQuery {
            role,
            years: tier.typical_years(),
            country: model.base_country.clone(),
            ..PayQuery::default()
        };
        match estimate(model, &query) {
            Ok(estimate) => {
                for at in 0..PERCENTILES.len() {
                    let figure = match estimate.told(at) {
                        Told::Amount(usd) => dollars(usd),
                        Told::Under(usd) => format!("under {}", dollars(usd)),
                        Told::Unknown => "not known".to_owned(),
                    };
                    let _ = write!(markup, "<td class=\"number\">{figure}</td>");
                }
                let few = match estimate.grounds {
                    Grounds::Few => " (few, so a rough guess)",
                    Grounds::Some | Grounds::Many => "",
                };
                let _ = write!(
                    markup,
                    "<td class=\"number\">{}{few}</td>",
                    grouped(f64::from(estimate.rows))
                );
            }
            Err(reason) => {
                let _ = write!(
                    markup,
                    "<td colspan=\"6\">{}</td>",
                    escape(&reason.to_string())
                );
            }
        }
        markup.push_str("</tr>");
    }
    markup.push_str("</tbody></table></div>");
    markup
}

fn source_line(source: &DataSource, today: Date) -> String {
    format!(
        "<li><a href=\"{url}\" rel=\"noreferrer\">{title}</a>, {publisher}; asked in {year}, to be checked again by \
        {review_by}; {rows} answers; license: {licence}.{old}</li>",
        url = escape(&source.url),
        title = escape(&source.title),
        publisher = escape(&source.publisher),
        year = source.as_of.year(),
        review_by = source.review_by.in_words(),
        rows = grouped(f64::from(source.rows)),
        licence = escape(&source.licence),
        old = old::mark(" These figures are old.", source.review_by, today),
    )
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "Back-end developers",
        Role::FrontEnd => "Front-end developers",
        Role::FullStack => "Full-stack developers",
        Role::Mobile => "Mobile developers",
        Role::Desktop => "Desktop and enterprise developers",
        Role::Embedded => "Embedded developers",
        Role::Devops => "DevOps, cloud and reliability engineers",
        Role::DataEngineer => "Data engineers",
        Role::DataScientist => "Data scientists and machine-learning engineers",
        Role::Architect => "Software architects",
        Role::EngineeringManager => "Engineering managers",
    }
}

fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "0 to 2 (entry)",
        Tier::Mid => "3 to 5 (mid)",
        Tier::Senior => "6 to 9 (senior)",
        Tier::Staff => "10 and more",
    }
}

fn percentile_name(percentile: u8) -> String {
    match percentile {
        50 => "Middle".to_owned(),
        low if low < 50 => format!("Lowest {low}% earn under"),
        high => format!("Top {}% earn over", 100 - high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tags;

    /// A model in which everybody earns 100,000 dollars and spreads by a tenth of a log point per step.
    fn model() -> PayModel {
        let none = [0.0; 5];
        let cut = [1; 4].map(|percent| serde_json::json!({ "percent": percent, "of": "years" }));
        let base: Vec<f64> = [-0.2, -0.1, 0.0, 0.1, 0.2]
            .iter()
            .map(|step| 100_000_f64.ln() + step)
            .collect();
        let publication = serde_json::json!({ "title": "Levels", "publisher": "Office", "url": "https://example.org/", "licence": "free",
            "as_of": "2025-07-01", "review_by": "2026-07-01" });
        serde_json::from_value(serde_json::json!({
            "year": 2025,
            "sources": [{ "title": "A <survey>", "publisher": "Askers", "url": "https://example.org/?a&b", "licence": "ODbL",
                "as_of": "2025-06-30", "review_by": "2026-12-31", "rows": 12345, "shift": none }],
            "floor_usd": 5000,
            "cut_year": 2025,
            "base": base, "base_country": "US",
            "roles": Role::ALL.map(|role| serde_json::json!({ "role": role, "rows": 900, "effect": none, "slope": none,
                "slope_half_width": 0.01, "languages": none, "languages_half_width": 0.01, "frameworks": none,
                "frameworks_half_width": 0.01, "half_width": 0.01 })),
            "experience": [{ "years": 1, "effect": none, "half_width": 0.01 }, { "years": 12, "effect": none, "half_width": 0.01 }],
            "regions": [{ "name": "North America", "rows": 2000, "late": none, "late_half_width": 0.0 }],
            "countries": [
                { "code": "CA", "name": "Canada", "region": 0, "rows": 6600, "effect": none, "slope": none, "slope_half_width": 0.0, "cut": cut,
                    "cells": Role::ALL.map(|_| [120, 120, 120, 120]) },
                { "code": "US", "name": "United States", "region": 0, "rows": 5170, "effect": none, "slope": none, "slope_half_width": 0.0, "cut": cut,
                    "cells": Role::ALL.map(|role| if role == Role::FrontEnd { [10, 120, 120, 120] } else { [120, 120, 120, 120] }) }],
            "technologies": [], "role_technologies": [],
            "workplace": { "in_person_rows": 100, "in_person": none, "remote_or_hybrid_rows": 100, "remote_or_hybrid": none, "half_width": 0.01 },
            "sizes": [],
            "manages": { "individual_contributor_rows": 100, "individual_contributor": none, "people_manager_rows": 100, "people_manager": none, "half_width": 0.01 },
            "calibration": { "many": none, "some": none, "few": none, "small_country": none,
                "tiers": [none, none, none, none], "roles": Role::ALL.map(|_| none) },
            "trial": { "rows": 100, "within_outer": 0.8, "within_inner": 0.5, "least_outer": 0.78, "most_outer": 0.82,
                "below_by_role": 0.4, "below_by_role_and_country": 0.2 },
            "areas": { "levels": publication, "mean": publication, "mean_usd": 100_000, "areas": [] },
            "checks": []
        }))
        .expect("the test's model has the shape of a model")
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn every_role_and_tier_has_a_row_with_five_figures_and_the_number_of_people() {
        let markup = render(&model(), day("2026-11-23"));
        assert_eq!(markup.matches("<table>").count(), 3);
        assert_eq!(markup.matches("<tr><th scope=\"row\">").count(), 12);
        assert_eq!(
            tags(&markup).iter().filter(|tag| tag.name == "td").count(),
            12 * 6
        );
        assert_eq!(
            markup.matches("<td class=\"number\">$100,000</td>").count(),
            12,
            "the median is the model's"
        );
        assert!(markup.contains("<td class=\"number\">120</td>"));
    }

    #[test]
    fn thin_evidence_is_said_where_it_is_thin() {
        assert_eq!(
            render(&model(), day("2026-11-23"))
                .matches("few, so a rough guess")
                .count(),
            1
        );
    }

    #[test]
    fn the_source_is_named_with_its_dates_and_escaped() {
        let markup = render(&model(), day("2026-11-23"));
        for part in [
            "A &lt;survey&gt;",
            "?a&amp;b",
            "asked in 2025,",
            "December 31, 2026; 12,345 answers",
            "ODbL",
        ] {
            assert!(markup.contains(part), "{part}");
        }
        assert!(markup.contains("hidden> These figures are old"));
        assert!(
            render(&model(), day("2026-12-31")).contains("\"2026-12-31\"> These figures are old")
        );
    }

    #[test]
    fn a_country_without_data_shows_no_figure() {
        let mut model = model();
        model.countries.clear();
        let markup = render(&model, day("2026-11-23"));
        assert!(!markup.contains('$') && markup.contains("no data"));
    }
}
