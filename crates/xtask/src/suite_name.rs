//! Names of the checks of `cargo xtask test`.

use clap::ValueEnum;

/// The checks by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SuiteName {
    Format,
    Lint,
    Docs,
    Native,
    Fuzz,
    Page,
    Site,
    Budget,
    Browsers,
}

impl SuiteName {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Docs => "docs",
            Self::Native => "native",
            Self::Fuzz => "fuzz",
            Self::Page => "page",
            Self::Site => "site",
            Self::Budget => "budget",
            Self::Browsers => "browsers",
        }
    }

    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Format => "Format: every file as rustfmt writes it",
            Self::Lint => "Lint: everything, without a warning",
            Self::Docs => {
                "Docs: every item that has to be explained is, and every link leads somewhere"
            }
            Self::Native => {
                "Native tests: measurement, pay, data rules, record, tools, licences, examples in the docs"
            }
            Self::Fuzz => {
                "Fuzz: mutated texts for everything that is read from outside, and round trips"
            }
            Self::Page => "Page: the release build",
            Self::Site => "Site: every file of dist/ as promised",
            Self::Budget => "Budget: bytes, requests and nodes, none more than before",
            Self::Browsers => "Browsers: Chromium, Firefox and WebKit",
        }
    }

    pub(crate) fn needs_dist(self) -> bool {
        matches!(self, Self::Site | Self::Budget | Self::Browsers)
    }
}
