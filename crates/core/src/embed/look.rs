//! The host's colors, font and corners, adjusted so that text stays readable.

use super::color::Color;
use super::error::OptionError;
use crate::record::Theme;

/// Contrast that text needs (WCAG 2.2, criterion 1.4.3).
pub const ENOUGH: f64 = 4.5;

/// Background and faintest text color of the light scheme, as in `assets/css/tokens.css`. A test compares both.
pub const LIGHT: (Color, Color) = (Color([0xf7, 0xf3, 0xea]), Color([0x57, 0x53, 0x4b]));
/// The same for the dark scheme, see [`LIGHT`].
pub const DARK: (Color, Color) = (Color([0x15, 0x15, 0x1a]), Color([0xb9, 0xb3, 0xa8]));

/// Maximum length of a font list, characters.
const LONGEST_FONT: usize = 120;

/// Maximum corner radius, px.
const WIDEST_CORNERS: u8 = 32;

/// The look that a host requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Light, dark, or as the device is set.
    pub theme: Theme,
    /// The color of controls.
    pub accent: Option<Color>,
    /// The background color.
    pub paper: Option<Color>,
    /// A list of font families.
    pub font: Option<String>,
    /// Corner radius, px.
    pub corners: Option<u8>,
}

impl Look {
    /// Sets the field called `name`. `None` if there is no such field.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<Result<(), OptionError>> {
        let done = match name {
            "theme" => match value {
                "auto" => {
                    self.theme = Theme::Auto;
                    true
                }
                "light" => {
                    self.theme = Theme::Light;
                    true
                }
                "dark" => {
                    self.theme = Theme::Dark;
                    true
                }
                _ => return Some(Err(OptionError::new(name, value, "light, dark or auto"))),
            },
            "accent" => put(&mut self.accent, Color::read(value)),
            "paper" => put(&mut self.paper, Color::read(value)),
            "font" => put(&mut self.font, font(value)),
            "corners" => put(&mut self.corners, corners(value)),
            _ => return None,
        };
        let wanted = match name {
            "font" => "names of fonts, as in “Inter, sans-serif”",
            "corners" => "a width of 0 to 32 px",
            _ => "an opaque color, as in “#1d5cbf” or “rgb(29, 92, 191)”",
        };
        Some(if done {
            Ok(())
        } else {
            Err(OptionError::new(name, value, wanted))
        })
    }

    /// The page's custom properties that this look sets, with their values; the others keep the page's own value. A
    /// color with too little contrast is moved toward black in the light scheme, or toward white in the dark one, until
    /// text is readable.
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        let mut grounds = [LIGHT.0, DARK.0];
        if let Some(paper) = self.paper {
            // A host sets one background. It replaces the background of the scheme that it resembles.
            let dark = paper.luminance() < 0.18;
            let (faintest, end, name) = if dark {
                (DARK.1, Color::BLACK, "--host-paper-dark")
            } else {
                (LIGHT.1, Color::WHITE, "--host-paper-light")
            };
            let readable = paper.moved(end, faintest, ENOUGH);
            grounds[usize::from(dark)] = readable;
            all.push((name, readable.text()));
        }
        if let Some(accent) = self.accent {
            let ends = [Color::BLACK, Color::WHITE];
            let names = [
                ("--host-accent-light", "--host-on-accent-light"),
                ("--host-accent-dark", "--host-on-accent-dark"),
            ];
            for ((ground, end), (name, on)) in grounds.into_iter().zip(ends).zip(names) {
                let readable = accent.moved(end, ground, ENOUGH);
                all.push((name, readable.text()));
                all.push((on, readable.text_on().text()));
            }
        }
        if let Some(font) = &self.font {
            all.push(("--host-font", font.clone()));
        }
        if let Some(corners) = self.corners {
            all.push(("--host-corners", format!("{corners}px")));
        }
        all
    }

    /// Whether a color of the host is adjusted in the scheme that it was meant for.
    pub fn is_adjusted(&self) -> bool {
        let given = [self.accent, self.paper].into_iter().flatten();
        let shown = self.properties();
        given
            .map(Color::text)
            .any(|given| !shown.iter().any(|(_, value)| *value == given))
    }
}

fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let read = value.is_some();
    *place = value;
    read
}

/// Allows letters, digits and separators between names, and nothing that could end the property.
fn font(text: &str) -> Option<String> {
    let plain = |letter: char| letter.is_alphanumeric() || " ,-_'\"".contains(letter);
    let quotes = |quote| text.matches(quote).count() % 2 == 0;
    (!text.trim().is_empty()
        && text.len() <= LONGEST_FONT
        && text.chars().all(plain)
        && quotes('"')
        && quotes('\''))
    .then(|| text.trim().to_owned())
}

fn corners(text: &str) -> Option<u8> {
    let text = text.trim();
    let width = text
        .strip_suffix("px")
        .unwrap_or(text)
        .parse()
        .ok()
        .filter(|width| *width <= WIDEST_CORNERS)?;
    Some(width)
}
