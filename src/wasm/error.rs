//! Errors as JavaScript sees them.

use wasm_bindgen::{JsCast, JsValue};

/// An `Error` with a `kind`, so that nobody has to read the message to know what to do.
pub(super) fn js(kind: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of an object that was just made cannot fail.
    let _ = js_sys::Reflect::set(&error, &"kind".into(), &kind.into());
    error.unchecked_into()
}
