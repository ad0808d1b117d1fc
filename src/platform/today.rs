//! The day, by the visitor's own clock and time zone.

use which_end_core::date::Date;

/// Today. None where the clock shows a year that no calendar has; then nothing is marked as old.
#[cfg(target_family = "wasm")]
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    // The browser counts months from 0.
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

#[cfg(not(target_family = "wasm"))]
thread_local! {
    static TODAY: std::cell::Cell<Option<Date>> = const { std::cell::Cell::new(None) };
}

/// The day that [`set`] was given.
#[cfg(not(target_family = "wasm"))]
pub fn today() -> Option<Date> {
    TODAY.get()
}

/// Sets the day on which pages are rendered: natively there is no visitor's clock.
#[cfg(not(target_family = "wasm"))]
pub fn set(today: Date) {
    TODAY.set(Some(today));
}
