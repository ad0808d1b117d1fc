//! The checksum of records and shared results.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// CRC-32 as in gzip and PNG, over the parts one after the other.
///
/// It finds every change within any four neighbouring bytes, and all others but one in four thousand million. That is
/// damage; it is no defence against a person who changes text on purpose, and need not be: records and shared results
/// are the visitor's own. Without a table and in one copy, because every byte of it is in the page.
#[inline(never)]
pub(crate) fn crc32(parts: &[&[u8]]) -> u32 {
    const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
    let mut digest = CRC.digest();
    for part in parts {
        digest.update(part);
    }
    digest.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_crc_32_that_everybody_else_computes() {
        for (text, expected) in [("123456789", 0xcbf4_3926), ("", 0), ("a", 0xe8b7_be43)] {
            let (start, end) = text.as_bytes().split_at(text.len() / 2);
            assert_eq!(crc32(&[start, end]), expected, "{text}");
        }
    }
}
