//! Pictures for sharing: standalone SVG with fixed colors. Shared parts of all pictures.

use std::fmt::Write as _;

use crate::ui::number::whole;

/// Width of a picture in pixels, as chat programs expect for previews.
pub(in crate::views) const WIDTH: u32 = 1200;
/// Height of a picture in pixels.
pub(in crate::views) const HEIGHT: u32 = 630;
/// Background color as RGB.
pub(in crate::views) const BACKGROUND: [u8; 3] = [0xf7, 0xf3, 0xea];

/// Starts a picture with background, subject and headline. The caller appends content and `</svg>`.
pub(in crate::views) fn open(subject: &str, headline: &str) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0 1200 630\" \
         font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif\" font-size=\"24\" fill=\"#1a1b21\">\
         <rect width=\"1200\" height=\"630\" fill=\"#f7f3ea\"/>",
    );
    text(&mut svg, (60.0, 76.0), "fill=\"#57534b\"", subject);
    // Long headlines are smaller. The widest fallback font needs 0.6 of its size for each letter.
    let size = (1_780 / headline.chars().count().max(1)).min(50);
    let attributes = format!(
        "font-size=\"{size}\" font-weight=\"700\" font-family=\"Charter, Cambria, Georgia, 'Liberation Serif', serif\""
    );
    text(&mut svg, (60.0, 142.0), &attributes, headline);
    svg
}

/// The address at the bottom. Nothing if it is not public.
pub(in crate::views) fn address(svg: &mut String, address: Option<&str>) {
    if let Some(address) = address {
        let short: String = address.chars().take(60).collect();
        text(
            svg,
            (1140.0, 590.0),
            "fill=\"#1d5cbf\" text-anchor=\"end\"",
            &short,
        );
    }
}

/// A line of text with its baseline at (x, y).
pub(in crate::views) fn text(
    svg: &mut String,
    (x, y): (f64, f64),
    attributes: &str,
    content: &str,
) {
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" {attributes}>",
        whole(x),
        whole(y)
    );
    for letter in content.chars() {
        match letter {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            other => svg.push(other),
        }
    }
    svg.push_str("</text>");
}

/// Asserts that a picture is well-formed and has the declared size and background. Browsers refuse SVG that is not.
#[cfg(test)]
pub(in crate::views) fn assert_sound(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let name = piece.split([' ', '>', '/']).next().unwrap_or_default();
        if let Some(ended) = piece.strip_prefix('/') {
            assert_eq!(open.pop(), ended.split('>').next());
        } else if !piece.split('>').next().unwrap_or_default().ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} are never closed");
    for (name, number) in [("width", WIDTH), ("height", HEIGHT)] {
        assert!(svg.contains(&format!("{name}=\"{number}\"")));
    }
    let [red, green, blue] = BACKGROUND;
    assert!(svg.contains(&format!("#{red:02x}{green:02x}{blue:02x}")));
}
