//! Round trips: the page reads back what it exports.

use proptest::test_runner::Config;
use which_end_core::pay::link;
use which_end_core::quiz::responses::{self, SessionAnswers};
use which_end_core::quiz::session::{Answer, Response};
use which_end_core::quiz::share;
use which_end_core::record::{RecordStore, export, import};

use crate::memory::MemoryStore;

use crate::check::{check, config};
use crate::inputs::{Judgement, Verdict};
use crate::shipped::{BANK, MODEL};
use crate::values;

/// Round trips find less than mutants do, and each takes longer.
fn fewer() -> Config {
    let config = config();
    Config {
        cases: (config.cases / 10).max(100),
        ..config
    }
}

fn came_back<T: PartialEq + std::fmt::Debug>(sent: &T, back: &T) -> Judgement {
    if sent == back {
        Ok(Verdict::Accepted)
    } else {
        Err(format!("sent {sent:?}, back came {back:?}"))
    }
}

#[test]
fn result_code() {
    check(fewer(), values::session, |session| {
        let text = share::code(&BANK, session).ok_or("a session with answers has no code")?;
        let shared = share::read(&BANK, &text).map_err(|error| error.to_string())?;
        let sent: Vec<&Answer> = session
            .answers()
            .iter()
            .filter(|answer| answer.response != Response::Skipped)
            .collect();
        came_back(
            &(sent, 0, false),
            &(
                shared.session.answers().iter().collect(),
                shared.left_out,
                shared.newer,
            ),
        )
    });
}

#[test]
fn link_to_pay() {
    check(fewer(), values::query, |query| {
        let linked = link::read(&MODEL, &link::write(query)).map_err(|error| error.to_string())?;
        came_back(
            &(query.clone(), Vec::new()),
            &(linked.query, linked.left_out),
        )
    });
}

#[test]
fn file_of_a_record() {
    check(fewer(), values::record, |record| {
        came_back(&Ok(record.clone()), &import(&export(record)))
    });
}

/// One page saves once or twice, then another page opens.
#[test]
fn stored_slots() {
    let saves = || {
        (
            values::record(),
            proptest::option::of(values::small_record()),
        )
    };
    check(fewer(), saves, |(first, second)| {
        let (mut record_store, ..) = RecordStore::open(MemoryStore::default(), 1);
        let mut last = first;
        record_store
            .save(first)
            .map_err(|error| error.to_string())?;
        if let Some(second) = second {
            record_store
                .save(second)
                .map_err(|error| error.to_string())?;
            last = second;
        }
        let (_, found, errors) = RecordStore::open(record_store.store().clone(), 2);
        came_back(&(last, Vec::new()), &(&found, errors))
    });
}

#[test]
fn file_of_answers() {
    let sessions = || [values::session(), values::session()];
    check(fewer(), sessions, |sessions| {
        let text = responses::write(&BANK, sessions);
        let read = responses::read(&text).map_err(|error| error.to_string())?;
        let sent = sessions.each_ref().map(|session| SessionAnswers {
            answers: session.answers().to_vec(),
        });
        came_back(&(BANK.version, sent.to_vec()), &(read.bank, read.runs))
    });
}
