//! Sorting that is compiled only once.
//!
//! The standard library's sorts are compiled again for every type, at four to six kilobytes each. This module sorts
//! positions, which always have one type, and then moves the entries.

use std::cmp::Ordering;

/// The positions `0..count`, sorted stably by `compare`.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    positions.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    positions
}

/// The entries, sorted stably by `compare`.
pub fn sorted<T>(entries: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let positions = order(entries.len(), &|a, b| compare(&entries[a], &entries[b]));
    let mut waiting: Vec<Option<T>> = entries.into_iter().map(Some).collect();
    positions
        .into_iter()
        .filter_map(|position| waiting[position].take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists of every length up to a hundred exercise both the short and the long paths of the sort.
    #[test]
    fn the_order_is_that_of_a_stable_sort() {
        for length in 0..100_usize {
            let entries: Vec<(usize, usize)> = (0..length).map(|n| (n * 7 % 5, n)).collect();
            let mut expected = entries.clone();
            expected.sort_by_key(|(key, _)| *key);
            assert_eq!(sorted(entries, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
