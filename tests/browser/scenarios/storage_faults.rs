//! Every way in which a browser's storage fails, at the start and in the middle: the page goes on, says what is wrong, and
//! what was saved before is there when the fault is gone.
//!
//! The faults are made by `storage_faults.js`, which is served in front of the application; a full storage is also made
//! by filling it.

use serde_json::{Value, json};
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{Place, Site};
use which_end_browser_tests::stage::Stage;

use crate::house::{BROKEN, NOT_KEPT, START, asked, enter, give_answers};
use crate::person::Person;
use crate::saved::envelope;

crate::scenarios! {
    a_storage_that_fails_from_the_start,
    a_storage_that_fails_in_the_middle,
    saved_texts_that_are_not_as_we_left_them,
    what_others_do_to_the_storage,
}

/// Answers that are saved before each fault.
const SAVED: usize = 4;

/// What the start offers when they are all there.
const CONTINUE: &str = "Continue at question 5";

/// What it offers when the copy before them is used.
const CONTINUE_BEFORE: &str = "Continue at question 4";

type Entries = Vec<(String, String)>;

/// A browser whose storage can be broken, and what it holds after [`SAVED`] answers.
struct Bench {
    site: Site,
    page: Page,
    saved: Entries,
}

impl Bench {
    async fn new(stage: &Stage) -> Result<Self, Failure> {
        let site = stage.site().await?;
        let index = std::fs::read_to_string(site.folder().join("index.html"))?;
        let with_fault = index.replacen("<title>", "<script src=./fault.js></script><title>", 1);
        check(with_fault != index, || "the page has no title".into())?;
        site.replace("index.html", with_fault);
        // A worker would keep the page as the build made it.
        site.replace("sw.js", "// answers nothing");
        let page = stage.page(&Setup::default()).await?;
        let mut bench = Self {
            site,
            page,
            saved: Vec::new(),
        };
        bench.load("#/quiz", "none").await?;
        give_answers(&bench.page, Person::BackEnd, SAVED).await?;
        bench.saved = bench.stored().await?;
        check(bench.saved.len() == 2, || {
            format!("saved is {:?}", bench.saved)
        })?;
        Ok(bench)
    }

    /// Loads a room anew in a browser with this fault.
    async fn load(&self, route: &str, fault: &str) -> Result<(), Failure> {
        let script = include_str!("storage_faults.js").replace("'START'", &format!("'{fault}'"));
        self.site.replace("fault.js", script);
        self.page.open("about:blank").await?;
        self.page
            .open_app(&format!("{}{route}", self.site.url(Place::Root)))
            .await
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Failure> {
        self.page.script(script, arguments).await
    }

    async fn break_now(&self, fault: &str) -> Result<(), Failure> {
        let call = "window.breakStorage(arguments[0]);";
        self.run(call, vec![json!(fault)]).await.map(drop)
    }

    /// What the storage truly holds, by key.
    async fn stored(&self) -> Result<Entries, Failure> {
        let found = self.run("return window.realStorage();", vec![]).await?;
        let mut entries: Entries = serde_json::from_value(found)
            .map_err(|error| Failure::new(format!("the storage cannot be read: {error}")))?;
        entries.sort();
        Ok(entries)
    }

    /// Puts what the storage holds, in place of all that is there.
    async fn put(&self, entries: &Entries) -> Result<(), Failure> {
        let call = "window.setRealStorage(arguments[0]);";
        self.run(call, vec![json!(entries)]).await.map(drop)
    }

    /// The saved copies, newest first, as key and text.
    fn copies(&self) -> Result<[(String, String); 2], Failure> {
        let [a, b] = self.saved.as_slice() else {
            return Err(Failure::new("there are not two copies"));
        };
        let rev = |copy: &(String, String)| revision(&copy.1);
        Ok(if rev(a) > rev(b) {
            [a.clone(), b.clone()]
        } else {
            [b.clone(), a.clone()]
        })
    }

    /// Fails where the page broke, or threw where nobody caught it.
    async fn whole(&self) -> Result<(), Failure> {
        let text = self.page.text().await?;
        check(!text.contains(BROKEN), || "the page broke".into())?;
        let uncaught = self.run("return window.uncaught;", vec![]).await?;
        check(uncaught == json!([]), || {
            format!("nobody caught {uncaught}")
        })
    }

    /// Loads the start with a sound storage, and looks what it offers.
    async fn offers(&self, way_in: &str) -> Result<(), Failure> {
        self.load("#/", "none").await?;
        self.page.find(Role::Link, way_in).await?;
        self.whole().await
    }
}

fn revision(text: &str) -> u64 {
    let envelope: Value = serde_json::from_str(text).unwrap_or_default();
    envelope["rev"].as_u64().unwrap_or_default()
}

/// The body of a saved text, as it stands there.
pub(crate) fn body(text: &str) -> Result<&str, Failure> {
    let body = text.split_once("\"body\":").map(|(_, body)| body);
    body.and_then(|body| body.strip_suffix('}'))
        .ok_or_else(|| Failure::new(format!("no envelope: {text}")))
}

/// Protects visitors whose browser never lets anything be kept, or stopped doing so since their last visit: they are told
/// at once or at the first answer, the quiz goes on, a file is offered, and what was saved before outlives it all.
async fn a_storage_that_fails_from_the_start(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    // The fault, what is said at the start, what is offered there, and what is said after an answer.
    let rows = [
        (
            "throws",
            "blocks saving for this page (SecurityError)",
            START,
            NOT_KEPT,
        ),
        (
            "null",
            "this browser has saving switched off",
            START,
            NOT_KEPT,
        ),
        (
            "not kept",
            "this browser does not keep what this page saves",
            START,
            NOT_KEPT,
        ),
        (
            "reading throws",
            "blocks saving for this page (InvalidStateError)",
            START,
            NOT_KEPT,
        ),
        (
            "reading the record throws",
            "Saved answers could not be looked up",
            START,
            "Not saved: the browser does not let this page keep anything (InvalidStateError).",
        ),
        ("full", "", CONTINUE, "no room left for this page"),
    ];
    for (fault, at_once, way_in, after) in rows {
        let row = async {
            bench.put(&bench.saved).await?;
            bench.load("#/", fault).await?;
            bench.page.wait_for_text(at_once).await?;
            bench.page.press(Role::Link, way_in).await?;
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            bench.page.wait_for_text(after).await?;
            enter(&bench.page, "#/about").await?;
            bench.page.find(Role::Button, "Save to a file").await?;
            bench.whole().await?;
            let stored = bench.stored().await?;
            check(stored == bench.saved, || {
                format!("what was saved became {stored:?}")
            })?;
            bench.offers(CONTINUE).await
        };
        row.await.map_err(|failure| failure.during(fault))?;
    }
    really_full_from_the_start(&bench)
        .await
        .map_err(|failure| failure.during("a storage that is really full"))
}

/// A host's page has filled the storage that it shares with us: with our answers in it, and before our first visit.
async fn really_full_from_the_start(bench: &Bench) -> Result<(), Failure> {
    for (saved, way_in, later) in [
        (bench.saved.clone(), CONTINUE, "Continue at question 7"),
        (Vec::new(), START, "Continue at question 3"),
    ] {
        bench.put(&saved).await?;
        bench.run("window.fillStorage();", vec![]).await?;
        bench.load("#/", "none").await?;
        bench.page.press(Role::Link, way_in).await?;
        give_answers(&bench.page, Person::BackEnd, 1).await?;
        bench
            .page
            .wait_for_text("no room left for this page")
            .await?;
        let room = "for (const key of Object.keys(localStorage)) if (key.startsWith('filler-')) localStorage.removeItem(key);";
        bench.run(room, vec![]).await?;
        let stored = bench.stored().await?;
        check(stored == saved, || {
            format!("what was saved became {stored:?}")
        })?;
        give_answers(&bench.page, Person::BackEnd, 1).await?;
        let text = bench.page.text().await?;
        check(!text.contains("Not saved"), || {
            "it says that nothing is saved, although there is room again".into()
        })?;
        bench.offers(later).await?;
    }
    Ok(())
}

/// Protects answers given while the browser stops keeping: each is told of, the copy before stays, and when the fault is
/// gone the next answer saves them all.
async fn a_storage_that_fails_in_the_middle(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    let rows = [
        ("throws", "keep anything (SecurityError)"),
        ("null", "keep anything (no storage)"),
        ("full", "no room left for this page"),
        ("full as Firefox once said", "no room left for this page"),
        ("really full", "no room left for this page"),
        ("not kept", "Not saved: the browser did not keep it."),
        ("reading throws", "keep anything (InvalidStateError)"),
        ("half kept", "Not saved: the browser did not keep it."),
    ];
    for (fault, told) in rows {
        let row = async {
            bench.put(&bench.saved).await?;
            bench.load("#/quiz", "none").await?;
            asked(&bench.page).await?;
            if fault == "really full" {
                bench.run("window.fillStorage();", vec![]).await?;
            } else {
                bench.break_now(fault).await?;
            }
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            bench.page.wait_for_text(told).await?;
            bench.whole().await?;
            bench.break_now("none").await?;
            let room = "for (const key of Object.keys(localStorage)) if (key.startsWith('filler-')) localStorage.removeItem(key);";
            bench.run(room, vec![]).await?;
            let stored = bench.stored().await?;
            // Half a text stands where the older copy was, never in place of the newest.
            let [newest, _] = bench.copies()?;
            let kept = match fault {
                "half kept" => stored.contains(&newest),
                _ => stored == bench.saved,
            };
            check(kept, || format!("what was saved became {stored:?}"))?;
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            let text = bench.page.text().await?;
            check(!text.contains("Not saved"), || {
                "it still says that nothing is saved".into()
            })?;
            bench.offers("Continue at question 7").await
        };
        row.await.map_err(|failure| failure.during(fault))?;
    }
    Ok(())
}

/// Protects saved answers from damage, from other programs, and from older and newer versions of the page: the best copy
/// is used, the rest is set aside or left alone, and the page says so.
async fn saved_texts_that_are_not_as_we_left_them(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    let [newest, _] = bench.copies()?;
    let rev = revision(&newest.1);
    let unreadable = "A saved copy could not be read";
    let shape = envelope(2, rev, "{\"session\":\"none\"}");
    let changed = newest.1.replacen("\"choice\"", "\"chance\"", 1);
    let future = newest
        .1
        .replacen(&format!("\"rev\":{rev}"), "\"rev\":999", 1);
    let large = format!("{{\"schema\":2,\"pad\":\"{}\"}}", "x".repeat(300 * 1024));
    let older = body(&newest.1)?.replacen(",\"pay_beside\":null", "", 1);
    let older = envelope(1, rev, &older);
    // The row, the newest copy's text, what is said, what is offered, and how much of the text is set aside.
    let rows: [(&str, Option<&str>, &str, &str, Option<usize>); 8] = [
        (
            "not JSON",
            Some("not JSON"),
            unreadable,
            CONTINUE_BEFORE,
            Some(8),
        ),
        ("empty", Some(""), unreadable, CONTINUE_BEFORE, Some(0)),
        (
            "another shape, with a checksum that holds",
            Some(&shape),
            unreadable,
            CONTINUE_BEFORE,
            Some(shape.len()),
        ),
        (
            "a checksum that does not hold",
            Some(&changed),
            unreadable,
            CONTINUE_BEFORE,
            Some(changed.len()),
        ),
        (
            "another revision",
            Some(&future),
            unreadable,
            CONTINUE_BEFORE,
            Some(future.len()),
        ),
        (
            "far too large",
            Some(&large),
            unreadable,
            CONTINUE_BEFORE,
            Some(256 * 1024),
        ),
        (
            "missing",
            None,
            "One of two saved copies is gone",
            CONTINUE_BEFORE,
            None,
        ),
        ("an older schema", Some(&older), "", CONTINUE, None),
    ];
    for (row, text, told, way_in, aside) in rows {
        let play = async {
            let mut entries = bench.saved.clone();
            entries.retain(|(key, _)| *key != newest.0);
            entries.extend(text.map(|text| (newest.0.clone(), text.to_owned())));
            bench.put(&entries).await?;
            bench.load("#/", "none").await?;
            bench.page.wait_for_text(told).await?;
            bench.page.find(Role::Link, way_in).await?;
            bench.whole().await?;
            let stored = bench.stored().await?;
            let kept: Vec<String> = stored
                .iter()
                .filter(|(key, _)| key.contains("aside"))
                .map(|(_, text)| serde_json::from_str(text).unwrap_or_default())
                .collect();
            let expected: Vec<String> = text
                .into_iter()
                .zip(aside)
                .map(|(text, length)| text[..length].to_owned())
                .collect();
            check(kept == expected, || format!("set aside is {kept:?}"))?;
            // What was told of is not told of twice.
            if row == "not JSON" {
                bench.load("#/", "none").await?;
                let text = bench.page.text().await?;
                check(!text.contains("saved cop"), || {
                    format!("it is told of again: “{text}”")
                })?;
            }
            bench.page.press(Role::Link, way_in).await?;
            let open = give_answers(&bench.page, Person::BackEnd, 1).await?;
            bench
                .offers(&format!("Continue at question {}", open.number))
                .await
        };
        play.await.map_err(|failure| failure.during(row))?;
    }
    let mut entries = Entries::new();
    for (place, (key, _)) in bench.copies()?.into_iter().enumerate() {
        entries.push((
            key,
            envelope(9, rev + place as u64, "{\"of\":\"tomorrow\"}"),
        ));
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

/// Protects against what happens around the page: a host that keeps its own things in the same storage, another tab that
/// saves or clears, the host's page that clears, and a clock that is wrong.
async fn what_others_do_to_the_storage(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    foreign_keys(&bench)
        .await
        .map_err(|failure| failure.during("keys of a host"))?;
    cleared_here(&bench)
        .await
        .map_err(|failure| failure.during("cleared by the page around"))?;
    clock_set_back(&bench)
        .await
        .map_err(|failure| failure.during("a clock set back"))?;
    another_tab(&bench)
        .await
        .map_err(|failure| failure.during("another tab"))
}

async fn foreign_keys(bench: &Bench) -> Result<(), Failure> {
    let foreign: Entries = [
        ("", "a key without a name"),
        ("cart", "{not JSON"),
        ("theme", "dark"),
        ("which-end", "close to ours"),
        ("which-endless:record-a", "{\"schema\":2}"),
    ]
    .map(|(key, text)| (key.to_owned(), text.to_owned()))
    .into();
    let mut entries = foreign.clone();
    entries.extend(bench.saved.clone());
    bench.put(&entries).await?;
    bench.load("#/", "none").await?;
    bench.page.press(Role::Link, CONTINUE).await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 6").await?;
    enter(&bench.page, "#/about").await?;
    bench.page.press(Role::Button, "Erase everything").await?;
    bench
        .page
        .press(Role::Button, "Yes, erase everything")
        .await?;
    bench
        .page
        .wait_for_text("Everything of this page is erased from this device.")
        .await?;
    let stored = bench.stored().await?;
    check(stored == foreign, || {
        format!("after erasing, the storage holds {stored:?}")
    })
}

async fn cleared_here(bench: &Bench) -> Result<(), Failure> {
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "none").await?;
    asked(&bench.page).await?;
    bench.run("localStorage.clear();", vec![]).await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 6").await?;
    let text = bench.page.text().await?;
    check(!text.contains("saved cop"), || {
        format!("nothing is missing, but it says “{text}”")
    })
}

async fn clock_set_back(bench: &Bench) -> Result<(), Failure> {
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "clock set back").await?;
    let year = bench.run("return window.year();", vec![]).await?;
    check(year == 2001, || format!("the clock says {year}"))?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.whole().await?;
    bench.offers("Continue at question 6").await?;
    bench
        .page
        .press(Role::Link, "Continue at question 6")
        .await?;
    bench.break_now("clock set back").await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 7").await
}

/// What another tab writes is followed and told; where it clears everything, that is told as well.
async fn another_tab(bench: &Bench) -> Result<(), Failure> {
    let page = &bench.page;
    let [newest, before] = bench.copies()?;
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "none").await?;
    asked(page).await?;
    let here = page.client().window().await?;
    let other = page.client().new_window(true).await?.handle;
    let one_less = envelope(2, 500, body(&before.1)?);
    for (script, arguments, number) in [
        (
            "localStorage.setItem(arguments[0], arguments[1]);",
            vec![json!(newest.0), json!(one_less)],
            "Question 4",
        ),
        ("localStorage.clear();", vec![], "Question 1"),
    ] {
        page.client().switch_to_window(other.clone()).await?;
        page.open(&bench.site.url_of(
            which_end_browser_tests::server::Origin::Number,
            "/favicon.svg",
        ))
        .await?;
        page.client().execute(script, arguments).await?;
        page.client().switch_to_window(here.clone()).await?;
        page.wait_for_text(number).await?;
        page.expect_text("You used Which End in another tab")
            .await?;
        page.press(Role::Button, "Got it").await?;
        bench.whole().await?;
    }
    Ok(())
}
