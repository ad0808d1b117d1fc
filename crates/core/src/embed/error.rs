//! Errors in a host's options.

/// An option that was ignored, as a sentence for the owner of the host's page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("<which-end>: {name}=“{value}” is not understood and was left alone; it takes {wanted}")]
pub struct OptionError {
    name: String,
    value: String,
    wanted: &'static str,
}

impl OptionError {
    pub(super) fn new(name: &str, value: &str, wanted: &'static str) -> Self {
        let cut = |text: &str| {
            text.chars()
                .filter(|letter| !letter.is_control())
                .take(60)
                .collect()
        };
        Self {
            name: cut(name),
            value: cut(value),
            wanted,
        }
    }
}
