use super::*;

#[test]
fn takes_apart() {
    let address = Address::parse("https://user@Detail.1688.com:8443/offer/123.html?a=1&b=%E6%9D%AF#x").unwrap();
    assert_eq!(
        (address.scheme, address.host, address.port, address.path),
        ("https", "Detail.1688.com", ":8443", "/offer/123.html")
    );
    assert_eq!(address.parameter("b").as_deref(), Some("杯"));
    assert_eq!(address.digits_after("/offer/"), Some("123"));
    assert!(address.is_under("1688.com") && !address.is_under("688.com"));
    assert_eq!(Address::parse("nonsense"), None);
}

#[test]
fn resolves_references() {
    let base = "https://shop.example:1/a/b/c.html?q=1";
    for (reference, wanted) in [
        ("//img.example/x.jpg", Some("https://img.example/x.jpg")),
        ("/x", Some("https://shop.example:1/x")),
        ("x.jpg", Some("https://shop.example:1/a/b/x.jpg")),
        ("../x", Some("https://shop.example:1/a/x")),
        ("?p=2", Some("https://shop.example:1/a/b/c.html?p=2")),
        ("http://o.example/", Some("http://o.example/")),
        ("javascript:alert(1)", None),
        ("data:image/gif;base64,R0", None),
        ("", None),
        ("#top", None),
    ] {
        assert_eq!(resolve(base, reference).as_deref(), wanted, "{reference}");
    }
}

#[test]
fn encoding_comes_back() {
    let text = "https://img.example/a b?x=1&y=陶瓷+%";
    assert!(encode(text).bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)));
    assert_eq!(decode(&encode(text)), text);
    assert_eq!(encode("a b/é~"), "a%20b%2F%C3%A9~");
    for (encoded, text) in
        [("%zz%e4", "%zz\u{fffd}"), ("a+b%2Bc", "a b+c"), ("%2+5", "%2 5"), ("%", "%"), ("%C3%a9", "é")]
    {
        assert_eq!(decode(encoded), text, "{encoded}");
    }
}
