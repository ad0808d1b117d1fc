//! Persistence as a whole: two pages, hosts, a failing store, and a visitor who answers, erases, reloads. Whatever the
//! order of events, no answer is lost without a word, and nothing is written without permission.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;
use which_end_core::embed::options::Storage;
use which_end_core::persistence::{Device, Effect, Event, Message, Persistence, Reason};
use which_end_core::record::{Record, RecordStore, Slot, set_all_aside};

use crate::record_support::{Fault, SharedStore, record_of};

/// What the visitor, a host or the browser does next.
#[derive(Clone, Copy, Debug)]
enum Act {
    Answer,
    /// Ends the session, so that it becomes a previous one.
    Retake,
    Agree,
    Decline,
    Hosts(Storage),
    /// The page hears of the other one.
    OtherTab,
    Reload,
    /// Reloads after starts that failed with the stored record.
    ReloadAfterFailedStarts,
    Fail(Fault),
}

/// A page, with the executor of its effects.
struct Page {
    id: u64,
    machine: Persistence,
    store: Option<RecordStore<SharedStore>>,
    shown: Record,
    messages: Vec<Message>,
    /// Every answer given here since the page was loaded.
    given: BTreeSet<u64>,
    setting: Storage,
    has_failed_starts: bool,
    /// As `sessionStorage`: survives a reload.
    last_rev: u64,
}

/// What both pages share.
#[derive(Default)]
struct Browser {
    slots: SharedStore,
    consent: bool,
    /// Makes ids, seeds and answers unique.
    count: u64,
    /// The answers of every text that a page set aside and offered as a file.
    offered: BTreeSet<u64>,
}

impl Browser {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    fn is_refusing(&self) -> bool {
        matches!(self.slots.fault.get(), Fault::Blocked | Fault::ReadThrows)
    }

    fn texts(&self) -> Vec<Option<String>> {
        Slot::ALL.map(|slot| self.slots.text(slot)).to_vec()
    }
}

impl Page {
    fn load(browser: &mut Browser, setting: Storage, last_rev: u64) -> Self {
        Self::load_after(browser, setting, last_rev, false)
    }

    fn load_after(
        browser: &mut Browser,
        setting: Storage,
        last_rev: u64,
        has_failed_starts: bool,
    ) -> Self {
        let mut page = Self {
            id: browser.next(),
            machine: Persistence::default(),
            store: None,
            shown: Record::default(),
            messages: Vec::new(),
            given: BTreeSet::new(),
            setting,
            has_failed_starts,
            last_rev,
        };
        page.follow_hosts(browser, setting);
        page
    }

    fn follow_hosts(&mut self, browser: &mut Browser, setting: Storage) {
        self.setting = setting;
        let device = if browser.is_refusing() {
            Err("blocked".to_owned())
        } else {
            Ok(self.device(browser))
        };
        self.report(browser, Event::HostsChanged { setting, device });
    }

    fn device(&self, browser: &Browser) -> Device {
        Device {
            has_consent: browser.consent,
            has_record: Slot::LIVE
                .iter()
                .any(|slot| browser.slots.text(*slot).is_some()),
            has_failed_starts: self.has_failed_starts,
            last_rev: self.last_rev,
        }
    }

    fn report(&mut self, browser: &mut Browser, event: Event) {
        let (next, effects) = std::mem::take(&mut self.machine).step(event, &self.shown);
        self.machine = next;
        for effect in effects {
            self.execute(browser, effect);
        }
    }

    fn execute(&mut self, browser: &mut Browser, effect: Effect) {
        match effect {
            Effect::Open if browser.is_refusing() => {
                self.report(browser, Event::Refused("blocked".to_owned()));
            }
            Effect::Open => {
                let (store, stored, errors) = RecordStore::open(browser.slots.clone(), self.id);
                let rev = store.rev();
                self.store = Some(store);
                let opened = Event::Opened {
                    stored: Box::new(stored),
                    left_out: 0,
                    rev,
                    last_rev: self.last_rev,
                    errors,
                };
                self.report(browser, opened);
            }
            Effect::Close => self.store = None,
            Effect::SetAside(reason) => {
                let texts = set_all_aside(&mut browser.slots.clone());
                self.has_failed_starts &= texts.is_err();
                self.report(browser, Event::SetAside { reason, texts });
            }
            Effect::StoreConsent => browser.consent |= self.store.is_some(),
            Effect::Save(record) => {
                let store = self.store.as_mut().expect("only an open store is saved to");
                let outcome = store.save(&record);
                self.report(browser, Event::SaveEnded(record, outcome));
            }
            Effect::Compare => {
                let store = self.store.as_mut().expect("only an open store is compared");
                let adopted = store.adopt();
                self.report(
                    browser,
                    Event::Compared {
                        adopted,
                        left_out: 0,
                    },
                );
            }
            Effect::RememberRev => {
                self.last_rev = self.store.as_ref().map_or(0, RecordStore::rev);
            }
            Effect::ForgetRev => self.last_rev = 0,
            Effect::Show(record) => {
                self.shown = *record;
                // Changes of the record reach the machine, as in the application.
                self.report(browser, Event::Changed);
            }
            Effect::Tell(message) => {
                if let Message::SetAside { texts, .. } = &message {
                    browser
                        .offered
                        .extend(texts.iter().flat_map(|text| answers_in(text)));
                }
                self.messages.push(message);
            }
            Effect::Retract(topic) => self.messages.retain(|message| !message.is_about(topic)),
        }
    }

    fn act(&mut self, browser: &mut Browser, act: Act) {
        match act {
            Act::Answer => {
                let answer = browser.next();
                self.given.insert(answer);
                let mut session = match &self.shown.session {
                    Some(session) => serde_json::to_value(session).expect("a session is JSON"),
                    None => crate::record_support::run(browser.next(), 0),
                };
                session["answers"].as_array_mut().expect("a list").push(
                    json!({"item": format!("item-{answer}"), "version": 1, "response": {"choice": 1}}),
                );
                let mut record = serde_json::to_value(&self.shown).expect("a record is JSON");
                record["session"] = session;
                self.shown = record_of(record);
                self.report(browser, Event::Changed);
            }
            Act::Retake => {
                let done = self.shown.session.take();
                self.shown.earlier.extend(done);
                self.report(browser, Event::Changed);
            }
            Act::Agree => self.report(browser, Event::Agreed(self.device(browser))),
            Act::Decline => self.report(browser, Event::Declined),
            Act::Hosts(setting) => self.follow_hosts(browser, setting),
            Act::OtherTab => self.report(browser, Event::OtherTab),
            Act::Reload => *self = Self::load(browser, self.setting, self.last_rev),
            Act::ReloadAfterFailedStarts => {
                *self = Self::load_after(browser, self.setting, self.last_rev, true);
            }
            Act::Fail(fault) => browser.slots.fail(fault),
        }
    }

    fn told(&self, test: impl Fn(&Message) -> bool) -> bool {
        self.messages.iter().any(test)
    }

    /// Whether the visitor was told of everything given here that is not shown.
    fn accounts_for_everything(&self, browser: &Browser) -> bool {
        let mut held = answers(&self.shown);
        held.extend(&browser.offered);
        for message in &self.messages {
            if let Message::ClearedElsewhere(record) = message {
                held.extend(answers(record));
            }
        }
        self.given.is_subset(&held)
            || self.told(|message| matches!(message, Message::OldestDropped(_)))
    }

    fn is_saving(&self) -> bool {
        matches!(self.machine, Persistence::Saving { .. })
    }

    /// Whether a reload keeps everything, as far as the visitor knows.
    fn looks_saved(&self) -> bool {
        self.is_saving()
            && !self.told(|message| {
                matches!(
                    message,
                    Message::NotSaved(_) | Message::Newer | Message::OldestDropped(_)
                )
            })
    }
}

/// The answers of all sessions of a record.
fn answers(record: &Record) -> BTreeSet<u64> {
    let sessions = record.earlier.iter().chain(&record.session);
    sessions
        .flat_map(which_end_core::quiz::session::Session::answers)
        .map(|answer| {
            let number = answer.item.as_str().strip_prefix("item-");
            number
                .and_then(|number| number.parse().ok())
                .expect("a name of this test")
        })
        .collect()
}

/// The answers in a stored text, which may be damaged.
fn answers_in(text: &str) -> Vec<u64> {
    let names = text.split("item-").skip(1);
    names
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect()
}

fn any_act() -> impl Strategy<Value = Act> {
    let setting = prop::sample::select(vec![Storage::Local, Storage::Ask, Storage::Off]);
    let fault = prop::sample::select(vec![
        Fault::None,
        Fault::None,
        Fault::Blocked,
        Fault::ReadThrows,
        Fault::Full,
        Fault::NotStored,
        Fault::HalfKept,
        Fault::RemoveThrows,
    ]);
    prop_oneof![
        8 => Just(Act::Answer),
        1 => Just(Act::Retake),
        2 => Just(Act::Agree),
        1 => Just(Act::Decline),
        3 => setting.prop_map(Act::Hosts),
        4 => Just(Act::OtherTab),
        2 => Just(Act::Reload),
        1 => Just(Act::ReloadAfterFailedStarts),
        3 => fault.prop_map(Act::Fail),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_answer_is_lost_without_a_word_and_nothing_is_written_without_permission(
        acts in prop::collection::vec((0..2_usize, any_act()), 1..40),
    ) {
        let mut browser = Browser::default();
        let mut pages = [
            Page::load(&mut browser, Storage::Local, 0),
            Page::load(&mut browser, Storage::Ask, 0),
        ];
        for (index, act) in acts {
            let page = &mut pages[index];
            let before = browser.texts();
            let shown = answers(&page.shown);
            let looked_saved = page.looks_saved();
            page.act(&mut browser, act);
            prop_assert!(!page.told(|message| *message == Message::Newer), "no newer version is here");
            prop_assert!(page.accounts_for_everything(&browser), "page {index} after {act:?}");
            if !page.is_saving() {
                prop_assert_eq!(&before, &browser.texts(), "page {} after {:?}", index, act);
            }
            // What looked saved is there after a reload if the page may read it, or was offered as a file.
            if matches!(act, Act::Reload | Act::ReloadAfterFailedStarts) && looked_saved && page.looks_saved() {
                let told = page.told(|message| matches!(
                    message,
                    Message::SetAside { .. } | Message::Incomplete(_) | Message::RolledBack
                ));
                prop_assert!(told || shown.is_subset(&(&answers(&page.shown) | &browser.offered)), "page {index} after a reload");
            }
        }
        // Once the store works again and both pages have heard of each other, they show the same.
        browser.slots.fail(Fault::None);
        for _ in 0..3 {
            for page in &mut pages {
                page.report(&mut browser, Event::Changed);
                page.report(&mut browser, Event::OtherTab);
            }
        }
        if pages.iter().all(Page::is_saving) {
            prop_assert_eq!(&pages[0].shown, &pages[1].shown);
        }
    }
}

/// Protects what a visitor erased: nothing of it returns, on this page or on the other, which offers it as a file.
#[test]
fn erasing_on_one_page_reaches_the_other_and_can_be_undone_there() {
    let mut browser = Browser::default();
    let mut here = Page::load(&mut browser, Storage::Local, 0);
    here.act(&mut browser, Act::Answer);
    let mut there = Page::load(&mut browser, Storage::Local, 0);
    let shown = there.shown.clone();
    assert_eq!(answers(&shown).len(), 1);
    let erased = here.store.as_mut().expect("saving").erase();
    assert_eq!(erased, Ok(()));
    here.report(&mut browser, Event::Cleared);
    there.act(&mut browser, Act::OtherTab);
    assert_eq!(
        (&here.shown, &there.shown),
        (&Record::default(), &Record::default())
    );
    assert_eq!(there.messages, [Message::ClearedElsewhere(Box::new(shown))]);
    assert_eq!(browser.texts(), vec![None; 4]);
}

/// Protects the visitor's choice: whoever declines is not asked again, whatever hosts do later.
#[test]
fn who_declines_is_not_asked_again() {
    let mut browser = Browser::default();
    let mut page = Page::load(&mut browser, Storage::Ask, 0);
    assert_eq!(page.messages, [Message::AskToSave]);
    page.act(&mut browser, Act::Decline);
    for setting in [Storage::Local, Storage::Ask, Storage::Off] {
        page.act(&mut browser, Act::Hosts(setting));
    }
    assert_eq!(page.machine, Persistence::Declined);
    assert_eq!(page.messages.len(), 1);
}

/// Protects the start after failed starts: a record that cannot even be moved away is not opened, and the visitor learns
/// that nothing is saved.
#[test]
fn a_record_that_cannot_be_set_aside_is_not_opened() {
    let mut browser = Browser::default();
    let mut page = Page::load(&mut browser, Storage::Local, 0);
    page.act(&mut browser, Act::Answer);
    browser.slots.fail(Fault::RemoveThrows);
    page.act(&mut browser, Act::ReloadAfterFailedStarts);
    assert_eq!(page.machine, Persistence::Unavailable);
    assert!(page.store.is_none());
    assert!(matches!(
        page.messages[..],
        [Message::NotPersisted(Reason::Browser(_))]
    ));
}

/// Protects a host's setting after failed starts: where nothing may be saved, nothing is moved either. What could not be
/// read is set aside once the visitor agrees.
#[test]
fn failed_starts_touch_nothing_without_permission() {
    let mut browser = Browser::default();
    let mut page = Page::load(&mut browser, Storage::Local, 0);
    page.act(&mut browser, Act::Answer);
    let before = browser.texts();
    for setting in [Storage::Off, Storage::Ask] {
        page.setting = setting;
        page.act(&mut browser, Act::ReloadAfterFailedStarts);
        assert_eq!(browser.texts(), before, "{setting:?}");
    }
    assert_eq!(page.messages, [Message::AskToSave]);
    page.act(&mut browser, Act::Agree);
    assert!(page.is_saving() && page.told(|message| matches!(message, Message::SetAside { .. })));
    assert_eq!(page.shown, Record::default());
}
