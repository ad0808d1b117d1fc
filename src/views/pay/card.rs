//! The estimate as a picture, as SVG.

use std::fmt::Write as _;

use which_end_core::pay::estimate::{PayEstimate, Percentile};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::units::{amount, heading, rate_note};
use super::{copies, labels, wording};
use crate::dataset::facts;
use crate::ui::number::whole;
use crate::ui::text::capitalized;
use crate::views::picture_card::{self, text};

/// Left and right end of the range, in pixels.
const ENDS: (f64, f64) = (60.0, 1140.0);

/// Longest line of the choices and of the small print, in characters.
const LINE: usize = 80;
const SMALL_LINE: usize = 116;

/// Most lines of the choices and of the small print.
const LINES: usize = 2;
const SMALL_LINES: usize = 6;

/// Renders the picture. `address` is the page's address, or `None` if it is not public.
pub(super) fn svg(
    unit: &Unit,
    query: &PayQuery,
    answer: &PayEstimate,
    address: Option<&str>,
) -> String {
    let mut svg = picture_card::open(
        "Which End: what this work pays",
        &wording::headline(unit, answer),
    );
    let choices = capitalized(&labels::stated(query).join(", "));
    let mut y = 196.0;
    for line in wrap(&choices, LINE, LINES) {
        text(&mut svg, (60.0, y), "", &line);
        y += 34.0;
    }
    range(&mut svg, unit, answer);
    let small = format!(
        "{}, total pay before tax, as people said it themselves, in money of {}. {}. {} {}",
        heading(unit),
        facts().pay.year,
        copies::answers(answer),
        rate_note(unit).unwrap_or_default(),
        copies::sources(query)
    );
    let mut y = 444.0;
    for line in wrap(&small, SMALL_LINE, SMALL_LINES) {
        text(
            &mut svg,
            (60.0, y),
            "fill=\"#57534b\" font-size=\"17\"",
            &line,
        );
        y += 23.0;
    }
    text(
        &mut svg,
        (60.0, 590.0),
        "fill=\"#57534b\"",
        "A range from a survey, not an offer.",
    );
    picture_card::address(&mut svg, address);
    svg.push_str("</svg>");
    svg
}

/// The range from the 10th to the 90th percentile, with every known figure: the median above it, the quartiles below,
/// the ends below those, so that neighboring figures do not overlap.
fn range(svg: &mut String, unit: &Unit, answer: &PayEstimate) {
    // Percentiles under the floor are drawn at the floor.
    let [p10, p25, p50, p75, p90] = answer.above_floor();
    let wide = (p90 - p10).max(1.0);
    let x_of = |usd: f64| ENDS.0 + (usd - p10) / wide * (ENDS.1 - ENDS.0);
    for (low, from, to, fill) in [(0, p10, p90, "#a9c6f3"), (1, p25, p75, "#3d7fe0")] {
        if answer.percentile(low) == Percentile::Unknown {
            continue;
        }
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"300\" width=\"{}\" height=\"44\" fill=\"{fill}\"/>",
            whole(x_of(from)),
            whole((x_of(to) - x_of(from)).max(2.0))
        );
    }
    if wording::known(answer, MEDIAN).is_some() {
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"290\" width=\"4\" height=\"64\"/>",
            whole(x_of(p50) - 2.0)
        );
    }
    for (index, y, word, margin) in [
        (MEDIAN, 280.0, "Middle ", 110.0),
        (1, 376.0, "", 60.0),
        (3, 376.0, "", 60.0),
    ] {
        let Some(usd) = wording::known(answer, index) else {
            continue;
        };
        let x = x_of(usd).clamp(ENDS.0 + margin, ENDS.1 - margin);
        let figure = format!("{word}{}", amount(unit, usd));
        text(
            svg,
            (x, y),
            "text-anchor=\"middle\" font-size=\"21\"",
            &figure,
        );
    }
    let high = wording::known(answer, 4).map(|usd| format!("1 in 10 over {}", amount(unit, usd)));
    let low = wording::low_end(unit, answer).map(|low| capitalized(&low));
    for (x, anchor, end) in [(ENDS.0, "start", low), (ENDS.1, "end", high)] {
        let attributes = format!("text-anchor=\"{anchor}\" font-size=\"21\"");
        text(svg, (x, 404.0), &attributes, &end.unwrap_or_default());
    }
}

/// Wraps the text at spaces into at most `max_lines` lines of `line` characters. Text that does not fit is replaced by
/// “…”.
fn wrap(text: &str, line: usize, max_lines: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines.last().is_some_and(|last| {
            !last.is_empty() && last.chars().count() + 1 + word.chars().count() > line
        });
        if full && lines.len() == max_lines {
            if let Some(last) = lines.last_mut() {
                let head: String = last.chars().take(line - 2).collect();
                *last = format!("{} …", head.trim_end_matches(','));
            }
            return lines;
        }
        if full {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            // No word is longer than a line today, but a name might be.
            let space = line.saturating_sub(last.chars().count());
            last.extend(word.chars().take(space));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LINE, LINES, wrap};

    /// Protects the picture: no combination of choices overflows its frame.
    #[test]
    fn many_choices_stay_within_their_lines() {
        let many: Vec<String> = (0..40).map(|index| format!("Technology {index}")).collect();
        for count in 0..=many.len() {
            let found = wrap(&many[..count].join(", "), LINE, LINES);
            assert!(found.len() <= LINES);
            assert!(
                found.iter().all(|line| line.chars().count() <= LINE),
                "{found:?}"
            );
        }
        assert_eq!(wrap("Go, C", LINE, LINES), ["Go, C"]);
        assert!(wrap(&many.join(", "), LINE, LINES)[1].ends_with('…'));
        assert_eq!(wrap(&"é".repeat(99), 5, 1), ["ééééé"]);
    }
}
