//! Numbers as people read them.

/// A share from 0 to 1 as whole percent, as in `72 %`. Never rounds to 0 or 100: nothing here is that sure.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", (share * 100.0).clamp(1.0, 99.0))
}

/// US dollars in steps that the evidence carries: hundreds under 20,000, thousands above, as in `$104,000`.
pub fn dollars(usd: f64) -> String {
    let step = if usd < 20_000.0 { 100.0 } else { 1_000.0 };
    format!("${}", grouped((usd / step).round() * step))
}

/// A whole number with commas between thousands, as in `17,625`.
pub fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
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
