//! Countries by the names that people and programs give them.

use super::link::key;
use super::model::PayModel;
use super::query::CountryCode;

/// The countries with figures whose code of three letters begins with the one of two (ISO 3166-1).
const ALIKE: &str = "\
    ALBARGAUSAZEBELBGRBOLBRACANCHECOLCRICUBCYPCZEDEUDOMDZAECUEGYESPFINFRAGBRGEOGHAGRCGTMHKGHRVHUNIDNIMNIND\
    IRNISLITAJORJPNKENKGZLBNLKALTULUXLVAMARMDAMKDMYSNGANLDNORNPLNZLPERPHLROURUSRWASAUSGPTHATWNUSAUZBVENVNM\
    ZAF";

/// The others: two letters and three.
const UNLIKE: &str = "\
    AEAREAMARMATAUTBABIHBDBGDBYBLRCLCHLCNCHNDKDNKEEESTIEIRLILISRKRKORKZKAZMTMLTMXMEXPKPAKPLPOLPTPRTPYPRY\
    RSSRBSESWESISVNSKSVKSVSLVTNTUNTRTURUAUKRUYURY";

/// Other codes of two letters and what they stand for: the European Union's, those that ISO keeps for the use of some, and those
/// of countries that have another now. Browsers know them by name.
const OTHERS: &str = "CSRSDDDEEAESELGRFXFRICESSURUUKGBVDVNYURS";

/// Names in wide use that the table of pay does not have.
const NAMES: [(&str, &str); 6] = [
    ("america", "US"),
    ("greatbritain", "GB"),
    ("england", "GB"),
    ("czechrepublic", "CZ"),
    ("turkiye", "TR"),
    ("uae", "AE"),
];

/// The country that a text names: by two or three letters of ISO 3166-1, by another code in use, or in English. None where it
/// names none. Whether there are figures for it is the model's to say.
pub(super) fn named(model: &PayModel, text: &str) -> Option<CountryCode> {
    let name = key(text);
    let mut terms = model.countries.iter();
    if let Some(term) = terms.find(|term| key(&term.name) == name) {
        return Some(term.code.clone());
    }
    let known = NAMES.iter().find(|(known, _)| *known == name);
    let code = match known {
        Some((_, code)) => code,
        None => text,
    };
    let code = code.to_ascii_uppercase();
    CountryCode::new(of_three(&code).unwrap_or(&code))
}

/// The two letters of a country that is named by three.
fn of_three(code: &str) -> Option<&str> {
    let alike = parts(ALIKE, 3).find(|known| *known == code);
    let unlike = || parts(UNLIKE, 5).find(|known| known.get(2..) == Some(code));
    alike.or_else(unlike)?.get(..2)
}

/// What a code stands for that is not the country's own.
pub(super) fn current(code: &str) -> &str {
    let mut others = parts(OTHERS, 4);
    others
        .find_map(|other| other.strip_prefix(code))
        .unwrap_or(code)
}

fn parts(list: &'static str, length: usize) -> impl Iterator<Item = &'static str> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let (part, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(part)
    })
}
