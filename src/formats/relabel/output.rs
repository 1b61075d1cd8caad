//! A new file, compressed like the one that it stands for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::RelabelError;

/// Nothing of it stays if it is dropped or discarded before its end.
#[derive(Debug)]
pub(super) struct Output {
    path: PathBuf,
    writer: Option<Writer>,
}

#[derive(Debug)]
enum Writer {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
}

impl Output {
    /// Begins a file in a folder under the name of another one.
    pub fn new(named: &Path, folder: &Path, gzip: bool) -> Result<Self, RelabelError> {
        let path = folder.join(named.file_name().unwrap_or_default());
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        // Fails if there is anything under this name, a link that leads elsewhere or nowhere included.
        let file =
            OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| failed(&path, &error))?;
        let file = BufWriter::with_capacity(64 << 10, file);
        let writer = if gzip {
            Writer::Gzip(Box::new(GzEncoder::new(file, Compression::default())))
        } else {
            Writer::Plain(file)
        };
        Ok(Output { path, writer: Some(writer) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), RelabelError> {
        let written = match &mut self.writer {
            Some(Writer::Plain(file)) => file.write_all(bytes),
            Some(Writer::Gzip(file)) => file.write_all(bytes),
            None => Ok(()),
        };
        written.map_err(|error| failed(&self.path, &error))
    }

    pub fn finish(mut self) -> Result<(), RelabelError> {
        let finished = match self.writer.take() {
            Some(Writer::Plain(file)) => file.into_inner().map_err(io::IntoInnerError::into_error).map(drop),
            Some(Writer::Gzip(file)) => {
                file.finish().and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error)).map(drop)
            }
            None => Ok(()),
        };
        finished.map_err(|error| {
            let _ = fs::remove_file(&self.path);
            failed(&self.path, &error)
        })
    }

    pub fn discard(self) {
        drop(self);
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.writer.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn failed(path: &Path, error: &io::Error) -> RelabelError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::AlreadyExists => RelabelError::Exists { path },
        io::ErrorKind::PermissionDenied => RelabelError::Write { path, reason: "permission denied".to_owned() },
        _ => RelabelError::Write { path, reason: error.to_string().to_lowercase() },
    }
}
