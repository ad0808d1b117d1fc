//! Reading an amount of money as people type it.

use crate::pay::money::{Currency, Period};
use crate::pay::rates::Rates;
use crate::plain::plain;

/// Longest text that is looked at, characters.
const LONGEST: usize = 60;

/// Most digits of an amount; more is no pay in any money.
const MOST_DIGITS: usize = 13;

/// Why a text is no offer. Each is a sentence for the person who typed it, without its first capital and full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// Nothing typed.
    #[error("type an amount, such as 80,000 or 45/h")]
    Empty,
    /// Over the longest text.
    #[error("that is too long for one amount; type it alone, such as 80,000 or 45/h")]
    TooLong,
    /// Words only.
    #[error("there is no number in that; type an amount in digits, such as 80,000 or 45/h")]
    NoNumber,
    /// More than one number, as in a range.
    #[error("that looks like two amounts; type one, such as 80,000, and try the other after it")]
    TwoAmounts,
    /// Under zero.
    #[error("pay cannot be less than zero; type the amount without a minus")]
    Negative,
    /// Separators that fit no way of writing a number.
    #[error(
        "that number can be read in more than one way; type it as 80000 or 80,000, and cents as in 45.50"
    )]
    Separators,
    /// A word that is neither money nor a stretch of time.
    #[error(
        "we cannot read “{0}” here; type one amount, with a currency and “a year”, “a month”, “a day” or “an hour” if you like"
    )]
    Word(String),
    /// A money of several countries, without the country.
    #[error(
        "several countries call their money “{0}”; write its code instead, such as SEK or MXN, or choose the currency from the list"
    )]
    WhichCountry(String),
    /// A sign that has no place in an amount.
    #[error("we cannot read the sign “{0}” here; type an amount in digits, such as 80,000 or 45/h")]
    Sign(char),
    /// Two currencies.
    #[error("that names two currencies; leave one out")]
    TwoCurrencies,
    /// Two stretches of time.
    #[error("that names two stretches of time; leave one out")]
    TwoPeriods,
    /// Pay after tax.
    #[error("the figures here are before tax; type the amount before tax")]
    AfterTax,
    /// A currency that the page has no rate for.
    #[error("we have no exchange rate for that currency; turn the amount into US dollars first")]
    NoRate,
    /// Under the least.
    #[error(
        "that comes to less than 500 US dollars a year, too little to compare; is it pay for a month or an hour, or should it end in a k, for thousands?"
    )]
    TooSmall,
    /// Over the most.
    #[error(
        "that comes to more than 5 million US dollars a year, too much to compare; is there a digit too many, or is it pay for a year?"
    )]
    TooLarge,
}

/// What a text says about an offer.
///
/// - A separator (point, comma, space, apostrophe) with three digits after it parts thousands: `80.000` and `80,000` are
///   eighty thousand. A point or a comma with one or two digits after it, at the end, parts cents: `80.5`, `45,50`.
///   What follows neither rule is refused, and so is what could be two amounts: digits after a dash, a tilde or “to”.
/// - `k` stands for thousands, `m` for millions except after a slash, where it is a month, and “million”, “lakh” and “crore”
///   for what they say. Lakhs, crores and the groups of two digits that are written in India alone are of Indian rupees where
///   no currency is named, unless another money that is counted in them was chosen; “LPA” is lakhs a year.
/// - Words and signs of currencies may stand on either side, a stretch of time after a slash or as a word. A sign of several
///   moneys, as `$`, `Rs` or “kr”, is of the one that is named beside it, or else of the chosen one where it is among them;
///   “kr” and “peso” are refused otherwise.
/// - Digits, dashes and signs of other scripts and widths count as the plain ones. What says that pay is before tax, or what
///   it is made of, is passed over.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The number.
    pub amount: f64,
    /// The currency, where one is named.
    pub currency: Option<Currency>,
    /// The stretch of time, where one is named.
    pub period: Option<Period>,
}

impl Typed {
    /// Reads `text`. A sign of several moneys means the one of `chosen`, where that is among them.
    pub fn read(text: &str, chosen: &Currency, rates: &Rates) -> Result<Self, OfferError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(OfferError::Empty);
        }
        if text.chars().nth(LONGEST).is_some() {
            return Err(OfferError::TooLong);
        }
        let text: Vec<char> = text
            .to_lowercase()
            .chars()
            .filter_map(plain)
            .map(|sign| if sign.is_whitespace() { ' ' } else { sign })
            .collect();
        let mut reading = Reading {
            chosen,
            rates,
            number: None,
            scale: None,
            indian: false,
            dollar: text.contains(&'$'),
            after_slash: false,
            shared: None,
            currency: None,
            period: None,
        };
        let mut at = 0;
        while let Some(&sign) = text.get(at) {
            let rest = &text[at..];
            let joins = |sign: Option<&char>| sign.is_some_and(|sign| sign.is_alphabetic());
            let more_digits = || rest.iter().any(char::is_ascii_digit);
            at += match sign {
                '0'..='9' => reading.number(rest)?,
                _ if sign.is_whitespace() => 1,
                // “pre-tax 80k”
                '-' if at > 0 && joins(text.get(at - 1)) && joins(rest.get(1)) => 1,
                '-' if reading.number.is_none() => return Err(OfferError::Negative),
                '-' | '~' if reading.number.is_some() && more_digits() => {
                    return Err(OfferError::TwoAmounts);
                }
                // “80.000,-” is how some price tags say that there are no cents.
                '/' | '.' | ',' | '-' | '~' | '(' | ')' | '[' | ']' | ':' | ';' | '\'' | '"' => 1,
                _ if sign.is_alphabetic()
                    || symbol(sign).is_some()
                    || family(sign.encode_utf8(&mut [0; 4])).is_some() =>
                {
                    reading.word(rest)?
                }
                _ => return Err(OfferError::Sign(sign)),
            };
            if !sign.is_whitespace() {
                reading.after_slash = sign == '/';
            }
        }
        let Some(number) = reading.number else {
            return Err(OfferError::NoNumber);
        };
        let currency = reading.currency()?;
        Ok(Self {
            amount: number * reading.scale.unwrap_or(1.0),
            currency,
            period: reading.period,
        })
    }
}

/// What has been read so far.
struct Reading<'from> {
    chosen: &'from Currency,
    rates: &'from Rates,
    number: Option<f64>,
    /// What a word after the number multiplies it by.
    scale: Option<f64>,
    /// Whether that word or the grouping of the digits is one that people use of rupees.
    indian: bool,
    /// Whether there is a `$`, which the name of a country may belong to.
    dollar: bool,
    /// Whether the sign before this one is a slash.
    after_slash: bool,
    /// A sign or word of several moneys, with their family.
    shared: Option<(&'static Family, String)>,
    currency: Option<Currency>,
    period: Option<Period>,
}

impl Reading<'_> {
    /// Reads the number at the start of `text`; gives back how many characters it takes.
    fn number(&mut self, text: &[char]) -> Result<usize, OfferError> {
        if self.number.is_some() {
            return Err(OfferError::TwoAmounts);
        }
        // A separator belongs to the number where a digit follows it.
        let mut length = 0;
        while let Some(sign) = text.get(length) {
            let digit = sign.is_ascii_digit();
            let inside = separates(*sign) && text.get(length + 1).is_some_and(char::is_ascii_digit);
            if !digit && !inside {
                break;
            }
            length += 1;
        }
        let (number, indian) = number(&text[..length])?;
        (self.number, self.indian) = (Some(number), indian);
        Ok(length)
    }

    /// Reads the word or the sign of a currency at the start of `text`; gives back how many characters it takes.
    fn word(&mut self, text: &[char]) -> Result<usize, OfferError> {
        let mut length = text.iter().take_while(|sign| sign.is_alphabetic()).count();
        let mut word: String = text[..length].iter().collect();
        if length == 0 {
            length = 1;
            word.extend(&text[..1]);
        } else if length == 1 {
            // “p.a.”, “l.p.a.” and “p/m” are one word each.
            while let [joint @ ('.' | '/'), letter, rest @ ..] = &text[length..]
                && letter.is_alphabetic()
                && !rest.first().is_some_and(|next| next.is_alphabetic())
                && (*joint == '.' || text[0] == 'p')
            {
                word.push(*letter);
                length += 2;
            }
        }
        // “US$” and “C$” are one sign.
        if text.get(length) == Some(&'$') {
            let joined = format!("{word}$");
            if self.scaled(&joined).is_some() {
                self.take_in(&joined)?;
                return Ok(length + 1);
            }
        }
        if word == "p" && text.get(length) == Some(&'/') {
            return Ok(length);
        }
        let asks_for_more = matches!(word.as_str(), "to" | "or" | "and" | "bis" | "until");
        if asks_for_more && self.number.is_some() && text.iter().any(char::is_ascii_digit) {
            return Err(OfferError::TwoAmounts);
        }
        self.take_in(&word)?;
        Ok(length)
    }

    /// What a word that is glued to its number multiplies it by, and the rest of the word, as in “80keur”.
    fn scaled<'word>(&self, word: &'word str) -> Option<(f64, &'word str)> {
        if self.known(word) {
            return Some((1.0, word));
        }
        let scales = [('k', 1e3), ('万', 1e4)];
        let mut parts = scales
            .iter()
            .filter_map(|(letter, scale)| Some((*scale, word.strip_prefix(*letter)?)));
        parts.find(|(_, rest)| self.may_scale() && self.known(rest))
    }

    /// Takes in what a word says.
    fn take_in(&mut self, word: &str) -> Result<(), OfferError> {
        match self.scaled(word) {
            Some((scale, rest)) if scale > 1.0 => {
                self.scale = Some(scale);
                self.meaning(rest)
            }
            _ => self.meaning(word),
        }
    }

    /// The currency, once all has been read.
    fn currency(&mut self) -> Result<Option<Currency>, OfferError> {
        let named = self.currency.take();
        if let Some((family, word)) = self.shared.take() {
            let is_one = |money: &Currency| family.moneys.contains(&money.as_str());
            return match (named, family.usual) {
                (Some(money), _) if is_one(&money) => Ok(Some(money)),
                (Some(_), true) => Err(OfferError::TwoCurrencies),
                (None, _) if is_one(self.chosen) => Ok(Some(self.chosen.clone())),
                (None, true) => Ok(Currency::new(family.moneys[0])),
                (_, false) => Err(OfferError::WhichCountry(word)),
            };
        }
        let in_lakhs = IN_LAKHS.contains(&self.chosen.as_str());
        Ok(match named {
            None if self.indian && !in_lakhs => Currency::new(IN_LAKHS[0]),
            named => named,
        })
    }

    /// Whether a word may multiply the number: there is one, and nothing does yet.
    fn may_scale(&self) -> bool {
        self.number.is_some() && self.scale.is_none()
    }

    fn known(&self, word: &str) -> bool {
        word.is_empty()
            || glue(word)
            || family(word).is_some()
            || period(word, false).is_some()
            || self.currency_named(word).is_some()
    }

    fn meaning(&mut self, word: &str) -> Result<(), OfferError> {
        if word.is_empty() || glue(word) {
            return Ok(());
        }
        if let Some(period) = period(word, self.after_slash) {
            if self.period.is_some_and(|before| before != period) {
                return Err(OfferError::TwoPeriods);
            }
            self.period = Some(period);
            return Ok(());
        }
        if let Some(family) = family(word) {
            let other = self.shared.replace((family, word.to_owned()));
            return match other {
                Some((other, _)) if other.moneys != family.moneys => Err(OfferError::TwoCurrencies),
                _ => Ok(()),
            };
        }
        if let Some(currency) = self.currency_named(word) {
            if self
                .currency
                .as_ref()
                .is_some_and(|before| *before != currency)
            {
                return Err(OfferError::TwoCurrencies);
            }
            self.currency = Some(currency);
            return Ok(());
        }
        if matches!(word, "net" | "nett" | "netto" | "after" | "hand") {
            return Err(OfferError::AfterTax);
        }
        if self.may_scale()
            && let Some((scale, indian)) = scale(word)
        {
            self.scale = Some(scale);
            self.indian |= indian;
            return if word == "lpa" {
                self.meaning("year")
            } else {
                Ok(())
            };
        }
        Err(OfferError::Word(word.chars().take(20).collect()))
    }

    fn currency_named(&self, word: &str) -> Option<Currency> {
        let country = word.strip_suffix('$').filter(|_| word.len() > 1);
        let code = match (country, word) {
            (Some(country), _) => dollars_of(country)?,
            (_, "us" | "usd" | "au" | "c" | "ca" | "nz" | "s" | "sg" | "hk" | "nt")
                if self.dollar =>
            {
                dollars_of(word)?
            }
            (_, "zł" | "zl") => "PLN",
            (_, "kč" | "kc") => "CZK",
            (_, "fr" | "sfr") => "CHF",
            (_, "r") => "ZAR",
            (_, "ft") => "HUF",
            (_, "lei") => "RON",
            (_, "tl") => "TRY",
            (_, "rmb" | "元") => "CNY",
            (_, "円") => "JPY",
            _ => return self.by_sign_or_code(word),
        };
        Currency::new(code)
    }

    /// By the sign, the code of three letters, or a word that only one of the names of moneys holds, as “Canadian”.
    fn by_sign_or_code(&self, word: &str) -> Option<Currency> {
        if let Some(code) = word.chars().next().and_then(symbol) {
            return Currency::new(code);
        }
        let code = word.to_ascii_uppercase();
        if let Some(code) = Currency::new(&code)
            && (self.rates.per_usd(&code).is_some() || WITHOUT_RATE.contains(code.as_str()))
        {
            return Some(code);
        }
        let single = word.strip_suffix('s').unwrap_or(word);
        let fits =
            |part: &str| part.eq_ignore_ascii_case(word) || part.eq_ignore_ascii_case(single);
        let rates = self.rates.rates.iter();
        let mut named = rates.filter(|rate| rate.name.split(' ').any(fits));
        match (named.next(), named.next()) {
            (Some(only), None) => Some(only.currency.clone()),
            _ => None,
        }
    }
}

/// A sign or words for the moneys of several countries.
struct Family {
    words: &'static [&'static str],
    /// The likeliest first.
    moneys: &'static [&'static str],
    /// Whether the likeliest is meant where nothing else says which.
    usual: bool,
}

const FAMILIES: [Family; 5] = [
    Family {
        words: &["$", "dollar", "dollars"],
        moneys: &[
            "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "COP",
        ],
        usual: true,
    },
    Family {
        words: &["rs", "₨", "rupee", "rupees"],
        moneys: &["INR", "PKR", "NPR", "LKR"],
        usual: true,
    },
    Family {
        words: &["¥"],
        moneys: &["JPY", "CNY"],
        usual: true,
    },
    Family {
        words: &["kr", "krona", "kronor", "krone", "kroner"],
        moneys: &["SEK", "NOK", "DKK", "ISK"],
        usual: false,
    },
    Family {
        words: &["peso", "pesos"],
        moneys: &["MXN", "COP", "PHP", "ARS", "CLP"],
        usual: false,
    },
];

/// Moneys whose amounts people count in lakhs and crores, the likeliest first.
const IN_LAKHS: [&str; 5] = ["INR", "PKR", "BDT", "NPR", "LKR"];

/// Codes of moneys that the page has no rate for, so that it can say so.
const WITHOUT_RATE: &str =
    "HKD TWD KRW THB IDR PHP MYR VND RUB NGN KES EGP ARS CLP PEN AED SAR ISK BGN LKR NPR";

fn family(word: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.words.contains(&word))
}

/// The dollars of a country, by what stands before or after their sign.
fn dollars_of(country: &str) -> Option<&'static str> {
    Some(match country {
        "us" | "usd" => "USD",
        "a" | "au" | "aud" => "AUD",
        "c" | "ca" | "can" | "cad" => "CAD",
        "nz" | "nzd" => "NZD",
        "s" | "sg" | "sgd" => "SGD",
        "hk" | "hkd" => "HKD",
        "nt" => "TWD",
        "mx" => "MXN",
        "r" => "BRL",
        _ => return None,
    })
}

/// What a word multiplies the number before it by, and whether it is said of rupees.
fn scale(word: &str) -> Option<(f64, bool)> {
    Some(match word {
        "thousand" => (1e3, false),
        "m" | "million" | "millions" | "mn" | "mio" => (1e6, false),
        "l" | "lakh" | "lakhs" | "lac" | "lacs" | "lpa" => (1e5, true),
        "crore" | "crores" | "cr" => (1e7, true),
        _ => return None,
    })
}

/// The currency of a sign that stands for one alone.
fn symbol(sign: char) -> Option<&'static str> {
    Some(match sign {
        '€' => "EUR",
        '£' => "GBP",
        '₹' => "INR",
        '₺' => "TRY",
        '₴' => "UAH",
        '₪' => "ILS",
        '₩' => "KRW",
        '৳' => "BDT",
        '₽' => "RUB",
        '₱' => "PHP",
        _ => return None,
    })
}

/// The stretch of time that a word names. A single letter names one only after a slash, but for the hour's.
fn period(word: &str, after_slash: bool) -> Option<Period> {
    Some(match word {
        "m" if after_slash => Period::Month,
        "w" if after_slash => Period::Week,
        "d" if after_slash => Period::Day,
        "y" | "yr" | "yrs" | "year" | "years" | "yearly" | "annual" | "annually" | "annum"
        | "pa" => Period::Year,
        "mo" | "mth" | "month" | "months" | "monthly" | "pcm" | "pm" => Period::Month,
        "week" | "weeks" | "weekly" | "wk" | "pw" => Period::Week,
        "day" | "days" | "daily" | "pd" => Period::Day,
        "h" | "hr" | "hrs" | "hour" | "hours" | "hourly" | "ph" => Period::Hour,
        _ => return None,
    })
}

/// Words that say nothing the page does not know.
fn glue(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "per"
            | "in"
            | "of"
            | "gross"
            | "brutto"
            | "before"
            | "pre"
            | "tax"
            | "about"
            | "total"
            | "base"
            | "salary"
            | "pay"
            | "comp"
            | "ote"
            | "ctc"
            | "tc"
            | "offer"
    )
}

/// Whether a sign parts the digits of a number.
fn separates(sign: char) -> bool {
    matches!(sign, '.' | ',' | '\'' | '_') || sign.is_whitespace()
}

/// A number out of digits and separators, which begins and ends with a digit, and whether it is grouped as in India alone.
fn number(text: &[char]) -> Result<(f64, bool), OfferError> {
    let digits = text.iter().filter(|sign| sign.is_ascii_digit()).count();
    if digits > MOST_DIGITS {
        return Err(OfferError::TooLarge);
    }
    let mut groups = text.split(|sign| separates(*sign)).map(<[char]>::len);
    let first = groups.next().unwrap_or(0);
    let others: Vec<usize> = groups.collect();
    let signs: Vec<char> = text
        .iter()
        .copied()
        .filter(|sign| separates(*sign))
        .collect();
    let cents = match (others.split_last(), signs.split_last()) {
        (Some((1 | 2, before)), Some((last @ ('.' | ','), signs)))
            if !signs.contains(last) && thousands(first, before, signs) =>
        {
            others.last().copied().unwrap_or(0)
        }
        _ if thousands(first, &others, &signs) => 0,
        // “80 000 90 000” and “80 90”.
        _ if signs.iter().any(|sign| sign.is_whitespace()) => return Err(OfferError::TwoAmounts),
        _ => return Err(OfferError::Separators),
    };
    let grouped = others.len() - usize::from(cents > 0);
    if grouped > 0 && text.starts_with(&['0']) {
        return Err(OfferError::Separators);
    }
    let whole = text
        .iter()
        .filter_map(|sign| sign.to_digit(10))
        .fold(0.0, |number, digit| number * 10.0 + f64::from(digit));
    let number = match cents {
        0 => whole,
        1 => whole / 10.0,
        _ => whole / 100.0,
    };
    let indian = grouped > 1 && others.first() == Some(&2);
    Ok((number, indian))
}

/// Whether groups of digits are thousands: one to three digits, then threes, all parted by the same sign; or, with
/// commas, twos and a last three, as in India. Digits without a separator may be any number.
fn thousands(first: usize, others: &[usize], signs: &[char]) -> bool {
    let Some((last, middle)) = others.split_last() else {
        return first > 0;
    };
    let one_sign = signs.iter().all(|sign| Some(sign) == signs.first());
    let threes = (1..=3).contains(&first) && middle.iter().all(|length| *length == 3);
    let twos = (1..=2).contains(&first)
        && signs.first() == Some(&',')
        && middle.iter().all(|length| *length == 2);
    one_sign && *last == 3 && (threes || twos)
}
