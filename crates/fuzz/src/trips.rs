//! What the page hands out, it takes back as it was.

use which_end_core::pay::link;
use which_end_core::quiz::responses::{self, Run};
use which_end_core::quiz::session::{Answer, Response};
use which_end_core::quiz::share;
use which_end_core::record::{MemoryStore, RecordStore, export, import};

use crate::dice::Dice;
use crate::inputs::{Judgement, Verdict};
use crate::shipped::{BANK, MODEL};
use crate::values;

/// A way out and in again.
pub(crate) struct Trip {
    /// As it is called in the report and by `--only`.
    pub(crate) name: &'static str,
    /// Makes some value, sends it round, and compares. The text on the way is for the report.
    pub(crate) go: fn(&mut Dice, &mut String) -> Judgement,
}

/// Every trip.
pub(crate) const ALL: [Trip; 5] = [
    Trip {
        name: "round trip: result code",
        go: result,
    },
    Trip {
        name: "round trip: link to pay",
        go: pay_link,
    },
    Trip {
        name: "round trip: file of a record",
        go: file,
    },
    Trip {
        name: "round trip: stored slots",
        go: store,
    },
    Trip {
        name: "round trip: file of answers",
        go: answers,
    },
];

fn came_back<T: PartialEq + std::fmt::Debug>(sent: &T, back: &T) -> Judgement {
    if sent == back {
        Ok(Verdict::Accepted)
    } else {
        Err(format!("sent {sent:?}, back came {back:?}"))
    }
}

fn result(dice: &mut Dice, text: &mut String) -> Judgement {
    let session = values::session(dice);
    *text = share::code(&BANK, &session).ok_or("a run of answers has no code")?;
    let shared = share::read(&BANK, text).map_err(|error| error.to_string())?;
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
}

fn pay_link(dice: &mut Dice, text: &mut String) -> Judgement {
    let query = values::query(dice);
    *text = link::write(&query);
    let linked = link::read(&MODEL, text).map_err(|error| error.to_string())?;
    came_back(&(query, Vec::new()), &(linked.query, linked.left_out))
}

fn file(dice: &mut Dice, text: &mut String) -> Judgement {
    let record = values::record(dice);
    *text = export(&record);
    came_back(&Ok(record), &import(text))
}

/// Two saves by one page, then another page opens.
fn store(dice: &mut Dice, _: &mut String) -> Judgement {
    let (mut keeper, ..) = RecordStore::open(MemoryStore::default(), dice.number());
    let mut record = values::record(dice);
    keeper.save(&record).map_err(|error| error.to_string())?;
    if dice.once_in(2) {
        record = values::small_record(dice);
        keeper.save(&record).map_err(|error| error.to_string())?;
    }
    let (_, found, troubles) = RecordStore::open(keeper.store().clone(), dice.number());
    came_back(&(record, Vec::new()), &(found, troubles))
}

fn answers(dice: &mut Dice, text: &mut String) -> Judgement {
    let sessions = [values::session(dice), values::session(dice)];
    *text = responses::write(&BANK, &sessions);
    let read = responses::read(text).map_err(|error| error.to_string())?;
    let sent = sessions.map(|session| Run {
        answers: session.answers().to_vec(),
    });
    came_back(&(BANK.version, sent.to_vec()), &(read.bank, read.runs))
}
