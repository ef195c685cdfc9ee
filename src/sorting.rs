//! Sorting for lists that are short or sorted seldom.
//!
//! The standard library's sorts are made anew for every type and every comparison, at five kilobytes each in the
//! browser's module. These share one, which sorts the places and not what stands there. Where a sort is what takes the
//! time (postings, the grams of titles), the standard one stays.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Sorts a list; equal elements keep their order.
pub(crate) fn sort_by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let places = sorted_places(list.len(), &|one, other| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    // Where each element goes, and on along each cycle of exchanges until it is there.
    let mut goes: Vec<usize> = vec![0; places.len()];
    for (to, from) in places.into_iter().enumerate() {
        goes[from] = to;
    }
    for at in 0..goes.len() {
        while goes[at] != at {
            let to = goes[at];
            list.swap(at, to);
            goes.swap(at, to);
        }
    }
}

/// Sorts a list of what has an order of its own.
pub(crate) fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts a list by a key of its elements.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// A map of these entries, of which the last of one key counts. Collecting them would sort them first.
pub(crate) fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// A set of these elements. Collecting them would sort them first.
pub(crate) fn set<T: Ord>(elements: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for element in elements {
        set.insert(element);
    }
    set
}

/// The places of a list of this length in the order of what stands there.
fn sorted_places(length: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|one, other| order(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does_and_keeps_the_order_of_equals() {
        let mut seed = 1_u32;
        for length in (0..40).chain([1000]) {
            let mut list: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 28, at)
                })
                .collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut list, |(key, _)| *key);
            assert_eq!(list, expected);
        }
    }
}
