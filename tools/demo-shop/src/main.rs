//! `yuantou-demo-shop OUT PACK`: the pictures and listings of the made-up shop in `www/`, and the sample pack of what its
//! factories offer.
//!
//! The shop must exist without anybody's photographs, so a small ray tracer draws them: [`models`] are the shapes,
//! [`surface`] what they are made of, [`render`] the studio, [`retouch`] what a retailer does to a factory's picture.
//! The same input gives the same bytes on every machine.

mod develop;
mod goods;
mod lettering;
mod light;
mod maths;
mod models;
mod noise;
mod render;
mod retouch;
mod sdf;
mod surface;
mod write;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: yuantou-demo-shop OUT PACK [URL]
  OUT   folder for shop/ and factory/
  PACK  folder for the sample pack
  URL   where the factory's pages will be served from: the host part of the listings' addresses";
const FACTORY: &str = "http://factory.yuantou.localhost:8642";

/// Why the demo could not be built.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The built-in list is not what this version expects.
    #[error("goods.json does not fit its description in goods.rs: {0}")]
    Goods(serde_json::Error),
    /// The built-in list names something that there is not.
    #[error("goods.json, {id}: there is no material, model, retouch, colour or supplier called {what:?}")]
    Unknown {
        /// The listing's or product's id.
        id: String,
        /// The name.
        what: String,
    },
    /// The output cannot be written.
    #[error("cannot write {}: {source}; check that the folder is there and yours", path.display())]
    Write {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The sample pack cannot be built.
    #[error("the sample pack: {0}")]
    Pack(std::io::Error),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, pack, factory) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [out, pack] => (out, pack, FACTORY),
        [out, pack, factory] => (out, pack, factory),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match write::build(Path::new(out), Path::new(pack), factory.trim_end_matches('/')) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yuantou-demo-shop: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests;
