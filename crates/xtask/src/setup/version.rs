//! Versions of tools.

use std::fmt;

/// Three numbers. Missing ones count as 0 (`wasm-opt` reports only `132`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    pub(crate) const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// Parses `1.2.3`, `1.2` or `1`. A suffix such as `-rc1` is refused, because it is not a known release.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut numbers = [0; 3];
        let mut parts = text.split('.');
        for (place, number) in numbers.iter_mut().enumerate() {
            match parts.next() {
                Some(part) => *number = part.parse().ok()?,
                None if place == 0 => return None,
                None => break,
            }
        }
        if parts.next().is_some() {
            return None;
        }
        let [major, minor, patch] = numbers;
        Some(Self::new(major, minor, patch))
    }

    /// The first version in a program's output: `trunk 0.21.14`, `wasm-opt version 132 (version_132)`.
    pub(crate) fn find_in(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::read)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The accepted versions of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Exactly(Version),
    AtLeast(Version),
}

impl Wanted {
    pub(crate) fn allows(self, found: Version) -> bool {
        match self {
            Self::Exactly(version) => found == version,
            Self::AtLeast(version) => found >= version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tools_say_is_understood() {
        for (words, expected) in [
            ("trunk 0.21.14\n", Version::new(0, 21, 14)),
            ("wasm-bindgen 0.2.130", Version::new(0, 2, 130)),
            (
                "wasm-opt version 132 (version_132)",
                Version::new(132, 0, 0),
            ),
            (
                "geckodriver 0.37.1 (abc 2026-01-02)\n\nThe source code of this program is",
                Version::new(0, 37, 1),
            ),
        ] {
            assert_eq!(Version::find_in(words), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_no_version_is_not_guessed_at() {
        for words in [
            "",
            "trunk",
            "trunk 0.21.14-rc1",
            "1.2.3.4",
            "command not found",
        ] {
            assert_eq!(Version::find_in(words), None, "{words}");
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        let wanted = Wanted::AtLeast(Version::new(0, 9, 0));
        assert!(wanted.allows(Version::new(0, 37, 1)));
        assert!(!wanted.allows(Version::new(0, 8, 99)));
    }

    #[test]
    fn an_exact_wish_takes_no_other() {
        let wanted = Wanted::Exactly(Version::new(0, 2, 130));
        assert!(wanted.allows(Version::new(0, 2, 130)));
        assert!(!wanted.allows(Version::new(0, 2, 131)));
        assert!(!wanted.allows(Version::new(0, 2, 13)));
    }
}
