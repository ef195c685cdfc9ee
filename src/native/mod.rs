//! Pictures and packs as files, for native programs: the part of the command line that others can build on without it.
//!
//! A pack is built from listings with [`SegmentWriter`] and put in its folder with [`PackFolder::replace`]:
//!
//! ```
//! use yuantou::catalogue::{Entry, Keyed};
//! use yuantou::native::{PackFolder, SegmentWriter};
//!
//! # fn main() -> std::io::Result<()> {
//! # let out = std::env::temp_dir().join(format!("yuantou-native-{}", std::process::id()));
//! let offer = yuantou::json::parse(br#"{"platform":"demo","id":"1","title":"Spoon"}"#).map_err(std::io::Error::other)?;
//! let mut writer = SegmentWriter::new(&out)?;
//! writer.push(Keyed::new(&Entry { offer, pictures: Vec::new() }).map_err(std::io::Error::other)?)?;
//! let segment = writer.finish(&|_done, _all| {})?;
//! let manifest = PackFolder::replace(&out, Some("Spoons"), segment, |_manifest| Ok(()))?;
//! assert_eq!(manifest.listings, 1);
//! # std::fs::remove_dir_all(out)
//! # }
//! ```

mod folder;
mod named;
pub mod picture;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the command line joins the two parts of a build by them"))]
pub(crate) mod rows;
pub(crate) mod segment;
pub(crate) mod spill;

pub use folder::PackFolder;
pub use named::named;
pub use segment::SegmentWriter;
