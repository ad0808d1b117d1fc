//! `--name value` arguments.

use std::path::PathBuf;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub(super) struct Options {
    given: Vec<(String, Option<String>)>,
}

impl Options {
    /// Reads the arguments: `flags` stand alone, `values` want a value after them; others are refused.
    pub(super) fn read(
        arguments: &[String],
        values: &[&str],
        flags: &[&str],
    ) -> Result<Self, String> {
        let mut given = Vec::new();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if values.contains(&argument.as_str()) {
                let value = rest
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value after it"))?;
                given.push((argument.clone(), Some(value.clone())));
            } else if flags.contains(&argument.as_str()) {
                given.push((argument.clone(), None));
            } else {
                let known: Vec<&str> = values.iter().chain(flags).copied().collect();
                return Err(format!(
                    "unknown option “{argument}”: the options are {}",
                    known.join(", ")
                ));
            }
        }
        Ok(Self { given })
    }

    /// The path after `name`.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let found = self.given.iter().rev().find(|(given, _)| given == name)?;
        found.1.as_ref().map(PathBuf::from)
    }

    /// Whether the flag was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| given == name)
    }
}
