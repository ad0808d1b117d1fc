//! Writes the new bank: the old text with calibrations inserted and the version incremented. All other bytes stay, so
//! that a person can review the difference.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::fit::FittedItem;

/// The parts of the text that change.
#[derive(Deserialize)]
struct Bank<'text> {
    #[serde(borrow)]
    version: &'text RawValue,
    #[serde(borrow)]
    items: Vec<Item<'text>>,
}

#[derive(Deserialize)]
struct Item<'text> {
    #[serde(borrow)]
    id: &'text RawValue,
    #[serde(borrow, default, deserialize_with = "present")]
    calibration: Option<&'text RawValue>,
}

/// A field that is present, even if it is null.
fn present<'text, D: Deserializer<'text>>(from: D) -> Result<Option<&'text RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

/// The calibration in the bank's format, with three decimals.
pub(super) fn calibration(item: &FittedItem) -> String {
    let steps: Vec<String> = item.steps().into_iter().map(decimals).collect();
    // With two categories, the only step is the location.
    let steps = if steps.len() > 1 {
        format!("\"steps\": [{}], ", steps.join(", "))
    } else {
        String::new()
    };
    format!(
        "{{\"discrimination\": {}, \"location\": {}, {steps}\"respondents\": {}}}",
        decimals(item.discrimination()),
        decimals(item.location()),
        item.respondents()
    )
}

/// Three decimals, without −0.
fn decimals(number: f64) -> String {
    let text = format!("{number:.3}");
    if text == "-0.000" {
        "0.000".to_owned()
    } else {
        text
    }
}

/// The bank with `calibrations` by item id, and its version incremented.
pub(super) fn edited(
    text: &str,
    calibrations: &BTreeMap<String, String>,
) -> Result<String, String> {
    let bank: Bank<'_> =
        serde_json::from_str(text).map_err(|error| format!("the bank cannot be read: {error}"))?;
    let version: u16 = serde_json::from_str(bank.version.get())
        .map_err(|error| format!("the bank's version cannot be read: {error}"))?;
    let raised = version
        .checked_add(1)
        .ok_or_else(|| "the bank's version cannot be raised any more".to_owned())?;
    let mut edits = vec![(range(text, bank.version), raised.to_string())];
    for item in &bank.items {
        let name: String =
            serde_json::from_str(item.id.get()).map_err(|error| error.to_string())?;
        let Some(calibration) = calibrations.get(&name) else {
            continue;
        };
        edits.push(if let Some(old) = item.calibration {
            (range(text, old), calibration.clone())
        } else {
            let after = range(text, item.id).end;
            (after..after, format!(", \"calibration\": {calibration}"))
        });
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut new = String::with_capacity(text.len() + 128 * edits.len());
    let mut done = 0;
    for (range, with) in edits {
        new += &text[done..range.start];
        new += &with;
        done = range.end;
    }
    new += &text[done..];
    Ok(new)
}

/// The position of a value in the text that it was parsed from.
fn range(text: &str, value: &RawValue) -> Range<usize> {
    let start = value.get().as_ptr() as usize - text.as_ptr() as usize;
    start..start + value.get().len()
}

#[cfg(test)]
mod tests {
    use which_end_content::items;

    use super::*;
    use crate::calibrate::BANK;

    /// Protects the maintainer who reads the difference: nothing else in the file moves.
    #[test]
    fn every_other_byte_stays() {
        let five = r#"{"discrimination": 1.512, "location": -0.204, "steps": [-1.500, -0.500, 0.400, 1.600], "respondents": 812}"#;
        let task = r#"{"discrimination": 1.100, "location": 0.300, "respondents": 2150}"#;
        let names = ["b1-library-loans", "t-browser-speed-busy-page"];
        let calibrations = BTreeMap::from([
            (names[0].to_owned(), five.to_owned()),
            (names[1].to_owned(), task.to_owned()),
        ]);
        // A file with line ends of another system, and with a name outside ASCII.
        let old = BANK
            .replace('\n', "\r\n")
            .replacen("library's", "l\u{ef}brary's", 1);
        let new = edited(&old, &calibrations).expect("the bank is sound");

        let bank = items::read(&new).expect("the new bank is sound");
        let before = items::read(&old).expect("the bank is sound");
        assert_eq!(bank.version, before.version + 1);
        for (item, earlier) in bank.items.iter().zip(&before.items) {
            let fitted = names.contains(&item.id.as_str());
            assert_eq!(item.parameters != earlier.parameters, fitted);
            assert_eq!((&item.body, item.version), (&earlier.body, earlier.version));
        }

        let restored = new
            .replacen(five, "null", 1)
            .replacen(task, "null", 1)
            .replacen(
                &format!("\"version\": {}", bank.version),
                &format!("\"version\": {}", before.version),
                1,
            );
        assert!(restored == old, "more than the named places changed");
    }

    #[test]
    fn a_calibration_is_put_in_where_the_entry_has_none() {
        let calibrations = BTreeMap::from([("x".to_owned(), "{}".to_owned())]);
        let bank = |item: &str| format!("{{\"version\":9,\"items\":[{item}]}}");
        for (old, new) in [
            (
                r#"{"id":"x","level":3}"#,
                r#"{"id":"x", "calibration": {},"level":3}"#,
            ),
            (
                r#"{"calibration" : null, "id": "x"}"#,
                r#"{"calibration" : {}, "id": "x"}"#,
            ),
            (
                r#"{"id": "y", "calibration": null}"#,
                r#"{"id": "y", "calibration": null}"#,
            ),
        ] {
            let expected = bank(new).replacen('9', "10", 1);
            assert_eq!(edited(&bank(old), &calibrations), Ok(expected));
        }
        assert!(edited("{\"version\":65535,\"items\":[]}", &calibrations).is_err());
        assert!(edited("[]", &calibrations).is_err());
    }

    #[test]
    fn numbers_are_written_plainly() {
        assert_eq!(decimals(-0.000_2), "0.000");
        assert_eq!(decimals(-1.234_56), "-1.235");
    }
}
