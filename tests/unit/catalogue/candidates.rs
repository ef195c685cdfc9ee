use std::collections::BTreeSet;

use super::*;

/// Numbers by chance (xorshift64*).
fn chance() -> impl FnMut() -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    move || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

#[test]
fn what_is_dropped_early_would_not_have_been_read() {
    let mut next = chance();
    let own: Vec<u64> = (0..9).map(|_| next()).collect();
    // Nearer and nearer ones among those by chance, several postings of one listing, some of them alike.
    let postings: Vec<(usize, u64, Locator)> = (0..6_000_u64)
        .map(|n| {
            let turned = if n % 50 == 0 { next() & next() & next() } else { next() };
            let signature = own[(n % 9) as usize] ^ turned;
            ((n % 3) as usize, if n % 70 == 1 { own[1] ^ 1 << (n % 5) } else { signature }, Locator(next() % 900))
        })
        .collect();
    let distance = |signature: u64| own.iter().map(|own| (own ^ signature).count_ones()).min().unwrap();
    let mut nearest: BTreeMap<At, (u32, u64)> = BTreeMap::new();
    for (segment, signature, locator) in &postings {
        let near = (distance(*signature), *signature);
        let held = nearest.entry((*segment, *locator)).or_insert(near);
        if near.0 < held.0 {
            *held = near;
        }
    }
    for most in [1, 12, 200, 5_000] {
        let mut pictures = Pictures::new(own.clone(), most);
        for (segment, signature, locator) in &postings {
            pictures.take(*segment, std::iter::once((*signature, *locator)));
        }
        let mut wanted: Vec<_> = nearest.iter().filter(|(_, near)| near.0 <= FURTHEST).collect();
        wanted.sort_by_key(|(at, near)| (near.0, **at));
        let by_text_perhaps = wanted.clone();
        wanted.truncate(most);
        assert_eq!(pictures.best().collect::<Vec<_>>(), wanted.iter().map(|(at, _)| **at).collect::<Vec<_>>());
        // A record that is too far for a place may still be read for its text.
        for (at, (_, signature)) in by_text_perhaps {
            let alike = postings
                .iter()
                .filter(|(_, other, _)| (other ^ signature).count_ones() <= ALIKE && distance(*other) <= FURTHEST);
            let listings: BTreeSet<At> = alike.map(|(segment, _, locator)| (*segment, *locator)).collect();
            assert_eq!(pictures.showing(at), listings.len() as u32);
        }
        assert_eq!(pictures.nearest(), nearest.values().map(|near| near.0).min());
        assert_eq!(pictures.showing(&(9, Locator(0))), 0);
    }
}

#[test]
fn texts_are_ranked_by_what_their_terms_say_and_how_alike_their_titles_are() {
    let term = |key, weight| terms::Term { key, check: key as u16, weight, exact: false };
    let mut texts = Texts::new(vec![term(1, 3.0), term(2, 1.0)], 0, 2);
    let posting = |check: u16, likeness: u64, at: u64| (terms::signature(check, likeness), Locator(at));
    texts.take(0, &[posting(2, 0, 5), posting(2, 0, 6), posting(2, 0xff, 7), posting(9, 0, 8)], |key| key == 2);
    texts.take(0, &[posting(1, 0xff, 7), posting(1, 0, 9)], |key| key == 1);
    assert_eq!(texts.best().collect::<Vec<_>>(), [(0, Locator(7)), (0, Locator(9))]);
}
