//! Labels of the pay view.

use which_end_core::date::Date;
use which_end_core::pay::estimate::EstimateError;
use which_end_core::pay::query::{
    CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace,
};

use crate::dataset::facts;
use crate::platform::{country, today};
use crate::ui::number::counted;
use crate::ui::text::capitalized;

/// The introduction. `year` is that of the money.
pub(super) fn intro(year: u16) -> String {
    format!("Total pay before tax in {year}, as developers said in a large survey.")
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "Back end",
        Role::FrontEnd => "Front end",
        Role::FullStack => "Full-stack",
        Role::Mobile => "Mobile",
        Role::Desktop => "Desktop or enterprise",
        Role::Embedded => "Embedded",
        Role::Devops => "DevOps, cloud, reliability",
        Role::DataEngineer => "Data engineer",
        Role::DataScientist => "Data science or machine learning",
        Role::Architect => "Software architect",
        Role::EngineeringManager => "Engineering manager",
    }
}

/// A role as the people who work in it.
pub(super) fn people(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "back-end developers",
        Role::FrontEnd => "front-end developers",
        Role::FullStack => "full-stack developers",
        Role::Mobile => "mobile developers",
        Role::Desktop => "desktop and enterprise developers",
        Role::Embedded => "embedded developers",
        Role::Devops => "DevOps, cloud and reliability engineers",
        Role::DataEngineer => "data engineers",
        Role::DataScientist => "data scientists and machine-learning engineers",
        Role::Architect => "software architects",
        Role::EngineeringManager => "engineering managers",
    }
}

/// A tier with its range of years, because the survey has years and no job titles.
pub(crate) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "Entry, 0–2 years",
        Tier::Mid => "Mid, 3–5 years",
        Tier::Senior => "Senior, 6–9 years",
        Tier::Staff => "10 years or more",
    }
}

/// The same as an option under the heading of years of work.
pub(super) fn tier_option(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "Entry, 0–2",
        Tier::Mid => "Mid, 3–5",
        Tier::Senior => "Senior, 6–9",
        Tier::Staff => "10 or more",
    }
}

pub(super) fn workplace(workplace: Option<Workplace>) -> &'static str {
    match workplace {
        None => "Either",
        Some(Workplace::InPerson) => "In person",
        Some(Workplace::RemoteOrHybrid) => "Remote or hybrid",
    }
}

pub(super) fn size(size: Option<CompanySize>) -> &'static str {
    match size {
        None => "Any size",
        Some(CompanySize::From2) => "2–19 people",
        Some(CompanySize::From20) => "20–99 people",
        Some(CompanySize::From100) => "100–499 people",
        Some(CompanySize::From500) => "500–999 people",
        Some(CompanySize::From1000) => "1,000–9,999 people",
        Some(CompanySize::From10000) => "10,000 people or more",
    }
}

pub(super) fn manages(manages: Option<Manages>) -> &'static str {
    match manages {
        None => "Either",
        Some(Manages::IndividualContributor) => "Leads nobody",
        Some(Manages::PeopleManager) => "Leads people",
    }
}

/// The country's name: from the pay table, or else from the browser, or else its code.
pub(super) fn country(query: &PayQuery) -> String {
    match facts().pay.country(&query.country) {
        Some(country) => country.name.clone(),
        None => other_country(&query.country).unwrap_or_else(|| query.country.as_str().to_owned()),
    }
}

/// The name of a country without figures. `None` if there is no such country.
fn other_country(code: &CountryCode) -> Option<String> {
    code.may_be_a_country()
        .then(|| country::name(code.as_str()))
        .flatten()
}

/// The area's name. `None` if no area is chosen.
fn area(query: &PayQuery) -> Option<&'static str> {
    let area = facts().pay.area(&query.country, query.area?)?;
    Some(area.name.as_str())
}

/// Every choice of a query with its name, always in the same order.
pub(super) fn choices(query: &PayQuery) -> Vec<(&'static str, String)> {
    let stack: Vec<&str> = query.stack.iter().map(Technology::as_str).collect();
    let stack = if stack.is_empty() {
        "not stated".to_owned()
    } else {
        stack.join(", ")
    };
    vec![
        ("Work", role(query.role).to_owned()),
        ("Years", query.years.get().to_string()),
        ("Country", country(query)),
        ("Area", area(query).unwrap_or("not stated").to_owned()),
        ("Languages and frameworks", stack),
        ("Workplace", workplace(query.workplace).to_owned()),
        ("Company", size(query.size).to_owned()),
        ("Leading people", manages(query.manages).to_owned()),
    ]
}

/// The choices that describe the person, one text each. Open choices are left out.
pub(super) fn stated(query: &PayQuery) -> Vec<String> {
    let years = usize::from(query.years.get());
    let mut stated = vec![
        people(query.role).to_owned(),
        format!("{} of paid work", counted(years, "year", "years")),
        country(query),
    ];
    stated.extend(area(query).map(str::to_owned));
    stated.extend(
        query
            .stack
            .iter()
            .map(|technology| technology.as_str().to_owned()),
    );
    if query.workplace.is_some() {
        stated.push(lowercase(workplace(query.workplace)));
    }
    if query.size.is_some() {
        stated.push(format!("company of {}", size(query.size)));
    }
    if query.manages.is_some() {
        stated.push(lowercase(manages(query.manages)));
    }
    stated
}

/// Lowercases ASCII. The standard library's Unicode version costs three kilobytes of wasm.
fn lowercase(text: &str) -> String {
    text.chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

pub(super) fn no_estimate(why: EstimateError, query: &PayQuery) -> String {
    let code = &query.country;
    if why == EstimateError::CountryUnknown && other_country(code).is_none() {
        return format!(
            "We know no country with the code “{}”. Choose one from the list to see figures.",
            code.as_str()
        );
    }
    let advice = match why {
        EstimateError::TierUnknown => "Choose more years",
        EstimateError::CountryUnknown | EstimateError::RoleUnknown => "Choose another country",
    };
    format!(
        "{}. {advice} to see figures.",
        capitalized(&why.to_string())
    )
}

/// Whether `review_by` has passed on the visitor's clock.
pub(crate) fn is_old(review_by: Date) -> bool {
    today::today().is_some_and(|today| today >= review_by)
}
