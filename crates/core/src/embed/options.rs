//! The attributes of the element, as the loader hands them over.

use super::look::Look;

pub use super::error::OptionError;
use crate::pay::query::{Role, Tier};
use crate::percent::decoded;

/// Most options that are looked at.
const MOST: usize = 40;

/// Longest value that is looked at, bytes.
const LONGEST: usize = 600;

/// Where answers are kept; the later, the stricter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Storage {
    /// In the browser's storage.
    #[default]
    Local,
    /// In memory, until the visitor says that they may be kept.
    Ask,
    /// In memory only.
    Off,
}

/// What a host asks for. Every part has a default, so that nothing a host writes stops the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Colors, font and corners.
    pub look: Look,
    /// Where answers are kept; none where the host does not say, which means [`Storage::Local`] at first and no change later.
    pub storage: Option<Storage>,
    /// The role that pay begins with.
    pub role: Option<Role>,
    /// The tier that pay begins with.
    pub tier: Option<Tier>,
    /// Whether the host may learn the outcome of a quiz. It reaches only a host that is named.
    pub outcome: bool,
    /// Where the host's jobs are.
    pub apply_link: Option<WebAddress>,
    /// The page around us.
    pub host: Option<Host>,
}

/// Who the page around us is, for messages to and from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A page of this origin, as in `https://example.org`.
    Named(String),
    /// A page that is itself in a sandbox without an origin. It cannot be named, so no message is for it alone.
    LockedUp,
}

impl Host {
    /// What browsers say of a page without an origin, and the option `host` as well.
    const NO_ORIGIN: &str = "null";

    /// The host that the option names; none where it is no origin.
    fn read(value: &str) -> Option<Self> {
        if value == Self::NO_ORIGIN {
            return Some(Self::LockedUp);
        }
        let address = WebAddress::new(value)?;
        let (_, rest) = value.split_once("://")?;
        (rest == address.host()).then_some(Self::Named(address.0))
    }

    /// What its messages bear as their origin.
    pub fn origin(&self) -> &str {
        match self {
            Self::Named(origin) => origin,
            Self::LockedUp => Self::NO_ORIGIN,
        }
    }
}

/// An address of the web that a link may lead to: `https://…` or `http://…`, in ASCII, at most 600 bytes.
///
/// A host in other letters can look like another one (`аррӏе.com` in Cyrillic), so it has to be in its `xn--` form. The
/// browser writes an address so by itself where it reads one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// None for addresses of another kind, such as scripts and files.
    pub fn new(text: &str) -> Option<Self> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_graphic() && !"<>\"\\^`{|}".contains(letter);
        // An `@` in the host part hides where a link leads. The brackets are of addresses by number.
        let of_host = |letter: char| letter.is_ascii_alphanumeric() || "-.:[]".contains(letter);
        (text.len() <= LONGEST
            && !host.is_empty()
            && host.chars().all(of_host)
            && text.chars().all(plain))
        .then(|| Self(text.to_owned()))
    }

    /// The same, and none for an address that anyone on the way could change (`http:`).
    pub fn secure(text: &str) -> Option<Self> {
        Self::new(text).filter(|address| address.0.starts_with("https:"))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the host, with its port where it has one.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// Names and values of a query, as in `theme=dark&accent=%231d5cbf`, the first [`MOST`] of them; a `+` is a space. What is
/// not percent-encoding is passed over.
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
    /// Reads names and values. What is not one of ours is passed over, since addresses carry other people's settings too;
    /// what is ours and cannot be read is left alone and told.
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
            // The page's text exists in English alone so far.
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
