//! The decoded bytes of a file, plain or gzip, through one buffer that is used again and again: a fresh page costs more
//! than inflating into one that is in the cache.

use std::fs::File;

use super::gzip::{Gzip, Input};
use super::sniff;
use crate::formats::{Fault, lfs};

const BUFFER: usize = 256 << 10;

/// Decoded bytes in order. Opening looks at the content, never at the name.
#[derive(Debug)]
pub struct ByteStream {
    source: Source,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    position: u64,
    file_bytes: u64,
    gzip: bool,
    /// A fault of the compressed stream that struck while these bytes were read.
    fault: Option<Fault>,
    ended: bool,
}

#[derive(Debug)]
enum Source {
    Plain(Input),
    Gzip(Gzip),
}

impl ByteStream {
    /// Looks at the first bytes: an empty file and a pointer of version control are told at once.
    pub fn new(file: File) -> Result<Self, Fault> {
        let file_bytes = file.metadata().map_err(|error| Fault::from_io(&error))?.len();
        let mut input = Input::new(file);
        let start = input.fill(sniff::BYTES)?;
        if start.is_empty() {
            return Err(Fault::Empty);
        }
        if let Some(fault) = lfs::pointer(start) {
            return Err(fault);
        }
        let gzip = start.starts_with(&[0x1f, 0x8b]);
        let source = if gzip { Source::Gzip(Gzip::new(input)) } else { Source::Plain(input) };
        let buffer = vec![0; BUFFER].into_boxed_slice();
        Ok(ByteStream { source, buffer, start: 0, end: 0, position: 0, file_bytes, gzip, fault: None, ended: false })
    }

    /// Whether the file is compressed.
    pub fn is_gzip(&self) -> bool {
        self.gzip
    }

    /// Size of the file, as stored.
    pub fn file_bytes(&self) -> u64 {
        self.file_bytes
    }

    /// Decoded bytes taken so far.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Makes at least `count` bytes available, fewer only at the end. Fills the whole buffer when it must read at all.
    pub fn peek(&mut self, count: usize) -> Result<&[u8], Fault> {
        if self.end - self.start < count && !self.ended {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            while self.end < self.buffer.len() && !self.ended {
                let free = self.buffer.get_mut(self.end..).unwrap_or_default();
                let read = match &mut self.source {
                    Source::Plain(input) => input.read(free),
                    Source::Gzip(gzip) => gzip.read(free),
                };
                match read {
                    Ok(0) => self.ended = true,
                    Ok(count) => self.end += count,
                    // What came before the fault is handed out first.
                    Err(fault) => {
                        self.fault = Some(fault);
                        self.ended = true;
                    }
                }
            }
        }
        let ready = self.end - self.start;
        if ready < count
            && let Some(fault) = self.fault.take_if(|fault| !matches!(fault, Fault::TrailingGarbage { .. }))
        {
            return Err(fault);
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    /// Counts `count` of the peeked bytes as taken.
    pub fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.position += count as u64;
    }

    /// The next `N` bytes, or `None` if fewer are left.
    pub fn take<const N: usize>(&mut self) -> Result<Option<[u8; N]>, Fault> {
        let taken = self.peek(N)?.first_chunk::<N>().copied();
        self.consume(if taken.is_some() { N } else { 0 });
        Ok(taken)
    }

    /// Up to `count` bytes; fewer only at the end. Memory grows with what is there.
    pub fn collect(&mut self, count: usize) -> Result<Vec<u8>, Fault> {
        let mut collected = Vec::new();
        while collected.len() < count {
            let ready = self.peek(1)?;
            let part = ready.get(..ready.len().min(count - collected.len())).unwrap_or_default();
            if part.is_empty() {
                break;
            }
            collected.extend_from_slice(part);
            let taken = part.len();
            self.consume(taken);
        }
        Ok(collected)
    }

    /// Passes over `count` bytes and gives how many there were.
    pub fn skip(&mut self, count: u64) -> Result<u64, Fault> {
        let mut left = count;
        while left > 0 {
            let ready = self.peek(1)?.len();
            if ready == 0 {
                break;
            }
            let step = ready.min(usize::try_from(left).unwrap_or(usize::MAX));
            self.consume(step);
            left -= step as u64;
        }
        Ok(count - left)
    }

    /// Reads to the end: how many bytes were left, and whether all were zero. A fault of the stream comes last.
    pub fn finish(&mut self) -> (u64, bool, Option<Fault>) {
        let (mut bytes, mut zeros) = (0, true);
        loop {
            match self.peek(1) {
                Ok([]) => return (bytes, zeros, self.fault.take()),
                Ok(rest) => {
                    zeros = zeros && rest.iter().all(|&byte| byte == 0);
                    let count = rest.len();
                    bytes += count as u64;
                    self.consume(count);
                }
                Err(fault) => return (bytes, zeros, Some(fault)),
            }
        }
    }
}
