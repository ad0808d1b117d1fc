//! Screenshots of the built site in Chromium: every route in each window size, light and dark, in full height.
//!
//! `cargo run -p which-end-browser-tests --bin look -- --dist DIR --out DIR [--route '#/quiz']... [--size 360x800]...
//! [--scheme light]... [--press 'Start the quiz']... [--record FILE]`
//!
//! `--record` names a saved record (as “Save to a file” writes it) that the page starts with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Scheme, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::page::{Named, Page};
use which_end_browser_tests::process;
use which_end_browser_tests::server::{BasePath, Site};

/// Taller pages are cut off. Chromium's screenshots are limited to 16384 pixels.
const TALLEST: f64 = 16_000.0;

struct Wish {
    dist: PathBuf,
    out: PathBuf,
    routes: Vec<String>,
    sizes: Vec<(u32, u32)>,
    schemes: Vec<Scheme>,
    presses: Vec<String>,
    record: Option<PathBuf>,
}

impl Wish {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let (mut dist, mut out, mut record) = (None, None, None);
        let (mut routes, mut sizes, mut schemes, mut presses) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        while let Some(option) = arguments.next() {
            let value = arguments
                .next()
                .ok_or_else(|| Failure::new(format!("{option} needs a value")))?;
            match option.as_str() {
                "--dist" => dist = Some(PathBuf::from(value)),
                "--out" => out = Some(PathBuf::from(value)),
                "--route" => routes.push(value),
                "--size" => sizes.push(size(&value)?),
                "--scheme" if value == "light" => schemes.push(Scheme::Light),
                "--scheme" if value == "dark" => schemes.push(Scheme::Dark),
                "--press" => presses.push(value),
                "--record" => record = Some(PathBuf::from(value)),
                _ => return Err(Failure::new(format!("{option} {value} is not understood"))),
            }
        }
        let or = |given: Vec<String>, usual: &[&str]| {
            if given.is_empty() {
                usual.iter().map(|one| (*one).to_owned()).collect()
            } else {
                given
            }
        };
        Ok(Self {
            dist: dist.ok_or_else(|| Failure::new("--dist DIR (the built site) is missing"))?,
            out: out.ok_or_else(|| Failure::new("--out DIR (where the pictures go) is missing"))?,
            routes: or(
                routes,
                &[
                    "#/",
                    "#/quiz",
                    "#/result",
                    "#/pay",
                    "#/guide",
                    "#/guide/back-end",
                    "#/guide/front-end",
                    "#/about",
                    "#/sources",
                ],
            ),
            sizes: if sizes.is_empty() {
                vec![(360, 800), (1280, 900)]
            } else {
                sizes
            },
            schemes: if schemes.is_empty() {
                vec![Scheme::Light, Scheme::Dark]
            } else {
                schemes
            },
            presses,
            record,
        })
    }
}

fn size(text: &str) -> Result<(u32, u32), Failure> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| Failure::new(format!("{text} is not a size such as 360x800")))
}

#[tokio::main]
async fn main() -> ExitCode {
    tokio::spawn(process::end_all_on_signal());
    let done = match Wish::read(std::env::args().skip(1)) {
        Ok(wish) => take_all(&wish).await,
        Err(failure) => Err(failure),
    };
    process::end_all();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("look: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(wish: &Wish) -> Result<(), Failure> {
    std::fs::create_dir_all(&wish.out)?;
    let site = Site::start(&wish.dist).await?;
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    if let Some(record) = &wish.record {
        // A file that runs no script, so that nothing overwrites the record.
        page.open(&format!("{}favicon.svg", site.url(BasePath::Root)))
            .await?;
        page.store("which-end:/:record-a", &std::fs::read_to_string(record)?)
            .await?;
    }
    for scheme in &wish.schemes {
        page.emulate_scheme(*scheme).await?;
        for (width, height) in &wish.sizes {
            page.emulate_screen(*width, *height).await?;
            for route in &wish.routes {
                let name = format!("{}-{width}-{}.png", name_of(route), scheme.word());
                take(
                    &page,
                    &format!("{}{route}", site.url(BasePath::Root)),
                    &wish.presses,
                    &wish.out.join(&name),
                )
                .await?;
                println!("{name}");
            }
        }
    }
    for line in page.console().await? {
        println!("console {line}");
    }
    Ok(())
}

async fn take(page: &Page, address: &str, presses: &[String], to: &Path) -> Result<(), Failure> {
    // A change of fragment alone does not reload the page.
    page.open("about:blank").await?;
    page.open(address).await?;
    if let Err(failure) = page.wait_until_mounted().await {
        println!("  (taken without the application: {failure})");
    }
    for name in presses {
        let things = page.things().await?;
        let thing = things
            .iter()
            .find(|thing| Named::Exactly(name).fits(&thing.name) && thing.role != "heading");
        let thing =
            thing.ok_or_else(|| Failure::new(format!("nothing on the page is called “{name}”")))?;
        page.press_thing(thing).await?;
    }
    page.script_with_callback(
        "const done = arguments[arguments.length - 1]; document.fonts.ready.then(() => \
         requestAnimationFrame(() => requestAnimationFrame(() => done(true))));",
        vec![],
    )
    .await?;
    let metrics = page.develop("Page.getLayoutMetrics", json!({})).await?;
    let measure = |side: &str| {
        metrics["cssContentSize"][side]
            .as_f64()
            .unwrap_or(800.0)
            .min(TALLEST)
    };
    let clip = json!({ "x": 0, "y": 0, "width": measure("width"), "height": measure("height"), "scale": 1 });
    let taken = page
        .develop(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }),
        )
        .await?;
    let text = taken["data"]
        .as_str()
        .ok_or_else(|| Failure::new("Chromium gave no picture"))?;
    std::fs::write(to, from_base64(text)?)?;
    Ok(())
}

fn name_of(route: &str) -> String {
    let words: Vec<&str> = route
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "start".to_owned()
    } else {
        words.join("-")
    }
}

/// Standard base64, the encoding of binary data in developer-tools responses.
fn from_base64(text: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err(Failure::new("the picture is not base64")),
        };
        held = (held << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xFF) as u8);
        }
    }
    Ok(bytes)
}
