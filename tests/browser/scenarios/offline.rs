//! Offline use: the open page, a reload, a new tab and a closed browser; at the root and below a path; with a host that
//! is gone, that fails and that does not answer.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, SOON};
use which_end_browser_tests::server::{BasePath, Health, Origin, Site, Spoiled};
use which_end_browser_tests::stage::Stage;
use which_end_browser_tests::undriven::Undriven;

use crate::person::Person;
use crate::steps::{Asked, asked, enter, give_answers, ready_for_offline};

crate::scenarios! {
    whatever_becomes_of_the_host_at_its_root,
    whatever_becomes_of_the_host_below_a_path if crate::in_one,
    after_the_browser_was_closed if |engine| engine == Engine::WebKit,
}

const PLACES: [BasePath; 2] = [BasePath::Root, BasePath::SubPath];

/// What happens to the host.
#[derive(Clone, Copy, Debug)]
enum Host {
    Gone,
    Failing,
    Silent,
}

impl Host {
    const ALL: [Self; 3] = [Self::Gone, Self::Failing, Self::Silent];

    /// Makes it happen.
    async fn befall(self, site: &mut Site) {
        match self {
            Self::Gone => site.stop().await,
            Self::Failing => site.set_health(Health::Failing),
            // Longer than any timeout of a scenario.
            Self::Silent => site.set_health(Health::Slow(4 * SOON)),
        }
    }

    async fn recover(self, site: &mut Site) -> Result<(), Failure> {
        site.set_health(Health::Well);
        // Also closes delayed connections.
        site.restart().await
    }
}

/// Protects the promise that the page works offline after the first visit: twelve combinations at the root of a host.
async fn whatever_becomes_of_the_host_at_its_root(stage: &Stage) -> Result<(), Failure> {
    whatever_becomes_of_the_host(stage, BasePath::Root).await
}

/// The twelve combinations below a path, as on a company's site.
async fn whatever_becomes_of_the_host_below_a_path(stage: &Stage) -> Result<(), Failure> {
    whatever_becomes_of_the_host(stage, BasePath::SubPath).await
}

async fn whatever_becomes_of_the_host(stage: &Stage, place: BasePath) -> Result<(), Failure> {
    let again = stage.engine().can_start_again();
    let setup = Setup {
        again,
        ..Setup::default()
    };
    let page = stage.page(&setup).await?;
    let mut visited = Vec::new();
    for host in Host::ALL {
        // Each is a separate origin without data.
        let mut site = stage.site().await?;
        let open = first_visit_and_on(&page, &mut site, place, host)
            .await
            .map_err(|failure| failure.during(&format!("{host:?}")))?;
        visited.push((host, site, open));
    }
    if !again {
        return Ok(());
    }
    let page = stage.again(&setup).await?;
    for (host, mut site, open) in visited {
        host.befall(&mut site).await;
        let row = async {
            // Firefox may still show the previous page when it reports that the next is open.
            page.open("about:blank").await?;
            page.open_app(&format!("{}#/quiz", site.url(place))).await?;
            expect(&page, &open, "after the browser was closed").await
        };
        row.await
            .map_err(|failure| failure.during(&format!("{host:?}")))?;
    }
    Ok(())
}

/// Three combinations: the first visit's page continues, is reloaded, and opens in a new tab.
async fn first_visit_and_on(
    page: &Page,
    site: &mut Site,
    place: BasePath,
    host: Host,
) -> Result<Asked, Failure> {
    let address = format!("{}#/quiz", site.url(place));
    page.open_app(&address).await?;
    give_answers(page, Person::BackEnd, 1).await?;
    ready_for_offline(page).await?;
    host.befall(site).await;

    enter(page, "#/guide/back-end").await?;
    enter(page, "#/pay").await?;
    enter(page, "#/quiz").await?;
    let open = give_answers(page, Person::BackEnd, 1).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    expect(page, &open, "loaded again").await?;
    page.close_tab_and_open(&address).await?;
    page.wait_until_mounted().await?;
    expect(page, &open, "in a new tab").await?;
    page.open("about:blank").await?;
    host.recover(site).await?;
    Ok(open)
}

async fn expect(page: &Page, open: &Asked, cell: &str) -> Result<(), Failure> {
    let now = asked(page).await?;
    check(now == *open, || {
        format!("{cell}: it was {open:?} and is {now:?}")
    })
}

/// Tells the host once the workers of both paths are active.
const WATCH: &str = "<!doctype html><title>Watch</title><link rel=icon href=data:,><script>
    const look = async () => {
      const found = await Promise.all(['/', '/careers/app/'].map((path) => navigator.serviceWorker.getRegistration(path)));
      const there = found.every((one, at) => one && one.active && one.active.state === 'activated'
        && new URL(one.scope).pathname === ['/', '/careers/app/'][at]);
      if (there) fetch('/both-are-kept'); else setTimeout(look, 100);
    };
    look();</script>";

/// Opens both paths, and tells the host of each takeover.
const OPEN: &str = "<!doctype html><title>Open</title><link rel=icon href=data:,><body><script>
    for (const path of ['/', '/careers/app/']) {
      const frame = document.createElement('iframe');
      frame.src = path + '#/quiz';
      document.body.append(frame);
      const look = () => {
        const page = frame.contentDocument;
        if (page && page.querySelector('main h1') && !page.querySelector('[data-static]')) fetch('/came-up' + path);
        else setTimeout(look, 100);
      };
      look();
    }</script>";

/// The combinations with a closed browser in `WebKit`. Only without a driver does it store data on disk, and then its
/// page cannot be read. So another page, which the host still serves, inspects it and reports.
async fn after_the_browser_was_closed(stage: &Stage) -> Result<(), Failure> {
    let mut sites = Vec::new();
    let mut addresses = Vec::new();
    for _ in Host::ALL {
        let site = stage.site().await?;
        addresses.extend(PLACES.map(|place| site.url(place)));
        addresses.push(site.document(Origin::Number, WATCH));
        sites.push(site);
    }
    let browser = Undriven::webkit(&addresses).await?;
    for site in &sites {
        asked_for(site, "/both-are-kept").await?;
    }
    let mut pages = Vec::new();
    for (host, site) in Host::ALL.into_iter().zip(&sites) {
        pages.push(site.document(Origin::Number, OPEN));
        match host {
            // A host that refuses connections receives no reports; one that closes them without a response does.
            Host::Gone => site.spoil("", Spoiled::Dropped),
            Host::Failing => site.set_health(Health::Failing),
            Host::Silent => site.set_health(Health::Slow(4 * SOON)),
        }
    }
    let _browser = browser.again(&pages).await?;
    for (host, site) in Host::ALL.into_iter().zip(&sites) {
        for path in ["/came-up/", "/came-up/careers/app/"] {
            asked_for(site, path)
                .await
                .map_err(|failure| failure.during(&format!("{host:?}")))?;
        }
    }
    Ok(())
}

/// Waits for a request to this path.
async fn asked_for(site: &Site, path: &str) -> Result<(), Failure> {
    let since = Instant::now();
    while !site.log().iter().any(|asked| asked.path() == path) {
        check(since.elapsed() < 4 * SOON, || {
            format!("the host was not asked for {path}")
        })?;
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
