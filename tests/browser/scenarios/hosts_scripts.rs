//! Code that runs on a host's page: ours, from the loader's folder, and no other, whatever markup others can write
//! there.

use serde_json::json;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Page;
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, arrive, named, site};

crate::scenarios! {
    markup_chooses_no_code_for_a_part_of_the_page,
    named_markup_hides_the_loader_from_nobody,
    a_frame_of_another_origin_needs_a_word_from_the_loaders_tag,
}

/// Policies of hosts. SITE is our origin.
const POLICIES: [&str; 3] = [
    "",
    "default-src 'none'; script-src 'nonce-n1' 'wasm-unsafe-eval'; connect-src SITE; frame-src SITE EVIL; style-src 'unsafe-inline'; img-src *; \
     require-trusted-types-for 'script'; trusted-types 'none'",
    "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval' https: http:; connect-src SITE; frame-src SITE EVIL; \
     style-src 'unsafe-inline'; img-src *; require-trusted-types-for 'script'; trusted-types 'none'",
];

/// A server of the attacker. Every file that the loader could be made to fetch from it sets `evil` in the page.
async fn attacker(stage: &Stage, site: &Site) -> Result<Site, Failure> {
    let evil = crate::hosts::site(stage).await?;
    let names = std::fs::read_dir(site.folder())?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with("inline-"));
    for name in names {
        evil.replace(
            &name,
            "window.evil = true; export async function put() { return null; }",
        );
    }
    Ok(evil)
}

/// Opens a host's page with `markup` before the loader. `tag` is an attribute of the loader's script tag.
async fn open(
    page: &Page,
    site: &Site,
    evil: &Site,
    policy: &str,
    (markup, tag): (&str, &str),
) -> Result<(), Failure> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Work with us</title><link rel=\"icon\" href=\"data:,\">\
         <script nonce=\"n1\">{LISTEN}</script></head><body>{markup}\
         <script async nonce=\"n1\" {tag} src=\"SITE/which-end.js\"></script></body></html>"
    )
    .replace("SITE", &named(site))
    .replace("EVIL", evil.url_of(Origin::Number, "").trim_end_matches('/'));
    let policy = policy
        .replace("SITE", &site.url_of(Origin::Number, ""))
        .replace("EVIL", &evil.url_of(Origin::Number, ""));
    let headers = [("Content-Security-Policy", policy.as_str())];
    let headers = if policy.is_empty() { &[][..] } else { &headers };
    page.open(&site.document_with(Origin::Name, &html, headers))
        .await
}

async fn nothing_evil_ran(page: &Page, evil: &Site, what: &str) -> Result<(), Failure> {
    let ran = page.script("return window.evil === true;", vec![]).await?;
    check(ran == false, || format!("{what}: a foreign script ran"))?;
    let scripts: Vec<String> = evil
        .log()
        .iter()
        .filter(|asked| asked.path().contains("inline-"))
        .map(|asked| asked.target.clone())
        .collect();
    check(scripts.is_empty(), || {
        format!("{what}: scripts were fetched from elsewhere: {scripts:?}")
    })
}

/// Protects every host: who can write elements but no scripts cannot run a script by an attribute, under any policy.
async fn markup_chooses_no_code_for_a_part_of_the_page(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let evil = attacker(stage, &site).await?;
    let page = stage.page(&Setup::default()).await?;
    let elements = [
        "<which-end mode=\"inline\" view=\"quiz\" src=\"EVIL/\"></which-end>",
        "<which-end mode=\"inline\" view=\"quiz\" src=\"EVIL/careers/app/\"></which-end>",
        "<base href=\"EVIL/\"><which-end mode=\"inline\" view=\"quiz\" src=\"./\"></which-end>",
    ];
    for policy in POLICIES {
        for element in elements {
            // `data-allow` applies to frames only.
            for tag in ["", "data-allow=\"EVIL\""] {
                open(&page, &site, &evil, policy, (element, tag)).await?;
                page.wait_until(
                    "the owner is told that the address is refused",
                    "return seen.some(([name, detail]) => name === 'error' && detail.sentence.includes('src is refused'));",
                )
                .await?;
                nothing_evil_ran(&page, &evil, &format!("{element} under “{policy}”")).await?;
            }
        }
    }
    Ok(())
}

/// Protects every host: images, forms and collections named like the document's properties do not affect where our code
/// comes from, and our code still works.
async fn named_markup_hides_the_loader_from_nobody(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let evil = attacker(stage, &site).await?;
    let page = stage.page(&Setup::default()).await?;
    let clobbers = [
        "<img name=\"currentScript\" src=\"EVIL/which-end.js\">",
        "<form name=\"currentScript\"><input name=\"src\" value=\"EVIL/which-end.js\"></form>",
        "<img name=\"currentScript\" src=\"EVIL/which-end.js\"><img name=\"currentScript\" src=\"EVIL/which-end.js\">",
        "<img name=\"scripts\" src=\"EVIL/which-end.js\"><img name=\"currentScript\" src=\"EVIL/which-end.js\">\
         <img name=\"getElementsByTagName\" src=\"EVIL/which-end.js\">",
    ];
    for policy in POLICIES {
        for clobber in clobbers {
            for mode in Mode::BOTH {
                let markup = format!(
                    "{clobber}<which-end mode=\"{}\" view=\"quiz\"></which-end>",
                    mode.word()
                );
                open(&page, &site, &evil, policy, (&markup, "")).await?;
                let what = format!("{} {clobber} under “{policy}”", mode.word());
                arrive(&page, mode, "Question 1")
                    .await
                    .map_err(|why| why.during(&what))?;
                page.leave_frame().await?;
                // The image is fetched as an image; no page and no module is fetched.
                let ran = page.script("return window.evil === true;", vec![]).await?;
                check(ran == false, || format!("{what}: a foreign script ran"))?;
                let pages = evil
                    .log()
                    .iter()
                    .filter(|asked| !asked.path().ends_with("/which-end.js"))
                    .count();
                check(pages == 0, || {
                    format!("{what}: the page came from elsewhere")
                })?;
            }
        }
    }
    Ok(())
}

/// Protects visitors from a foreign page that imitates ours: an attribute alone opens no frame of another origin. The
/// loader's script tag, which only a script author can write, may allow one.
async fn a_frame_of_another_origin_needs_a_word_from_the_loaders_tag(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = site(stage).await?;
    let other = crate::hosts::site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let element =
        "<which-end view=\"quiz\" src=\"EVIL/\"><a href=\"EVIL/\">The quiz</a></which-end>";
    for policy in POLICIES {
        open(&page, &site, &other, policy, (element, "")).await?;
        let allow = format!(
            "must list {}",
            other.url(BasePath::Root).trim_end_matches('/')
        );
        page.wait_until(
            "the owner is told what to write",
            &format!(
                "return seen.some(([name, detail]) => name === 'error' && detail.sentence.includes({}));",
                json!(allow)
            ),
        )
        .await?;
        check(other.log().is_empty(), || {
            "the foreign page was opened".into()
        })?;
    }
    let tag = "data-allow=\"https://one.example EVIL\"";
    open(&page, &site, &other, "", (element, tag)).await?;
    arrive(&page, Mode::Frame, "Question 1").await
}
