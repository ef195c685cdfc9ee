use super::assign;
use crate::record::{Offer, Supplier};

fn belt(place: &str, company: &str, title: &str) -> Option<String> {
    let supplier = Supplier { place: Some(place.into()), name: Some(company.into()), ..Supplier::default() };
    let mut offer = Offer { title: Some(title.into()), supplier: Some(supplier), ..Offer::default() };
    assign(&mut offer);
    offer.supplier.unwrap().belt
}

#[test]
fn place_and_trade_must_both_tell() {
    assert_eq!(belt("江苏省南通市", "某某家纺厂", "全棉四件套").as_deref(), Some("南通家纺"));
    assert_eq!(belt("江苏省南通市", "某某商贸", "不锈钢螺丝"), None);
    assert_eq!(belt("河南省郑州市", "某某家纺厂", "全棉四件套"), None);
}

#[test]
fn a_trade_in_another_word_is_none() {
    assert_eq!(belt("河北省白沟", "某某厂", "纯棉T恤 包邮"), None);
    assert_eq!(belt("广东省揭阳市", "揭阳市某某鞋帽商行", "纯棉短袖T恤"), None);
    assert_eq!(belt("广东省揭阳市", "揭阳市某某商行", "男鞋 沙滩凉鞋").as_deref(), Some("揭阳塑料鞋"));
}
