//! Checksums that hold, put to texts that were changed: without them no reader would get past the first look.
//!
//! Written apart from the code under test, from what the formats say of themselves.

/// The 64 characters of a result's code.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// CRC-32/ISO-HDLC of the parts, one after the other.
fn crc(parts: &[&[u8]]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0_u32;
        while byte < 256 {
            let mut value = byte;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 {
                    value >> 1 ^ 0xedb8_8320
                } else {
                    value >> 1
                };
                bit += 1;
            }
            table[byte as usize] = value;
            byte += 1;
        }
        table
    };
    let mut value = !0_u32;
    for byte in parts.iter().copied().flatten() {
        value = TABLE[((value ^ u32::from(*byte)) & 255) as usize] ^ value >> 8;
    }
    !value
}

/// A result's code out of all but its checksum.
pub(crate) fn code(said: &str) -> String {
    let check = crc(&[said.as_bytes()]);
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
    let head = format!("{schema}\n{rev}\n{writer}\n");
    // The checksum is over the body as the reader takes it: without the blanks around it.
    let body = body.trim_matches([' ', '\n', '\t', '\r']);
    let check = crc(&[head.as_bytes(), body.as_bytes()]);
    format!(
        r#"{{"schema":{schema},"rev":{rev},"writer":"{writer}","checksum":"{check:08x}","body":{body}}}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use which_end_core::record::{Record, import};

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(crc(&[b"1234", b"56789"]), 0xcbf4_3926);
    }

    #[test]
    fn what_is_sealed_is_read() {
        let body = serde_json::to_string(&Record::default()).expect("a record is JSON");
        assert_eq!(
            import(&envelope(&format!("2|7|ab|{body}"))),
            Ok(Record::default())
        );
    }
}
