//! The core in a browser: golden fingerprints must be the same as natively, whoever decodes the pictures.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use yuantou::wasm;

wasm_bindgen_test_configure!(run_in_browser);

fn blob(bytes: &[u8]) -> web_sys::Blob {
    let parts = Array::of1(&Uint8Array::from(bytes));
    web_sys::Blob::new_with_u8_array_sequence(&parts).unwrap()
}

fn field(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &name.into()).unwrap()
}

macro_rules! golden {
    ($($name:ident: $file:literal,)*) => {$(
        #[wasm_bindgen_test]
        async fn $name() {
            let picture = include_bytes!(concat!("golden/", $file));
            let found = JsFuture::from(wasm::fingerprint(blob(picture))).await.unwrap();
            let golden: serde_json::Value = serde_json::from_str(include_str!("golden/fingerprints.json")).unwrap();
            // JPEG decoders may round a pixel up or down; the browsers' agree with one another, and natively a few bits
            // differ: `tests/golden.rs` says how many may.
            let golden = golden[$file].get("browser").unwrap_or(&golden[$file]);
            for part in ["index", "query"] {
                assert_eq!(field(&found, part).as_string().as_deref(), golden[part].as_str(), "{part}");
            }
        }
    )*};
}

golden! {
    photograph_as_jpeg: "photograph.jpg",
    photograph_as_png: "photograph.png",
    photograph_as_webp: "photograph.webp",
    progressive_jpeg: "progressive.jpg",
    transparent_png: "transparent.png",
    margin: "margin.jpg",
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_an_error_with_a_kind() {
    for bytes in [&b""[..], b"<html>", b"\xff\xd8\xff\xe0 broken"] {
        let error = JsFuture::from(wasm::fingerprint(blob(bytes))).await.unwrap_err();
        assert_eq!(field(&error, "kind").as_string().as_deref(), Some("picture"));
    }
}

#[wasm_bindgen_test]
async fn a_query_goes_on_without_a_broken_picture() {
    let engine = wasm::Engine::new();
    let item = js_sys::JSON::parse(r#"{"title":"勺子","images":["a.jpg","b.jpg"]}"#).unwrap();
    let settings = js_sys::JSON::parse(r#"{"quantity":2}"#).unwrap();
    let query = engine.begin(item, settings).unwrap();
    assert!(JsFuture::from(query.picture(0, blob(b"no picture"))).await.is_err());
    let needs: Array = query.needs().unwrap().unchecked_into();
    assert_eq!(needs.length(), 1);
    assert_eq!(field(&query.verdict().unwrap(), "matches").unchecked_into::<Array>().length(), 0);
}

#[wasm_bindgen_test]
fn a_pack_that_is_none_is_an_error_and_changes_nothing() {
    let mut engine = wasm::Engine::new();
    let files = js_sys::Object::new();
    let error = engine.add_pack("x", &files).unwrap_err();
    assert_eq!(field(&error, "kind").as_string().as_deref(), Some("pack"));
    js_sys::Reflect::set(&files, &"manifest.json".into(), &Uint8Array::from(&b"{}"[..])).unwrap();
    assert!(engine.add_pack("x", &files).is_err());
}

#[wasm_bindgen_test]
fn a_snapshot_of_the_wrong_shape_is_an_error() {
    let engine = wasm::Engine::new();
    for json in ["null", "1", r#"{"url":1}"#, r#"{"elements":{}}"#] {
        assert!(engine.read(js_sys::JSON::parse(json).unwrap()).is_err(), "{json}");
    }
}

#[wasm_bindgen_test]
async fn the_playground_tells_what_a_comparison_saw() {
    let json = |text: &str| js_sys::JSON::parse(text).unwrap();
    let (shop, factory) = (wasm::Side::new(), wasm::Side::new());
    let item = json(r#"{"title":"勺子 16.5cm","price":{"currency":"CNY","min":"8.80"}}"#);
    let offer = json(r#"{"title":"陶瓷勺子16.5厘米","currency":"CNY","tiers":[{"from":1,"price":"2.30"}]}"#);
    let number = |value: &JsValue, name: &str| field(value, name).as_f64().unwrap();

    let alone = wasm::compare(&shop, item.clone(), &factory, offer.clone(), 1).unwrap();
    assert!(field(&alone, "pictures").is_null());

    let look = JsFuture::from(shop.look(blob(include_bytes!("golden/photograph.jpg")))).await.unwrap();
    assert_eq!(field(&look, "views").unchecked_into::<Array>().length(), 11);
    JsFuture::from(factory.look(blob(include_bytes!("golden/photograph.webp")))).await.unwrap();
    let among_few = wasm::compare(&shop, item.clone(), &factory, offer.clone(), 1).unwrap();
    assert_eq!(field(&among_few, "class").as_string().as_deref(), Some("same"));
    let pictures = field(&among_few, "pictures");
    let pairs: Array = field(&pictures, "pairs").unchecked_into();
    assert_eq!(pairs.length(), 11 * 4);
    let nearest = pairs.iter().map(|pair| number(&pair, "distance")).fold(f64::INFINITY, f64::min);
    assert!((nearest - number(&pictures, "distance")).abs() < 0.001);

    let among_many = wasm::compare(&shop, item.clone(), &factory, offer.clone(), 1_000_000_000).unwrap();
    assert!(number(&among_many, "probability") < number(&among_few, "probability"));

    // What is no picture leaves the one before in its place.
    assert!(JsFuture::from(shop.look(blob(b"no picture"))).await.is_err());
    let again = wasm::compare(&shop, item, &factory, offer, 1).unwrap();
    assert!(!field(&again, "pictures").is_null());
    assert!(wasm::compare(&shop, json("[1]"), &factory, json("{}"), 1).is_err());
}
