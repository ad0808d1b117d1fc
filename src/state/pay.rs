//! The pay query.

use leptos::prelude::*;
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::pay::rates::Unit;

/// The pay query, the query it is compared with, and the unit of pay.
#[derive(Clone, Copy)]
pub struct Pay {
    /// `None` until the visitor changes it.
    chosen: RwSignal<Option<PayQuery>>,
    /// Shown until then. A host may preset it; it is never saved.
    preset_query: RwSignal<PayQuery>,
    /// `None` while nothing is compared.
    compared: RwSignal<Option<PayQuery>>,
    /// Never saved, because exchange rates grow old.
    unit: RwSignal<Unit>,
}

impl Pay {
    /// No query chosen, dollars as the unit.
    pub(super) fn new() -> Self {
        Self {
            chosen: RwSignal::new(None),
            preset_query: RwSignal::new(PayQuery::default()),
            compared: RwSignal::new(None),
            unit: RwSignal::new(Unit::default()),
        }
    }

    /// The query and the compared query, to be saved.
    pub(super) fn saved(self) -> (Option<PayQuery>, Option<PayQuery>) {
        (self.chosen.get(), self.compared.get())
    }

    /// Replaces both queries.
    pub(super) fn restore(self, chosen: Option<PayQuery>, compared: Option<PayQuery>) {
        self.chosen.set(chosen);
        self.compared.set(compared);
    }

    /// The chosen query, or the preset one.
    pub fn query(self) -> PayQuery {
        self.chosen.get().unwrap_or_else(|| self.preset_query.get())
    }

    /// The query to compare with.
    pub fn compared(self) -> Option<PayQuery> {
        self.compared.get()
    }

    /// Makes the current query the one to compare with.
    pub fn compare_with_current(self) {
        let query = untrack(|| self.query());
        self.compared.set(Some(query));
    }

    /// Exchanges the current and the compared query.
    pub fn swap(self) {
        let query = untrack(|| self.query());
        if let Some(compared) = self.compared.get_untracked() {
            self.chosen.set(Some(compared));
            self.compared.set(Some(query));
        }
    }

    /// Removes the compared query.
    pub fn stop_comparing(self) {
        self.compared.set(None);
    }

    /// Sets the role and tier that are shown until the visitor chooses.
    pub fn preset(self, role: Option<Role>, tier: Option<Tier>) {
        self.preset_query.update(|query| {
            query.role = role.unwrap_or(query.role);
            if let Some(tier) = tier {
                query.set_tier(tier);
            }
        });
    }

    /// Replaces the query, for example with one from a link.
    pub fn set_query(self, query: PayQuery) {
        self.chosen.set(Some(query));
    }

    /// The unit in which pay is shown.
    pub fn unit(self) -> Unit {
        self.unit.get()
    }

    /// Sets the unit.
    pub fn set_unit(self, unit: Unit) {
        self.unit.set(unit);
    }

    /// Applies a change to the query.
    pub fn change(self, change: impl FnOnce(&mut PayQuery)) {
        let mut query = untrack(|| self.query());
        change(&mut query);
        self.chosen.set(Some(query));
    }
}

/// The pay context.
pub fn use_pay() -> Pay {
    expect_context()
}
