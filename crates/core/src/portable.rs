//! `exp` and `ln` with identical bits on every target.
//!
//! The platform's functions differ in the last bit between a native build and WebAssembly, and a saved session must
//! continue with the same item everywhere. These use only additions, multiplications and divisions, whose results IEEE
//! 754 fixes to the bit; Rust neither fuses nor reorders them.

/// High part of ln 2, with trailing zero bits, so that whole multiples of it are exact (fdlibm).
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// The difference between ln 2 and [`LN_2_HIGH`] (fdlibm).
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// Arguments are clamped to this, so that no result is infinite or subnormal.
const EXP_LIMIT: f64 = 700.0;

/// e to the power of `x`, relative error below 1e-14. `x` is clamped to ±700.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the exponent lies within ±1010"
)]
pub(crate) fn exp(x: f64) -> f64 {
    let x = x.clamp(-EXP_LIMIT, EXP_LIMIT);
    let twos = (x * std::f64::consts::LOG2_E + 0.5).floor();
    let rest = (x - twos * LN_2_HIGH) - twos * LN_2_LOW;
    // Taylor series: |rest| ≤ ln 2 / 2, so the first omitted term is below 1e-17.
    let mut sum = 1.0;
    for k in (1..=13_u8).rev() {
        sum = 1.0 + rest / f64::from(k) * sum;
    }
    sum * f64::from_bits(((twos as i64 + 1023) as u64) << 52)
}

/// Natural logarithm of a positive `x`. Subnormal numbers count as the smallest normal number.
#[expect(clippy::cast_possible_wrap, reason = "an exponent has eleven bits")]
pub(crate) fn ln(x: f64) -> f64 {
    let bits = x.max(f64::MIN_POSITIVE).to_bits();
    let mut twos = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        twos += 1;
    }
    // ln m = 2 artanh s with |s| < .172: the first omitted term is below 1e-18.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for k in (0..=11_u8).rev() {
        sum = sum * square + 1.0 / f64::from(2 * k + 1);
    }
    twos as f64 * LN_2_HIGH + (2.0 * s * sum + twos as f64 * LN_2_LOW)
}

/// Logistic function.
pub(crate) fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

/// Mixes the bits of `state`: the `SplitMix64` step of Steele, Lea and Flood (2014).
pub(crate) fn split_mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_and_ln_agree_with_the_platform() {
        for step in -4000..=4000 {
            let x = f64::from(step) * 0.1737;
            let error = (exp(x) / x.exp() - 1.0).abs();
            assert!(error < 1e-14, "exp({x}) is off by {error}");
        }
        for step in 1..=4000 {
            let x = f64::from(step) * 0.000_37;
            let error = (ln(x) - x.ln()).abs();
            assert!(error < 1e-14, "ln({x}) is off by {error}");
        }
        assert!((ln(1e-300) - 1e-300_f64.ln()).abs() < 1e-12);
        assert!(exp(f64::MAX).is_finite() && exp(f64::MIN) > 0.0 && ln(0.0).is_finite());
    }

    /// Expected bits. If they change, stored sessions continue with another item.
    #[test]
    fn the_bits_are_fixed() {
        assert_eq!(
            split_mix(0),
            0xe220_a839_7b1d_cdaf,
            "first output of SplitMix64 from seed 0"
        );
        assert_eq!(exp(1.0).to_bits(), 0x4005_bf0a_8b14_576a);
        assert_eq!(logistic(0.0).to_bits(), 0.5_f64.to_bits());
    }
}
