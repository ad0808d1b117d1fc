//! Disagreements between published figures, and duplicates.

use leptos::prelude::*;
use which_end_core::date::Date;
use which_end_core::pay::contradiction::{Contradiction, SourcedStatement};

use crate::dataset::facts;
use crate::views::pieces::{Marker, heading, line, list, old_label, paragraph, strong};

/// Each disagreement: who says what, and why if it is known.
pub(super) fn disagreements() -> Vec<AnyView> {
    let intro = "Figures that do not fit together are shown side by side, never averaged. Some look like two and are one.";
    let mut parts = vec![paragraph("", intro.to_owned())];
    for one in &facts().contradictions.contradictions {
        parts.extend(disagreement(one));
    }
    parts
}

fn disagreement(one: &'static Contradiction) -> [AnyView; 3] {
    let why = match &one.why {
        None => vec!["Nobody knows why.".into_any()],
        Some(why) => vec![strong("Why:"), format!(" {why}").into_any()],
    };
    [
        heading(&one.about),
        list(Marker::Bullet, "", one.says.iter().map(saying)),
        line("", why),
    ]
}

/// One position with its date. The date is that of the first dated publication; the position is old once any of them
/// is.
fn saying(saying: &'static SourcedStatement) -> AnyView {
    let facts = facts();
    let claims = saying.claims.iter().filter_map(|id| {
        let claim = facts.claims.claims.iter().find(|claim| claim.id == *id)?;
        Some((claim.as_of, claim.review_by))
    });
    let sources = saying.sources.iter().filter_map(|id| {
        let source = facts.guide.source(id)?;
        Some((source.as_of, source.review_by))
    });
    let found: Vec<(Option<Date>, Date)> = claims.chain(sources).collect();
    let when = found
        .iter()
        .find_map(|(as_of, _)| *as_of)
        .map_or_else(|| "no date given".to_owned(), |date| date.to_string());
    let due = found.iter().map(|(_, review_by)| *review_by).min();
    (
        strong(saying.who.as_str()),
        format!(" ({when}"),
        due.map(|due| old_label(", old", due)),
        format!("): {}", saying.what),
    )
        .into_any()
}
