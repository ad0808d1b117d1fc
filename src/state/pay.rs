//! The question put to the pay model.

use leptos::prelude::*;
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::pay::rates::Unit;

/// The question put to the pay model, the one it is compared with, and in what answers are shown.
#[derive(Clone, Copy)]
pub struct Pay {
    /// None until the visitor touches it.
    asked: RwSignal<Option<PayQuery>>,
    /// What is on show until then: a host may set it, and it is never kept as the visitor's own.
    start: RwSignal<PayQuery>,
    /// None while nothing is compared.
    beside: RwSignal<Option<PayQuery>>,
    /// Never kept: rates grow old.
    unit: RwSignal<Unit>,
}

impl Pay {
    /// Nothing asked yet, in the model's own unit.
    pub(super) fn new() -> Self {
        Self {
            asked: RwSignal::new(None),
            start: RwSignal::new(PayQuery::default()),
            beside: RwSignal::new(None),
            unit: RwSignal::new(Unit::default()),
        }
    }

    /// What is kept: the query and the one beside it.
    pub(super) fn saved(self) -> (Option<PayQuery>, Option<PayQuery>) {
        (self.asked.get(), self.beside.get())
    }

    /// Replaces both.
    pub(super) fn restore(self, asked: Option<PayQuery>, beside: Option<PayQuery>) {
        self.asked.set(asked);
        self.beside.set(beside);
    }

    /// The query, or the one the page starts with.
    pub fn query(self) -> PayQuery {
        self.asked.get().unwrap_or_else(|| self.start.get())
    }

    /// The query that was kept to compare with.
    pub fn beside(self) -> Option<PayQuery> {
        self.beside.get()
    }

    /// Keeps the query to compare later ones with.
    pub fn compare_with_present(self) {
        let query = untrack(|| self.query());
        self.beside.set(Some(query));
    }

    /// Asks for the kept query again, and keeps the present one in its stead.
    pub fn swap(self) {
        let query = untrack(|| self.query());
        if let Some(beside) = self.beside.get_untracked() {
            self.asked.set(Some(beside));
            self.beside.set(Some(query));
        }
    }

    /// Compares no longer.
    pub fn stop_comparing(self) {
        self.beside.set(None);
    }

    /// Begins with a host's role and tier, until the visitor asks for something.
    pub fn preset(self, role: Option<Role>, tier: Option<Tier>) {
        self.start.update(|query| {
            query.role = role.unwrap_or(query.role);
            if let Some(tier) = tier {
                query.set_tier(tier);
            }
        });
    }

    /// Asks another question altogether, as one from a link.
    pub fn ask(self, query: PayQuery) {
        self.asked.set(Some(query));
    }

    /// In what pay is shown.
    pub fn unit(self) -> Unit {
        self.unit.get()
    }

    /// Shows pay in another unit.
    pub fn set_unit(self, unit: Unit) {
        self.unit.set(unit);
    }

    /// Asks for the present query with this change.
    pub fn change(self, change: impl FnOnce(&mut PayQuery)) {
        let mut query = untrack(|| self.query());
        change(&mut query);
        self.asked.set(Some(query));
    }
}

/// The pay query.
pub fn use_pay() -> Pay {
    expect_context()
}
