use super::*;
use crate::record::{Cards, ItemFreight, Nothing, Price, Reason};

fn item(url: &str) -> Item {
    Item {
        url: Some(url.into()),
        id: Some("1005".into()),
        title: Some("Stoneware mug".into()),
        price: Some(Price {
            currency: Some("USD".into()),
            min: "3.20".parse().unwrap(),
            max: "3.20".parse().unwrap(),
            kind: PriceKind::Sale,
            text: None,
        }),
        freight: Some(ItemFreight { amount: None, free: Some(true), free_from: None }),
        ..Item::default()
    }
}

#[test]
fn a_card_of_aliexpress_is_an_offer_of_one_piece() {
    let cards = vec![
        Card::Item(item("https://www.aliexpress.com/item/1005.html")),
        Card::Offer(Offer { id: Some("7".into()), ..Offer::default() }),
    ];
    let found = listings(&Page::Cards(Cards { url: None, cards }));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].platform.as_deref(), Some("aliexpress"));
    assert_eq!(found[0].tiers, [Tier { from: 1, price: "3.20".parse().unwrap() }]);
    assert_eq!(found[0].freight.as_ref().and_then(|freight| freight.amount), Some(0.into()));
    assert_eq!(found[1].id.as_deref(), Some("7"));
}

#[test]
fn a_retail_shop_and_a_list_price_are_no_source() {
    assert_eq!(listings(&Page::Item(item("https://item.jd.com/1.html"))), Vec::new());
    let mut listed = item("https://www.aliexpress.com/item/1005.html");
    listed.price.as_mut().unwrap().kind = PriceKind::List;
    assert_eq!(listings(&Page::Item(listed)), Vec::new());
}

#[test]
fn a_page_of_nothing_has_none() {
    assert_eq!(listings(&Page::Nothing(Nothing { url: None, reason: Reason::Empty })), Vec::new());
}
