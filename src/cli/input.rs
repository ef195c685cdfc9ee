//! Lines of JSON from files and standard input.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problems::Problems;
pub(super) use crate::native::named;
use crate::record::Page;

/// Bytes that were read of files, or so many as what was read stands for: progress is told by them.
#[derive(Debug, Clone, Default)]
pub(super) struct Counter(Arc<AtomicU64>);

impl Counter {
    pub(super) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted<R>(R, Counter);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(out)?;
        self.1.add(length as u64);
        Ok(length)
    }
}

/// Opens a file, or standard input for `-`. The error names the file.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    open_counted(path, &Counter::default())
}

/// The same, counting what is read of a file.
pub(super) fn open_counted(path: &Path, counter: &Counter) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| named(path, error))?;
    Ok(Box::new(BufReader::new(Counted(file, counter.clone()))))
}

/// Hands over each line of JSON, parsed, with its number from 1; tells of the lines that are not, and goes on. Empty
/// lines are passed over.
pub(super) fn json_lines<T: DeserializeOwned>(
    path: &Path,
    problems: &Problems,
    line: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    json_lines_of(open(path)?, path, problems, line)
}

/// The same of what was opened at `path`.
pub(super) fn json_lines_of<T: DeserializeOwned>(
    mut input: impl BufRead,
    path: &Path,
    problems: &Problems,
    mut line: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).map_err(|error| named(path, error))? == 0 {
            return Ok(());
        }
        number += 1;
        // A mark at the beginning of any line: files that begin with one may have been put behind one another.
        let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        if content.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice(content) {
            Ok(value) => line(number, value)?,
            Err(error) => problems.tell(format_args!("{}:{number}", path.display()), error),
        }
    }
}

/// Hands over each line as a record; one that does not say its `kind` is of the kind that the command works on.
pub(super) fn records(
    path: &Path,
    kind: &str,
    problems: &Problems,
    mut line: impl FnMut(usize, Page) -> io::Result<()>,
) -> io::Result<()> {
    json_lines(path, problems, |number, mut record: Map<String, Value>| {
        record.entry("kind").or_insert_with(|| kind.into());
        match serde_json::from_value(Value::Object(record)) {
            Ok(page) => line(number, page),
            Err(error) => {
                problems.tell(format_args!("{}:{number}", path.display()), error);
                Ok(())
            }
        }
    })
}

/// The folder that a file's relative paths start from: `--images` where given, else the file's own folder.
pub(super) fn picture_folder(images: Option<&Path>, file: &Path) -> PathBuf {
    let own = || file.parent().filter(|_| file != Path::new("-")).unwrap_or(Path::new("."));
    images.unwrap_or_else(own).to_owned()
}

/// The file of a picture that a record names: a path from `folder`, or, for an address, a file in `folder` by the last
/// part of the address's path. `None` where an address has no such file; a path is given back unchecked, so that its
/// absence is told.
pub(super) fn locate(image: &str, folder: &Path) -> Option<PathBuf> {
    if !(image.contains("://") || image.starts_with("//")) {
        return Some(folder.join(image));
    }
    let path = image.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|name| !name.is_empty() && *name != ".." && *name != ".")?;
    Some(folder.join(name)).filter(|file| file.is_file())
}
