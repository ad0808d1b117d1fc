//! A typed offer, its rank among the five percentiles, and its comparison with each claim.
//!
//! An offer is never stored, put in a link or treated as the visitor's own pay.

mod text;

use super::claim::{Claim, Figure};
use super::distribution::PayDistribution;
use super::money::Period;
use super::rates::{Rates, Unit};

pub use text::{OfferError, Typed};

/// The range of offers that are compared, US dollars per year: the limits of every figure of the model.
const COMPARABLE: std::ops::RangeInclusive<f64> = 500.0..=5_000_000.0;

/// An offer that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The amount as typed, in its unit.
    pub amount: f64,
    /// The unit that the text states, or the selected one.
    pub unit: Unit,
    /// US dollars per year.
    pub usd: f64,
}

impl Offer {
    /// Parses `text`. `chosen` is the unit for what the text does not state, including which dollar a plain `$` means.
    ///
    /// Every text gives an offer or an error; see [`Typed`] for the rules.
    pub fn read(text: &str, chosen: &Unit, rates: &Rates) -> Result<Self, OfferError> {
        let typed = Typed::read(text, chosen.currency(), rates)?;
        let period: Period = typed.period.unwrap_or(chosen.period());
        let currency = typed.currency.unwrap_or_else(|| chosen.currency().clone());
        let unit = Unit::new(rates, period, currency).ok_or(OfferError::NoRate)?;
        let usd = unit.to_usd_a_year(typed.amount);
        if usd < *COMPARABLE.start() {
            return Err(OfferError::TooSmall);
        }
        if usd > *COMPARABLE.end() {
            return Err(OfferError::TooLarge);
        }
        Ok(Self {
            amount: typed.amount,
            unit,
            usd,
        })
    }
}

/// Rank of an amount among the five percentiles. The model is not precise beyond the tenths at either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferRank {
    /// Below the survey's floor, where no ranks are known.
    UnderFloor,
    /// Below the 10th percentile.
    LowestTenth,
    /// Above about this many of 10 people, from 1 to 9.
    Over(u8),
    /// Above the 90th percentile.
    HighestTenth,
}

impl OfferRank {
    /// Interpolates by [`PayDistribution`]. There are no ranks below `floor`, where the survey's answers begin. `None` for percentiles that
    /// are no distribution, which no estimate returns.
    pub fn of(percentiles: &[f64; 5], floor: f64, usd: f64) -> Option<Self> {
        let curve = PayDistribution::of(*percentiles)?;
        if usd < floor {
            return Some(Self::UnderFloor);
        }
        if usd < percentiles[0] {
            return Some(Self::LowestTenth);
        }
        if usd > percentiles[4] {
            return Some(Self::HighestTenth);
        }
        // A count of tenths from 1 to 9, compared rather than cast. The curve is accurate to seven digits.
        let tenths = curve.below(usd) * 10.0 + 1e-6;
        let over = (1_u8..=9).rfind(|tenth| f64::from(*tenth) - 0.5 <= tenths);
        Some(Self::Over(over.unwrap_or(1)))
    }
}

/// Position of an offer relative to a claim's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below all of them.
    Below,
    /// Between the lowest and the highest, or within half a percent of the only one.
    Within,
    /// Above all of them.
    Above,
}

/// An offer compared with one claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The position.
    pub side: Side,
    /// The figure that the difference refers to: the claim's central figure, or else the nearest end.
    pub against: Figure,
    /// Which one, if the claim has several figures of that kind, for example two averages.
    pub extreme: Option<Extreme>,
    /// The offer as a multiple of that figure.
    pub factor: f64,
}

/// One of several figures of one kind in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// The lowest.
    Lower,
    /// The highest.
    Higher,
}

/// Relative difference below which two amounts count as equal, because the difference is shown in whole percent.
const SAME: f64 = 0.005;

/// Compares US dollars per year with a claim; `None` if the claim has no figure.
pub fn compare(usd: f64, claim: &Claim) -> Option<Compared> {
    let amounts = || {
        claim
            .amounts
            .iter()
            .map(|amount| (amount.figure, f64::from(amount.usd)))
            .filter(|(_, amount)| *amount > 0.0)
    };
    let distance = |amount: f64| (usd / amount - 1.0).abs();
    let nearest = |best: (Figure, f64), next: (Figure, f64)| {
        if distance(next.1) < distance(best.1) {
            next
        } else {
            best
        }
    };
    let middle = |(figure, _): &(Figure, f64)| {
        matches!(
            figure,
            Figure::Percentile(50) | Figure::Average | Figure::Typical
        )
    };
    let median = |(figure, _): &(Figure, f64)| *figure == Figure::Percentile(50);
    let (against, amount) = amounts()
        .find(median)
        .or_else(|| amounts().filter(middle).reduce(nearest))
        .or_else(|| amounts().reduce(nearest))?;
    let same_kind = || amounts().filter(|(figure, _)| *figure == against);
    let extreme = if same_kind().all(|(_, other)| other <= amount) {
        Extreme::Higher
    } else {
        Extreme::Lower
    };
    // “From 80,000” has no upper end, so everything above it is within.
    let open = amounts().all(|(figure, _)| figure == Figure::RangeLow);
    let low = amounts().fold(f64::INFINITY, |low, (_, amount)| low.min(amount));
    let high = if open {
        f64::INFINITY
    } else {
        amounts().fold(0.0, |high: f64, (_, amount)| high.max(amount))
    };
    let side = if usd < low * (1.0 - SAME) {
        Side::Below
    } else if usd > high * (1.0 + SAME) {
        Side::Above
    } else {
        Side::Within
    };
    Some(Compared {
        side,
        against,
        extreme: (same_kind().count() > 1).then_some(extreme),
        factor: usd / amount,
    })
}
