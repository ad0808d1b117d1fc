//! Parses an amount of money as people type it.

use crate::pay::money::{Currency, Period};
use crate::pay::rates::Rates;
use crate::plain::plain;

/// Maximum length of a text, characters.
const LONGEST: usize = 60;

/// The value of 万.
const TEN_THOUSAND: f64 = 1e4;

/// Maximum number of digits; no pay has more in any currency.
const MOST_DIGITS: usize = 13;

/// Why a text is no offer. Each is a sentence for the person who typed it, without initial capital and full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// The text is empty.
    #[error("type an amount, such as 80,000 or 45/h")]
    Empty,
    /// The text exceeds the maximum length.
    #[error("that is too long for one amount; type it alone, such as 80,000 or 45/h")]
    TooLong,
    /// It has no number.
    #[error("there is no number in that; type an amount in digits, such as 80,000 or 45/h")]
    NoNumber,
    /// It has more than one number, for example a range.
    #[error("that looks like two amounts; type one, such as 80,000, and try the other after it")]
    TwoAmounts,
    /// It is negative.
    #[error("pay cannot be less than zero; type the amount without a minus")]
    Negative,
    /// Its separators fit no number format.
    #[error(
        "that number can be read in more than one way; type it as 80000 or 80,000, and cents as in 45.50"
    )]
    Separators,
    /// It has a word that is neither a currency nor a period.
    #[error(
        "we cannot read “{0}” here; type one amount, with a currency and “a year”, “a month”, “a day” or “an hour” if you like"
    )]
    Word(String),
    /// It names a currency of several countries without the country.
    #[error(
        "several countries call their money “{0}”; write its code instead, such as SEK or MXN, or choose the currency from the list"
    )]
    WhichCountry(String),
    /// It has a character that does not belong in an amount.
    #[error("we cannot read the sign “{0}” here; type an amount in digits, such as 80,000 or 45/h")]
    Sign(char),
    /// It names two currencies.
    #[error("that names two currencies; leave one out")]
    TwoCurrencies,
    /// It names two periods.
    #[error("that names two stretches of time; leave one out")]
    TwoPeriods,
    /// It is pay after tax.
    #[error("the figures here are before tax; type the amount before tax")]
    AfterTax,
    /// It names a currency without an exchange rate.
    #[error("we have no exchange rate for that currency; turn the amount into US dollars first")]
    NoRate,
    /// It is below the minimum.
    #[error(
        "that comes to less than 500 US dollars a year, too little to compare; is it pay for a month or an hour, or should it end in a k, for thousands?"
    )]
    TooSmall,
    /// It is above the maximum.
    #[error(
        "that comes to more than 5 million US dollars a year, too much to compare; is there a digit too many, or is it pay for a year?"
    )]
    TooLarge,
}

/// A parsed offer.
///
/// - A separator (point, comma, space, apostrophe) before three digits separates thousands: `80.000` and `80,000` are
///   eighty thousand. A final point or comma before one or two digits separates cents: `80.5`, `45,50`. Other separators
///   are refused, and so are possible ranges: digits after a dash, a tilde or “to”.
/// - `k` means thousands, `m` millions (after a slash, a month), and “million”, “lakh” and “crore” are multipliers too.
///   Without a currency, lakhs, crores and the Indian groups of two digits mean Indian rupees, unless another currency
///   that is counted in lakhs is selected; “LPA” is lakhs per year.
/// - Currency words and symbols may be on either side, a period after a slash or as a word. A symbol of several currencies,
///   such as `$`, `Rs` or “kr”, means the one named beside it, or else the selected one if it is among them; otherwise
///   “kr” and “peso” are refused.
/// - Digits, dashes and symbols of other scripts and widths count as the plain ones. Words for “before tax” and for parts
///   of pay are ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The number.
    pub amount: f64,
    /// The currency, if stated.
    pub currency: Option<Currency>,
    /// The period, if stated.
    pub period: Option<Period>,
}

impl Typed {
    /// Parses `text`. A symbol of several currencies means `chosen` if that is one of them.
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
            .map(|character| {
                if character.is_whitespace() {
                    ' '
                } else {
                    character
                }
            })
            .collect();
        let mut reading = Reading {
            chosen,
            rates,
            number: None,
            scale: None,
            grouped_once: false,
            indian: false,
            dollar: text.contains(&'$'),
            after_slash: false,
            shared: None,
            currency: None,
            period: None,
        };
        let mut at = 0;
        while let Some(&character) = text.get(at) {
            let rest = &text[at..];
            let is_letter = |character: Option<&char>| {
                character.is_some_and(|character| character.is_alphabetic())
            };
            let more_digits = || rest.iter().any(char::is_ascii_digit);
            at += match character {
                '0'..='9' => reading.number(rest)?,
                _ if character.is_whitespace() => 1,
                // For example “pre-tax 80k”.
                '-' if at > 0 && is_letter(text.get(at - 1)) && is_letter(rest.get(1)) => 1,
                // After a word, the dash is only a separator: “Base - $80k”.
                '-' if reading.number.is_none()
                    && !text[..at].iter().any(|character| character.is_alphabetic()) =>
                {
                    return Err(OfferError::Negative);
                }
                // “.5m” must not become 5 million, but the point of “Rs.12,00,000” ends an abbreviation.
                '.' | ',' if reading.begins_with_point(&text[..at], rest) => {
                    return Err(OfferError::Separators);
                }
                // For example “80k+”.
                '+' if reading.number.is_some() => 1,
                '-' | '~' if reading.number.is_some() && more_digits() => {
                    return Err(OfferError::TwoAmounts);
                }
                // Some price tags write “80.000,-” for “no cents”.
                '/' | '.' | ',' | '-' | '~' | '(' | ')' | '[' | ']' | ':' | ';' | '\'' | '"' => 1,
                _ if character.is_alphabetic()
                    || meaning(character.encode_utf8(&mut [0; 4])).is_some() =>
                {
                    reading.word(rest)?
                }
                _ => return Err(OfferError::Sign(character)),
            };
            if !character.is_whitespace() {
                reading.after_slash = character == '/';
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

/// The state of the parser.
#[allow(
    clippy::struct_excessive_bools,
    reason = "they are independent facts about one text"
)]
struct Reading<'from> {
    chosen: &'from Currency,
    rates: &'from Rates,
    number: Option<f64>,
    /// The multiplier from a word after the number.
    scale: Option<f64>,
    /// Whether the number has one group of three digits, so that its separator may be a decimal point.
    grouped_once: bool,
    /// Whether the multiplier or the digit grouping is typical of rupees.
    indian: bool,
    /// Whether there is a `$`, which a country name may qualify.
    dollar: bool,
    /// Whether the previous character is a slash.
    after_slash: bool,
    /// A symbol or word of several currencies, with the index of their family.
    shared: Option<(usize, String)>,
    currency: Option<Currency>,
    period: Option<Period>,
}

impl Reading<'_> {
    /// Parses the number at the start of `text`. Returns the number of characters consumed.
    fn number(&mut self, text: &[char]) -> Result<usize, OfferError> {
        if self.number.is_some() {
            return Err(OfferError::TwoAmounts);
        }
        // A separator belongs to the number if a digit follows it.
        let mut length = 0;
        while let Some(character) = text.get(length) {
            let digit = character.is_ascii_digit();
            let inside =
                is_separator(*character) && text.get(length + 1).is_some_and(char::is_ascii_digit);
            if !digit && !inside {
                break;
            }
            length += 1;
        }
        let (number, indian) = number(&text[..length])?;
        (self.number, self.indian) = (Some(number), indian);
        let mut groups = text[..length].split(|character| matches!(character, '.' | ','));
        self.grouped_once =
            groups.clone().count() == 2 && groups.nth(1).is_some_and(|group| group.len() == 3);
        Ok(length)
    }

    /// Whether the rest begins with a decimal point that has no digits before it.
    fn begins_with_point(&self, before: &[char], rest: &[char]) -> bool {
        self.number.is_none()
            && rest.get(1).is_some_and(char::is_ascii_digit)
            && !before
                .last()
                .is_some_and(|character| character.is_alphabetic())
    }

    /// Multiplies the number. “1.250k” is refused, because it may be one thousand or one million.
    fn multiply(&mut self, scale: f64) -> Result<(), OfferError> {
        if self.grouped_once && scale != TEN_THOUSAND {
            return Err(OfferError::Separators);
        }
        self.scale = Some(scale);
        Ok(())
    }

    /// Parses the word or currency symbol at the start of `text`. Returns the number of characters consumed.
    fn word(&mut self, text: &[char]) -> Result<usize, OfferError> {
        let mut length = text
            .iter()
            .take_while(|character| character.is_alphabetic())
            .count();
        let mut word: String = text[..length].iter().collect();
        if length == 0 {
            length = 1;
            word.extend(&text[..1]);
        } else if length == 1 {
            // “p.a.”, “l.p.a.” and “p/m” are single words.
            while let [joint @ ('.' | '/'), letter, rest @ ..] = &text[length..]
                && letter.is_alphabetic()
                && !rest.first().is_some_and(|next| next.is_alphabetic())
                && (*joint == '.' || text[0] == 'p')
            {
                word.push(*letter);
                length += 2;
            }
        }
        // “US$” and “C$” are single symbols.
        if text.get(length) == Some(&'$') {
            let joined = format!("{word}$");
            if self.scaled(&joined).is_some() {
                self.apply_word(&joined)?;
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
        self.apply_word(&word)?;
        Ok(length)
    }

    /// The multiplier of a word that follows its number without a space, and the rest of the word, for example of
    /// “80keur”.
    fn scaled<'word>(&self, word: &'word str) -> Option<(f64, &'word str)> {
        if self.known(word) {
            return Some((1.0, word));
        }
        let (scale, rest) = match word.strip_prefix('k') {
            Some(rest) => (1e3, rest),
            None => (TEN_THOUSAND, word.strip_prefix('万')?),
        };
        (self.may_scale() && self.known(rest)).then_some((scale, rest))
    }

    /// Applies a word.
    fn apply_word(&mut self, word: &str) -> Result<(), OfferError> {
        match self.scaled(word) {
            Some((scale, rest)) if scale > 1.0 => {
                self.multiply(scale)?;
                self.apply_meaning(rest)
            }
            _ => self.apply_meaning(word),
        }
    }

    /// The currency, after the whole text was parsed.
    fn currency(&mut self) -> Result<Option<Currency>, OfferError> {
        let named = self.currency.take();
        let Some((family, word)) = self.shared.take() else {
            let is_one = family_holds(IN_LAKHS, self.chosen);
            return Ok(match named {
                None if self.indian && !is_one => Currency::new("INR"),
                named => named,
            });
        };
        // The last two families have no default currency.
        let usual = family < 3;
        let currencies = FAMILIES.get(family).copied().unwrap_or_default();
        match named {
            Some(currency) if family_holds(currencies, &currency) => Ok(Some(currency)),
            Some(_) if usual => Err(OfferError::TwoCurrencies),
            None if family_holds(currencies, self.chosen) => Ok(Some(self.chosen.clone())),
            None if usual => Ok(currencies.get(..3).and_then(Currency::new)),
            _ => Err(OfferError::WhichCountry(word)),
        }
    }

    /// Whether a word may multiply the number: there is a number, and it was not multiplied yet.
    fn may_scale(&self) -> bool {
        self.number.is_some() && self.scale.is_none()
    }

    fn known(&self, word: &str) -> bool {
        let scales =
            |means: &str| means.starts_with(|character: char| character.is_ascii_lowercase());
        word.is_empty() || self.meaning(word).is_some_and(|means| !scales(&means))
    }

    /// The meaning of a word: from [`WORDS`], as the country before or after a `$`, as a currency code, or as a word
    /// that occurs in the name of one currency only, for example “Canadian”.
    fn meaning(&self, word: &str) -> Option<String> {
        // A single letter names a country only if it touches the symbol, unlike in “c. $80k”.
        let may_be_country = self.dollar && word.len() > 1;
        let of_country = || {
            may_be_country
                .then(|| meaning(&format!("{word}$")))
                .flatten()
        };
        if let Some(means) = meaning(word).or_else(of_country) {
            return Some(means.to_owned());
        }
        let code = word.to_ascii_uppercase();
        if WITHOUT_RATE.split(' ').any(|other| other == code) {
            return Some(code);
        }
        let single = word.strip_suffix('s').unwrap_or(word);
        let mut found = None;
        for rate in &self.rates.rates {
            let names =
                |part: &str| part.eq_ignore_ascii_case(word) || part.eq_ignore_ascii_case(single);
            if rate.currency.as_str() == code {
                return Some(code);
            }
            if rate.name.split(' ').any(names) {
                if found.is_some() {
                    return None;
                }
                found = Some(rate.currency.as_str());
            }
        }
        found.map(str::to_owned)
    }

    /// Applies the meaning of a word.
    fn apply_meaning(&mut self, word: &str) -> Result<(), OfferError> {
        if word.is_empty() {
            return Ok(());
        }
        let after_slash = self
            .after_slash
            .then(|| meaning(&format!("/{word}")))
            .flatten();
        let means = after_slash
            .map(str::to_owned)
            .or_else(|| self.meaning(word));
        let Some(means) = means else {
            return Err(OfferError::Word(word.chars().take(20).collect()));
        };
        let (period, scale, indian) = match means.as_str() {
            "" => return Ok(()),
            "!" => return Err(OfferError::AfterTax),
            "Y" => (Some(Period::Year), 0.0, false),
            "M" => (Some(Period::Month), 0.0, false),
            "W" => (Some(Period::Week), 0.0, false),
            "D" => (Some(Period::Day), 0.0, false),
            "H" => (Some(Period::Hour), 0.0, false),
            "t" => (None, 1e3, false),
            "m" => (None, 1e6, false),
            "l" => (None, 1e5, true),
            "c" => (None, 1e7, true),
            "a" => (Some(Period::Year), 1e5, true),
            other => return self.set_currency(word, other),
        };
        if scale > 0.0 {
            if !self.may_scale() {
                return Err(OfferError::Word(word.to_owned()));
            }
            self.multiply(scale)?;
            self.indian |= indian;
        }
        if let Some(period) = period
            && self
                .period
                .replace(period)
                .is_some_and(|before| before != period)
        {
            return Err(OfferError::TwoPeriods);
        }
        Ok(())
    }

    /// Sets the currency from its code, or the family from its index.
    fn set_currency(&mut self, word: &str, means: &str) -> Result<(), OfferError> {
        let two = if let Some(currency) = Currency::new(means) {
            let other = self.currency.replace(currency.clone());
            other.is_some_and(|other| other != currency)
        } else {
            let family = means.trim_start_matches('-').len();
            let other = self.shared.replace((family, word.to_owned()));
            other.is_some_and(|(other, _)| other != family)
        };
        if two {
            return Err(OfferError::TwoCurrencies);
        }
        Ok(())
    }
}

/// Currencies that share a symbol or a word, the most likely first. The last two families have no default.
const FAMILIES: [&str; 5] = [
    "USD CAD AUD NZD SGD HKD MXN TWD COP CLP ARS",
    "INR PKR NPR LKR",
    "JPY CNY",
    "SEK NOK DKK ISK",
    "MXN COP PHP ARS CLP",
];

/// Currencies whose amounts are counted in lakhs and crores.
const IN_LAKHS: &str = "INR PKR BDT NPR LKR";

/// Codes that need no row in the rates: US dollars, and currencies that may lack a rate, for a specific error message.
const WITHOUT_RATE: &str =
    "USD HKD TWD KRW THB IDR PHP MYR VND RUB NGN KES EGP ARS CLP PEN AED SAR ISK BGN LKR NPR";

/// Meanings of words and symbols, after the `=`. Nothing: the word adds no information. A capital letter: a period. A
/// small letter: a multiplier. `!`: after tax. A code: that currency. Dots: the index of the family in [`FAMILIES`] in
/// unary, `-` for the first. A `/` before a letter: only after a slash.
const WORDS: &str = "\
    a= an= per= in= of= to= up= from= between= gross= brutto= before= pre= tax= about= around= approx= circa= total= base= \
    salary= pay= comp= ote= ctc= tc= offer= new= \
    net=! nett=! netto=! after=! hand=! \
    y=Y yr=Y yrs=Y year=Y years=Y yearly=Y annual=Y annually=Y annum=Y pa=Y \
    /m=M mo=M mth=M month=M months=M monthly=M pcm=M pm=M /w=W week=W weeks=W weekly=W wk=W pw=W \
    /d=D day=D days=D daily=D pd=D h=H hr=H hrs=H hour=H hours=H hourly=H ph=H \
    thousand=t m=m million=m millions=m mn=m mio=m l=l lakh=l lakhs=l lac=l lacs=l lpa=a crore=c crores=c cr=c \
    us=USD usa=USD american=USD us$=USD usd$=USD zealand=NZD a$=AUD au$=AUD aud$=AUD c$=CAD ca$=CAD cad$=CAD nz$=NZD nzd$=NZD s$=SGD sg$=SGD sgd$=SGD hk$=HKD \
    nt$=TWD mx$=MXN r$=BRL r=ZAR €=EUR £=GBP ₹=INR ₺=TRY tl=TRY ₴=UAH ₪=ILS ₩=KRW ৳=BDT ₽=RUB ₱=PHP zł=PLN zl=PLN kč=CZK \
    kc=CZK fr=CHF sfr=CHF ft=HUF lei=RON rmb=CNY 元=CNY 円=JPY \
    $=- dollar=- dollars=- rs=. ₨=. rupee=. rupees=. ¥=.. kr=... krona=... kronor=... krone=... kroner=... peso=.... pesos=....";

/// The meaning of a word or symbol in [`WORDS`].
fn meaning(word: &str) -> Option<&'static str> {
    let mut words = WORDS.split(' ');
    words.find_map(|entry| entry.strip_prefix(word)?.strip_prefix('='))
}

fn family_holds(family: &str, currency: &Currency) -> bool {
    family.split(' ').any(|code| code == currency.as_str())
}

/// Whether a character may separate digits of a number.
fn is_separator(character: char) -> bool {
    matches!(character, '.' | ',' | '\'' | '_') || character.is_whitespace()
}

/// A number from digits and separators that begins and ends with a digit, and whether its grouping is used in India
/// only.
fn number(text: &[char]) -> Result<(f64, bool), OfferError> {
    let digits = text
        .iter()
        .filter(|character| character.is_ascii_digit())
        .count();
    if digits > MOST_DIGITS {
        return Err(OfferError::TooLarge);
    }
    let mut groups = text
        .split(|character| is_separator(*character))
        .map(<[char]>::len);
    let first = groups.next().unwrap_or(0);
    let others: Vec<usize> = groups.collect();
    let separators: Vec<char> = text
        .iter()
        .copied()
        .filter(|character| is_separator(*character))
        .collect();
    let cents = match (others.split_last(), separators.split_last()) {
        (Some((1 | 2, before)), Some((last @ ('.' | ','), separators)))
            if !separators.contains(last) && thousands(first, before, separators) =>
        {
            others.last().copied().unwrap_or(0)
        }
        _ if thousands(first, &others, &separators) => 0,
        // For example “80 000 90 000” and “80 90”.
        _ if separators.iter().any(|character| character.is_whitespace()) => {
            return Err(OfferError::TwoAmounts);
        }
        _ => return Err(OfferError::Separators),
    };
    let grouped = others.len() - usize::from(cents > 0);
    if grouped > 0 && text.starts_with(&['0']) {
        return Err(OfferError::Separators);
    }
    let whole = text
        .iter()
        .filter_map(|character| character.to_digit(10))
        .fold(0.0, |number, digit| number * 10.0 + f64::from(digit));
    let number = match cents {
        0 => whole,
        1 => whole / 10.0,
        _ => whole / 100.0,
    };
    let indian = grouped > 1 && others.first() == Some(&2);
    Ok((number, indian))
}

/// Whether groups of digits are thousands: one to three digits, then groups of three, all with the same separator; or,
/// with commas, groups of two and a last one of three, as in India. Digits without a separator may have any number.
fn thousands(first: usize, others: &[usize], separators: &[char]) -> bool {
    let Some((last, middle)) = others.split_last() else {
        return first > 0;
    };
    let one_separator = separators
        .iter()
        .all(|character| Some(character) == separators.first());
    let threes = (1..=3).contains(&first) && middle.iter().all(|length| *length == 3);
    let twos = (1..=2).contains(&first)
        && separators.first() == Some(&',')
        && middle.iter().all(|length| *length == 2);
    one_separator && *last == 3 && (threes || twos)
}
