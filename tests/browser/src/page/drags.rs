//! Dragging with a mouse or a finger.

use std::time::Duration;

use fantoccini::actions::{
    ActionSequence, Actions, InputSource, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions,
    PointerAction, TouchActions,
};

use super::{Page, Thing};
use crate::failure::Failure;

/// A pointing device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse with the main button.
    Mouse,
    /// A mouse with the secondary button.
    OtherButton,
    /// A finger.
    Finger,
}

impl Page {
    /// Presses a thing at this offset from its center in CSS pixels, moves by `by`, and releases.
    pub async fn drag(
        &self,
        pointer: Pointer,
        thing: &Thing,
        at: (f64, f64),
        by: (f64, f64),
    ) -> Result<(), Failure> {
        self.look(thing).await?;
        self.changed();
        let button = match pointer {
            Pointer::Mouse | Pointer::Finger => MOUSE_BUTTON_LEFT,
            Pointer::OtherButton => MOUSE_BUTTON_RIGHT,
        };
        let moving = Some(Duration::from_millis(60));
        let steps = [
            PointerAction::MoveToElement {
                element: self.element(&thing.target)?,
                duration: None,
                x: at.0,
                y: at.1,
            },
            PointerAction::Down { button },
            PointerAction::MoveBy {
                duration: moving,
                x: by.0 / 2.0,
                y: by.1 / 2.0,
            },
            PointerAction::MoveBy {
                duration: moving,
                x: by.0 / 2.0,
                y: by.1 / 2.0,
            },
            PointerAction::Up { button },
        ];
        let sequence: ActionSequence = match pointer {
            Pointer::Mouse | Pointer::OtherButton => steps
                .into_iter()
                .fold(MouseActions::new("mouse".to_owned()), InputSource::then)
                .into(),
            Pointer::Finger => steps
                .into_iter()
                .fold(TouchActions::new("finger".to_owned()), InputSource::then)
                .into(),
        };
        let done = self.client().perform_actions(Actions::from(sequence)).await;
        done.map_err(|error| Failure::from(error).during(&format!("dragging the {thing}")))
    }
}
