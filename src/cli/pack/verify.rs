//! Checking every byte of a pack, and every count that its manifest holds.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
};

use crate::{
    catalogue::{
        DEAD_FILE, FileEntry, Locator, MANIFEST, Segment, all_dead, check_dead, check_index, index_file_name,
        index_shards, read_records, record_file_name, salvage,
    },
    cli::problems::Problems,
    native::PackFolder,
};

/// Listings, and pictures of them.
type Count = [u64; 2];

fn add(to: &mut Count, more: Count) {
    to.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

impl PackFolder {
    /// Checks it all, and tells of all that is wrong.
    pub(super) fn verify(&self, problems: &Problems) -> io::Result<()> {
        let segments = &self.manifest.segments;
        // Which segment takes a record away.
        let mut dead: HashMap<(usize, Locator), usize> = HashMap::new();
        for (at, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.dead.is_some()) {
            let path = self.path.join(&segment.id).join(DEAD_FILE);
            // One that is missing or broken is told with the other files.
            for place in all_dead(&fs::read(&path).unwrap_or_default()) {
                if place.0 >= at || dead.insert(place, at).is_some() {
                    problems.tell(
                        path.display(),
                        format_args!("it names a record twice, or of no earlier segment: {place:?}"),
                    );
                }
            }
        }
        let (mut standing, mut taken) = ([0; 2], vec![[0; 2]; segments.len()]);
        for (at, segment) in segments.iter().enumerate() {
            let mut whole = [0; 2];
            let before = problems.count();
            self.verify_segment(segment, problems, |locator, count| {
                add(&mut whole, count);
                let by = dead.get(&(at, locator)).and_then(|by| taken.get_mut(*by));
                add(by.unwrap_or(&mut standing), count);
            });
            // Of what cannot be read it is told already that it is not there.
            if problems.count() == before {
                tell(problems, &self.path.join(&segment.id), "records", [segment.listings, segment.pictures], whole);
            }
        }
        if problems.count() == 0 {
            for (segment, taken) in segments.iter().zip(taken) {
                let says = segment.dead.map_or([0; 2], |dead| [dead.listings, dead.pictures]);
                tell(problems, &self.path.join(&segment.id), "replaced records", says, taken);
            }
            let says = [self.manifest.listings, self.manifest.pictures];
            tell(problems, &self.path.join(MANIFEST), "listings that stand", says, standing);
        }
        Ok(())
    }

    /// Checks the files of a segment, and hands over where each record is, and what it counts.
    fn verify_segment(&self, segment: &Segment, problems: &Problems, mut take: impl FnMut(Locator, Count)) {
        let folder = self.path.join(&segment.id);
        // Without the list, files are judged by the checksums within them.
        let files: Option<BTreeMap<String, FileEntry>> = match self.files(segment) {
            Ok(files) => Some(files.into_iter().map(|file| (file.name.clone(), file)).collect()),
            Err(error) => {
                problems.fail(&folder, error);
                None
            }
        };
        let tell = |name: &str, error: String| problems.tell(folder.join(name).display(), error);
        let content = |name: &str| {
            let content = fs::read(folder.join(name)).map_err(|error| tell(name, error.to_string())).ok()?;
            let is_whole = match files.as_ref().map(|files| files.get(name)) {
                None => true,
                Some(None) => {
                    tell(name, "its segment's list does not name it".to_owned());
                    false
                }
                // Such an error names the file itself.
                Some(Some(entry)) => {
                    entry.check(&content).map_err(|error| problems.tell(folder.display(), error)).is_ok()
                }
            };
            Some((content, is_whole))
        };
        let whole = |name: &str| content(name).filter(|(_, is_whole)| *is_whole).map(|(content, _)| content);
        for (table, summary) in segment.tables.iter().enumerate() {
            for shard in 0..index_shards(summary.key_bits) {
                let name = index_file_name(table, shard);
                if let Some(Err(error)) = whole(&name).map(|file| check_index(&file, table, summary.key_bits, shard)) {
                    tell(&name, error.to_string());
                }
            }
        }
        for shard in 0..1_u32 << segment.record_bits {
            let name = record_file_name(shard);
            let Some((file, _)) = content(&name) else { continue };
            let mut is_sound = true;
            for record in salvage(&file, segment.record_bits, shard) {
                match record {
                    Ok((locator, entry)) => take(locator, [1, entry.pictures.len() as u64]),
                    Err((byte, error)) => {
                        is_sound = false;
                        tell(&name, format!("byte {byte}: {error}"));
                    }
                }
            }
            if is_sound && let Err(error) = read_records(&file, segment.record_bits, shard) {
                tell(&name, error.to_string());
            }
        }
        if let Some(dead) = &segment.dead
            && let Some(Err(error)) = whole(DEAD_FILE).map(|file| check_dead(&file, dead))
        {
            tell(DEAD_FILE, error.to_string());
        }
    }
}

/// Tells where the manifest counts otherwise than what is there.
fn tell(problems: &Problems, place: &Path, what: &str, says: Count, found: Count) {
    if says != found {
        problems.tell(
            place.display(),
            format_args!(
                "the manifest counts {} {what} with {} pictures, there are {} with {}; `yuantou pack merge` writes it anew",
                says[0], says[1], found[0], found[1]
            ),
        );
    }
}
