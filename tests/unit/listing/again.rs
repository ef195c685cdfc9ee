use super::*;
use crate::record::Supplier;

fn offer(title: &str, images: &[&str], tiers: &[(u32, &str)]) -> Offer {
    Offer {
        platform: Some("1688".into()),
        id: Some("1".into()),
        title: Some(title.into()),
        images: images.iter().map(|image| (*image).to_owned()).collect(),
        currency: Some("CNY".into()),
        tiers: tiers.iter().map(|(from, price)| Tier { from: *from, price: price.parse().unwrap() }).collect(),
        ..Offer::default()
    }
}

#[test]
fn the_newest_word_stands_and_what_it_leaves_out_stays() {
    let page = Offer {
        supplier: Some(Supplier { name: Some("厂".into()), ..Supplier::default() }),
        moq: Some(2),
        ..offer("Page", &["a", "b"], &[(2, "3.00"), (100, "2.50")])
    };
    let card = offer("Card", &["c"], &[(1, "3.00")]);
    let both = seen_again(&card, page.clone()).unwrap();
    assert_eq!(both.title.as_deref(), Some("Card"));
    assert_eq!((&both.supplier, both.moq), (&page.supplier, Some(2)));
    assert_eq!(both.images, ["a", "b"], "more pictures than the card's");
    assert_eq!(both.tiers, page.tiers, "one of the known prices is no change");
}

#[test]
fn another_price_is_a_change_of_the_tiers() {
    let page = offer("Page", &[], &[(2, "3.00"), (100, "2.50")]);
    let both = seen_again(&offer("Card", &[], &[(1, "2.80")]), page).unwrap();
    assert_eq!(both.tiers, offer("", &[], &[(1, "2.80")]).tiers);
}

#[test]
fn as_many_pictures_or_more_are_the_newest() {
    let both = seen_again(&offer("New", &["c", "d"], &[]), offer("Old", &["a", "b"], &[(1, "3")])).unwrap();
    assert_eq!(both.images, ["c", "d"]);
    assert_eq!(both.tiers.len(), 1, "a card without a price takes none away");
    assert_eq!(both.title.as_deref(), Some("New"));
}
