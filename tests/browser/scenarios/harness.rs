//! The harness itself, tested on pages with known faults: a check that cannot fail protects nothing.

use tempfile::TempDir;
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Lack, Scheme, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Page, Role};
use which_end_browser_tests::server::{BasePath, Health, Origin, Site};
use which_end_browser_tests::stage::Stage;

crate::scenarios! {
    names_agree_with_the_engine,
    keys_reach_what_they_should,
    axe_finds_a_planted_fault,
    blocked_things_are_reported,
    the_host_fails_on_demand,
    the_device_is_light_or_dark,
    scripts_can_be_off if |engine| engine.can_lack(Lack::Scripts),
    web_assembly_can_be_off,
    site_data_can_be_refused if |engine| engine.can_lack(Lack::SiteData),
    dom_storage_can_be_off if |engine| engine.can_lack(Lack::DomStorage),
    a_sandboxed_frame_has_no_storage,
    a_frame_is_as_wide_as_asked,
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:";

/// A host with one page with this body.
async fn host(body: &str) -> Result<(TempDir, Site), Failure> {
    let folder = tempfile::tempdir()?;
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page</title>\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><link rel=\"icon\" href=\"data:,\"></head>\
         <body><main>{body}</main></body></html>"
    );
    std::fs::write(folder.path().join("index.html"), page)?;
    let site = Site::start(folder.path()).await?;
    Ok((folder, site))
}

async fn open(stage: &Stage, setup: &Setup, body: &str) -> Result<(TempDir, Site, Page), Failure> {
    let (folder, site) = host(body).await?;
    let page = stage.page(setup).await?;
    page.open(&site.url(BasePath::Root)).await?;
    Ok((folder, site, page))
}

/// Protects every other scenario: the names that the harness computes are those that the engine gives to a screen
/// reader.
async fn names_agree_with_the_engine(stage: &Stage) -> Result<(), Failure> {
    let body = "<h1>A <em>big</em> title</h1><a href='#x'>Go <span aria-hidden='true'>→</span> on</a>\
        <button>Press</button><button aria-label='Close it'>×</button>\
        <fieldset><legend>Pick one</legend><label><input type='radio' name='r'><span>First</span></label>\
        <label><input type='radio' name='r' checked> Second </label></fieldset>\
        <label for='n'>Offer</label><input id='n' type='number'><label>Note <input type='text'></label>\
        <label for='c'>Country</label><select id='c'><option>France</option><option>Spain</option></select>\
        <span id='by'>Named elsewhere</span><input type='checkbox' aria-labelledby='by'>\
        <table><caption>Pay by role</caption><tr><th scope='col'>Role</th></tr><tr><td>Both</td></tr></table>\
        <div role='status'>Saved</div><div hidden><button>Away</button></div>\
        <div inert><button>Out of reach</button></div><img alt='A picture' src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='>";
    let (_folder, _site, page) = open(stage, &Setup::default(), body).await?;
    let things = page.things().await?;
    let expected = [
        (Role::Heading, "A big title"),
        (Role::Link, "Go on"),
        (Role::Button, "Press"),
        (Role::Button, "Close it"),
        (Role::Group, "Pick one"),
        (Role::Radio, "First"),
        (Role::Radio, "Second"),
        (Role::Spinbutton, "Offer"),
        (Role::Textbox, "Note"),
        (Role::Combobox, "Country"),
        (Role::Checkbox, "Named elsewhere"),
        (Role::Table, "Pay by role"),
        (Role::Image, "A picture"),
    ];
    for (role, name) in expected {
        let thing = page.find(role, name).await?;
        let (engine_role, engine_name) = page.engine_says(&thing).await?;
        check(engine_name == name, || {
            format!("the engine calls the {thing} “{engine_name}”")
        })?;
        let said = engine_role.to_ascii_lowercase();
        // The newer role of an image, and `WebKitGTK`'s for a number field and sometimes for a select list.
        let same = said == role.word()
            || (role == Role::Image && said == "image")
            || (stage.engine() == Engine::WebKit
                && matches!(
                    (role, said.as_str()),
                    (Role::Spinbutton, "textbox") | (Role::Combobox, "button")
                ));
        check(same, || {
            format!("to the engine the {thing} is a {engine_role}")
        })?;
    }
    let chosen: Vec<&str> = things
        .iter()
        .filter(|thing| thing.chosen)
        .map(|thing| thing.name.as_str())
        .collect();
    check(chosen == ["Second"], || format!("chosen are {chosen:?}"))?;
    let away = things
        .iter()
        .find(|thing| thing.name == "Away" || thing.name == "Out of reach");
    check(away.is_none(), || "a hidden button was found".into())?;
    page.find(Role::Status, "").await?;
    page.expect_text("Saved").await
}

/// Protects the keyboard scenario: keys move the focus and act, and the focus can be read.
async fn keys_reach_what_they_should(stage: &Stage) -> Result<(), Failure> {
    let body = "<details><summary>More</summary><p>The rest</p></details><label><input type='radio' name='r'>One</label>\
        <label><input type='radio' name='r'>Two</label><a href='#there'>There</a>";
    let (_folder, _site, page) = open(stage, &Setup::default(), body).await?;
    page.tab_to(Role::Button, "More").await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("The rest").await?;
    page.tab_to(Role::Radio, "One").await?;
    page.key(Key::Space).await?;
    page.key(Key::Down).await?;
    check(page.find(Role::Radio, "Two").await?.chosen, || {
        "the arrow did not choose the next radio".into()
    })?;
    page.key(Key::ShiftTab).await?;
    check(
        page.focused()
            .await?
            .is_some_and(|thing| thing.name == "More"),
        || "Shift and Tab did not go back".into(),
    )?;
    page.tab_to(Role::Link, "There").await?;
    page.key(Key::Enter).await?;
    check(page.route().await? == "#there", || {
        "Enter did not follow the link".into()
    })
}

/// Protects the accessibility scenarios: axe runs under the page's policy, and finds errors.
async fn axe_finds_a_planted_fault(stage: &Stage) -> Result<(), Failure> {
    let (_folder, _site, page) =
        open(stage, &Setup::default(), "<h1>Title</h1><button></button>").await?;
    let found = axe::violations(&page, &stage.axe()?).await?;
    check(
        found
            .iter()
            .any(|violation| violation.rule == "button-name"),
        || format!("axe found only {found:?}"),
    )
}

/// Protects the policy scenario: every violation is reported to the host from the start.
async fn blocked_things_are_reported(stage: &Stage) -> Result<(), Failure> {
    let (_folder, site, page) = open(
        stage,
        &Setup::default(),
        "<h1>Title</h1><script>window.ran = true</script>",
    )
    .await?;
    check(
        page.script("return window.ran !== true;", vec![])
            .await?
            .as_bool()
            == Some(true),
        || "the inline script ran".into(),
    )?;
    // Browsers send reports with a delay.
    let since = std::time::Instant::now();
    while site.blocked().is_empty() {
        check(since.elapsed().as_secs() < 10, || {
            "nothing was reported".into()
        })?;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let report = site.blocked().join(" ");
    check(report.contains("script-src"), || {
        format!("the report reads {report}")
    })
}

/// Protects the offline scenarios: a stopped host refuses connections, and nothing comes from the HTTP cache.
async fn the_host_fails_on_demand(stage: &Stage) -> Result<(), Failure> {
    let (_folder, mut site, page) = open(stage, &Setup::default(), "<h1>The first</h1>").await?;
    site.replace(
        "index.html",
        "<!doctype html><title>Other</title><h1>The second</h1>",
    );
    page.reload().await?;
    page.find(Role::Heading, "The second").await?;
    site.set_health(Health::Failing);
    page.reload().await?;
    page.wait_for_text("the server has a bad day").await?;
    site.stop().await;
    check(
        page.open(&site.url(BasePath::Root)).await.is_err()
            || !page.has(Role::Heading, "The second").await?,
        || "the page was shown although its host was stopped".into(),
    )?;
    site.set_health(Health::Well);
    site.restart().await?;
    page.open(&site.url(BasePath::SubPath)).await?;
    page.find(Role::Heading, "The second").await?;
    // The failing response names no icon, so browsers request the default one.
    let paths: Vec<String> = site
        .log()
        .iter()
        .map(|asked| asked.path().to_owned())
        .filter(|path| path != "/favicon.ico")
        .collect();
    check(paths == ["/", "/", "/", "/careers/app/"], || {
        format!("the host was asked for {paths:?}")
    })
}

/// Protects the accessibility scenarios: the page sees both color schemes.
async fn the_device_is_light_or_dark(stage: &Stage) -> Result<(), Failure> {
    for scheme in [Scheme::Light, Scheme::Dark] {
        let (_folder, _site, page) =
            open(stage, &Setup::in_scheme(scheme), "<h1>Title</h1>").await?;
        let query = format!(
            "return matchMedia('(prefers-color-scheme: {})').matches;",
            scheme.word()
        );
        check(
            page.script(&query, vec![]).await?.as_bool() == Some(true),
            || format!("the device does not ask for {}", scheme.word()),
        )?;
    }
    Ok(())
}

/// Protects the scenario without scripts: the browser runs none.
async fn scripts_can_be_off(stage: &Stage) -> Result<(), Failure> {
    let (folder, site) = host("<h1>Before</h1><script src='change.js'></script>").await?;
    std::fs::write(
        folder.path().join("change.js"),
        "document.querySelector('h1').textContent = 'After';",
    )?;
    let page = stage.page(&Setup::lacking(Lack::Scripts)).await?;
    page.open(&site.url(BasePath::Root)).await?;
    let source = page.client().source().await?;
    check(
        source.contains("Before") && !source.contains("After"),
        || "the script ran".into(),
    )
}

/// Protects the scenario without WebAssembly: the browser has none.
async fn web_assembly_can_be_off(stage: &Stage) -> Result<(), Failure> {
    let (_folder, _site, page) =
        open(stage, &Setup::lacking(Lack::WebAssembly), "<h1>Title</h1>").await?;
    check(
        page.script("return typeof WebAssembly;", vec![]).await? == "undefined",
        || "WebAssembly is there".into(),
    )
}

/// Protects the scenarios of blocked storage: reading the storage throws.
async fn site_data_can_be_refused(stage: &Stage) -> Result<(), Failure> {
    let (_folder, _site, page) =
        open(stage, &Setup::lacking(Lack::SiteData), "<h1>Title</h1>").await?;
    expect_storage(&page, "SecurityError").await
}

/// Protects the scenarios of blocked storage: the storage is null.
async fn dom_storage_can_be_off(stage: &Stage) -> Result<(), Failure> {
    let (_folder, _site, page) =
        open(stage, &Setup::lacking(Lack::DomStorage), "<h1>Title</h1>").await?;
    expect_storage(&page, "null").await
}

/// Protects the scenarios of blocked storage: reading the storage throws in a sandboxed frame.
async fn a_sandboxed_frame_has_no_storage(stage: &Stage) -> Result<(), Failure> {
    let (_folder, site, page) = open(stage, &Setup::default(), "<h1>Title</h1>").await?;
    let framed = site.url(BasePath::Root);
    page.open(&site.host_page(Origin::Name, &framed, Some("allow-scripts"), 600))
        .await?;
    page.enter_frame().await?;
    page.find(Role::Heading, "Title").await?;
    expect_storage(&page, "SecurityError").await
}

async fn expect_storage(page: &Page, state: &str) -> Result<(), Failure> {
    let script = "try { return String(window.localStorage); } catch (error) { return error.name; }";
    let found = page.script(script, vec![]).await?;
    check(found == state, || {
        format!("asking for the storage gives {found}")
    })
}

/// Protects the narrow scenarios: a page in a frame is laid out for the frame's width.
async fn a_frame_is_as_wide_as_asked(stage: &Stage) -> Result<(), Failure> {
    let (_folder, site, page) = open(stage, &Setup::default(), "<h1>Title</h1>").await?;
    let framed = site.url(BasePath::Root);
    page.open(&site.host_page(Origin::Number, &framed, None, 320))
        .await?;
    page.enter_frame().await?;
    let narrow = page
        .script(
            "return matchMedia('(width: 320px)').matches && innerWidth === 320;",
            vec![],
        )
        .await?;
    check(narrow.as_bool() == Some(true), || {
        "the frame is not 320 pixels wide".into()
    })
}
