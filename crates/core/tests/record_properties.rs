//! Properties for every record and every damage.

use crate::record_support::{SharedStore, any_record};
use proptest::prelude::*;
use which_end_core::record::{
    OpenError, ReadError, Record, RecordStore, Slot, export, import, newest_text,
};

/// A store after a first and a second save by one tab.
fn saved_twice(first: &Record, second: &Record) -> SharedStore {
    let store = SharedStore::default();
    let (mut records, ..) = RecordStore::open(store.clone(), 1);
    records.save(first).expect("a sound store keeps");
    records.save(second).expect("a sound store keeps");
    store
}

/// The text with one change: a byte replaced, or everything from a position on cut off. Always differs from the
/// original.
fn damaged(text: &str, at: prop::sample::Index, byte: u8, cut: bool) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = at.index(bytes.len());
    if cut {
        bytes.truncate(at);
    } else {
        bytes[at] = if bytes[at] == byte { byte ^ 1 } else { byte };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_record_comes_back_from_a_file_as_it_was(record in any_record()) {
        prop_assert_eq!(import(&export(&record)), Ok(record));
    }

    #[test]
    fn a_record_comes_back_from_storage_as_it_was(first in any_record(), second in any_record()) {
        let store = saved_twice(&first, &second);
        let (_, found, errors) = RecordStore::open(store, 2);
        prop_assert_eq!((found, errors), (second, Vec::new()));
    }

    #[test]
    fn what_is_stored_is_a_file_too(record in any_record()) {
        let store = saved_twice(&Record::default(), &record);
        let texts: Vec<String> = Slot::LIVE.into_iter().filter_map(|slot| store.text(slot)).collect();
        prop_assert_eq!(import(newest_text(&texts).expect("two texts")), Ok(record));
    }

    /// If the newest slot is damaged, the other one is used and the text is set aside. If the older one is damaged, the
    /// newest is used. Never a third record, never a panic.
    #[test]
    fn damage_to_one_slot_never_costs_the_other(
        first in any_record(),
        second in any_record(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
        hit_newest in any::<bool>(),
    ) {
        let store = saved_twice(&first, &second);
        let slot = if hit_newest { Slot::B } else { Slot::A };
        let text = damaged(&store.text(slot).expect("written"), at, byte, cut);
        store.set(slot, text.clone());
        let (mut records, found, errors) = RecordStore::open(store.clone(), 2);
        if errors.is_empty() {
            // A byte that JSON treats the same, for example `\/` for `/`, may give the same envelope.
            prop_assert_eq!(&found, &second);
        } else {
            prop_assert_eq!(&found, if hit_newest { &first } else { &second });
            let told = matches!(&errors[..], [OpenError::Unreadable { stored: true, .. }]);
            prop_assert!(told);
            prop_assert_eq!(records.set_aside_texts(), vec![text]);
        }
        records.save(&first).expect("saving goes on");
        prop_assert_eq!(RecordStore::open(store, 3).1, first);
    }

    #[test]
    fn a_damaged_file_is_refused_or_reads_as_it_was(
        record in any_record(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        match import(&damaged(&export(&record), at, byte, cut)) {
            Ok(found) => prop_assert_eq!(found, record),
            Err(why) => prop_assert!(matches!(why, ReadError::Damaged | ReadError::NotOurs)),
        }
    }

    #[test]
    fn any_text_is_refused_without_harm(text in any::<String>()) {
        prop_assert!(import(&text).is_err());
        let store = SharedStore::default();
        store.set(Slot::A, text.clone());
        let (records, found, errors) = RecordStore::open(store, 1);
        prop_assert_eq!((found, errors.len()), (Record::default(), 1));
        prop_assert_eq!(records.set_aside_texts(), vec![text]);
    }

    /// Texts of JSON's characters: brackets, field names, large numbers, deep nesting.
    #[test]
    fn json_like_text_is_refused_without_harm(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"schema\"", "\"rev\"", "\"writer\"", "\"checksum\"", "\"body\"", "1",
                "99999999999999999999", "-1", "1e999", "null", "true", "\"\\ud800\"", "\"a\"", " ", "\u{feff}",
            ]),
            0..60,
        ),
        depth in 0..3000_usize,
    ) {
        let text = "[".repeat(depth) + &parts.concat();
        prop_assert!(import(&text).is_err());
    }
}
