//! Checks that a task's widget can be used, fits the choices, and agrees with the key.

use super::error::ItemErrors;
use which_end_core::quiz::widget::{
    Arrow, Orders, Part, PlanStep, Shows, Stop, Swatch, Widget, Wirings,
};

/// Minimum contrast of small text (WCAG 2.2, 1.4.3).
const PASSES: f64 = 4.5;
/// Minimum distance of a swatch's contrast from [`PASSES`], so that the difference is visible.
const CLEARLY: f64 = 0.5;

/// Checks one widget; `key` is the position of the right choice.
pub(super) fn check(
    name: &str,
    widget: &Widget,
    choices: usize,
    key: usize,
    errors: &mut ItemErrors,
) {
    let mut say = |reason: String| errors.item(name, reason);
    if let Err(reason) = count_parts(widget, choices) {
        say(reason);
        return;
    }
    let checked = match widget {
        Widget::Align { offsets } => align(offsets, key),
        Widget::Contrast { swatches } => contrast(swatches, key),
        Widget::Trace { .. } => Ok(()),
        Widget::Order { steps, ends } => orders(ends, steps.len(), key),
        Widget::Wire { boxes, ends, .. } => wirings(ends, boxes.len(), key),
        Widget::Plan { steps } => plan(steps, key),
        Widget::Focus {
            columns,
            stops,
            ends,
        } => columns_of(stops, columns.len()).and_then(|()| orders(ends, stops.len(), key)),
        Widget::Redraw { parts } => redraw(parts, key),
    };
    if let Err(reason) = checked {
        say(reason);
    }
}

/// Checks that there is one part, or one list of ends, for each choice.
fn count_parts(widget: &Widget, choices: usize) -> Result<(), String> {
    let parts = match widget {
        Widget::Align { offsets } => offsets.len(),
        Widget::Contrast { swatches } => swatches.len(),
        Widget::Trace { hops, .. } => hops.len(),
        Widget::Plan { steps } => steps.len(),
        Widget::Redraw { parts } => parts.len(),
        Widget::Order { ends, .. } | Widget::Focus { ends, .. } => ends.0.len(),
        Widget::Wire { ends, .. } => ends.0.len(),
    };
    let what = match widget {
        Widget::Order { .. } | Widget::Focus { .. } | Widget::Wire { .. } => "“ends”",
        _ => "parts",
    };
    if parts == choices {
        Ok(())
    } else {
        Err(format!(
            "its widget has {parts} {what} for {choices} choices; there must be one for each, in the same order"
        ))
    }
}

/// All texts of a widget, except what the visitor types.
pub(super) fn texts(widget: &Widget) -> Vec<&str> {
    match widget {
        Widget::Align { .. } => Vec::new(),
        Widget::Contrast { swatches } => swatches.iter().map(|one| one.name.as_str()).collect(),
        Widget::Trace { onward, hops } => hops
            .iter()
            .flat_map(|hop| [hop.name.as_str(), hop.log.as_str()])
            .chain([onward.as_str()])
            .collect(),
        Widget::Order { steps, .. } => steps.iter().map(String::as_str).collect(),
        Widget::Wire { arrow, boxes, .. } => {
            boxes.iter().chain([arrow]).map(String::as_str).collect()
        }
        Widget::Plan { steps } => steps.iter().map(|step| step.name.as_str()).collect(),
        Widget::Focus { columns, stops, .. } => columns
            .iter()
            .map(String::as_str)
            .chain(stops.iter().map(|stop| stop.name.as_str()))
            .collect(),
        Widget::Redraw { parts } => parts
            .iter()
            .flat_map(|part| {
                let words = match &part.shows {
                    Shows::Words(words) => Some(words.as_str()),
                    Shows::Typed | Shows::Letters => None,
                };
                std::iter::once(part.name.as_str()).chain(words)
            })
            .collect(),
    }
}

fn align(offsets: &[i8], key: usize) -> Result<(), String> {
    let alone = |at: &usize| {
        let same = offsets.iter().filter(|offset| **offset == offsets[*at]);
        same.count() == 1
    };
    let odd_ones: Vec<usize> = (0..offsets.len()).filter(alone).collect();
    if odd_ones == [key] {
        Ok(())
    } else {
        Err(
            "exactly one card must be off the common line, and it must be the right choice"
                .to_owned(),
        )
    }
}

fn contrast(swatches: &[Swatch], key: usize) -> Result<(), String> {
    for (at, swatch) in swatches.iter().enumerate() {
        let (Some(text), Some(ground)) = (luminance(&swatch.text), luminance(&swatch.ground))
        else {
            return Err(format!(
                "“{}” on “{}”: colors are written as #rrggbb",
                swatch.text, swatch.ground
            ));
        };
        let ratio = (text.max(ground) + 0.05) / (text.min(ground) + 0.05);
        let (side, right) = if at == key {
            ("over 5 for the right choice", ratio >= PASSES + CLEARLY)
        } else {
            ("under 4 for a wrong one", ratio <= PASSES - CLEARLY)
        };
        if !right {
            return Err(format!(
                "the contrast of “{}” is {ratio:.2} to 1; it must be {side}, so that eyes can tell",
                swatch.name
            ));
        }
    }
    Ok(())
}

/// Relative luminance of a color written as `#rrggbb` (WCAG 2.2, “relative luminance”).
fn luminance(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let channel = |shift: u32| {
        let share = f64::from(number >> shift & 0xFF) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    Some(0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0))
}

/// Checks that each prefix is possible, that no order results in two choices, and that the key is listed explicitly.
fn orders(Orders(ends): &Orders, steps: usize, key: usize) -> Result<(), String> {
    one_takes_the_rest(ends, key)?;
    let all: Vec<(usize, &Vec<u8>)> = ends
        .iter()
        .enumerate()
        .flat_map(|(choice, begins)| begins.iter().map(move |begin| (choice, begin)))
        .collect();
    for (at, (_, begin)) in all.iter().enumerate() {
        let distinct = (0..begin.len()).all(|place| !begin[..place].contains(&begin[place]));
        let known = begin.iter().all(|step| usize::from(*step) < steps);
        if begin.is_empty() || !distinct || !known {
            return Err(format!(
                "“ends” holds {begin:?}, which is no order of {steps} steps counted from 0"
            ));
        }
        if let Some((_, other)) = all[..at]
            .iter()
            .find(|(_, other)| other.starts_with(begin) || begin.starts_with(other))
        {
            return Err(format!(
                "“ends” holds both {other:?} and {begin:?}; an order that begins with both would end twice"
            ));
        }
    }
    if ends[key].iter().all(|begin| begin.len() < steps) {
        return Err("the right choice needs one order written out in full".to_owned());
    }
    Ok(())
}

fn wirings(Wirings(ends): &Wirings, boxes: usize, key: usize) -> Result<(), String> {
    if !(2..=3).contains(&boxes) {
        return Err(format!(
            "its widget has {boxes} boxes; two or three can be drawn"
        ));
    }
    one_takes_the_rest(ends, key)?;
    let sorted = |set: &[Arrow]| {
        let mut set = set.to_vec();
        set.sort_unstable();
        set
    };
    for (at, set) in ends.iter().enumerate() {
        for (place, arrow) in set.iter().enumerate() {
            let known = arrow.iter().all(|end| usize::from(*end) < boxes);
            if !known || arrow[0] == arrow[1] || set[..place].contains(arrow) {
                return Err(format!(
                    "“ends” holds {set:?}; each arrow joins two of the {boxes} boxes, counted from 0, and is named once"
                ));
            }
        }
        if ends[..at].iter().any(|other| sorted(other) == sorted(set)) {
            return Err(format!("two of its “ends” hold the arrows {set:?}"));
        }
    }
    Ok(())
}

fn one_takes_the_rest<T>(ends: &[Vec<T>], key: usize) -> Result<(), String> {
    let rest: Vec<usize> = (0..ends.len()).filter(|at| ends[*at].is_empty()).collect();
    if rest.len() != 1 {
        return Err(format!(
            "{} of its “ends” are empty; exactly one must be, for whatever no other choice names",
            rest.len()
        ));
    }
    if rest == [key] {
        return Err("the right choice cannot be the one for whatever is left over".to_owned());
    }
    Ok(())
}

fn plan(steps: &[PlanStep], key: usize) -> Result<(), String> {
    for (at, step) in steps.iter().enumerate() {
        let sound = match step.within {
            None => at == 0,
            Some(whole) => usize::from(whole) < at,
        };
        if !sound {
            return Err(format!(
                "“{}” must be within a step that stands before it, and only the first is within none",
                step.name
            ));
        }
    }
    let own = PlanStep::own_ms(steps);
    if let Some(at) = own.iter().position(|ms| *ms < 0) {
        return Err(format!(
            "the parts of “{}” take longer than the whole",
            steps[at].name
        ));
    }
    let slowest = own.iter().max().copied().unwrap_or_default();
    let slow: Vec<usize> = (0..own.len()).filter(|at| own[*at] == slowest).collect();
    if slow == [key] {
        Ok(())
    } else {
        Err(
            "exactly one step must take the longest without its parts, and it must be the right choice"
                .to_owned(),
        )
    }
}

fn columns_of(stops: &[Stop], columns: usize) -> Result<(), String> {
    match stops.iter().find(|stop| {
        stop.column
            .is_some_and(|column| usize::from(column) >= columns)
    }) {
        Some(stop) => Err(format!(
            "“{}” stands in a column that is not there; there are {columns}, counted from 0",
            stop.name
        )),
        None => Ok(()),
    }
}

fn redraw(parts: &[Part], key: usize) -> Result<(), String> {
    if let Some(part) = parts
        .iter()
        .find(|part| !part.draws && !matches!(part.shows, Shows::Words(_)))
    {
        return Err(format!(
            "“{}” shows what is typed, so it must be drawn at each letter",
            part.name
        ));
    }
    let needless: Vec<usize> = (0..parts.len())
        .filter(|at| parts[*at].draws && matches!(parts[*at].shows, Shows::Words(_)))
        .collect();
    if needless == [key] {
        Ok(())
    } else {
        Err("exactly one part must be drawn though its words stay the same, and it must be the right choice".to_owned())
    }
}
