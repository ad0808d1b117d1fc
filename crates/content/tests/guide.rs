//! The guide's check finds errors: each test breaks a valid guide in one way.

use which_end_content::guide;
use which_end_core::date::Date;
use which_end_core::guide::Guide;

const SHIPPED: &str = include_str!("../../../assets/data/guide.json");

/// The shipped guide with one value replaced, found by its JSON pointer.
fn with(pointer: &str, value: &str) -> Guide {
    let mut json: serde_json::Value = serde_json::from_str(SHIPPED).expect("guide.json is JSON");
    *json
        .pointer_mut(pointer)
        .expect("the pointer leads somewhere") = serde_json::from_str(value).expect("a JSON value");
    serde_json::from_value(json).expect("still the guide's shape")
}

fn complaints(guide: &Guide) -> String {
    guide::check(guide).err().unwrap_or_default().join("\n")
}

fn assert_complains(pointer: &str, value: &str, about: &str) {
    let found = complaints(&with(pointer, value));
    assert!(
        found.contains(about),
        "{pointer} = {value}: expected “{about}”, found “{found}”"
    );
}

// Protects readers from blank and very long texts in every part.
#[test]
fn empty_and_endless_texts_are_found_in_every_part() {
    for pointer in [
        "/sides/0/summary/text",
        "/sides/0/work/0/text",
        "/sides/1/work/0/title",
        "/sides/0/ladder/0/scope",
        "/sides/0/ladder/1/signs/0",
        "/sides/1/ladder/2/next/0",
        "/sides/0/skills/4/title",
        "/sides/1/skills/0/skills/0/text",
        "/sides/1/day/2/text",
        "/sides/0/sections/0/points/0/text",
        "/sections/0/title",
        "/sides/0/likes/0/text",
        "/sides/1/dislikes/0/text",
        "/sides/0/try_this/0/steps/0",
        "/sides/1/try_this/2/tells",
        "/sides/0/mistakes/entries/0",
        "/sides/1/portfolio/entries/0",
        "/sides/0/exits/0/title",
        "/sides/0/outlook/0/covers",
        "/sides/1/faq/0/answer",
        "/difference/0/text",
        "/faq/0/question",
        "/sources/0/who",
        "/sources/0/licence",
    ] {
        assert_complains(pointer, "\" \"", "a text is empty");
        assert_complains(pointer, &format!("\"{}?\"", "a ".repeat(250)), "at most");
    }
}

// Protects the pay page's link to the ladder: every tier has its rung, in order.
#[test]
fn a_missing_or_moved_rung_is_found() {
    assert_complains(
        "/sides/0/ladder",
        "[]",
        "back end, ladder: needs its four rungs",
    );
    assert_complains(
        "/sides/1/ladder/0/tier",
        "\"senior\"",
        "front end, ladder: needs its four rungs",
    );
    assert_complains("/sides/1/ladder/0/next", "[]", "every rung but the last");
    assert_complains(
        "/sides/0/ladder/3/next",
        "[\"Go on.\"]",
        "every rung but the last",
    );
}

// Protects the quiz's links into the skills: each facet of a side has its group.
#[test]
fn a_facet_without_its_group_is_found() {
    assert_complains(
        "/sides/0/skills/0/facet",
        "\"logic\"",
        "back end, skills: needs this side's five facets",
    );
    assert_complains(
        "/sides/1/skills/0/facet",
        "\"data\"",
        "front end, skills: needs this side's five facets",
    );
    assert_complains(
        "/sides/0/side",
        "\"frontend\"",
        "back end: is not where it belongs",
    );
}

// Protects the promise that every number has a source, and that the guide contains no pay.
#[test]
fn numbers_without_a_source_and_pay_are_found() {
    assert_complains(
        "/sides/1/titles/entries/0",
        "\"75% of hirers look at it.\"",
        "a number without a source",
    );
    assert_complains(
        "/sides/1/titles/entries/0",
        "\"One of 12,000 ways.\"",
        "a number without a source",
    );
    assert_complains(
        "/sides/0/likes/0/text",
        "\"You get $100 more.\"",
        "speaks of money",
    );
    assert!(complaints(&with("/sides/1/titles/entries/0", "\"404 is no secret.\"")).is_empty());
}

// Protects the reader's way to each source.
#[test]
fn broken_sources_are_found() {
    assert_complains("/sides/0/work/0/sources", "[\"nobody\"]", "cites “nobody”");
    assert_complains("/sides/0/outlook/0/source", "\"nobody\"", "cites “nobody”");
    assert_complains(
        "/sources/0/url",
        "\"http://jobicy.com/\"",
        "needs a full https address",
    );
    assert_complains(
        "/sources/0/url",
        "\"https://\"",
        "needs a full https address",
    );
    assert_complains(
        "/sources/0/url",
        "\"https://jobicy.com/a b\"",
        "needs a full https address",
    );
    assert_complains(
        "/sources/1/id",
        "\"jobicy\"",
        "source jobicy: is there twice",
    );
    assert_complains("/sources/0/id", "\"Job icy\"", "lower-case letters");
    assert_complains(
        "/sides/1/skills/4/skills/2/sources",
        "[]",
        "source web-vitals: is cited nowhere",
    );
}

// Protects readers from sections of opinions: each point says whom it rests on.
#[test]
fn a_section_point_without_a_source_is_found() {
    assert_complains(
        "/sides/1/sections/3/points/0/sources",
        "[]",
        "front end, sections 4, 1: “A phone company's landing page” has no source",
    );
    assert_complains("/sections/0/points/0/sources", "[]", "sections 1, 1: ");
    assert_complains("/sections", "[]", "sections: is empty");
}

// Protects readers from undated sources: no date is a decision (`null`), not an omission.
#[test]
fn a_date_left_out_is_an_error() {
    for date in [r#""as_of": "2026-02-01", "#, r#""as_of": "2025-05-31", "#] {
        let without = SHIPPED.replacen(date, "", 1);
        assert_ne!(without, SHIPPED, "{date}");
        let error = serde_json::from_str::<Guide>(&without).expect_err(date);
        assert!(
            error.to_string().contains("missing field `as_of` at line"),
            "{error}"
        );
    }
}

// Protects readers from impossible dates, and from trials that are not cheap.
#[test]
fn impossible_dates_and_long_trials_are_found() {
    assert_complains(
        "/sources/1/review_by",
        "\"2001-01-01\"",
        "due for review before",
    );
    assert_complains(
        "/sides/0/outlook/0/as_of",
        "\"2099-01-01\"",
        "due for review before",
    );
    assert_complains("/sides/0/try_this/0/minutes", "90", "1 to 60 minutes");
    assert_complains("/sides/0/try_this/0/minutes", "0", "1 to 60 minutes");
    assert_complains("/sides/0/try_this/1/open", "\"pokeapi.co\"", "full https");
    assert_complains("/faq/0/question", "\"No question\"", "question mark");
}

// Protects the reader from outdated facts: a source counts as outdated on its review day, but not the day before.
#[test]
fn a_source_grows_old_on_its_review_day() {
    let guide = with("/sources/0/review_by", "\"2030-06-15\"");
    let day = |day| Date::new(2030, 6, day).expect("June has this day");
    let source = &guide.sources[0];
    assert!(!source.is_overdue(day(14)) && source.is_overdue(day(15)));
    let says_so = |today| {
        guide::overdue(&guide, today)
            .iter()
            .any(|warning| warning.contains(source.id.as_str()))
    };
    assert!(!says_so(day(14)) && says_so(day(15)));
    let cited: Vec<_> = guide.sources[..2]
        .iter()
        .map(|each| each.id.clone())
        .collect();
    let later = guide.sources[1].review_by;
    assert_eq!(guide.review_by(&cited), Some(later.min(day(15))));
    assert_eq!(guide.review_by(&[]), None);
}

// Protects the result's promise of three cheap tests for each side, each of which can support either.
#[test]
fn each_side_has_three_trials_that_can_speak_for_and_against() {
    assert_complains("/sides/0/try_this", "[]", "needs three things to try");
    for one_sided in [
        "\"You will see.\"",
        "\"If you liked it, that speaks for the back end.\"",
    ] {
        assert_complains(
            "/sides/1/try_this/0/tells",
            one_sided,
            "what speaks against it",
        );
    }
}
