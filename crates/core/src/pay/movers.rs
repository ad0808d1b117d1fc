//! Changes of the query that would change the estimate, or would not.

use std::cmp::Ordering;

use super::estimate::{EstimateError, Grounds, estimate};
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
    /// Managing people, or no longer managing them.
    Manages(Manages),
}

/// The association of a change with the median, all else equal: survey data, not a promise. The factor is exactly what
/// the estimate does when the query changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The change.
    pub change: Change,
    /// The factor of the median.
    pub factor: f64,
    /// The lower end of the 95 % interval of the factor.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Number of rows.
    pub rows: u32,
    /// The people that these rows are of.
    pub scope: Scope,
}

/// The people whose rows support a [`Mover`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All work in all countries.
    All,
    /// This work in all countries.
    Role,
    /// This work in this country, with the years of the change.
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

    /// The finding that the data supports.
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

/// Relative changes up to this size count as no change.
const SMALL: f64 = 0.01;

/// The finding of a [`Mover`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The 95 % interval excludes “no difference”.
    Difference,
    /// The figure changes by more than 1 %, but the interval includes “no difference”: it may be chance.
    Unsure,
    /// The interval includes “no difference”, and the figure changes by 1 % or less: “no difference found”.
    None,
}

/// The association of each known language and framework with pay in a role, for somebody who already names others of
/// its kind, the rest of the stack being equal. Largest factor first.
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

/// Changes of the query: higher tiers (if neither they nor the present years have few rows), the other workplace, other
/// company sizes, managing people or not, and each technology not yet in the stack. Largest factor first. All are
/// listed, whatever their [`Mover::finding`], because “no difference found” is an answer.
///
/// Each factor is the estimate after the change divided by the one before, so that it matches what the visitor sees.
/// Half-widths of the parts of a change are combined as if independent. That is conservative, because parts of one
/// change are relative to the same people.
pub fn movers(model: &PayModel, query: &PayQuery) -> Result<Vec<Mover>, EstimateError> {
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
        // With few rows at either end, the rise would be an extrapolation of the model.
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

/// Alternatives for workplace, company size and management, with half-width and rows. A field that is not stated lies
/// between its choices, so the rows cannot measure a change from it.
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
            // Both are relative to the same band, so combining them as if independent is conservative.
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

/// Half-width of the effect that is added once for the first technology of its kind; 0 if it is not the first.
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

/// Half-width of a change of years: the experience effect at both, then the slopes of the role, of the country and,
/// late, of its region.
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

/// Half-width of the nearest knot at or above the years, or of the last one.
fn knot_width(model: &PayModel, years: u8) -> f64 {
    let knot = model
        .experience
        .iter()
        .find(|knot| knot.years >= years)
        .or(model.experience.last());
    knot.map_or(0.0, |knot| f64::from(knot.half_width))
}
