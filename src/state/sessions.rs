//! The visitor's runs through the quiz.

use leptos::prelude::*;
use which_end_core::quiz::item::ItemId;
use which_end_core::quiz::session::{Response, Session, Step, StopReason, Turn};
use which_end_core::record::MOST_EARLIER;

use crate::dataset::{bank, bank_model};
use crate::platform::early::EarlyAnswer;

/// The present run and the finished ones before it.
#[derive(Clone, Debug, Default, PartialEq)]
struct SessionsValue {
    current: Option<Session>,
    earlier: Vec<Session>,
}

impl SessionsValue {
    /// Puts a run among the earlier ones, of which the newest are kept.
    fn archive(&mut self, run: Session) {
        self.earlier.push(run);
        let surplus = self.earlier.len().saturating_sub(MOST_EARLIER);
        self.earlier.drain(..surplus);
    }

    /// Whether putting the present run by drops the oldest of the earlier ones.
    fn would_drop_oldest(&self) -> bool {
        let holds_answers = |run: &Session| !run.answers().is_empty();
        self.earlier.len() >= MOST_EARLIER && self.current.as_ref().is_some_and(holds_answers)
    }

    /// Makes `first` the present run where there is none. It knows what was asked before it: a run that was begun again and
    /// had no answer yet is not kept, and its visitor comes back to a new one.
    fn begin(&mut self, first: Session) {
        if self.current.is_none() {
            self.current = Some(match self.earlier.last() {
                Some(done) => first.after(done),
                None => first,
            });
        }
    }

    /// Makes `next` the present run, which knows what was asked before it. The one it follows goes among the earlier
    /// ones; without an answer it would only take the place of one that says something.
    fn go_on_with(&mut self, next: Session) {
        let Some(done) = self.current.take() else {
            self.current = Some(next);
            return;
        };
        self.current = Some(next.after(&done));
        if !done.answers().is_empty() {
            self.archive(done);
        }
    }

    /// Whether the present run has no answer and the one before it has some that the questions of today still know.
    fn can_return(&self) -> bool {
        let no_answer = |run: &Session| run.given(bank_model()).is_empty();
        self.current.as_ref().is_none_or(no_answer)
            && self.earlier.last().is_some_and(|run| !no_answer(run))
    }
}

/// The visitor's runs through the quiz.
#[derive(Clone, Copy)]
pub struct Sessions {
    value: RwSignal<SessionsValue>,
    /// Where the present run stands, or a new one: worked out once for all who ask, since choosing an item is what costs.
    turn: Memo<Turn<'static>>,
    /// Makes seeds for new sessions; given by the caller, since nothing here draws lots.
    seed: StoredValue<fn() -> u64>,
}

impl Sessions {
    /// No run yet.
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

    /// What is kept of the sessions: the present one, once it has an answer, and those before it.
    pub(super) fn saved(self) -> (Option<Session>, Vec<Session>) {
        let SessionsValue { current, earlier } = self.value.get();
        // A run with no answer yet is not worth keeping: only a visit to the view began it.
        (current.filter(|session| !session.is_untouched()), earlier)
    }

    /// Replaces all sessions.
    pub(super) fn restore(self, current: Option<Session>, earlier: Vec<Session>) {
        self.value.set(SessionsValue { current, earlier });
    }

    /// Begins a run where there is none.
    pub fn begin(self) {
        if self.value.with_untracked(|value| value.current.is_none()) {
            let seed = self.draw();
            self.value.update(|value| value.begin(Session::new(seed)));
        }
    }

    /// Whether there is no present run, not even one without an answer.
    pub fn is_none(self) -> bool {
        self.value.with(|value| value.current.is_none())
    }

    /// Takes over answers given on the static page, and returns how many were left out. Answers that the run holds already are
    /// passed over. Stops at the first that does not fit the open item: one before it has no answer, or the static page is older
    /// than the application.
    pub fn take_early(self, answers: &[EarlyAnswer]) -> usize {
        if answers.is_empty() {
            return 0;
        }
        self.begin();
        let held = untrack(|| self.with_current(|run| run.answers().to_vec()));
        let is_held = |early: &EarlyAnswer| {
            held.iter().any(|answer| {
                answer.item.as_str() == early.item && answer.response == early.response()
            })
        };
        let new: Vec<&EarlyAnswer> = answers.iter().filter(|early| !is_held(early)).collect();
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

    /// Reads the present run, or a new one that is not kept.
    pub fn with_current<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.value.with(|value| match &value.current {
            Some(session) => read(session),
            None => read(&Session::new(0)),
        })
    }

    /// Reads the present run, where one was begun.
    pub fn with_existing<T>(self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.value.with(|value| value.current.as_ref().map(read))
    }

    /// Items answered or skipped in the present run.
    pub fn given(self) -> usize {
        self.value.with(|value| {
            value
                .current
                .as_ref()
                .map_or(0, |session| session.answers().len())
        })
    }

    /// Items answered, not skipped, in the present run.
    pub fn answered(self) -> usize {
        self.with_current(Session::answered)
    }

    /// Checks among what was given in the present run.
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

    /// Whether the present run has nothing left to ask for now.
    pub fn finished(self) -> bool {
        self.stopped_because().is_some()
    }

    /// Why the present run asks nothing now; none while it asks.
    pub fn stopped_because(self) -> Option<StopReason> {
        self.turn.with(|turn| match turn.step {
            Step::Ask { .. } => None,
            Step::Done(reason) => Some(reason),
        })
    }

    /// Where the present run stands, or a new one that is not kept.
    pub fn turn(self) -> Turn<'static> {
        self.turn.get()
    }

    /// Gives an answer to the open item. An answer that does not fit changes nothing.
    pub fn respond(self, response: Response) {
        let Step::Ask { item, .. } = self.turn.with_untracked(|turn| turn.step.clone()) else {
            return;
        };
        self.change(|session| session.respond_to(item, response).is_ok());
    }

    /// Takes the last answer back.
    pub fn undo(self) {
        self.change(Session::undo);
    }

    /// Lets a finished run go on.
    pub fn keep_going(self) {
        self.change(|session| {
            session.keep_going();
            true
        });
    }

    /// Puts the present run among the earlier ones and begins another with other items.
    pub fn retake(self) {
        let seed = self.draw();
        self.value.update(|value| {
            if value.current.is_some() {
                value.go_on_with(Session::new(seed));
            }
        });
    }

    /// Takes a shared run over as the present one. A run of the visitor's own goes among the earlier ones.
    pub fn take_shared(self, run: Session) {
        self.value.update(|value| value.go_on_with(run));
    }

    /// Whether the present run has no answer and there is one before it to go back to.
    pub fn can_return(self) -> bool {
        self.value.with(SessionsValue::can_return)
    }

    /// Makes the run before the present one, which has no answer, the present one again.
    pub fn return_to_last(self) {
        self.value.maybe_update(|value| {
            let possible = value.can_return();
            if possible {
                value.current = value.earlier.pop();
            }
            possible
        });
    }

    /// Whether the next run, begun or taken over, drops the oldest of the earlier ones.
    pub fn would_drop_oldest(self) -> bool {
        self.value.with(SessionsValue::would_drop_oldest)
    }

    /// Reads the runs before the present one, oldest first.
    pub fn with_earlier<T>(self, read: impl FnOnce(&[Session]) -> T) -> T {
        self.value.with(|value| read(&value.earlier))
    }

    fn draw(self) -> u64 {
        self.seed.with_value(|seed| seed())
    }

    fn change(self, change: impl FnOnce(&mut Session) -> bool) {
        self.value
            .maybe_update(|value| value.current.as_mut().is_some_and(change));
    }
}

/// The sessions.
pub fn use_sessions() -> Sessions {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(mut run: Session, answers: usize) -> Session {
        for _ in 0..answers {
            run.respond(bank(), Response::Choice(1))
                .expect("every item has a second choice");
        }
        run
    }

    fn items(run: &Session) -> Vec<&str> {
        run.answers()
            .iter()
            .map(|answer| answer.item.as_str())
            .collect()
    }

    /// Protects who takes a shared result over: “Begin again” afterwards asks what neither run has asked.
    #[test]
    fn a_shared_run_does_not_make_the_page_forget_what_it_asked() {
        let own = answered(Session::new(1), 12);
        let shared = answered(Session::new(2), 12);
        let mut sessions = SessionsValue {
            current: Some(own.clone()),
            earlier: Vec::new(),
        };
        // An untouched retake holds no answer, but all that is known of the runs before it.
        sessions.go_on_with(Session::new(3));
        sessions.go_on_with(shared.clone());
        assert_eq!(sessions.earlier, std::slice::from_ref(&own));
        sessions.go_on_with(Session::new(4));
        let again = answered(sessions.current.expect("begun"), 20);
        for item in items(&again) {
            assert!(!items(&own).contains(&item) && !items(&shared).contains(&item));
        }
    }

    /// Protects who comes back after “Begin again”: the new run asks nothing that the last one asked.
    #[test]
    fn a_run_begun_after_others_asks_something_else() {
        let own = answered(Session::new(1), 12);
        let mut sessions = SessionsValue {
            current: None,
            earlier: vec![own.clone()],
        };
        sessions.begin(Session::new(2));
        let again = answered(sessions.current.expect("begun"), 20);
        assert!(items(&again).iter().all(|item| !items(&own).contains(item)));
    }

    /// Protects who pressed “Begin again” by a slip: the way back is open until there is an answer, and leads to that run.
    #[test]
    fn the_way_back_is_open_until_there_is_an_answer() {
        let own = answered(Session::new(1), 12);
        let mut sessions = SessionsValue::default();
        assert!(!sessions.can_return());
        sessions.earlier.push(Session::new(0));
        assert!(
            !sessions.can_return(),
            "a run that says nothing is no result"
        );
        sessions.earlier.clear();
        sessions.begin(own.clone());
        assert!(!sessions.can_return());
        sessions.go_on_with(Session::new(2));
        assert!(sessions.can_return() && sessions.earlier == [own]);
        let begun = answered(sessions.current.take().expect("begun"), 1);
        sessions.current = Some(begun);
        assert!(!sessions.can_return());
    }

    /// Protects earlier attempts: the page says beforehand when one will be dropped, and an empty run drops none.
    #[test]
    fn a_full_list_is_known_before_it_drops_an_attempt() {
        let first = answered(Session::new(0), 2);
        let mut sessions = SessionsValue {
            current: Some(first.clone()),
            earlier: Vec::new(),
        };
        for seed in 1..=10 {
            assert!(!sessions.would_drop_oldest());
            sessions.go_on_with(answered(Session::new(seed), 1));
        }
        assert_eq!((sessions.earlier.len(), &sessions.earlier[0]), (10, &first));
        assert!(sessions.would_drop_oldest());
        sessions.go_on_with(Session::new(11));
        assert!(!sessions.earlier.contains(&first) && !sessions.would_drop_oldest());
        let kept = sessions.earlier.clone();
        sessions.go_on_with(Session::new(12));
        assert_eq!(sessions.earlier, kept);
    }
}
