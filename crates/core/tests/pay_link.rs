//! Pay links, and tables for spreadsheets: input is not trusted, and output is harmless.

use proptest::prelude::*;
use which_end_core::fragment::clean;
use which_end_core::pay::link::{LinkError, read, write};
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::{
    CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Workplace, Years,
};
use which_end_core::pay::sheet::csv;

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json"))
        .expect("the committed pay model is readable")
}

fn query() -> PayQuery {
    let mut query = PayQuery {
        role: Role::BackEnd,
        years: Years::new(4).expect("within the bound"),
        country: CountryCode::new("DE").expect("two letters"),
        workplace: Some(Workplace::InPerson),
        ..PayQuery::default()
    };
    for name in ["TypeScript", "C++"] {
        query.set_technology(&Technology::new(name).expect("a name"), true);
    }
    query
}

#[test]
fn a_link_says_in_plain_words_what_it_asks() {
    assert_eq!(
        write(&query()),
        "role=back-end&years=4&country=DE&stack=C%2B%2B,TypeScript&workplace=in-person"
    );
    let linked = read(&pay(), &write(&query())).expect("just written");
    assert_eq!((linked.query, linked.left_out.len()), (query(), 0));
}

#[test]
fn what_is_left_out_of_a_link_is_what_the_page_starts_with() {
    let linked = read(&pay(), "country=FR").expect("sound");
    let start = PayQuery {
        country: CountryCode::new("FR").expect("two letters"),
        ..PayQuery::default()
    };
    assert_eq!(linked.query, start);
}

#[test]
fn what_the_page_does_not_know_is_left_out_and_named() {
    let linked = read(
        &pay(),
        "utm_source=chat&role=front-end&stack=Klingon,Go&%F0%9F=1&a=1&b=2&c=3&d=4",
    )
    .expect("sound");
    assert_eq!(linked.query.role, Role::FrontEnd);
    assert_eq!(linked.query.stack.len(), 1);
    assert_eq!(
        linked.left_out,
        ["utm_source", "Klingon", "%F0%9F", "a", "b"]
    );
}

/// Protects from a figure for somebody else: an invalid parameter is never guessed.
#[test]
fn a_damaged_link_says_which_part() {
    for (text, part) in [
        ("role=bakend&years=4", "role"),
        ("role=null", "role"),
        ("role=", "role"),
        ("role", "role"),
        ("role=%FF&years=-1e999", "role"),
        ("years=400", "years"),
        ("years=-1", "years"),
        ("years=4.5", "years"),
        ("years=4e0", "years"),
        ("country=D", "country"),
        ("country=<script>", "country"),
        ("stack=", "stack"),
        ("stack=%zz", "stack"),
        ("stack=Go,%", "stack"),
        ("stack=Go,,C", "stack"),
        ("workplace=in-per", "workplace"),
        ("workplace=null", "workplace"),
    ] {
        assert_eq!(read(&pay(), text), Err(LinkError::Part(part)), "{text}");
    }
    assert_eq!(
        read(&pay(), "years=4&years=5"),
        Err(LinkError::Twice("years"))
    );
    assert_eq!(read(&pay(), "r=1AAB"), Err(LinkError::Nothing));
    assert_eq!(
        read(&pay(), &format!("stack={}", "Go,".repeat(1000))),
        Err(LinkError::TooLong)
    );
}

/// Protects people who work with every technology: the page can read the longest link that it writes.
#[test]
fn a_link_with_every_technology_reads_back() {
    let model = pay();
    let mut query = query();
    for term in &model.technologies {
        query.set_technology(&term.name, true);
    }
    let text = write(&query);
    assert_eq!(read(&model, &text).map(|linked| linked.query), Ok(query));
    assert!(
        text.len() < 1_500,
        "{} bytes leave no room for a larger model",
        text.len()
    );
}

/// Protects from a false “too few answered”: a country is recognized by every code and name in use.
#[test]
fn a_country_is_read_by_its_other_codes_and_names() {
    let country = |text: &str| {
        let cleaned = clean(&format!("/pay?country={text}"));
        let linked = read(&pay(), cleaned.trim_start_matches("/pay?"));
        linked.map(|linked| linked.query.country.as_str().to_owned())
    };
    for (text, code) in [
        ("UK", "GB"),
        ("uk", "GB"),
        ("EL", "GR"),
        ("FX", "FR"),
        ("DD", "DE"),
        ("SU", "RU"),
        ("YU", "RS"),
        ("VD", "VN"),
        ("IC", "ES"),
        ("EA", "ES"),
        ("GBR", "GB"),
        ("USA", "US"),
        ("usa", "US"),
        ("DEU", "DE"),
        ("CHE", "CH"),
        ("AUT", "AT"),
        ("AUS", "AU"),
        ("IRL", "IE"),
        ("ISR", "IL"),
        ("ESP", "ES"),
        ("SWE", "SE"),
        ("germany", "DE"),
        ("GERMANY", "DE"),
        ("United%20Kingdom", "GB"),
        ("United+Kingdom", "GB"),
        ("united-states", "US"),
        ("Great_Britain", "GB"),
        ("SouthKorea", "KR"),
        ("czech-republic", "CZ"),
        // Countries without figures keep their own name.
        ("TV", "TV"),
        ("XK", "XK"),
    ] {
        assert_eq!(country(text).as_deref(), Ok(code), "{text}");
    }
    for text in ["Atlantis", "GBX", "D", "DE1", "276", "ZZZ", "KHM"] {
        assert_eq!(country(text), Err(LinkError::Part("country")), "{text}");
    }
    // Also in a record that was saved with such a code.
    let saved: CountryCode = serde_json::from_str("\"UK\"").expect("two letters");
    assert_eq!(saved.as_str(), "GB");
}

/// Protects from showing a country that does not exist: codes for “unknown” are distinguished from those of countries
/// without figures.
#[test]
fn codes_that_no_country_has_are_known_as_such() {
    let may = |code| CountryCode::new(code).is_some_and(|code| code.may_be_a_country());
    assert_eq!(["XX", "ZZ", "AA", "QM", "XA"].map(may), [false; 5]);
    assert_eq!(["EU", "EZ", "UN", "QO"].map(may), [false; 4]);
    assert_eq!(["XK", "TV", "QA", "AL", "DE"].map(may), [true; 5]);
    let all = pay().countries;
    assert!(all.iter().all(|country| country.code.may_be_a_country()));
}

#[test]
fn an_area_that_the_country_has_not_is_left_out_and_named() {
    for text in ["country=US&area=10001", "country=DE&area=41860"] {
        let linked = read(&pay(), text).expect("a sound link");
        assert_eq!(linked.query.area, None, "{text}");
        assert_eq!(linked.left_out, ["area"], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_a_question_or_a_sentence(
        text in prop_oneof![".{0,300}", "(role|years|country|stack|workplace|x)=[a-zA-Z0-9%,+#-]{0,12}(&(role|years|country|stack)=[a-zA-Z0-9%,-]{0,12}){0,4}"],
    ) {
        match read(&pay(), &text) {
            // A parsed query survives being written and parsed again.
            Ok(linked) => {
                let again = read(&pay(), &write(&linked.query)).map(|again| again.query);
                prop_assert_eq!(again, Ok(linked.query));
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn every_choice_survives_its_link(
        role in prop::sample::select(&Role::ALL[..]),
        years in 0..=Years::MAX,
        country in 0_usize..1000,
        stack in prop::collection::vec(0_usize..1000, 0..200),
        workplace in prop::option::of(prop::sample::select(&[Workplace::InPerson, Workplace::RemoteOrHybrid][..])),
        size in prop::option::of(prop::sample::select(&CompanySize::ALL[..])),
        manages in prop::option::of(prop::sample::select(&[Manages::IndividualContributor, Manages::PeopleManager][..])),
        area in prop::option::of(0_usize..1000),
    ) {
        let model = pay();
        let mut query = PayQuery {
            role,
            years: Years::new(years).expect("within the bound"),
            country: model.countries[country % model.countries.len()].code.clone(),
            workplace,
            size,
            manages,
            ..PayQuery::default()
        };
        if query.country == model.base_country {
            query.area = area.map(|at| model.areas.areas[at % model.areas.areas.len()].code);
        }
        for at in stack {
            query.set_technology(&model.technologies[at % model.technologies.len()].name, true);
        }
        let text = write(&query);
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~=&,%".contains(&byte)), "{}", text);
        let linked = read(&model, &text);
        prop_assert_eq!(linked.map(|linked| (linked.query, linked.left_out.len())), Ok((query, 0)));
    }

    /// Protects people who open the file: no cell is a formula, and every cell reads back.
    #[test]
    fn no_cell_is_a_formula(cells in prop::collection::vec(prop_oneof![".{0,12}", "[=+@\\-\t\r\n,\";'0-9.A-Z()]{0,10}"], 1..5)) {
        let text = csv(std::slice::from_ref(&cells));
        let mut rows = text.strip_prefix('\u{feff}').expect("a mark").strip_suffix("\r\n").expect("an end");
        let mut read = Vec::new();
        loop {
            let (cell, rest) = if let Some(quoted) = rows.strip_prefix('"') {
                let mut end = 0;
                let bytes = quoted.as_bytes();
                while bytes[end] != b'"' || bytes.get(end + 1) == Some(&b'"') {
                    end += if bytes[end] == b'"' { 2 } else { 1 };
                }
                (quoted[..end].replace("\"\"", "\""), &quoted[end + 1..])
            } else {
                let end = rows.find(',').unwrap_or(rows.len());
                (rows[..end].to_owned(), &rows[end..])
            };
            read.push(cell);
            let Some(next) = rest.strip_prefix(',') else {
                prop_assert_eq!(rest, "");
                break;
            };
            rows = next;
        }
        prop_assert_eq!(read.len(), cells.len());
        for (read, cell) in read.iter().zip(&cells) {
            prop_assert!(read == cell || read.strip_prefix('\'') == Some(cell), "{:?} became {:?}", cell, read);
            let number = read.strip_prefix('-').is_some_and(|rest| rest.parse::<f64>().is_ok());
            prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) || number, "{:?}", read);
        }
    }
}

#[test]
fn numbers_stay_numbers_and_formulas_become_text() {
    let rows = [vec![
        "-8.5".to_owned(),
        "=SUM(A1)".to_owned(),
        "-1+2".to_owned(),
        "a, \"b\"".to_owned(),
        "-".to_owned(),
        "-1.2.3".to_owned(),
    ]];
    assert_eq!(
        csv(&rows),
        "\u{feff}-8.5,'=SUM(A1),'-1+2,\"a, \"\"b\"\"\",'-,'-1.2.3\r\n"
    );
}
