//! Faults of the service worker: a first installation that fails, files that are lost or withheld later, other content
//! on the same host, and embedding pages. Faults of later releases are in `release.rs`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role, SOON};
use which_end_browser_tests::server::{Asked, BasePath, Health, Origin, Site, Spoiled};
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::release::{caches, installed, look_for_release, next_release, worker};
use crate::steps::{START, asked, enter, give_answers, ready_for_offline, stop};

crate::scenarios! {
    a_first_installation_that_fails_leaves_nothing,
    each_module_is_fetched_once,
    what_is_kept_outlives_what_the_host_does,
    what_the_browser_drops_is_fetched_again,
    what_others_put_into_the_cache_is_not_given_out,
    two_copies_on_one_host_keep_apart,
    pages_that_hold_this_one_install_nothing,
}

const PLAIN: &str = include_str!("../hosts/plain.html");

/// Protects first visits on a bad connection or host: the page works and says that it needs a connection, nothing
/// partial or damaged is cached, and after the fault the next visit installs everything.
async fn a_first_installation_that_fails_leaves_nothing(stage: &Stage) -> Result<(), Failure> {
    let page = stage.page(&Setup::default()).await?;
    let icon = "favicon.svg";
    let rows = [
        ("a file with status 500", icon, Some(Spoiled::Failing)),
        ("a file that is not there", icon, Some(Spoiled::Missing)),
        ("a dropped connection", icon, Some(Spoiled::Dropped)),
        ("a file cut off", icon, Some(Spoiled::CutOff)),
        ("one flipped bit", icon, Some(Spoiled::Flipped)),
        ("a file that moved", icon, Some(Spoiled::Moved)),
        (
            "a module of another type",
            "_bg.wasm",
            Some(Spoiled::Mistyped),
        ),
        (
            "a page that the network rewrites",
            "/",
            Some(Spoiled::Rewritten),
        ),
        ("a worker that is no script", "sw.js", None),
    ];
    for (row, file, how) in rows {
        let play = async {
            let mut site = stage.site().await?;
            site.hold("sw.js");
            page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
                .await?;
            let listen = "addEventListener('which-end:offline-unavailable', () => { window.unavailable = true; });";
            page.script(listen, vec![]).await?;
            match how {
                Some(how) => site.spoil(file, how),
                None => site.replace(file, "const = ;"),
            }
            site.let_go();
            has_failed(&site, &page).await?;
            give_answers(&page, Person::BackEnd, 1).await?;
            enter(&page, "#/about").await?;
            page.wait_for_text("it needs a connection to open").await?;
            enter(&page, "#/quiz").await?;
            let left = left_behind(&page).await?;
            check(left == json!([0, 0]), || {
                format!("left are {left} workers and caches")
            })?;
            site.mend();
            page.reload().await?;
            ready_for_offline(&page).await?;
            stop(&mut site, &page).await?;
            page.reload().await?;
            page.wait_until_mounted().await?;
            let open = asked(&page).await?;
            check(open.number == 2, || format!("it asks {open:?}"))
        };
        play.await.map_err(|failure| failure.during(row))?;
    }
    Ok(())
}

/// Protects people with metered connections: the two largest files are fetched once, and if the host allows caching,
/// offline use does not fetch them again.
async fn each_module_is_fetched_once(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    site.add_header("Cache-Control", "public, max-age=3600");
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    ready_for_offline(&page).await?;
    let log = site.log();
    let asked: Vec<&str> = log.iter().map(Asked::path).collect();
    let times = ["_bg.wasm", "_later.wasm"]
        .map(|end| asked.iter().filter(|path| path.ends_with(end)).count());
    check(asked.contains(&"/sw.js") && times == [1, 1], || {
        format!("the modules were asked for {times:?} times: {asked:?}")
    })
}

/// Waits until an installation has started and failed: the page was notified, or no worker remains. Firefox retries dropped
/// connections many times before.
async fn has_failed(site: &Site, page: &Page) -> Result<(), Failure> {
    let since = Instant::now();
    let look = "const done = arguments[arguments.length - 1]; navigator.serviceWorker.getRegistration().then((one) => done(\
        window.unavailable === true ? 'told' : one ? ['installing', 'waiting', 'active'].filter((name) => one[name]).join() : 'none'));";
    loop {
        // Only the worker requests the style sheets a second time.
        let log = site.log();
        let mut later = log.iter().skip_while(|asked| asked.path() != "/sw.js");
        let begun = later.any(|asked| asked.path().contains("/base-"));
        let state = page.script_with_callback(look, vec![]).await?;
        if state == "told" || (begun && state == "none") {
            return Ok(());
        }
        check(since.elapsed() < 5 * SOON, || {
            format!("the installation does not fail; its worker is {state}")
        })?;
        sleep(Duration::from_millis(50)).await;
    }
}

/// The origin's workers and caches.
async fn left_behind(page: &Page) -> Result<Value, Failure> {
    page.script_with_callback(
        "const done = arguments[arguments.length - 1];\
         Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])\
           .then((both) => done(both.map((all) => all.length)), (error) => done(String(error)));",
        vec![],
    )
    .await
}

/// Protects people with an installed page: a missing or damaged worker script, and a host that responds with errors,
/// remove nothing. The page needs no host.
async fn what_is_kept_outlives_what_the_host_does(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    let open = asked(&page).await?;
    enter(&page, "#/about").await?;
    page.wait_for_text("opens without a connection").await?;
    enter(&page, "#/quiz").await?;
    for how in [Spoiled::Missing, Spoiled::Moved, Spoiled::Mistyped] {
        site.spoil("sw.js", how);
        let outcome = look_for_release(&page).await?;
        check(outcome == "refused", || {
            format!("a worker's file that is {how:?} is {outcome}")
        })?;
        site.mend();
    }
    // With the worker, the only request is for the worker's script, whatever is opened.
    page.reload().await?;
    page.wait_until_mounted().await?;
    let before = site.log().len();
    page.reload().await?;
    page.wait_until_mounted().await?;
    enter(&page, "#/pay").await?;
    enter(&page, "#/quiz").await?;
    let asked_for: Vec<String> = site.log()[before..]
        .iter()
        .map(|asked| asked.target.clone())
        .filter(|target| target != "/sw.js")
        .collect();
    check(asked_for.is_empty(), || {
        format!("the host was asked for {asked_for:?}")
    })?;
    site.set_health(Health::Failing);
    page.reload().await?;
    page.wait_until_mounted().await?;
    stop(&mut site, &page).await?;
    page.close_tab_and_open(&format!(
        "{}index.html?from=mail#/quiz",
        site.url(BasePath::Root)
    ))
    .await?;
    page.wait_until_mounted().await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })
}

/// Protects against a browser that frees space: a dropped file is fetched again, cached only if it is intact, and until
/// then the page uses the host's files.
async fn what_the_browser_drops_is_fetched_again(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let small = site.file_ending_with("webmanifest")?;
    let module = site.file_ending_with("_bg.wasm")?;
    for file in [small.as_str(), module.as_str()] {
        drop_from_cache(&page, file).await?;
        // A damaged file is not cached.
        site.spoil(file, Spoiled::Flipped);
        fetched(&page, file).await?;
        check(!is_cached(&page, file).await?, || {
            format!("a damaged {file} is kept")
        })?;
        site.mend();
        fetched(&page, file).await?;
        check(is_cached(&page, file).await?, || {
            format!("{file} is not kept again")
        })?;
    }
    // A file that is not listed is never cached.
    fetched(&page, "favicon.ico").await?;
    fetched(&page, "_headers").await?;
    for other in ["favicon.ico", "_headers", "sw.js"] {
        check(!is_cached(&page, other).await?, || {
            format!("{other} is kept")
        })?;
    }
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    asked(&page).await.map(drop)
}

/// Protects visitors if another page shares the origin: what it writes into our cache, with any headers, never runs as
/// ours, and the real file is restored.
async fn what_others_put_into_the_cache_is_not_given_out(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = installed(stage).await?;
    let put = "const done = arguments[arguments.length - 1];\
        caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.match(new URL(arguments[0], location.href).href)\
          .then((own) => own.text()).then((own) => cache.put(new URL(arguments[0], location.href).href,\
            new Response(arguments[1] ? '<!doctype html><title>Evil</title><script>window.evil = true;</script>' : own,\
              { headers: { 'Content-Type': 'text/html', 'X-Evil': 'yes' } }))))\
        .then(() => done(true), (error) => done(String(error)));";
    for other_bytes in [true, false] {
        let done = page
            .script_with_callback(put, vec![json!("./"), json!(other_bytes)])
            .await?;
        check(done == true, || format!("nothing can be put: {done}"))?;
        page.reload().await?;
        page.wait_until_mounted().await?;
        let found = page
            .script_with_callback(
                "const done = arguments[arguments.length - 1];\
                 fetch('./').then((one) => done([window.evil === true, one.headers.get('x-evil')]), (error) => done(String(error)));",
                vec![],
            )
            .await?;
        check(found == json!([false, null]), || {
            format!("a foreign script and a foreign header: {found}")
        })?;
    }
    asked(&page).await.map(drop)
}

async fn drop_from_cache(page: &Page, file: &str) -> Result<(), Failure> {
    let dropped = page
        .script_with_callback(
            "const done = arguments[arguments.length - 1];\
             caches.keys().then((names) => caches.open(names[0]))\
               .then((cache) => cache.delete(new URL(arguments[0], location.href).href)).then(done, (error) => done(String(error)));",
            vec![json!(file)],
        )
        .await?;
    check(dropped == true, || {
        format!("{file} cannot be dropped from the cache: {dropped}")
    })
}

async fn is_cached(page: &Page, file: &str) -> Result<bool, Failure> {
    let found = page
        .script_with_callback(
            "const done = arguments[arguments.length - 1];\
             caches.match(new URL(arguments[0], location.href).href, { ignoreVary: true })\
               .then((found) => done(Boolean(found)), (error) => done(String(error)));",
            vec![json!(file)],
        )
        .await?;
    found
        .as_bool()
        .ok_or_else(|| Failure::new(format!("the cache cannot be read: {found}")))
}

/// Makes the page fetch a file, and ignores the result.
async fn fetched(page: &Page, file: &str) -> Result<(), Failure> {
    page.script_with_callback(
        "const done = arguments[arguments.length - 1]; fetch(arguments[0]).then((one) => one.text()).then(done, done);",
        vec![json!(file)],
    )
    .await
    .map(drop)
}

/// Protects a host with two copies of the site, and with pages of its own below and next to them: neither copy touches
/// the other's files, and the worker answers only for its own addresses.
async fn two_copies_on_one_host_keep_apart(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    page.open_app(&site.url(BasePath::SubPath)).await?;
    ready_for_offline(&page).await?;
    check(caches(&page).await?.len() == 2, || {
        "the two copies do not have a cache each".into()
    })?;
    // The worker at the root now controls these too, and must not answer for them.
    for (path, page_of) in [
        ("/no/such/page", None),
        ("/careers/", None),
        ("", Some("A page of the host")),
    ] {
        let address = match page_of {
            Some(text) => site.document(
                Origin::Number,
                &format!("<!doctype html><title>Host</title><h1>{text}</h1>"),
            ),
            None => site.url_of(Origin::Number, path),
        };
        let before = site.log().len();
        page.open(&address).await?;
        page.wait_for_text(page_of.unwrap_or("there is no such file"))
            .await?;
        check(site.log().len() > before, || {
            format!("{address} was answered without its host")
        })?;
    }
    // A new release of one copy leaves the other's files alone.
    page.open_app(&site.url(BasePath::Root)).await?;
    site.replace("sw.js", next_release(&worker(&site)?)?);
    let outcome = look_for_release(&page).await?;
    check(outcome == "waiting" || outcome == "same", || {
        format!("the new release is {outcome}")
    })?;
    let since = Instant::now();
    loop {
        let names = caches(&page).await?;
        let new = names.iter().any(|name| name.ends_with("the-next-release"));
        if new && names.len() == 2 {
            break;
        }
        // The offer may come late. If the new release is activated at once, there is none.
        if new && page.has(Role::Button, "Get it now").await? {
            page.script("window.beforeRelease = true;", vec![]).await?;
            page.press(Role::Button, "Get it now").await?;
            page.wait_until(
                "the page is loaded anew",
                "return !window.beforeRelease && document.readyState === 'complete';",
            )
            .await?;
        }
        check(since.elapsed() < SOON, || {
            format!("the caches are {names:?}")
        })?;
        sleep(Duration::from_millis(50)).await;
    }
    stop(&mut site, &page).await?;
    for place in [BasePath::SubPath, BasePath::Root] {
        page.open_app(&site.url(place)).await?;
    }
    page.find(Role::Link, "Continue at question 2")
        .await
        .map(drop)
}

/// Protects visitors of other sites: neither a frame on another origin nor an inline instance installs a worker or
/// fills a cache.
async fn pages_that_hold_this_one_install_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    site.add_header("Access-Control-Allow-Origin", "*");
    site.add_header("Cross-Origin-Resource-Policy", "cross-origin");
    let page = stage.page(&Setup::default()).await?;
    let named = site.url(BasePath::SubPath);
    for mode in ["frame", "inline"] {
        let html = PLAIN
            .replace("MODE", mode)
            .replace("SITE", named.trim_end_matches('/'));
        page.open(&site.document(Origin::Name, &html)).await?;
        if mode == "frame" {
            page.enter_frame_of("which-end").await?;
        }
        page.wait_for_text("Question 1").await?;
        nothing_installed(&site, &page, mode).await?;
        page.leave_frame().await?;
        nothing_installed(&site, &page, mode).await?;
    }
    page.open(&site.host_page(Origin::Name, &site.url(BasePath::Root), None, 600))
        .await?;
    page.enter_frame().await?;
    page.find(Role::Link, START).await?;
    nothing_installed(&site, &page, "a plain frame").await
}

async fn nothing_installed(site: &Site, page: &Page, mode: &str) -> Result<(), Failure> {
    // The standalone page registers its worker once the browser is idle.
    let idle = "const done = arguments[arguments.length - 1];\
        if (window.requestIdleCallback) requestIdleCallback(() => done(), { timeout: 1000 }); else setTimeout(done, 300);";
    page.script_with_callback(idle, vec![]).await?;
    let left = left_behind(page).await?;
    check(left == json!([0, 0]), || {
        format!("{mode}: there are {left} workers and caches")
    })?;
    let worker = site
        .log()
        .iter()
        .any(|asked| asked.path().ends_with("sw.js"));
    check(!worker, || format!("{mode}: the worker was asked for"))
}
