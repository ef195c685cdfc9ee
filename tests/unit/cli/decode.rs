use super::*;

#[test]
fn finds_the_encoding() {
    let (gbk, ..) = GBK.encode("<meta charset=gbk><title>陶瓷勺子</title>");
    assert!(decode(&gbk).contains("陶瓷勺子"));
    let (undeclared, ..) = GBK.encode("<title>陶瓷勺子十六点五厘米，包邮，厂家直销，新款上市欢迎选购</title>");
    assert!(decode(&undeclared).contains("厂家直销"));
    // Declared wrongly: the bytes decide.
    assert!(decode("<meta charset=gbk><title>陶瓷勺子</title>".as_bytes()).contains("陶瓷勺子"));
    assert!(decode(b"\xef\xbb\xbf\xe9\x99\xb6").starts_with('陶'));
    assert_eq!(decode(b"\xff\xfea\0b\0"), "ab");
    // Cut in the middle of a character.
    let text = "<title>陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子陶瓷勺子".as_bytes();
    assert!(decode(&text[..text.len() - 1]).contains("陶瓷勺子"));
    assert_eq!(decode(b""), "");
}
