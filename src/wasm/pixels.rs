//! From a fetched picture to its pixels, by the browser's own decoder.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ColorSpaceConversion, ImageBitmap, ImageBitmapOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
    PremultiplyAlpha,
};

use crate::fingerprint::Pixels;

/// No shop's thumbnail has more; a picture that does would only hold up the rest.
pub(super) const MOST_PIXELS: u32 = 24_000_000;

#[wasm_bindgen]
extern "C" {
    /// The same function in a worker (Chromium) and in a background page (Firefox).
    #[wasm_bindgen(js_name = createImageBitmap, catch)]
    fn create_image_bitmap(blob: &Blob, options: &ImageBitmapOptions) -> Result<Promise, JsValue>;
}

/// A decoded picture: RGBA, 8 bits, not premultiplied.
pub(super) struct Decoded {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Decoded {
    pub(super) fn pixels(&self) -> Result<Pixels<'_>, String> {
        Pixels::new(self.width, self.height, &self.rgba).map_err(|error| error.to_string())
    }
}

/// Decodes without resizing and without colour management: both differ between browsers, and a hash must not.
pub(super) async fn decode(blob: &Blob) -> Result<Decoded, String> {
    let options = ImageBitmapOptions::new();
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    let promise = create_image_bitmap(blob, &options).map_err(text)?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await.map_err(text)?.unchecked_into();
    let (width, height) = (bitmap.width(), bitmap.height());
    if u64::from(width) * u64::from(height) > u64::from(MOST_PIXELS) {
        bitmap.close();
        return Err(format!("the picture is too large: {width} × {height}"));
    }
    let rgba = read(&bitmap, width, height).map_err(text);
    bitmap.close();
    Ok(Decoded { width, height, rgba: rgba? })
}

fn read(bitmap: &ImageBitmap, width: u32, height: u32) -> Result<Vec<u8>, JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or("no 2d context")?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0)?;
    let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
    Ok(data.data().0)
}

fn text(error: JsValue) -> String {
    let error = error.dyn_into::<js_sys::Error>();
    error.map_or_else(|value| format!("{value:?}"), |error| String::from(error.message()))
}
