//! The opening questions as native forms: readable without scripts, answerable before the application runs.
//!
//! What the application finds in the document: one `fieldset[data-item]` for each opening item, in order, holding
//! radios whose `name` is the item's id, `value` the position of the choice, and `data-item-version` the version the
//! visitor saw. `readable.js` adds `data-given` where an answer was given.
//!
//! While the application is on its way, `readable.js` shows one question at a time. Each has the elements and classes of the
//! application's own card (`src/rooms/quiz`), so that nothing moves when that comes.

use std::fmt::Write as _;

use which_end_core::quiz::item::{Body, Item, ItemBank};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::session::{Response, Session};

use self::words::{HINT, about_left, ask, ends, labels};
use crate::html::escape;

/// The application's own words, so that the two can never say different things.
#[path = "../../../../src/rooms/quiz/words.rs"]
mod words;

/// The first three questions.
pub(super) fn render(bank: &ItemBank) -> String {
    let mut markup = String::from(
        "<p data-alone>These are the first three questions. Answer them now if you like: the rest of the quiz goes on from here.</p>\
        <noscript><p class=\"notice\">Scripts are off in this browser, so the quiz cannot go on to a result. \
        The guide and the pay tables below need no scripts.</p></noscript>\
        <form class=\"quiz\" autocomplete=\"off\">",
    );
    let model = BankModel::new(bank);
    let mut run = Session::new(0);
    let opening: Vec<&Item> = bank.opening.iter().filter_map(|id| bank.get(id)).collect();
    for (given, item) in opening.iter().enumerate() {
        let left = run.turn_in(&model).progress.about_left;
        markup.push_str(&card(item, given, left));
        // How many are left after an answer depends on it a little; the middle one tells about as many as the others.
        let middle = u8::try_from(labels(item).len() / 2).unwrap_or_default();
        // It fits the open item, and where it did not, the same number would be told again.
        let _ = run.respond_to(item, Response::Choice(middle));
    }
    let given = opening.len();
    // Writing to a string does not fail, here and below.
    let _ = write!(
        markup,
        "<div data-card=\"{given}\" data-ahead><p class=\"wait\" tabindex=\"-1\">Loading the next question.</p></div></form>"
    );
    markup
}

/// The question with what the application shows around it.
fn card(item: &Item, given: usize, left: usize) -> String {
    let back = if given == 0 { " disabled" } else { "" };
    format!(
        "<div data-card=\"{given}\"><div data-ahead><p class=\"quiz-progress\"><span>Question {number}</span><span>{words}</span></p>\
        <progress aria-label=\"How far you are\" max=\"{whole}\" value=\"{given}\"></progress></div>{question}\
        <div data-ahead><p role=\"alert\" class=\"quiz-missing\"></p><div class=\"quiz-moves\">\
        <button type=\"button\" class=\"quiet-button\" data-step=\"-1\"{back}>Back</button>\
        <button type=\"button\" class=\"quiet-button\" disabled>Skip</button>\
        <button type=\"button\" class=\"button\" data-step=\"1\">Next</button></div>\
        <p class=\"quiz-hint\">{HINT}</p></div></div>",
        number = given + 1,
        words = about_left(left),
        whole = (given + left).max(1),
        question = question(item),
    )
}

fn question(item: &Item) -> String {
    let id = escape(item.id.as_str());
    let layout = match &item.body {
        Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => "choices steps",
        Body::Situation { .. } | Body::Task { .. } => "choices",
    };
    let mut markup = format!(
        "<fieldset data-item=\"{id}\" data-item-version=\"{version}\"><legend><h2 tabindex=\"-1\"><span class=\"ask\">{ask}</span>\
        <span class=\"stem\">{stem}</span></h2></legend>",
        version = item.version,
        ask = escape(ask(item)),
        stem = escape(&item.stem),
    );
    if let Body::Pair {
        backend,
        frontend,
        first,
    } = &item.body
    {
        let [a, b] = ends(backend, frontend, *first).map(|end| escape(&end.text));
        let end = |letter: &str, text: &str| {
            format!(
                "<p class=\"pair-end\"><span class=\"letter\">{letter}</span><span>{text}</span></p>"
            )
        };
        let _ = write!(
            markup,
            "<div class=\"pair-ends\">{}{}</div>",
            end("A", &a),
            end("B", &b)
        );
    }
    let _ = write!(markup, "<div class=\"{layout}\">");
    for (position, label) in labels(item).iter().enumerate() {
        let _ = write!(
            markup,
            "<label class=\"choice\"><input type=\"radio\" name=\"{id}\" value=\"{position}\"><span class=\"dot\"></span>\
            <span>{}</span><span class=\"ring\"></span></label>",
            escape(label)
        );
    }
    markup.push_str("</div></fieldset>");
    markup
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tags;

    fn bank() -> ItemBank {
        let item = |id: &str, stem: &str, body: serde_json::Value| {
            serde_json::json!({ "id": id, "version": 3, "stem": stem, "body": body,
                "parameters": { "discrimination": 1.4, "location": 0.0, "steps": "assumed", "respondents": 0 } })
        };
        serde_json::from_value(serde_json::json!({
            "version": 1,
            "opening": ["b-one", "p-two", "f-three"],
            "items": [
                item("f-three", "Ask <b>users</b>?", serde_json::json!({"Likert": {"facet": "users", "scale": "agreement", "reversed": true}})),
                item("b-one", "Sort data", serde_json::json!({"Likert": {"facet": "data", "scale": "liking", "reversed": false}})),
                item("p-two", "Pick", serde_json::json!({"Pair": {
                    "backend": {"facet": "data", "text": "the \"tables\""},
                    "frontend": {"facet": "layout", "text": "the layout"}, "first": "frontend"}})),
            ]
        }))
        .expect("the test's bank has the shape of a bank")
    }

    #[test]
    fn opening_items_come_in_order_with_native_radios_the_application_can_read() {
        let markup = render(&bank());
        let tags = tags(&markup);
        let items: Vec<_> = tags.iter().filter_map(|tag| tag.get("data-item")).collect();
        assert_eq!(items, ["b-one", "p-two", "f-three"]);
        let versions: Vec<_> = tags
            .iter()
            .filter_map(|tag| tag.get("data-item-version"))
            .collect();
        assert_eq!(versions, ["3", "3", "3"]);
        for item in items {
            let values: Vec<_> = tags
                .iter()
                .filter(|tag| tag.get("type") == Some("radio") && tag.get("name") == Some(item))
                .filter_map(|tag| tag.get("value"))
                .collect();
            assert_eq!(values, ["0", "1", "2", "3", "4"], "{item}");
        }
    }

    #[test]
    fn a_browser_must_not_bring_back_radios_of_an_earlier_visit() {
        assert!(render(&bank()).contains("<form class=\"quiz\" autocomplete=\"off\">"));
    }

    #[test]
    fn texts_are_escaped_and_pairs_keep_their_order() {
        let markup = render(&bank());
        assert!(markup.contains("Ask &lt;b&gt;users&lt;/b&gt;?") && !markup.contains("<b>"));
        let (a, b) = (
            markup.find("the layout"),
            markup.find("the &quot;tables&quot;"),
        );
        assert!(a.is_some() && a < b, "the frontend end stands first");
    }
}
