//! Failures of the browser's storage: no panic, no silent loss, and the previous save intact.

use crate::record_support::{Fault, SharedStore, answers, field, record, sealed};
use serde_json::json;
use which_end_core::record::{
    Adopted, LONGEST, OpenError, ReadError, Record, RecordStore, SCHEMA, SaveError, Slot,
    StoreError, export,
};

type Opened = (RecordStore<SharedStore>, Record, Vec<OpenError>);

fn open(store: &SharedStore, tab: u64) -> Opened {
    RecordStore::open(store.clone(), tab)
}

/// A store after saves of 1, 2 and 3 answers.
fn used() -> SharedStore {
    let store = SharedStore::default();
    let (mut records, found, errors) = open(&store, 1);
    assert_eq!((found, errors), (Record::default(), Vec::new()));
    for n in 1..=3 {
        records.save(&record(n)).expect("a sound store keeps");
    }
    store
}

#[test]
fn what_was_saved_last_is_what_opens_and_slots_take_turns() {
    let store = used();
    assert_eq!(field(&store.text(Slot::A).expect("written"), "rev"), 3);
    assert_eq!(field(&store.text(Slot::B).expect("written"), "rev"), 2);
    let (mut records, found, errors) = open(&store, 2);
    assert_eq!((answers(&found), errors), (3, Vec::new()));
    records.save(&record(4)).expect("a sound store keeps");
    assert_eq!(
        field(&store.text(Slot::B).expect("written"), "rev"),
        4,
        "the older slot is written"
    );
    assert_eq!(
        field(&store.text(Slot::A).expect("written"), "rev"),
        3,
        "the newer slot is left"
    );
}

#[test]
fn a_store_that_throws_is_told_at_opening_and_at_saving() {
    let store = used();
    store.fail(Fault::Blocked);
    let (mut records, found, errors) = open(&store, 2);
    assert_eq!(found, Record::default());
    assert!(matches!(
        errors[..],
        [OpenError::Unreachable(_), OpenError::Unreachable(_)]
    ));
    assert!(matches!(
        records.save(&record(4)),
        Err(SaveError::Store(StoreError::Refused(_)))
    ));
    assert!(records.erase().is_err());
    assert!(records.set_aside_texts().is_empty());
    store.fail(Fault::None);
    assert_eq!(answers(&open(&store, 3).1), 3, "nothing was lost");
}

#[test]
fn a_page_that_could_not_read_at_first_does_not_write_over_what_it_never_saw() {
    let store = used();
    store.fail(Fault::ReadThrows);
    let (mut records, _, errors) = open(&store, 2);
    assert_eq!(errors.len(), 2);
    let before = store.texts.borrow().clone();
    assert!(records.save(&record(9)).is_err());
    assert_eq!(*store.texts.borrow(), before, "nothing is written blindly");
    store.fail(Fault::None);
    assert_eq!(records.save(&record(9)), Err(SaveError::OtherTab));
    assert!(matches!(records.adopt(), Adopted::Record(found) if answers(&found) == 3));
}

#[test]
fn each_failed_save_says_why_and_leaves_the_save_before() {
    let full = SaveError::Store(StoreError::Full);
    for (fault, error) in [
        (Fault::Full, full),
        (Fault::NotStored, SaveError::NotStored),
        (Fault::HalfKept, SaveError::NotStored),
    ] {
        let store = used();
        let (mut records, ..) = open(&store, 2);
        store.fail(fault);
        assert_eq!(records.save(&record(4)), Err(error), "{fault:?}");
        store.fail(Fault::None);
        assert_eq!(answers(&open(&store, 3).1), 3, "{fault:?}");
        records
            .save(&record(5))
            .expect("a store that works again is used again");
        assert_eq!(answers(&open(&store, 4).1), 5, "{fault:?}");
    }
}

#[test]
fn unreadable_texts_are_set_aside_and_the_copy_before_is_used() {
    let sound = used().text(Slot::A).expect("written");
    let half = sound[..sound.len() / 2].to_owned();
    let cases = [
        ("not JSON", "hello {".to_owned(), ReadError::NotOurs),
        ("empty", String::new(), ReadError::NotOurs),
        (
            "JSON of another shape",
            r#"{"answers":[1,2,3]}"#.to_owned(),
            ReadError::NotOurs,
        ),
        (
            "an older program's plain value",
            "42".to_owned(),
            ReadError::NotOurs,
        ),
        ("cut in half", half, ReadError::Damaged),
        (
            "checksum",
            sound.replace("item-1", "item-9"),
            ReadError::Damaged,
        ),
        (
            "revision changed",
            sound.replace("\"rev\":3", "\"rev\":9"),
            ReadError::Damaged,
        ),
        (
            "a field too many",
            sound.replacen('{', r#"{"extra":1,"#, 1),
            ReadError::NotOurs,
        ),
    ];
    for (case, text, expected) in cases {
        let store = used();
        store.set(Slot::A, &text);
        let (mut records, found, errors) = open(&store, 2);
        assert_eq!(answers(&found), 2, "{case}: the other slot wins");
        assert_eq!(
            errors,
            [OpenError::Unreadable {
                why: expected,
                text: text.clone(),
                stored: true,
                older: true,
            }],
            "{case}"
        );
        assert_eq!(records.set_aside_texts(), [text], "{case}: nothing is lost");
        assert_eq!(store.text(Slot::A), None, "{case}: moved, not copied");
        records.save(&record(5)).expect("saving goes on");
        let (_, found, errors) = open(&store, 3);
        assert_eq!(
            (answers(&found), errors),
            (5, Vec::new()),
            "{case}: told once"
        );
    }
}

#[test]
fn with_both_slots_unreadable_both_texts_are_set_aside_and_a_new_record_begins() {
    let store = used();
    store.set(Slot::A, "one");
    store.set(Slot::B, "two");
    let (mut records, found, errors) = open(&store, 2);
    assert_eq!((found, errors.len()), (Record::default(), 2));
    assert!(
        errors
            .iter()
            .all(|error| matches!(error, OpenError::Unreadable { older: false, .. })),
        "nobody is told of a copy that is not there"
    );
    assert_eq!(records.set_aside_texts(), ["one", "two"]);
    records.save(&record(1)).expect("saving goes on");
}

#[test]
fn an_oversized_text_is_refused_unread_and_cut_for_setting_aside() {
    let store = used();
    store.set(Slot::A, "é".repeat(LONGEST));
    let (records, found, errors) = open(&store, 2);
    assert_eq!(answers(&found), 2);
    assert!(
        matches!(&errors[..], [OpenError::Unreadable { why: ReadError::TooLarge, text, stored: true, older: true }]
        if text.len() <= LONGEST && text.len() > LONGEST - 4)
    );
    assert!(records.set_aside_texts()[0].len() <= LONGEST);
}

#[test]
fn text_that_cannot_be_set_aside_is_handed_over_and_stays() {
    for fault in [Fault::Full, Fault::NotStored] {
        let store = used();
        store.set(Slot::A, "torn");
        store.fail(fault);
        let (_, found, errors) = open(&store, 2);
        assert_eq!(answers(&found), 2);
        let expected = OpenError::Unreadable {
            why: ReadError::NotOurs,
            text: "torn".to_owned(),
            stored: false,
            older: true,
        };
        assert_eq!(errors, [expected], "{fault:?}");
        assert_eq!(store.text(Slot::A).as_deref(), Some("torn"), "{fault:?}");
    }
}

#[test]
fn a_slot_torn_while_the_page_is_open_is_set_aside_before_it_is_written() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    store.set(Slot::B, "torn");
    records.save(&record(4)).expect("saving goes on");
    assert_eq!(records.set_aside_texts(), ["torn"]);
}

#[test]
fn a_newer_schema_is_never_touched() {
    let store = used();
    let newer = newer_text();
    store.set(Slot::B, &newer);
    let before = store.texts.borrow().clone();
    let (mut records, found, errors) = open(&store, 2);
    assert_eq!(answers(&found), 3, "the older record is shown");
    assert_eq!(errors, [OpenError::Newer]);
    assert_eq!(records.save(&record(4)), Err(SaveError::Newer));
    assert_eq!(*store.texts.borrow(), before);
}

#[test]
fn a_newer_version_in_another_tab_stops_this_one_from_saving() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    store.set(Slot::B, newer_text());
    let before = store.texts.borrow().clone();
    assert_eq!(records.save(&record(4)), Err(SaveError::Newer));
    assert_eq!(records.adopt(), Adopted::Newer);
    assert_eq!(*store.texts.borrow(), before);
    records.erase().expect("erasing is the visitor's to say");
    assert!(store.texts.borrow().is_empty());
}

/// Protects from a text that another page of the origin wrote: any readable text can be followed by saves, and other
/// tabs adopt those.
#[test]
fn the_highest_revision_is_followed_by_saves() {
    const HIGHEST: u64 = 1_000_000_000_000;
    for rev in [HIGHEST - 1, HIGHEST, HIGHEST + 1, u64::MAX] {
        let store = used();
        let body = serde_json::to_value(record(8)).expect("a record is JSON");
        store.set(Slot::A, sealed(SCHEMA, rev, &body));
        let (mut here, ..) = open(&store, 2);
        let (mut there, ..) = open(&store, 3);
        for n in 4..=7 {
            here.save(&record(n)).expect("saving goes on");
            assert!(
                matches!(there.adopt(), Adopted::Record(found) if answers(&found) == n),
                "{n} after {rev}"
            );
        }
        there.save(&record(9)).expect("saving goes on there");
        let (_, found, errors) = open(&store, 4);
        assert_eq!((answers(&found), errors), (9, Vec::new()), "{rev}");
    }
}

/// Protects from a dead end: a visitor who cannot get the newer version continues with this one, and nothing is lost.
#[test]
fn what_a_newer_version_saved_can_be_set_aside() {
    let store = used();
    store.set(Slot::B, newer_text());
    let (mut records, ..) = open(&store, 2);
    let old = store.text(Slot::A).expect("written");
    let texts = records.set_all_aside().expect("a sound store keeps");
    assert_eq!(texts, [old, newer_text()]);
    assert_eq!(records.set_aside_texts(), texts);
    records.save(&record(4)).expect("saving goes on");
    let (_, found, errors) = open(&store, 3);
    assert_eq!((answers(&found), errors), (4, Vec::new()));
}

/// A text of a future version: the next schema, revision 9, a body of unknown shape.
fn newer_text() -> String {
    sealed(SCHEMA + 1, 9, &json!({"new": true}))
}

#[test]
fn another_tabs_newer_save_is_never_written_over_unasked() {
    let store = used();
    let (mut here, ..) = open(&store, 2);
    let (mut there, ..) = open(&store, 3);
    there.save(&record(8)).expect("a sound store keeps");
    let before = store.texts.borrow().clone();
    assert_eq!(here.save(&record(4)), Err(SaveError::OtherTab));
    assert_eq!(*store.texts.borrow(), before);
    assert!(matches!(here.adopt(), Adopted::Record(found) if answers(&found) == 8));
    assert_eq!(here.adopt(), Adopted::Nothing, "taken over once");
    here.save(&record(9))
        .expect("after taking over, saving goes on");
    assert!(matches!(there.adopt(), Adopted::Record(found) if answers(&found) == 9));
}

#[test]
fn two_tabs_that_reach_the_same_revision_agree_on_one() {
    let store = used();
    let (mut low, ..) = open(&store, 2);
    let (mut high, ..) = open(&store, 3);
    low.save(&record(4)).expect("a sound store keeps");
    // The other tab did not see that save, as in real browsers: restore the slots, then merge.
    let seen = used();
    let (mut blind, ..) = open(&seen, 3);
    blind.save(&record(8)).expect("a sound store keeps");
    store.set(
        seen.newest_slot(),
        seen.text(seen.newest_slot()).expect("written"),
    );
    assert!(
        matches!(low.adopt(), Adopted::Record(found) if answers(&found) == 8),
        "the higher name wins"
    );
    assert!(matches!(high.adopt(), Adopted::Record(found) if answers(&found) == 8));
}

#[test]
fn two_hundred_saves_in_each_of_two_tabs_never_mix() {
    let store = used();
    let (mut here, ..) = open(&store, 2);
    let (mut there, ..) = open(&store, 3);
    for n in 0..200 {
        for (records, tab) in [(&mut here, 10), (&mut there, 20)] {
            let mine = record(tab + n % 5);
            if records.save(&mine) == Err(SaveError::OtherTab) {
                assert!(matches!(records.adopt(), Adopted::Record(_)));
                records
                    .save(&mine)
                    .expect("after taking over, saving goes on");
            }
            let (_, found, errors) = open(&store, 4);
            assert_eq!(
                (found, errors),
                (mine, Vec::new()),
                "the store holds one tab's record whole"
            );
        }
    }
}

#[test]
fn erasing_empties_everything_and_other_tabs_hear_of_it() {
    let store = used();
    store.set(Slot::AsideA, "old");
    let (mut here, ..) = open(&store, 2);
    let (mut there, ..) = open(&store, 3);
    here.erase().expect("a sound store empties");
    assert!(store.texts.borrow().is_empty());
    assert_eq!(here.adopt(), Adopted::Nothing, "the one who erased knows");
    assert_eq!(there.adopt(), Adopted::Erased);
    assert_eq!(there.adopt(), Adopted::Nothing, "told once");
    there
        .save(&record(1))
        .expect("a cleared store is used again");
    assert_eq!(answers(&open(&store, 4).1), 1);
}

#[test]
fn a_failed_erasing_is_told() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    store.fail(Fault::RemoveThrows);
    assert!(records.erase().is_err());
}

#[test]
fn a_store_cleared_while_the_page_is_open_is_written_anew() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    store.texts.borrow_mut().clear();
    records
        .save(&record(4))
        .expect("a cleared store is used again");
    assert_eq!(answers(&open(&store, 3).1), 4);
}

#[test]
fn an_exported_file_put_in_a_slot_is_read_and_comes_before_every_save() {
    let store = used();
    store.set(Slot::B, export(&record(30)));
    assert_eq!(answers(&open(&store, 2).1), 3);
}

#[test]
fn a_record_over_the_bound_is_not_written() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    let before = store.texts.borrow().clone();
    assert_eq!(records.save(&record(5000)), Err(SaveError::TooLarge));
    assert_eq!(
        records.save(&record(400)),
        Err(SaveError::TooLarge),
        "what no reader takes is not written"
    );
    assert_eq!(*store.texts.borrow(), before);
}

#[test]
fn of_more_earlier_runs_than_are_kept_the_oldest_give_way() {
    let store = used();
    let (mut records, ..) = open(&store, 2);
    let mut full = record(3);
    for n in 0..13 {
        full.earlier.extend(record(n).session);
    }
    records.save(&full).expect("a sound store keeps");
    let lengths: Vec<usize> = open(&store, 3)
        .1
        .earlier
        .iter()
        .map(|run| run.answers().len())
        .collect();
    assert_eq!(lengths, (3..13).collect::<Vec<_>>());
}

#[test]
fn a_revision_that_no_page_reaches_is_not_believed() {
    let store = used();
    let body = serde_json::to_value(record(9)).expect("a record is JSON");
    store.set(Slot::B, sealed(1, u64::MAX, &body));
    let (mut records, found, errors) = open(&store, 2);
    assert_eq!((answers(&found), errors.len()), (3, 1));
    records
        .save(&record(4))
        .expect("there is a way up from what is believed");
    assert_eq!(answers(&open(&store, 3).1), 4);
}

/// A removed copy is reported, and an empty slot for another reason is not.
#[test]
fn a_copy_that_is_gone_is_told_and_nothing_else_looks_like_one() {
    let opens = |store: &SharedStore| open(store, 9).2;
    for (gone, left) in [(Slot::A, 2), (Slot::B, 3)] {
        let store = used();
        store.texts.borrow_mut().remove(&gone);
        let (mut records, found, errors) = open(&store, 2);
        assert_eq!(errors, [OpenError::CopyGone]);
        assert_eq!(answers(&found), left);
        records.save(&record(4)).expect("a sound store keeps");
        assert_eq!(opens(&store), [], "both slots hold something again");
    }
    let store = SharedStore::default();
    let (mut records, ..) = open(&store, 1);
    records.save(&record(1)).expect("a sound store keeps");
    assert_eq!(opens(&store), [], "the first save has one copy");
    records.save(&record(2)).expect("a sound store keeps");
    records.erase().expect("a sound store empties");
    records.save(&record(1)).expect("a sound store keeps");
    assert_eq!(opens(&store), [], "the first save after erasing has two");
    records.save(&record(2)).expect("nobody else saved");
    assert_eq!(answers(&open(&store, 9).1), 2);
    for slot in Slot::LIVE {
        store.texts.borrow_mut().remove(&slot);
    }
    records.save(&record(3)).expect("a sound store keeps");
    records.save(&record(4)).expect("nobody else saved");
    assert_eq!((opens(&store), answers(&open(&store, 9).1)), (vec![], 4));
    let store = used();
    store.set(Slot::A, "not JSON");
    assert!(matches!(opens(&store)[..], [OpenError::Unreadable { .. }]));
    assert_eq!(opens(&store), [], "what was set aside was told");
}
