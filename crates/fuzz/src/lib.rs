//! Property tests of everything that is read from outside and written: mutated texts for each parser, and round trips.
//! `cargo test` tries a few thousand cases of each, `cargo xtask fuzz` a million.
//!
//! No case may panic, take longer than 250 ms or break a promise: values survive a round trip, every figure is a number
//! within its bounds, every refusal has a message.

#[cfg(test)]
mod check;
pub mod inputs;
mod memory;
#[cfg(test)]
mod mutant;
mod seal;
mod shipped;
#[cfg(test)]
mod trips;
mod values;
