//! Failures of a scenario, as sentences.

/// A sentence with the expected and the actual result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Adds what was being done to the message.
    #[must_use]
    pub fn during(self, doing: &str) -> Self {
        Self(format!("{doing}: {}", self.0))
    }
}

impl From<fantoccini::error::CmdError> for Failure {
    fn from(error: fantoccini::error::CmdError) -> Self {
        Self(format!("the browser refused a command: {error}"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Fails with `sentence` unless `held` is true.
pub fn check(held: bool, sentence: impl FnOnce() -> String) -> Result<(), Failure> {
    if held {
        Ok(())
    } else {
        Err(Failure(sentence()))
    }
}
