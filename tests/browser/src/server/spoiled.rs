//! What goes wrong with one file on its way to the browser.

use super::http::Answer;

/// What goes wrong with one file on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoiled {
    /// Answered with status 500.
    Failing,
    /// Answered with status 404.
    Missing,
    /// The connection ends without an answer.
    Dropped,
    /// The connection ends in the middle of the file.
    CutOff,
    /// One bit in the middle is another.
    Flipped,
    /// Sent as a file of no known kind.
    Mistyped,
    /// Something on the way writes its own line into the page, as some networks do.
    Rewritten,
    /// The host sends the browser elsewhere.
    Moved,
}

impl Spoiled {
    /// Changes the answer. Returns how much of its body is sent; none where the connection is dropped.
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
