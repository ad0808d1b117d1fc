//! Contradictions between sources need their sources, or the build stops. Each test breaks the released list in one
//! way.

use serde_json::{Value, json};
use which_end_content::contradictions::check;
use which_end_core::guide::Guide;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::contradiction::Contradictions;

fn claims() -> Claims {
    serde_json::from_str(include_str!("../../../assets/data/claims.json")).expect("claims")
}

fn guide() -> Guide {
    serde_json::from_str(include_str!("../../../assets/data/guide.json")).expect("the guide")
}

fn released() -> Value {
    serde_json::from_str(include_str!("../../../assets/data/contradictions.json")).expect("JSON")
}

fn problems(list: Value) -> Vec<String> {
    let list: Contradictions = serde_json::from_value(list).expect("the shape of the list");
    check(&list, &claims(), &guide()).err().unwrap_or_default()
}

/// The released list with one value replaced.
fn with(path: &str, to: Value) -> Vec<String> {
    let mut list = released();
    *list
        .pointer_mut(path)
        .unwrap_or_else(|| panic!("there is no {path}")) = to;
    problems(list)
}

#[test]
fn the_released_list_is_sound_and_tells_what_the_research_found() {
    assert_eq!(problems(released()), Vec::<String>::new());
    let list: Contradictions = serde_json::from_value(released()).expect("the shape of the list");
    let told = |id: &str| list.contradictions.iter().any(|one| one.id == id);
    for id in [
        "back-end-middle",
        "back-end-low-end",
        "back-end-high-end",
        "jobicy-even-steps",
        "redshift-hourly",
        "jobicy-twice",
        "web-developers",
        "staff-unpriced",
        "rare-languages",
        "growth",
        "shortage",
        "redshift-demand",
        "microservices",
        "levels-by-years",
        "fourth-level",
        "stress",
        "neighbors",
        "degree",
    ] {
        assert!(told(id), "{id} is not told");
    }
}

#[test]
fn each_fault_is_named() {
    for (path, to, words) in [
        ("/contradictions/0/about", json!(" "), "“about” is empty"),
        ("/contradictions/0/why", json!(""), "“why” is empty"),
        (
            "/contradictions/0/says",
            json!([]),
            "it takes two sayings to disagree",
        ),
        (
            "/contradictions/0/says/0/claims",
            json!([]),
            "it has no source",
        ),
        (
            "/contradictions/0/says/0/claims/0",
            json!("no-such-claim"),
            "there is no claim “no-such-claim”",
        ),
        (
            "/contradictions/0/says/0/who",
            json!("Somebody"),
            "is from Jobicy",
        ),
        (
            "/contradictions/0/says/0/what",
            json!("The middle is $101,000."),
            "no claim named there says $101000",
        ),
        (
            "/contradictions/0/notes/0/note",
            json!("Another page gives $99,000."),
            "no claim named there says $99000",
        ),
        (
            "/contradictions/0/notes/0/claim",
            json!("bls-15-1254"),
            "which says nothing here",
        ),
        (
            "/contradictions/1/id",
            json!("back-end-middle"),
            "the id is there twice",
        ),
        (
            "/contradictions/6/says/0/sources/0",
            json!("no-such-source"),
            "is not among the sources of guide.json",
        ),
    ] {
        let found = with(path, to);
        assert!(
            found.iter().any(|problem| problem.contains(words)),
            "{path}: “{words}” not in {found:#?}"
        );
    }
}

/// The pay view shows a note next to its claim: two would be a paragraph.
#[test]
fn a_claim_has_one_short_note() {
    let mut list = released();
    let note = list["contradictions"][0]["notes"][0].clone();
    let notes = list["contradictions"][0]["notes"].as_array_mut();
    notes.expect("a list").push(note);
    assert!(problems(list)[0].contains("has a note already"));
    let long = with("/contradictions/0/notes/0/note", json!("long ".repeat(30)));
    assert!(long[0].contains("120 at most"), "{long:?}");
}
