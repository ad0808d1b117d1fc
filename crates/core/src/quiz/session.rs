//! One visitor's run through the quiz: a plain value with named operations.

use serde::{Deserialize, Serialize};

use super::item::{Item, ItemBank, ItemId};

/// What a visitor gave for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Position of the chosen step or choice, counted from 0 in the order of the item.
    Choice(u8),
    /// Passed over; says nothing about the person.
    Skipped,
}

/// An item together with what was given for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The item.
    pub item: ItemId,
    /// The item's version when it was answered.
    pub version: u16,
    /// What was given.
    pub response: Response,
}

/// A run: the seed, what was answered in order, and what was taken back.
///
/// The next item is a pure function of the bank and this value, so a stored run goes on at the same item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    seed: u64,
    answers: Vec<Answer>,
    /// Answers taken back by `undo`; offered again when their item returns.
    taken_back: Vec<Answer>,
    /// Items seen in earlier runs, which a retake avoids while unseen ones remain.
    seen: Vec<ItemId>,
    keep_going: bool,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'bank> {
    /// This item comes next.
    Ask {
        /// The item.
        item: &'bank Item,
        /// What was given for it before it was taken back.
        earlier: Option<Response>,
    },
    /// The run is over for now.
    Done(StopReason),
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// At least 12 answers, and both the leading region and the leading side are held at .80 or more.
    Sure,
    /// 24 answers (40 after “keep going”).
    Limit,
    /// The bank has no unasked item left.
    BankExhausted,
}

/// An operation that does not fit the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The response is not one of the item's.
    #[error("that answer does not belong to this question")]
    NoSuchResponse,
    /// The run is over.
    #[error("this run has no open question")]
    NotAsking,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items answered or skipped.
    pub given: usize,
    /// Items expected to come, from how sure the run already is; 0 when done.
    pub about_left: usize,
}

impl Session {
    /// A first run.
    pub fn new(seed: u64) -> Self {
        Self { seed, answers: Vec::new(), taken_back: Vec::new(), seen: Vec::new(), keep_going: false }
    }

    /// What was answered, in order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Where the run stands. Deterministic: the same bank and session give the same step.
    pub fn step<'bank>(&self, bank: &'bank ItemBank) -> Step<'bank> {
        let _ = bank;
        todo!()
    }

    /// Gives `response` to the open item.
    pub fn respond(&mut self, bank: &ItemBank, response: Response) -> Result<(), SessionError> {
        let _ = (bank, response);
        todo!()
    }

    /// Takes the last answer back, so that its item is open again. False where there is none.
    pub fn undo(&mut self) -> bool {
        todo!()
    }

    /// Lets a finished run go on to 40 answers.
    pub fn keep_going(&mut self) {
        self.keep_going = true;
    }

    /// A new run that avoids what this one asked.
    pub fn retake(&self, seed: u64) -> Self {
        let _ = seed;
        todo!()
    }

    /// How far the run is.
    pub fn progress(&self, bank: &ItemBank) -> Progress {
        let _ = bank;
        todo!()
    }

    /// Sets aside answers whose item the bank no longer has, or has at another version; returns how many.
    /// Used when a record from an older bank is loaded.
    pub fn reconcile(&mut self, bank: &ItemBank) -> usize {
        let _ = bank;
        todo!()
    }
}
