//! Gzip (RFC 1952) that distrusts its input: every member to its end, checksum and length checked, and what follows the
//! last member told apart from padding.

use std::fs::File;
use std::io::{ErrorKind, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::formats::Fault;

const INPUT: usize = 64 << 10;

/// Bytes of the file that were read but not yet used.
#[derive(Debug)]
pub(super) struct Input {
    file: File,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// Offset in the file of `buffer[start]`.
    at: u64,
}

impl Input {
    pub fn new(file: File) -> Self {
        Input { file, buffer: vec![0; INPUT].into_boxed_slice(), start: 0, end: 0, at: 0 }
    }

    pub fn available(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    pub fn at(&self) -> u64 {
        self.at
    }

    pub fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
        self.at += count as u64;
    }

    /// Reads on until `count` bytes are there or the file ends; `count` must be far below the buffer's size.
    pub fn fill(&mut self, count: usize) -> Result<&[u8], Fault> {
        while self.end - self.start < count {
            if self.start > 0 {
                self.buffer.copy_within(self.start..self.end, 0);
                self.end -= self.start;
                self.start = 0;
            }
            let free = self.buffer.get_mut(self.end..).unwrap_or_default();
            match read(&mut self.file, free)? {
                0 => break,
                read => self.end += read,
            }
        }
        Ok(self.available())
    }

    /// Reads into `out`: what is buffered first, then the file itself.
    pub fn read(&mut self, out: &mut [u8]) -> Result<usize, Fault> {
        let count = if self.start < self.end {
            let ready = self.available();
            let count = ready.len().min(out.len());
            if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
                to.copy_from_slice(from);
            }
            self.start += count;
            count
        } else {
            read(&mut self.file, out)?
        };
        self.at += count as u64;
        Ok(count)
    }

    fn byte(&mut self) -> Result<Option<u8>, Fault> {
        let byte = self.fill(1)?.first().copied();
        self.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

fn read(file: &mut File, out: &mut [u8]) -> Result<usize, Fault> {
    loop {
        match file.read(out) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::from_io(&error)),
            Ok(count) => return Ok(count),
        }
    }
}

/// Inflates one member after another.
pub(super) struct Gzip {
    input: Input,
    inflate: Decompress,
    crc: Crc,
    /// Decoded bytes of all members so far.
    decoded: u64,
    in_member: bool,
    ended: bool,
}

impl Gzip {
    pub fn new(input: Input) -> Self {
        Gzip { input, inflate: Decompress::new(false), crc: Crc::new(), decoded: 0, in_member: false, ended: false }
    }

    /// Decodes into `out`; 0 is the sound end. After a fault nothing more comes.
    pub fn read(&mut self, out: &mut [u8]) -> Result<usize, Fault> {
        let result = self.read_on(out);
        self.ended |= matches!(result, Ok(0) | Err(_));
        result
    }

    fn read_on(&mut self, out: &mut [u8]) -> Result<usize, Fault> {
        if out.is_empty() || self.ended {
            return Ok(0);
        }
        loop {
            if !self.in_member && !self.next_member()? {
                return Ok(0);
            }
            let (used, made) = (self.inflate.total_in(), self.inflate.total_out());
            let at_end = self.input.fill(1)?.is_empty();
            let status = self.inflate.decompress(self.input.available(), out, FlushDecompress::None);
            let used = (self.inflate.total_in() - used) as usize;
            let made = (self.inflate.total_out() - made) as usize;
            self.input.consume(used);
            self.decoded += made as u64;
            self.crc.update(out.get(..made).unwrap_or_default());
            match status {
                Err(_) => {
                    return Err(Fault::CorruptGzip {
                        at: self.input.at(),
                        reason: "the compressed data make no sense",
                    });
                }
                Ok(Status::StreamEnd) => self.end_member()?,
                Ok(_) if used == 0 && made == 0 => {
                    if at_end {
                        return Err(self.truncated());
                    }
                    return Err(Fault::CorruptGzip { at: self.input.at(), reason: "the compressed data stop short" });
                }
                Ok(_) => {}
            }
            if made > 0 {
                return Ok(made);
            }
        }
    }

    fn truncated(&self) -> Fault {
        Fault::TruncatedGzip { file_bytes: self.input.at(), decoded: self.decoded }
    }

    /// Reads the next member's header. False at the end of the file, also behind zero padding.
    fn next_member(&mut self) -> Result<bool, Fault> {
        let first = self.input.at() == 0;
        let ready = self.input.fill(2)?;
        if ready.is_empty() {
            return Ok(false);
        }
        if !ready.starts_with(&[0x1f, 0x8b]) {
            // The first member was sniffed before, so this is what follows the last one.
            return self.rest().map(|()| false);
        }
        let at = self.input.at();
        match self.member_header() {
            Ok(()) => {}
            Err(Fault::CorruptGzip { .. }) if !first => {
                return Err(Fault::TrailingGarbage { at, bytes: self.drain(at)? });
            }
            Err(fault) => return Err(fault),
        }
        self.inflate.reset(false);
        self.crc.reset();
        self.in_member = true;
        Ok(true)
    }

    fn member_header(&mut self) -> Result<(), Fault> {
        let at = self.input.at();
        let mut crc = Crc::new();
        let fixed = self.header_bytes::<10>(&mut crc)?;
        let [_, _, method, flags, ..] = fixed;
        if method != 8 || flags & 0xe0 != 0 {
            return Err(Fault::CorruptGzip { at, reason: "the gzip header makes no sense" });
        }
        if flags & 4 != 0 {
            let length = u16::from_le_bytes(self.header_bytes::<2>(&mut crc)?);
            for _ in 0..length {
                self.header_bytes::<1>(&mut crc)?;
            }
        }
        // File name, then comment: both end with a zero byte.
        for flag in [8, 16] {
            while flags & flag != 0 && self.header_bytes::<1>(&mut crc)? != [0] {}
        }
        if flags & 2 != 0 {
            let computed = crc.sum() & 0xffff;
            let stored = u32::from(u16::from_le_bytes(self.header_bytes::<2>(&mut crc)?));
            if stored != computed {
                return Err(Fault::CorruptGzip { at, reason: "the checksum of the gzip header does not match" });
            }
        }
        Ok(())
    }

    fn header_bytes<const N: usize>(&mut self, crc: &mut Crc) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        for slot in &mut bytes {
            *slot = self.input.byte()?.ok_or_else(|| self.truncated())?;
        }
        crc.update(&bytes);
        Ok(bytes)
    }

    fn end_member(&mut self) -> Result<(), Fault> {
        self.in_member = false;
        let Some(&[c0, c1, c2, c3, l0, l1, l2, l3]) = self.input.fill(8)?.first_chunk::<8>() else {
            return Err(self.truncated());
        };
        self.input.consume(8);
        let (stored, computed) = (u32::from_le_bytes([c0, c1, c2, c3]), self.crc.sum());
        if stored != computed {
            return Err(Fault::GzipChecksum { stored, computed });
        }
        let (stored, computed) = (u32::from_le_bytes([l0, l1, l2, l3]), self.crc.amount());
        if stored != computed {
            return Err(Fault::GzipLength { stored, computed });
        }
        Ok(())
    }

    /// Looks at what follows the last member: zeros pad to a block, anything else is garbage.
    fn rest(&mut self) -> Result<(), Fault> {
        loop {
            let ready = self.input.fill(1)?;
            if ready.is_empty() {
                return Ok(());
            }
            let zeros = ready.iter().take_while(|&&byte| byte == 0).count();
            let garbage = zeros < ready.len();
            self.input.consume(zeros);
            if garbage {
                let at = self.input.at();
                return Err(Fault::TrailingGarbage { at, bytes: self.drain(at)? });
            }
        }
    }

    /// Bytes from `since` to the end of the file.
    fn drain(&mut self, since: u64) -> Result<u64, Fault> {
        loop {
            let count = self.input.fill(1)?.len();
            if count == 0 {
                return Ok(self.input.at() - since);
            }
            self.input.consume(count);
        }
    }
}

impl std::fmt::Debug for Gzip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gzip").field("at", &self.input.at()).field("decoded", &self.decoded).finish()
    }
}
