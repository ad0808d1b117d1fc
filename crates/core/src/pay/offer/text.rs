//! Reading an amount of money as people type it.

use crate::pay::money::{Currency, Period};
use crate::pay::rates::Rates;
use crate::plain::plain;

/// Longest text that is looked at, characters.
const LONGEST: usize = 60;

/// What 万 stands for.
const TEN_THOUSAND: f64 = 1e4;

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
            grouped_once: false,
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
                // Behind a word it only parts: “Base - $80k”.
                '-' if reading.number.is_none()
                    && !text[..at].iter().any(|sign| sign.is_alphabetic()) =>
                {
                    return Err(OfferError::Negative);
                }
                // “.5m” must not become 5 million. “Rs.12,00,000” is something else.
                '.' | ',' if reading.begins_with_point(&text[..at], rest) => {
                    return Err(OfferError::Separators);
                }
                // “80k+”
                '+' if reading.number.is_some() => 1,
                '-' | '~' if reading.number.is_some() && more_digits() => {
                    return Err(OfferError::TwoAmounts);
                }
                // “80.000,-” is how some price tags say that there are no cents.
                '/' | '.' | ',' | '-' | '~' | '(' | ')' | '[' | ']' | ':' | ';' | '\'' | '"' => 1,
                _ if sign.is_alphabetic() || meaning(sign.encode_utf8(&mut [0; 4])).is_some() => {
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
#[allow(
    clippy::struct_excessive_bools,
    reason = "they are independent facts about one text"
)]
struct Reading<'from> {
    chosen: &'from Currency,
    rates: &'from Rates,
    number: Option<f64>,
    /// What a word after the number multiplies it by.
    scale: Option<f64>,
    /// Whether the number has one group of three digits, so that its separator may be meant as a decimal point.
    grouped_once: bool,
    /// Whether that word or the grouping of the digits is one that people use of rupees.
    indian: bool,
    /// Whether there is a `$`, which the name of a country may belong to.
    dollar: bool,
    /// Whether the sign before this one is a slash.
    after_slash: bool,
    /// A sign or word of several moneys, with the place of their family.
    shared: Option<(usize, String)>,
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
        let mut groups = text[..length].split(|sign| matches!(sign, '.' | ','));
        self.grouped_once =
            groups.clone().count() == 2 && groups.nth(1).is_some_and(|group| group.len() == 3);
        Ok(length)
    }

    /// Whether what follows begins with the point of a number that has nothing before it.
    fn begins_with_point(&self, before: &[char], rest: &[char]) -> bool {
        self.number.is_none()
            && rest.get(1).is_some_and(char::is_ascii_digit)
            && !before.last().is_some_and(|sign| sign.is_alphabetic())
    }

    /// Multiplies the number. Nobody can tell whether “1.250k” is one thousand or one million.
    fn multiply(&mut self, scale: f64) -> Result<(), OfferError> {
        if self.grouped_once && scale != TEN_THOUSAND {
            return Err(OfferError::Separators);
        }
        self.scale = Some(scale);
        Ok(())
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
        let (scale, rest) = match word.strip_prefix('k') {
            Some(rest) => (1e3, rest),
            None => (TEN_THOUSAND, word.strip_prefix('万')?),
        };
        (self.may_scale() && self.known(rest)).then_some((scale, rest))
    }

    /// Takes in what a word says.
    fn take_in(&mut self, word: &str) -> Result<(), OfferError> {
        match self.scaled(word) {
            Some((scale, rest)) if scale > 1.0 => {
                self.multiply(scale)?;
                self.mean(rest)
            }
            _ => self.mean(word),
        }
    }

    /// The currency, once all has been read.
    fn currency(&mut self) -> Result<Option<Currency>, OfferError> {
        let named = self.currency.take();
        let Some((family, word)) = self.shared.take() else {
            let is_one = family_holds(IN_LAKHS, self.chosen);
            return Ok(match named {
                None if self.indian && !is_one => Currency::new("INR"),
                named => named,
            });
        };
        // The two families without a likeliest money come last.
        let usual = family < 3;
        let moneys = FAMILIES.get(family).copied().unwrap_or_default();
        match named {
            Some(money) if family_holds(moneys, &money) => Ok(Some(money)),
            Some(_) if usual => Err(OfferError::TwoCurrencies),
            None if family_holds(moneys, self.chosen) => Ok(Some(self.chosen.clone())),
            None if usual => Ok(moneys.get(..3).and_then(Currency::new)),
            _ => Err(OfferError::WhichCountry(word)),
        }
    }

    /// Whether a word may multiply the number: there is one, and nothing does yet.
    fn may_scale(&self) -> bool {
        self.number.is_some() && self.scale.is_none()
    }

    fn known(&self, word: &str) -> bool {
        let scales = |means: &str| means.starts_with(|sign: char| sign.is_ascii_lowercase());
        word.is_empty() || self.meaning(word).is_some_and(|means| !scales(&means))
    }

    /// What a word means, as [`WORDS`] has it: of itself, as the country before or after a `$`, as a code, or as a word that one
    /// name of a money alone holds, as “Canadian”.
    fn meaning(&self, word: &str) -> Option<String> {
        // A single letter, as in “c. $80k”, is one only where it touches the sign.
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

    /// Takes in what a word means.
    fn mean(&mut self, word: &str) -> Result<(), OfferError> {
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
            other => return self.take_money(word, other),
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

    /// Takes in a money by its code, or a sign of several by the place of their family.
    fn take_money(&mut self, word: &str, means: &str) -> Result<(), OfferError> {
        let two = if let Some(money) = Currency::new(means) {
            let other = self.currency.replace(money.clone());
            other.is_some_and(|other| other != money)
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

/// Moneys that share a sign or a word, the likeliest first. Where nothing says which of the last two families is meant, none is.
const FAMILIES: [&str; 5] = [
    "USD CAD AUD NZD SGD HKD MXN TWD COP CLP ARS",
    "INR PKR NPR LKR",
    "JPY CNY",
    "SEK NOK DKK ISK",
    "MXN COP PHP ARS CLP",
];

/// Moneys whose amounts people count in lakhs and crores.
const IN_LAKHS: &str = "INR PKR BDT NPR LKR";

/// Codes of moneys that the page has no rate for, so that it can say so.
const WITHOUT_RATE: &str =
    "USD HKD TWD KRW THB IDR PHP MYR VND RUB NGN KES EGP ARS CLP PEN AED SAR ISK BGN LKR NPR";

/// What words and signs mean. Nothing behind the `=`: a word that says nothing the page does not know. A capital: a stretch of
/// time. A small letter: what it multiplies by. `!`: after tax. A code: that money. Dots: so many families into
/// [`FAMILIES`], `-` for none. A `/` before a letter: only after a slash.
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

/// What a word or sign means, as [`WORDS`] has it.
fn meaning(word: &str) -> Option<&'static str> {
    let mut words = WORDS.split(' ');
    words.find_map(|entry| entry.strip_prefix(word)?.strip_prefix('='))
}

fn family_holds(family: &str, money: &Currency) -> bool {
    family.split(' ').any(|code| code == money.as_str())
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
