//! One visitor's run through the quiz: a plain value with named operations.

use serde::{Deserialize, Serialize, Serializer};

use super::item::{Item, ItemBank, ItemId};
use super::model::{self, BankModel, Given};
use super::posterior::Posterior;
use super::{conduct, selection};

pub use super::answer::{Answer, Response};

/// Answers before a run may stop for being sure.
pub const FEWEST: usize = 12;
/// Answers at which a run stops.
pub const LIMIT: usize = 24;
/// Answers at which a run stops that was told to keep going.
pub const KEEP_GOING_LIMIT: usize = 40;
/// Probability at which region and lead count as settled.
pub const SURE: f64 = 0.80;
/// From this many answers on, a run stops that is still less certain than [`OPEN`].
pub const OPEN_FROM: usize = 20;
/// Certainty below which the answers up to [`LIMIT`] settle nothing: of the simulated runs that stand there after
/// [`OPEN_FROM`] answers, none became sure by then (`METHOD.md`). Its visitors get their time back instead.
pub const OPEN: f64 = 0.45;
/// Most items a run can give, skipped ones and one check counted.
pub(super) const MOST_GIVEN: usize = longest(KEEP_GOING_LIMIT) + 1;
/// Skipped items lengthen a run by at most this share of its limit.
const SKIP_SHARE: usize = 2;

/// A run: the seed, what was answered in order, and what was taken back.
///
/// The next item is a pure function of the bank and this value, so a stored run goes on at the same item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    seed: u64,
    answers: Vec<Answer>,
    /// Answers taken back by `undo`; offered again when their item returns.
    taken_back: Vec<Answer>,
    /// Items seen in earlier runs, which a retake avoids while unseen ones remain.
    seen: Vec<ItemId>,
    keep_going: bool,
    /// The item that the last `undo` opened again. It comes next, even where the bank has changed meanwhile.
    reopened: Option<ItemId>,
    /// Answers to questions that the bank does not have. Another copy of the page may have them, so they are stored with
    /// the others.
    #[serde(skip)]
    unknown: Vec<Answer>,
}

/// A run as it is stored.
#[derive(Serialize)]
struct Stored<'run> {
    seed: u64,
    answers: &'run [Answer],
    taken_back: &'run [Answer],
    seen: &'run [ItemId],
    keep_going: bool,
    reopened: Option<&'run ItemId>,
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
    /// At least 20 answers, and the likeliest region so unlikely that four more would not settle it.
    Open,
    /// 24 answers (40 after “keep going”), or half as many again with the skipped items counted.
    Limit,
    /// The bank has no unasked item left.
    BankExhausted,
}

/// Where a run stands and how far it is, both from one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'bank> {
    /// Where the run stands.
    pub step: Step<'bank>,
    /// How far it is.
    pub progress: Progress,
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

    /// A run that holds these answers, as from a shared result. They have to fit the bank.
    pub(super) fn of_answers(seed: u64, answers: Vec<Answer>) -> Self {
        Self {
            answers,
            ..Self::new(seed)
        }
    }

    /// What was answered, in order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Whether nothing was ever given in this run and nothing before it is known: not worth keeping.
    pub fn is_untouched(&self) -> bool {
        self.answers.is_empty()
            && self.unknown.is_empty()
            && self.taken_back.is_empty()
            && self.seen.is_empty()
    }

    /// Whether no list holds more than `entries` and every name passes `named`: for runs from anywhere.
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

    /// Items answered, skips not counted.
    pub fn answered(&self) -> usize {
        self.answers
            .iter()
            .filter(|answer| answer.response != Response::Skipped)
            .count()
    }

    /// Whether this run goes on to 40.
    pub fn keeps_going(&self) -> bool {
        self.keep_going
    }

    /// Where the run stands. Deterministic: the same bank and session give the same step.
    pub fn step<'bank>(&self, bank: &'bank ItemBank) -> Step<'bank> {
        self.step_in(&BankModel::new(bank))
    }

    /// [`Session::step`] for callers that hold the model of the bank already.
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

    /// Gives `response` to the open item.
    pub fn respond(&mut self, bank: &ItemBank, response: Response) -> Result<(), SessionError> {
        self.respond_in(&BankModel::new(bank), response)
    }

    /// [`Session::respond`] for callers that hold the model of the bank already.
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

    /// [`Session::respond_in`] for callers that hold the open item from [`Session::step_in`], so that it is not chosen
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

    /// Takes the last answer back, so that its item is open again. False where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.answers.pop() else {
            return false;
        };
        self.reopened = Some(last.item.clone());
        self.taken_back.retain(|answer| answer.item != last.item);
        self.taken_back.push(last);
        true
    }

    /// Lets a finished run go on to 40 answers.
    pub fn keep_going(&mut self) {
        self.keep_going = true;
    }

    /// A new run that avoids what this one asked.
    #[must_use]
    pub fn retake(&self, seed: u64) -> Self {
        Self::new(seed).after(self)
    }

    /// This run as the one that follows `earlier`: it and its retakes avoid what was asked up to there.
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

    /// How far the run is.
    pub fn progress(&self, bank: &ItemBank) -> Progress {
        self.turn_in(&BankModel::new(bank)).progress
    }

    /// [`Session::step`] and [`Session::progress`] at once, for callers that hold the model of the bank already.
    pub fn turn_in<'bank>(&self, model: &BankModel<'bank>) -> Turn<'bank> {
        let step = self.step_in(model);
        let about_left = match step {
            Step::Done(_) => 0,
            // A check is the last thing asked.
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

    /// Sets aside answers whose item the bank does not have, or has at another version; returns how many answers no longer
    /// count. Used when a record of another bank is loaded. They are stored with the run all the same.
    ///
    /// Answers that no honest run can hold are dropped: a second one for the same item, a choice the item does not have,
    /// whatever comes after the longest run.
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
        // An item that is answered cannot be waiting to be answered again.
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

    /// The answers as the model sees them. What does not fit the bank is passed over, as `reconcile` would.
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

    /// What was given for an item before it was taken back.
    fn earlier(&self, item: &Item) -> Option<Response> {
        let given = self
            .taken_back
            .iter()
            .rev()
            .find(|answer| answer.item == item.id && answer.version == item.version);
        given.map(|answer| answer.response)
    }

    /// The next fixed item of a first run; none once three items were given.
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

    /// The check that is due before a run ends: one, where its answers look random. Those who mean what they say seldom
    /// meet it. A check that an earlier run asked waits until no other is left.
    fn check(&self, model: &BankModel<'_>, given: &[Given]) -> Option<usize> {
        let is_check = |position: &usize| !model.bank().items[*position].body.measures();
        // The whole run is looked at: what `given` passes over was asked all the same.
        let mut asked = self
            .answers
            .iter()
            .filter_map(|answer| model.position(&answer.item));
        if asked.any(|position| is_check(&position)) || !conduct::looks_random(model, given) {
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
        if self.keep_going || answered < FEWEST {
            return None;
        }
        match certainty(posterior) {
            certainty if certainty >= SURE => Some(StopReason::Sure),
            certainty if certainty < OPEN && answered >= OPEN_FROM => Some(StopReason::Open),
            _ => None,
        }
    }

    /// Items expected to come: between the fewest and the limit, by how sure the run is already.
    ///
    /// The curve follows simulated runs: up to a certainty of .50 nearly all go to the limit, from .85 on nearly none;
    /// at the very start a third of the way is taken off, since some runs will become sure. It is off by three items on
    /// average (`METHOD.md`).
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

/// Items given that are no checks, skipped ones counted.
fn asked(model: &BankModel<'_>, given: &[Given]) -> usize {
    let measuring = given
        .iter()
        .filter(|answer| model.bank().items[answer.item].body.measures());
    measuring.count()
}

/// Answers that measure among the items given: neither skips nor checks.
pub fn answered(model: &BankModel<'_>, given: &[Given]) -> usize {
    let measuring = given.iter().filter(|answer| model.measures(answer));
    measuring.count()
}

/// Probability of the likeliest region or of the likelier lead, whichever is less sure.
pub fn certainty(posterior: &Posterior) -> f64 {
    let lead = posterior.backend_leads();
    let region = posterior
        .regions()
        .into_iter()
        .max_by(f64::total_cmp)
        .unwrap_or(0.0);
    region.min(lead.max(1.0 - lead))
}

/// Items a run of that limit can give, skipped ones counted.
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
