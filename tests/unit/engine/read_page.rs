use super::*;
use crate::record::Price;

fn page(page: Page) -> ReadPage {
    let reading = page::read(&Snapshot::default());
    ReadPage { reading: Reading { page, ..reading } }
}

fn item(id: &str, priced: bool) -> Item {
    let price: Price = serde_json::from_str(r#"{"currency":"CNY","min":"8.80"}"#).unwrap();
    Item {
        id: Some(id.into()),
        url: Some(format!("https://shop.example/{id}")),
        title: Some("勺子".into()),
        price: priced.then_some(price),
        ..Item::default()
    }
}

fn offer(id: &str) -> Offer {
    Offer { platform: Some("1688".into()), id: Some(id.into()), ..Offer::default() }
}

fn nothing(reason: Reason) -> Page {
    Page::Nothing(Nothing { url: None, reason })
}

#[test]
fn a_page_is_read_again_while_it_may_say_more() {
    let retry = |read: Page| page(read).reading().retry;
    assert!(retry(Page::Item(item("1", false))), "the price comes late");
    assert!(!retry(Page::Item(item("1", true))));
    for reason in [Reason::NeedsLogin, Reason::PageChanged, Reason::Empty] {
        assert!(retry(nothing(reason)), "{reason}");
    }
    for reason in [Reason::Gone, Reason::NotAProduct] {
        assert!(!retry(nothing(reason)), "{reason}");
    }
    assert!(!retry(Page::Offer(offer("1"))));
}

#[test]
fn an_item_comes_with_its_key_and_the_searches_for_it() {
    let read = page(Page::Item(item("7", true)));
    let reading = read.reading();
    assert_eq!(reading.keys, [identity::item_key(&item("7", true))]);
    assert_eq!(reading.keys[0].as_ref().unwrap().key, "shop.example 7");
    assert!(!reading.sources.is_empty());
    assert_eq!(read.item(), Some(&item("7", true)));
    assert!(read.offers().is_empty());
}

#[test]
fn cards_come_each_with_its_key_and_only_factories_offer() {
    let cards = vec![Card::Item(item("7", true)), Card::Offer(offer("9")), Card::Item(Item::default())];
    let read = page(Page::Cards(Cards { url: None, cards }));
    let keys: Vec<_> = read.reading().keys.into_iter().map(|key| key.map(|key| key.base)).collect();
    assert_eq!(keys, [Some("shop.example 7".to_owned()), None, None]);
    let offers = read.offers();
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].key, identity::listing_key_text(&offer("9")));
    assert!(read.item().is_none());
}

#[test]
fn what_each_probe_brought_is_counted_where_the_rules_failed() {
    let at = |url: &str| ReadPage::new(&Snapshot { url: url.into(), ..Snapshot::default() });
    let failed = at("https://detail.1688.com/offer/610947572360.html");
    let health = &failed.reading.health;
    assert!(health.missing().next().is_some() && !health.probes.is_empty());
    assert!(at("https://nobody.example/").reading.health.probes.is_empty());
}
