use super::*;

#[test]
fn goes_by_picture_first() {
    let item = Item {
        title: Some("【包邮】陶瓷勺子 16.5cm".into()),
        images: vec!["https://img.alicdn.com/a b.jpg?x=1&y".into()],
        ..Item::default()
    };
    let searches = source_search(&item);
    assert_eq!(
        searches[0].url,
        "https://s.1688.com/youyuan/index.htm?tab=imageSearch&imageAddress=https%3A%2F%2Fimg.alicdn.com%2Fa%20b.jpg%3Fx%3D1%26y"
    );
    assert_eq!(searches[0].by, By::Picture);
    assert!(searches[1].url.ends_with("keywords=%E9%99%B6%E7%93%B7%E5%8B%BA%E5%AD%90%2016.5cm"), "{}", searches[1].url);
    assert_eq!(source_search(&Item::default()), Vec::new());
}

#[test]
fn the_demo_shop_searches_its_own_factory() {
    let item = Item {
        url: Some("http://shop.yuantou.localhost:8080/item/1.html".into()),
        images: vec!["http://img.yuantou.localhost:8080/1.jpg".into()],
        ..Item::default()
    };
    let searches = source_search(&item);
    assert_eq!(searches.len(), 1);
    assert_eq!(
        searches[0].url,
        "http://factory.yuantou.localhost:8080/search.html?imageAddress=http%3A%2F%2Fimg.yuantou.localhost%3A8080%2F1.jpg"
    );
}
