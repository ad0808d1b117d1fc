//! Answers given on the static page before the takeover.

use which_end_core::quiz::session::Response;

/// An answer given on the static page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The item's id in the static page.
    pub item: String,
    /// The item's version in the static page.
    pub version: u16,
    /// Index of the choice. `None` if the question was skipped.
    pub choice: Option<u8>,
}

impl EarlyAnswer {
    /// The answer as a response of a quiz session.
    pub fn response(&self) -> Response {
        self.choice.map_or(Response::Skipped, Response::Choice)
    }
}

/// Parses the answers that the boot script passes on: item, version and choice of each, separated by spaces. Stops at
/// the first that is malformed.
pub fn parse(text: &str) -> Vec<EarlyAnswer> {
    let mut fields = text.split(' ');
    std::iter::from_fn(|| {
        Some(EarlyAnswer {
            item: fields.next()?.to_owned(),
            version: fields.next()?.parse().ok()?,
            choice: match fields.next()? {
                "skip" => None,
                position => Some(position.parse().ok()?),
            },
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_up_to_the_first_that_is_none() {
        let answer = |item: &str, version, choice| EarlyAnswer {
            item: item.to_owned(),
            version,
            choice,
        };
        assert_eq!(parse(""), []);
        assert_eq!(parse("be-1 3 4"), [answer("be-1", 3, Some(4))]);
        assert_eq!(
            parse("be-1 3 4 fe-2 1 skip"),
            [answer("be-1", 3, Some(4)), answer("fe-2", 1, None)]
        );
        for broken in [
            "be-1 3 4 fe-2",
            "be-1 3 4 fe-2 1 x",
            "be-1 3 4 x 70000 1 y 1 1",
        ] {
            assert_eq!(parse(broken), [answer("be-1", 3, Some(4))], "{broken}");
        }
    }
}
