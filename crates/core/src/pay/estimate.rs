//! Computes five percentiles from a query, with the working and the amount of evidence.

use super::model::{
    ByPercentile, Calibration, CountryTerm, Cut, MEDIAN, MIN_TIER_ROWS, PERCENTILES, PayModel,
    SMALL_COUNTRY_ROWS, TechnologyKind, growth, late,
};
use super::query::{Manages, PayQuery, Role, Technology, Tier, Workplace, Years};

/// A step of the working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingStep {
    /// The starting figure: a full-stack developer with one year of work in the base country, nothing else stated.
    Base,
    /// Role.
    Role,
    /// Years of paid work, with the slopes of this role and country.
    Experience,
    /// Languages and frameworks together.
    Stack,
    /// Country.
    Country,
    /// Area of the base country: from legal minimum wages for visas, not from the survey.
    Area,
    /// In person, or remote or hybrid.
    Workplace,
    /// People in the company.
    Size,
    /// Individual contributor or people manager.
    Manages,
}

/// A step of the waterfall chart at the median. The product of all factors is the median.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Working {
    /// The step.
    pub step: WorkingStep,
    /// The factor of this step; USD for [`WorkingStep::Base`].
    pub factor: f64,
    /// The figure after this step, USD a year.
    pub running: f64,
}

impl Working {
    /// Whether the step changes the figure. It does not if nothing was chosen, or if the choice equals the base.
    pub fn moves(&self) -> bool {
        (self.factor - 1.0).abs() > f64::EPSILON
    }
}

/// How much evidence an estimate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// 100 rows or more of this role, country and similar years.
    Many,
    /// 30 to 99.
    Some,
    /// Under 30: relies on neighbouring roles, tiers and countries, with the calibration shifts found for such cells on
    /// held-out rows. Those shifts never narrow a range more than those of larger cells.
    Few,
}

impl Grounds {
    /// The grounds for a number of rows.
    pub fn of(rows: u32) -> Self {
        match rows {
            100.. => Self::Many,
            30.. => Self::Some,
            _ => Self::Few,
        }
    }
}

/// What is known about a percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Percentile {
    /// USD per year.
    Amount(f64),
    /// Less than this, USD per year: the survey's answers begin there, so how much less is unknown.
    Under(f64),
    /// Unknown: more people answered less than the survey's floor, and were excluded, than lie below this percentile.
    Unknown,
}

/// The headline of an estimate, as far as the floor allows one. USD per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Headline {
    /// Half of the people earn from the first to the second.
    Between(f64, f64),
    /// Half of the people earn more than this; the lower quartile is unknown.
    Over(f64),
    /// More than half earn less than this, the floor.
    Under(f64),
    /// Unknown: more than half answered less than the floor and were excluded.
    Unknown,
}

impl Headline {
    /// For example “the middle half earn $50,000 to $90,000 a year”, with amounts formatted by `dollars`.
    pub fn format(self, dollars: fn(f64) -> String) -> String {
        match self {
            Self::Between(low, high) => {
                format!(
                    "the middle half earn {} to {} a year",
                    dollars(low),
                    dollars(high)
                )
            }
            Self::Over(middle) => format!("half earn more than {} a year", dollars(middle)),
            Self::Under(floor) => format!("more than half earn under {} a year", dollars(floor)),
            Self::Unknown => "what half earn is not known".to_owned(),
        }
    }
}

/// The estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct PayEstimate {
    /// Total yearly pay before tax in USD at the percentiles 10, 25, 50, 75 and 90; each exceeds the previous one. For
    /// charts and calculations; for display use [`PayEstimate::percentile`].
    pub percentiles: [f64; 5],
    /// The survey's answers begin here, USD per year.
    pub floor: f64,
    /// The answers below the floor. The percentiles exclude them.
    pub cut: Cut,
    /// The working at the median, in order.
    pub working: Vec<Working>,
    /// Rows with the same role and country, and with years of the same [`Tier`].
    pub rows: u32,
    /// How much evidence those rows are.
    pub grounds: Grounds,
}

impl PayEstimate {
    /// The percentile at an index of `PERCENTILES`.
    pub fn percentile(&self, at: usize) -> Percentile {
        let usd = self.percentiles[at];
        if self.cut.percent > PERCENTILES[at] {
            Percentile::Unknown
        } else if usd < self.floor {
            Percentile::Under(self.floor)
        } else {
            Percentile::Amount(usd)
        }
    }

    /// The headline.
    pub fn headline(&self) -> Headline {
        match [1, MEDIAN, 3].map(|at| self.percentile(at)) {
            [Percentile::Amount(low), _, Percentile::Amount(high)] => Headline::Between(low, high),
            [_, Percentile::Amount(middle), _] => Headline::Over(middle),
            [_, Percentile::Under(floor), _] => Headline::Under(floor),
            [_, Percentile::Unknown, _] => Headline::Unknown,
        }
    }

    /// The percentiles for bar charts: those below the floor are raised to it.
    pub fn above_floor(&self) -> [f64; 5] {
        self.percentiles.map(|usd| usd.max(self.floor))
    }

    /// Whether so many people are below the floor that the page must say so: it hides a percentile, or they exceed
    /// [`CUT_NOTICE_PERCENT`].
    pub fn is_cut(&self) -> bool {
        self.cut.percent > CUT_NOTICE_PERCENT
            || !matches!(self.percentile(0), Percentile::Amount(_))
    }
}

/// Percent of people below the floor. Up to this share they resemble the typing errors that every country has.
pub const CUT_NOTICE_PERCENT: u8 = 5;

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// The country has too few rows.
    #[error("no data: too few people from this country answered the survey")]
    CountryUnknown,
    /// Too few people in any country do this work with these years.
    #[error("no data: too few people with this work and these years answered the survey")]
    TierUnknown,
    /// The model lacks the role. `compile` refuses such a model, so this occurs only with models from elsewhere.
    #[error("no data: the pay table does not hold this role")]
    RoleUnknown,
}

/// The terms of log pay for one percentile, in the order of [`WorkingStep`].
type Terms = [f64; 9];

/// Evaluates the model. Technologies that the model does not know are ignored.
///
/// The five percentiles are fitted separately and could cross far from the data. If they would come closer than
/// [`LEAST_GAP`], the outer one is moved away from the median, so that the median and its working never change.
pub fn estimate(model: &PayModel, query: &PayQuery) -> Result<PayEstimate, EstimateError> {
    let country = model
        .country(&query.country)
        .ok_or(EstimateError::CountryUnknown)?;
    if model.role(query.role).is_none() {
        return Err(EstimateError::RoleUnknown);
    }
    let tier = query.years.tier();
    if model.rows_of(query.role, tier) < MIN_TIER_ROWS {
        return Err(EstimateError::TierUnknown);
    }
    let rows = country.rows_of(query.role, tier);
    let grounds = Grounds::of(rows);
    let logs = apart(unguarded(model, country, query));

    Ok(PayEstimate {
        percentiles: logs.map(f64::exp),
        floor: f64::from(model.floor_usd),
        cut: country.cut[tier as usize],
        working: working(&terms(model, country, query, MEDIAN)),
        rows,
        grounds,
    })
}

/// Minimum distance of neighbouring percentiles in log pay, 5 %. That fifteen people in a hundred earn the same has
/// never been measured.
pub const LEAST_GAP: f64 = 0.05;

/// The five shifted log percentiles before they are moved apart; they may cross.
pub fn unguarded(model: &PayModel, country: &CountryTerm, query: &PayQuery) -> [f64; 5] {
    let mut logs = [0.0; 5];
    for (index, log) in logs.iter_mut().enumerate() {
        *log = terms(model, country, query, index).iter().sum();
    }
    let tier = query.years.tier();
    let grounds = Grounds::of(country.rows_of(query.role, tier));
    let group = (query.role, tier);
    model
        .calibration
        .shifted(group, (grounds, country.rows), logs)
}

/// Moves percentiles apart so that none cross or touch: the outer one is moved, and the median stays.
fn apart(mut logs: [f64; 5]) -> [f64; 5] {
    logs[1] = logs[1].min(logs[MEDIAN] - LEAST_GAP);
    logs[0] = logs[0].min(logs[1] - LEAST_GAP);
    logs[3] = logs[3].max(logs[MEDIAN] + LEAST_GAP);
    logs[4] = logs[4].max(logs[3] + LEAST_GAP);
    logs
}

impl Calibration {
    /// Shifts the five log percentiles, then moves them apart. The median stays unchanged.
    pub fn apply(&self, group: (Role, Tier), behind: (Grounds, u32), logs: [f64; 5]) -> [f64; 5] {
        apart(self.shifted(group, behind, logs))
    }

    fn shifted(
        &self,
        (role, tier): (Role, Tier),
        (grounds, country_rows): (Grounds, u32),
        mut logs: [f64; 5],
    ) -> [f64; 5] {
        let by_rows = match grounds {
            _ if country_rows < SMALL_COUNTRY_ROWS => &self.small_country,
            Grounds::Many => &self.many,
            Grounds::Some => &self.some,
            Grounds::Few => &self.few,
        };
        for shifts in [
            by_rows,
            &self.tiers[tier as usize],
            &self.roles[role as usize],
        ] {
            for (index, (log, shift)) in logs.iter_mut().zip(shifts).enumerate() {
                if index != MEDIAN {
                    *log += f64::from(*shift);
                }
            }
        }
        logs
    }
}

/// The country comes right after the base, so that later amounts have that country's magnitude and no row shows pay
/// that nobody earns.
fn working(terms: &Terms) -> Vec<Working> {
    use WorkingStep::{Area, Base, Country, Experience, Manages, Role, Size, Stack, Workplace};
    let [
        base,
        role,
        experience,
        stack,
        country_effect,
        area,
        workplace,
        size,
        manages,
    ] = *terms;
    let mut log = 0.0;
    [
        (Base, base),
        (Country, country_effect),
        (Area, area),
        (Role, role),
        (Experience, experience),
        (Stack, stack),
        (Workplace, workplace),
        (Size, size),
        (Manages, manages),
    ]
    .into_iter()
    .map(|(step, term)| {
        log += term;
        Working {
            step,
            factor: term.exp(),
            running: log.exp(),
        }
    })
    .collect()
}

fn terms(model: &PayModel, country: &CountryTerm, query: &PayQuery, percentile: usize) -> Terms {
    let at = |values: &ByPercentile| f64::from(values[percentile]);
    let role = model.role(query.role);
    let slope = role.map_or(0.0, |term| at(&term.slope)) + at(&country.slope);
    let region = model.regions.get(usize::from(country.region));
    let late = region.map_or(0.0, |term| at(&term.late)) * late(query.years.get());
    [
        at(&model.base),
        role.map_or(0.0, |term| at(&term.effect)),
        experience(model, query.years, percentile) + slope * growth(query.years.get()) + late,
        stack(model, query.role, &query.stack, percentile),
        at(&country.effect),
        query
            .area
            .and_then(|code| model.area(&query.country, code))
            .map_or(0.0, |area| f64::from(area.effect)),
        match query.workplace {
            None => 0.0,
            Some(Workplace::InPerson) => at(&model.workplace.in_person),
            Some(Workplace::RemoteOrHybrid) => at(&model.workplace.remote_or_hybrid),
        },
        query
            .size
            .and_then(|size| model.size(size))
            .map_or(0.0, |term| at(&term.effect)),
        match query.manages.filter(|_| !query.role.leads_people()) {
            None => 0.0,
            Some(Manages::IndividualContributor) => at(&model.manages.individual_contributor),
            Some(Manages::PeopleManager) => at(&model.manages.people_manager),
        },
    ]
}

/// The experience effect: linear between knots, constant before the first and after the last.
fn experience(model: &PayModel, years: Years, percentile: usize) -> f64 {
    let years = years.get();
    let knots = &model.experience;
    let above = knots.partition_point(|knot| knot.years < years);
    let value = |index: usize| f64::from(knots[index].effect[percentile]);
    match (above.checked_sub(1), above < knots.len()) {
        (None, false) => 0.0,
        (Some(below), false) => value(below),
        (None, true) => value(above),
        (Some(below), true) => {
            let (low, high) = (knots[below].years, knots[above].years);
            let share = f64::from(years - low) / f64::from(high - low);
            value(below) + share * (value(above) - value(below))
        }
    }
}

/// Languages, then frameworks: each kind counts if the model knows at least one of the stated ones.
fn stack(model: &PayModel, role: Role, stack: &[Technology], percentile: usize) -> f64 {
    let mut known = [false; 2];
    let mut sum = 0.0;
    for (index, name) in stack.iter().enumerate() {
        if stack[..index].contains(name) {
            continue;
        }
        if let Some(term) = model.technology(name) {
            known[term.kind as usize] = true;
            sum += f64::from(term.effect[percentile]);
            sum += model
                .role_technology(role, name)
                .map_or(0.0, |term| f64::from(term.effect[percentile]));
        }
    }
    let Some(term) = model.role(role) else {
        return 0.0;
    };
    if known[TechnologyKind::Language as usize] {
        sum += f64::from(term.languages[percentile]);
    }
    if known[TechnologyKind::Framework as usize] {
        sum += f64::from(term.frameworks[percentile]);
    }
    sum
}
