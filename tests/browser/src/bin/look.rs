//! Screenshots of the built site in Chromium: every route in each window size, light and dark, in full height.
//!
//! `cargo run -p which-end-browser-tests --bin look -- --help` lists the options.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use which_end_browser_tests::driver::Driven;
use which_end_browser_tests::engine::{Engine, Scheme, Setup};
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::page::{Named, Page};
use which_end_browser_tests::process;
use which_end_browser_tests::server::{BasePath, Site};

/// Taller pages are cut off. Chromium's screenshots are limited to 16384 pixels.
const TALLEST: f64 = 16_000.0;

#[derive(Debug, clap::Parser)]
struct Options {
    /// Folder of the built site
    #[arg(long, value_name = "DIR")]
    dist: PathBuf,
    /// Folder for the pictures
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Fragment of the page's address; may be repeated
    #[arg(long = "route", value_name = "FRAGMENT", default_values = ROUTES)]
    routes: Vec<String>,
    /// Window size such as 360x800; may be repeated
    #[arg(long = "size", value_parser = size, default_values = ["360x800", "1280x900"])]
    sizes: Vec<(u32, u32)>,
    /// Colour scheme of the device; may be repeated
    #[arg(long = "scheme", value_parser = scheme, default_values = ["light", "dark"])]
    schemes: Vec<Scheme>,
    /// Name of something to press before the picture is taken; may be repeated
    #[arg(long = "press", value_name = "NAME")]
    presses: Vec<String>,
    /// Saved record (as “Save to a file” writes it) that the page finds when it starts
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

const ROUTES: [&str; 9] = [
    "#/",
    "#/quiz",
    "#/result",
    "#/pay",
    "#/guide",
    "#/guide/back-end",
    "#/guide/front-end",
    "#/about",
    "#/sources",
];

fn size(text: &str) -> Result<(u32, u32), &'static str> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or("not a size such as 360x800")
}

fn scheme(text: &str) -> Result<Scheme, &'static str> {
    [Scheme::Light, Scheme::Dark]
        .into_iter()
        .find(|scheme| scheme.word() == text)
        .ok_or("neither light nor dark")
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tokio::spawn(process::end_all_on_signal());
    let done = take_all(&options).await;
    process::end_all();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("look: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(options: &Options) -> Result<(), Failure> {
    std::fs::create_dir_all(&options.out)?;
    let site = Site::start(&options.dist).await?;
    let setup = Setup::default();
    let driven = Driven::start(Engine::Chromium, &setup).await?;
    let page = Page::of(&driven, Engine::Chromium, &setup).await?;
    if let Some(record) = &options.record {
        // A file of the site that runs nothing, so that nothing overwrites the record.
        page.open(&format!("{}favicon.svg", site.url(BasePath::Root)))
            .await?;
        page.store("which-end:/:record-a", &std::fs::read_to_string(record)?)
            .await?;
    }
    for scheme in &options.schemes {
        page.emulate_scheme(*scheme).await?;
        for (width, height) in &options.sizes {
            page.emulate_screen(*width, *height).await?;
            for route in &options.routes {
                let name = format!("{}-{width}-{}.png", name_of(route), scheme.word());
                take(
                    &page,
                    &format!("{}{route}", site.url(BasePath::Root)),
                    &options.presses,
                    &options.out.join(&name),
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
