//! What the page knows, as three signals behind newtypes: the runs, the pay query, the preferences.
//!
//! Rooms read them through narrow memos and change them through named operations. Nothing here touches the browser;
//! `keep.rs` saves.

use leptos::prelude::*;
use which_end_core::pay::query::{
    AreaCode, CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace, Years,
};
use which_end_core::pay::rates::Unit;
use which_end_core::quiz::item::ItemId;
use which_end_core::quiz::session::{Response, Session, Step, StopReason, Turn};
use which_end_core::record::{MOST_EARLIER, Preferences, Record, Theme};

use crate::dataset::{bank_model, dataset};
use crate::platform::early::EarlyAnswer;

/// The present run and the finished ones before it.
#[derive(Clone, Debug, Default, PartialEq)]
struct RunsValue {
    current: Option<Session>,
    earlier: Vec<Session>,
}

impl RunsValue {
    /// Puts a run among the earlier ones, of which the newest are kept.
    fn put_by(&mut self, run: Session) {
        self.earlier.push(run);
        let surplus = self.earlier.len().saturating_sub(MOST_EARLIER);
        self.earlier.drain(..surplus);
    }

    /// Whether putting the present run by drops the oldest of the earlier ones.
    fn would_drop_oldest(&self) -> bool {
        let holds_answers = |run: &Session| !run.answers().is_empty();
        self.earlier.len() >= MOST_EARLIER && self.current.as_ref().is_some_and(holds_answers)
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
            self.put_by(done);
        }
    }
}

impl RunsValue {
    /// Whether the present run has no answer and there is one before it.
    fn can_return(&self) -> bool {
        let no_answer = |run: &Session| run.answers().is_empty();
        self.current.as_ref().is_none_or(no_answer) && !self.earlier.is_empty()
    }
}

/// The visitor's runs through the quiz.
#[derive(Clone, Copy)]
pub struct Runs {
    value: RwSignal<RunsValue>,
    /// Where the present run stands, or a new one: worked out once for all who ask, since choosing an item is what costs.
    turn: Memo<Turn<'static>>,
    /// Makes seeds for new runs; given by the caller, since nothing here draws lots.
    seed: StoredValue<fn() -> u64>,
}

impl Runs {
    /// Begins a run where there is none.
    pub fn begin(self) {
        if self.value.with_untracked(|value| value.current.is_none()) {
            let seed = self.draw();
            self.value
                .update(|value| value.current = Some(Session::new(seed)));
        }
    }

    /// Takes over answers given on the readable page, where there is no run yet. Stops at the first that does not fit
    /// the open item: the readable page may be older than the application.
    pub fn take_early(self, answers: &[EarlyAnswer]) {
        if answers.is_empty() || self.value.with_untracked(|value| value.current.is_some()) {
            return;
        }
        self.begin();
        for answer in answers {
            let fits = self.turn.with_untracked(|turn| match turn.step {
                Step::Ask { item, .. } => {
                    item.id.as_str() == answer.item && item.version == answer.version
                }
                Step::Done(_) => false,
            });
            if !fits {
                return;
            }
            self.respond(Response::Choice(answer.choice));
        }
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
            let is_check = |id: &ItemId| {
                dataset()
                    .bank
                    .get(id)
                    .is_some_and(|item| !item.body.measures())
            };
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
        self.value.with(RunsValue::can_return)
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
        self.value.with(RunsValue::would_drop_oldest)
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

/// The question put to the pay model, the one it is compared with, and in what answers are shown.
#[derive(Clone, Copy)]
pub struct Pay {
    /// None until the visitor touches it.
    asked: RwSignal<Option<PayQuery>>,
    /// None while nothing is compared.
    beside: RwSignal<Option<PayQuery>>,
    /// Never kept: rates grow old.
    unit: RwSignal<Unit>,
}

impl Pay {
    /// The query, or the one the page starts with.
    pub fn query(self) -> PayQuery {
        self.asked.get().unwrap_or_default()
    }

    /// The query that was kept to compare with.
    pub fn beside(self) -> Option<PayQuery> {
        self.beside.get()
    }

    /// Keeps the query to compare later ones with.
    pub fn keep_beside(self) {
        let query = self.asked.get_untracked().unwrap_or_default();
        self.beside.set(Some(query));
    }

    /// Asks for the kept query again, and keeps the present one in its stead.
    pub fn swap(self) {
        let query = self.asked.get_untracked().unwrap_or_default();
        if let Some(beside) = self.beside.get_untracked() {
            self.asked.set(Some(beside));
            self.beside.set(Some(query));
        }
    }

    /// Compares no longer.
    pub fn drop_beside(self) {
        self.beside.set(None);
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

    /// Sets the role.
    pub fn set_role(self, role: Role) {
        self.change(|query| query.role = role);
    }

    /// Sets the years of paid work.
    pub fn set_years(self, years: Years) {
        self.change(|query| query.years = years);
    }

    /// Moves to the middle of a tier.
    pub fn set_tier(self, tier: Tier) {
        self.change(|query| query.set_tier(tier));
    }

    /// Sets the country.
    pub fn set_country(self, country: CountryCode) {
        self.change(|query| query.set_country(country));
    }

    /// Sets where in the country; none for not stated.
    pub fn set_area(self, area: Option<AreaCode>) {
        self.change(|query| query.area = area);
    }

    /// Adds or removes a language or framework.
    pub fn set_technology(self, technology: &Technology, on: bool) {
        self.change(|query| query.set_technology(technology, on));
    }

    /// Sets where the work is done; none for not stated.
    pub fn set_workplace(self, workplace: Option<Workplace>) {
        self.change(|query| query.workplace = workplace);
    }

    /// Sets how many people the company has; none for not stated.
    pub fn set_size(self, size: Option<CompanySize>) {
        self.change(|query| query.size = size);
    }

    /// Sets whether people are led; none for not stated.
    pub fn set_manages(self, manages: Option<Manages>) {
        self.change(|query| query.manages = manages);
    }

    fn change(self, change: impl FnOnce(&mut PayQuery)) {
        self.asked
            .update(|query| change(query.get_or_insert_default()));
    }
}

/// Choices about the page itself.
#[derive(Clone, Copy)]
pub struct Choices {
    kept: RwSignal<Preferences>,
    /// What the page around us asked for; never kept.
    host_theme: RwSignal<Theme>,
}

impl Choices {
    /// Light, dark, or as the device says.
    pub fn theme(self) -> Theme {
        self.kept.with(|preferences| preferences.theme)
    }

    /// The colors to show: the visitor's choice, or else the host's.
    pub fn shown_theme(self) -> Theme {
        match self.theme() {
            Theme::Auto => self.host_theme.get(),
            chosen => chosen,
        }
    }

    /// Sets the colors that the page around us asks for.
    pub fn set_host_theme(self, theme: Theme) {
        self.host_theme.set(theme);
    }

    /// Sets the colours.
    pub fn set_theme(self, theme: Theme) {
        self.kept.update(|preferences| preferences.theme = theme);
    }
}

/// All state, for those who save, restore and erase it.
#[derive(Clone, Copy)]
pub struct State {
    runs: Runs,
    pay: Pay,
    choices: Choices,
}

impl State {
    /// Takes a record over and hands the parts out as contexts.
    pub fn provide(record: Record, seed: fn() -> u64) -> Self {
        let value = RwSignal::new(RunsValue::default());
        let turn = Memo::new(move |_| {
            value.with(|value| match &value.current {
                Some(session) => session.turn_in(bank_model()),
                None => Session::new(0).turn_in(bank_model()),
            })
        });
        let state = Self {
            runs: Runs {
                value,
                turn,
                seed: StoredValue::new(seed),
            },
            pay: Pay {
                asked: RwSignal::new(None),
                beside: RwSignal::new(None),
                unit: RwSignal::new(Unit::default()),
            },
            choices: Choices {
                kept: RwSignal::new(Preferences::default()),
                host_theme: RwSignal::new(Theme::Auto),
            },
        };
        state.restore(record);
        provide_context(state);
        provide_context(state.runs);
        provide_context(state.pay);
        provide_context(state.choices);
        state
    }

    /// Everything that is kept, as it stands now.
    pub fn record(self) -> Record {
        let RunsValue { current, earlier } = self.runs.value.get();
        // A run with no answer yet is not worth keeping: only a visit to the room began it.
        let session = current.filter(|session| !session.is_untouched());
        Record {
            session,
            earlier,
            pay: self.pay.asked.get(),
            pay_beside: self.pay.beside.get(),
            preferences: self.choices.kept.get(),
        }
    }

    /// Replaces everything: at the start, after an import, after another tab saved, and after erasing.
    /// Returns how many answers no longer fit the bank and were left out.
    pub fn restore(self, record: Record) -> usize {
        let Record {
            mut session,
            earlier,
            pay,
            pay_beside,
            preferences,
        } = record;
        let left_out = session
            .as_mut()
            .map_or(0, |session| session.reconcile(&dataset().bank));
        self.runs.value.set(RunsValue {
            current: session,
            earlier,
        });
        self.pay.asked.set(pay);
        self.pay.beside.set(pay_beside);
        self.choices.kept.set(preferences);
        left_out
    }
}

/// The runs.
pub fn use_runs() -> Runs {
    expect_context()
}

/// The pay query.
pub fn use_pay() -> Pay {
    expect_context()
}

/// The preferences.
pub fn use_choices() -> Choices {
    expect_context()
}

/// All state.
pub fn use_state() -> State {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(mut run: Session, answers: usize) -> Session {
        for _ in 0..answers {
            run.respond(&dataset().bank, Response::Choice(1))
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
        let mut runs = RunsValue {
            current: Some(own.clone()),
            earlier: Vec::new(),
        };
        // An untouched retake holds no answer, but all that is known of the runs before it.
        runs.go_on_with(Session::new(3));
        runs.go_on_with(shared.clone());
        assert_eq!(runs.earlier, std::slice::from_ref(&own));
        runs.go_on_with(Session::new(4));
        let again = answered(runs.current.expect("begun"), 20);
        for item in items(&again) {
            assert!(!items(&own).contains(&item) && !items(&shared).contains(&item));
        }
    }

    /// Protects earlier attempts: the page says beforehand when one will be dropped, and an empty run drops none.
    #[test]
    fn a_full_list_is_known_before_it_drops_an_attempt() {
        let first = answered(Session::new(0), 2);
        let mut runs = RunsValue {
            current: Some(first.clone()),
            earlier: Vec::new(),
        };
        for seed in 1..=10 {
            assert!(!runs.would_drop_oldest());
            runs.go_on_with(answered(Session::new(seed), 1));
        }
        assert_eq!((runs.earlier.len(), &runs.earlier[0]), (10, &first));
        assert!(runs.would_drop_oldest());
        runs.go_on_with(Session::new(11));
        assert!(!runs.earlier.contains(&first) && !runs.would_drop_oldest());
        let kept = runs.earlier.clone();
        runs.go_on_with(Session::new(12));
        assert_eq!(runs.earlier, kept);
    }
}
