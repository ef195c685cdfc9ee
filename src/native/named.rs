//! Errors that say which file they are about.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

/// An error and the file that it is about.
#[derive(Debug, Error)]
#[error("{}: {error}", path.display())]
struct Named {
    path: PathBuf,
    error: io::Error,
}

/// An I/O error that says which file it is about; one that says so already stays as it is, since whoever met it knew best.
pub fn named(path: &Path, error: io::Error) -> io::Error {
    if error.get_ref().is_some_and(|inner| inner.is::<Named>()) {
        return error;
    }
    io::Error::new(error.kind(), Named { path: path.to_owned(), error })
}
