//! Merges two records of one visitor without losing an answer.

use super::Record;
use crate::quiz::session::Session;

/// The stored record joined with the answers given while nothing was stored. The current session continues if the
/// stored one is its beginning or was archived on this page. Otherwise the stored session continues.
pub fn joined(stored: Record, ours: &Record) -> Record {
    if stored == Record::default() {
        return ours.clone();
    }
    let mut record = merged(stored, ours, &Record::default());
    let Some(session) = &ours.session else {
        return record;
    };
    let archived = record.session.as_ref().and_then(|stored| {
        let mut earlier = ours.earlier.iter();
        earlier.find(|earlier| holds(earlier, stored))
    });
    if archived.is_some()
        || record
            .session
            .as_ref()
            .is_none_or(|stored| holds(session, stored))
    {
        record.earlier.retain(|other| other != session);
        let missing = archived.filter(|archived| !record.earlier.contains(archived));
        record.earlier.extend(missing.cloned());
        record.session = Some(session.clone());
    }
    record
}

/// Another tab's record merged with the changes that only this tab has. Changes since this tab's last save, `saved`,
/// are kept, and a session that is in neither record is added to the previous sessions, so that no answer is lost. The
/// result may exceed [`super::MOST_EARLIER`].
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
    // The other tab knows a session without unsaved answers, and may have undone answers on purpose.
    let known = saved.earlier.iter().chain(&saved.session);
    for session in ours.earlier.iter().chain(&ours.session) {
        let mut there = record.session.iter().chain(&record.earlier);
        if !known.clone().any(|other| other == session) && !there.any(|other| holds(other, session))
        {
            record.earlier.push(session.clone());
        }
    }
    record
}

/// Whether `session` has every answer of `other`, so that continuing it loses nothing.
fn holds(session: &Session, other: &Session) -> bool {
    session.answers().starts_with(other.answers())
}
