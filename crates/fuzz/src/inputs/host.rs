//! Options of a host: attributes of the element, as `name=value&name=value`.

use which_end_core::embed::attributes::{ATTRIBUTES, Values};
use which_end_core::embed::color::Color;
use which_end_core::embed::look::{DARK, ENOUGH, LIGHT};
use which_end_core::embed::options::{Host, Options};

use super::{Judgement, Verdict, hold, refused};

pub(super) const WORDS: &[&str] = &[
    "&paper=",
    "&font=",
    "&corners=",
    "&host=",
    "#fff",
    "#1d5cbf",
    "rgb(",
    "rgb(29 92 191)",
    ", ",
    "px",
    "url(",
    "var(--x)",
    "expression(",
    ";",
    "}",
    "javascript:alert(1)",
    "https://",
    "http://",
    "user@",
    ":8443",
    "/path",
    "\\",
];

pub(super) fn seeds() -> Vec<String> {
    let mut seeds = [
        "theme=dark&accent=#1d5cbf&storage=ask&preset-role=front-end&preset-tier=senior&host=https://example.org",
        "theme=auto&accent=rgb(200, 0, 80)&paper=#fff&font=Inter, \"Segoe UI\", sans-serif&corners=4px",
        "paper=rgb(12 14 20)&accent=#777&outcome=true&host=https://example.org:8443&locale=en-GB",
        "apply-link=https://jobs.example.org/?team=web#open&storage=off&outcome=",
        "accent=#000&theme=light&corners=32&font='A b', c-d&utm_source=chat",
        "apply-link=http://localhost:3000/jobs&storage=local&preset-role=back-end&preset-tier=entry",
    ]
    .map(str::to_owned)
    .to_vec();
    // Every attribute with every value that it accepts, so that new ones are included without a change here.
    for attribute in ATTRIBUTES {
        let words = match attribute.values {
            Values::Choice(words) => words,
            Values::Text => &["https://example.org/"],
        };
        seeds.extend(
            words
                .iter()
                .map(|word| format!("{}={word}", attribute.name)),
        );
    }
    seeds
}

pub(super) fn judge(text: &str) -> Judgement {
    let pairs: Vec<(String, String)> = text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let (options, errors) = Options::read(&pairs);
    hold(
        errors.len() <= pairs.len(),
        "an option has one fault at most",
    )?;
    for error in &errors {
        refused(error)?;
        hold(
            !error.to_string().contains(char::is_control),
            "a fault is one plain line",
        )?;
    }
    for (name, value) in options.look.properties() {
        // None of these could end a property or load anything.
        let plain = !value.contains([
            ';', '{', '}', '(', ')', '<', '>', '\\', '/', ':', '\n', '\0',
        ]);
        hold(
            name.starts_with("--host-") && plain,
            "a property is a plain value",
        )?;
    }
    colors(&options)?;
    if let Some(link) = &options.apply_link {
        let address = link.as_str();
        let web = address.starts_with("https://") || address.starts_with("http://");
        hold(web && !link.host().is_empty(), "a link leads to the web")?;
    }
    if let Some(Host::Named(host)) = &options.host {
        let name = host
            .strip_prefix("https://")
            .or_else(|| host.strip_prefix("http://"));
        let bare =
            name.is_some_and(|name| !name.is_empty() && !name.contains(['/', '?', '#', '@']));
        hold(bare, "a host is an origin, without a path")?;
    }
    Ok(if errors.is_empty() {
        Verdict::Accepted
    } else {
        Verdict::Refused
    })
}

/// Whatever colors are given, text in the adjusted ones is readable.
fn colors(options: &Options) -> Result<(), String> {
    let shown = options.look.properties();
    let color = |name: &str, otherwise: Color| {
        let found = shown.iter().find(|(other, _)| *other == name);
        found.map_or(Some(otherwise), |(_, value)| Color::read(value))
    };
    for (scheme, (paper, text)) in [("light", LIGHT), ("dark", DARK)] {
        let paper = color(&format!("--host-paper-{scheme}"), paper).ok_or("paper is no color")?;
        let accent = format!("--host-accent-{scheme}");
        hold(
            paper.contrast(text) >= ENOUGH,
            "text can be read on the paper",
        )?;
        if shown.iter().any(|(name, _)| *name == accent) {
            let accent = color(&accent, paper).ok_or("the accent is no color")?;
            let on =
                color(&format!("--host-on-accent-{scheme}"), accent).ok_or("text is no color")?;
            hold(
                accent.contrast(paper) >= ENOUGH,
                "the accent can be read on the paper",
            )?;
            hold(
                on.contrast(accent) >= ENOUGH,
                "text can be read on the accent",
            )?;
        }
    }
    Ok(())
}
