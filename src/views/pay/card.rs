//! The estimate as one picture to hand out.

use std::fmt::Write as _;

use which_end_core::pay::estimate::{PayEstimate, Percentile};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;

use super::units::{amount, heading, rate_said, shown};
use super::{copies, wording, words};
use crate::dataset::facts;
use crate::ui::number::whole;
use crate::ui::text::capitalized;
use crate::views::picture_card::{self, text};

/// Left and right end of the drawn range, pixels.
const ENDS: (f64, f64) = (60.0, 1140.0);

/// Most characters of a line of choices, and of one of the small print.
const LINE: usize = 80;
const SMALL_LINE: usize = 116;

/// Most lines of either.
const LINES: usize = 2;
const SMALL_LINES: usize = 6;

/// The picture. `address` is where the page is; none where others cannot go there.
pub(super) fn svg(query: &PayQuery, answer: &PayEstimate, address: Option<&str>) -> String {
    let mut svg = picture_card::open("Which End: what this work pays", &wording::headline(answer));
    let asked = capitalized(&words::asked(query).join(", "));
    let mut y = 196.0;
    for line in wrapped(&asked, LINE, LINES) {
        text(&mut svg, (60.0, y), "", &line);
        y += 34.0;
    }
    range(&mut svg, answer);
    let unit = shown();
    let small = format!(
        "{}, total pay before tax, as people said it themselves, in money of {}. {}. {} {}",
        heading(&unit),
        facts().pay.year,
        copies::answers(answer),
        rate_said(&unit).unwrap_or_default(),
        copies::sources(query)
    );
    let mut y = 444.0;
    for line in wrapped(&small, SMALL_LINE, SMALL_LINES) {
        text(
            &mut svg,
            (60.0, y),
            "fill=\"#555a66\" font-size=\"17\"",
            &line,
        );
        y += 23.0;
    }
    text(
        &mut svg,
        (60.0, 590.0),
        "fill=\"#555a66\"",
        "A range from a survey, not an offer.",
    );
    picture_card::address(&mut svg, address);
    svg.push_str("</svg>");
    svg
}

/// The five percentiles on a straight line from the lowest to the highest, each that is known with its figure: the middle
/// above, the quarters below, the ends below those, so that figures of close neighbors do not meet.
fn range(svg: &mut String, answer: &PayEstimate) {
    // What lies under the floor is drawn at the floor.
    let [p10, p25, p50, p75, p90] = answer.above_floor();
    let wide = (p90 - p10).max(1.0);
    let at = |usd: f64| ENDS.0 + (usd - p10) / wide * (ENDS.1 - ENDS.0);
    for (low, from, to, fill) in [(0, p10, p90, "#a9c6f3"), (1, p25, p75, "#3d7fe0")] {
        if answer.percentile(low) == Percentile::Unknown {
            continue;
        }
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"300\" width=\"{}\" height=\"44\" fill=\"{fill}\"/>",
            whole(at(from)),
            whole((at(to) - at(from)).max(2.0))
        );
    }
    if wording::known(answer, MEDIAN).is_some() {
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"290\" width=\"4\" height=\"64\"/>",
            whole(at(p50) - 2.0)
        );
    }
    for (index, y, word, view) in [
        (MEDIAN, 280.0, "Middle ", 110.0),
        (1, 376.0, "", 60.0),
        (3, 376.0, "", 60.0),
    ] {
        let Some(usd) = wording::known(answer, index) else {
            continue;
        };
        let x = at(usd).clamp(ENDS.0 + view, ENDS.1 - view);
        let figure = format!("{word}{}", amount(usd));
        text(
            svg,
            (x, y),
            "text-anchor=\"middle\" font-size=\"21\"",
            &figure,
        );
    }
    let high = wording::known(answer, 4).map(|usd| format!("1 in 10 over {}", amount(usd)));
    let low = wording::low_end(answer).map(|low| capitalized(&low));
    for (x, anchor, end) in [(ENDS.0, "start", low), (ENDS.1, "end", high)] {
        let attributes = format!("text-anchor=\"{anchor}\" font-size=\"21\"");
        text(svg, (x, 404.0), &attributes, &end.unwrap_or_default());
    }
}

/// The text in at most so many lines of so many characters, parted at spaces; what does not fit is cut with a sign of it.
fn wrapped(text: &str, line: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines.last().is_some_and(|last| {
            !last.is_empty() && last.chars().count() + 1 + word.chars().count() > line
        });
        if full && lines.len() == most {
            if let Some(last) = lines.last_mut() {
                let kept: String = last.chars().take(line - 2).collect();
                *last = format!("{} …", kept.trim_end_matches(','));
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
            // No word of ours is longer than a line, but a name might be one day.
            let view = line.saturating_sub(last.chars().count());
            last.extend(word.chars().take(view));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LINE, LINES, wrapped};

    /// Protects the picture from running out of its frame, whatever is chosen.
    #[test]
    fn many_choices_stay_within_their_lines() {
        let many: Vec<String> = (0..40).map(|at| format!("Technology {at}")).collect();
        for count in 0..=many.len() {
            let found = wrapped(&many[..count].join(", "), LINE, LINES);
            assert!(found.len() <= LINES);
            assert!(
                found.iter().all(|line| line.chars().count() <= LINE),
                "{found:?}"
            );
        }
        assert_eq!(wrapped("Go, C", LINE, LINES), ["Go, C"]);
        assert!(wrapped(&many.join(", "), LINE, LINES)[1].ends_with('…'));
        assert_eq!(wrapped(&"é".repeat(99), 5, 1), ["ééééé"]);
    }
}
