//! Hosts' pages with this page in a frame and inline. The pages are in `tests/browser/hosts` and have another origin
//! than the site. The element's own behavior is in `hosts_element`.

use serde_json::Value;
use which_end_browser_tests::engine::{Lack, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::steps::NOT_KEPT;

crate::scenarios! {
    every_host_page_serves_a_first_visit_in_a_frame,
    every_host_page_serves_a_first_visit_as_a_part_of_it,
    five_share_one_module_and_one_visitor,
    one_that_is_taken_away_comes_back_with_its_answers,
    a_host_that_allows_nothing_shows_its_own_link,
    a_frame_whose_storage_is_refused_says_so if |engine| engine.can_lack(Lack::SiteData),
    the_host_decides_where_answers_are_kept,
    hosts_hear_what_happens_and_no_answers if crate::in_one,
    hostile_messages_and_attributes_change_nothing if crate::in_one,
}

const PAGES: [(&str, &str); 6] = [
    ("plain", include_str!("../hosts/plain.html")),
    ("wordpress", include_str!("../hosts/wordpress.html")),
    ("bootstrap", include_str!("../hosts/bootstrap.html")),
    ("tailwind", include_str!("../hosts/tailwind.html")),
    ("strict", include_str!("../hosts/strict.html")),
    ("rtl", include_str!("../hosts/rtl.html")),
];
pub(crate) const PLAIN: &str = PAGES[0].1;
const FIVE: &str = include_str!("../hosts/five.html");
const BLOCKED: &str = include_str!("../hosts/blocked.html");

/// How the page is embedded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Frame,
    Inline,
}

impl Mode {
    pub(crate) const BOTH: [Self; 2] = [Self::Frame, Self::Inline];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Inline => "inline",
        }
    }
}

/// The site, with the headers of its own header files.
pub(crate) async fn site(stage: &Stage) -> Result<Site, Failure> {
    let site = stage.site().await?;
    site.add_header("Access-Control-Allow-Origin", "*");
    site.add_header("Cross-Origin-Resource-Policy", "cross-origin");
    site.add_header("Cross-Origin-Embedder-Policy", "require-corp");
    Ok(site)
}

/// The site's address as hosts write it, without a slash at its end.
pub(crate) fn named(site: &Site) -> String {
    site.url(BasePath::SubPath).trim_end_matches('/').to_owned()
}

/// Opens a host's page on another origin.
pub(crate) async fn open(page: &Page, site: &Site, html: &str, mode: Mode) -> Result<(), Failure> {
    // As the owners' page recommends: the folder only, because other projects may share the host.
    let policy = site.url(BasePath::SubPath);
    let html = html
        .replace("script-src SITE", &format!("script-src {policy}"))
        .replace("connect-src SITE", &format!("connect-src {policy}"))
        .replace("frame-src SITE", &format!("frame-src {policy}"))
        .replace("SITE", &named(site))
        .replace("MODE", mode.word());
    page.open(&site.document(Origin::Name, &html)).await
}

/// Enters the page, and waits for it to show `text`.
pub(crate) async fn arrive(page: &Page, mode: Mode, text: &str) -> Result<(), Failure> {
    if mode == Mode::Frame {
        page.enter_frame_of("which-end").await?;
        // The static page has much of the application's text.
        page.wait_until(
            "the application stands in the frame",
            "return ['ready', 'failed'].includes(document.documentElement.dataset.boot);",
        )
        .await?;
    }
    page.wait_for_text(text).await
}

/// Waits until the frame replaces the fallback content. The application may still be loading.
pub(crate) async fn opened(page: &Page) -> Result<(), Failure> {
    page.wait_until(
        "the page stands in the place of the link",
        "const root = document.querySelector('which-end').shadowRoot;\
         return root.querySelector('iframe').offsetHeight > 0 && root.querySelector('div').offsetHeight === 0;",
    )
    .await
}

/// Answers `count` opening questions, from question `first` on.
pub(crate) async fn answer(page: &Page, first: usize, count: usize) -> Result<(), Failure> {
    for question in first..first + count {
        page.wait_for_text(&format!("Question {question}")).await?;
        let radios = page.all(Role::Radio, Named::Anything).await?;
        let radio = radios
            .get(question % 2)
            .ok_or_else(|| Failure::new("no answers"))?;
        page.press_thing(radio).await?;
    }
    page.wait_for_text(&format!("Question {}", first + count))
        .await
}

/// A first visit, continued after a reload of the host's page.
async fn first_visit(page: &Page, site: &Site, html: &str, mode: Mode) -> Result<(), Failure> {
    open(page, site, html, mode).await?;
    let title = page.script("return document.title;", vec![]).await?;
    arrive(page, mode, "Question 1").await?;
    answer(page, 1, 2).await?;
    page.press(Role::Link, "Pay").await?;
    page.find(Role::Heading, "What does this work pay?").await?;
    page.wait_for_text("in the middle").await?;
    if mode == Mode::Inline {
        looks_like_itself(page).await?;
    }
    page.leave_frame().await?;
    let after = page
        .script(
            "return [document.title, location.hash, document.documentElement.scrollWidth > innerWidth + 1];",
            vec![],
        )
        .await?;
    check(after == serde_json::json!([title, "", false]), || {
        format!("the host's title, fragment and overflow are {after}")
    })?;
    page.reload().await?;
    arrive(page, mode, "Question 3").await?;
    // For the next page. Browsers partition a frame's storage by host, so it is cleared from inside.
    page.script("localStorage.clear();", vec![]).await?;
    page.leave_frame().await
}

/// Fails if the host's styles affect our text: its size, colors, line height and direction.
async fn looks_like_itself(page: &Page) -> Result<(), Failure> {
    let look = page
        .script(
            "const at = everyThing().find((one) => one.id === 'view-title');\
             const own = getComputedStyle(at.parentElement.querySelector('p'));\
             const button = getComputedStyle(everyThing().find((one) => /quiet-button/.test(one.className)));\
             return [own.fontSize, own.direction, own.letterSpacing, own.textTransform, own.display, button.display !== 'inline' && button.borderTopStyle];",
            vec![],
        )
        .await?;
    check(
        look == serde_json::json!(["16px", "ltr", "normal", "none", "block", "solid"]),
        || format!("a paragraph and a button are {look}"),
    )
}

async fn all_pages(stage: &Stage, mode: Mode) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for (name, html) in PAGES {
        first_visit(&page, &site, html, mode)
            .await
            .map_err(|why| Failure::new(format!("{name}: {why}")))?;
    }
    Ok(())
}

/// Protects owners: with any styles and any policy of their page, the frame works and saves answers, and does not
/// change their title, address or width.
async fn every_host_page_serves_a_first_visit_in_a_frame(stage: &Stage) -> Result<(), Failure> {
    all_pages(stage, Mode::Frame).await
}

/// The same inline, where the page must also look the same.
async fn every_host_page_serves_a_first_visit_as_a_part_of_it(
    stage: &Stage,
) -> Result<(), Failure> {
    all_pages(stage, Mode::Inline).await
}

/// Protects phones: five elements on one page fetch the module once, and an answer in one is an answer in all, reported
/// to the host once. A second loader does no harm.
async fn five_share_one_module_and_one_visitor(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let html = FIVE.replacen(
        "<script async",
        &format!("<script>{LISTEN}</script><script async"),
        1,
    );
    open(&page, &site, &html, Mode::Inline).await?;
    page.wait_for_text("Question 1").await?;
    // The last ones load when they become visible.
    let all_there = "const all = [...document.querySelectorAll('which-end')];\
        const missing = all.find((one) => !one.shadowRoot.querySelector('.which-end main'));\
        if (missing) missing.scrollIntoView(); return all.length === 5 && !missing;";
    page.wait_until("all five are there", all_there).await?;
    let modules = site
        .log()
        .iter()
        .filter(|asked| asked.path().ends_with("_bg.wasm"))
        .count();
    check(modules == 1, || {
        format!("the module was fetched {modules} times")
    })?;
    let radios = page.all(Role::Radio, Named::Anything).await?;
    page.press_thing(&radios[0]).await?;
    let both = "return [0, 3].every((index) => /Question 2/.test(textOf(document.querySelectorAll('which-end')[index])));";
    page.wait_until("both quizzes show question 2", both)
        .await?;
    let begun = page
        .script(
            "return seen.filter(([name]) => name === 'quiz-start').length;",
            vec![],
        )
        .await?;
    check(begun == 1, || {
        format!("the host heard {begun} times that the quiz was begun")
    })
}

/// Protects sites that change pages without loading: the element can be removed and added again, with its answers.
async fn one_that_is_taken_away_comes_back_with_its_answers(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    for mode in Mode::BOTH {
        let page = stage.page(&Setup::default()).await?;
        open(&page, &site, PLAIN, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        answer(&page, 1, 2).await?;
        page.leave_frame().await?;
        for _ in 0..3 {
            page.script(
                "window.kept = document.querySelector('which-end'); kept.remove();\
                 if (kept.shadowRoot.querySelector('iframe, .which-end')) throw new Error('something stayed');\
                 document.body.append(kept);",
                vec![],
            )
            .await?;
            arrive(&page, mode, "Question 3").await?;
            page.leave_frame().await?;
        }
        // A new element works too.
        page.script(
            "document.querySelector('which-end').remove(); const fresh = document.createElement('which-end');\
             fresh.setAttribute('mode', arguments[0]); fresh.setAttribute('view', 'quiz'); document.body.append(fresh);",
            vec![mode.word().into()],
        )
        .await?;
        arrive(&page, mode, "Question 3").await?;
        answer(&page, 3, 1).await?;
    }
    Ok(())
}

/// Protects visitors and owners of a page whose policy refuses everything: the owner's link is shown, and the owner
/// learns which directive is missing.
async fn a_host_that_allows_nothing_shows_its_own_link(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for (mode, missing) in [(Mode::Inline, "connect-src"), (Mode::Frame, "frame-src")] {
        open(&page, &site, BLOCKED, mode).await?;
        let displayed = format!(
            "const one = document.querySelector('which-end'); if (!window.told) {{ window.told = [];\
             addEventListener('which-end:error', (event) => told.push(event.detail.sentence)); const again = one.cloneNode(true); one.replaceWith(again); }}\
             return told.some((sentence) => ['{missing}', 'default-src'].some((line) => sentence.endsWith(line)));"
        );
        page.wait_until("the owner is told which line is missing", &displayed)
            .await?;
        page.find(Role::Link, "Take the quiz over there").await?;
        let frames = page.script("return document.querySelector('which-end').shadowRoot.querySelectorAll('iframe').length;", vec![]).await?;
        check(frames == 0, || "the refused frame is still there".into())?;
    }
    Ok(())
}

/// Protects visitors whose browser refuses storage in frames of other sites: the page works, and says that nothing is
/// saved.
async fn a_frame_whose_storage_is_refused_says_so(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::lacking(Lack::SiteData)).await?;
    for mode in Mode::BOTH {
        open(&page, &site, PLAIN, mode).await?;
        arrive(&page, mode, NOT_KEPT).await?;
        answer(&page, 1, 2).await?;
        page.leave_frame().await?;
    }
    Ok(())
}

/// Protects owners who must ask first: with `storage="off"`, and with `"ask"` before consent, nothing is saved; after
/// consent everything is.
async fn the_host_decides_where_answers_are_kept(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let mode = Mode::Frame;
    let asking = PLAIN.replace("view=\"quiz\"", "view=\"quiz\" storage=\"ask\"");
    open(&page, &site, &asking, mode).await?;
    arrive(&page, mode, "May this page keep your answers").await?;
    // Another key of ours is not consent.
    page.store("which-end:/careers/app/:other", "yes").await?;
    page.leave_frame().await?;
    page.reload().await?;
    arrive(&page, mode, "May this page keep your answers").await?;
    page.script("localStorage.clear();", vec![]).await?;
    answer(&page, 1, 2).await?;
    let kept = page.stored().await?;
    check(kept.is_empty(), || format!("kept unasked: {kept:?}"))?;
    page.press(Role::Button, "Keep them").await?;
    page.wait_until("it is kept", "return localStorage.length > 0;")
        .await?;
    page.leave_frame().await?;
    page.reload().await?;
    arrive(&page, mode, "Question 3").await?;
    let asked_again = page.has(Role::Button, "Keep them").await?;
    check(!asked_again, || "asked a second time".into())?;
    let off = PLAIN.replace("view=\"quiz\"", "view=\"quiz\" storage=\"off\"");
    page.script("localStorage.clear();", vec![]).await?;
    page.leave_frame().await?;
    open(&page, &site, &off, mode).await?;
    arrive(&page, mode, NOT_KEPT).await?;
    answer(&page, 1, 2).await?;
    let kept = page.stored().await?;
    check(kept.is_empty(), || {
        format!("kept against the host's wish: {kept:?}")
    })?;
    // A changed setting remounts the page; the same one does not.
    page.leave_frame().await?;
    page.script(
        "const one = document.querySelector('which-end'); one.setAttribute('storage', 'ask'); one.setAttribute('storage', 'ask');",
        vec![],
    )
    .await?;
    arrive(&page, mode, "May this page keep your answers").await?;
    page.leave_frame().await?;
    page.script(
        "const one = document.querySelector('which-end'); const frame = one.shadowRoot.querySelector('iframe'); one.setAttribute('storage', 'ask');\
         if (frame !== one.shadowRoot.querySelector('iframe')) throw new Error('begun anew without need');",
        vec![],
    )
    .await?;
    Ok(())
}

/// Records every event of the element in `seen`, as name and detail.
pub(crate) const LISTEN: &str = "window.seen = []; for (const name of ['ready', 'resize', 'view-changed', 'quiz-start', 'quiz-step',\
    'quiz-complete', 'estimate-view', 'cta-click', 'storage-unavailable', 'error'])\
    addEventListener('which-end:' + name, (event) => seen.push([name, event.detail]));";

/// Protects visitors and owners: both modes send the same events in the same order, and no answers.
async fn hosts_hear_what_happens_and_no_answers(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    for mode in Mode::BOTH {
        let page = stage.page(&Setup::default()).await?;
        let html = PLAIN.replace(
            "<script async",
            &format!("<script>{LISTEN}</script><script async"),
        );
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        answer(&page, 1, 2).await?;
        page.press(Role::Link, "Pay").await?;
        page.wait_for_text("in the middle").await?;
        page.leave_frame().await?;
        page.wait_until(
            "the host has heard of pay",
            "return seen.some(([name]) => name === 'estimate-view');",
        )
        .await?;
        let names = page
            .script(
                "return seen.filter(([name]) => name !== 'resize').map(([name, detail]) => name + (detail.index || detail.view || ''));",
                vec![],
            )
            .await?;
        let expected = serde_json::json!([
            "view-changedquiz",
            "ready",
            "quiz-start",
            "quiz-step1",
            "quiz-step2",
            "view-changedpay",
            "estimate-view"
        ]);
        check(names == expected, || {
            format!("{}: heard {names}", mode.word())
        })?;
        let fields = page
            .script(
                "return [...new Set(seen.flatMap(([, detail]) => Object.keys(detail)))].filter((name) => !['protocol', 'height', 'view', 'index', 'source', 'type'].includes(name));",
                vec![],
            )
            .await?;
        check(fields == serde_json::json!([]), || {
            format!("also told: {fields}")
        })?;
    }
    Ok(())
}

/// Messages of hosts, neighboring frames and scripts that must have no effect.
const MESSAGES: &str = "const own = { source: 'which-end-host', protocol: 1 };\
    const cyclic = { ...own, type: 'options' }; cyclic.options = cyclic;\
    const all = [null, 0, 1e308, true, '', 'erase', [], {}, [own], new Date(), new Map(), new ArrayBuffer(9), cyclic,\
      own, { ...own, type: 'erase' }, { ...own, type: 'import', text: '{}' }, { ...own, type: 'restore' },\
      { ...own, type: 'reset' }, { ...own, type: 'respond', choice: 1 }, { ...own, type: 'go', view: 'about' },\
      { ...own, protocol: 2, type: 'options', options: 'theme=dark' }, { ...own, protocol: '1', type: 'options', options: 'theme=dark' },\
      { ...own, source: 'which-end', type: 'options', options: 'theme=dark' }, { ...own, type: 'options' },\
      { ...own, type: 'options', options: {} }, { ...own, type: 'options', options: 'x'.repeat(70000) },\
      { ...own, type: 'options', options: 'storage=off&view=about&preset-role=front-end' },\
      { ...own, type: 'options', options: 'accent=red;}body{display:none' }, { ...own, type: 'options', options: 'font=x;background:url(https://evil.example)' },\
      { ...own, type: 'options', options: '%%%&=&&theme' }, { ...own, type: 'overlay' }, { ...own, type: 'overlay', text: 5 },\
      { ...own, type: 'overlay', text: '{' }, { ...own, type: 'overlay', text: '[]' }, { ...own, type: 'overlay', text: 'null' },\
      { ...own, type: 'overlay', text: '<script>alert(1)</script>' }, { ...own, type: 'overlay', text: 'x'.repeat(70000) },\
      { ...own, type: '__proto__', text: 'x' }, { ...own, type: 'constructor' }, { source: { toString() { return 'which-end-host'; } }.toString },\
    ];";

/// Protects answers: forty messages from the host, the same from a foreign frame, and malicious attributes. The
/// question stays open, the record stays saved, no other host gets a request, and nothing breaks.
async fn hostile_messages_and_attributes_change_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let mode = Mode::Frame;
    open(&page, &site, PLAIN, mode).await?;
    arrive(&page, mode, "Question 1").await?;
    answer(&page, 1, 2).await?;
    let kept = page.stored().await?;
    page.leave_frame().await?;
    page.script(
        &format!(
            "{MESSAGES} const to = document.querySelector('which-end').shadowRoot.querySelector('iframe').contentWindow;\
             for (const one of all) try {{ to.postMessage(one, '*'); }} catch (_) {{}}\
             const beside = document.createElement('iframe'); beside.srcdoc = '<p>beside</p>'; document.body.append(beside);\
             const stranger = beside.contentWindow.document.createElement('script');\
             stranger.textContent = 'for (const type of [\"options\", \"overlay\"]) parent.document.querySelector(\"which-end\").shadowRoot.querySelector(\"iframe\").contentWindow.postMessage({{ source: \"which-end-host\", protocol: 1, type, options: \"theme=dark\", text: \"\" }}, \"*\");';\
             beside.contentWindow.document.body.append(stranger);"
        ),
        vec![],
    )
    .await?;
    page.enter_frame_of("which-end").await?;
    // Messages are handled in order, so after another round trip all have been handled.
    page.script_with_callback(
        "const done = arguments[arguments.length - 1]; const channel = new MessageChannel(); channel.port1.onmessage = () => setTimeout(done, 0); channel.port2.postMessage(0);",
        vec![],
    )
    .await?;
    page.expect_text("Question 3").await?;
    let now = page.stored().await?;
    check(now == kept, || {
        format!("kept were {kept:?}, and now {now:?}")
    })?;
    answer(&page, 3, 1).await?;
    page.leave_frame().await?;

    for attributes in [
        "view=\"javascript:alert(1)\"",
        "view=\"../../etc\"",
        "src=\"javascript:alert(1)\"",
        "src=\"data:text/html,hello\"",
        "height=\"-1e999\"",
        "height=\"&lt;script&gt;\"",
        "theme=\"dark&quot;&gt;&lt;script&gt;\"",
        "accent=\"url(https://evil.example/)\"",
        "apply-link=\"javascript:alert(1)\"",
        "apply-link=\"https://[\"",
        "label=\"&lt;img src=x onerror=alert(1)&gt;\"",
        "overlay=\"https://evil.example/overlay.json\"",
        "overlay=\"data:application/json,{}\"",
        "mode=\"constructor\"",
        "storage=\"__proto__\"",
        "preset-role=\"x\" preset-tier=\"y\" outcome=\"z\" locale=\"../..\"",
    ] {
        let html = PLAIN.replace("view=\"quiz\"", attributes);
        open(&page, &site, &html, mode).await?;
        let calm = "const one = document.querySelector('which-end'); const frame = one.shadowRoot && one.shadowRoot.querySelector('iframe');\
            return one.offsetHeight >= 1 && one.offsetHeight <= 20000 && (!frame || frame.src.startsWith(arguments[0]));";
        let there = page
            .script_with_callback(
                &format!(
                    "const done = arguments[arguments.length - 1]; customElements.whenDefined('which-end').then(() => requestAnimationFrame(() => requestAnimationFrame(() => done((() => {{ {calm} }})()))));"
                ),
                vec![site.url_of(Origin::Number, "").into()],
            )
            .await?;
        check(there == Value::Bool(true), || {
            format!("{attributes}: {there}")
        })?;
    }
    Ok(())
}
