//! Answers given on the static page before the application ran.

use which_end_core::quiz::session::Response;

/// An answer given on the static page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The item's id, as the page has it.
    pub item: String,
    /// The item's version, as the page has it.
    pub version: u16,
    /// Position of the choice; none where the question was skipped.
    pub choice: Option<u8>,
}

impl EarlyAnswer {
    /// For the quiz session.
    pub fn response(&self) -> Response {
        self.choice.map_or(Response::Skipped, Response::Choice)
    }
}

/// Reads what the scripts around the application hand over: item, version and choice of each answer, all separated by spaces.
/// Ends at the first that cannot be read.
pub fn read(text: &str) -> Vec<EarlyAnswer> {
    let mut words = text.split(' ');
    std::iter::from_fn(|| {
        Some(EarlyAnswer {
            item: words.next()?.to_owned(),
            version: words.next()?.parse().ok()?,
            choice: match words.next()? {
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
        assert_eq!(read(""), []);
        assert_eq!(read("be-1 3 4"), [answer("be-1", 3, Some(4))]);
        assert_eq!(
            read("be-1 3 4 fe-2 1 skip"),
            [answer("be-1", 3, Some(4)), answer("fe-2", 1, None)]
        );
        for broken in [
            "be-1 3 4 fe-2",
            "be-1 3 4 fe-2 1 x",
            "be-1 3 4 x 70000 1 y 1 1",
        ] {
            assert_eq!(read(broken), [answer("be-1", 3, Some(4))], "{broken}");
        }
    }
}
