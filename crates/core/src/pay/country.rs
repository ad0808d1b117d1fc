//! Country codes: ISO 3166-1 alpha-2 and alpha-3, and others in use.

/// Alpha-3 codes of countries with figures whose first two letters are the alpha-2 code (ISO 3166-1).
const ALIKE: &str = "\
    ALBARGAUSAZEBELBGRBOLBRACANCHECOLCRICUBCYPCZEDEUDOMDZAECUEGYESPFINFRAGBRGEOGHAGRCGTMHKGHRVHUNIDNIMNIND\
    IRNISLITAJORJPNKENKGZLBNLKALTULUXLVAMARMDAMKDMYSNGANLDNORNPLNZLPERPHLROURUSRWASAUSGPTHATWNUSAUZBVENVNM\
    ZAF";

/// The other countries: alpha-2 followed by alpha-3.
const UNLIKE: &str = "\
    AEAREAMARMATAUTBABIHBDBGDBYBLRCLCHLCNCHNDKDNKEEESTIEIRLILISRKRKORKZKAZMTMLTMXMEXPKPAKPLPOLPTPRTPYPRY\
    RSSRBSESWESISVNSKSVKSVSLVTNTUNTRTURUAUKRUYURY";

/// Other alpha-2 codes, each followed by the current one: those of the European Union, reserved codes of ISO 3166-1,
/// and former codes. Browsers have names for them.
const OTHERS: &str = "CSRSDDDEEAESELGRFXFRICESSURUUKGBVDVNYURS";

/// The alpha-2 code for an alpha-3 code.
pub(super) fn of_three(code: &str) -> Option<&str> {
    let alike = parts(ALIKE, 3).find(|known| *known == code);
    let unlike = || parts(UNLIKE, 5).find(|known| known.get(2..) == Some(code));
    alike.or_else(unlike)?.get(..2)
}

/// The current alpha-2 code for an alpha-2 code that may be outdated or reserved.
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
