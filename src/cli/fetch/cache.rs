//! What was fetched, and what failed, in a folder.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

use xxhash_rust::xxh3::xxh3_128;

use crate::cli::input::named;

/// How long a failure is believed.
const FORGET_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// `ab/ab…` for a picture, `ab/ab….failed` for the reason why there is none. Files appear whole or not at all.
pub(super) struct Cache {
    folder: PathBuf,
    /// Sets apart the unfinished files of threads.
    writes: AtomicU64,
}

impl Cache {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder).map_err(|error| named(folder, error))?;
        Ok(Self { folder: folder.to_owned(), writes: AtomicU64::new(0) })
    }

    fn path(&self, address: &str) -> PathBuf {
        let name = format!("{:032x}", xxh3_128(address.as_bytes()));
        self.folder.join(name.get(..2).unwrap_or_default()).join(name)
    }

    /// The picture, or why there was none lately; nothing where the address is new.
    pub(super) fn find(&self, address: &str, now: SystemTime) -> io::Result<Option<Result<PathBuf, String>>> {
        let path = self.path(address);
        if path.is_file() {
            return Ok(Some(Ok(path)));
        }
        let failed = path.with_extension("failed");
        let written = match fs::metadata(&failed) {
            Ok(metadata) => metadata.modified()?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(named(&failed, error)),
        };
        if now.duration_since(written).is_ok_and(|age| age > FORGET_AFTER) {
            return Ok(None);
        }
        Ok(Some(Err(fs::read_to_string(&failed).map_err(|error| named(&failed, error))?)))
    }

    pub(super) fn keep(&self, address: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.path(address);
        self.write(&path, bytes)?;
        fs::remove_file(path.with_extension("failed")).ok();
        Ok(path)
    }

    pub(super) fn keep_failure(&self, address: &str, reason: &str) -> io::Result<()> {
        self.write(&self.path(address).with_extension("failed"), reason.as_bytes())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| named(folder, error))?;
        }
        let number = self.writes.fetch_add(1, Ordering::Relaxed);
        let partial = path.with_extension(format!("{}-{number}.partial", std::process::id()));
        fs::write(&partial, bytes).map_err(|error| named(&partial, error))?;
        fs::rename(&partial, path).map_err(|error| named(path, error))
    }
}
