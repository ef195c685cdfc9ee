//! `yuantou demo build`: the pictures and listings of the made-up shop in `www/`.
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

use std::path::PathBuf;

/// Arguments of `yuantou demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[command(subcommand)]
    command: DemoCommand,
}

#[derive(Debug, clap::Subcommand)]
enum DemoCommand {
    /// Draw the demo shop's pictures and write its listings.
    Build {
        /// Folder for `shop/` and `factory/`.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Where the factory's pages will be served from: the host part of the listings' addresses.
        #[arg(long, value_name = "URL", default_value = "http://factory.yuantou.localhost:8642")]
        factory: String,
    },
}

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
}

impl DemoArgs {
    /// Runs the command.
    ///
    /// # Errors
    /// When the built-in list is inconsistent or the folder cannot be written.
    pub fn run(&self) -> Result<(), DemoError> {
        let DemoCommand::Build { out, factory } = &self.command;
        write::build(out, factory.trim_end_matches('/'))
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/cli/demo.rs"]
mod tests;
