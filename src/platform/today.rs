//! The current day, by the visitor's clock and time zone.

use which_end_core::date::Date;

/// Today. `None` if the clock's year is not supported; then no figure is marked as old.
#[cfg(target_family = "wasm")]
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    // JavaScript counts months from 0.
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

/// The day set by [`set`].
#[cfg(not(target_family = "wasm"))]
pub fn today() -> Option<Date> {
    TODAY.get()
}

/// Sets the day for which pages are rendered. Natively there is no visitor's clock.
#[cfg(not(target_family = "wasm"))]
pub fn set(today: Date) {
    TODAY.set(Some(today));
}
