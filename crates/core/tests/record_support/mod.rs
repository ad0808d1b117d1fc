//! Records for tests, and a store that fails on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use serde_json::{Value, json};
use which_end_core::record::{Record, Slot, SlotStore, StoreError};

/// A record from its JSON.
pub(crate) fn record_of(value: Value) -> Record {
    serde_json::from_value(value).expect("the test writes records of the present shape")
}

/// A session with this many answers.
pub(crate) fn run(seed: u64, answers: usize) -> Value {
    let answers: Vec<Value> = (0..answers)
        .map(|n| json!({"item": format!("item-{n}"), "version": 1, "response": {"choice": n % 5}}))
        .collect();
    json!({"seed": seed, "answers": answers, "taken_back": [], "seen": [], "keep_going": false, "reopened": null})
}

/// A record whose session has this many answers.
pub(crate) fn record(answers: usize) -> Record {
    record_of(json!({
        "session": run(7, answers), "earlier": [], "preferences": {"theme": "dark"},
        "pay": {"role": "back-end", "years": 4, "country": "DE", "stack": ["Rust"], "workplace": "in-person"},
    }))
}

/// The number of answers in a record's session.
pub(crate) fn answers(record: &Record) -> usize {
    record
        .session
        .as_ref()
        .map_or(0, |session| session.answers().len())
}

/// Any record that the page can have.
pub(crate) fn any_record() -> impl Strategy<Value = Record> {
    let name = "[a-z0-9-]{1,40}";
    let response = prop_oneof![
        any::<u8>().prop_map(|n| json!({"choice": n})),
        Just(json!("skipped"))
    ];
    let answer = (name, any::<u16>(), response).prop_map(
        |(item, version, response)| json!({"item": item, "version": version, "response": response}),
    );
    let run = (
        any::<u64>(),
        prop::collection::vec(answer.clone(), 0..12),
        prop::collection::vec(answer, 0..4),
        prop::collection::vec(name, 0..12),
        any::<bool>(),
        prop::option::of(name),
    )
        .prop_map(|(seed, answers, taken_back, seen, keep_going, reopened)| {
            json!({"seed": seed, "answers": answers, "taken_back": taken_back, "seen": seen,
                "keep_going": keep_going, "reopened": reopened})
        });
    let query = (
        prop::sample::select(vec!["back-end", "front-end", "full-stack"]),
        0..=50_u8,
        "[A-Z]{2}",
        prop::collection::btree_set("[A-Za-z+#. éß\"\\\\]{1,40}", 0..6),
        prop::sample::select(vec![json!(null), json!("in-person"), json!("remote-or-hybrid")]),
        prop::sample::select(vec![json!(null), json!("2-19"), json!("10000-plus")]),
        prop::sample::select(vec![json!(null), json!("individual-contributor"), json!("people-manager")]),
    )
        .prop_map(|(role, years, country, stack, workplace, size, manages)| {
            json!({"role": role, "years": years, "country": country, "stack": stack, "workplace": workplace, "size": size, "manages": manages})
        });
    let theme = prop::sample::select(vec!["auto", "light", "dark"]);
    (prop::option::of(run.clone()), prop::collection::vec(run, 0..4), prop::option::of(query), theme).prop_map(
        |(session, earlier, pay, theme)| {
            record_of(json!({"session": session, "earlier": earlier, "pay": pay, "preferences": {"theme": theme}}))
        },
    )
}

/// A way for a store to fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Works.
    #[default]
    None,
    /// Every call throws.
    Blocked,
    /// Reads fail, writes work.
    ReadThrows,
    /// Writes fail because the store is full; the old text stays.
    Full,
    /// Writes seem to succeed but store nothing.
    NotStored,
    /// Writes store the first half only.
    HalfKept,
    /// Removals fail.
    RemoveThrows,
}

/// A store shared by several tabs, with other programs' keys, that fails on demand.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedStore {
    pub(crate) texts: Rc<RefCell<BTreeMap<Slot, String>>>,
    pub(crate) fault: Rc<Cell<Fault>>,
}

impl SharedStore {
    pub(crate) fn text(&self, slot: Slot) -> Option<String> {
        self.texts.borrow().get(&slot).cloned()
    }

    pub(crate) fn set(&self, slot: Slot, text: impl Into<String>) {
        self.texts.borrow_mut().insert(slot, text.into());
    }

    pub(crate) fn fail(&self, fault: Fault) {
        self.fault.set(fault);
    }

    /// The live slot with the higher revision.
    pub(crate) fn newest_slot(&self) -> Slot {
        let rev = |slot| {
            self.text(slot)
                .map(|text| field(&text, "rev").as_u64().expect("a number"))
        };
        if rev(Slot::A) >= rev(Slot::B) {
            Slot::A
        } else {
            Slot::B
        }
    }
}

/// A field of an envelope.
pub(crate) fn field(text: &str, name: &str) -> Value {
    let envelope: Value = serde_json::from_str(text).expect("an envelope is JSON");
    envelope[name].clone()
}

fn refused() -> StoreError {
    StoreError::Refused("SecurityError".to_owned())
}

impl SlotStore for SharedStore {
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError> {
        match self.fault.get() {
            Fault::Blocked | Fault::ReadThrows => Err(refused()),
            _ => Ok(self.text(slot)),
        }
    }

    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError> {
        match self.fault.get() {
            Fault::Blocked => return Err(refused()),
            Fault::Full => return Err(StoreError::Full),
            Fault::NotStored => {}
            Fault::HalfKept => self.set(slot, &text[..text.floor_char_boundary(text.len() / 2)]),
            Fault::None | Fault::ReadThrows | Fault::RemoveThrows => self.set(slot, text),
        }
        Ok(())
    }

    fn remove(&mut self, slot: Slot) -> Result<(), StoreError> {
        match self.fault.get() {
            Fault::Blocked | Fault::RemoveThrows => Err(refused()),
            _ => {
                self.texts.borrow_mut().remove(&slot);
                Ok(())
            }
        }
    }
}

/// An envelope with a valid checksum, computed without the code under test: CRC-32 by its definition, bit by bit.
pub(crate) fn sealed(schema: u32, rev: u64, body: &Value) -> String {
    let body = body.to_string();
    let mut crc = !0_u32;
    for byte in format!("{schema}\n{rev}\nfe\n{body}").bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    format!(
        r#"{{"schema":{schema},"rev":{rev},"writer":"fe","checksum":"{:08x}","body":{body}}}"#,
        !crc
    )
}
