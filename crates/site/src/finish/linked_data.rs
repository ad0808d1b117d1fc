//! Metadata of the pages as JSON-LD, in the vocabulary of <https://schema.org>.

use serde_json::{Value, json};
use which_end::dataset::facts;
use which_end::prerender::Page;
use which_end::route::Route;
use which_end_core::pay::estimate::{PayEstimate, Percentile, estimate};
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::quiz::item::Side;

/// The subjects of a page; `address` is that of the site.
pub(super) fn things(page: &Page, address: Option<&str>) -> Vec<Value> {
    let mut things = match page.route {
        Route::Guide(side) => vec![occupation(side, page), questions(side)],
        Route::Pay => vec![dataset(page)],
        Route::Start => vec![quiz(page)],
        _ => Vec::new(),
    };
    for thing in &mut things {
        thing["@context"] = json!("https://schema.org");
        if let Some(address) = address {
            thing["url"] = json!(format!(
                "{address}{}",
                page.route.href().trim_start_matches("./")
            ));
        }
    }
    things
}

/// The occupation of one side, with pay for some years of experience in the model's base country.
fn occupation(side: Side, page: &Page) -> Value {
    let (name, role) = match side {
        Side::Backend => ("Back-end developer", Role::BackEnd),
        Side::Frontend => ("Front-end developer", Role::FrontEnd),
    };
    let model = &facts().pay;
    let country = model
        .country(&model.base_country)
        .map_or(model.base_country.as_str(), |country| country.name.as_str());
    let query = PayQuery {
        role,
        years: Tier::Mid.typical_years(),
        country: model.base_country.clone(),
        ..PayQuery::default()
    };
    let mut thing = json!({
        "@type": "Occupation",
        "name": name,
        "description": page.description,
        "occupationLocation": [{ "@type": "Country", "name": country }],
    });
    if let Ok(found) = estimate(model, &query) {
        thing["estimatedSalary"] = json!([salary(&found, &query)]);
    }
    thing
}

/// The known percentiles. The name states the group, because schema.org has no property for that.
fn salary(found: &PayEstimate, query: &PayQuery) -> Value {
    let mut salary = json!({
        "@type": "MonetaryAmountDistribution",
        "name": format!("Total pay before tax with bonuses, after {} years of work", query.years.get()),
        "currency": "USD",
        "duration": "P1Y",
    });
    let names = [
        "percentile10",
        "percentile25",
        "median",
        "percentile75",
        "percentile90",
    ];
    for (at, name) in names.into_iter().enumerate() {
        if let Percentile::Amount(usd) = found.percentile(at) {
            salary[name] = json!((usd / 1_000.0).round() * 1_000.0);
        }
    }
    salary
}

/// The questions and answers of one side's guide.
fn questions(side: Side) -> Value {
    let guide = &facts().guide;
    let questions: Vec<Value> = guide
        .side(side)
        .faq
        .iter()
        .chain(&guide.faq)
        .map(|entry| {
            json!({
                "@type": "Question",
                "name": entry.question,
                "acceptedAnswer": { "@type": "Answer", "text": entry.answer },
            })
        })
        .collect();
    json!({ "@type": "FAQPage", "mainEntity": questions })
}

/// The pay table as a data set.
fn dataset(page: &Page) -> Value {
    let model = &facts().pay;
    let sources: Vec<&str> = model
        .sources
        .iter()
        .map(|source| source.url.as_str())
        .collect();
    let first = model.sources.iter().map(|source| source.as_of).min();
    let last = model.sources.iter().map(|source| source.as_of).max();
    let mut thing = json!({
        "@type": "Dataset",
        "name": format!("Developer pay by role, years and country, {}", model.year),
        "description": page.description,
        "license": "https://opendatacommons.org/licenses/odbl/1-0/",
        "isAccessibleForFree": true,
        "isBasedOn": sources,
        "variableMeasured": "Total pay in a year before tax, US dollars: percentiles 10, 25, 50, 75 and 90",
        "creator": { "@type": "Organization", "name": "Which End" },
    });
    if let (Some(first), Some(last)) = (first, last) {
        thing["temporalCoverage"] = json!(format!("{first}/{last}"));
    }
    thing
}

fn quiz(page: &Page) -> Value {
    json!({
        "@type": "WebApplication",
        "name": "Which End",
        "description": page.description,
        "applicationCategory": "EducationalApplication",
        "operatingSystem": "Any",
        "isAccessibleForFree": true,
        "offers": { "@type": "Offer", "price": 0, "priceCurrency": "USD" },
    })
}
