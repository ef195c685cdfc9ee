//! Sorting more than memory holds: sorted runs on disk, merged in one pass.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, binary_heap::PeekMut},
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

/// A row that can be sorted and written.
pub(crate) trait Row: Ord + Send + Sized {
    /// Bytes that it takes in memory, more or less.
    fn weight(&self) -> usize;
    /// Writes it so that [`Row::read`] knows where it ends.
    fn write(&self, out: &mut impl Write) -> io::Result<()>;
    /// Reads the next row; `None` at the end of the run.
    fn read(input: &mut impl Read) -> io::Result<Option<Self>>;
}

/// Takes rows in any order and gives them back sorted, in bounded memory.
pub(crate) struct Sorter<T> {
    folder: PathBuf,
    name: &'static str,
    rows: Vec<T>,
    held: usize,
    most: usize,
    runs: Vec<PathBuf>,
    /// Rows taken so far.
    pub(crate) count: u64,
}

impl<T: Row> Sorter<T> {
    /// A sorter that keeps its runs in a folder, under names that begin with `name`, and so many bytes in memory.
    pub(crate) fn new(folder: &Path, name: &'static str, most: usize) -> Self {
        Self { folder: folder.to_owned(), name, rows: Vec::new(), held: 0, most, runs: Vec::new(), count: 0 }
    }

    pub(crate) fn push(&mut self, row: T) -> io::Result<()> {
        self.held += row.weight();
        self.rows.push(row);
        self.count += 1;
        if self.held >= self.most { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.rows.par_sort_unstable();
        let path = self.folder.join(format!("{}-{:05}.run", self.name, self.runs.len()));
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        self.rows.drain(..).try_for_each(|row| row.write(&mut out))?;
        out.flush()?;
        self.runs.push(path);
        self.held = 0;
        Ok(())
    }

    /// The rows in their order. Runs are deleted once they are read.
    pub(crate) fn finish(mut self) -> io::Result<Sorted<T>> {
        if self.runs.is_empty() {
            self.rows.par_sort_unstable();
            return Ok(Sorted { memory: self.rows.into_iter(), heads: BinaryHeap::new(), runs: Vec::new() });
        }
        self.spill()?;
        self.rows = Vec::new();
        let mut sorted = Sorted { memory: Vec::new().into_iter(), heads: BinaryHeap::new(), runs: Vec::new() };
        for (at, path) in self.runs.iter().enumerate() {
            let mut run = BufReader::with_capacity(1 << 18, File::open(path)?);
            // An open file outlives its name, so that a killed build leaves as little as may be.
            std::fs::remove_file(path)?;
            if let Some(row) = T::read(&mut run)? {
                sorted.heads.push(Reverse((row, at)));
            }
            sorted.runs.push(run);
        }
        Ok(sorted)
    }
}

/// Rows in order.
pub(crate) struct Sorted<T> {
    memory: std::vec::IntoIter<T>,
    heads: BinaryHeap<Reverse<(T, usize)>>,
    runs: Vec<BufReader<File>>,
}

impl<T: Row> Iterator for Sorted<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(mut head) = self.heads.peek_mut() else { return self.memory.next().map(Ok) };
        let run = head.0.1;
        let following = match self.runs.get_mut(run).map(T::read).transpose() {
            Ok(row) => row.flatten(),
            Err(error) => return Some(Err(error)),
        };
        match following {
            // One step down the heap instead of one out and one in.
            Some(row) => Some(Ok(std::mem::replace(&mut head.0.0, row))),
            None => Some(Ok(PeekMut::pop(head).0.0)),
        }
    }
}

/// Fills a buffer, or tells that there is nothing left; half a row is an error.
pub(crate) fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    let (first, rest) = match buffer.split_first_mut() {
        Some((first, rest)) => (std::slice::from_mut(first), rest),
        None => return Ok(true),
    };
    if input.read(first)? == 0 {
        return Ok(false);
    }
    input.read_exact(rest)?;
    Ok(true)
}
