//! The keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key as Code;

use super::{Named, Page, Role, Thing};
use crate::failure::Failure;

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Moves the focus forward.
    Tab,
    /// Moves the focus back.
    ShiftTab,
    /// Activates a button or link.
    Enter,
    /// Activates a button, or selects a radio button or checkbox.
    Space,
    /// Next entry of a group.
    Down,
    /// Previous entry of a group.
    Up,
    /// Closes what is open.
    Escape,
}

/// No page of this site has this many tab stops. More would mean going in a circle.
const MOST_STOPS: usize = 80;

impl Page {
    /// Presses and releases a key.
    pub async fn key(&self, key: Key) -> Result<(), Failure> {
        self.changed();
        let code = match key {
            Key::Tab | Key::ShiftTab => char::from(Code::Tab),
            Key::Enter => char::from(Code::Enter),
            Key::Space => ' ',
            Key::Down => char::from(Code::Down),
            Key::Up => char::from(Code::Up),
            Key::Escape => char::from(Code::Escape),
        };
        let shift = char::from(Code::Shift);
        let mut actions = KeyActions::new("keyboard".to_owned());
        if key == Key::ShiftTab {
            actions = actions.then(KeyAction::Down { value: shift });
        }
        actions = actions
            .then(KeyAction::Down { value: code })
            .then(KeyAction::Up { value: code });
        if key == Key::ShiftTab {
            actions = actions.then(KeyAction::Up { value: shift });
        }
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Presses Tab until the focus is on this thing.
    pub async fn tab_to<'name>(
        &self,
        role: Role,
        name: impl Into<Named<'name>>,
    ) -> Result<Thing, Failure> {
        let name = name.into();
        self.tab_until(&format!("the {} {name}", role.word()), |thing| {
            thing.role == role.word() && name.fits(&thing.name)
        })
        .await
    }

    /// Presses Tab until the focus is on a thing that `wanted` accepts. `what` describes it in the message.
    pub async fn tab_until(
        &self,
        what: &str,
        wanted: impl Fn(&Thing) -> bool,
    ) -> Result<Thing, Failure> {
        let mut passed = Vec::new();
        for _ in 0..MOST_STOPS {
            if let Some(thing) = self.focused().await? {
                if wanted(&thing) {
                    return Ok(thing);
                }
                passed.push(thing.to_string());
            }
            self.key(Key::Tab).await?;
        }
        passed.dedup();
        passed.truncate(30);
        Err(Failure::new(format!(
            "Tab never reached {what}; it passed {}",
            passed.join(", ")
        )))
    }
}
