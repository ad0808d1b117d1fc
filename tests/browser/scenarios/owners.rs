//! Tools for owners: the page with preview and snippets, the check, and the frame that `WordPress` makes.

use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Origin, Site, Spoiled};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;

crate::scenarios! {
    owners_choose_see_and_copy if crate::in_one,
    a_pinned_snippet_works_until_a_byte_of_it_changes,
    the_check_names_what_is_wrong if crate::in_one,
    the_check_names_what_is_wrong_around if crate::in_one,
    wordpress_shows_the_page_or_a_link_to_it,
}

const OEMBED: &str = include_str!("../hosts/oembed.html");

/// The site, with the headers of its own header files.
async fn site(stage: &Stage) -> Result<Site, Failure> {
    let site = stage.site().await?;
    site.add_header("Access-Control-Allow-Origin", "*");
    site.add_header("Cross-Origin-Resource-Policy", "cross-origin");
    Ok(site)
}

fn address(site: &Site) -> String {
    format!("{}owners.html", site.url(BasePath::SubPath))
}

/// The text of the snippet with this label.
async fn snippet(page: &Page, label: &str) -> Result<String, Failure> {
    let found = page
        .script(
            "return document.querySelector(`pre[aria-label=\"${arguments[0]}\"]`)?.textContent || '';",
            vec![label.into()],
        )
        .await?;
    let found = found.as_str().unwrap_or_default().to_owned();
    check(!found.is_empty(), || {
        format!("there is no snippet “{label}”")
    })?;
    Ok(found)
}

/// Protects owners: their page passes axe and fits a narrow phone, the preview is real in both modes, snippets have the
/// options and this site's address, and the page obeys its strict policy throughout.
async fn owners_choose_see_and_copy(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    page.open(&address(&site)).await?;
    page.wait_until(
        "the page has filled in its address",
        "return !document.querySelector('[data-owners-form]').hidden;",
    )
    .await?;
    page.script(
        "document.querySelector('[data-preview]').scrollIntoView();",
        vec![],
    )
    .await?;
    page.enter_frame_of("which-end").await?;
    page.wait_for_text("Question 1").await?;
    page.leave_frame().await?;
    page.script(
        "for (const one of document.querySelectorAll('details')) one.open = true;",
        vec![],
    )
    .await?;
    axe::expect_none(&page, &stage.axe()?, "the page for owners").await?;

    page.choose_from("View", "Pay").await?;
    page.choose_from("Mode", "Inline").await?;
    page.type_into(Role::Textbox, "Color of buttons", "no color")
        .await?;
    let bands = "Address of your pay bands";
    page.type_into(Role::Textbox, bands, "https://elsewhere.example/bands.json")
        .await?;
    page.wait_for_text("are left out of this preview").await?;
    page.type_into(Role::Textbox, bands, "bands.json").await?;
    page.type_into(
        Role::Textbox,
        "Address of your jobs",
        "https://example.org/jobs?a=1&b=2",
    )
    .await?;
    page.wait_for_text("What does this work pay?").await?;
    page.wait_for_text("“no color” is not understood").await?;
    page.wait_until(
        "the snippets hold the last option",
        "return document.querySelector('[data-slot=attributes]').textContent.includes('apply-link');",
    )
    .await?;
    let base = site.url(BasePath::SubPath);
    let plain = snippet(&page, "Snippet for plain HTML").await?;
    for part in [
        format!("src=\"{base}which-end.js\""),
        format!("<a href=\"{base}#/pay\">See what back-end and front-end work pays.</a>"),
        " view=\"pay\" mode=\"inline\"".to_owned(),
        " apply-link=\"https://example.org/jobs?a=1&amp;b=2\"".to_owned(),
    ] {
        check(plain.contains(&part), || {
            format!("“{part}” is missing in {plain}")
        })?;
    }
    let frame = snippet(&page, "Snippet for a plain frame").await?;
    let framed = frame.contains(&format!("src=\"{base}?")) && frame.contains("#/pay\"");
    check(framed, || {
        format!("the plain frame has another address: {frame}")
    })?;
    page.expect_text(&format!(
        "script-src {base} 'wasm-unsafe-eval'; connect-src {base} 'self'; img-src data:"
    ))
    .await?;
    check(!page.text().await?.contains("YOUR-HOST/which-end"), || {
        "a snippet has not been filled".into()
    })?;

    // In a frame, because windows cannot be that narrow.
    let narrow = stage.page(&Setup::default()).await?;
    narrow
        .open(&site.host_page(Origin::Number, &address(&site), None, 320))
        .await?;
    narrow.enter_frame().await?;
    narrow.wait_for_text("Back to the defaults").await?;
    narrow
        .script(
            "for (const one of document.querySelectorAll('details')) one.open = true;",
            vec![],
        )
        .await?;
    fits(&narrow, "the page for owners at 320 pixels").await?;
    check(site.blocked().is_empty(), || {
        format!("the policy blocked {:?}", site.blocked())
    })
}

/// Protects owners who pin a release: the snippet works unchanged on another origin. With one byte changed, the browser
/// refuses it, and the fallback link stays.
async fn a_pinned_snippet_works_until_a_byte_of_it_changes(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    page.open(&address(&site)).await?;
    page.wait_for_text("Back to the defaults").await?;
    let pinned = snippet(&page, "Snippet pinned to this release").await?;
    let html = format!(
        "<!doctype html><html lang=\"en\"><title>A host</title><link rel=\"icon\" href=\"data:,\"><body>{pinned}</body></html>"
    );
    page.open(&site.document(Origin::Name, &html)).await?;
    page.enter_frame_of("which-end").await?;
    page.wait_for_text("Question 1").await?;
    page.leave_frame().await?;

    let name = pinned
        .split_once("loader-")
        .and_then(|(_, rest)| rest.split_once(".js"))
        .map(|(hash, _)| format!("loader-{hash}.js"))
        .ok_or_else(|| Failure::new(format!("no loader with a hash in {pinned}")))?;
    let changed = std::fs::read_to_string(site.folder().join(&name))? + " ";
    site.replace(&name, changed);
    page.open(&site.document(Origin::Name, &html)).await?;
    page.find(Role::Link, "Back end or front end? Take the quiz.")
        .await?;
    let defined = page
        .script("return Boolean(customElements.get('which-end'));", vec![])
        .await?;
    check(defined == false, || {
        "a changed loader ran in spite of its integrity".into()
    })
}

/// A host's page with this head and body. `CHECK`, `LOADER` and `SITE` are replaced.
fn faulty(site: &Site, head: &str, body: &str) -> String {
    let named = site.url(BasePath::SubPath);
    let named = named.trim_end_matches('/');
    format!("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A host</title>{head}<link rel=\"icon\" href=\"data:,\"></head><body>CHECK {body}</body></html>")
        .replace("CHECK", "<script src=\"SITE/which-end-check.js\"></script>")
        .replace("LOADER", "<script async src=\"SITE/which-end.js\"></script>")
        .replace("ORIGIN", &site.url_of(Origin::Number, ""))
        .replace("SITE", named)
}

/// Protects owners who see nothing: for every usual error the check says what is wrong, and for a correct page that
/// nothing is.
async fn the_check_names_what_is_wrong(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let quiz = "LOADER <which-end view=\"quiz\"></which-end>";
    let policy =
        |lines: &str| format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{lines}\">");
    let no_frames =
        policy("default-src 'none'; script-src ORIGIN; img-src data:; style-src 'unsafe-inline'");
    let no_wasm =
        policy("default-src 'none'; script-src ORIGIN; connect-src ORIGIN; img-src data:");
    let cases: [(&str, &str, &[&str]); 11] = [
        (
            "",
            quiz,
            &[
                "nothing is wrong so far",
                "<which-end> is ready, in a frame",
            ],
        ),
        (
            "",
            "<which-end></which-end>",
            &["There is no loader on this page"],
        ),
        (
            "",
            "LOADER",
            &["There is no <which-end> element on this page"],
        ),
        (
            "",
            "LOADER <which-end view=\"attic\" storage=\"maybe\" accent=\"url(x)\" hight=\"9\" apply-link=\"jobs.example/all\"></which-end>",
            &[
                "view=\"attic\" is not known",
                "It takes local, ask, off",
                "accent=“url(x)” is not understood",
                "there is no attribute hight",
                "is an address on this page’s own host",
            ],
        ),
        (&no_frames, quiz, &["Add ORIGIN to frame-src"]),
        (
            &no_wasm,
            "LOADER <which-end mode=\"inline\" view=\"quiz\"></which-end>",
            &["Add 'wasm-unsafe-eval' to script-src"],
        ),
        (
            "",
            "<div class=\"tab\" style=\"display: none\">LOADER <which-end></which-end></div>",
            &["<div class=\"tab\"> has display: none"],
        ),
        (
            "",
            "<div style=\"height: 90px; overflow: hidden\">LOADER <which-end></which-end></div>",
            &["is 90 pixels high and has overflow: hidden"],
        ),
        (
            "",
            "<div style=\"width: 0\">LOADER <which-end></which-end></div>",
            &["has no width"],
        ),
        (
            "",
            "<script async src=\"SITE/which-end.js\" integrity=\"sha384-x\"></script><which-end></which-end>",
            &["its address is the lasting one"],
        ),
        (
            "",
            "LOADER <script async src=\"SITE/which-end.js?2\"></script><which-end></which-end>",
            &["There are 2 different loaders"],
        ),
    ];
    for (head, body, sentences) in cases {
        page.open(&site.document(Origin::Name, &faulty(&site, head, body)))
            .await?;
        for sentence in sentences {
            let sentence = sentence.replace("ORIGIN", &site.url_of(Origin::Number, ""));
            page.wait_for_text(&sentence)
                .await
                .map_err(|why| Failure::new(format!("{body}: {why}")))?;
        }
        if !sentences.contains(&"nothing is wrong so far") && !sentences[0].contains("display") {
            page.expect_text("wrong.").await?;
        }
    }
    Ok(())
}

/// Protects owners whose server or parent page is at fault, which their own page cannot show: a sandbox without an
/// origin and so without storage, a module with the wrong media type, a missing header.
async fn the_check_names_what_is_wrong_around(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let quiz = "LOADER <which-end view=\"quiz\"></which-end>";
    let inner = site.document(Origin::Name, &faulty(&site, "", quiz));
    let sandboxed =
        format!("<iframe title=\"Locked\" sandbox=\"allow-scripts\" src=\"{inner}\"></iframe>");
    page.open(&site.document(Origin::Name, &sandboxed)).await?;
    page.enter_frame().await?;
    page.wait_for_text("in a sandbox without allow-same-origin")
        .await?;
    // WebKit shows the static page there, which saves nothing anyway.
    if stage.engine() != Engine::WebKit {
        page.wait_for_text("Answers cannot be kept here").await?;
    }
    page.leave_frame().await?;
    site.spoil("_bg.wasm", Spoiled::Mistyped);
    page.open(&site.document(Origin::Name, &faulty(&site, "", quiz)))
        .await?;
    page.wait_for_text("sends WebAssembly as “application/octet-stream”")
        .await?;
    // A host without the header that other pages' scripts need.
    let bare = stage.site().await?;
    let inline = "LOADER <which-end mode=\"inline\" view=\"quiz\"></which-end>";
    page.open(&bare.document(Origin::Name, &faulty(&bare, "", inline)))
        .await?;
    page.wait_for_text("sends no “Access-Control-Allow-Origin: *”")
        .await
}

/// Protects authors who paste the address in `WordPress`: in its sandboxed frame the page loads and reports its height,
/// and the quotation is hidden. If the engine runs no scripts there, the quotation with its link stays.
async fn wordpress_shows_the_page_or_a_link_to_it(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let named = site.url(BasePath::SubPath);
    let html = OEMBED.replace("SITE", named.trim_end_matches('/'));
    page.open(&site.document(Origin::Name, &html)).await?;
    let link = "Back end or front end? Take the quiz.";
    if stage.engine() == Engine::WebKit {
        page.find(Role::Link, link).await?;
        let silent = page.script("return heights.length === 0;", vec![]).await?;
        return check(silent == true, || {
            "WebKit runs the page in such a frame by now; say so in docs/embed.md, and drop this exception"
                .into()
        });
    }
    page.wait_until(
        "the frame has told its height",
        "const frame = document.querySelector('iframe'); return heights.length > 0 && !frame.style.visibility && frame.height >= 200 && frame.height <= 1000;",
    )
    .await?;
    check(!page.has(Role::Link, link).await?, || {
        "the quotation is still there".into()
    })?;
    page.enter_frame().await?;
    page.find(Role::Heading, "Which end is yours?").await?;
    page.press(Role::Link, "Start the quiz").await?;
    page.wait_for_text("Question 1").await
}
