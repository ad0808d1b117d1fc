//! Reading an amount of money as people type it.

use crate::pay::money::{Currency, Period};
use crate::pay::rates::Rates;

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
        "several countries call their money “{0}”; write its code instead, such as SEK, NOK or DKK, or choose the currency from the list"
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
///   What follows neither rule is refused, and so is what could be two amounts.
/// - `k` stands for thousands, and “million”, “lakh” and “crore” for what they say. Lakhs and crores without a currency are
///   of Indian rupees, unless another money that is counted in them was chosen; “LPA” is lakhs a year.
/// - “kr” is the chosen money where that is a crown, and otherwise refused.
/// - Words and signs of currencies may stand on either side, a stretch of time after a slash or as a word.
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
    /// Reads `text`. A plain `$` means the dollars of `chosen`, where those are dollars.
    pub fn read(text: &str, chosen: &Currency, rates: &Rates) -> Result<Self, OfferError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(OfferError::Empty);
        }
        if text.chars().nth(LONGEST).is_some() {
            return Err(OfferError::TooLong);
        }
        let text: Vec<char> = text.to_lowercase().chars().collect();
        let mut reading = Reading {
            chosen,
            rates,
            number: None,
            scale: None,
            rupees: false,
            crown: None,
            currency: None,
            period: None,
        };
        let mut at = 0;
        while let Some(&sign) = text.get(at) {
            let rest = &text[at..];
            at += match sign {
                '0'..='9' => reading.number(rest)?,
                _ if sign.is_whitespace() || invisible(sign) => 1,
                '-' | '−' | '–' if reading.number.is_none() => {
                    return Err(OfferError::Negative);
                }
                '-' | '−' | '–' if rest.iter().any(char::is_ascii_digit) => {
                    return Err(OfferError::TwoAmounts);
                }
                // “80.000,-” is how some price tags say that there are no cents.
                '/' | '.' | ',' | '-' | '−' | '–' => 1,
                _ if sign.is_alphabetic() || symbol(sign).is_some() => reading.word(rest)?,
                _ => return Err(OfferError::Sign(sign)),
            };
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
    /// Whether that word is one of those that are said of rupees.
    rupees: bool,
    /// The word for a crown of some country.
    crown: Option<String>,
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
        self.number = Some(number(&text[..length])?);
        Ok(length)
    }

    /// Reads the word or the sign of a currency at the start of `text`; gives back how many characters it takes.
    fn word(&mut self, text: &[char]) -> Result<usize, OfferError> {
        let letters = text.iter().take_while(|sign| sign.is_alphabetic()).count();
        // “US$” and “C$” are one sign, and “p.a.” is one word.
        let dollars = text.get(letters) == Some(&'$');
        let (length, word): (usize, String) = if dollars {
            (letters + 1, text[..=letters].iter().collect())
        } else if letters == 0 {
            (1, text[..1].iter().collect())
        } else if text.starts_with(&['p', '.', 'a']) {
            (3, "pa".to_owned())
        } else {
            (letters, text[..letters].iter().collect())
        };
        // “80k” and “80keur”: the k goes with the number before it.
        let mut word = word.as_str();
        if let Some(rest) = word.strip_prefix('k')
            && self.may_scale()
            && self.known(rest)
        {
            self.scale = Some(1e3);
            word = rest;
        }
        self.meaning(word)?;
        Ok(length)
    }

    /// The currency, once all has been read.
    fn currency(&mut self) -> Result<Option<Currency>, OfferError> {
        let named = self.currency.take();
        if let Some(word) = self.crown.take() {
            let of_country = named.or_else(|| Some(self.chosen.clone()));
            return match of_country {
                Some(money) if CROWNS.contains(&money.as_str()) => Ok(Some(money)),
                _ => Err(OfferError::WhichCountry(word)),
            };
        }
        let in_lakhs = IN_LAKHS.contains(&self.chosen.as_str());
        Ok(match named {
            None if self.rupees && !in_lakhs => Currency::new(IN_LAKHS[0]),
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
            || crown(word)
            || period(word).is_some()
            || self.currency_named(word).is_some()
    }

    /// Takes in what a word says.
    fn meaning(&mut self, word: &str) -> Result<(), OfferError> {
        if word.is_empty() || glue(word) {
            return Ok(());
        }
        if let Some(period) = period(word) {
            if self.period.is_some_and(|before| before != period) {
                return Err(OfferError::TwoPeriods);
            }
            self.period = Some(period);
            return Ok(());
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
        if matches!(word, "net" | "netto") {
            return Err(OfferError::AfterTax);
        }
        if crown(word) {
            self.crown = Some(word.to_owned());
            return Ok(());
        }
        if self.may_scale()
            && let Some((scale, rupees)) = scale(word)
        {
            (self.scale, self.rupees) = (Some(scale), rupees);
            return if word == "lpa" {
                self.meaning("year")
            } else {
                Ok(())
            };
        }
        Err(OfferError::Word(word.chars().take(20).collect()))
    }

    fn currency_named(&self, word: &str) -> Option<Currency> {
        let code = match word {
            "$" if DOLLARS.contains(&self.chosen.as_str()) => return Some(self.chosen.clone()),
            "$" | "us$" | "dollar" | "dollars" => "USD",
            "a$" | "au$" => "AUD",
            "c$" | "ca$" => "CAD",
            "nz$" => "NZD",
            "r$" => "BRL",
            "euro" | "euros" => "EUR",
            "pound" | "pounds" => "GBP",
            "zł" => "PLN",
            "rupee" | "rupees" => "INR",
            _ => match word.chars().next().and_then(symbol) {
                Some(code) => code,
                None if word.len() == 3 && word.is_ascii() => {
                    let code = Currency::new(&word.to_ascii_uppercase())?;
                    return self.rates.per_usd(&code).map(|_| code);
                }
                None => return None,
            },
        };
        Currency::new(code)
    }
}

/// Moneys that people write with a plain `$`.
const DOLLARS: [&str; 9] = [
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "COP",
];

/// Moneys whose amounts people count in lakhs and crores, the likeliest first.
const IN_LAKHS: [&str; 5] = ["INR", "PKR", "BDT", "NPR", "LKR"];

/// Moneys that people call “kr”.
const CROWNS: [&str; 4] = ["SEK", "NOK", "DKK", "ISK"];

fn crown(word: &str) -> bool {
    matches!(word, "kr" | "krona" | "kronor" | "krone" | "kroner")
}

/// What a word multiplies the number before it by, and whether it is said of rupees. A bare “m” is not among them: after
/// a slash it is a month.
fn scale(word: &str) -> Option<(f64, bool)> {
    Some(match word {
        "thousand" => (1e3, false),
        "million" | "mn" | "mio" => (1e6, false),
        "lakh" | "lakhs" | "lac" | "lacs" | "lpa" => (1e5, true),
        "crore" | "crores" | "cr" => (1e7, true),
        _ => return None,
    })
}

/// The currency of a sign that stands for one alone. The yen's is the yuan's too; who means yuan can write CNY.
fn symbol(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₹' => "INR",
        '₺' => "TRY",
        '₴' => "UAH",
        '₪' => "ILS",
        '₩' => "KRW",
        _ => return None,
    })
}

fn period(word: &str) -> Option<Period> {
    Some(match word {
        "y" | "yr" | "year" | "years" | "yearly" | "annual" | "annually" | "annum" | "pa" => {
            Period::Year
        }
        "mo" | "month" | "months" | "monthly" | "pcm" => Period::Month,
        "week" | "weeks" | "weekly" | "wk" => Period::Week,
        "day" | "days" | "daily" => Period::Day,
        "h" | "hr" | "hour" | "hours" | "hourly" | "ph" => Period::Hour,
        _ => return None,
    })
}

/// Words that say nothing the page does not know.
fn glue(word: &str) -> bool {
    matches!(word, "a" | "an" | "per" | "gross" | "brutto")
}

/// Marks without a shape of their own that come along with copied text.
fn invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a sign parts the digits of a number.
fn separates(sign: char) -> bool {
    matches!(sign, '.' | ',' | '\'' | '’') || sign.is_whitespace()
}

/// A number out of digits and separators, which begins and ends with a digit.
fn number(text: &[char]) -> Result<f64, OfferError> {
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
    let grouped = others.len() > usize::from(cents > 0);
    if grouped && text.starts_with(&['0']) {
        return Err(OfferError::Separators);
    }
    let whole = text
        .iter()
        .filter_map(|sign| sign.to_digit(10))
        .fold(0.0, |number, digit| number * 10.0 + f64::from(digit));
    Ok(match cents {
        0 => whole,
        1 => whole / 10.0,
        _ => whole / 100.0,
    })
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
