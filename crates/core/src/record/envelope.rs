//! The envelope around a stored or exported record, and its checksum.
//!
//! `{schema, rev, writer, checksum, body}`. This layout and the checksum rule are fixed for good: only the body
//! changes with the schema, so that every version can tell a sound record of a newer version from a damaged one.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{LONGEST, ReadError};
use crate::crc::crc32;

/// Highest revision that is believed. A person does not save a million million times; a damaged or made-up number may
/// be any. The save after this one begins again at 1.
pub(super) const HIGHEST_REV: u64 = 1_000_000_000_000;

/// Longest name of a writer, bytes.
const LONGEST_WRITER: usize = 32;

/// An envelope whose checksum holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    /// Schema of the body.
    pub(super) schema: u32,
    /// Raised by one with each save.
    pub(super) rev: u64,
    /// Who wrote it, one name for each open page.
    pub(super) writer: String,
    /// JSON, as it stands in the text.
    pub(super) body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'text> {
    schema: u32,
    rev: u64,
    writer: String,
    checksum: String,
    #[serde(borrow)]
    body: &'text RawValue,
}

#[derive(Serialize)]
struct EnvelopeOut<'text> {
    schema: u32,
    rev: u64,
    writer: &'text str,
    checksum: String,
    body: &'text RawValue,
}

/// How the envelope is laid out. Both forms read back the same: line ends stand outside the body only, so that an
/// editor or a mail program that changes them does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One line, for storage.
    Line,
    /// One field a line, for a file.
    File,
}

impl Sealed {
    /// The text to store or hand out. None where the body is not JSON.
    pub(super) fn write(&self, layout: Layout) -> Option<String> {
        let body = RawValue::from_string(self.body.clone()).ok()?;
        let envelope = EnvelopeOut {
            schema: self.schema,
            rev: self.rev,
            writer: &self.writer,
            checksum: checksum(self.schema, self.rev, &self.writer, body.get()),
            body: &body,
        };
        match layout {
            Layout::Line => serde_json::to_string(&envelope),
            Layout::File => serde_json::to_string_pretty(&envelope).map(|text| text + "\n"),
        }
        .ok()
    }

    /// Reads an envelope and holds its checksum against its content. The body's schema is not looked at.
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        if text.len() > LONGEST {
            return Err(ReadError::TooLarge);
        }
        // Some editors put a byte order mark first.
        let text = text.trim_start_matches('\u{feff}').trim();
        let envelope: Envelope<'_> = serde_json::from_str(text).map_err(|_| {
            // What we wrote begins so; when it does and still cannot be read, it is ours and it is damaged.
            let ours = text
                .trim_start_matches('{')
                .trim_start()
                .starts_with("\"schema\"");
            if ours {
                ReadError::Damaged
            } else {
                ReadError::NotOurs
            }
        })?;
        let Envelope {
            schema,
            rev,
            writer,
            checksum: stated,
            body,
        } = envelope;
        if writer.len() > LONGEST_WRITER || rev > HIGHEST_REV {
            return Err(ReadError::NotOurs);
        }
        if stated != checksum(schema, rev, &writer, body.get()) {
            return Err(ReadError::Damaged);
        }
        Ok(Self {
            schema,
            rev,
            writer,
            body: body.get().to_owned(),
        })
    }
}

/// The checksum of an envelope: CRC-32 over schema, revision and writer, each followed by a line end, and the body's
/// text exactly as it stands, so that no canonical form of JSON is needed. Eight hexadecimal digits.
fn checksum(schema: u32, rev: u64, writer: &str, body: &str) -> String {
    let head = format!("{schema}\n{rev}\n{writer}\n");
    format!("{:08x}", crc32(&[head.as_bytes(), body.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_read_back_the_same_even_after_line_ends_were_changed() {
        let sealed = Sealed {
            schema: 1,
            rev: 7,
            writer: "00ff".to_owned(),
            body: r#"{"a":[1,2]}"#.to_owned(),
        };
        for layout in [Layout::Line, Layout::File] {
            let text = sealed.write(layout).expect("the body is JSON");
            assert_eq!(Sealed::read(&text), Ok(sealed.clone()));
            assert_eq!(
                Sealed::read(&format!("\u{feff}{}\r\n", text.replace('\n', "\r\n"))),
                Ok(sealed.clone())
            );
        }
    }

    #[test]
    fn a_changed_revision_schema_or_writer_is_damage() {
        let text = r#"{"schema":1,"rev":7,"writer":"00ff","checksum":"C","body":{}}"#;
        let good = text.replace('C', &checksum(1, 7, "00ff", "{}"));
        assert!(Sealed::read(&good).is_ok());
        for (from, to) in [
            ("\"rev\":7", "\"rev\":9"),
            ("\"schema\":1", "\"schema\":2"),
            ("00ff", "00fe"),
            ("{}", "[]"),
        ] {
            assert_eq!(
                Sealed::read(&good.replace(from, to)),
                Err(ReadError::Damaged),
                "{from}"
            );
        }
    }
}
