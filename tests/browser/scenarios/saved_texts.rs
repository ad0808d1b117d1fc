//! Saved texts that changed outside the page: damaged, replaced, removed, from older and newer releases.

use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Role;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::saved::envelope;
use crate::steps::{START, give_answers};
use crate::storage_bench::{Bench, CONTINUE, CONTINUE_BEFORE, Entries, body, revision};

crate::scenarios! {
    saved_texts_that_are_not_as_we_left_them if crate::in_one,
    answers_to_questions_of_another_copy_stay if crate::in_one,
}

/// The message about an unreadable text.
const UNREADABLE: &str = "A saved copy could not be read";

/// A change to the newest copy.
struct Row<'text> {
    name: &'static str,
    /// The text now. `None` if it was removed.
    text: Option<&'text str>,
    /// The page's message.
    displayed: &'static str,
    /// The button on the start view.
    way_in: &'static str,
    /// Length of the text that is set aside, in bytes.
    aside: Option<usize>,
}

impl<'text> Row<'text> {
    fn unreadable(name: &'static str, text: &'text str) -> Self {
        Self {
            name,
            text: Some(text),
            displayed: UNREADABLE,
            way_in: CONTINUE_BEFORE,
            aside: Some(text.len().min(256 * 1024)),
        }
    }

    async fn play(&self, bench: &Bench, key: &str) -> Result<(), Failure> {
        let mut entries = bench.saved.clone();
        entries.retain(|(other, _)| other != key);
        entries.extend(self.text.map(|text| (key.to_owned(), text.to_owned())));
        bench.put(&entries).await?;
        bench.load("#/", "none").await?;
        bench.page.wait_for_text(self.displayed).await?;
        bench.page.find(Role::Link, self.way_in).await?;
        bench.whole().await?;
        let stored = bench.stored().await?;
        let kept: Vec<String> = stored
            .iter()
            .filter(|(key, _)| key.contains("aside"))
            .map(|(_, text)| serde_json::from_str(text).unwrap_or_default())
            .collect();
        let expected: Vec<String> = self
            .text
            .into_iter()
            .zip(self.aside)
            .map(|(text, length)| text[..length].to_owned())
            .collect();
        check(kept == expected, || format!("set aside is {kept:?}"))?;
        bench.page.press(Role::Link, self.way_in).await?;
        let open = give_answers(&bench.page, Person::BackEnd, 1).await?;
        bench
            .offers(&format!("Continue at question {}", open.number))
            .await?;
        // A message is shown only once.
        let text = bench.page.text().await?;
        check(!text.to_lowercase().contains("saved cop"), || {
            format!("it is told of again: “{text}”")
        })
    }
}

/// Protects saved answers from damage, from other programs, and from other releases: the best copy is used, the rest is
/// set aside or left unchanged, and the page says so.
async fn saved_texts_that_are_not_as_we_left_them(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    let [newest, _] = bench.copies()?;
    let rev = revision(&newest.1);
    let shape = envelope(2, rev, "{\"session\":\"none\"}");
    let changed = newest.1.replacen("\"choice\"", "\"chance\"", 1);
    let future = newest
        .1
        .replacen(&format!("\"rev\":{rev}"), "\"rev\":999", 1);
    let large = format!("{{\"schema\":2,\"pad\":\"{}\"}}", "x".repeat(300 * 1024));
    let older = body(&newest.1)?.replacen(",\"pay_beside\":null", "", 1);
    let older = envelope(1, rev, &older);
    let rows = [
        Row::unreadable("not JSON", "not JSON"),
        Row::unreadable("empty", ""),
        Row::unreadable("another shape, with a checksum that holds", &shape),
        Row::unreadable("a checksum that does not hold", &changed),
        Row::unreadable("another revision", &future),
        Row::unreadable("far too large", &large),
        Row {
            name: "missing",
            text: None,
            displayed: "One of two saved copies is gone",
            way_in: CONTINUE_BEFORE,
            aside: None,
        },
        Row {
            name: "an older schema",
            text: Some(&older),
            displayed: "",
            way_in: CONTINUE,
            aside: None,
        },
    ];
    for row in rows {
        row.play(&bench, &newest.0)
            .await
            .map_err(|failure| failure.during(row.name))?;
    }
    newer(&bench)
        .await
        .map_err(|failure| failure.during("a newer schema"))
}

/// A newer release's record stays unchanged, whatever is answered here.
async fn newer(bench: &Bench) -> Result<(), Failure> {
    let mut entries = Entries::new();
    for (place, (key, _)) in bench.copies()?.into_iter().enumerate() {
        let text = envelope(9, 1_000 + place as u64, "{\"of\":\"tomorrow\"}");
        entries.push((key, text));
    }
    entries.sort();
    bench.put(&entries).await?;
    bench.load("#/", "none").await?;
    bench
        .page
        .wait_for_text("A newer version of Which End saved answers here")
        .await?;
    bench.page.press(Role::Link, START).await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    let stored = bench.stored().await?;
    check(stored == entries, || {
        format!("what a newer version saved became {stored:?}")
    })
}

/// Protects who has two sites with different questions on one origin: opening one writes nothing, and answers given
/// there are merged with those that only the other knows.
async fn answers_to_questions_of_another_copy_stay(stage: &Stage) -> Result<(), Failure> {
    const THEIRS: &str = "question-of-another-copy";
    let bench = Bench::new(stage).await?;
    let [newest, older] = bench.copies()?;
    let mut known: serde_json::Value = serde_json::from_str(body(&newest.1)?)
        .map_err(|error| Failure::new(format!("the body is no JSON: {error}")))?;
    known["session"]["answers"][1]["item"] = THEIRS.into();
    let text = envelope(2, revision(&newest.1) + 1, &known.to_string());
    let mut entries = Entries::from([(newest.0, text), older]);
    entries.sort();
    bench.put(&entries).await?;
    for view in ["#/", "#/result", "#/quiz"] {
        bench.load(view, "none").await?;
        bench
            .page
            .wait_for_text("this page does not have now")
            .await?;
        let stored = bench.stored().await?;
        check(stored == entries, || {
            format!("opening {view} made {stored:?} of what was stored")
        })?;
    }
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    let stored = bench.stored().await?;
    let newest = stored.iter().max_by_key(|copy| revision(&copy.1));
    check(
        newest.is_some_and(|(_, text)| text.contains(THEIRS)),
        || format!("the answer is gone: {stored:?}"),
    )
}
