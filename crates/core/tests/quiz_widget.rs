//! Widgets: each error in their data is explained, every action of the visitor results in one choice, and the real bank
//! has every kind.

use std::collections::BTreeMap;

use crate::quiz_support::{Dice, bank_file};
use serde_json::{Value, json};
use which_end_content::items::{ItemError, read as read_text};
use which_end_core::quiz::item::{Body, Item, ItemBank, Side};
use which_end_core::quiz::widget::{Orders, PlanStep, Widget, Wirings};

/// The errors of a bank whose task number 1 (four choices, the second is right, level 2) has this widget.
fn with(widget: Value) -> Vec<ItemError> {
    at_level(2, widget)
}

fn at_level(level: usize, widget: Value) -> Vec<ItemError> {
    let mut file = bank_file();
    let items = file["items"].as_array_mut().expect("a list");
    let task = items.iter_mut().find(|item| item["id"] == "task-1");
    let task = task.expect("there");
    task["kind"]["task"]["widget"] = widget;
    task["level"] = json!(level);
    read_text(&file.to_string()).err().unwrap_or_default()
}

#[track_caller]
fn assert_said(widget: Value, words: &str) {
    let problems = with(widget);
    assert!(
        problems.len() == 1
            && problems[0].id.as_deref() == Some("task-1")
            && problems[0].reason.contains(words),
        "“{words}” was not said, but: {problems:#?}"
    );
}

#[track_caller]
fn assert_sound(widget: Value) {
    let problems = with(widget);
    assert!(problems.is_empty(), "{problems:#?}");
}

/// `whole` with the value at `pointer` replaced.
fn changed(whole: &Value, pointer: &str, to: Value) -> Value {
    let mut whole = whole.clone();
    *whole.pointer_mut(pointer).expect("there") = to;
    whole
}

#[test]
fn a_widget_of_unknown_kind_or_with_a_misspelled_field_is_refused() {
    assert_said(json!({"dial": {}}), "“dial” cannot stand here");
    assert_said(
        json!({"align": {"offsets": [0, 4, 0, 0], "shift": 1}}),
        "“shift” is not a field here",
    );
}

#[test]
fn cards_have_one_that_is_off_and_it_is_the_key() {
    let align = |offsets: Value| json!({"align": {"offsets": offsets}});
    assert_sound(align(json!([2, -2, 2, 2])));
    assert_said(align(json!([0, 4, 0])), "3 parts for 4 choices");
    assert_said(align(json!([0, 0, 4, 0])), "must be the right choice");
    assert_said(align(json!([0, 0, 0, 0])), "exactly one card");
    assert_said(align(json!([0, 3, 4, 0])), "exactly one card");
}

/// Protects people who use the list: it states the figures, so a task for a fine eye would be easier there.
#[test]
fn a_task_judged_by_eye_is_an_easy_one() {
    let widget = json!({"align": {"offsets": [0, 4, 0, 0]}});
    let said = |level| {
        let problems = at_level(level, widget.clone());
        problems.iter().any(|problem| {
            problem.id.as_deref() == Some("task-1") && problem.reason.contains("judged by eye")
        })
    };
    assert_eq!([1, 2, 3, 5].map(said), [false, false, true, true]);
}

#[test]
fn one_swatch_passes_by_far_and_it_is_the_key() {
    let swatch = |ground: &str| json!({"name": ground, "text": "#ffffff", "ground": ground});
    let contrast = |second: &str, last: &str| json!({"contrast": {"swatches": [swatch("#f27405"), swatch(second), swatch("#1e96f0"), swatch(last)]}});
    assert_sound(contrast("#8a5a2b", "#1FAA4B"));
    assert_said(contrast("#fff", "#1faa4b"), "written as #rrggbb");
    assert_said(
        contrast("#ff4438", "#1faa4b"),
        "“#ff4438” is 3.42 to 1; it must be over 5",
    );
    assert_said(
        contrast("#8a5a2b", "#777777"),
        "“#777777” is 4.48 to 1; it must be under 4",
    );
    assert_said(
        contrast("#8a5a2b", "#000000"),
        "21.00 to 1; it must be under 4",
    );
    // The reverse, black on a light background, is treated the same.
    let mut light = contrast("#8a5a2b", "#1faa4b");
    light["contrast"]["swatches"][1] =
        json!({"name": "light", "text": "#000000", "ground": "#eeeeee"});
    assert_sound(light);
}

#[test]
fn each_stop_of_a_trace_says_something() {
    let hop = |log: &str| json!({"name": "CDN", "log": log});
    let trace = |onward: &str, last: &str| json!({"trace": {"onward": onward, "hops": [hop("200"), hop("200"), hop("502"), hop(last)]}});
    assert_sound(trace("On", "504"));
    assert_said(trace("On", " "), "its text in the widget is empty");
    assert_said(trace("", "504"), "its text in the widget is empty");
}

/// Protects visitors: texts of a widget follow the rules for texts of a list.
#[test]
fn texts_of_a_form_are_short_fair_and_plain() {
    let hop = |log: &str| json!({"name": "CDN", "log": log});
    let trace = |log: &str| json!({"trace": {"onward": "On", "hops": [hop("a"), hop(log), hop("c"), hop("d")]}});
    let longest = "so ".repeat(33) + "o";
    assert_sound(trace(&longest));
    assert_said(
        trace(&(longest + "h")),
        "its text in the widget has 101 letters; 100 are the most",
    );
    assert_said(trace("a\tb"), "cannot be shown");
    assert_said(trace("Ask the guru"), "it says “guru”");
    assert_said(
        trace("Transactional databases guarantee theoretical consistency, geographically"),
        "done by hand, it reads at grade",
    );
    let parts = |words: &str| {
        let part =
            |shows: Value, draws: bool| json!({"name": "part", "shows": shows, "draws": draws});
        let same = || json!({"words": "the same"});
        json!({"redraw": {"parts": [part(json!("typed"), true), part(json!({"words": words}), true), part(same(), false), part(same(), false)]}})
    };
    assert_sound(parts("Lamps"));
    assert_said(parts("Lamps for girls"), "it says “girls”");
}

#[test]
fn every_order_ends_in_one_choice() {
    let order = json!({"order": {"steps": ["a", "b", "c"], "ends": [[[0, 1, 2]], [[1, 0, 2], [2, 0, 1]], [[2, 1]], []]}});
    assert_sound(order.clone());
    let ends = |at: &str, to: Value| changed(&order, &format!("/order/ends{at}"), to);
    assert_said(
        ends("/0", json!([[0, 1, 3]])),
        "[0, 1, 3], which is no order of 3 steps",
    );
    assert_said(ends("/0", json!([[0, 0]])), "[0, 0], which is no order");
    assert_said(ends("/0", json!([[]])), "[], which is no order");
    assert_said(ends("/0", json!([[2]])), "both [2] and [2, 0, 1]");
    assert_said(ends("/2", json!([[2, 0, 1]])), "would end twice");
    assert_said(ends("/2", json!([])), "2 of its “ends” are empty");
    assert_said(ends("/3", json!([[0, 2]])), "0 of its “ends” are empty");
    assert_said(ends("/1", json!([[1]])), "one order written out in full");
    assert_said(ends("", json!([[[0, 1]], [], [[1]], [[2]]])), "left over");
    assert_said(ends("", json!([[[0, 1, 2]], []])), "2 “ends” for 4 choices");
}

#[test]
fn every_set_of_arrows_ends_in_one_choice() {
    let wire = json!({"wire": {"arrow": "points to", "boxes": ["a", "b", "c"], "ends": [[[0, 1]], [[2, 0], [2, 1]], [[0, 1], [1, 0]], []]}});
    assert_sound(wire.clone());
    let set = |at: usize, to: Value| changed(&wire, &format!("/wire/ends/{at}"), to);
    assert_said(
        set(0, json!([[0, 3]])),
        "each arrow joins two of the 3 boxes",
    );
    assert_said(set(0, json!([[1, 1]])), "each arrow joins two");
    assert_said(set(0, json!([[1, 2], [1, 2]])), "is named once");
    assert_said(
        set(0, json!([[2, 1], [2, 0]])),
        "two of its “ends” hold the arrows",
    );
    assert_said(set(0, json!([])), "2 of its “ends” are empty");
    assert_said(
        changed(&wire, "/wire/boxes", json!(["a"])),
        "1 boxes; two or three",
    );
}

#[test]
fn a_plan_is_a_tree_with_one_slowest_step_that_is_the_key() {
    let step = |name: &str, within: Value, ms: u16| json!({"name": name, "within": within, "ms": ms, "rows": 1});
    let plan = |second: Value, third: Value| json!({"plan": {"steps": [step("a", json!(null), 100), second, third, step("d", json!(1), 10)]}});
    let (b, c) = (step("b", json!(0), 90), step("c", json!(1), 30));
    assert_sound(plan(b.clone(), c.clone()));
    assert_said(
        plan(b.clone(), step("c", json!(3), 30)),
        "“c” must be within a step that stands before it",
    );
    assert_said(
        plan(step("b", json!(null), 90), c.clone()),
        "“b” must be within",
    );
    assert_said(
        plan(step("b", json!(0), 110), c.clone()),
        "parts of “a” take longer",
    );
    assert_said(
        plan(b.clone(), step("c", json!(1), 60)),
        "exactly one step must take the longest",
    );
    assert_said(plan(b.clone(), step("c", json!(1), 40)), "exactly one step");
    let whole =
        with(json!({"plan": {"steps": [step("a", json!(0), 1), b, c, step("d", json!(1), 10)]}}));
    assert!(whole[0].reason.contains("“a” must be within"), "{whole:?}");
}

#[test]
fn stops_stand_in_columns_that_are_there() {
    let stop = |name: &str, column: Value| json!({"name": name, "column": column});
    let focus = |column: u8| {
        json!({"focus": {"columns": ["From", "To"], "stops": [stop("a", json!(0)), stop("b", json!(column)), stop("c", json!(null))],
        "ends": [[[0, 1, 2]], [[1, 0, 2]], [[2]], []]}})
    };
    assert_sound(focus(1));
    assert_said(focus(2), "“b” stands in a column that is not there");
    assert_said(
        changed(&focus(1), "/focus/stops/0/name", json!("")),
        "its text in the widget is empty",
    );
    assert_said(
        changed(&focus(1), "/focus/ends/1", json!([[1]])),
        "written out in full",
    );
}

#[test]
fn one_part_is_drawn_for_nothing_and_it_is_the_key() {
    let part = |shows: Value, draws: bool| json!({"name": "part", "shows": shows, "draws": draws});
    let same = || json!({"words": "the same"});
    let redraw = |parts: [Value; 4]| json!({"redraw": {"parts": parts}});
    let sound = [
        part(json!("typed"), true),
        part(same(), true),
        part(json!("letters"), true),
        part(same(), false),
    ];
    assert_sound(redraw(sound.clone()));
    let mut parts = sound.clone();
    parts[2] = part(json!("letters"), false);
    assert_said(redraw(parts), "must be drawn at each letter");
    let mut parts = sound.clone();
    parts[3] = part(same(), true);
    assert_said(redraw(parts), "exactly one part must be drawn");
    let mut parts = sound;
    parts.swap(1, 3);
    assert_said(redraw(parts), "must be the right choice");
}

#[test]
fn what_is_left_over_ends_in_the_choice_that_names_nothing() {
    let orders = Orders(vec![
        vec![vec![0, 1, 2]],
        vec![],
        vec![vec![2], vec![1, 0, 2]],
    ]);
    for (order, end) in [
        ([0, 1, 2], 0),
        ([1, 0, 2], 2),
        ([2, 0, 1], 2),
        ([2, 1, 0], 2),
        ([0, 2, 1], 1),
        ([1, 2, 0], 1),
    ] {
        assert_eq!(orders.end(&order), end, "{order:?}");
    }
    assert_eq!(orders.example(2, 3), Some(vec![1, 0, 2]));
    assert_eq!(orders.example(1, 3), None);
    let begun = Orders(vec![vec![vec![2]], vec![]]);
    assert_eq!(begun.example(0, 4), Some(vec![2, 0, 1, 3]));
    let wirings = Wirings(vec![vec![], vec![[0, 1]], vec![[2, 0], [2, 1]]]);
    assert_eq!(wirings.end(&[]), None, "nothing drawn is no answer");
    assert_eq!(wirings.end(&[[2, 1], [2, 0]]), Some(2));
    assert_eq!(wirings.end(&[[2, 1]]), Some(0));
    assert_eq!(wirings.end(&[[1, 0]]), Some(0), "an arrow has a direction");
    assert_eq!(wirings.example(2), [[2, 0], [2, 1]]);
    assert!(wirings.example(7).is_empty());
}

/// Protects visitors who go back: they see their last answer again, because the example of a choice results in that
/// choice.
#[test]
fn examples_end_where_they_come_from() {
    let mut dice = Dice(7);
    for (item, widget) in hands_on(&real_bank()) {
        for choice in 0..u8::try_from(item.body.choices()).expect("few") {
            match widget {
                Widget::Order { steps, ends } => check_orders(ends, steps.len(), choice, &mut dice),
                Widget::Focus { stops, ends, .. } => {
                    check_orders(ends, stops.len(), choice, &mut dice);
                }
                Widget::Wire { ends, .. } if !ends.example(choice).is_empty() => {
                    assert_eq!(ends.end(ends.example(choice)), Some(choice));
                }
                _ => {}
            }
        }
    }
}

fn check_orders(ends: &Orders, length: usize, choice: u8, dice: &mut Dice) {
    let example = ends.example(choice, u8::try_from(length).expect("few"));
    assert_eq!(example.is_none(), ends.0[usize::from(choice)].is_empty());
    if let Some(order) = example {
        assert_eq!(order.len(), length);
        assert_eq!(ends.end(&order), choice);
    }
    for _ in 0..50 {
        let mut order: Vec<u8> = (0..u8::try_from(length).expect("few")).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        assert!(usize::from(ends.end(&order)) < ends.0.len());
    }
}

fn real_bank() -> ItemBank {
    read_text(include_str!("../../../assets/data/items.json")).expect("the real bank is sound")
}

fn hands_on(bank: &ItemBank) -> Vec<(&Item, &Widget)> {
    let widget = |item: &'_ Item| {
        matches!(
            &item.body,
            Body::Task {
                widget: Some(_),
                ..
            }
        )
    };
    let items = bank.items.iter().filter(|item| widget(item));
    items
        .filter_map(|item| match &item.body {
            Body::Task {
                widget: Some(widget),
                ..
            } => Some((item, widget)),
            _ => None,
        })
        .collect()
}

/// Protects the quiz's promise about its tasks: mostly hands-on, of eight kinds, on both sides, hard to guess.
#[test]
fn the_real_tasks_are_hands_on_for_the_most_part_and_hard_to_guess() {
    let bank = real_bank();
    let tasks: Vec<(&Item, u8)> = bank
        .items
        .iter()
        .filter_map(|item| match &item.body {
            Body::Task { key, .. } => Some((item, *key)),
            _ => None,
        })
        .collect();
    let hands_on = hands_on(&bank);
    assert!(
        hands_on.len() >= 10,
        "{} tasks are hands-on",
        hands_on.len()
    );
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (_, widget) in &hands_on {
        let kind = serde_json::to_value(widget).expect("JSON");
        let kind = kind
            .as_object()
            .and_then(|kind| kind.keys().next())
            .expect("a kind")
            .clone();
        *kinds.entry(kind).or_default() += 1;
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    for side in Side::ALL {
        let own = hands_on
            .iter()
            .filter(|(item, _)| item.body.side() == Some(side));
        assert!(
            own.count() >= 4,
            "the {side:?} side has too few hands-on tasks"
        );
    }
    let mut keys: BTreeMap<u8, usize> = BTreeMap::new();
    for (item, key) in tasks {
        assert!(
            (5..=6).contains(&item.body.choices()),
            "{:?} is too easy to guess",
            item.id
        );
        *keys.entry(key).or_default() += 1;
    }
    assert!(
        keys.len() >= 5 && keys.values().all(|times| *times <= 4),
        "keys by position: {keys:?}"
    );
}

/// The slow step is not the one with the largest number, so reading the numbers is not enough.
#[test]
fn a_plan_of_the_real_bank_is_not_read_off_the_largest_number() {
    for (_, widget) in hands_on(&real_bank()) {
        if let Widget::Plan { steps } = widget {
            let own = PlanStep::own_ms(steps);
            let slowest = (0..own.len()).max_by_key(|at| own[*at]);
            let largest = (0..steps.len()).max_by_key(|at| steps[*at].ms);
            assert_ne!(slowest, largest);
        }
    }
}
