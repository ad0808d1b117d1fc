//! Where published figures disagree or say the same twice, in words.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::pay::contradiction::{Contradiction, Saying};

use super::data::Loaded;
use super::old;
use crate::html::escape;

/// Each contradiction: who says what, and why, where anybody knows.
pub(super) fn render(loaded: &Loaded, today: Date) -> String {
    let each = loaded
        .contradictions
        .contradictions
        .iter()
        .map(|one| disagreement(one, loaded, today));
    format!(
        "<p>Figures that do not fit together are shown side by side, never averaged. Some look like two and are one.</p>{}",
        each.collect::<String>()
    )
}

fn disagreement(one: &Contradiction, loaded: &Loaded, today: Date) -> String {
    let mut markup = format!("<h3>{}</h3><ul>", escape(&one.about));
    for saying in &one.says {
        markup.push_str(&said(saying, loaded, today));
    }
    let why = one.why.as_deref().map_or_else(
        || "Nobody knows why.".to_owned(),
        |why| format!("<strong>Why:</strong> {}", escape(why)),
    );
    let _ = write!(markup, "</ul><p>{why}</p>");
    markup
}

/// Who says what, with the date of the first thing they say it in, and old once any of it is.
fn said(saying: &Saying, loaded: &Loaded, today: Date) -> String {
    let claims = saying.claims.iter().filter_map(|id| {
        let claim = loaded
            .facts
            .claims
            .claims
            .iter()
            .find(|claim| claim.id == *id)?;
        Some((claim.as_of, claim.review_by))
    });
    let sources = saying.sources.iter().filter_map(|id| {
        let source = loaded
            .guide
            .sources
            .iter()
            .find(|source| source.id == *id)?;
        Some((source.as_of, source.review_by))
    });
    let found: Vec<(Option<Date>, Date)> = claims.chain(sources).collect();
    let when = found
        .iter()
        .find_map(|(as_of, _)| *as_of)
        .map_or_else(|| "no date given".to_owned(), |date| date.to_string());
    let old = found
        .iter()
        .map(|(_, review_by)| *review_by)
        .min()
        .map_or_else(String::new, |due| old::mark(", old", due, today));
    format!(
        "<li><strong>{}</strong> ({when}{old}): {}</li>",
        escape(&saying.who),
        escape(&saying.what)
    )
}
