//! The checksum of records and shared results.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

/// CRC-32 as in gzip and PNG, over all `parts` in sequence.
///
/// It detects every change within four neighbouring bytes, and all other changes except one in four thousand million.
/// It guards against damage, not against tampering: records and shared results are the visitor's own. It uses no lookup
/// table and is never inlined, because every byte of it is in the page.
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
