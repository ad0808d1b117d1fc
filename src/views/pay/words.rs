//! Fixed words of the pay view.

use which_end_core::date::Date;
use which_end_core::pay::estimate::NoEstimate;
use which_end_core::pay::query::{
    CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace,
};

use crate::dataset::facts;
use crate::platform::{region, today};
use crate::ui::number::counted;
use crate::ui::text::capitalized;

/// What the figures are; `year` is the one whose money they are in.
pub(super) fn intro(year: u16) -> String {
    format!(
        "Total pay before tax in {year}, as developers told it themselves in a large survey. A range, because two people with the \
        same job can earn very different pay. We never ask what you earn."
    )
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

/// A role as it stands in a sentence about people.
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

/// A tier with the years that define it: the survey has years, not job titles.
pub(crate) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "Entry, 0–2 years",
        Tier::Mid => "Mid, 3–5 years",
        Tier::Senior => "Senior, 6–9 years",
        Tier::Staff => "10 years or more",
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

/// The country's name: the pay table's, or for one without figures the browser's; else its code.
pub(super) fn country(query: &PayQuery) -> String {
    match facts().pay.country(&query.country) {
        Some(country) => country.name.clone(),
        None => other_country(&query.country).unwrap_or_else(|| query.country.as_str().to_owned()),
    }
}

/// The name of a country that the pay table does not hold; none where there is no such country.
fn other_country(code: &CountryCode) -> Option<String> {
    code.may_be_a_country()
        .then(|| region::name(code.as_str()))
        .flatten()
}

/// The area's name, where one is stated.
fn area(query: &PayQuery) -> Option<&'static str> {
    let area = facts().pay.area(&query.country, query.area?)?;
    Some(area.name.as_str())
}

/// Every choice of a query by its name, always the same ones in the same order.
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

/// Whose pay is asked about, one piece for each choice that was made.
pub(super) fn asked(query: &PayQuery) -> Vec<String> {
    let years = usize::from(query.years.get());
    let mut asked = vec![
        people(query.role).to_owned(),
        format!("{} of paid work", counted(years, "year", "years")),
        country(query),
    ];
    asked.extend(area(query).map(str::to_owned));
    asked.extend(
        query
            .stack
            .iter()
            .map(|technology| technology.as_str().to_owned()),
    );
    if query.workplace.is_some() {
        asked.push(small(workplace(query.workplace)));
    }
    if query.size.is_some() {
        asked.push(format!("company of {}", size(query.size)));
    }
    if query.manages.is_some() {
        asked.push(small(manages(query.manages)));
    }
    asked
}

/// Words of ours without capitals. The standard library's way knows every alphabet and costs the page three kilobytes.
fn small(words: &str) -> String {
    words
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

pub(super) fn no_estimate(why: NoEstimate, query: &PayQuery) -> String {
    let code = &query.country;
    if why == NoEstimate::CountryUnknown && other_country(code).is_none() {
        return format!(
            "We know no country with the code “{}”. Choose one from the list to see figures.",
            code.as_str()
        );
    }
    let way_on = match why {
        NoEstimate::TierUnknown => "Choose more years",
        NoEstimate::CountryUnknown | NoEstimate::RoleUnknown => "Choose another country",
    };
    format!(
        "{}. {way_on} to see figures.",
        capitalized(&why.to_string())
    )
}

/// Whether figures that had to be checked again by that day are old, by the visitor's own clock.
pub(crate) fn is_old(review_by: Date) -> bool {
    today::today().is_some_and(|today| today >= review_by)
}
