//! Hashes in the formats of the page and its tools.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

/// Subresource integrity of `bytes`: `sha384-…`.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// A content hash of 16 hexadecimal digits, for file names.
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut name = sha256(bytes);
    name.truncate(16);
    name
}

/// SHA-256 as 64 hexadecimal digits, as `sha256sum` prints it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_the_standard_says_of_the_empty_text() {
        assert_eq!(
            integrity(b""),
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }

    #[test]
    fn the_short_name_is_the_head_of_sha256() {
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
    }
}
