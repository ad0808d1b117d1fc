//! A quiz session: one run of the quiz, as a plain value with named operations.

use serde::{Deserialize, Serialize, Serializer};

use super::item::{Item, ItemBank, ItemId};
use super::model::{self, BankModel, Given};
use super::posterior::Posterior;
use super::{conduct, selection};

pub use super::answer::{Answer, Response};

/// Minimum number of answers before a session may end as [`StopReason::Sure`].
pub const FEWEST: usize = 12;
/// Number of answers at which a session ends.
pub const LIMIT: usize = 24;
/// Number of answers at which a continued session ends.
pub const KEEP_GOING_LIMIT: usize = 40;
/// Probability at which region and lead count as settled.
pub const SURE: f64 = 0.80;
/// From this many answers on, a session ends if its certainty is below [`OPEN`].
pub const OPEN_FROM: usize = 20;
/// Certainty below which further answers up to [`LIMIT`] would not settle the result: of the simulated sessions below
/// it after [`OPEN_FROM`] answers, none became sure (`METHOD.md`). Ending early saves the visitor's time.
pub const OPEN: f64 = 0.45;
/// Number of questions skipped in a row at which a session ends: whoever skips that many has finished, and should not
/// have to skip dozens more.
pub const SKIPS_IN_A_ROW: usize = 8;
/// Maximum number of items in a session, including skipped ones and one check.
pub(super) const MOST_GIVEN: usize = longest(KEEP_GOING_LIMIT) + 1;
/// Skipped items lengthen a session by at most this fraction of its limit: one over this number.
const SKIP_SHARE: usize = 2;

/// A session: the seed, the answers in order, and the undone answers.
///
/// The next item is a pure function of the bank and this value, so a stored session continues with the same item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    seed: u64,
    answers: Vec<Answer>,
    /// Answers removed by `undo`; offered again when their item is asked again.
    taken_back: Vec<Answer>,
    /// Items seen in previous sessions, which a retake avoids as long as others are left.
    seen: Vec<ItemId>,
    keep_going: bool,
    /// The item that the last `undo` reopened. It is asked next, even if the bank has changed since.
    reopened: Option<ItemId>,
    /// Answers to questions that the bank does not have. Another version of the page may have them, so they are stored
    /// with the others.
    #[serde(skip)]
    unknown: Vec<Answer>,
}

/// A session as it is serialized.
#[derive(Serialize)]
struct Stored<'session> {
    seed: u64,
    answers: &'session [Answer],
    taken_back: &'session [Answer],
    seen: &'session [ItemId],
    keep_going: bool,
    reopened: Option<&'session ItemId>,
}

impl Serialize for Session {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut answers = self.unknown.clone();
        answers.extend_from_slice(&self.answers);
        Stored {
            seed: self.seed,
            answers: &answers,
            taken_back: &self.taken_back,
            seen: &self.seen,
            keep_going: self.keep_going,
            reopened: self.reopened.as_ref(),
        }
        .serialize(serializer)
    }
}

/// The state of a session.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'bank> {
    /// The next item.
    Ask {
        /// The item.
        item: &'bank Item,
        /// The response before it was undone.
        earlier: Option<Response>,
    },
    /// The session has ended, unless it is continued.
    Done(StopReason),
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// At least 12 answers, and both the leading region and the leading side have a probability of .80 or more.
    Sure,
    /// At least 20 answers, and the most likely region is so uncertain that four more would not settle it.
    Open,
    /// The last [`SKIPS_IN_A_ROW`] questions were skipped.
    Skipped,
    /// 24 answers (40 if continued), or half as many again including skipped items.
    Limit,
    /// The bank has no unasked item left.
    BankExhausted,
}

/// State and progress of a session, computed together.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'bank> {
    /// The state.
    pub step: Step<'bank>,
    /// The progress.
    pub progress: Progress,
}

/// An operation that does not fit the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The item has no such response.
    #[error("that answer does not belong to this question")]
    NoSuchResponse,
    /// The session has ended.
    #[error("this run has no open question")]
    NotAsking,
}

/// The progress of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items answered or skipped.
    pub given: usize,
    /// Estimated number of further items, from the certainty so far; 0 if done.
    pub about_left: usize,
}

impl Session {
    /// A first session.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            answers: Vec::new(),
            taken_back: Vec::new(),
            seen: Vec::new(),
            keep_going: false,
            reopened: None,
            unknown: Vec::new(),
        }
    }

    /// A session with these answers, for example from a shared result. They have to fit the bank.
    pub(super) fn of_answers(seed: u64, answers: Vec<Answer>) -> Self {
        Self {
            answers,
            ..Self::new(seed)
        }
    }

    /// The answers, in order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Whether the session has no answer, undone answer or history, and so is not worth saving.
    pub fn is_blank(&self) -> bool {
        self.answers.is_empty()
            && self.unknown.is_empty()
            && self.taken_back.is_empty()
            && self.seen.is_empty()
    }

    /// Whether no list exceeds `entries` and every name passes `named`, for sessions from untrusted text.
    pub(crate) fn is_within(&self, entries: usize, named: fn(&str) -> bool) -> bool {
        [&self.answers, &self.taken_back].into_iter().all(|list| {
            list.len() <= entries && list.iter().all(|answer| named(answer.item.as_str()))
        }) && self.seen.len() <= entries
            && self
                .seen
                .iter()
                .chain(&self.reopened)
                .all(|id| named(id.as_str()))
    }

    /// Number of items answered, without skips.
    pub fn answered(&self) -> usize {
        self.answers
            .iter()
            .filter(|answer| answer.response != Response::Skipped)
            .count()
    }

    /// Whether this session continues to 40 answers.
    pub fn keeps_going(&self) -> bool {
        self.keep_going
    }

    /// The current state. Deterministic: the same bank and session give the same step.
    pub fn step<'bank>(&self, bank: &'bank ItemBank) -> Step<'bank> {
        self.step_in(&BankModel::new(bank))
    }

    /// [`Session::step`] for callers that already have the model of the bank.
    pub fn step_in<'bank>(&self, model: &BankModel<'bank>) -> Step<'bank> {
        let ask = |position: usize| {
            let item = &model.bank().items[position];
            Step::Ask {
                item,
                earlier: self.earlier(item),
            }
        };
        let reopened = self
            .reopened
            .as_ref()
            .filter(|id| self.answers.iter().all(|answer| &answer.item != *id));
        if let Some(position) = reopened.and_then(|id| model.position(id)) {
            return ask(position);
        }
        let given = self.given(model);
        let posterior = Posterior::of(model, &given);
        if let Some(reason) = self.stop(model, &given, &posterior) {
            return match self.check(model, &given) {
                Some(position) => ask(position),
                None => Step::Done(reason),
            };
        }
        let chosen = || {
            let seen = self.seen_positions(model);
            selection::next(model, &given, &posterior, &seen, self.seed)
        };
        match self.opening(model).or_else(chosen) {
            Some(position) => ask(position),
            None => Step::Done(StopReason::BankExhausted),
        }
    }

    /// Records the response to the open item.
    pub fn respond(&mut self, bank: &ItemBank, response: Response) -> Result<(), SessionError> {
        self.respond_in(&BankModel::new(bank), response)
    }

    /// [`Session::respond`] for callers that already have the model of the bank.
    pub fn respond_in(
        &mut self,
        model: &BankModel<'_>,
        response: Response,
    ) -> Result<(), SessionError> {
        let Step::Ask { item, .. } = self.step_in(model) else {
            return Err(SessionError::NotAsking);
        };
        self.respond_to(item, response)
    }

    /// [`Session::respond_in`] for callers that have the open item from [`Session::step_in`], so that it is not chosen
    /// again.
    pub fn respond_to(&mut self, open: &Item, response: Response) -> Result<(), SessionError> {
        if self.answers.iter().any(|answer| answer.item == open.id) {
            return Err(SessionError::NotAsking);
        }
        if let Response::Choice(choice) = response
            && usize::from(choice) >= open.body.choices()
        {
            return Err(SessionError::NoSuchResponse);
        }
        self.taken_back.retain(|answer| answer.item != open.id);
        self.reopened = None;
        self.answers.push(Answer {
            item: open.id.clone(),
            version: open.version,
            response,
        });
        Ok(())
    }

    /// Removes the last answer, so that its item is open again. Returns false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.answers.pop() else {
            return false;
        };
        self.reopened = Some(last.item.clone());
        self.taken_back.retain(|answer| answer.item != last.item);
        self.taken_back.push(last);
        true
    }

    /// Continues a finished session to 40 answers.
    pub fn keep_going(&mut self) {
        self.keep_going = true;
    }

    /// A new session that avoids the items of this one.
    #[must_use]
    pub fn retake(&self, seed: u64) -> Self {
        Self::new(seed).after(self)
    }

    /// Makes this session follow `earlier`: it and its retakes avoid the items asked up to there.
    #[must_use]
    pub fn after(mut self, earlier: &Self) -> Self {
        let given = earlier.answers.iter().chain(&earlier.taken_back);
        for id in earlier.seen.iter().chain(given.map(|answer| &answer.item)) {
            if !self.seen.contains(id) {
                self.seen.push(id.clone());
            }
        }
        self
    }

    /// The progress.
    pub fn progress(&self, bank: &ItemBank) -> Progress {
        self.turn_in(&BankModel::new(bank)).progress
    }

    /// [`Session::step`] and [`Session::progress`] together, for callers that already have the model of the bank.
    pub fn turn_in<'bank>(&self, model: &BankModel<'bank>) -> Turn<'bank> {
        let step = self.step_in(model);
        let about_left = match step {
            Step::Done(_) => 0,
            // A check is always the last item.
            Step::Ask { item, .. } if !item.body.measures() => 1,
            Step::Ask { .. } => self.about_left(model, &self.given(model)),
        };
        Turn {
            step,
            progress: Progress {
                given: self.answers.len(),
                about_left,
            },
        }
    }

    /// Sets aside answers whose item the bank does not have, or has at another version, and returns how many answers no
    /// longer count. For records that were saved with another bank. They stay stored with the session.
    ///
    /// Drops answers that no real session can have: a second one for the same item, a choice that the item does not
    /// have, and any beyond the longest session.
    pub fn reconcile(&mut self, bank: &ItemBank) -> usize {
        let before = self.answers.len();
        let has = |answer: &Answer| {
            bank.get(&answer.item)
                .is_some_and(|item| item.version == answer.version)
        };
        let unknown = self.answers.iter().filter(|answer| !has(answer)).cloned();
        self.unknown.extend(unknown);
        self.unknown.truncate(MOST_GIVEN);
        let mut held = vec![false; bank.items.len()];
        self.answers.retain(|answer| fits(bank, answer, &mut held));
        self.answers.truncate(MOST_GIVEN);
        // An answered item cannot be open again.
        let mut waiting = held;
        self.taken_back.reverse();
        self.taken_back
            .retain(|answer| fits(bank, answer, &mut waiting));
        self.taken_back.reverse();
        let mut known = vec![false; bank.items.len()];
        self.seen.retain(|id| {
            bank.position(id)
                .is_some_and(|position| !std::mem::replace(&mut known[position], true))
        });
        self.reopened = self
            .reopened
            .take()
            .filter(|id| self.taken_back.iter().any(|answer| &answer.item == id));
        before - self.answers.len()
    }

    /// The answers in terms of the model. Answers that do not fit the bank are skipped, as in `reconcile`.
    pub fn given(&self, model: &BankModel<'_>) -> Vec<Given> {
        let mut held = vec![false; model.bank().items.len()];
        let fitting = self
            .answers
            .iter()
            .filter(|answer| fits(model.bank(), answer, &mut held));
        fitting
            .take(MOST_GIVEN)
            .filter_map(|answer| model.given(model.position(&answer.item)?, answer.response))
            .collect()
    }

    fn seen_positions(&self, model: &BankModel<'_>) -> Vec<usize> {
        self.seen
            .iter()
            .filter_map(|id| model.position(id))
            .collect()
    }

    /// The response to an item before it was undone.
    fn earlier(&self, item: &Item) -> Option<Response> {
        let given = self
            .taken_back
            .iter()
            .rev()
            .find(|answer| answer.item == item.id && answer.version == item.version);
        given.map(|answer| answer.response)
    }

    /// The next fixed item of a first session; `None` after three items.
    fn opening(&self, model: &BankModel<'_>) -> Option<usize> {
        let opening = &model.bank().opening;
        if !self.seen.is_empty() || self.answers.len() >= opening.len() {
            return None;
        }
        let mut open = opening
            .iter()
            .filter(|id| self.answers.iter().all(|answer| &answer.item != *id));
        open.find_map(|id| model.position(id))
    }

    fn limit(&self) -> usize {
        if self.keep_going {
            KEEP_GOING_LIMIT
        } else {
            LIMIT
        }
    }

    /// The check that is due before a session ends: one, if passing or missing it decides whether a result is named.
    /// Checks that a previous session asked come last.
    fn check(&self, model: &BankModel<'_>, given: &[Given]) -> Option<usize> {
        let is_check = |position: &usize| !model.bank().items[*position].body.measures();
        // Considers all answers, because items that `given` skips were asked too.
        let mut asked = self
            .answers
            .iter()
            .filter_map(|answer| model.position(&answer.item));
        if asked.any(|position| is_check(&position)) {
            return None;
        }
        let choice_of = |answer: &Given| {
            let id = &model.bank().items[answer.item].id;
            let found = self.answers.iter().find(|other| &other.item == id)?;
            match found.response {
                Response::Choice(choice) => Some((*answer, choice)),
                Response::Skipped => None,
            }
        };
        let (answered, choices): (Vec<Given>, Vec<u8>) = given.iter().filter_map(choice_of).unzip();
        if !conduct::is_check_decisive(model, &answered, &choices) {
            return None;
        }
        let checks = (0..model.bank().items.len()).filter(is_check);
        checks.min_by_key(|position| self.seen.contains(&model.bank().items[*position].id))
    }

    fn stop(
        &self,
        model: &BankModel<'_>,
        given: &[Given],
        posterior: &Posterior,
    ) -> Option<StopReason> {
        let answered = answered(model, given);
        if answered >= self.limit() || asked(model, given) >= longest(self.limit()) {
            return Some(StopReason::Limit);
        }
        if self.keep_going {
            return None;
        }
        let skipped = given.iter().rev().take_while(|one| one.category.is_none());
        if skipped.count() >= SKIPS_IN_A_ROW {
            return Some(StopReason::Skipped);
        }
        if answered < FEWEST {
            return None;
        }
        match certainty(posterior) {
            certainty if certainty >= SURE => Some(StopReason::Sure),
            certainty if certainty < OPEN && answered >= OPEN_FROM => Some(StopReason::Open),
            _ => None,
        }
    }

    /// Estimated number of further items, between the minimum and the limit, by the certainty so far.
    ///
    /// The curve follows simulated sessions: with a certainty up to .50 nearly all reach the limit, from .85 on nearly
    /// none; at the start a third of the range is subtracted, since some sessions will become sure. Its mean error is
    /// three items (`METHOD.md`).
    fn about_left(&self, model: &BankModel<'_>, given: &[Given]) -> usize {
        let answered = answered(model, given);
        let before_limit = self.limit().saturating_sub(answered);
        let before_longest = longest(self.limit()).saturating_sub(asked(model, given));
        let most = before_limit.min(before_longest).max(1);
        if self.keep_going {
            return most;
        }
        let certainty = certainty(&Posterior::of(model, given));
        let most = if certainty < OPEN && answered >= FEWEST {
            most.min(OPEN_FROM.saturating_sub(answered).max(1))
        } else {
            most
        };
        let fewest = FEWEST.saturating_sub(answered).max(1).min(most);
        let unsure = ((0.85 - certainty) / 0.35).clamp(0.0, 1.0).sqrt();
        let started = (answered as f64 / FEWEST as f64).min(1.0);
        let wanted = (most - fewest) as f64 * unsure * (0.67 + 0.33 * started);
        (fewest..most)
            .find(|left| (left - fewest) as f64 + 0.5 > wanted)
            .unwrap_or(most)
    }
}

/// Number of items given that are no checks, including skipped ones.
fn asked(model: &BankModel<'_>, given: &[Given]) -> usize {
    let measuring = given
        .iter()
        .filter(|answer| model.bank().items[answer.item].body.measures());
    measuring.count()
}

/// Number of answers that measure among the items given: neither skips nor checks.
pub fn answered(model: &BankModel<'_>, given: &[Given]) -> usize {
    let measuring = given.iter().filter(|answer| model.measures(answer));
    measuring.count()
}

/// Probability of the most likely region or of the likely lead, whichever is lower.
pub fn certainty(posterior: &Posterior) -> f64 {
    let lead = posterior.backend_leads();
    let region = posterior
        .regions()
        .into_iter()
        .max_by(f64::total_cmp)
        .unwrap_or(0.0);
    region.min(lead.max(1.0 - lead))
}

/// Maximum number of items of a session with that limit, including skipped ones.
const fn longest(limit: usize) -> usize {
    limit + limit / SKIP_SHARE
}

/// Whether an answer belongs to the bank and is the first for its item.
fn fits(bank: &ItemBank, answer: &Answer, held: &mut [bool]) -> bool {
    bank.position(&answer.item).is_some_and(|position| {
        let item = &bank.items[position];
        let has = match answer.response {
            Response::Skipped => true,
            Response::Choice(choice) => model::category(&item.body, choice).is_some(),
        };
        item.version == answer.version && has && !std::mem::replace(&mut held[position], true)
    })
}
