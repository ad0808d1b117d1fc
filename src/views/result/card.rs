//! The result as a picture, as SVG.

use std::fmt::Write as _;

use which_end_core::quiz::report::{Region, Report};

use super::wording::{answers, chance_of_bar, region_title, verdict};
use crate::ui::chart::plane::{SIZE, closed_path, x_of, y_of};
use crate::ui::number::{tenths, whole};
use crate::views::picture_card::{self, text};

/// Width of a full bar, in pixels.
const BAR: f64 = 560.0;

/// Renders the picture. `address` is the quiz's address, or `None` if it is not public.
pub(super) fn svg(report: &Report, address: Option<&str>) -> String {
    let mut svg = picture_card::open(
        "Which End: back end or front end?",
        verdict(report.verdict, &report.probabilities()),
    );
    svg.push_str(
        "<linearGradient id=\"both\"><stop offset=\".5\" stop-color=\"#3d7fe0\"/><stop offset=\".5\" stop-color=\"#ea8a34\"/></linearGradient>",
    );
    for (index, (region, share)) in Region::ALL.into_iter().zip(report.regions).enumerate() {
        bar(&mut svg, 210.0 + 88.0 * index as f64, region, share);
    }
    plane(&mut svg, report);
    let footer = format!("From {}. Not a hiring test.", answers(report.answered));
    text(&mut svg, (60.0, 590.0), "fill=\"#57534b\"", &footer);
    picture_card::address(&mut svg, address);
    svg.push_str("</svg>");
    svg
}

fn bar(svg: &mut String, top: f64, region: Region, share: f64) {
    let fill = match region {
        Region::Backend => "#3d7fe0",
        Region::Frontend => "#ea8a34",
        // Half blue, half orange, as on the page.
        Region::FullStack => "url(#both)",
        Region::NeitherYet => "#6d6a62",
    };
    text(
        svg,
        (60.0, top),
        "font-weight=\"600\"",
        region_title(region),
    );
    text(
        svg,
        (60.0 + BAR, top),
        "text-anchor=\"end\"",
        &chance_of_bar(share),
    );
    for (fill, width) in [("#ede7da", BAR), (fill, BAR * share.clamp(0.01, 1.0))] {
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            svg,
            "<rect x=\"60\" y=\"{}\" width=\"{}\" height=\"20\" rx=\"10\" fill=\"{fill}\"/>",
            whole(top + 14.0),
            whole(width)
        );
    }
}

fn plane(svg: &mut String, report: &Report) {
    let half = SIZE / 2.0;
    svg.push_str("<g transform=\"translate(788 176) scale(1.1)\" font-size=\"17\">");
    for (x, y, fill) in [
        (half, half, "#e6effc"),
        (0.0, 0.0, "#fdeedd"),
        (half, 0.0, "#ede7da"),
        (0.0, half, "#ffffff"),
    ] {
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"160\" height=\"160\" fill=\"{fill}\" stroke=\"#d9d5ca\"/>",
            whole(x),
            whole(y)
        );
    }
    svg.push_str("<path fill=\"#1a1b21\" fill-opacity=\".16\" stroke=\"#1a1b21\" stroke-width=\"1.5\" fill-rule=\"evenodd\" d=\"");
    for outline in &report.plane.outlines {
        let outline: Vec<(f64, f64)> = outline
            .iter()
            .map(|point| (point.backend, point.frontend))
            .collect();
        svg.push_str(&closed_path(&outline));
    }
    svg.push_str("\"/>");
    let _ = write!(
        svg,
        "<circle cx=\"{}\" cy=\"{}\" r=\"7\"/>",
        tenths(x_of(report.backend.mean)),
        tenths(y_of(report.frontend.mean))
    );
    for (x, y, anchor, word) in [
        (10.0, 24.0, "", "Front end"),
        (SIZE - 10.0, 24.0, "text-anchor=\"end\"", "Full-stack"),
        (10.0, SIZE - 12.0, "", "Neither yet"),
        (SIZE - 10.0, SIZE - 12.0, "text-anchor=\"end\"", "Back end"),
    ] {
        text(svg, (x, y), anchor, word);
    }
    svg.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::report::Report;
    use which_end_core::quiz::session::{Response, Session, Step};

    use super::*;
    use crate::dataset::{bank, bank_model};

    /// Protects the picture: browsers refuse SVG with an unescaped character or an unclosed element.
    #[test]
    fn the_picture_is_sound_and_says_what_the_report_says() {
        let mut session = Session::new(3);
        let mut turn = 0;
        while let Step::Ask { .. } = session.step(bank()) {
            session
                .respond(bank(), Response::Choice(turn % 2))
                .expect("every item has two choices");
            turn += 1;
        }
        let report = Report::in_model(bank_model(), &session);
        let svg = svg(&report, Some("https://example.org/?a=1&b=<2>"));
        assert!(svg.contains("a=1&amp;b=&lt;2&gt;"));
        for region in Region::ALL {
            assert!(svg.contains(region_title(region)));
            assert!(svg.contains(&chance_of_bar(report.probability(region))));
        }
        picture_card::assert_sound(&svg);
    }
}
