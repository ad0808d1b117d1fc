//! Rules about the whole bank and its wording, with messages for the person who edits it.

use serde_json::{Value, json};
use which_end_content::items::reading::{HARDEST, Passage};
use which_end_content::items::{ItemError, MOST_ITEMS, read};
use which_end_content::sample::bank_file;

use crate::items::{entry, spoiled};

const REAL: &str = include_str!("../../../assets/data/items.json");

/// The real file with one piece of text replaced.
fn slipped(from: &str, to: &str) -> Vec<ItemError> {
    assert!(REAL.contains(from), "the bank no longer holds {from}");
    read(&REAL.replacen(from, to, 1)).err().unwrap_or_default()
}

/// The line of the real file with the first occurrence of a text, counted from 1.
fn line_with(text: &str) -> usize {
    1 + REAL
        .lines()
        .position(|line| line.contains(text))
        .expect("it is in the file")
}

#[track_caller]
fn assert_only(problems: &[ItemError], id: Option<&str>, words: &str) {
    match problems {
        [problem] => assert!(
            problem.id.as_deref() == id && problem.reason.contains(words),
            "“{words}” was not said of {id:?}, but: {problem}"
        ),
        _ => panic!("not one problem, but: {problems:#?}"),
    }
}

/// Protects visitors from being asked the same question twice with one word changed.
#[test]
fn nearly_the_same_question_is_found_and_a_different_one_is_not() {
    let with = |one: &str, two: &str| {
        spoiled(|file| {
            entry(file, "likert-3")["stem"] = json!(one);
            entry(file, "likert-4")["stem"] = json!(two);
        })
    };
    let first = "Trace a lost pizza order from one computer to the next until you find it.";
    assert_only(
        &with(
            first,
            "Until you find it, trace a lost pizza order from each computer to the next!",
        ),
        Some("likert-4"),
        "nearly the same as “likert-3”: 100 %",
    );
    assert_only(
        &with(
            first,
            "Trace a lost pizza order from one computer to the next until they find gold.",
        ),
        Some("likert-4"),
        "nearly the same as “likert-3”",
    );
    assert!(
        with(
            first,
            "Trace a lost letter through the post until you know where it got stuck."
        )
        .is_empty()
    );
    // Two texts easily share three words by chance.
    assert!(with("Draw a blue house?", "House, draw a blue!").is_empty());
}

/// Protects people from questions that name a kind of person instead of the work.
#[test]
fn words_that_name_a_kind_of_person_are_refused_wherever_a_visitor_reads_them() {
    for (id, place, text, word) in [
        ("likert-3", "/stem", "Help GIRLS code?", "girls"),
        (
            "pair-3",
            "/kind/pair/backend/text",
            "Be logical, pair-3",
            "logical",
        ),
        (
            "situation-3",
            "/kind/situation/choices/0/because",
            "Old people need it.",
            "old people",
        ),
        (
            "task-3",
            "/kind/task/explanation",
            "A genius sees it.",
            "genius",
        ),
    ] {
        let problems = spoiled(|file| {
            *entry(file, id)
                .pointer_mut(place)
                .expect("there is such a text") = json!(text);
        });
        assert_only(&problems, Some(id), &format!("it says “{word}”"));
    }
    // Parts of longer words do not count.
    assert!(
        spoiled(|file| entry(file, "likert-3")["stem"] =
            json!("Manage the theme of a chessboard, logically?"))
        .is_empty()
    );
}

#[test]
fn a_question_too_hard_for_twelve_year_olds_is_refused_with_its_grade() {
    let hard = "Characterize the theoretical consistency guarantees of geographically distributed transactional databases.";
    let problems = spoiled(|file| entry(file, "likert-3")["stem"] = json!(hard));
    assert_only(&problems, Some("likert-3"), "7 is the most");
    let bank = read(REAL).expect("the bank that ships is sound");
    let grades: Vec<f64> = bank
        .measuring()
        .filter_map(|item| Passage::of(item).grade())
        .collect();
    assert_eq!(
        grades.len(),
        bank.measuring().count(),
        "every real item that measures is long enough for a grade"
    );
    let by_hand = bank
        .items
        .iter()
        .filter_map(|item| Passage::by_hand(item)?.grade());
    assert!(
        grades
            .into_iter()
            .chain(by_hand)
            .all(|grade| (-2.0..HARDEST + 0.05).contains(&grade))
    );
}

#[test]
fn a_bank_with_too_few_of_a_kind_is_refused() {
    let without = |start: &str| {
        spoiled(|file| {
            let items = file["items"].as_array_mut().expect("a list");
            let last = items
                .iter()
                .rposition(|item| item["id"].as_str().is_some_and(|id| id.starts_with(start)));
            items.remove(last.expect("there is one"));
        })
    };
    assert_only(
        &without("likert"),
        None,
        "there are 29 Likert items; the quiz needs 30 or more, so add 1",
    );
    assert_only(&without("pair"), None, "there are 13 pairs");
    // Without its last situation, one side is easier too.
    let mut problems = without("situation");
    problems.retain(|problem| !problem.reason.contains("mean level"));
    assert_only(&problems, None, "there are 9 situations");
    assert_only(&without("task"), None, "there are 17 tasks");
}

/// Protects the measurement: always selecting the first end, or the same position in every task, must gain nothing.
#[test]
fn first_ends_and_right_places_are_spread() {
    let ends = spoiled(|file| {
        for number in [1, 3] {
            entry(file, &format!("pair-{number}"))["kind"]["pair"]["first"] = json!("backend");
        }
    });
    assert_only(&ends, None, "9 of the 14 pairs show the backend end first");
    let places = spoiled(|file| {
        for number in 0..18 {
            let choices = &mut entry(file, &format!("task-{number}"))["kind"]["task"]["choices"];
            let choices = choices.as_array_mut().expect("a list");
            let right = choices
                .iter()
                .position(|choice| choice["right"] == true)
                .expect("one is right");
            choices.swap(right, if number < 8 { 2 } else { number % 2 });
        }
    });
    assert_only(
        &places,
        None,
        "in 8 of the 18 tasks choice number 3 is the right one",
    );
}

/// Protects everybody who answers: each puzzle and situation can be explained afterwards, with a source to read on.
#[test]
fn a_task_or_situation_without_explanation_or_source_is_refused() {
    for (id, words) in [
        ("situation-3", "needs a “source”"),
        ("task-3", "needs a “source”"),
    ] {
        for nothing in [Value::Null, json!("")] {
            let problems = spoiled(|file| {
                let entry = entry(file, id).as_object_mut().expect("an entry");
                if nothing.is_null() {
                    entry.remove("source");
                } else {
                    entry["source"] = Value::Null;
                }
            });
            assert_only(&problems, Some(id), words);
        }
        let problems = spoiled(|file| entry(file, id)["source"]["url"] = json!("a book"));
        assert_only(&problems, Some(id), "is not a full https address");
    }
    let problems = spoiled(|file| {
        entry(file, "situation-3")["kind"]["situation"]["choices"][1]["because"] = json!(" ");
    });
    assert_only(
        &problems,
        Some("situation-3"),
        "“because” of a choice is empty",
    );
    let problems = spoiled(|file| {
        let task = entry(file, "task-3")["kind"]["task"].as_object_mut();
        task.expect("a task").remove("explanation");
    });
    assert_only(
        &problems,
        Some("task-3"),
        "the field “explanation” is missing",
    );
}

/// Protects people who answer the verb that they saw: nothing is negated, and no work is left to others on the scale
/// of liking.
#[test]
fn negations_are_refused_where_they_would_be_doubled() {
    let reversed = spoiled(|file| {
        entry(file, "likert-2")["kind"]["likert"]["scale"] = json!("liking");
    });
    assert_only(&reversed, Some("likert-2"), "“dislike” would mean “like”");
    for (stem, word) in [
        ("I would not draw it.", "not"),
        ("I don’t draw.", "don't"),
        ("Leave it to a teammate to draw.", "leave it to"),
        ("Let somebody else draw it.", "somebody else"),
    ] {
        let problems = spoiled(|file| entry(file, "likert-3")["stem"] = json!(stem));
        assert_only(&problems, Some("likert-3"), &format!("it says “{word}”"));
    }
    let pair = spoiled(|file| {
        entry(file, "pair-3")["kind"]["pair"]["backend"]["text"] = json!("Never lose it");
    });
    assert_only(&pair, Some("pair-3"), "it says “never”");
    // Parts of longer words do not count.
    assert!(spoiled(|file| entry(file, "likert-3")["stem"] = json!("Notice a knot.")).is_empty());
}

/// Protects beginners of both sides: “2 of 3 right” means as much on one side as on the other.
#[test]
fn both_sides_are_equally_hard() {
    let problems = spoiled(|file| {
        for number in 0..3 {
            entry(file, &format!("task-{number}"))["level"] = json!(5);
        }
    });
    assert_only(
        &problems,
        None,
        "the tasks of the backend side have a mean level of 3.78",
    );
}

/// Protects sociable people, and those who are not: people contact decides for no side.
#[test]
fn people_contact_stands_on_both_sides_alike() {
    let with = |tags: &[(&str, Value)]| {
        spoiled(|file| {
            for (id, people) in tags {
                entry(file, id)["people"] = people.clone();
            }
        })
    };
    let (back, front) = (json!(["backend"]), json!(["frontend"]));
    assert!(with(&[("likert-2", back.clone()), ("likert-7", front.clone())]).is_empty());
    assert_only(
        &with(&[("likert-7", front.clone())]),
        None,
        "0 items of the backend side mean meeting people, and 1 of the frontend side",
    );
    let pair = with(&[("pair-3", front.clone()), ("likert-2", back)]);
    assert_only(&pair, Some("pair-3"), "how sociable somebody is");
    let other = with(&[("likert-2", front)]);
    assert_only(
        &other,
        Some("likert-2"),
        "a side that the item is not about",
    );
}

/// Protects people who edit the file by hand: the line is right, and the sentence says what to do.
#[test]
fn slips_of_the_hand_are_told_with_their_line() {
    let told = |problems: &[ItemError], line: usize, words: &str| match problems {
        [problem] => assert!(
            problem.line == Some(line) && problem.reason.contains(words),
            "line {line}, “{words}” was not said, but: {problem}"
        ),
        _ => panic!("not one problem, but: {problems:#?}"),
    };
    let of_loans = line_with("\"id\": \"b1-library-loans\"");
    told(
        &slipped(
            "\"id\": \"b1-library-loans\",",
            "\"id\": \"b1-library-loans\"",
        ),
        of_loans,
        "a comma is missing at the end of this line",
    );
    told(
        &slipped("\"level\": 3,", "\"level\": 3,,"),
        of_loans + 3,
        "a comma too many",
    );
    told(
        &slipped("\"level\": 3,", "\"level\" 3,"),
        of_loans + 3,
        "a colon is missing",
    );
    told(
        &slipped("\"level\": 3,", "\"level\": three,"),
        of_loans + 3,
        "is no value",
    );
    told(
        &slipped("borrowed what.\"", "borrowed what."),
        of_loans + 2,
        "closing quote mark is missing",
    );
    told(
        &slipped("a library's computer", "a \"library\" computer"),
        of_loans + 2,
        "a quote mark stands inside a text",
    );
    told(
        &slipped("\"level\": 3,", "\"levle\": 3,"),
        of_loans + 3,
        "“levle” is not a field here (did you mean “level”?)",
    );
    told(
        &slipped("\"level\": 3,", "\"level\": \"3\","),
        of_loans + 3,
        "here stands the text \"3\"; it has to be a whole number",
    );
    told(
        &slipped("\"facet\": \"data\"", "\"facet\": \"date\""),
        of_loans + 6,
        "“date” cannot stand here (did you mean “data”?)",
    );
    told(
        &slipped("{\"likert\":", "{\"likret\":"),
        of_loans + 6,
        "did you mean “likert”?",
    );
    told(
        &slipped("      \"level\": 3,\n", ""),
        of_loans + 7,
        "the field “level” is missing",
    );
    told(
        &slipped("\"level\": 3,", "\"level\": 9,"),
        of_loans - 1,
        "its level is 9",
    );
    assert_only(
        &slipped("\"b3-lost-order\",", "\"b3-lost-ordr\","),
        Some("b3-lost-ordr"),
        "has this id (did you mean “b3-lost-order”?)",
    );
    let cut = REAL
        .trim_end()
        .strip_suffix('}')
        .expect("it ends with }")
        .trim_end();
    told(
        &read(cut).expect_err("cut off"),
        cut.lines().count(),
        "ends too early",
    );
}

/// Errors in two entries are reported together, each with its own line.
#[test]
fn every_problem_names_the_line_of_its_entry() {
    let file = REAL
        .replacen("\"why\": \"Deciding", "\"wyh\": \"Deciding", 1)
        .replacen(
            "\"version\": 3,\n      \"stem\": \"Measuring",
            "\"version\": 0,\n      \"stem\": \"Measuring",
            1,
        );
    let problems = read(&file).expect_err("two faults");
    let lines: Vec<Option<usize>> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(
        lines,
        [
            Some(line_with("\"why\": \"Deciding")),
            Some(line_with("\"id\": \"f3-weak-sight\"") - 1)
        ],
        "{problems:#?}"
    );
    assert!(
        problems[0]
            .to_string()
            .starts_with("item “b1-library-loans” (line 16): "),
        "{}",
        problems[0]
    );
}

/// A bank of the maximum size is accepted, and one item more is refused.
#[test]
fn a_bank_may_hold_two_thousand_items() {
    let grown = |size: usize| {
        let mut file = bank_file();
        let items = file["items"].as_array_mut().expect("a list");
        // One for each facet, so that the bank stays balanced at any length.
        let first: Vec<Value> = items
            .iter()
            .filter(|item| item["kind"]["situation"].is_object())
            .cloned()
            .collect();
        while items.len() < size {
            let mut entry = first[items.len() % first.len()].clone();
            let name = format!(
                "{}-again-{}",
                entry["id"].as_str().expect("a name"),
                items.len()
            );
            entry["id"] = json!(name);
            entry["stem"] = json!(format!("{name}?"));
            items.push(entry);
        }
        read(&file.to_string())
    };
    assert_eq!(
        grown(MOST_ITEMS)
            .map(|bank| bank.items.len())
            .map_err(|problems| problems.len()),
        Ok(MOST_ITEMS)
    );
    assert!(grown(MOST_ITEMS + 1).is_err());
}
