//! `deny.toml`, read as far as we need it: licences and sources. A list holds one entry a line.

use crate::trouble::Trouble;
use crate::workspace;

/// What the code of others may be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Licences that any package may have.
    pub(crate) licences: Vec<String>,
    /// A package, and a licence that it alone may have.
    pub(crate) exceptions: Vec<(String, String)>,
    /// Addresses of registries.
    pub(crate) registries: Vec<String>,
}

impl Policy {
    pub(crate) fn ours() -> Result<Self, Trouble> {
        let path = workspace::root().join("deny.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Trouble::new(format!("{} cannot be read: {error}.", path.display()))
        })?;
        let policy = Self::read(&text);
        if policy.licences.is_empty() || policy.registries.is_empty() {
            return Err(Trouble::new(
                "deny.toml allows no licence or no registry; each entry of a list must stand on a line of its own.",
            ));
        }
        Ok(policy)
    }

    fn read(text: &str) -> Self {
        let mut policy = Self::default();
        let (mut section, mut list) = ("", "");
        for line in text.lines().map(str::trim) {
            if line.starts_with('#') {
                continue;
            }
            if let Some(name) = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                (section, list) = (name, "");
            } else if let Some((name, "[")) = line.split_once(" = ") {
                list = name;
            } else if line == "]" {
                list = "";
            } else {
                policy.entry(section, list, &quoted(line));
            }
        }
        policy
    }

    fn entry(&mut self, section: &str, list: &str, words: &[&str]) {
        match (section, list, words) {
            ("licenses", "allow", [licence]) => self.licences.push((*licence).to_owned()),
            ("licenses", "exceptions", [package, licence]) => {
                self.exceptions
                    .push(((*package).to_owned(), (*licence).to_owned()));
            }
            ("sources", "allow-registry", [address]) => self.registries.push((*address).to_owned()),
            _ => {}
        }
    }

    /// Whether this package may have this licence.
    pub(crate) fn allows(&self, package: &str, licence: &str) -> bool {
        self.licences.iter().any(|allowed| allowed == licence)
            || self
                .exceptions
                .iter()
                .any(|(name, allowed)| name == package && allowed == licence)
    }
}

/// The words in quotes.
fn quoted(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects from a list that is laid out otherwise and then allows nothing, or all.
    #[test]
    fn our_own_policy_is_read() {
        let policy = Policy::ours().expect("deny.toml is in the workspace");
        assert!(policy.allows("serde", "MIT"));
        assert!(policy.allows("webdriver", "MPL-2.0"));
        assert!(!policy.allows("serde", "MPL-2.0"));
        assert!(!policy.allows("serde", "GPL-3.0-only"));
        assert_eq!(
            policy.registries,
            ["https://github.com/rust-lang/crates.io-index"]
        );
    }

    #[test]
    fn lists_of_other_sections_are_left_alone() {
        let text = "[bans]\nallow = [\n    \"GPL-3.0\",\n]\n[licenses]\n# \"LGPL\",\nallow = [\n    \"MIT\", # fine\n]\n\"X\"";
        assert_eq!(Policy::read(text).licences, ["MIT"]);
    }
}
