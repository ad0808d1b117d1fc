//! From a query to five percentiles, with the working and the grounds.

use super::model::{
    ByPercentile, Calibration, CountryTerm, Cut, MEDIAN, MIN_TIER_ROWS, PERCENTILES, PayModel,
    SMALL_COUNTRY_ROWS, TechnologyKind, growth, late,
};
use super::query::{Manages, PayQuery, Role, Technology, Tier, Workplace, Years};

/// What a step of the working stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingStep {
    /// The starting figure: a full-stack developer with one year of work, in the base country, nothing else stated.
    Base,
    /// Role.
    Role,
    /// Years of paid work, as pay rises in this role and country.
    Experience,
    /// Languages and frameworks together.
    Stack,
    /// Country.
    Place,
    /// Area of the base country: from legal minimum wages for visas, not from the survey.
    Area,
    /// In person, or remote or hybrid.
    Workplace,
    /// People in the company.
    Size,
    /// Individual contributor or people manager.
    Manages,
}

/// A step of the waterfall at the median. The factors multiply out to the median.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Working {
    /// What it stands for.
    pub step: WorkingStep,
    /// What the figure is multiplied by; USD for [`WorkingStep::Base`].
    pub factor: f64,
    /// The figure after this step, USD a year.
    pub running: f64,
}

impl Working {
    /// False where the figure stays as it is: nothing was chosen, or what the start has.
    pub fn moves(&self) -> bool {
        (self.factor - 1.0).abs() > f64::EPSILON
    }
}

/// How much evidence stands behind an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// 100 rows or more of this role, country and years near these.
    Many,
    /// 30 to 99.
    Some,
    /// Under 30: leans on neighbouring roles, tiers and countries, with the shifts that held for such cells when their
    /// rows were kept back; those never narrow a range more than where there are more rows.
    Few,
}

impl Grounds {
    /// What a number of rows is worth.
    pub fn of(rows: u32) -> Self {
        match rows {
            100.. => Self::Many,
            30.. => Self::Some,
            _ => Self::Few,
        }
    }
}

/// What may be said of a percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Percentile {
    /// USD a year.
    Amount(f64),
    /// Less than this, USD a year: the survey's answers begin there, so nobody measured how much less.
    Under(f64),
    /// Nothing: more people than lie below this percentile said less than the survey's floor and were left out.
    Unknown,
}

/// What is said first of an estimate, as far as the floor lets it be known. USD a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Half {
    /// Half of the people earn from the first to the second.
    Between(f64, f64),
    /// Half earn more than this; where the lower quarter ends is not known.
    Over(f64),
    /// More than half earn under this, the floor.
    Under(f64),
    /// Nothing is known: more than half said less than the floor and were left out.
    Unknown,
}

impl Half {
    /// As in “the middle half earn $50,000 to $90,000 a year”, with amounts written by `dollars`.
    pub fn in_words(self, dollars: fn(f64) -> String) -> String {
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
    /// Total yearly pay before tax in USD at the percentiles 10, 25, 50, 75 and 90; each is more than the one before.
    /// For drawing and counting: what may be said of one is [`PayEstimate::told`].
    pub percentiles: [f64; 5],
    /// Answers of the survey begin here, USD a year.
    pub floor: f64,
    /// What lies below it. The percentiles are of the others.
    pub cut: Cut,
    /// The working at the median, first step first.
    pub working: Vec<Working>,
    /// Rows with the same role and country, and with years of the same [`Tier`].
    pub rows: u32,
    /// What that means.
    pub grounds: Grounds,
}

impl PayEstimate {
    /// What may be said of the percentile at a place of `PERCENTILES`.
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

    /// What is said first.
    pub fn half(&self) -> Half {
        match [1, MEDIAN, 3].map(|at| self.percentile(at)) {
            [Percentile::Amount(low), _, Percentile::Amount(high)] => Half::Between(low, high),
            [_, Percentile::Amount(middle), _] => Half::Over(middle),
            [_, Percentile::Under(floor), _] => Half::Under(floor),
            [_, Percentile::Unknown, _] => Half::Unknown,
        }
    }

    /// The percentiles for drawing bars: what lies under the floor, at the floor.
    pub fn above_floor(&self) -> [f64; 5] {
        self.percentiles.map(|usd| usd.max(self.floor))
    }

    /// Whether so much lies below the floor that it must be said: it hides a percentile, or more than [`WORTH_SAYING`].
    pub fn is_cut(&self) -> bool {
        self.cut.percent > WORTH_SAYING || !matches!(self.percentile(0), Percentile::Amount(_))
    }
}

/// Fewer people under the floor, of 100, are like the slips that every country has.
pub const WORTH_SAYING: u8 = 5;

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// The country has too few rows to say anything.
    #[error("no data: too few people from this country answered the survey")]
    CountryUnknown,
    /// Too few people anywhere do this work with these years.
    #[error("no data: too few people with this work and these years answered the survey")]
    TierUnknown,
    /// The data set lacks the role. `compile` refuses such a data set, so this is for models that came another way.
    #[error("no data: the pay table does not hold this role")]
    RoleUnknown,
}

/// The terms of log pay for one percentile, in the order of [`WorkingStep`].
type Terms = [f64; 9];

/// Evaluates the model. Technologies that the model does not know are left out of the stack and change nothing.
///
/// The five percentiles are fitted one by one and could cross far from the data. Where they would, or would nearly, the
/// outer one gives way to the one nearer the median by [`LEAST_GAP`], so that the median and its working always stand.
pub fn estimate(model: &PayModel, query: &PayQuery) -> Result<PayEstimate, NoEstimate> {
    let country = model
        .country(&query.country)
        .ok_or(NoEstimate::CountryUnknown)?;
    if model.role(query.role).is_none() {
        return Err(NoEstimate::RoleUnknown);
    }
    let tier = query.years.tier();
    if model.rows_of(query.role, tier) < MIN_TIER_ROWS {
        return Err(NoEstimate::TierUnknown);
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

/// Percentiles next to each other differ by at least this in log pay, 5 %: nobody measured that fifteen in a hundred
/// people earn one and the same.
pub const LEAST_GAP: f64 = 0.05;

/// The five log percentiles with their shifts, as they come out of the model: they may cross.
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

/// Lets no percentile cross or touch another: the outer one gives way to the one nearer the median, which stays.
fn apart(mut logs: [f64; 5]) -> [f64; 5] {
    logs[1] = logs[1].min(logs[MEDIAN] - LEAST_GAP);
    logs[0] = logs[0].min(logs[1] - LEAST_GAP);
    logs[3] = logs[3].max(logs[MEDIAN] + LEAST_GAP);
    logs[4] = logs[4].max(logs[3] + LEAST_GAP);
    logs
}

impl Calibration {
    /// Shifts the five log percentiles, then lets none cross or touch. The median stays as it is.
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

/// The country stands right behind the base: later figures are then of that country's size, and no line shows pay that
/// nobody earns.
fn working(terms: &Terms) -> Vec<Working> {
    use WorkingStep::{Area, Base, Experience, Manages, Place, Role, Size, Stack, Workplace};
    let [
        base,
        role,
        experience,
        stack,
        place,
        area,
        workplace,
        size,
        manages,
    ] = *terms;
    let mut log = 0.0;
    [
        (Base, base),
        (Place, place),
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

/// The experience effect: a straight line between the knots on either side; the first knot's value before it, the last's
/// after it.
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

/// Languages, then frameworks: each kind counts where one of it is known and named.
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
