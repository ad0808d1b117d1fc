//! Outcomes of the simulation, and the figures that summarize them.

use serde::Serialize;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::{Claim, Grade, Probabilities, Region, TraitEstimate};

/// Difference between the traits from which the lead must be nearly always right, prior standard deviations.
const CLEAR_GAP: f64 = 0.5;
/// Probability from which the quiz claims a lead.
const CLAIM: f64 = 0.80;
const BINS: usize = 10;

/// The definition of the true trait of a person whose facets differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Yardstick {
    /// The common factor of the facets; everything else is noise. This strict definition applies to the bounds.
    Common,
    /// The mean of the side's five facets: the person's interest in the work that the quiz asks about.
    FacetMean,
}

/// One simulee: the true traits by both definitions, and the result of a form.
pub(super) struct Outcome {
    pub(super) items: usize,
    pub(super) common: [f64; 2],
    pub(super) facet_mean: [f64; 2],
    pub(super) result: FormResult,
}

/// A whole posterior, or only a lead from forms that have nothing else.
pub(super) enum FormResult {
    Lead(Side),
    Estimate {
        traits: [TraitEstimate; 2],
        regions: [f64; 4],
        backend_leads: f64,
    },
}

impl Outcome {
    fn truth(&self, yardstick: Yardstick) -> [f64; 2] {
        match yardstick {
            Yardstick::Common => self.common,
            Yardstick::FacetMean => self.facet_mean,
        }
    }
}

impl FormResult {
    pub(super) fn estimate(posterior: &Posterior) -> Self {
        Self::Estimate {
            traits: Side::ALL.map(|side| posterior.estimate(side)),
            regions: posterior.regions(),
            backend_leads: posterior.backend_leads(),
        }
    }

    fn lead(&self) -> Side {
        match self {
            Self::Lead(side) => *side,
            Self::Estimate { backend_leads, .. } if *backend_leads >= 0.5 => Side::Backend,
            Self::Estimate { .. } => Side::Frontend,
        }
    }
}

/// How often the claims of one grade are right.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct GradeFigures {
    /// Share of people whose claim has this grade.
    pub(super) share: f64,
    /// Mean stated probability of these claims.
    pub(super) stated: f64,
    /// Share of these claims that is right.
    pub(super) right: f64,
}

/// Figures of one form in one condition. Forms without a posterior lack its figures.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Figures {
    /// Mean number of answers.
    pub(super) items: f64,
    /// Maximum number of answers in one session.
    pub(super) most_items: usize,
    /// Share of people whose leading side was right.
    pub(super) lead: f64,
    /// The same if the traits differ by .5 or more.
    pub(super) lead_clear_gap: f64,
    /// Squared correlation of estimate and truth, mean of both traits.
    pub(super) reliability: Option<f64>,
    /// Root mean squared error of both traits.
    pub(super) rmse: Option<f64>,
    /// Share of people whose most likely region was right.
    pub(super) regions: Option<f64>,
    /// Share of people whose region was among the two most likely.
    pub(super) top_two: Option<f64>,
    /// Share of traits within their 80 % interval.
    pub(super) coverage: Option<f64>,
    /// Mean difference between the stated lead probability and the share that was right, over ten bins.
    pub(super) lead_calibration_error: Option<f64>,
    /// The same over the four region probabilities.
    pub(super) region_calibration_error: Option<f64>,
    /// Share of people for whom a lead of .80 or more was claimed.
    pub(super) claims: Option<f64>,
    /// Share of those claims that was right.
    pub(super) claims_right: Option<f64>,
    /// By grade of certainty, in the order of [`Grade::ALL`].
    pub(super) grades: Option<[GradeFigures; 3]>,
}

fn leading(truth: [f64; 2]) -> Side {
    if truth[0] >= truth[1] {
        Side::Backend
    } else {
        Side::Frontend
    }
}

fn region(truth: [f64; 2]) -> Region {
    match (truth[0] >= 0.0, truth[1] >= 0.0) {
        (true, true) => Region::FullStack,
        (true, false) => Region::Backend,
        (false, true) => Region::Frontend,
        (false, false) => Region::NeitherYet,
    }
}

fn share(of: impl Iterator<Item = bool>) -> f64 {
    let (mut hits, mut total) = (0_usize, 0_usize);
    for hit in of {
        hits += usize::from(hit);
        total += 1;
    }
    hits as f64 / total as f64
}

/// Expected calibration error: stated probabilities in ten bins compared with outcomes.
fn calibration_error(stated: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); BINS];
    let mut total = 0.0;
    for (probability, happened) in stated {
        let bin = (1..BINS)
            .filter(|edge| probability >= *edge as f64 / BINS as f64)
            .count();
        bins[bin].0 += 1.0;
        bins[bin].1 += probability;
        bins[bin].2 += f64::from(u8::from(happened));
        total += 1.0;
    }
    bins.iter()
        .map(|(_, stated, happened)| (stated - happened).abs() / total)
        .sum()
}

/// Squared correlation.
fn reliability(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for pair in pairs {
        xy += (pair.0 - x) * (pair.1 - y);
        xx += (pair.0 - x).powi(2);
        yy += (pair.1 - y).powi(2);
    }
    xy * xy / (xx * yy)
}

impl Figures {
    pub(super) fn of(outcomes: &[Outcome], yardstick: Yardstick) -> Self {
        let right = |outcome: &Outcome| outcome.result.lead() == leading(outcome.truth(yardstick));
        let gap = |outcome: &&Outcome| {
            let [backend, frontend] = outcome.truth(yardstick);
            (backend - frontend).abs() >= CLEAR_GAP
        };
        let plain = Self {
            items: outcomes
                .iter()
                .map(|outcome| outcome.items as f64)
                .sum::<f64>()
                / outcomes.len() as f64,
            most_items: outcomes
                .iter()
                .map(|outcome| outcome.items)
                .max()
                .unwrap_or(0),
            lead: share(outcomes.iter().map(right)),
            lead_clear_gap: share(outcomes.iter().filter(gap).map(right)),
            reliability: None,
            rmse: None,
            regions: None,
            top_two: None,
            coverage: None,
            lead_calibration_error: None,
            region_calibration_error: None,
            claims: None,
            claims_right: None,
            grades: None,
        };
        let estimates: Vec<Estimate> = outcomes
            .iter()
            .filter_map(|outcome| Estimate::of(outcome, yardstick))
            .collect();
        if estimates.len() < outcomes.len() {
            plain
        } else {
            plain.with_estimates(&estimates)
        }
    }

    fn with_estimates(self, estimates: &[Estimate]) -> Self {
        let pairs = |side: usize| -> Vec<(f64, f64)> {
            estimates
                .iter()
                .map(|one| (one.truth[side], one.traits[side].mean))
                .collect()
        };
        let both = [pairs(0), pairs(1)];
        let squares = both
            .iter()
            .flatten()
            .map(|(truth, mean)| (truth - mean).powi(2))
            .sum::<f64>();
        let covered = estimates.iter().flat_map(|one| {
            (0..2).map(|side| {
                (one.traits[side].low..=one.traits[side].high).contains(&one.truth[side])
            })
        });
        let leads = estimates.iter().map(|one| (one.lead, one.lead_right));
        let stated = estimates.iter().flat_map(|one| {
            Region::ALL.map(|region| (one.regions[region as usize], region == one.region))
        });
        let claims: Vec<bool> = estimates
            .iter()
            .filter(|one| one.lead >= CLAIM)
            .map(|one| one.lead_right)
            .collect();
        Self {
            reliability: Some(both.iter().map(|pairs| reliability(pairs)).sum::<f64>() / 2.0),
            rmse: Some((squares / (2 * estimates.len()) as f64).sqrt()),
            regions: Some(share(estimates.iter().map(|one| one.rank == 0))),
            top_two: Some(share(estimates.iter().map(|one| one.rank < 2))),
            coverage: Some(share(covered)),
            lead_calibration_error: Some(calibration_error(leads)),
            region_calibration_error: Some(calibration_error(stated)),
            claims: Some(claims.len() as f64 / estimates.len() as f64),
            claims_right: Some(share(claims.into_iter())),
            grades: Some(Grade::ALL.map(|grade| grade_figures(estimates, grade))),
            ..self
        }
    }
}

fn grade_figures(estimates: &[Estimate], grade: Grade) -> GradeFigures {
    let own: Vec<&Estimate> = estimates.iter().filter(|one| one.grade == grade).collect();
    GradeFigures {
        share: own.len() as f64 / estimates.len() as f64,
        stated: own.iter().map(|one| one.claim).sum::<f64>() / own.len() as f64,
        right: share(own.iter().map(|one| one.claim_right)),
    }
}

/// One simulee with a posterior.
struct Estimate {
    truth: [f64; 2],
    traits: [TraitEstimate; 2],
    regions: [f64; 4],
    region: Region,
    /// Number of regions that are more likely than the true one.
    rank: usize,
    /// Probability of the likelier lead.
    lead: f64,
    lead_right: bool,
    /// Grade and probability of the report's main claim, and whether it is right.
    grade: Grade,
    claim: f64,
    claim_right: bool,
}

impl Estimate {
    fn of(outcome: &Outcome, yardstick: Yardstick) -> Option<Self> {
        let FormResult::Estimate {
            traits,
            regions,
            backend_leads,
        } = &outcome.result
        else {
            return None;
        };
        let truth = outcome.truth(yardstick);
        let region = region(truth);
        let lead_right = outcome.result.lead() == leading(truth);
        let lead = backend_leads.max(1.0 - backend_leads);
        let probabilities = Probabilities {
            regions: *regions,
            backend_leads: *backend_leads,
        };
        let (claim, claim_right) = match probabilities.claim() {
            Claim::Lead => (lead, lead_right),
            Claim::Region(named) => (regions[named as usize], named == region),
        };
        Some(Self {
            truth,
            traits: *traits,
            regions: *regions,
            region,
            rank: regions
                .iter()
                .filter(|other| **other > regions[region as usize])
                .count(),
            lead,
            lead_right,
            grade: probabilities.grade(),
            claim,
            claim_right,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_error_weighs_bins_by_their_size() {
        // Three stated at .95 of which two happened, one stated at .15 that did: |2.85 − 2| / 4 + |.15 − 1| / 4.
        let stated = [(0.95, true), (0.95, true), (0.95, false), (0.15, true)];
        assert!((calibration_error(stated.into_iter()) - 0.425).abs() < 1e-12);
        assert!(calibration_error([(1.0, true), (0.0, false)].into_iter()) < 1e-12);
    }

    #[test]
    fn reliability_is_the_squared_correlation() {
        assert!((reliability(&[(1.0, 3.0), (2.0, 5.0), (3.0, 7.0)]) - 1.0).abs() < 1e-12);
        // Correlation 1/2 by hand: deviations (−1, 0, 1) and (−1/3, 2/3, −1/3) and so on.
        assert!((reliability(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn the_truth_has_one_lead_and_one_region() {
        assert_eq!(
            (leading([0.4, -0.1]), region([0.4, -0.1])),
            (Side::Backend, Region::Backend)
        );
        assert_eq!(
            (leading([0.1, 0.4]), region([0.1, 0.4])),
            (Side::Frontend, Region::FullStack)
        );
        assert_eq!(
            (leading([-0.1, -0.4]), region([-0.1, -0.4])),
            (Side::Backend, Region::NeitherYet)
        );
        assert_eq!(region([-0.4, 0.1]), Region::Frontend);
    }
}
