//! Links as mail and chat programs change them: parsed as sent, or refused, and never parsed as something else.

use std::fmt::Write as _;

use crate::quiz_support::bank;
use which_end_core::fragment::clean;
use which_end_core::pay::link::{self, LinkError};
use which_end_core::pay::model::PayModel;
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::session::{Response, Session, Step};
use which_end_core::quiz::share::{self, ShareError};

/// The link from which all forms below are made.
const LINK: &str = "/pay?role=back-end&years=4&country=DE&stack=Go,TypeScript&workplace=in-person";

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json"))
        .expect("the committed pay model is readable")
}

fn ask(fragment: &str) -> Result<link::Linked, LinkError> {
    let cleaned = clean(fragment);
    let (path, query) = cleaned.split_once('?').expect("a question");
    assert_eq!(path, "/pay", "{fragment}");
    link::read(&pay(), query)
}

/// Percent-encodes everything except letters, digits and `-._~`.
fn encoded(text: &str) -> String {
    let mut coded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    coded
}

/// Protects people who get a link by mail or chat: it gives the query that was sent.
#[test]
#[allow(clippy::too_many_lines, reason = "a table of forms")]
fn a_link_to_pay_survives_its_way() {
    let sent = ask(LINK).expect("sound");
    assert!(sent.left_out.is_empty());
    let mut forms: Vec<String> = [
        ".",
        ",",
        ";",
        ":",
        ")",
        "]",
        "}",
        ">",
        "'",
        "\"",
        "’",
        "”",
        "»",
        "!",
        "…",
        "*",
        "**",
        "_",
        ").",
        ">.",
        "。",
        "）",
        "」",
        "?",
        "/",
        " ",
        "%20",
        "%0A",
        "%29",
        "\u{200b}",
        "</a>",
        "\">here</a>",
        "&utm_source=mail&utm_medium=chat",
        "&fbclid=IwAR0abc",
        "?gclid=x",
        "&mc_eid=1&_hsenc=2",
        ":~:text=pay",
        "#:~:text=pay",
    ]
    .iter()
    .map(|end| format!("{LINK}{end}"))
    .collect();
    forms.extend([
        encoded(LINK),
        encoded(&encoded(LINK)),
        format!("/pay{}", encoded(&LINK[4..])),
        LINK.replace('&', "&amp;"),
        LINK.replace('&', "&amp;amp;"),
        LINK.replace('&', "&#38;"),
        LINK.replace('&', "&#x26;"),
        LINK.replace('&', "%26"),
        LINK.replace('&', "&amp%3B"),
        LINK.replace('&', "\\&"),
        LINK.replace('=', "=3D"),
        LINK.replace('=', "%3D"),
        LINK.replace(',', "%2C"),
        LINK.replace(',', "%252C"),
        LINK.replace('?', "%3F"),
        LINK.replace('?', "%253F"),
        LINK.replace('?', "&"),
        LINK.replace('-', "‑"),
        LINK.replace('-', "_"),
        LINK.replace('-', "%2D"),
        LINK.replace("back-end", "Back-End")
            .replace("in-person", "In-Person"),
        LINK.replace("back-end", "back+end")
            .replace("in-person", "in%20person"),
        LINK.replace("back-end", "backend"),
        LINK.replace("DE", "de"),
        LINK.replace("DE", "DEU"),
        LINK.replace("DE", "germany"),
        LINK.replace("DE", "DD"),
        LINK.replace("Go", "go").replace("TypeScript", "typescript"),
        LINK.replace("/pay", "/PAY"),
        LINK.replace("role", "Role").replace("years", "YEARS"),
        LINK.replace("years", "ye=\r\nars"),
        LINK.replace("years", "ye=ars"),
        LINK.replace("country", "coun=try"),
        LINK.replace("4&", "=4&"),
        LINK.replace('?', "？")
            .replace('=', "＝")
            .replace('&', "＆"),
        LINK.replace("years=4", "years=４"),
        LINK.replace("stack", "sta\u{ad}ck"),
        LINK.replace("TypeScript", "Type\u{200b}Script"),
        LINK.replace("TypeScript", "Type%0D%0AScript"),
        format!("{LINK}#{LINK}"),
        format!("{LINK}https://example.org/#{LINK}"),
        format!("{LINK}](https://example.org/#{LINK}"),
        format!("#{LINK}"),
        format!("%23{LINK}"),
        format!("!{LINK}"),
        LINK.trim_start_matches('/').to_owned(),
        LINK.replace("role", "utm_source=x&role"),
    ]);
    assert!(forms.len() > 63, "{}", forms.len());
    for form in forms {
        assert_eq!(ask(&form), Ok(sent.clone()), "{form}");
    }
    // Characters that belong to a value are kept.
    let signs = "/pay?stack=Visual%20Basic%20%28.Net%29,C%23,C%2B%2B,F%23,HTML%2FCSS,Node.js,C";
    let read = ask(signs).expect("sound");
    assert!(read.left_out.is_empty(), "{:?}", read.left_out);
    assert_eq!(read.query.stack.len(), 7);
    for end in ["stack=C++", "stack=C%2B%2B.", "stack=C#", "stack=C%23)"] {
        let read = ask(&format!("/pay?{end}")).expect("sound");
        let name = if end.contains('2') && !end.contains("23") || end.contains('+') {
            "C++"
        } else {
            "C#"
        };
        let names: Vec<&str> = read
            .query
            .stack
            .iter()
            .map(which_end_core::pay::query::Technology::as_str)
            .collect();
        assert_eq!(names, [name], "{end}");
    }
}

/// Protects from figures for somebody else: an invalid link is reported.
#[test]
fn what_cannot_be_read_is_told() {
    for (form, part) in [
        ("/pay?role=bakend&years=4", "role"),
        ("/pay?role=&years=4", "role"),
        ("/pay?role=back-end&years=4O", "years"),
        ("/pay?years=four", "years"),
        ("/pay?country=Atlantis", "country"),
        ("/pay?country=%", "country"),
        ("/pay?stack=Go,,C", "stack"),
    ] {
        assert_eq!(ask(form), Err(LinkError::Part(part)), "{form}");
    }
    assert_eq!(ask("/pay?xyz=1"), Err(LinkError::Nothing));
    let unknown = ask("/pay?role=back-end&jahre=4").expect("partly");
    assert_eq!(unknown.left_out, ["jahre"]);
}

#[test]
fn paths_are_freed_from_what_surrounds_them() {
    for (form, path) in [
        ("/quiz", "/quiz"),
        ("/QUIZ", "/quiz"),
        ("/quiz.", "/quiz"),
        ("/quiz).", "/quiz"),
        ("/quiz**", "/quiz"),
        ("/quiz_", "/quiz"),
        ("%2Fquiz", "/quiz"),
        ("%252Fquiz", "/quiz"),
        ("/guide%2Ffront-end", "/guide/front-end"),
        ("/guide/Front-End,", "/guide/front-end"),
        ("/quiz?utm_source=x", "/quiz"),
        ("/quiz&fbclid=x", "/quiz"),
        ("/quiz#/quiz", "/quiz"),
        ("/pay?utm_source=x&utm_campaign=y", "/pay"),
        ("/)", "/"),
        ("/", "/"),
        ("", ""),
        // Not ours.
        ("main", "main"),
        ("section-2.", "section-2."),
        ("?secret=a1B2c3D4e5", "?secret=a1B2c3D4e5"),
        (":~:text=pay", ":~:text=pay"),
        ("/💥", "/💥"),
        ("/%00", "/\0"),
        ("/quiz%", "/quiz%"),
        ("//", "//"),
    ] {
        assert_eq!(clean(form), path, "{form}");
    }
}

/// The code of a session with four answers.
fn somebody(bank: &ItemBank, seed: u64) -> String {
    let model = BankModel::new(bank);
    let mut session = Session::new(seed);
    for turn in 0..4 {
        let Step::Ask { item, .. } = session.step_in(&model) else {
            panic!("four answers end no run");
        };
        let choices = u64::try_from(item.body.choices()).expect("few");
        let choice = u8::try_from((seed / 3_u64.pow(turn)) % choices).expect("few");
        session
            .respond_to(item, Response::Choice(choice))
            .expect("one of its choices");
    }
    share::code(bank, &session).expect("answers")
}

fn found(bank: &ItemBank, fragment: &str) -> Result<share::Shared, ShareError> {
    let cleaned = clean(fragment);
    let query = cleaned.split_once('?').map_or("", |(_, query)| query);
    share::find(bank, query)
}

/// Protects a shared result in transit, including codes that end in punctuation.
#[test]
fn a_shared_result_survives_its_way() {
    let bank = bank();
    let mut ends = [false; 2];
    for seed in 0..400 {
        let code = somebody(&bank, seed);
        let end = match code.chars().last() {
            Some('-') => 0,
            Some('_') => 1,
            _ if seed < 20 => 2,
            _ => continue,
        };
        if let Some(seen) = ends.get_mut(end) {
            *seen = true;
        }
        let link = format!("/shared?r={code}");
        let sent = found(&bank, &link).expect("sound");
        let half = code.len() / 2;
        let broken = format!("/shared?r={}=\r\n{}", &code[..half], &code[half..]);
        for form in [
            format!("{link}."),
            format!("{link})"),
            format!("{link}_"),
            format!("{link}__"),
            format!("{link}-"),
            format!("{link}**"),
            format!("{link}…"),
            format!("{link}=\n"),
            format!("{link}&utm_source=x"),
            format!("{link}#{link}"),
            link.replace('_', "%5F"),
            link.replace('_', "%255F"),
            link.replace('_', "\\_"),
            link.replace('_', "&#95;"),
            link.replace("r=", "r=3D"),
            link.replace("r=", "R="),
            link.replace("shared", "Shared"),
            encoded(&link),
            encoded(&encoded(&link)),
            broken.clone(),
            broken.replace("\r\n", ""),
            broken.replace("=\r\n", "%0D%0A"),
            broken.replace("=\r\n", "\u{200b}"),
            broken.replace("=\r\n", " "),
        ] {
            assert_eq!(found(&bank, &form), Ok(sent.clone()), "{form}");
        }
    }
    assert_eq!(ends, [true; 2], "no code ends so");
    assert_eq!(found(&bank, "/shared?r="), Err(ShareError::Missing));
    assert_eq!(found(&bank, "/shared?x=1"), Err(ShareError::Missing));
}

/// Protects from another person's result: a changed character is refused, or has no effect.
#[test]
fn no_changed_sign_gives_another_result() {
    let bank = bank();
    for seed in 0..2 {
        let code = somebody(&bank, seed);
        let sent = share::read(&bank, &code).expect("sound");
        for at in 0..code.len() {
            for sign in (' '..='~').chain(['\u{200b}', 'ß', '…']) {
                let changed = format!("{}{sign}{}", &code[..at], &code[at + 1..]);
                if let Ok(read) = found(&bank, &format!("/shared?r={changed}")) {
                    assert_eq!(read, sent, "{at} became {sign}");
                }
            }
            let dropped = format!("/shared?r={}{}", &code[..at], &code[at + 1..]);
            assert!(found(&bank, &dropped).is_err(), "without {at}");
        }
    }
}

/// Protects people who work with C# or F#: cleaning a link does not remove the sign of a language.
#[test]
fn the_sharp_of_a_language_stays() {
    for (stack, wanted) in [("C%23", "C#"), ("Go,F%23", "F#")] {
        for end in ["", "/", ".", ":~:text=pay", "#:~:text=pay"] {
            let cleaned = clean(&format!("/pay?role=back-end&stack={stack}{end}"));
            assert!(cleaned.ends_with(wanted), "{stack}{end} became {cleaned}");
        }
    }
    assert!(clean("/pay?role=back-end&years=4#:~:text=pay").ends_with("years=4"));
    assert!(clean("/pay?role=back-end&years=4#/pay?role=front-end").ends_with("years=4"));
}
