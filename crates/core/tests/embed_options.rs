//! The options of a host: parsed, bounded, and never unreadable.

use proptest::prelude::*;
use which_end_core::embed::attributes::{ATTRIBUTES, Values};
use which_end_core::embed::color::Color;
use which_end_core::embed::look::{DARK, ENOUGH, LIGHT, Look};
use which_end_core::embed::options::{Host, Options, Storage, WebAddress, pairs};
use which_end_core::pay::query::{Role, Tier};
use which_end_core::record::Theme;

fn read(pairs: &[(&str, &str)]) -> (Options, Vec<String>) {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let (options, faults) = Options::read(&pairs);
    (options, faults.iter().map(ToString::to_string).collect())
}

/// Protects owners: the documentation and the check script list the values that the page accepts.
#[test]
fn the_words_of_the_table_are_the_words_that_are_read() {
    // These two decide what the loader opens; the page never receives them.
    let of_the_loader = ["view", "mode"];
    for attribute in ATTRIBUTES {
        let Values::Choice(words) = attribute.values else {
            continue;
        };
        if of_the_loader.contains(&attribute.name) {
            continue;
        }
        for word in words {
            let (_, errors) = read(&[(attribute.name, word)]);
            assert_eq!(errors, Vec::<String>::new(), "{}={word}", attribute.name);
        }
        let (_, errors) = read(&[(attribute.name, "attic")]);
        assert_eq!(errors.len(), 1, "{}=attic", attribute.name);
    }
}

/// Protects hosts that use every attribute.
#[test]
fn every_option_is_read() {
    let (options, faults) = read(&[
        ("theme", "dark"),
        ("accent", "rgb(200, 0, 80)"),
        ("paper", "#fff"),
        ("font", "Inter, \"Segoe UI\", sans-serif"),
        ("corners", "4px"),
        ("storage", "ask"),
        ("preset-role", "front-end"),
        ("preset-tier", "senior"),
        ("outcome", ""),
        ("apply-link", "https://jobs.example.org/?team=web"),
        ("host", "https://example.org:8443"),
        ("locale", "en-GB"),
        ("utm_source", "chat"),
    ]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(options.look.theme, Theme::Dark);
    assert_eq!(options.look.accent, Some(Color([200, 0, 80])));
    assert_eq!(options.look.paper, Some(Color::WHITE));
    assert_eq!(options.look.corners, Some(4));
    assert_eq!(options.storage, Some(Storage::Ask));
    assert_eq!(options.role, Some(Role::FrontEnd));
    assert_eq!(options.tier, Some(Tier::Senior));
    assert!(options.outcome);
    assert_eq!(
        options.apply_link.as_ref().map(WebAddress::host),
        Some("jobs.example.org")
    );
    assert_eq!(
        options.host,
        Some(Host::Named("https://example.org:8443".to_owned()))
    );
}

/// Protects owners whose page is in a sandbox without an origin: the page can send messages to it, but not address it.
#[test]
fn a_host_without_an_origin_is_known_as_one() {
    let (options, faults) = read(&[("host", "null")]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(options.host, Some(Host::Opaque));
    assert_eq!(options.host.as_ref().map(Host::origin), Some("null"));
}

/// Protects values in an address.
#[test]
fn a_query_becomes_names_and_values() {
    let text = "?theme=dark&accent=%231d5cbf&font=Segoe+UI%2C%20serif&outcome&bad=%zz&=";
    let expected = [
        ("theme", "dark"),
        ("accent", "#1d5cbf"),
        ("font", "Segoe UI, serif"),
        ("outcome", ""),
        ("", ""),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs(text), expected);
}

/// Protects owners: an error changes nothing and its message says what would be right.
#[test]
fn what_cannot_be_read_is_left_alone_and_told() {
    for (name, value) in [
        ("theme", "night"),
        ("accent", "#12345"),
        ("accent", "rgba(0, 0, 0, 0.5)"),
        ("accent", "rgb(256, 0, 0)"),
        ("paper", "transparent"),
        ("font", "x; background: red"),
        ("font", "\"Inter"),
        ("corners", "99px"),
        ("storage", "LOCAL"),
        ("preset-role", "designer"),
        ("preset-tier", "lead"),
        ("outcome", "yes"),
        ("apply-link", "javascript:alert(1)"),
        ("apply-link", "https://user@evil.example/"),
        ("apply-link", "http://jobs.example.org/"),
        ("apply-link", "https://аррӏе.com/"),
        ("host", "https://example.org/page"),
        ("host", "https://example.org/example.org"),
        ("locale", "de"),
    ] {
        let (options, faults) = read(&[(name, value)]);
        assert_eq!(options, Options::default(), "{name}={value}");
        assert_eq!(faults.len(), 1, "{name}={value}");
        assert!(faults[0].contains(name) && faults[0].contains("takes"));
    }
}

/// Protects memory from long and numerous attributes.
#[test]
fn long_and_many_options_are_bounded() {
    let long = "x".repeat(100_000);
    let (options, faults) = read(&[("apply-link", &format!("https://a.example/{long}"))]);
    assert_eq!(options, Options::default());
    assert!(faults[0].len() < 300, "{}", faults[0]);
    let many = vec![("theme", "night"); 5_000];
    assert!(read(&many).1.len() <= 40);
}

/// Protects the contrast check from colors that differ from the page's style sheet.
#[test]
fn papers_and_faint_texts_are_those_of_the_style_sheet() {
    let css = include_str!("../../../assets/css/tokens.css");
    let (light, dark) = css.split_once("@media").expect("a dark scheme");
    for (part, (paper, soft)) in [(light, LIGHT), (dark, DARK)] {
        assert!(part.contains(&paper.text()), "{}", paper.text());
        assert!(part.contains(&format!("--ink-soft: {};", soft.text())));
    }
}

fn value(look: &Look, name: &str) -> Color {
    let properties = look.properties();
    let found = properties.iter().find(|(property, _)| *property == name);
    Color::read(&found.expect(name).1).expect("a color")
}

/// Protects a readable brand color from adjustment.
#[test]
fn a_readable_color_is_obeyed() {
    let look = Look {
        accent: Color::read("#1d5cbf"),
        ..Look::default()
    };
    assert_eq!(value(&look, "--host-accent-light").text(), "#1d5cbf");
    assert!(!look.is_adjusted());
}

/// Protects readers from a brand color with too little contrast.
#[test]
fn a_faint_color_is_adjusted() {
    let look = Look {
        accent: Color::read("#ffe14d"),
        ..Look::default()
    };
    let shown = value(&look, "--host-accent-light");
    assert_ne!(shown.text(), "#ffe14d");
    assert!(shown.contrast(LIGHT.0) >= ENOUGH);
    // On a dark background, the same yellow is readable.
    assert_eq!(value(&look, "--host-accent-dark").text(), "#ffe14d");
}

fn colors() -> impl Strategy<Value = Color> {
    any::<[u8; 3]>().prop_map(Color)
}

proptest! {
    /// Protects readers whatever colors a host sets: accent on background, text on accent, and the faintest text on the
    /// background.
    #[test]
    fn no_pair_of_colors_is_unreadable(accent in colors(), paper in proptest::option::of(colors())) {
        let look = Look { accent: Some(accent), paper, ..Look::default() };
        let set = |name: &str| look.properties().iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone());
        for (scheme, (own, soft)) in [("light", LIGHT), ("dark", DARK)] {
            let paper = set(&format!("--host-paper-{scheme}")).and_then(|text| Color::read(&text)).unwrap_or(own);
            let accent = value(&look, &format!("--host-accent-{scheme}"));
            let on = value(&look, &format!("--host-on-accent-{scheme}"));
            prop_assert!(accent.contrast(paper) >= ENOUGH, "{accent:?} on {paper:?}");
            prop_assert!(on.contrast(accent) >= ENOUGH);
            prop_assert!(soft.contrast(paper) >= ENOUGH);
        }
    }

    /// Protects the page from any text in an attribute.
    #[test]
    fn any_text_is_an_answer(name in "(theme|accent|paper|font|corners|storage|apply-link|host|.{0,9})", value in ".{0,90}") {
        let (options, _) = Options::read(&[(name, value)]);
        for (_, value) in options.look.properties() {
            let ends_the_property = value.contains([';', '{', '}', '(', ':']);
            prop_assert!(!ends_the_property, "{}", value);
        }
    }

    /// Protects colors in a round trip.
    #[test]
    fn colors_are_read_as_they_are_written(color in colors()) {
        prop_assert_eq!(Color::read(&color.text()), Some(color));
        let [r, g, b] = color.0;
        prop_assert_eq!(Color::read(&format!("rgb({r}, {g}, {b})")), Some(color));
    }
}
