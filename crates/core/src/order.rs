//! Putting things in order, for the whole page once.
//!
//! The standard library's sorts are compiled anew for every type they sort, at four to six kilobytes each. Here the
//! positions are sorted, which are always of one type, and the entries follow.

use std::cmp::Ordering;

/// The positions `0..count` in the order of `compare`; equal ones stay as they stood.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    positions.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    positions
}

/// The entries in the order of `compare`; equal ones stay as they stood.
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

    /// Lists of every length up to a hundred, so that both short and long ways through the sort are taken.
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
