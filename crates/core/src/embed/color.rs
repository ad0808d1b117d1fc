//! Colors that a host sets, and whether text in them is readable.

use crate::portable::{exp, ln};

/// An opaque color: red, green and blue, 0 to 255 each, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// Number of steps from a color to black or white, when it is adjusted for readability.
const STEPS: u16 = 32;

impl Color {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Parses `#rgb`, `#rrggbb`, `rgb(1, 2, 3)` and `rgb(1 2 3)`, the forms that browsers report. `None` for anything
    /// else. Translucent colors are refused too, because the contrast on them depends on what is behind.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            return Self::from_digits(digits);
        }
        let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
        let mut parts = inner
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse::<u8>().ok());
        let color = Self([parts.next()??, parts.next()??, parts.next()??]);
        parts.next().is_none().then_some(color)
    }

    fn from_digits(digits: &str) -> Option<Self> {
        let digits: Vec<u8> = digits
            .chars()
            .take(7)
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect::<Option<_>>()?;
        match *digits {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, r2, g, g2, b, b2] => Some(Self([r * 16 + r2, g * 16 + g2, b * 16 + b2])),
            _ => None,
        }
    }

    /// The color as `#rrggbb`.
    pub fn text(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::from("#");
        for part in self.0 {
            for half in [part >> 4, part & 15] {
                text.push(char::from(DIGITS[usize::from(half)]));
            }
        }
        text
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                exp(2.4 * ln((share + 0.055) / 1.055))
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast with another color, 1 to 21 (WCAG 2.2, “contrast ratio”).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The color itself if its contrast with `ground` is at least `enough`; otherwise the nearest mix with `end` that
    /// reaches it, or `end` if none does.
    #[must_use]
    pub fn moved(self, end: Self, ground: Self, enough: f64) -> Self {
        (0..=STEPS)
            .map(|step| self.mixed(end, step))
            .find(|color| color.contrast(ground) >= enough)
            .unwrap_or(end)
    }

    /// The mix after `step` of [`STEPS`] steps toward `end`.
    fn mixed(self, end: Self, step: u16) -> Self {
        let mut parts = self.0;
        for (part, end) in parts.iter_mut().zip(end.0) {
            let sum = u16::from(*part) * (STEPS - step) + u16::from(end) * step;
            *part = u8::try_from(sum / STEPS).unwrap_or(u8::MAX);
        }
        Self(parts)
    }

    /// Black or white, whichever has more contrast with this color. The contrast is never under 4.5.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }
}
