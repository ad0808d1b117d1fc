//! Property tests of everything that comes from outside and of everything that goes out: mutated texts for each reader, and
//! round trips. `cargo test` tries a few thousand cases of each, `cargo xtask fuzz` a million.
//!
//! No case may panic, take longer than 250 ms or break a promise: what is read goes out and in again as it was, every
//! figure is a number within its bounds, every refusal has a message.

#[cfg(test)]
mod check;
pub mod inputs;
#[cfg(test)]
mod mutant;
mod seal;
mod shipped;
#[cfg(test)]
mod trips;
mod values;
