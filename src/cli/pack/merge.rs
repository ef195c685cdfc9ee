//! `yuantou pack merge`: many packs, or many generations of one, become one segment.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    build::finish,
    sign::{KeyOption, signer},
};
use crate::{
    catalogue::{Keyed, Manifest},
    cli::{problems::Problems, progress},
    native::{PackFolder, SegmentWriter},
};

#[derive(Args)]
pub(in crate::cli) struct MergeArgs {
    /// The packs' folders; one alone has its generations merged into one. Of two listings with one marketplace and id,
    /// the one that was seen later stands.
    #[arg(required = true)]
    packs: Vec<PathBuf>,
    /// Folder to write to; it may be one of the packs.
    #[arg(long)]
    out: PathBuf,
    /// The pack's name, for people; otherwise that of the first.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    key: KeyOption,
}

impl MergeArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let key = self.key.read()?;
        let problems = Problems::default();
        let mut writer = SegmentWriter::new(&self.out)?;
        let progress = progress::counter("listings");
        let (mut name, mut generation, mut count) = (self.name.clone(), 0, 0_u64);
        for path in &self.packs {
            let pack = PackFolder::open(path)?;
            name.get_or_insert_with(|| pack.manifest.name.clone());
            generation = generation.max(pack.manifest.generation);
            for (at, segment) in pack.manifest.segments.iter().enumerate() {
                let dead = pack.dead(at)?;
                pack.records(segment, |locator, record| {
                    if dead.contains(&locator) {
                        return Ok(());
                    }
                    match Keyed::of_record(record) {
                        Ok(listing) => {
                            count += 1;
                            progress.inc(1);
                            writer.push(listing)
                        }
                        Err(error) => {
                            problems.tell(path.join(&segment.id).display(), error);
                            Ok(())
                        }
                    }
                })?;
            }
        }
        progress.finish_and_clear();
        if count == 0 {
            writer.abandon();
            problems.tell(self.out.display(), "there is no listing in these packs: nothing was written");
            return Ok(problems.finish());
        }
        let mut manifest = Manifest::of_segment(name.as_deref().unwrap_or("pack"), finish(writer)?);
        manifest.generation += generation;
        PackFolder::store(&self.out, &manifest, signer(&self.out, key.as_ref()))?;
        eprintln!("{}: {} listings, {} pictures", self.out.display(), manifest.listings, manifest.pictures);
        Ok(problems.finish())
    }
}
