//! State of the page: the sessions, the pay query, the preferences, each behind its own type.
//!
//! Views read it through narrow memos and change it through named operations. Nothing here calls the browser;
//! `persistence.rs` saves.

use leptos::prelude::*;
use which_end_core::record::Record;

mod choices;
mod pay;
mod sessions;

pub use choices::{Choices, use_choices};
pub use pay::{Pay, use_pay};
pub use sessions::{Sessions, use_sessions};

/// All state, for saving, loading and clearing.
#[derive(Clone, Copy)]
pub struct State {
    sessions: Sessions,
    pay: Pay,
    choices: Choices,
}

impl State {
    /// Creates empty state and provides its parts as contexts.
    pub fn provide(seed: fn() -> u64) -> Self {
        let state = Self {
            sessions: Sessions::new(seed),
            pay: Pay::new(),
            choices: Choices::new(),
        };
        provide_context(state);
        provide_context(state.sessions);
        provide_context(state.pay);
        provide_context(state.choices);
        state
    }

    /// The current state as a record. Tracks all of it.
    pub fn record(self) -> Record {
        let (session, earlier) = self.sessions.saved();
        let (pay, pay_beside) = self.pay.saved();
        Record {
            session,
            earlier,
            pay,
            pay_beside,
            preferences: self.choices.saved(),
        }
    }

    /// Replaces all state: at the start, after an import, after another tab saved, and after clearing. The record must
    /// be reconciled with the bank.
    pub fn restore(self, record: Record) {
        let Record {
            session,
            earlier,
            pay,
            pay_beside,
            preferences,
        } = record;
        self.sessions.restore(session, earlier);
        self.pay.restore(pay, pay_beside);
        self.choices.restore(preferences);
    }
}

/// The context of all state.
pub fn use_state() -> State {
    expect_context()
}
