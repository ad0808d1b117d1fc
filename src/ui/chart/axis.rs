//! An axis from 0, with round values to label.

/// An axis from 0 to a round end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    end: f64,
    step: f64,
}

impl Axis {
    /// The shortest axis with three to six round steps that covers `largest`.
    pub fn covering(largest: f64) -> Self {
        let largest = if largest.is_finite() && largest > 0.0 {
            largest
        } else {
            1.0
        };
        let scale = 10_f64.powf((largest / 6.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|multiple| multiple * scale)
            .find(|step| step * 6.0 >= largest)
            .unwrap_or(10.0 * scale);
        Self {
            end: (largest / step).ceil() * step,
            step,
        }
    }

    /// The round value at the end.
    pub fn end(self) -> f64 {
        self.end
    }

    /// Position of `value` from 0 to 1. Values outside are clamped.
    pub fn share(self, value: f64) -> f64 {
        (value / self.end).clamp(0.0, 1.0)
    }

    /// The round values to label, from 0 to the end.
    pub fn ticks(self) -> Vec<f64> {
        let mut ticks = vec![0.0];
        let mut next = self.step;
        while next <= self.end * 1.0001 {
            ticks.push(next);
            next += self.step;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_gets_few_round_ticks_that_hold_it() {
        for largest in [1.0, 7.3, 64.0, 999.0, 23_456.0, 180_000.0, 499_750.0] {
            let axis = Axis::covering(largest);
            let ticks = axis.ticks();
            assert!((3..=8).contains(&ticks.len()), "{largest}: {ticks:?}");
            assert!(
                ticks.last().is_some_and(|last| *last >= largest * 0.9999),
                "{largest}: {ticks:?}"
            );
        }
    }

    #[test]
    fn senseless_amounts_still_give_an_axis() {
        for largest in [0.0, -5.0, f64::NAN, f64::INFINITY] {
            let axis = Axis::covering(largest);
            assert!(axis.share(0.5).is_finite());
            assert!(!axis.ticks().is_empty());
        }
    }
}
