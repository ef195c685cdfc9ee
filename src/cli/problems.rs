//! What a command could not read, told at once and counted.

use std::{
    fmt::Display,
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::input::named;

/// Counts problems while a command goes on.
#[derive(Default)]
pub(super) struct Problems {
    count: AtomicUsize,
    list: Option<Mutex<BufWriter<File>>>,
}

impl Problems {
    /// Problems that are also written to a file, where one is given.
    pub(super) fn listed(path: Option<&Path>) -> io::Result<Self> {
        let create = |path: &Path| File::create(path).map(BufWriter::new).map_err(|error| named(path, error));
        Ok(Self { count: AtomicUsize::new(0), list: path.map(create).transpose()?.map(Mutex::new) })
    }

    /// Tells of one: where (a file, or a file and line), and why.
    pub(super) fn tell(&self, place: impl Display, reason: impl Display) {
        self.count.fetch_add(1, Ordering::Relaxed);
        eprintln!("{place}: {reason}");
        if let Some(list) = &self.list {
            let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = writeln!(list, "{place}: {reason}") {
                eprintln!("the list of what was left out: {error}");
            }
        }
    }

    /// How many there were so far.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// The command's exit code, after the count.
    pub(super) fn finish(&self) -> ExitCode {
        if let Some(list) = &self.list
            && let Err(error) = list.lock().unwrap_or_else(PoisonError::into_inner).flush()
        {
            eprintln!("the list of what was left out: {error}");
        }
        match self.count() {
            0 => ExitCode::SUCCESS,
            count => {
                eprintln!("yuantou: {count} problem{} (see above)", if count == 1 { "" } else { "s" });
                ExitCode::FAILURE
            }
        }
    }
}
