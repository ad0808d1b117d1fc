//! The estimate as one picture to hand out.

use std::fmt::Write as _;

use which_end_core::pay::estimate::PayEstimate;
use which_end_core::pay::query::PayQuery;

use super::units::{amount, heading, rate_said, shown};
use super::{copies, words};
use crate::rooms::picture_card::{self, text};
use crate::ui::number::whole;

const SOFT: &str = "fill=\"#555a66\"";

/// Left and right end of the drawn range, pixels.
const ENDS: (f64, f64) = (110.0, 1090.0);

/// Most characters of a line of choices.
const LINE: usize = 88;

/// The picture. `address` is where the page is; none where others cannot go there.
pub(super) fn svg(query: &PayQuery, answer: &PayEstimate, address: Option<&str>) -> String {
    let mut svg = picture_card::open("Which End: what this work pays", &copies::headline(answer));
    let mut y = 200.0;
    for line in lines(&words::asked(query)) {
        text(&mut svg, (60.0, y), "", &line);
        y += 36.0;
    }
    range(&mut svg, answer);
    let unit = shown();
    let of = format!("{}, total pay before tax.", heading(&unit));
    let of = match rate_said(&unit) {
        Some(rate) => format!("{of} {rate}"),
        None => of,
    };
    for (y, line) in [
        (474.0, of),
        (508.0, format!("{}.", copies::answers(answer))),
        (542.0, format!("{}.", copies::sources())),
    ] {
        text(
            &mut svg,
            (60.0, y),
            &format!("{SOFT} font-size=\"20\""),
            &cut(&line, 110),
        );
    }
    text(
        &mut svg,
        (60.0, 590.0),
        SOFT,
        "A range from a survey, not an offer.",
    );
    picture_card::address(&mut svg, address);
    svg.push_str("</svg>");
    svg
}

/// The five percentiles on a straight line from the lowest to the highest, each with its figure.
fn range(svg: &mut String, answer: &PayEstimate) {
    let [p10, p25, p50, p75, p90] = answer.percentiles;
    let wide = (p90 - p10).max(1.0);
    let at = |usd: f64| ENDS.0 + (usd - p10) / wide * (ENDS.1 - ENDS.0);
    for (from, to, fill) in [(p10, p90, "#a9c6f3"), (p25, p75, "#3d7fe0")] {
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"330\" width=\"{}\" height=\"44\" fill=\"{fill}\"/>",
            whole(at(from)),
            whole((at(to) - at(from)).max(2.0))
        );
    }
    let _ = write!(
        svg,
        "<rect x=\"{}\" y=\"318\" width=\"4\" height=\"68\"/>",
        whole(at(p50) - 2.0)
    );
    // Figures of neighbors may lie close: the ends and the middle stand above, the quarters below.
    for (usd, y, word) in [
        (p10, 310.0, "1 in 10 under "),
        (p50, 310.0, "middle "),
        (p90, 310.0, "1 in 10 over "),
        (p25, 408.0, ""),
        (p75, 408.0, ""),
    ] {
        text(
            svg,
            (at(usd), y),
            "text-anchor=\"middle\" font-size=\"20\"",
            &format!("{word}{}", amount(usd)),
        );
    }
}

/// The choices in at most two lines.
fn lines(choices: &[String]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for choice in choices {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        let parted = if line.is_empty() { "" } else { ", " };
        if line.chars().count() + choice.chars().count() + 2 > LINE && !line.is_empty() {
            lines.push(choice.clone());
        } else {
            line.push_str(parted);
            line.push_str(choice);
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push_str(", …");
    }
    lines.iter().map(|line| cut(line, LINE)).collect()
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{LINE, cut, lines};

    /// Protects the picture from running out of its frame, whatever is chosen.
    #[test]
    fn many_choices_stay_within_two_lines() {
        let many: Vec<String> = (0..40).map(|at| format!("Technology {at}")).collect();
        for count in 0..=many.len() {
            let found = lines(&many[..count]);
            assert!(found.len() <= 2);
            assert!(found.iter().all(|line| line.chars().count() <= LINE));
        }
        assert!(lines(&many)[1].ends_with('…'));
        assert_eq!(cut("é".repeat(9).as_str(), 5), "éééé…");
    }
}
