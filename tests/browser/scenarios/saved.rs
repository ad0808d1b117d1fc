//! The saved record: refused, damaged, of a newer release, exported, cleared, imported.

use serde_json::Value;
use which_end_browser_tests::engine::{Engine, Lack, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{NOT_KEPT, START, asked, enter, give_answers};
use crate::without::still_readable;

crate::scenarios! {
    a_sandboxed_frame_is_usable,
    refused_site_data_is_usable if |engine| engine.can_lack(Lack::SiteData),
    storage_switched_off_is_usable if |engine| engine.can_lack(Lack::DomStorage),
    a_copy_cut_in_half if crate::in_one,
    both_copies_unreadable if crate::in_one,
    a_newer_page_was_here if crate::in_one,
    records_of_other_folders_stay_apart if crate::in_one,
    a_file_that_is_not_ours if crate::in_one,
    export_erase_import,
    answers_as_an_anonymous_file if crate::in_one,
}

/// Prefix of all our keys.
const PREFIX: &str = "which-end:";

/// Protects visitors of a host that sandboxes this page: it works, and says that nothing is saved.
async fn a_sandboxed_frame_is_usable(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    // The header from the site's own header files. Without it nothing loads into a sandbox.
    site.add_header("Access-Control-Allow-Origin", "*");
    let mut page = stage.page(&Setup::default()).await?;
    if stage.engine() == Engine::WebKit {
        // In a sandbox, 'self' of a policy matches nothing, so the policy blocks the page's own files. The rest must be
        // readable. The scenario continues without the policy, to test refused storage anyway.
        in_sandbox(&site, &page).await?;
        still_readable(&page).await?;
        let index = std::fs::read_to_string(site.folder().join("index.html"))?;
        let without = index.replacen("Content-Security-Policy", "no-policy", 1);
        check(without != index, || "the page has no policy".into())?;
        site.replace("index.html", without);
        site.send_no_policy();
        page = stage.page(&Setup::default()).await?;
    }
    in_sandbox(&site, &page).await?;
    page.wait_until_mounted().await?;
    // A sandbox without `allow-forms` submits no form, so Next must not be a submit button.
    enter(&page, "#/quiz").await?;
    page.press(Role::Button, "Next").await?;
    page.wait_for_text("Choose an answer first").await?;
    enter(&page, "#/").await?;
    usable_without_storage(&page).await
}

async fn in_sandbox(site: &Site, page: &Page) -> Result<(), Failure> {
    page.open(&site.host_page(
        Origin::Name,
        &site.url(BasePath::SubPath),
        Some("allow-scripts"),
        900,
    ))
    .await?;
    page.enter_frame().await
}

/// Protects visitors who refuse site data: reading the storage throws, and the page works.
async fn refused_site_data_is_usable(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::lacking(Lack::SiteData)).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    usable_without_storage(&page).await
}

/// Protects visitors whose browser has no storage at all, such as an app's built-in one.
async fn storage_switched_off_is_usable(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::lacking(Lack::DomStorage)).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    usable_without_storage(&page).await
}

async fn usable_without_storage(page: &Page) -> Result<(), Failure> {
    page.wait_for_text(NOT_KEPT).await?;
    page.press(Role::Link, START).await?;
    let open = give_answers(page, Person::BackEnd, 3).await?;
    page.expect_text(NOT_KEPT).await?;
    enter(page, "#/").await?;
    page.press(Role::Link, "Continue at question 4").await?;
    let again = asked(page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })?;
    enter(page, "#/about").await?;
    page.expect_text("Nothing is saved on this device now.")
        .await?;
    page.find(Role::Button, "Save to a file").await.map(drop)
}

/// A page with `count` answers.
async fn begun(stage: &Stage, count: usize) -> Result<(Site, Page), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::BackEnd, count).await?;
    Ok((site, page))
}

/// The saved copies as key and text, newest first.
pub(crate) async fn copies(page: &Page) -> Result<Vec<(String, String)>, Failure> {
    let mut copies: Vec<(u64, String, String)> = Vec::new();
    for (key, text) in page.stored().await? {
        let rev = serde_json::from_str::<Value>(&text)
            .ok()
            .and_then(|envelope| envelope["rev"].as_u64());
        if let Some(rev) = rev.filter(|_| key.starts_with(PREFIX)) {
            copies.push((rev, key, text));
        }
    }
    copies.sort();
    copies.reverse();
    check(copies.len() == 2, || {
        format!("there are {} saved copies", copies.len())
    })?;
    Ok(copies
        .into_iter()
        .map(|(_, key, text)| (key, text))
        .collect())
}

/// Texts that were set aside, as the page would export them.
async fn set_aside(page: &Page) -> Result<Vec<String>, Failure> {
    let stored = page.stored().await?;
    let aside = stored
        .into_iter()
        .filter(|(key, _)| key.starts_with(PREFIX) && key.contains("aside"));
    let mut texts: Vec<String> = aside
        .map(|(_, text)| serde_json::from_str(&text).unwrap_or(text))
        .collect();
    texts.sort();
    Ok(texts)
}

/// Reloads the start with the current storage.
async fn start_anew(site: &Site, page: &Page) -> Result<(), Failure> {
    page.open("about:blank").await?;
    page.open_app(&site.url(BasePath::Root)).await
}

/// Protects against a power cut while saving: the previous copy is used, the damaged one is set aside unchanged, and
/// the page says so.
async fn a_copy_cut_in_half(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage, 4).await?;
    let copies = copies(&page).await?;
    let half = &copies[0].1[..copies[0].1.len() / 2];
    page.store(&copies[0].0, half).await?;
    start_anew(&site, &page).await?;
    page.expect_text("A saved copy could not be read").await?;
    // The previous copy has one answer less.
    page.find(Role::Link, "Continue at question 4").await?;
    let aside = set_aside(&page).await?;
    check(aside == [half], || format!("set aside is {aside:?}"))?;
    let text = page
        .downloaded(async || {
            page.press(Role::Button, "Download what was set aside")
                .await
        })
        .await?;
    check(text == half, || format!("the file holds {text}"))?;
    page.press(Role::Link, "Continue at question 4").await?;
    give_answers(&page, Person::BackEnd, 1).await?;
    start_anew(&site, &page).await?;
    page.find(Role::Link, "Continue at question 5")
        .await
        .map(drop)
}

/// Protects against another program that writes into the storage: the page starts, says why, and keeps the text it
/// found.
async fn both_copies_unreadable(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage, 2).await?;
    let copies = copies(&page).await?;
    let strange = ["this is no JSON", "{\"schema\":1,\"rev\":\"seven\"}"];
    for ((key, _), text) in copies.iter().zip(strange) {
        page.store(key, text).await?;
    }
    start_anew(&site, &page).await?;
    page.find(Role::Link, START).await?;
    page.expect_text("A saved copy could not be read").await?;
    let aside = set_aside(&page).await?;
    check(
        strange
            .iter()
            .all(|text| aside.iter().any(|kept| kept == text)),
        || format!("set aside is {aside:?}"),
    )?;
    page.press(Role::Link, START).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    start_anew(&site, &page).await?;
    page.find(Role::Link, "Continue at question 3").await?;
    let kept = set_aside(&page).await?;
    check(kept == aside, || {
        format!("set aside was {aside:?} and is {kept:?}")
    })
}

/// Protects answers that a newer release saved: an older one from a cache does not overwrite them.
async fn a_newer_page_was_here(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage, 2).await?;
    let mut newer = Vec::new();
    for (place, (key, _)) in copies(&page).await?.into_iter().enumerate() {
        let text = envelope(9, 1000 + place as u64, "{\"of\":\"tomorrow\"}");
        page.store(&key, &text).await?;
        newer.push((key, text));
    }
    start_anew(&site, &page).await?;
    page.wait_for_text("newer version of Which End").await?;
    page.press(Role::Link, START).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    let stored = page.stored().await?;
    for entry in &newer {
        check(stored.contains(entry), || {
            format!("of {entry:?} is left {stored:?}")
        })?;
    }
    // The newer release may be unavailable.
    page.press(Role::Button, "Go on with this version").await?;
    page.find(Role::Button, "Download what was set aside")
        .await?;
    let aside = set_aside(&page).await?;
    for (key, text) in &newer {
        check(aside.contains(text), || {
            format!("what stood in {key} is gone")
        })?;
    }
    start_anew(&site, &page).await?;
    page.find(Role::Link, "Continue at question 3")
        .await
        .map(drop)
}

/// Protects who answered before keys contained the path: the page continues with those answers, and leaves the old
/// items for instances in a host's document. Records of other folders are separate.
async fn records_of_other_folders_stay_apart(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage, 2).await?;
    let rename = "const all = Object.entries(localStorage); localStorage.clear(); sessionStorage.clear();\
        for (const [key, text] of all) localStorage.setItem(key.replace('which-end:/:', arguments[0]), text);";
    page.script(rename, vec!["which-end:".into()]).await?;
    let old = page.stored().await?;
    start_anew(&site, &page).await?;
    page.find(Role::Link, "Continue at question 3").await?;
    let now = page.stored().await?;
    check(old.iter().all(|entry| now.contains(entry)), || {
        format!("of {old:?} is left {now:?}")
    })?;
    page.script("localStorage.clear();", vec![]).await?;
    for (key, text) in &old {
        let key = key.replace("which-end:", "which-end:/elsewhere/:");
        page.store(&key, text).await?;
    }
    start_anew(&site, &page).await?;
    page.find(Role::Link, START).await?;
    enter(&page, "#/about").await?;
    page.expect_text("Nothing is saved on this device now.")
        .await?;
    page.press(Role::Button, "Erase everything").await?;
    page.press(Role::Button, "Yes, erase everything").await?;
    page.wait_for_text("Everything of this page is erased from this device.")
        .await?;
    let left = page.stored().await?.len();
    check(left == old.len(), || {
        format!("erasing here left {left} entries of another folder")
    })
}

/// An envelope as the page writes it, with its checksum: CRC-32 over schema, revision, writer and body.
pub(crate) fn envelope(schema: u32, rev: u64, body: &str) -> String {
    envelope_by("tomorrow", schema, rev, body)
}

/// The same with this writer's id.
pub(crate) fn envelope_by(writer: &str, schema: u32, rev: u64, body: &str) -> String {
    let mut crc = u32::MAX;
    for byte in format!("{schema}\n{rev}\n{writer}\n{body}").bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    let checksum = format!("{:08x}", !crc);
    format!(
        "{{\"schema\":{schema},\"rev\":{rev},\"writer\":\"{writer}\",\"checksum\":\"{checksum}\",\"body\":{body}}}"
    )
}

/// Protects progress from a wrong file: each is refused with a reason, and nothing changes.
async fn a_file_that_is_not_ours(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = begun(stage, 3).await?;
    enter(&page, "#/about").await?;
    let ours = page
        .downloaded(async || page.press(Role::Button, "Save to a file").await)
        .await?;
    let before = page.stored().await?;
    let half = ours.as_bytes()[..ours.len() / 2].to_vec();
    let changed = ours.replacen("choice", "chance", 1).into_bytes();
    let newer = envelope(9, 5, "{}").into_bytes();
    let wrong: [(&str, Vec<u8>, &str); 7] = [
        (
            "letter.txt",
            b"Dear reader".to_vec(),
            "this is not a Which End file",
        ),
        (
            "other.json",
            b"{\"name\":\"other\"}".to_vec(),
            "this is not a Which End file",
        ),
        (
            "picture.json",
            vec![0x89, 0x50, 0xff, 0xfe, 0x00],
            "this is not a Which End file",
        ),
        ("half.json", half, "is damaged"),
        ("changed.json", changed, "is damaged"),
        ("newer.json", newer, "newer version of Which End"),
        ("large.json", vec![b' '; 300 * 1024], "too large"),
    ];
    let folder = tempfile::tempdir()?;
    for (name, bytes, sentence) in wrong {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes)?;
        page.choose_file(&file).await?;
        page.wait_for_text(sentence)
            .await
            .map_err(|failure| failure.during(name))?;
        page.expect_text("That file was not used").await?;
        let now = page.stored().await?;
        check(now == before, || {
            format!("{name} changed what is saved from {before:?} to {now:?}")
        })?;
    }
    enter(&page, "#/").await?;
    page.find(Role::Link, "Continue at question 4")
        .await
        .map(drop)
}

/// Protects the way to another device: a record that was exported and cleared can be imported completely.
async fn export_erase_import(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = begun(stage, 4).await?;
    let open = asked(&page).await?;
    enter(&page, "#/pay").await?;
    page.press(Role::Radio, "Front end").await?;
    enter(&page, "#/about").await?;
    let ours = page
        .downloaded(async || page.press(Role::Button, "Save to a file").await)
        .await?;

    page.press(Role::Button, "Erase everything").await?;
    page.press(Role::Button, "Keep them").await?;
    check(!ours_in(&page.stored().await?).is_empty(), || {
        "“Keep them” erased all the same".into()
    })?;
    page.press(Role::Button, "Erase everything").await?;
    page.press(Role::Button, "Yes, erase everything").await?;
    page.wait_for_text("Everything of this page is erased from this device.")
        .await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let stored = page.stored().await?;
    let left = ours_in(&stored);
    check(left.is_empty(), || {
        format!("after erasing, {left:?} is left")
    })?;
    enter(&page, "#/").await?;
    page.find(Role::Link, START).await?;

    enter(&page, "#/about").await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("which-end.json");
    std::fs::write(&file, &ours)?;
    page.choose_file(&file).await?;
    page.wait_for_text("This file holds 4 answers.").await?;
    page.press(Role::Button, "Leave things as they are").await?;
    enter(&page, "#/").await?;
    page.find(Role::Link, START).await?;
    enter(&page, "#/about").await?;
    page.choose_file(&file).await?;
    page.press(Role::Button, "Take it over").await?;
    page.wait_for_text("the page now shows what the file holds")
        .await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    enter(&page, "#/pay").await?;
    check(page.find(Role::Radio, "Front end").await?.chosen, || {
        "the pay question did not come back".into()
    })?;
    enter(&page, "#/").await?;
    page.press(Role::Link, "Continue at question 5").await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and came back as {again:?}")
    })
}

/// Protects the promise next to the button: the file has the questions and answers in order, and nothing else.
async fn answers_as_an_anonymous_file(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = begun(stage, 4).await?;
    enter(&page, "#/result").await?;
    let text = page
        .downloaded(async || page.press(Role::Button, "Save my answers as a file").await)
        .await?;
    let file = json(&text)?;
    let names = |value: &Value| -> Vec<String> {
        let fields = value.as_object().into_iter().flatten();
        let mut names: Vec<String> = fields.map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    };
    check(
        names(&file) == ["bank", "format", "runs", "version"]
            && names(&file["runs"][0]) == ["answers"],
        || format!("the file holds more or less than runs of answers: {text}"),
    )?;
    let answers = file["runs"][0]["answers"].as_array();
    let answers = answers.ok_or_else(|| Failure::new("the run has no list of answers"))?;
    check(
        answers.len() == 4
            && answers
                .iter()
                .all(|answer| names(answer) == ["item", "response", "version"]),
        || format!("these are not the four answers: {text}"),
    )?;
    let (_, kept) = copies(&page).await?.remove(0);
    let kept = json(&kept)?;
    check(
        kept["body"]["session"]["answers"] == file["runs"][0]["answers"],
        || format!("the page keeps {kept} and handed out {text}"),
    )
}

fn json(text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::new(format!("not JSON ({error}): {text}")))
}

fn ours_in(stored: &[(String, String)]) -> Vec<&str> {
    stored
        .iter()
        .map(|(key, _)| key.as_str())
        .filter(|key| key.starts_with(PREFIX))
        .collect()
}
