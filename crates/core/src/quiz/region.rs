//! Summaries of a posterior: regions of the plane and estimates of each trait.

/// The four regions of the backend × frontend plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// High on backend only.
    Backend,
    /// High on frontend only.
    Frontend,
    /// High on both.
    FullStack,
    /// High on neither, so far.
    NeitherYet,
}

impl Region {
    /// In the order of the report.
    pub const ALL: [Self; 4] = [
        Self::Backend,
        Self::Frontend,
        Self::FullStack,
        Self::NeitherYet,
    ];
}

/// Estimate of one trait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraitEstimate {
    /// Posterior mean, in prior standard deviations; 0 is indifference to typical tasks of that side.
    pub mean: f64,
    /// Posterior standard deviation, which is the standard error of the mean.
    pub standard_error: f64,
    /// 10th posterior percentile.
    pub low: f64,
    /// 90th posterior percentile.
    pub high: f64,
}
