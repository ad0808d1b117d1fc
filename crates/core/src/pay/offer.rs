//! An offer as a person types it, and where it lies: among the five percentiles, and against each claim.
//!
//! An offer is never kept, put in a link or asked for as somebody's own pay.

mod text;

use super::claim::{Claim, Figure};
use super::distribution::PayDistribution;
use super::money::Period;
use super::rates::{Rates, Unit};

pub use text::{OfferError, Typed};

/// The least and the most that an offer may come to, US dollars a year: the bounds of every figure of the model.
const COMPARABLE: std::ops::RangeInclusive<f64> = 500.0..=5_000_000.0;

/// An offer that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The amount as it was typed, in its unit.
    pub amount: f64,
    /// What it is in: what the text says, else what was chosen beside it.
    pub unit: Unit,
    /// US dollars a year.
    pub usd: f64,
}

impl Offer {
    /// Reads `text`. What it leaves open, `chosen` says: a plain `$` too, where dollars of another country were chosen.
    ///
    /// Any text gives an offer or a sentence; see [`Typed`] for the rules.
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

/// Where an amount lies among the five percentiles. The model says nothing further out than the tenths at either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferRank {
    /// Under the least that the survey holds: nobody measured who earns how much there.
    UnderFloor,
    /// Under the 10th percentile.
    LowestTenth,
    /// Over about so many of 10, from 1 to 9.
    Over(u8),
    /// Over the 90th percentile.
    HighestTenth,
}

impl OfferRank {
    /// By the same curve through the percentiles that is drawn, [`PayDistribution`], and like it nothing under `floor`.
    /// None for percentiles that are no distribution, which no estimate gives.
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
        // A count of tenths from 1 to 9: compared rather than cast. The curve knows shares to seven digits.
        let tenths = curve.below(usd) * 10.0 + 1e-6;
        let over = (1_u8..=9).rfind(|tenth| f64::from(*tenth) - 0.5 <= tenths);
        Some(Self::Over(over.unwrap_or(1)))
    }
}

/// On which side of a claim's figures an offer lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Under all of them.
    Below,
    /// Between the lowest and the highest, or within half a percent of the only one.
    Within,
    /// Over all of them.
    Above,
}

/// An offer against one claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The side.
    pub side: Side,
    /// The figure that the difference is against: the claim's middle, or else the end that is nearest.
    pub against: Figure,
    /// Which of them, where the claim has several figures of that kind, as two averages.
    pub twin: Option<Twin>,
    /// The offer as a multiple of that figure.
    pub factor: f64,
}

/// Which of a claim's figures of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// The lowest.
    Lower,
    /// The highest.
    Higher,
}

/// Two amounts closer than this are called the same: the difference is shown in whole percent.
const SAME: f64 = 0.005;

/// Compares US dollars a year with a claim; none for a claim without a figure.
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
    let twin = if same_kind().all(|(_, other)| other <= amount) {
        Twin::Higher
    } else {
        Twin::Lower
    };
    // “From 80,000” has no upper end: what is above it is within.
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
        twin: (same_kind().count() > 1).then_some(twin),
        factor: usd / amount,
    })
}
