//! The mark of what is old. It stands in the page from the start, hidden where its day has not come: the application
//! hides and shows it by the visitor's own clock (`src/platform/readable.rs`), so that a page built long ago still tells.

use which_end_core::date::Date;

/// `words` as a mark that shows from the day of review on.
pub(super) fn mark(words: &str, review_by: Date, today: Date) -> String {
    let hidden = if review_by <= today { "" } else { " hidden" };
    format!("<strong data-old=\"{review_by}\"{hidden}>{words}</strong>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_from_its_day_on_and_not_before() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let due = day("2026-12-01");
        assert_eq!(
            mark(" Old.", due, day("2026-11-30")),
            "<strong data-old=\"2026-12-01\" hidden> Old.</strong>"
        );
        assert_eq!(
            mark(" Old.", due, due),
            "<strong data-old=\"2026-12-01\"> Old.</strong>"
        );
    }
}
