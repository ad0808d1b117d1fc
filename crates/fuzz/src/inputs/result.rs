//! The code of a shared result.

use which_end_core::quiz::report::Report;
use which_end_core::quiz::share::{self, Shared};

use super::{Judgement, Verdict, hold, refused};
use crate::seal;
use crate::shipped::BANK;
use crate::values;

/// Length of the checksum, characters.
const CHECK: usize = 6;

pub(super) fn seeds() -> Vec<String> {
    values::samples(&values::session(), 24)
        .iter()
        .filter_map(|session| share::code(&BANK, session))
        .collect()
}

/// The codes without their checksums.
pub(super) fn unsealed() -> Vec<String> {
    seeds()
        .into_iter()
        .map(|code| code[..code.len() - CHECK].to_owned())
        .collect()
}

pub(super) fn judge_sealed(payload: &str) -> Judgement {
    judge(&seal::code(payload))
}

pub(super) fn judge(code: &str) -> Judgement {
    let shared = match share::read(&BANK, code) {
        Ok(shared) => shared,
        Err(error) => return refused(&error),
    };
    let Shared {
        session,
        left_out,
        newer,
    } = &shared;
    let again = share::code(&BANK, session).ok_or("what was read has no code")?;
    let same_bank = code.get(1..4) == again.get(1..4);
    hold(
        *left_out > 0 || !same_bank || again == code,
        "a run of this bank has one code",
    )?;
    hold(!newer || !same_bank, "a code of this bank is not newer")?;
    let back =
        share::read(&BANK, &again).map_err(|error| format!("its code is refused: {error}"))?;
    hold(
        back.session.answers() == session.answers() && back.left_out == 0,
        "the same answers come back",
    )?;
    // A report takes a millisecond, so only every hundredth session gets one.
    if code.bytes().fold(0, u8::wrapping_add).is_multiple_of(100) {
        let report = Report::new(&BANK, session);
        hold(
            (0.0..=1.0).contains(&report.backend_leads),
            "a chance lies between 0 and 1",
        )?;
    }
    Ok(Verdict::Accepted)
}
