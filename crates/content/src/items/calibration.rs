//! Item parameters: those of a calibration, or those that the authors assume.

use serde::Deserialize;

use super::error::ItemErrors;
use which_end_core::quiz::item::{Body, Parameters, Steps};
use which_end_core::quiz::model::{
    SITUATION_FACTOR, TASK_FACTOR, UNCALIBRATED_DISCRIMINATION, assumed_steps,
};

/// Maximum distance of a step from the location, in prior standard deviations.
const FARTHEST_STEP: f32 = 6.0;
/// Maximum deviation of the mean of the steps from 0. They are written with three decimals.
const CENTERED: f32 = 0.01;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalibrationEntry {
    discrimination: f32,
    location: f32,
    /// Relative to the location; `None` for the assumed steps of the kind.
    steps: Option<Vec<f32>>,
    respondents: u32,
}

impl CalibrationEntry {
    pub(super) fn parameters(
        &self,
        name: &str,
        body: &Body,
        errors: &mut ItemErrors,
    ) -> Parameters {
        if !body.measures() {
            errors.item(
                name,
                "a check measures nothing, so it has no calibration: write null",
            );
        }
        if !(0.05..=4.0).contains(&self.discrimination)
            || !(-4.0..=4.0).contains(&self.location)
            || self.respondents == 0
        {
            errors.item(
                name,
                "its calibration needs a discrimination from .05 to 4, a location from -4 to 4 and at least one respondent",
            );
        }
        Parameters {
            discrimination: self.discrimination,
            location: self.location,
            steps: steps(name, self.steps.as_deref(), body, errors),
            respondents: self.respondents,
        }
    }
}

/// Checks the steps: as many as the kind of item has, in ascending order, centred on the location.
fn steps(name: &str, given: Option<&[f32]>, body: &Body, errors: &mut ItemErrors) -> Steps {
    let Some(given) = given else {
        return Steps::Assumed;
    };
    let wanted = assumed_steps(body).len();
    let steps = match *given {
        // With two categories, the only step is the location.
        [only] if wanted == 1 && only.abs() <= CENTERED => return Steps::Assumed,
        [a, b] if wanted == 2 => Steps::Two([a, b]),
        [a, b, c, d] if wanted == 4 => Steps::Four([a, b, c, d]),
        _ => {
            let needed = match wanted {
                0 => "a task has none, so leave “steps” out".to_owned(),
                1 => "an item with two categories has one step, 0, so leave “steps” out".to_owned(),
                more => format!("this kind of item has {more}"),
            };
            errors.item(
                name,
                format!("its calibration has {} steps; {needed}", given.len()),
            );
            return Steps::Assumed;
        }
    };
    if given.windows(2).any(|pair| pair[0] >= pair[1]) {
        errors.item(
            name,
            "the steps of its calibration must increase from each to the next",
        );
    }
    let within = given.iter().all(|step| step.abs() <= FARTHEST_STEP);
    if !within || (given.iter().sum::<f32>() / given.len() as f32).abs() > CENTERED {
        errors.item(
            name,
            format!("the steps of its calibration must lie around its location: their mean is 0, none is farther away than {FARTHEST_STEP}"),
        );
    }
    steps
}

/// The parameters that the authors assume for an uncalibrated item.
pub(super) fn assumed(level: u8, body: &Body) -> Parameters {
    let factor = match body {
        Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => 1.0,
        Body::Situation { .. } => SITUATION_FACTOR,
        Body::Task { .. } => TASK_FACTOR,
    };
    let discrimination = UNCALIBRATED_DISCRIMINATION * factor;
    Parameters {
        discrimination,
        location: (f32::from(level) - 3.0) / 2.0,
        steps: Steps::Assumed,
        respondents: 0,
    }
}
