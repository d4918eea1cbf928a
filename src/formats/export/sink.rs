//! Where an export goes.

use std::io::{self, Write};

/// Takes the files of an export one after the other. What is written goes to the file begun last.
///
/// A format that makes one file still begins it by its usual name; the sink knows where it goes.
pub trait Sink: Write {
    /// Begins a file. The name is relative, with `/` between folders.
    ///
    /// # Errors
    /// When the system refuses.
    fn begin(&mut self, name: &str) -> io::Result<()>;
}

/// Files in memory.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct MemorySink {
    /// The files with their names, in the order in which they were begun.
    pub files: Vec<(String, Vec<u8>)>,
}

impl MemorySink {
    /// The bytes of a file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice())
    }
}

impl Write for MemorySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.files.last_mut() {
            Some((_, file)) => file.extend_from_slice(bytes),
            None => return Err(io::Error::other("no file was begun")),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for MemorySink {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.files.push((name.to_owned(), Vec::new()));
        Ok(())
    }
}
