//! What would move an estimate, and what would not.

use std::cmp::Ordering;

use super::estimate::{NoEstimate, estimate};
use super::model::{MEDIAN, PayModel};
use super::query::{CompanySize, Manages, PayQuery, Role, Technology, Tier, Workplace};
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

/// How a change goes with the median, all else equal. Association in survey rows, not a promise.
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
}

impl Mover {
    fn new(change: Change, log: f64, half_width: f64, rows: u32) -> Self {
        Self {
            change,
            factor: log.exp(),
            low: (log - half_width).exp(),
            high: (log + half_width).exp(),
            rows,
        }
    }

    /// False where the rows do not tell the effect from none: say “no difference found”.
    pub fn found(&self) -> bool {
        self.low > 1.0 || self.high < 1.0
    }
}

/// What each known language and framework goes with in a role, the rest of the stack being equal; the most raising first.
pub fn premiums(model: &PayModel, role: Role) -> Vec<Mover> {
    let premiums: Vec<Mover> = model
        .technologies
        .iter()
        .map(|term| {
            let special = model.role_technology(role, &term.name);
            let log = term.effect[MEDIAN] + special.map_or(0.0, |s| s.effect[MEDIAN]);
            let half_width =
                special.map_or(term.half_width, |s| term.half_width.hypot(s.half_width));
            let rows = special.map_or(term.rows, |s| s.rows);
            Mover::new(
                Change::Technology(term.name.clone()),
                f64::from(log),
                f64::from(half_width),
                rows,
            )
        })
        .collect();
    sorted(premiums, most_raising_first)
}

/// What would move the estimate: higher tiers, the other workplace, other company sizes, leading people or not, each
/// technology not yet in the stack; the most raising first. A mover that is not [`Mover::found`] is listed too, because “no difference found” is an answer.
pub fn movers(model: &PayModel, query: &PayQuery) -> Result<Vec<Mover>, NoEstimate> {
    let now = estimate(model, query)?.percentiles[MEDIAN];
    let mut movers: Vec<Mover> = premiums(model, query.role)
        .into_iter()
        .filter(|mover| !matches!(&mover.change, Change::Technology(name) if query.stack.contains(name)))
        .collect();

    for tier in Tier::ALL
        .into_iter()
        .filter(|tier| *tier > query.years.tier())
    {
        let mut moved = query.clone();
        moved.set_tier(tier);
        let Ok(then) = estimate(model, &moved) else {
            continue;
        };
        let half_width =
            knot_width(model, query.years.get()).hypot(knot_width(model, moved.years.get()));
        movers.push(Mover::new(
            Change::Tier(tier),
            (then.percentiles[MEDIAN] / now).ln(),
            half_width,
            then.rows,
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
        movers.push(Mover::new(change, log, half_width, rows));
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

/// Half-width of the nearest knot at or above the years, or of the last. Two of them are joined as if they were
/// independent, which is on the wide side: both are measured against the same base.
fn knot_width(model: &PayModel, years: u8) -> f64 {
    let knot = model
        .experience
        .iter()
        .find(|knot| knot.years >= years)
        .or(model.experience.last());
    knot.map_or(0.0, |knot| f64::from(knot.half_width))
}
