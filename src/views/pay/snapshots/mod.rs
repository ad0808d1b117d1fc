//! Snapshots of every wording of an estimate: a change of words shows at once, in all places where they stand.
//!
//! `UPDATE_EXPECT=1 cargo test -p which-end --lib snapshots` writes the file anew.

use std::fmt::Write as _;

use expect_test::expect_file;
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::link;
use which_end_core::pay::rates::Unit;

use super::{copies, labels, wording};
use crate::dataset::facts;

/// Pay links of a choice with many answers, of one with some, of one where the survey's floor hides percentiles, of one with
/// few, and of one without an estimate.
const CHOICES: [&str; 5] = [
    "role=back-end&years=4&country=US&stack=Python",
    "role=front-end&years=15&country=DE&workplace=in-person",
    "role=full-stack&years=0&country=IN",
    "role=front-end&years=4&country=NG&size=2-19",
    "role=full-stack&years=4&country=KP",
];

#[test]
fn every_wording_of_an_estimate() {
    let mut text = String::new();
    let unit = Unit::default();
    for choice in CHOICES {
        let query = link::read(&facts().pay, choice)
            .expect("a sound link")
            .query;
        writeln!(text, "# {}", labels::stated(&query).join(", ")).expect("writes");
        match estimate(&facts().pay, &query) {
            Err(reason) => {
                writeln!(text, "{}", labels::no_estimate(reason, &query)).expect("writes");
            }
            Ok(answer) => {
                let copied = copies::text(&unit, &query, &answer, None, None);
                let rows = copies::rows(&unit, &query, &answer);
                let figures = rows.iter().filter(|row| row[0] == "Estimate");
                let figures: Vec<String> = figures
                    .map(|row| format!("{} | {}", row[1], row[2]))
                    .collect();
                for line in [
                    wording::named_headline(&unit, &query, &answer),
                    wording::headline(&unit, &answer),
                    wording::summary(&unit, &answer),
                    wording::floor_notice(&unit, &query, &answer).unwrap_or_default(),
                    format!(
                        "{} · {}",
                        wording::grade(answer.grounds),
                        wording::answers_near(answer.rows)
                    ),
                    figures.join("\n"),
                    copied,
                ] {
                    writeln!(text, "{line}").expect("writes");
                }
            }
        }
        text.push('\n');
    }
    expect_file!["./estimate.txt"].assert_eq(&text);
}
