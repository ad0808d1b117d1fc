//! Pictures to hand out: an SVG text that stands alone, in fixed colors. What every such card has in common.

use std::fmt::Write as _;

use crate::ui::number::whole;

/// Width of the picture, pixels; the usual size of a card in chats.
pub(in crate::views) const WIDTH: u32 = 1200;
/// Height of the picture, pixels.
pub(in crate::views) const HEIGHT: u32 = 630;
/// Red, green and blue of its ground.
pub(in crate::views) const GROUND: [u8; 3] = [0xfb, 0xfa, 0xf7];

/// The start of a card: its ground, what it is of, and its headline. The caller draws on and ends it with `</svg>`.
pub(in crate::views) fn open(subject: &str, headline: &str) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0 1200 630\" \
         font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif\" font-size=\"24\" fill=\"#1c1e24\">\
         <rect width=\"1200\" height=\"630\" fill=\"#fbfaf7\"/>",
    );
    text(&mut svg, (60.0, 76.0), "fill=\"#555a66\"", subject);
    // Long headlines are set smaller: the widest of the fonts takes 0.6 of its size for a letter.
    let size = (1_780 / headline.chars().count().max(1)).min(50);
    let attributes = format!(
        "font-size=\"{size}\" font-weight=\"700\" font-family=\"Charter, Cambria, Georgia, 'Liberation Serif', serif\""
    );
    text(&mut svg, (60.0, 142.0), &attributes, headline);
    svg
}

/// The address at the foot of a card; none where others cannot go there.
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

/// A line of text with its baseline at that place.
pub(in crate::views) fn text(svg: &mut String, (x, y): (f64, f64), attributes: &str, words: &str) {
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" {attributes}>",
        whole(x),
        whole(y)
    );
    for letter in words.chars() {
        match letter {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            other => svg.push(other),
        }
    }
    svg.push_str("</text>");
}

/// Fails where a card is not sound: a mark that is not closed, another size or ground than is promised, and no browser
/// draws it.
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
    let [red, green, blue] = GROUND;
    assert!(svg.contains(&format!("#{red:02x}{green:02x}{blue:02x}")));
}
