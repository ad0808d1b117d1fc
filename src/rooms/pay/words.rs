//! Fixed words of the pay room.

use which_end_core::pay::estimate::NoEstimate;
use which_end_core::pay::query::{CompanySize, Manages, Role, Tier, Workplace};

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

pub(super) fn no_estimate(why: NoEstimate) -> String {
    let text = why.to_string();
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let way_on = match why {
        NoEstimate::TierUnknown => "Choose more years",
        NoEstimate::CountryUnknown | NoEstimate::RoleUnknown => "Choose another country",
    };
    format!("{first}{}. {way_on} to see figures.", letters.as_str())
}
