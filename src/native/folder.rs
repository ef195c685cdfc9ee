//! A pack as a folder.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::named;
use crate::catalogue::{
    CatalogueError, DEAD_FILE, Entry, FILES, FileEntry, Locator, Lookup, MANIFEST, Manifest, Read, Segment, all_dead,
    read_files, read_records, record_file_name,
};

/// A pack's folder and its manifest.
pub struct PackFolder {
    /// The folder.
    pub path: PathBuf,
    /// What its `manifest.json` says.
    pub manifest: Manifest,
}

impl PackFolder {
    /// Opens the pack in a folder.
    ///
    /// # Errors
    /// When there is no manifest, or it is broken.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = path.join(MANIFEST);
        let json = fs::read(&file).map_err(|error| named(&file, error))?;
        let manifest = Manifest::parse(&json).map_err(|error| named(path, io::Error::other(error)))?;
        Ok(Self { path: path.to_owned(), manifest })
    }

    /// A stretch of one of its files, as far as the file goes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self, read: &Read) -> io::Result<Vec<u8>> {
        use std::io::{Read as _, Seek, SeekFrom};
        let mut file = fs::File::open(self.path.join(&read.path))?;
        file.seek(SeekFrom::Start(read.start))?;
        let mut bytes = Vec::with_capacity(read.length as usize);
        file.take(u64::from(read.length)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Answers everything that a lookup needs.
    pub fn answer(&self, lookup: &mut Lookup) {
        lookup.answer(|read| self.read(read).ok());
    }

    /// A segment's list of files.
    ///
    /// # Errors
    /// When a file of it cannot be read or is broken.
    pub fn files(&self, segment: &Segment) -> io::Result<Vec<FileEntry>> {
        let folder = self.path.join(&segment.id);
        let path = folder.join(FILES);
        let list = fs::read(&path).map_err(|error| named(&path, error))?;
        // The error names the list itself.
        read_files(&String::from_utf8_lossy(&list), &segment.files)
            .map_err(|error| named(&folder, io::Error::other(error)))
    }

    /// Whether the files of all segments are there and as long as their lists say, which costs no reading of them.
    ///
    /// # Errors
    /// When a file of it cannot be read or is broken.
    pub fn check_lengths(&self) -> io::Result<()> {
        for segment in &self.manifest.segments {
            let folder = self.path.join(&segment.id);
            for file in self.files(segment)? {
                let path = folder.join(&file.name);
                let found = fs::metadata(&path).map_err(|error| named(&path, error))?.len();
                if found != file.bytes {
                    let error = CatalogueError::Length { name: file.name, wanted: file.bytes, found };
                    return Err(named(&folder, io::Error::other(error)));
                }
            }
        }
        Ok(())
    }

    /// Hands over the records of a segment, file by file: each entry with its bytes.
    ///
    /// # Errors
    /// When a file of it cannot be read or is broken; those of `take`.
    pub fn records(&self, segment: &Segment, mut take: impl FnMut(Locator, &[u8]) -> io::Result<()>) -> io::Result<()> {
        for shard in 0..1_u32 << segment.record_bits {
            let path = self.path.join(&segment.id).join(record_file_name(shard));
            let content = fs::read(&path).map_err(|error| named(&path, error))?;
            let records = read_records(&content, segment.record_bits, shard)
                .map_err(|error| named(&path, io::Error::other(error)))?;
            records.into_iter().try_for_each(|(locator, record)| take(locator, record))?;
        }
        Ok(())
    }

    /// The records of a segment that later ones replaced.
    ///
    /// # Errors
    /// When a later segment's list of them cannot be read.
    pub fn dead(&self, segment: usize) -> io::Result<HashSet<Locator>> {
        let mut dead = HashSet::new();
        for later in self.manifest.segments.iter().skip(segment + 1).filter(|later| later.dead.is_some()) {
            let path = self.path.join(&later.id).join(DEAD_FILE);
            let content = fs::read(&path).map_err(|error| named(&path, error))?;
            dead.extend(all_dead(&content).into_iter().filter(|(at, _)| *at == segment).map(|(_, locator)| locator));
        }
        Ok(dead)
    }

    /// Where the records of a listing's key are that no later segment replaced, oldest first, with what they say.
    ///
    /// # Errors
    /// When a file of it cannot be read or is broken.
    pub fn by_key(&self, key: u64) -> io::Result<Vec<(usize, Locator, Entry)>> {
        let mut lookup = Lookup::by_key(&self.manifest, key);
        self.answer(&mut lookup);
        if lookup.faults() > 0 {
            let message = "what it holds of a listing is broken, so it cannot be replaced";
            return Err(named(&self.path, io::Error::new(io::ErrorKind::InvalidData, message)));
        }
        Ok(lookup.standing().filter(|(.., entry)| crate::catalogue::listing_key(&entry.offer) == key).collect())
    }

    /// Makes a folder the pack of one segment, whose files are there already. A pack that stood there before is replaced:
    /// to those who hold it, this is a later generation. `sign` is that of [`Self::store`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn replace(
        path: &Path,
        name: Option<&str>,
        segment: Segment,
        sign: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> io::Result<Manifest> {
        let name = name.or_else(|| path.file_name()?.to_str()).unwrap_or("pack");
        let before = Self::open(path).map_or(0, |pack| pack.manifest.generation);
        let mut manifest = Manifest::of_segment(name, segment);
        manifest.generation += before;
        Self::store(path, &manifest, sign)?;
        Ok(manifest)
    }

    /// Writes a manifest in place of the one that stands there, then takes away the segments that it no longer names:
    /// a reader never meets a manifest whose files are missing, and nothing that is not a pack's is touched.
    ///
    /// `sign` is given the manifest's bytes just before they take their place, to write a signature beside them.
    ///
    /// # Errors
    /// When a file cannot be written; those of `sign`.
    pub fn store(path: &Path, manifest: &Manifest, sign: impl FnOnce(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let file = path.join(MANIFEST);
        let before = fs::read(&file).ok().and_then(|json| Manifest::parse(&json).ok());
        let partial = path.join(format!("{MANIFEST}.partial"));
        let json = manifest.to_json().map_err(io::Error::other)?;
        fs::write(&partial, &json).map_err(|error| named(&partial, error))?;
        sign(&json)?;
        fs::rename(&partial, &file).map_err(|error| named(&file, error))?;
        for old in before.iter().flat_map(|before| &before.segments) {
            if !manifest.segments.iter().any(|segment| segment.id == old.id) {
                fs::remove_dir_all(path.join(&old.id)).ok();
            }
        }
        Ok(())
    }
}
