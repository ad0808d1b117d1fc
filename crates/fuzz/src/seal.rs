//! Checksums computed anew for texts that were changed: without them no reader would get past the first check.
//!
//! Written apart from the code under test, from what the formats say of themselves.

use crc::{CRC_32_ISO_HDLC, Crc};

/// The 64 characters of a result's code.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// A result's code out of all but its checksum.
pub(crate) fn code(said: &str) -> String {
    let check = CRC.checksum(said.as_bytes());
    let mut code = said.to_owned();
    code.extend((0..6).rev().map(|at| {
        let six = u64::from(check) >> (6 * at) & 63;
        char::from(ALPHABET[six as usize])
    }));
    code
}

/// A record's envelope out of `SCHEMA|REV|WRITER|BODY`.
pub(crate) fn envelope(content: &str) -> String {
    let mut parts = content.splitn(4, '|');
    let mut part = || parts.next().unwrap_or_default();
    let (schema, rev, writer, body) = (part(), part(), part(), part());
    // The checksum is over the body as the reader takes it: without the blanks around it.
    let body = body.trim_matches([' ', '\n', '\t', '\r']);
    let check = CRC.checksum(format!("{schema}\n{rev}\n{writer}\n{body}").as_bytes());
    format!(
        r#"{{"schema":{schema},"rev":{rev},"writer":"{writer}","checksum":"{check:08x}","body":{body}}}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use which_end_core::record::{Record, import};

    #[test]
    fn what_is_sealed_is_read() {
        let body = serde_json::to_string(&Record::default()).expect("a record is JSON");
        assert_eq!(
            import(&envelope(&format!("2|7|ab|{body}"))),
            Ok(Record::default())
        );
    }
}
