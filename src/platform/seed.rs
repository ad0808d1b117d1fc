//! Random seeds, for the order of the quiz and for the writer's id in saved records.

/// A random number from the browser's secure source. Some locked-down frames refuse it; then it is derived from the
/// clock and `Math.random`, because no secret depends on it.
pub fn seed() -> u64 {
    secure().unwrap_or_else(fallback)
}

fn secure() -> Option<u64> {
    let mut bytes = [0; 8];
    super::window()?
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut bytes)
        .ok()?;
    Some(u64::from_le_bytes(bytes))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the sums stay below 2^53 and above zero, and only their bits matter"
)]
fn fallback() -> u64 {
    if super::window().is_none() {
        return 0;
    }
    let word = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    (word() << 32 | word()) ^ js_sys::Date::now() as u64
}
