//! Plain equivalents of characters that keyboards, fonts and word processors produce.

/// The digit zero of each script whose digits people type into forms. The other nine digits follow it.
const ZEROS: [u32; 9] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xae6, 0xbe6, 0xc66, 0xce6, 0xe50,
];

/// The plain form of a character: ASCII for full-width forms and for digits of other scripts, a hyphen for every dash,
/// `'` for every apostrophe. `None` for invisible characters, which copied text contains.
pub(crate) fn plain(character: char) -> Option<char> {
    let code = u32::from(character);
    let ascii = |code: u32| char::from_u32(code).unwrap_or(character);
    if let Some(zero) = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
    {
        return Some(ascii(0x30 + code - zero));
    }
    Some(match code {
        0xad
        | 0x61c
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x206f
        | 0xfe00..=0xfe0f
        | 0xfeff => return None,
        0xff01..=0xff5e => ascii(code - 0xfee0),
        0x2010..=0x2015 | 0x2212 | 0x2e3a | 0x2e3b | 0x301c | 0xfe58 | 0xfe63 => '-',
        0x60 | 0xb4 | 0x2bc | 0x2018 | 0x2019 | 0x201b | 0x2032 => '\'',
        0x66b => '.',
        0x66c | 0x3001 => ',',
        0xfe69 => '$',
        0xffe1 => '£',
        0xffe5 => '¥',
        0xffe6 => '₩',
        _ => character,
    })
}
