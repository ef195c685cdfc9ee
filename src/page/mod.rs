//! (being written)
#[allow(missing_docs)] pub mod picture_address {
    /// x
    pub fn thumbnail(a: &str, _: u32) -> String {
        a.to_owned()
    }
}
