//! Damage to one file in transit.

use super::http::Answer;

/// Damage to one file in transit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoiled {
    /// Status 500.
    Failing,
    /// Status 404.
    Missing,
    /// The connection closes without a response.
    Dropped,
    /// The connection closes in the middle of the file.
    CutOff,
    /// One bit in the middle is flipped.
    Flipped,
    /// An unknown media type.
    Mistyped,
    /// An intermediary inserts a line into the page, as some networks do.
    Rewritten,
    /// A redirect.
    Moved,
}

impl Spoiled {
    /// Damages the response. Returns how much of its body to send, or `None` to close the connection.
    pub(super) fn spoil(self, answer: &mut Answer) -> Option<usize> {
        match self {
            Self::Failing => {
                *answer = Answer::new("500 Internal Server Error", "text/plain", "a bad day");
            }
            Self::Missing => *answer = Answer::new("404 Not Found", "text/plain", "not here"),
            Self::Dropped => return None,
            Self::CutOff => return Some(answer.body.len() / 2),
            Self::Flipped => {
                let middle = answer.body.len() / 2;
                if let Some(byte) = answer.body.get_mut(middle) {
                    *byte ^= 1;
                }
            }
            Self::Mistyped => {
                for (name, value) in &mut answer.headers {
                    if name == "Content-Type" {
                        "application/octet-stream".clone_into(value);
                    }
                }
            }
            Self::Rewritten => answer.body.extend(b"<!-- seen by your network -->"),
            Self::Moved => {
                *answer = Answer::new("302 Found", "text/plain", "");
                let elsewhere = ("Location".to_owned(), "/elsewhere".to_owned());
                answer.headers.push(elsewhere);
            }
        }
        Some(answer.body.len())
    }
}
