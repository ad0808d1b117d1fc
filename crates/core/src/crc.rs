//! The checksum of records and shared results.

/// CRC-32 as in gzip and PNG (CRC-32/ISO-HDLC, polynomial 0x04C11DB7 reflected, check value `cbf43926`).
///
/// It finds every change within any four neighbouring bytes, and all others but one in four thousand million. That is
/// damage; it is no defence against a person who changes text on purpose, and need not be: records and shared results
/// are the visitor's own. By hand, four bits at a time, because the usual crate carries 16 KB of tables into the page.
pub(crate) struct Crc32(u32);

impl Crc32 {
    /// What each four bits add.
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut nibble = 0_u32;
        while nibble < 16 {
            let mut value = nibble;
            let mut bit = 0;
            while bit < 4 {
                value = if value & 1 == 1 {
                    (value >> 1) ^ 0xedb8_8320
                } else {
                    value >> 1
                };
                bit += 1;
            }
            table[nibble as usize] = value;
            nibble += 1;
        }
        table
    };

    pub(crate) fn new() -> Self {
        Self(!0)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte);
            self.0 = Self::TABLE[(self.0 & 15) as usize] ^ (self.0 >> 4);
            self.0 = Self::TABLE[(self.0 & 15) as usize] ^ (self.0 >> 4);
        }
    }

    pub(crate) fn finish(self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_crc_32_that_everybody_else_computes() {
        for (text, expected) in [("123456789", 0xcbf4_3926), ("", 0), ("a", 0xe8b7_be43)] {
            let mut crc = Crc32::new();
            crc.add(text.as_bytes());
            assert_eq!(crc.finish(), expected, "{text}");
        }
    }
}
