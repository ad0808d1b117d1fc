//! Two records of one visitor made one, without an answer lost.

use super::Record;
use crate::quiz::session::Session;

/// What was kept before, with what was given while nothing was kept. The run on show goes on where the kept one is its
/// beginning, or was put by on this page for a new one.
pub fn joined(kept: Record, ours: &Record) -> Record {
    if kept == Record::default() {
        return ours.clone();
    }
    let mut record = merged(kept, ours, &Record::default());
    let Some(run) = &ours.session else {
        return record;
    };
    let put_by = record.session.as_ref().and_then(|kept| {
        let mut earlier = ours.earlier.iter();
        earlier.find(|earlier| holds(earlier, kept))
    });
    if put_by.is_some() || record.session.as_ref().is_none_or(|kept| holds(run, kept)) {
        record.earlier.retain(|other| other != run);
        let missing = put_by.filter(|put_by| !record.earlier.contains(put_by));
        record.earlier.extend(missing.cloned());
        record.session = Some(run.clone());
    }
    record
}

/// Another tab's record with what only this tab holds: what was changed here since its last save, `saved`, stays, and a run
/// that is in neither goes among the earlier ones, so that nothing answered is lost. There may be more of those than are
/// kept ([`super::MOST_EARLIER`]).
pub fn merged(theirs: Record, ours: &Record, saved: &Record) -> Record {
    let mut record = theirs;
    if ours.pay != saved.pay {
        record.pay.clone_from(&ours.pay);
    }
    if ours.pay_beside != saved.pay_beside {
        record.pay_beside.clone_from(&ours.pay_beside);
    }
    if ours.preferences != saved.preferences {
        record.preferences = ours.preferences.clone();
    }
    // A run without unsaved answers is known to the other tab, which may have taken answers back on purpose.
    let known = saved.earlier.iter().chain(&saved.session);
    for run in ours.earlier.iter().chain(&ours.session) {
        let mut there = record.session.iter().chain(&record.earlier);
        if !known.clone().any(|other| other == run) && !there.any(|other| holds(other, run)) {
            record.earlier.push(run.clone());
        }
    }
    record
}

/// Whether `run` holds every answer of `other`, so that nothing is lost by going on with it.
fn holds(run: &Session, other: &Session) -> bool {
    run.answers().starts_with(other.answers())
}
