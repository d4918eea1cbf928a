//! An export into a pipe.

use super::file_names::FileNames;
use super::place::{WrittenFile, no_file, second_file, zip_options};
use crate::formats::{Packing, Sink};
use std::io::{self, BufWriter, Write};
use zip::ZipWriter;
use zip::write::StreamWriter;

/// Passes one file on, or packs all.
pub(super) struct StreamSink<'w> {
    output: StreamOutput<'w>,
    names: FileNames,
    files: Vec<WrittenFile>,
    /// The names of files that are left out.
    left: Vec<String>,
    passes: bool,
}

enum StreamOutput<'w> {
    /// The only file.
    One(BufWriter<&'w mut dyn Write>),
    /// The file of this name among others.
    Main(BufWriter<&'w mut dyn Write>, &'static str),
    Zip(Box<ZipWriter<StreamWriter<BufWriter<&'w mut dyn Write>>>>),
}

impl<'w> StreamSink<'w> {
    pub fn new(packing: Packing, out: &'w mut dyn Write) -> Self {
        let out = BufWriter::with_capacity(64 * 1024, out);
        let output = match packing {
            Packing::File => StreamOutput::One(out),
            Packing::Folder(Some(main)) => StreamOutput::Main(out, main),
            Packing::Folder(None) => StreamOutput::Zip(Box::new(ZipWriter::new_stream(out))),
        };
        Self { output, names: FileNames::default(), files: Vec::new(), left: Vec::new(), passes: false }
    }

    /// Hands on what is still held back; returns the files that went through and the names of the others.
    ///
    /// # Errors
    /// When whoever reads has gone.
    pub fn finish(self) -> io::Result<(Vec<WrittenFile>, Vec<String>)> {
        match self.output {
            StreamOutput::One(mut out) | StreamOutput::Main(mut out, _) => out.flush()?,
            StreamOutput::Zip(zip) => zip.finish()?.into_inner().flush()?,
        }
        Ok((self.files, self.left))
    }
}

impl Write for StreamSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.passes {
            return if self.left.is_empty() { Err(no_file()) } else { Ok(bytes.len()) };
        }
        match &mut self.output {
            StreamOutput::One(out) | StreamOutput::Main(out, _) => out.write_all(bytes)?,
            StreamOutput::Zip(zip) => zip.write_all(bytes)?,
        }
        if let Some(file) = self.files.last_mut() {
            file.bytes += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for StreamSink<'_> {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        let name = self.names.take(name)?;
        self.passes = match &mut self.output {
            StreamOutput::One(_) if !self.files.is_empty() => return Err(second_file()),
            StreamOutput::One(_) => true,
            StreamOutput::Main(_, main) => name == *main,
            StreamOutput::Zip(zip) => {
                zip.start_file(name.as_str(), zip_options())?;
                true
            }
        };
        if self.passes {
            self.files.push(WrittenFile { name, bytes: 0 });
        } else {
            self.left.push(name);
        }
        Ok(())
    }
}
