//! Codes of countries: ISO 3166-1 with two and three letters, and others in use.

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

/// The two letters of a country that is named by three.
pub(super) fn of_three(code: &str) -> Option<&str> {
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
