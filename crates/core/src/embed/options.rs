//! The attributes of the element, as the loader passes them.

use super::look::Look;

pub use super::error::OptionError;
use crate::pay::query::{Role, Tier};
use crate::percent::decoded;

/// Maximum number of options that are read.
const MOST: usize = 40;

/// Maximum length of a value, bytes.
const LONGEST: usize = 600;

/// Where answers are stored. Later variants are stricter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Storage {
    /// In the browser's storage.
    #[default]
    Local,
    /// In memory until the visitor allows saving.
    Ask,
    /// In memory only.
    Off,
}

/// The options of a host. Every field has a default, so that no error of a host stops the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Colors, font and corners.
    pub look: Look,
    /// Where answers are stored. `None` if the host does not say: [`Storage::Local`] at first, and no change later.
    pub storage: Option<Storage>,
    /// The role that the pay view starts with.
    pub role: Option<Role>,
    /// The tier that the pay view starts with.
    pub tier: Option<Tier>,
    /// Whether the host may receive the outcome of a quiz. Only a [`Host::Named`] receives it.
    pub outcome: bool,
    /// The address of the host's job list.
    pub apply_link: Option<WebAddress>,
    /// The page that embeds this one.
    pub host: Option<Host>,
}

/// The embedding page's identity, for messages to and from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A page with this origin, for example `https://example.org`.
    Named(String),
    /// A page in a sandbox without an origin. No message can be addressed to it alone.
    Opaque,
}

impl Host {
    /// The origin that browsers report for a page without one; the option `host` uses it too.
    const NO_ORIGIN: &str = "null";

    /// Parses the value of the option. `None` if it is no origin.
    fn read(value: &str) -> Option<Self> {
        if value == Self::NO_ORIGIN {
            return Some(Self::Opaque);
        }
        let address = WebAddress::new(value)?;
        let (_, rest) = value.split_once("://")?;
        (rest == address.host()).then_some(Self::Named(address.0))
    }

    /// The origin of messages from this host.
    pub fn origin(&self) -> &str {
        match self {
            Self::Named(origin) => origin,
            Self::Opaque => Self::NO_ORIGIN,
        }
    }
}

/// A web address that a link may lead to: `https://…` or `http://…`, in ASCII, at most 600 bytes.
///
/// A host name in other scripts can look like another one (`аррӏе.com` in Cyrillic), so it has to be in its `xn--`
/// form. Browsers convert an address to that form when they parse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// `None` for other schemes, such as scripts and files.
    pub fn new(text: &str) -> Option<Self> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_graphic() && !"<>\"\\^`{|}".contains(letter);
        // An `@` in the host part hides where a link leads. Brackets belong to IPv6 addresses.
        let of_host = |letter: char| letter.is_ascii_alphanumeric() || "-.:[]".contains(letter);
        (text.len() <= LONGEST
            && !host.is_empty()
            && host.chars().all(of_host)
            && text.chars().all(plain))
        .then(|| Self(text.to_owned()))
    }

    /// Like [`WebAddress::new`], but `None` for `http:` addresses, which can be changed on the way.
    pub fn secure(text: &str) -> Option<Self> {
        Self::new(text).filter(|address| address.0.starts_with("https:"))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host name, with its port if it has one.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// Parses names and values of a query, for example `theme=dark&accent=%231d5cbf`. It reads the first [`MOST`]; a `+` is
/// a space. Invalid percent-encoding is skipped.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let read = |text: &str| decoded(&text.replace('+', " "));
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|piece| !piece.is_empty())
        .take(MOST)
        .filter_map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            Some((read(name)?, read(value)?))
        })
        .collect()
}

impl Options {
    /// Parses options. Unknown names are ignored, because addresses contain other programs' parameters too. A known
    /// name with an invalid value is ignored and reported.
    pub fn read(pairs: &[(String, String)]) -> (Self, Vec<OptionError>) {
        let mut options = Self::default();
        let mut faults = Vec::new();
        for (name, value) in pairs.iter().take(MOST) {
            if value.len() > LONGEST {
                faults.push(OptionError::new(name, value, "a shorter value"));
            } else if let Err(fault) = options.set(name, value) {
                faults.push(fault);
            }
        }
        (options, faults)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), OptionError> {
        if let Some(done) = self.look.set(name, value) {
            return done;
        }
        match name {
            "storage" => choose(
                &mut self.storage,
                &[
                    ("local", Some(Storage::Local)),
                    ("ask", Some(Storage::Ask)),
                    ("off", Some(Storage::Off)),
                ],
                name,
                value,
                "local, ask or off",
            ),
            "preset-role" => choose(
                &mut self.role,
                &[
                    ("back-end", Some(Role::BackEnd)),
                    ("front-end", Some(Role::FrontEnd)),
                    ("full-stack", Some(Role::FullStack)),
                ],
                name,
                value,
                "back-end, front-end or full-stack",
            ),
            "preset-tier" => choose(
                &mut self.tier,
                &[
                    ("entry", Some(Tier::Entry)),
                    ("mid", Some(Tier::Mid)),
                    ("senior", Some(Tier::Senior)),
                    ("staff", Some(Tier::Staff)),
                ],
                name,
                value,
                "entry, mid, senior or staff",
            ),
            "outcome" => choose(
                &mut self.outcome,
                &[("", true), ("true", true), ("false", false)],
                name,
                value,
                "nothing, true or false",
            ),
            // So far the page exists in English only.
            "locale" if value == "en" || value.starts_with("en-") => Ok(()),
            "locale" => Err(OptionError::new(
                name,
                value,
                "en: the page speaks English only so far",
            )),
            "apply-link" => {
                self.apply_link = WebAddress::secure(value);
                taken(
                    self.apply_link.is_some(),
                    name,
                    value,
                    "an address that begins with https://",
                )
            }
            "host" => {
                self.host = Host::read(value);
                taken(
                    self.host.is_some(),
                    name,
                    value,
                    "an origin, as in https://example.org",
                )
            }
            _ => Ok(()),
        }
    }
}

fn choose<T: Copy>(
    place: &mut T,
    choices: &[(&str, T)],
    name: &str,
    value: &str,
    wanted: &'static str,
) -> Result<(), OptionError> {
    let chosen = choices.iter().find(|(word, _)| *word == value);
    if let Some((_, choice)) = chosen {
        *place = *choice;
    }
    taken(chosen.is_some(), name, value, wanted)
}

fn taken(done: bool, name: &str, value: &str, wanted: &'static str) -> Result<(), OptionError> {
    if done {
        Ok(())
    } else {
        Err(OptionError::new(name, value, wanted))
    }
}
