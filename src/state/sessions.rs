//! The visitor's quiz sessions.

use leptos::prelude::*;
use which_end_core::quiz::item::ItemId;
use which_end_core::quiz::session::{Response, Session, Step, StopReason, Turn};
use which_end_core::record::MOST_EARLIER;

use crate::dataset::{bank, bank_model};
use crate::platform::early::EarlyAnswer;

/// The current session and the previous ones, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
struct SessionsValue {
    current: Option<Session>,
    previous: Vec<Session>,
}

impl SessionsValue {
    /// Adds a session to the previous ones, and drops the oldest over the limit.
    fn archive(&mut self, session: Session) {
        self.previous.push(session);
        let surplus = self.previous.len().saturating_sub(MOST_EARLIER);
        self.previous.drain(..surplus);
    }

    /// Whether archiving the current session would drop the oldest previous one.
    fn would_drop_oldest(&self) -> bool {
        let has_answers = |session: &Session| !session.answers().is_empty();
        self.previous.len() >= MOST_EARLIER && self.current.as_ref().is_some_and(has_answers)
    }

    /// Makes `first` the current session if there is none. It excludes the questions of the last previous session,
    /// because a restarted session without answers is not saved.
    fn begin(&mut self, first: Session) {
        if self.current.is_none() {
            self.current = Some(match self.previous.last() {
                Some(done) => first.after(done),
                None => first,
            });
        }
    }

    /// Makes `next` the current session, which excludes the questions asked before. The old session is archived, unless
    /// it has no answers: it would only displace one that has.
    fn replace_current(&mut self, next: Session) {
        let Some(done) = self.current.take() else {
            self.current = Some(next);
            return;
        };
        self.current = Some(next.after(&done));
        if !done.answers().is_empty() {
            self.archive(done);
        }
    }

    /// Whether the current session has no answers, and the last previous one has some to questions of this bank.
    fn can_return(&self) -> bool {
        let no_answer = |session: &Session| session.given(bank_model()).is_empty();
        self.current.as_ref().is_none_or(no_answer)
            && self
                .previous
                .last()
                .is_some_and(|session| !no_answer(session))
    }
}

/// Handle to the visitor's quiz sessions.
#[derive(Clone, Copy)]
pub struct Sessions {
    value: RwSignal<SessionsValue>,
    /// The next step of the current session, or of a new one. A memo, because choosing an item is expensive.
    turn: Memo<Turn<'static>>,
    /// Source of seeds for new sessions. Injected, because this module has no randomness.
    seed: StoredValue<fn() -> u64>,
}

impl Sessions {
    /// No session.
    pub(super) fn new(seed: fn() -> u64) -> Self {
        let value = RwSignal::new(SessionsValue::default());
        let turn = Memo::new(move |_| {
            value.with(|value| match &value.current {
                Some(session) => session.turn_in(bank_model()),
                None => Session::new(0).turn_in(bank_model()),
            })
        });
        Self {
            value,
            turn,
            seed: StoredValue::new(seed),
        }
    }

    /// The current session, if it has an answer, and the previous ones, to be saved.
    pub(super) fn saved(self) -> (Option<Session>, Vec<Session>) {
        let SessionsValue { current, previous } = self.value.get();
        // A session without answers was begun by opening the view; saving it has no use.
        (current.filter(|session| !session.is_blank()), previous)
    }

    /// Replaces all sessions.
    pub(super) fn restore(self, current: Option<Session>, previous: Vec<Session>) {
        self.value.set(SessionsValue { current, previous });
    }

    /// Begins a session if there is none.
    pub fn begin(self) {
        if self.value.with_untracked(|value| value.current.is_none()) {
            let seed = self.next_seed();
            self.value.update(|value| value.begin(Session::new(seed)));
        }
    }

    /// Whether there is no current session, not even one without answers.
    pub fn is_none(self) -> bool {
        self.value.with(|value| value.current.is_none())
    }

    /// Applies answers given on the static page, and returns how many were left out. Skips answers that the session
    /// already has. Stops at the first that does not fit the open item: an answer before it is missing, or the static
    /// page is of an older release.
    pub fn apply_early_answers(self, answers: &[EarlyAnswer]) -> usize {
        if answers.is_empty() {
            return 0;
        }
        self.begin();
        let present = untrack(|| self.with_current(|session| session.answers().to_vec()));
        let is_present = |early: &EarlyAnswer| {
            present.iter().any(|answer| {
                answer.item.as_str() == early.item && answer.response == early.response()
            })
        };
        let new: Vec<&EarlyAnswer> = answers.iter().filter(|early| !is_present(early)).collect();
        for (taken, answer) in new.iter().enumerate() {
            let fits = self.turn.with_untracked(|turn| match turn.step {
                Step::Ask { item, .. } => {
                    item.id.as_str() == answer.item && item.version == answer.version
                }
                Step::Done(_) => false,
            });
            if !fits {
                return new.len() - taken;
            }
            self.respond(answer.response());
        }
        0
    }

    /// Reads the current session, or a new one that is not stored.
    pub fn with_current<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.value.with(|value| match &value.current {
            Some(session) => read(session),
            None => read(&Session::new(0)),
        })
    }

    /// Reads the current session. `None` if none was begun.
    pub fn with_existing<T>(self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.value.with(|value| value.current.as_ref().map(read))
    }

    /// How many items of the current session were answered or skipped.
    pub fn given(self) -> usize {
        self.value.with(|value| {
            value
                .current
                .as_ref()
                .map_or(0, |session| session.answers().len())
        })
    }

    /// How many items of the current session were answered, not skipped.
    pub fn answered(self) -> usize {
        self.with_current(Session::answered)
    }

    /// How many of the responses in the current session are to checks, which measure nothing.
    pub fn checks(self) -> usize {
        self.with_current(|session| {
            let is_check = |id: &ItemId| bank().get(id).is_some_and(|item| !item.body.measures());
            session
                .answers()
                .iter()
                .filter(|answer| is_check(&answer.item))
                .count()
        })
    }

    /// Whether the current session has no open item.
    pub fn finished(self) -> bool {
        self.stop_reason().is_some()
    }

    /// Why the current session has no open item. `None` if it has one.
    pub fn stop_reason(self) -> Option<StopReason> {
        self.turn.with(|turn| match turn.step {
            Step::Ask { .. } => None,
            Step::Done(reason) => Some(reason),
        })
    }

    /// The next step of the current session, or of a new one that is not stored.
    pub fn turn(self) -> Turn<'static> {
        self.turn.get()
    }

    /// Answers the open item. A response that does not fit changes nothing.
    pub fn respond(self, response: Response) {
        let Step::Ask { item, .. } = self.turn.with_untracked(|turn| turn.step.clone()) else {
            return;
        };
        self.change(|session| session.respond_to(item, response).is_ok());
    }

    /// Removes the last answer.
    pub fn undo(self) {
        self.change(Session::undo);
    }

    /// Lets a finished session continue.
    pub fn keep_going(self) {
        self.change(|session| {
            session.keep_going();
            true
        });
    }

    /// Archives the current session and begins another with other items.
    pub fn retake(self) {
        let seed = self.next_seed();
        self.value.update(|value| {
            if value.current.is_some() {
                value.replace_current(Session::new(seed));
            }
        });
    }

    /// Makes a shared session the current one and archives the visitor's own.
    pub fn adopt_shared(self, session: Session) {
        self.value.update(|value| value.replace_current(session));
    }

    /// Whether the current session has no answers and there is a previous one to return to.
    pub fn can_return(self) -> bool {
        self.value.with(SessionsValue::can_return)
    }

    /// Makes the last previous session the current one again, if the current one has no answers.
    pub fn return_to_previous(self) {
        self.value.maybe_update(|value| {
            let possible = value.can_return();
            if possible {
                value.current = value.previous.pop();
            }
            possible
        });
    }

    /// Whether the next session would drop the oldest previous one.
    pub fn would_drop_oldest(self) -> bool {
        self.value.with(SessionsValue::would_drop_oldest)
    }

    /// Reads the previous sessions, oldest first.
    pub fn with_previous<T>(self, read: impl FnOnce(&[Session]) -> T) -> T {
        self.value.with(|value| read(&value.previous))
    }

    fn next_seed(self) -> u64 {
        self.seed.with_value(|seed| seed())
    }

    fn change(self, change: impl FnOnce(&mut Session) -> bool) {
        self.value
            .maybe_update(|value| value.current.as_mut().is_some_and(change));
    }
}

/// The sessions context.
pub fn use_sessions() -> Sessions {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(mut session: Session, answers: usize) -> Session {
        for _ in 0..answers {
            session
                .respond(bank(), Response::Choice(1))
                .expect("every item has a second choice");
        }
        session
    }

    fn items(session: &Session) -> Vec<&str> {
        session
            .answers()
            .iter()
            .map(|answer| answer.item.as_str())
            .collect()
    }

    /// Protects who takes a shared result over: “Begin again” afterwards repeats no question of either session.
    #[test]
    fn a_shared_run_does_not_make_the_page_forget_what_it_asked() {
        let own = answered(Session::new(1), 12);
        let shared = answered(Session::new(2), 12);
        let mut sessions = SessionsValue {
            current: Some(own.clone()),
            previous: Vec::new(),
        };
        // An untouched retake has no answers, but it excludes the questions of the sessions before it.
        sessions.replace_current(Session::new(3));
        sessions.replace_current(shared.clone());
        assert_eq!(sessions.previous, std::slice::from_ref(&own));
        sessions.replace_current(Session::new(4));
        let again = answered(sessions.current.expect("begun"), 20);
        for item in items(&again) {
            assert!(!items(&own).contains(&item) && !items(&shared).contains(&item));
        }
    }

    /// Protects who comes back after “Begin again”: the new session repeats no question of the last one.
    #[test]
    fn a_run_begun_after_others_asks_something_else() {
        let own = answered(Session::new(1), 12);
        let mut sessions = SessionsValue {
            current: None,
            previous: vec![own.clone()],
        };
        sessions.begin(Session::new(2));
        let again = answered(sessions.current.expect("begun"), 20);
        assert!(items(&again).iter().all(|item| !items(&own).contains(item)));
    }

    /// Protects who pressed “Begin again” by mistake: until there is an answer, they can return to the old session.
    #[test]
    fn the_way_back_is_open_until_there_is_an_answer() {
        let own = answered(Session::new(1), 12);
        let mut sessions = SessionsValue::default();
        assert!(!sessions.can_return());
        sessions.previous.push(Session::new(0));
        assert!(
            !sessions.can_return(),
            "a run that says nothing is no result"
        );
        sessions.previous.clear();
        sessions.begin(own.clone());
        assert!(!sessions.can_return());
        sessions.replace_current(Session::new(2));
        assert!(sessions.can_return() && sessions.previous == [own]);
        let begun = answered(sessions.current.take().expect("begun"), 1);
        sessions.current = Some(begun);
        assert!(!sessions.can_return());
    }

    /// Protects previous sessions: the page warns before one is dropped, and an empty session drops none.
    #[test]
    fn a_full_list_is_known_before_it_drops_an_attempt() {
        let first = answered(Session::new(0), 2);
        let mut sessions = SessionsValue {
            current: Some(first.clone()),
            previous: Vec::new(),
        };
        for seed in 1..=10 {
            assert!(!sessions.would_drop_oldest());
            sessions.replace_current(answered(Session::new(seed), 1));
        }
        assert_eq!(
            (sessions.previous.len(), &sessions.previous[0]),
            (10, &first)
        );
        assert!(sessions.would_drop_oldest());
        sessions.replace_current(Session::new(11));
        assert!(!sessions.previous.contains(&first) && !sessions.would_drop_oldest());
        let before = sessions.previous.clone();
        sessions.replace_current(Session::new(12));
        assert_eq!(sessions.previous, before);
    }
}
