//! What can be read of a pack, however damaged it is.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    catalogue::{CatalogueError, DEAD_FILE, Locator, all_dead, check_dead, record_file_name, salvage},
    cli::{input::named, problems::Problems},
    native::PackFolder,
    record::Offer,
};

/// Hands over the listings that stand in a pack, each with its place, segment by segment in the order of their keys; tells
/// of what cannot be read, and goes on.
pub(in crate::cli) fn listings(
    path: &Path,
    problems: &Problems,
    mut take: impl FnMut(String, Offer) -> io::Result<()>,
) -> io::Result<()> {
    let pack = match PackFolder::open(path) {
        Ok(pack) => pack,
        Err(error) => return loose(path, error, problems, take),
    };
    let dead = pack.all_dead(problems);
    for (at, segment) in pack.manifest.segments.iter().enumerate() {
        let folder = path.join(&segment.id);
        if let Err(error) = fs::metadata(&folder) {
            problems.fail(&folder, error);
            continue;
        }
        let mut count = 0;
        for shard in 0..1_u32 << segment.record_bits {
            let file = folder.join(record_file_name(shard));
            records(&file, segment.record_bits, shard, problems, |locator, place, offer| {
                count += 1;
                if dead.contains(&(at, locator)) { Ok(()) } else { take(place, offer) }
            })?;
        }
        // A file that was cut short says nothing of what is gone.
        if count != segment.listings {
            problems.tell(folder.display(), format_args!("{count} of its {} records can be read", segment.listings));
        }
    }
    Ok(())
}

/// The same of a pack without a manifest: nobody knows then which segments it names, and in which order.
fn loose(
    path: &Path,
    error: io::Error,
    problems: &Problems,
    mut take: impl FnMut(String, Offer) -> io::Result<()>,
) -> io::Result<()> {
    let inside = |folder: &Path| -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder).map_err(|error| named(folder, error))?;
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.sort();
        Ok(found)
    };
    let is_record = |file: &PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("records-") && name.ends_with(".bin")
    };
    let folders = inside(path)?.into_iter().filter(|folder| folder.is_dir());
    let files: Vec<PathBuf> = folders.filter_map(|folder| inside(&folder).ok()).flatten().filter(is_record).collect();
    if files.is_empty() {
        return Err(error);
    }
    problems.fail(path, error);
    problems
        .note(path.display(), "listings that a later generation replaced or took out may be among those that are read");
    for file in files {
        records(&file, 0, 0, problems, |_, place, offer| take(place, offer))?;
    }
    Ok(())
}

/// The listings of a record file.
fn records(
    file: &Path,
    bits: u8,
    shard: u32,
    problems: &Problems,
    mut take: impl FnMut(Locator, String, Offer) -> io::Result<()>,
) -> io::Result<()> {
    let content = match fs::read(file) {
        Ok(content) => content,
        Err(error) => {
            problems.fail(file, error);
            return Ok(());
        }
    };
    for record in salvage(&content, bits, shard) {
        match record {
            Ok((locator, entry)) => {
                take(locator, format!("{}: record {:x}", file.display(), locator.to_number()), entry.offer)?;
            }
            Err((byte, error)) => problems.tell(format_args!("{}: byte {byte}", file.display()), error),
        }
    }
    Ok(())
}

impl PackFolder {
    /// The records that later segments replaced, as far as it can be read which those are.
    fn all_dead(&self, problems: &Problems) -> HashSet<(usize, Locator)> {
        let mut all = HashSet::new();
        for segment in &self.manifest.segments {
            let Some(dead) = &segment.dead else { continue };
            let folder = self.path.join(&segment.id);
            let path = folder.join(DEAD_FILE);
            let content = match fs::read(&path) {
                Ok(content) => content,
                Err(error) => {
                    problems.fail(&path, error);
                    continue;
                }
            };
            // Without its list, by what the manifest says of it.
            let entry =
                self.files(segment).ok().and_then(|files| files.into_iter().find(|file| file.name == DEAD_FILE));
            let checked: Result<(), CatalogueError> =
                check_dead(&content, dead).and_then(|()| entry.map_or(Ok(()), |entry| entry.check(&content)));
            if let Err(error) = checked {
                problems.tell(folder.display(), error);
                problems.note(
                    folder.display(),
                    "listings that it replaced may be among those that are read, and others left out",
                );
            }
            all.extend(all_dead(&content));
        }
        all
    }
}
