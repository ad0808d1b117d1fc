//! A continuous distribution through the five percentiles: for the curve, for shares below an amount, and for the
//! chance that one of two people earns more.
//!
//! Log pay is an increasing function of a standard normal score, through the five percentiles: a natural cubic spline
//! between them, with slopes limited so that it increases (Hyman 1983), and straight lines beyond the outer two. So pay
//! is log-normal at both ends and nearly so between, the usual shape of pay, and the curve is smooth wherever the
//! percentiles allow it. Below the 10th and above the 90th percentile the distribution is an extrapolation, not survey
//! data.

use super::model::PERCENTILES;

/// Standard normal scores of [`PERCENTILES`].
const SCORES: [f64; 5] = [
    -1.281_551_565_5,
    -0.674_489_750_2,
    0.0,
    0.674_489_750_2,
    1.281_551_565_5,
];

/// Minimum distance of percentiles in log pay. Closer ones are moved apart, so that the density has no infinite peak.
const LEAST_GAP: f64 = 0.01;

/// Minimum slope, as a share of the smaller neighbouring chord: a slope of 0 would mean a density of 0.
const LEAST_SLOPE: f64 = 0.2;

/// Number of intervals of the numerical integration.
const PARTS: u32 = 400;

/// Distribution of pay of similar people, from its five percentiles.
#[derive(Clone, Debug, PartialEq)]
pub struct PayDistribution {
    logs: [f64; 5],
    /// Derivative of the score with respect to log pay, at each percentile.
    slopes: [f64; 5],
}

impl PayDistribution {
    /// From the five percentiles in USD per year. `None` unless they are positive, finite and in ascending order.
    pub fn of(percentiles: [f64; 5]) -> Option<Self> {
        let sound = percentiles.iter().all(|usd| usd.is_finite() && *usd > 0.0)
            && percentiles.windows(2).all(|pair| pair[0] <= pair[1]);
        if !sound {
            return None;
        }
        let mut logs = percentiles.map(f64::ln);
        // From the median, which stays unchanged, outward.
        for at in [3, 4] {
            logs[at] = logs[at].max(logs[at - 1] + LEAST_GAP);
        }
        for at in [1, 0] {
            logs[at] = logs[at].min(logs[at + 1] - LEAST_GAP);
        }
        Some(Self {
            logs,
            slopes: slopes(&logs),
        })
    }

    /// The share of people who earn less than this, 0 to 1; 0 for amounts that are not positive.
    pub fn below(&self, usd: f64) -> f64 {
        if usd > 0.0 {
            normal_share(self.score(usd.ln()).0)
        } else {
            0.0
        }
    }

    /// Probability density per USD.
    pub fn density(&self, usd: f64) -> f64 {
        if usd > 0.0 && usd.is_finite() {
            let (score, slope) = self.score(usd.ln());
            normal_height(score) * slope / usd
        } else {
            0.0
        }
    }

    /// The chance, 0 to 1, that a random person of this distribution earns more than one of `other`. The chances of
    /// both directions add up to 1.
    pub fn earns_more_than(&self, other: &Self) -> f64 {
        // Stieltjes integral of `other`'s cumulative share over this distribution, by the trapezoidal rule on a common
        // grid.
        let low = self.low().min(other.low());
        let step = (self.high().max(other.high()) - low) / f64::from(PARTS);
        let shares = |part: u32| {
            let log = low + f64::from(part) * step;
            (
                normal_share(self.score(log).0),
                normal_share(other.score(log).0),
            )
        };
        let mut sum = 0.0;
        let mut before = shares(0);
        for part in 1..=PARTS {
            let now = shares(part);
            sum += (now.0 - before.0) * (now.1 + before.1) / 2.0;
            before = now;
        }
        sum
    }

    /// Log pay with hardly anybody below it.
    fn low(&self) -> f64 {
        self.logs[0] - 4.0 / self.slopes[0]
    }

    /// Log pay with hardly anybody above it.
    fn high(&self) -> f64 {
        self.logs[4] + 4.0 / self.slopes[4]
    }

    /// The normal score of a log pay, and its derivative there.
    fn score(&self, log: f64) -> (f64, f64) {
        let Self { logs, slopes } = self;
        if log <= logs[0] {
            return (SCORES[0] + (log - logs[0]) * slopes[0], slopes[0]);
        }
        if log >= logs[4] {
            return (SCORES[4] + (log - logs[4]) * slopes[4], slopes[4]);
        }
        let at = logs[1..4].partition_point(|knot| *knot <= log);
        let width = logs[at + 1] - logs[at];
        let t = (log - logs[at]) / width;
        let (rise, from, to) = (
            SCORES[at + 1] - SCORES[at],
            slopes[at] * width,
            slopes[at + 1] * width,
        );
        let (square, cube) = (3.0 * rise - 2.0 * from - to, from + to - 2.0 * rise);
        (
            SCORES[at] + t * (from + t * (square + t * cube)),
            (from + t * (2.0 * square + 3.0 * t * cube)) / width,
        )
    }
}

const _: () = assert!(PERCENTILES.len() == SCORES.len());

/// Slopes of the natural cubic spline through the percentiles, limited so that it increases everywhere.
fn slopes(logs: &[f64; 5]) -> [f64; 5] {
    let width = |at: usize| logs[at + 1] - logs[at];
    let chord = |at: usize| (SCORES[at + 1] - SCORES[at]) / width(at);
    // One equation per slope, as coefficients of the previous, this and the next slope and the right-hand side. The
    // second derivative is 0 at the ends and continuous between.
    let equation = |at: usize| match at {
        0 => (0.0, 2.0, 1.0, 3.0 * chord(0)),
        4 => (1.0, 2.0, 0.0, 3.0 * chord(3)),
        _ => {
            let (before, after) = (width(at - 1), width(at));
            let equals = 3.0 * (after * chord(at - 1) + before * chord(at));
            (after, 2.0 * (before + after), before, equals)
        }
    };
    // Thomas's algorithm. The matrix is diagonally dominant, so no pivot is 0.
    let mut next = [0.0; 5];
    let mut slopes = [0.0; 5];
    for at in 0..5 {
        let (of_before, of_itself, of_after, equals) = equation(at);
        let (next_before, slope_before) = match at.checked_sub(1) {
            Some(before) => (next[before], slopes[before]),
            None => (0.0, 0.0),
        };
        let pivot = of_itself - of_before * next_before;
        next[at] = of_after / pivot;
        slopes[at] = (equals - of_before * slope_before) / pivot;
    }
    for at in (0..4).rev() {
        slopes[at] -= next[at] * slopes[at + 1];
    }
    for (at, slope) in slopes.iter_mut().enumerate() {
        let least = chord(at.saturating_sub(1)).min(chord(at.min(3)));
        *slope = slope.clamp(LEAST_SLOPE * least, 3.0 * least);
    }
    slopes
}

/// Density of the standard normal distribution.
fn normal_height(score: f64) -> f64 {
    0.398_942_280_4 * (-0.5 * score * score).exp()
}

/// Cumulative standard normal distribution, to 7.5e-8 (Zelen and Severo in Abramowitz and Stegun 1964, 26.2.17).
fn normal_share(score: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * score.abs());
    let tail = normal_height(score)
        * t
        * (0.319_381_530
            + t * (-0.356_563_782
                + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    if score > 0.0 { 1.0 - tail } else { tail }
}
