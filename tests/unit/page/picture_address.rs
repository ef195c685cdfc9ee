use super::*;

fn same(addresses: &[&str]) {
    let first = identity(addresses[0]);
    for address in addresses {
        assert_eq!(identity(address), first, "{address}");
    }
}

#[test]
fn one_picture_has_many_addresses() {
    same(&[
        "https://cbu01.alicdn.com/img/ibank/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.jpg",
        "https://cbu01.alicdn.com/img/ibank/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.220x220.jpg",
        "//cbu01.alicdn.com/img/ibank/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.search.jpg",
        "https://cbu01-overseas.1688.com/img/ibank/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.jpg",
        "https://img.alicdn.com/imgextra/i4/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.jpg_430x430q90.jpg",
        "https://gd2.alicdn.com/imgextra/O1CN01DuJ7u1nctMh05UtN_!!2219402135111-0-cib.jpg_220x220q75.jpg_.avif",
    ]);
    same(&[
        "//img10.360buyimg.com/n1/s450x450_jfs/t1/1/ab.jpg",
        "https://img14.360buyimg.com/n0/jfs/t1/1/ab.jpg!q70.jpg.avif",
    ]);
    same(&[
        "https://img.pddpic.com/mms-material-img/2024-01-01/u.jpeg",
        "https://img.pddpic.com/mms-material-img/2024-01-01/u.jpeg.a.jpeg?imageView2/2/w/1300/q/80/format/webp",
    ]);
    same(&[
        "https://m.media-amazon.com/images/I/71abc.jpg",
        "https://m.media-amazon.com/images/I/71abc._AC_SX679_.jpg",
        "https://images-na.ssl-images-amazon.com/images/W/MEDIAX_1/images/I/71abc._SY450_.jpg",
    ]);
    assert_ne!(
        identity("https://ae01.alicdn.com/kf/H1/Apple-iPhone-SE-A9-Dual-Core.jpg"),
        identity("https://ae01.alicdn.com/kf/H2/Apple-iPhone-SE-A9-Dual-Core.jpg")
    );
    assert_ne!(identity("https://shop.example/a.jpg"), identity("https://shop.example/b.jpg"));
    same(&["https://shop.example/a.jpg?w=100", "https://shop.example/a.jpg?width=800&q=80"]);
    assert_ne!(identity("https://shop.example/p?id=1"), identity("https://shop.example/p?id=2"));
}

#[test]
fn thumbnails_where_the_host_makes_them() {
    assert_eq!(
        thumbnail("https://img.alicdn.com/imgextra/O1.jpg_430x430q90.jpg", 200),
        "https://img.alicdn.com/imgextra/O1.jpg_200x200.jpg"
    );
    assert_eq!(
        thumbnail("//img10.360buyimg.com/n1/jfs/t1/ab.jpg!q70.jpg", 200),
        "https://img10.360buyimg.com/n7/jfs/t1/ab.jpg"
    );
    assert_eq!(
        thumbnail("https://m.media-amazon.com/images/I/71abc._AC_SX679_.jpg", 220),
        "https://m.media-amazon.com/images/I/71abc._AC_US220_.jpg"
    );
    assert_eq!(thumbnail("https://shop.example/a.jpg", 200), "https://shop.example/a.jpg");
    assert_eq!(thumbnail("not an address", 200), "not an address");
}

#[test]
fn originals() {
    assert_eq!(original("https://cbu01.alicdn.com/img/x-cib.220x220.jpg"), "https://cbu01.alicdn.com/img/x-cib.jpg");
    assert_eq!(
        original("https://m.media-amazon.com/images/I/71abc._AC_SX679_.jpg"),
        "https://m.media-amazon.com/images/I/71abc.jpg"
    );
}

#[test]
fn a_picture_in_heic_has_an_address_that_browsers_show() {
    let plain = "https://img.alicdn.com/imgextra/i3/100000001/O1CN01abcdefgh1o6f9wPt2wm_!!100000001.heic";
    let forms = [plain.to_owned(), format!("{plain}_q50.jpg_.webp"), format!("{plain}_60x60q90.jpg")];
    for form in &forms {
        assert_eq!(identity(form), identity(plain), "{form}");
        assert_eq!(thumbnail(form, 400), format!("{plain}_400x400.jpg"), "{form}");
        assert_eq!(original(form), format!("{plain}_q90.jpg"), "{form}");
    }
}
