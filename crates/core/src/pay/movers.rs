//! What would move an estimate, and what would not.

use std::cmp::Ordering;

use super::estimate::{Grounds, NoEstimate, estimate};
use super::model::{MEDIAN, PayModel, TechnologyKind, growth, late};
use super::query::{CompanySize, Manages, PayQuery, Role, Technology, Tier, Workplace, Years};
use crate::order::sorted;

/// A change of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Also working with a language or framework.
    Technology(Technology),
    /// Having the years of a tier.
    Tier(Tier),
    /// Working elsewhere.
    Workplace(Workplace),
    /// Working in a company of another size.
    Size(CompanySize),
    /// Leading people, or no longer leading them.
    Manages(Manages),
}

/// How a change goes with the median, all else equal. Association in survey rows, not a promise. The factor is what the
/// estimate itself does when the change is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The change.
    pub change: Change,
    /// What the median is multiplied by.
    pub factor: f64,
    /// The lower end of the 95 % interval of the factor.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Rows behind it.
    pub rows: u32,
    /// Whose.
    pub scope: Scope,
}

/// Whose rows stand behind a [`Mover`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of all work in all countries.
    All,
    /// Of this work in all countries.
    Role,
    /// Of this work in this country, with the years of the change.
    RoleAndCountry,
}

impl Mover {
    fn new(change: Change, log: f64, half_width: f64, (rows, scope): (u32, Scope)) -> Self {
        Self {
            change,
            factor: log.exp(),
            low: (log - half_width).exp(),
            high: (log + half_width).exp(),
            rows,
            scope,
        }
    }

    /// What may be said of it.
    pub fn finding(&self) -> Finding {
        if self.low > 1.0 || self.high < 1.0 {
            Finding::Difference
        } else if (self.factor - 1.0).abs() <= SMALL {
            Finding::None
        } else {
            Finding::Unsure
        }
    }
}

/// A figure that moves by this share or less is not said to move.
const SMALL: f64 = 0.01;

/// What a [`Mover`] comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The 95 % interval leaves out “no difference”.
    Difference,
    /// The figure moves by more than 1 %, but the interval holds “no difference”: it may be chance.
    Unsure,
    /// The interval holds “no difference”, and the figure moves by 1 % or less: say “no difference found”.
    None,
}

/// What each known language and framework goes with in a role, for somebody who names others of its kind already, the
/// rest of the stack being equal; the most raising first.
pub fn premiums(model: &PayModel, role: Role) -> Vec<Mover> {
    let premiums: Vec<Mover> = model
        .technologies
        .iter()
        .map(|term| {
            let special = model.role_technology(role, &term.name);
            let log = term.effect[MEDIAN] + special.map_or(0.0, |s| s.effect[MEDIAN]);
            let half_width =
                special.map_or(term.half_width, |s| term.half_width.hypot(s.half_width));
            let behind = special.map_or((term.rows, Scope::All), |s| (s.rows, Scope::Role));
            Mover::new(
                Change::Technology(term.name.clone()),
                f64::from(log),
                f64::from(half_width),
                behind,
            )
        })
        .collect();
    sorted(premiums, most_raising_first)
}

/// What would move the estimate: higher tiers (where neither they nor the present years have few rows), the other workplace, other company sizes, leading people or not, each
/// technology not yet in the stack; the most raising first. All are listed, whatever their [`Mover::finding`], because
/// “no difference found” is an answer.
///
/// Each factor is the estimate after the change over the estimate before it, so that it comes true when the change is
/// made. Half-widths of the parts of a change are joined as if they were independent, which is on the wide side: parts of
/// one are measured against the same people.
pub fn movers(model: &PayModel, query: &PayQuery) -> Result<Vec<Mover>, NoEstimate> {
    let present = estimate(model, query)?;
    let now = present.percentiles[MEDIAN];
    let mut movers: Vec<Mover> = Vec::new();
    for premium in premiums(model, query.role) {
        let Change::Technology(name) = &premium.change else {
            continue;
        };
        if query.stack.contains(name) {
            continue;
        }
        let mut moved = query.clone();
        moved.set_technology(name, true);
        let then = estimate(model, &moved)?.percentiles[MEDIAN];
        let own = (premium.high / premium.factor).ln();
        let half_width = own.hypot(first_of_kind(model, query, name));
        let (log, behind) = ((then / now).ln(), (premium.rows, premium.scope));
        movers.push(Mover::new(premium.change, log, half_width, behind));
    }

    for tier in Tier::ALL
        .into_iter()
        .filter(|tier| *tier > query.years.tier() && present.grounds != Grounds::Few)
    {
        let mut moved = query.clone();
        moved.set_tier(tier);
        // A rise from or to a handful of people is the model's word, not theirs.
        let Some(then) = estimate(model, &moved)
            .ok()
            .filter(|then| then.grounds != Grounds::Few)
        else {
            continue;
        };
        movers.push(Mover::new(
            Change::Tier(tier),
            (then.percentiles[MEDIAN] / now).ln(),
            years_width(model, query, moved.years),
            (then.rows, Scope::RoleAndCountry),
        ));
    }

    for (change, half_width, rows) in other_choices(model, query) {
        let mut moved = query.clone();
        match &change {
            Change::Workplace(workplace) => moved.workplace = Some(*workplace),
            Change::Size(size) => moved.size = Some(*size),
            Change::Manages(manages) => moved.manages = Some(*manages),
            Change::Technology(_) | Change::Tier(_) => {}
        }
        let log = (estimate(model, &moved)?.percentiles[MEDIAN] / now).ln();
        movers.push(Mover::new(change, log, half_width, (rows, Scope::All)));
    }
    Ok(sorted(movers, most_raising_first))
}

/// What else could have been chosen of workplace, company size and leading people, with half-width and rows. Not stated
/// lies between the choices: none of them is a change from it that the rows could speak of.
fn other_choices(model: &PayModel, query: &PayQuery) -> Vec<(Change, f64, u32)> {
    let mut found = Vec::new();
    if let Some(stated) = query.workplace {
        let other = match stated {
            Workplace::InPerson => (
                Workplace::RemoteOrHybrid,
                model.workplace.remote_or_hybrid_rows,
            ),
            Workplace::RemoteOrHybrid => (Workplace::InPerson, model.workplace.in_person_rows),
        };
        found.push((
            Change::Workplace(other.0),
            f64::from(model.workplace.half_width),
            other.1,
        ));
    }
    if let Some(stated) = query.size.and_then(|size| model.size(size)) {
        for term in model.sizes.iter().filter(|term| term.size != stated.size) {
            // Both are measured against one band, so joining them as if they were independent is on the wide side.
            let half_width = f64::from(term.half_width).hypot(f64::from(stated.half_width));
            found.push((Change::Size(term.size), half_width, term.rows));
        }
    }
    if let Some(stated) = query.manages.filter(|_| !query.role.leads_people()) {
        let other = match stated {
            Manages::IndividualContributor => {
                (Manages::PeopleManager, model.manages.people_manager_rows)
            }
            Manages::PeopleManager => (
                Manages::IndividualContributor,
                model.manages.individual_contributor_rows,
            ),
        };
        found.push((
            Change::Manages(other.0),
            f64::from(model.manages.half_width),
            other.1,
        ));
    }
    found
}

fn most_raising_first(a: &Mover, b: &Mover) -> Ordering {
    b.factor.total_cmp(&a.factor)
}

/// Half-width of what is added once where a technology is the first of its kind; 0 where it is not.
fn first_of_kind(model: &PayModel, query: &PayQuery, name: &Technology) -> f64 {
    let kind = |name: &Technology| model.technology(name).map(|term| term.kind);
    let (Some(own), Some(role)) = (kind(name), model.role(query.role)) else {
        return 0.0;
    };
    if query.stack.iter().any(|known| kind(known) == Some(own)) {
        return 0.0;
    }
    f64::from(match own {
        TechnologyKind::Language => role.languages_half_width,
        TechnologyKind::Framework => role.frameworks_half_width,
    })
}

/// Half-width of having other years: the line of experience at both, then the slopes of the role, of the country and, late, of its region.
fn years_width(model: &PayModel, query: &PayQuery, years: Years) -> f64 {
    let grown = growth(years.get()) - growth(query.years.get());
    let role = model
        .role(query.role)
        .map_or(0.0, |term| term.slope_half_width);
    let country = model.country(&query.country);
    let region = country.and_then(|term| model.regions.get(usize::from(term.region)));
    let country = country.map_or(0.0, |term| term.slope_half_width);
    let grown_late = late(years.get()) - late(query.years.get());
    let region = region.map_or(0.0, |term| term.late_half_width);
    knot_width(model, query.years.get())
        .hypot(knot_width(model, years.get()))
        .hypot(f64::from(role) * grown)
        .hypot(f64::from(country) * grown)
        .hypot(f64::from(region) * grown_late)
}

/// Half-width of the nearest knot at or above the years, or of the last.
fn knot_width(model: &PayModel, years: u8) -> f64 {
    let knot = model
        .experience
        .iter()
        .find(|knot| knot.years >= years)
        .or(model.experience.last());
    knot.map_or(0.0, |knot| f64::from(knot.half_width))
}
