//! The envelope around a stored or exported record, and its checksum.
//!
//! `{schema, rev, writer, checksum, body}`. This layout and the checksum never change; only the body depends on the
//! schema. So every version can distinguish an intact record of a newer version from a damaged one.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{LONGEST, ReadError};
use crate::crc::crc32;

/// Highest accepted revision. Nobody saves a million million times, but a damaged or forged number may be anything. The
/// save after this one starts again at 1.
pub(super) const HIGHEST_REV: u64 = 1_000_000_000_000;

/// Maximum length of a writer's id, bytes.
const LONGEST_WRITER: usize = 32;

/// An envelope with a valid checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    /// Schema of the body.
    pub(super) schema: u32,
    /// Incremented with each save.
    pub(super) rev: u64,
    /// Id of the open page that wrote it.
    pub(super) writer: String,
    /// JSON, exactly as in the text.
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

/// Layout of the envelope. Both read back the same: line ends are outside the body only, so an editor or a mail program
/// that changes them does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One line, for storage.
    Line,
    /// One field per line, for a file.
    File,
}

impl Sealed {
    /// The text to store or export. `None` if the body is not JSON.
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

    /// Parses an envelope and verifies its checksum. Does not check the body's schema.
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        if text.len() > LONGEST {
            return Err(ReadError::TooLarge);
        }
        // Some editors write a byte order mark.
        let text = text.trim_start_matches('\u{feff}').trim();
        let envelope: Envelope<'_> = serde_json::from_str(text).map_err(|_| {
            // Our own texts begin like this. If one does and cannot be parsed, it is damaged.
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
/// exact text, so that no canonical form of JSON is needed. Eight hexadecimal digits.
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
