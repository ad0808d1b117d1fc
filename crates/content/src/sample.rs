//! A generated item bank for tests, so that they do not depend on the wording of the real one.

use serde_json::{Value, json};

/// The facets of the back end, as named in the file.
pub const BACKEND: [&str; 5] = ["data", "logic", "apis", "reliability", "server-speed"];
/// The facets of the front end.
pub const FRONTEND: [&str; 5] = ["layout", "interaction", "access", "users", "browser-speed"];

/// The file of a valid bank with 30 Likert items, 14 pairs, 10 situations and 18 tasks.
///
/// # Panics
///
/// Never: its own list always has the expected length.
pub fn bank_file() -> Value {
    let mut items = Vec::new();
    let facets: Vec<&str> = BACKEND.iter().chain(&FRONTEND).copied().collect();
    for number in 0..30 {
        let (facet, round) = (facets[number % 10], number / 10);
        // Keys alternate along the facets and flip each round, so that both sides stay within one of half.
        let reversed = (number % 10 + round) % 2 == 0;
        items.push(likert(
            &format!("likert-{number}"),
            facet,
            reversed,
            2 + (number * 7 % 3),
        ));
    }
    for number in 0..14 {
        items.push(pair(
            &format!("pair-{number}"),
            BACKEND[number % 5],
            FRONTEND[(number + number / 5) % 5],
            if number % 2 == 0 {
                "backend"
            } else {
                "frontend"
            },
        ));
    }
    for (number, facet) in facets.iter().enumerate() {
        items.push(situation(
            &format!("situation-{number}"),
            facet,
            1 + number % 5,
        ));
    }
    for number in 0..18 {
        let facet = if number < 9 {
            BACKEND[number % 5]
        } else {
            FRONTEND[(number - 9) % 5]
        };
        let mut entry = task(&format!("task-{number}"), facet, 1 + number % 5);
        // Tests change the first three tasks and expect their second choice to be right.
        let place = if number < 3 { 1 } else { [0, 2, 3][number % 3] };
        entry["kind"]["task"]["choices"]
            .as_array_mut()
            .expect("a list")
            .swap(1, place);
        items.push(entry);
    }
    json!({"version": 1, "opening": ["likert-0", "likert-5", "pair-1"], "items": items})
}

/// A Likert item: about liking, or a statement if it is reversed.
pub fn likert(id: &str, facet: &str, reversed: bool, level: usize) -> Value {
    let scale = if reversed { "agreement" } else { "liking" };
    item(
        id,
        level,
        json!({"likert": {"facet": facet, "scale": scale, "reversed": reversed}}),
    )
}

/// A pair; `first` is the side shown first.
pub fn pair(id: &str, backend: &str, frontend: &str, first: &str) -> Value {
    item(
        id,
        3,
        json!({"pair": {
            "backend": {"facet": backend, "text": format!("{id}, the back")},
            "frontend": {"facet": frontend, "text": format!("{id}, the front")},
            "first": first, "balance": "made up"}}),
    )
}

/// A situation with one best choice, with a source.
pub fn situation(id: &str, facet: &str, level: usize) -> Value {
    let choice =
        |text: &str, credit: u8| json!({"text": text, "credit": credit, "because": "made up"});
    let mut entry = item(
        id,
        level,
        json!({"situation": {"facet": facet, "choices": [choice("middling", 1), choice("best", 2), choice("worst", 0)]}}),
    );
    entry["source"] = json!({"title": "Made up", "url": "https://example.org/made-up"});
    entry
}

/// A task whose second choice is right, with a source.
pub fn task(id: &str, facet: &str, level: usize) -> Value {
    let mut entry = item(
        id,
        level,
        json!({"task": {"facet": facet,
            "choices": [{"text": "wrong"}, {"text": "right", "right": true}, {"text": "also wrong"}, {"text": "wrong too"}],
            "explanation": "made up", "widget": null}}),
    );
    entry["source"] = json!({"title": "Made up", "url": "https://example.org/made-up"});
    entry
}

fn item(id: &str, level: usize, kind: Value) -> Value {
    json!({"id": id, "version": 1, "stem": format!("{id}?"), "level": level, "why": "made up", "kind": kind, "calibration": null})
}
