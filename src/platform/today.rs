//! The day, by the visitor's own clock and time zone.

use which_end_core::date::Date;

/// Today. None where there is no window or the clock shows a year that no calendar has; then nothing is marked as old.
pub fn today() -> Option<Date> {
    super::window()?;
    let now = js_sys::Date::new_0();
    // The browser counts months from 0.
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}
