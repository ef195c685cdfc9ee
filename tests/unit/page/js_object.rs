use serde_json::json;

use super::*;
// A thread's own clock, by which growth is measured, is not to be had in a browser.
#[cfg(not(target_arch = "wasm32"))]
use crate::growth::assert_linear;

#[test]
fn reads_what_json_does_not_allow() {
    let text = r#"var pageConfig = { // comment
        skuid: 7081550, 'name': '\u8363\x41', /* another */ list: ["a", 'b',], 5449: .5, on: !0, off: !1,
        none: undefined, call: f(1, "}"), sum: "a" + b, method() { return 1 }, fn: function () { return {a: 1} }, last: -2.5,
    };"#;
    let value = after(text, "pageConfig").unwrap();
    assert_eq!(value["skuid"], json!(7_081_550));
    assert_eq!(value["name"], json!("荣A"));
    assert_eq!(value["list"], json!(["a", "b"]));
    assert_eq!(value["5449"], json!(0.5));
    assert_eq!((&value["on"], &value["off"]), (&json!(true), &json!(false)));
    for none in ["none", "call", "sum", "fn"] {
        assert_eq!(value[none], json!(null), "{none}");
    }
    assert_eq!(value["last"], json!(-2.5));
}

#[test]
fn reads_escapes() {
    let value = after(r#"x = {a: "\ud83d\ude00\u{1F600}\/\n", b: 'it\'s </script>'}"#, "x =").unwrap();
    assert_eq!(value, json!({"a": "😀😀/\n", "b": "it's </script>"}));
}

#[test]
fn keeps_what_stands_before_a_cut() {
    assert_eq!(after("d={a:{b:[1,2,{c:'x", "d=").unwrap(), json!({"a": {"b": [1, 2, {"c": "x"}]}}));
    assert_eq!(after("d=", "d="), None);
    assert_eq!(after("nothing", "d="), None);
}

#[test]
fn follows_references_and_survives_their_cycles() {
    let root = json!({"a": [{"name": "x"}], "b": {"$ref": "$.a[0]"}, "c": {"$ref": "$.c"}});
    assert_eq!(follow(&root, &root["b"]), &json!({"name": "x"}));
    assert_eq!(follow(&root, &root["c"]), &root["c"]);
}

#[test]
fn takes_paths() {
    let value = json!({"a": {"b": [{"c": 1}]}});
    assert_eq!(at(&value, "a.b.0.c"), Some(&json!(1)));
    assert_eq!(at(&value, "a.b.1.c"), None);
    assert_eq!(at(&value, "a.b.c"), None);
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn is_neither_slow_nor_deep_on_hostile_text() {
    let depth = |text: &str| {
        let (mut value, mut depth) = (&parse(text), 0);
        while let Some(inner) = value.get("a").or_else(|| value.get(0)) {
            (value, depth) = (inner, depth + 1);
        }
        depth
    };
    for (start, count) in
        [("{a:", 100_000), ("[", 400_000), ("{'a", 100_000), ("{a:(", 100_000), ("{a:b ", 100_000), ("{/*", 100_000)]
    {
        assert_linear(
            start,
            count,
            |count| start.repeat(count),
            |text| {
                parse(text);
            },
        );
    }
    // The innermost `a` has a value, though nothing follows it; the innermost list has none.
    for (start, shallow) in [("{a:", 20), ("[", 19)] {
        assert_eq!((depth(&start.repeat(20)), depth(&start.repeat(1_000))), (shallow, MAX_DEPTH), "{start}");
    }
}
