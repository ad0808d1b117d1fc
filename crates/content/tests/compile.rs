//! The data of this release compiles, and errors in a data file never reach a page.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use which_end_content::{Compiled, DataError, DataFile, SourceTexts, compile};
use which_end_core::data::{Facts, read_blob};
use which_end_core::date::Date;
use which_end_core::quiz::item::{Body, ItemBank};

/// The files of `assets/data`.
#[derive(Clone)]
struct Files([String; 8]);

impl Files {
    fn released() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/data");
        Self(
            DataFile::ALL
                .map(|file| fs::read_to_string(folder.join(file.name())).expect("a data file")),
        )
    }

    fn with(mut self, file: DataFile, text: impl Into<String>) -> Self {
        self.0[file as usize] = text.into();
        self
    }

    /// With one value of one file replaced.
    fn changed(self, file: DataFile, path: &str, to: Value) -> Self {
        let mut value: Value = serde_json::from_str(&self.0[file as usize]).expect("JSON");
        *value
            .pointer_mut(path)
            .unwrap_or_else(|| panic!("{} has no {path}", file.name())) = to;
        self.with(file, value.to_string())
    }

    fn compile(&self, today: &str) -> Result<Compiled, Vec<DataError>> {
        let [
            items,
            pay,
            claims,
            rates,
            purchasing_power,
            contradictions,
            guide,
            simulation,
        ] = &self.0;
        compile(
            &SourceTexts {
                items,
                pay,
                claims,
                rates,
                purchasing_power,
                contradictions,
                guide,
                simulation,
            },
            day(today),
        )
    }

    fn problems(&self) -> Vec<String> {
        match self.compile(TODAY) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }
}

const TODAY: &str = "2026-11-23";

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

#[test]
fn the_data_of_this_release_is_sound_and_reads_back_whole() {
    let compiled = Files::released()
        .compile(TODAY)
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    let bank: ItemBank = read_blob(&compiled.bank_blob).expect("a new blob reads back");
    let facts: Facts = read_blob(&compiled.facts_blob).expect("a new blob reads back");
    assert_eq!((bank, facts), (compiled.bank, compiled.facts));
}

/// Reproducible builds: the same files give the same bytes on any day.
#[test]
fn the_day_decides_warnings_and_no_byte_of_the_blob() {
    let files = Files::released();
    let (now, later) = (
        files.compile(TODAY).expect("sound"),
        files.compile("2999-01-01").expect("sound"),
    );
    assert_eq!(now.bank_blob, later.bank_blob);
    assert_eq!(now.facts_blob, later.facts_blob);
    for file in [
        DataFile::Pay,
        DataFile::Claims,
        DataFile::Rates,
        DataFile::Guide,
    ] {
        let named = |warning: &&String| warning.starts_with(file.name());
        assert!(
            later.warnings.iter().any(|warning| named(&warning)),
            "{} is reviewed some day",
            file.name()
        );
    }
}

#[test]
fn a_figure_warns_from_its_day_of_review_on_and_not_before() {
    let files = Files::released()
        .changed(DataFile::Claims, "/claims/0/review_by", json!("2031-05-06"))
        // A separate publication, because one publication must have the same dates everywhere.
        .changed(DataFile::Claims, "/claims/0/title", json!("Another page"));
    let named = |today| {
        let warnings = files.compile(today).expect("sound").warnings;
        warnings
            .into_iter()
            .filter(|warning| warning.contains("2031-05-06"))
            .collect::<Vec<_>>()
    };
    assert_eq!(named("2031-05-05"), Vec::<String>::new());
    let [warning] = &named("2031-05-06")[..] else {
        panic!("one warning")
    };
    assert!(warning.starts_with("claims.json: \""), "{warning}");
}

fn rate(rates: &[(&str, f64)]) -> Value {
    rates
        .iter()
        .map(|(code, per_usd)| json!({"currency": code, "name": "Money", "per_usd": per_usd}))
        .collect()
}

/// Each error alone: refused, in the right file, with the entry and the reason.
#[test]
fn each_fault_is_named_by_file_entry_and_reason() {
    let files = Files::released();
    let items: Value = serde_json::from_str(&files.0[0]).expect("JSON");
    let first = items["items"][0]["id"].as_str().expect("an id").to_owned();
    let country = json!({"code": "usa"});
    let cases: [(DataFile, &str, Value, &[&str]); 16] = [
        (
            DataFile::Items,
            "/items/0/stem",
            json!(""),
            &[&first, "stem"],
        ),
        (
            DataFile::Items,
            "/items/0/level",
            json!(9),
            &[&first, "level"],
        ),
        (DataFile::Items, "/items/1/id", json!(first), &[&first]),
        (
            DataFile::Items,
            "/opening/0",
            json!("no-such-item"),
            &["no-such-item"],
        ),
        (DataFile::Pay, "/sources", json!([]), &["source"]),
        (DataFile::Pay, "/countries/0", country, &["missing field"]),
        (
            DataFile::Claims,
            "/claims/0/review_by",
            json!("2031-02-30"),
            &["2031-02-30"],
        ),
        (DataFile::Guide, "/sources", json!([]), &["source"]),
        (DataFile::Rates, "/rates", rate(&[("EUR", 0.0)]), &["EUR"]),
        (
            DataFile::Rates,
            "/rates",
            rate(&[("EUR", 0.9), ("EUR", 0.9)]),
            &["EUR", "twice"],
        ),
        (
            DataFile::Rates,
            "/rates",
            rate(&[("Eur", 0.9)]),
            &["three upper-case letters"],
        ),
        (
            DataFile::Rates,
            "/source/publisher",
            json!(" "),
            &["source", "publisher"],
        ),
        (
            DataFile::PurchasingPower,
            "/levels",
            json!([{"country": "US", "level": 1}, {"country": "IN", "level": 0.0}]),
            &["level of IN: 0 cannot be"],
        ),
        (
            DataFile::PurchasingPower,
            "/levels",
            json!([{"country": "US", "level": 0.9}, {"country": "US", "level": 1}]),
            &["level of US: it is there twice"],
        ),
        (
            DataFile::PurchasingPower,
            "/levels",
            json!([]),
            &["the United States are missing"],
        ),
        (
            DataFile::PurchasingPower,
            "/source/url",
            json!("worldbank.org"),
            &["https address"],
        ),
    ];
    for (file, path, to, words) in cases {
        let problems = files.clone().changed(file, path, to).problems();
        assert!(!problems.is_empty(), "{} {path} passed", file.name());
        for problem in &problems {
            assert!(
                problem.starts_with(&format!("{}: ", file.name())),
                "{problem}"
            );
        }
        for word in words {
            assert!(
                problems.iter().any(|problem| problem.contains(word)),
                "{path}: {word} not in {problems:#?}"
            );
        }
    }
}

/// Protects readers from figures without a source: every source needs all its fields, and the build stops with the name
/// of the file if one is missing or blank. Protects the list of sources from one publication with two dates, in one
/// file or in two.
#[test]
fn one_publication_has_one_pair_of_days() {
    for (file, path, to, named) in [
        (
            DataFile::Claims,
            "/claims/0/review_by",
            "2027-02-01",
            "Backend Developer Career Path Guide",
        ),
        (
            DataFile::Pay,
            "/sources/0/as_of",
            "2025-06-24",
            "Stack Overflow Developer Survey 2025",
        ),
        (
            DataFile::Pay,
            "/checks/0/source/as_of",
            "2025-05-01",
            "Occupational Employment and Wage Statistics, May 2025",
        ),
    ] {
        let problems = Files::released().changed(file, path, json!(to)).problems();
        let of_days = |problem: &&String| problem.contains("one pair of days");
        let found: Vec<&String> = problems.iter().filter(of_days).collect();
        assert!(!found.is_empty(), "{path}: {problems:?}");
        assert!(
            found
                .iter()
                .all(|problem| problem.contains(named) && problem.contains(to)),
            "{problems:?}"
        );
    }
}

/// Protects amounts in other currencies from conversion at the rates of another year than that of the pay.
#[test]
fn rates_of_another_year_than_the_pay_stop_the_build() {
    let problems = Files::released()
        .changed(DataFile::Rates, "/as_of", json!("2024-12-31"))
        .problems();
    let named = |problem: &String| {
        problem.starts_with("rates.json: as_of") && problem.contains("change both together")
    };
    assert!(problems.iter().any(named), "{problems:?}");
}

#[test]
fn a_figure_without_source_date_or_licence_stops_the_build() {
    let files = Files::released();
    let cases: [(DataFile, &str, &[&str]); 8] = [
        (
            DataFile::Pay,
            "/sources/0",
            &["title", "publisher", "url", "licence", "as_of", "review_by"],
        ),
        (
            DataFile::Claims,
            "/claims/0",
            &["who", "sells", "covers", "title", "licence", "review_by"],
        ),
        (
            DataFile::Rates,
            "/source",
            &["title", "publisher", "url", "licence"],
        ),
        (DataFile::Rates, "", &["as_of", "review_by"]),
        (
            DataFile::Guide,
            "/sources/0",
            &["who", "sells", "title", "url", "licence", "review_by"],
        ),
        (
            DataFile::Guide,
            "/sides/0/outlook/0",
            &["source", "review_by"],
        ),
        (DataFile::Contradictions, "/contradictions/0", &["why"]),
        (
            DataFile::Contradictions,
            "/contradictions/0/says/0",
            &["who", "what", "claims"],
        ),
    ];
    for (file, place, marks) in cases {
        for mark in marks {
            let blank = if *mark == "claims" {
                json!([])
            } else {
                json!(" ")
            };
            let blanked = files
                .clone()
                .changed(file, &format!("{place}/{mark}"), blank);
            let mut value: Value = serde_json::from_str(&files.0[file as usize]).expect("JSON");
            let entry = value.pointer_mut(place).and_then(Value::as_object_mut);
            entry.expect("an entry").remove(*mark);
            let without = files.clone().with(file, value.to_string());
            for (how, broken) in [("blank", blanked), ("missing", without)] {
                // Leaving the reason out means that nobody knows it.
                if *mark == "why" && how == "missing" {
                    continue;
                }
                let problems = broken.problems();
                assert!(
                    problems
                        .iter()
                        .any(|problem| problem.starts_with(file.name())),
                    "{} {place}: {mark} {how} passed: {problems:?}",
                    file.name()
                );
            }
        }
    }
}

#[test]
fn text_that_is_not_json_is_refused_with_its_place() {
    for file in DataFile::ALL {
        let problems = Files::released()
            .with(file, "{\n  \"version\": oops")
            .problems();
        let [problem] = &problems[..] else {
            panic!("{problems:?}")
        };
        assert!(
            problem.starts_with(file.name()) && problem.contains("line 2"),
            "{problem}"
        );
    }
}

#[test]
fn faults_in_several_files_are_listed_together() {
    let mut files = Files::released();
    for file in DataFile::ALL {
        files = files.with(file, "[]");
    }
    let problems = files.problems();
    for file in DataFile::ALL {
        assert!(
            problems
                .iter()
                .any(|problem| problem.starts_with(file.name())),
            "{problems:?}"
        );
    }
}

#[test]
fn a_blob_cut_anywhere_or_with_more_behind_it_is_refused() {
    let blob = Files::released().compile(TODAY).expect("sound").facts_blob;
    for length in (0..blob.len()).step_by(997).chain([blob.len() - 1]) {
        assert!(read_blob::<Facts>(&blob[..length]).is_err(), "{length}");
    }
    assert!(read_blob::<Facts>(&[&blob[..], &[0]].concat()).is_err());
}

proptest! {
    #[test]
    fn no_blob_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_blob::<Facts>(&bytes);
        let _ = read_blob::<ItemBank>(&bytes);
    }
}

/// Protects who waits for the first question: its module has no explanation, and the other module has them all.
#[test]
fn explanations_are_with_the_facts_and_not_with_the_bank() {
    let compiled = Files::released().compile(TODAY).expect("sound");
    let bank: ItemBank = read_blob(&compiled.bank_blob).expect("a bank");
    let facts: Facts = read_blob(&compiled.facts_blob).expect("facts");
    let mut explanations = facts.explanations.iter();
    for item in &bank.items {
        let texts = match &item.body {
            Body::Task {
                explanation,
                source,
                ..
            } => {
                assert_eq!([explanation, &source.title, &source.url], ["", "", ""]);
                1
            }
            Body::Situation {
                choices, source, ..
            } => {
                assert_eq!(*source, None);
                assert!(choices.iter().all(|choice| choice.because.is_empty()));
                choices.len()
            }
            _ => continue,
        };
        let found = explanations.next().expect("in the order of the bank");
        assert_eq!((&found.item, found.texts.len()), (&item.id, texts));
        assert!(found.texts.iter().all(|text| text.len() > 20), "{found:?}");
        assert!(found.source.url.starts_with("https://") && !found.source.title.is_empty());
    }
    assert_eq!(explanations.next(), None);
}
