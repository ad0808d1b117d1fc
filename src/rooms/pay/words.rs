//! Fixed words of the pay room.

use which_end_core::pay::estimate::NoEstimate;
use which_end_core::pay::query::{PayQuery, Role, Tier, Workplace};

use crate::dataset::dataset;
use crate::ui::number::counted;

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "Back end",
        Role::FrontEnd => "Front end",
        Role::FullStack => "Full-stack",
    }
}

/// A role as it stands in a sentence about people.
pub(super) fn people(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "back-end developers",
        Role::FrontEnd => "front-end developers",
        Role::FullStack => "full-stack developers",
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

/// Whose pay is asked about, one piece for each choice that was made.
pub(super) fn asked(query: &PayQuery) -> Vec<String> {
    let country = dataset().pay.country(&query.country);
    let country = country.map_or(query.country.as_str(), |country| country.name.as_str());
    let years = usize::from(query.years.get());
    let mut asked = vec![
        people(query.role).to_owned(),
        format!("{} of paid work", counted(years, "year", "years")),
        country.to_owned(),
    ];
    asked.extend(
        query
            .languages
            .iter()
            .map(|language| language.as_str().to_owned()),
    );
    if query.workplace.is_some() {
        asked.push(workplace(query.workplace).to_lowercase());
    }
    asked
}

pub(super) fn no_estimate(why: NoEstimate) -> String {
    format!(
        "{}. Choose another country to see figures.",
        capital(&why.to_string())
    )
}

/// The text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
