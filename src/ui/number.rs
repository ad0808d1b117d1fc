//! Number formatting.
//!
//! Based on integers, because the standard library's float formatting costs ten kilobytes of wasm.

/// A share from 0 to 1 as whole percent, for example `72%`. Limited to 1–99, because nothing here is certain.
pub fn percent(share: f64) -> String {
    format!("{}%", whole((share * 100.0).clamp(1.0, 99.0)))
}

/// US dollars, rounded to what the data supports: hundreds under 20,000, thousands above, for example `$104,000`.
pub fn dollars(usd: f64) -> String {
    let step = if usd < 20_000.0 { 100.0 } else { 1_000.0 };
    format!("${}", grouped((usd / step).round() * step))
}

/// An amount with its currency sign, rounded to two or three significant digits, for example `€8,700` or `£41.50`.
pub fn money(sign: &str, amount: f64) -> String {
    let mut step = 0.01;
    while step * 500.0 <= amount {
        step *= 10.0;
    }
    let rounded = (amount / step).round() * step;
    if step < 1.0 {
        format!("{sign}{}", decimals(rounded, 2))
    } else {
        format!("{sign}{}", grouped(rounded))
    }
}

/// Rounded to a whole number, with ties to even, for example `-12`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "amounts of money and coordinates lie far within; beyond, the largest number stands"
)]
pub fn whole(number: f64) -> String {
    (number.round_ties_even() as i64).to_string()
}

/// One decimal, for example `-0.5`.
pub fn tenths(number: f64) -> String {
    decimals(number, 1)
}

/// `places` decimals, from 1 to 9, for example `-0.50`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "amounts of money and coordinates lie far within; beyond, the largest number stands"
)]
pub fn decimals(number: f64, places: usize) -> String {
    let one = (0..places).fold(1_u64, |one, _| one * 10);
    let parts = (number * one as f64).round_ties_even() as i64;
    let sign = if parts < 0 { "-" } else { "" };
    let parts = parts.unsigned_abs();
    format!("{sign}{}.{:0places$}", parts / one, parts % one)
}

/// A count with its noun, for example `1 answer` or `12 answers`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let what = if count == 1 { one } else { many };
    format!("{count} {what}")
}

/// A whole number with thousands separators, for example `17,625`.
pub fn grouped(number: f64) -> String {
    let digits = whole(number.abs());
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number <= -0.5 {
        format!("−{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_claim_certainty() {
        assert_eq!(percent(0.9999), "99%");
        assert_eq!(percent(0.0), "1%");
        assert_eq!(percent(0.724), "72%");
    }

    #[test]
    fn pay_is_rounded_to_what_the_evidence_carries() {
        assert_eq!(dollars(103_812.0), "$104,000");
        assert_eq!(dollars(9_949.0), "$9,900");
        assert_eq!(dollars(1_250_000.0), "$1,250,000");
    }

    #[test]
    fn other_money_is_rounded_as_much() {
        for (amount, text) in [
            (8_653.2, "€8,700"),
            (79_440.0, "€79,000"),
            (41.46, "€41.50"),
            (3.4567, "€3.46"),
            (0.0, "€0.00"),
            (15_612_345.0, "€15,600,000"),
        ] {
            assert_eq!(money("€", amount), text);
        }
        assert_eq!(decimals(0.805, 4), "0.8050");
        assert_eq!(decimals(-1.005, 3), "-1.005");
    }

    #[test]
    fn decimals_are_the_nearest_ones() {
        for step in -4000..4000 {
            let number = f64::from(step) * 0.37;
            for (text, unit) in [(tenths(number), 0.1), (whole(number), 1.0)] {
                let read: f64 = text.parse().expect("a number");
                // For ties, binary fractions are inexact, so either neighbor is accepted.
                assert!(
                    (read - number).abs() <= unit / 2.0 + 1e-9,
                    "{number}: {text}"
                );
            }
        }
        assert_eq!(tenths(-0.04), "0.0", "no minus before nothing");
        assert_eq!(whole(-0.4), "0", "no minus before nothing");
        assert_eq!((whole(0.5), whole(1.5)), ("0".to_owned(), "2".to_owned()));
    }

    #[test]
    fn one_is_not_many() {
        let texts = [0, 1, 2].map(|count| counted(count, "answer", "answers"));
        assert_eq!(texts, ["0 answers", "1 answer", "2 answers"]);
    }

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (-12_345.0, "−12,345"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
