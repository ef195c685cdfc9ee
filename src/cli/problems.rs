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
pub(super) struct Problems {
    count: AtomicUsize,
    /// Lines told so far, notes among them.
    told: AtomicUsize,
    /// Lines that are told one by one; further ones are only counted.
    most: usize,
    list: Option<Mutex<BufWriter<File>>>,
}

impl Default for Problems {
    fn default() -> Self {
        Self { count: AtomicUsize::new(0), told: AtomicUsize::new(0), most: usize::MAX, list: None }
    }
}

impl Problems {
    /// Problems that are also written to a file, where one is given.
    pub(super) fn listed(path: Option<&Path>) -> io::Result<Self> {
        let create = |path: &Path| File::create(path).map(BufWriter::new).map_err(|error| named(path, error));
        Ok(Self { list: path.map(create).transpose()?.map(Mutex::new), ..Self::default() })
    }

    /// Problems of which only so many are told one by one.
    pub(super) fn first(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Tells of one: where (a file, or a file and line), and why.
    pub(super) fn tell(&self, place: impl Display, reason: impl Display) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.line(format_args!("{place}: {reason}"));
    }

    /// Tells of one that a file could not be read for; the file is named once, whether the error names it or not.
    pub(super) fn fail(&self, file: &Path, error: io::Error) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.line(named(file, error));
    }

    /// Tells of what is taken all the same, and is no problem.
    pub(super) fn note(&self, place: impl Display, reason: impl Display) {
        self.line(format_args!("{place}: note: {reason}"));
    }

    fn line(&self, line: impl Display) {
        if self.told.fetch_add(1, Ordering::Relaxed) < self.most {
            eprintln!("{line}");
        }
        if let Some(list) = &self.list {
            let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = writeln!(list, "{line}") {
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
        let more = self.told.load(Ordering::Relaxed).saturating_sub(self.most);
        if more > 0 {
            eprintln!("… and {more} more; `yuantou listings convert --rejects FILE` lists all");
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
