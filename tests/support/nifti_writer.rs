//! Writes NIfTI files with every header field in the test's hand. Checks nothing: wrong files are its purpose.

use std::io::Write;

use flate2::{Compression, GzBuilder};

/// Data types a label map can have, by their NIfTI code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datatype {
    U8 = 2,
    I16 = 4,
    I32 = 8,
    F32 = 16,
    F64 = 64,
    I8 = 256,
    U16 = 512,
    U32 = 768,
    I64 = 1024,
    U64 = 1280,
}

impl Datatype {
    fn bits(self) -> i16 {
        match self {
            Datatype::U8 | Datatype::I8 => 8,
            Datatype::I16 | Datatype::U16 => 16,
            Datatype::I32 | Datatype::U32 | Datatype::F32 => 32,
            Datatype::F64 | Datatype::I64 | Datatype::U64 => 64,
        }
    }

    fn encode(self, value: f64, order: Order, out: &mut Vec<u8>) {
        let mut bytes = match self {
            Datatype::U8 => vec![value as u8],
            Datatype::I8 => (value as i8).to_le_bytes().to_vec(),
            Datatype::I16 => (value as i16).to_le_bytes().to_vec(),
            Datatype::U16 => (value as u16).to_le_bytes().to_vec(),
            Datatype::I32 => (value as i32).to_le_bytes().to_vec(),
            Datatype::U32 => (value as u32).to_le_bytes().to_vec(),
            Datatype::I64 => (value as i64).to_le_bytes().to_vec(),
            Datatype::U64 => (value as u64).to_le_bytes().to_vec(),
            Datatype::F32 => (value as f32).to_le_bytes().to_vec(),
            Datatype::F64 => value.to_le_bytes().to_vec(),
        };
        if order == Order::Big {
            bytes.reverse();
        }
        out.append(&mut bytes);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
}

/// The fields of a header, both versions. Sizes that follow from others can be overridden.
#[derive(Debug, Clone)]
pub struct Header {
    pub version: Version,
    pub order: Order,
    pub datatype: Datatype,
    /// Written instead of the code of `datatype`.
    pub datatype_code: Option<i16>,
    pub bitpix: Option<i16>,
    pub dim: [i64; 8],
    pub pixdim: [f64; 8],
    pub vox_offset: Option<f64>,
    pub slope: f64,
    pub inter: f64,
    pub units: u8,
    pub qform_code: i16,
    pub sform_code: i16,
    /// b, c, d and the offset.
    pub quaternion: [f64; 3],
    pub qoffset: [f64; 3],
    pub srow: [[f64; 4]; 3],
    pub descrip: String,
    pub aux_file: String,
    pub intent_name: String,
    /// NIfTI-1 only.
    pub db_name: String,
    /// Code, content and, where it should be wrong, the size field.
    pub extensions: Vec<(i32, Vec<u8>, Option<i32>)>,
    pub sizeof_hdr: Option<i32>,
    pub magic: Option<[u8; 4]>,
}

impl Header {
    /// Version 1, little-endian, unscaled, in millimetres, with agreeing sform and qform.
    pub fn new(datatype: Datatype, shape: [usize; 3], affine: [[f64; 4]; 3]) -> Self {
        let [x, y, z] = shape.map(|n| n as i64);
        let mut header = Header {
            version: Version::One,
            order: Order::Little,
            datatype,
            datatype_code: None,
            bitpix: None,
            dim: [3, x, y, z, 1, 1, 1, 1],
            pixdim: [1.0; 8],
            vox_offset: None,
            slope: 1.0,
            inter: 0.0,
            units: 2,
            qform_code: 1,
            sform_code: 1,
            quaternion: [0.0; 3],
            qoffset: [0.0; 3],
            srow: affine,
            descrip: String::new(),
            aux_file: String::new(),
            intent_name: String::new(),
            db_name: String::new(),
            extensions: Vec::new(),
            sizeof_hdr: None,
            magic: None,
        };
        header.place(affine);
        header
    }

    /// Sets sform, qform and voxel sizes to one affine without shear.
    pub fn place(&mut self, affine: [[f64; 4]; 3]) {
        self.srow = affine;
        self.qoffset = affine.map(|row| row[3]);
        let mut axes = [[0.0; 3]; 3];
        for column in 0..3 {
            let length = affine.iter().map(|row| row[column] * row[column]).sum::<f64>().sqrt();
            self.pixdim[column + 1] = length;
            for row in 0..3 {
                axes[row][column] = affine[row][column] / length;
            }
        }
        let [[a, b, c], [d, e, f], [g, h, i]] = axes;
        let handed = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        self.pixdim[0] = handed.signum();
        for row in &mut axes {
            row[2] *= handed.signum();
        }
        self.quaternion = quaternion(axes);
    }

    pub fn affine(&self) -> [[f64; 4]; 3] {
        self.srow
    }

    fn head_bytes(&self) -> i32 {
        if self.version == Version::One { 348 } else { 540 }
    }

    /// Header, extension flag and extensions, as long as the data's offset says.
    pub fn bytes(&self, pair: bool) -> Vec<u8> {
        let mut extra = vec![u8::from(!self.extensions.is_empty()), 0, 0, 0];
        for (code, content, size) in &self.extensions {
            let whole = (content.len() + 8).next_multiple_of(16);
            let mut fields = Fields { order: self.order, bytes: Vec::new() };
            fields.i32(size.unwrap_or(whole as i32));
            fields.i32(*code);
            extra.append(&mut fields.bytes);
            extra.extend_from_slice(content);
            extra.resize(extra.len() + whole - 8 - content.len(), 0);
        }
        let offset = if pair { 0 } else { (self.head_bytes() as usize + extra.len()).next_multiple_of(16) };
        let offset_field = self.vox_offset.unwrap_or(offset as f64);
        let mut bytes = match self.version {
            Version::One => self.first(pair, offset_field),
            Version::Two => self.second(pair, offset_field),
        };
        bytes.append(&mut extra);
        bytes.resize(bytes.len().max(offset), 0);
        bytes
    }

    fn bits(&self) -> i16 {
        self.bitpix.unwrap_or_else(|| self.datatype.bits())
    }

    fn code(&self) -> i16 {
        self.datatype_code.unwrap_or(self.datatype as i16)
    }

    fn first(&self, pair: bool, offset: f64) -> Vec<u8> {
        let mut out = Fields { order: self.order, bytes: Vec::new() };
        out.i32(self.sizeof_hdr.unwrap_or(348));
        out.text("", 10);
        out.text(&self.db_name, 18);
        out.i32(0);
        out.i16(0);
        out.text("r", 1);
        out.text("", 1);
        self.dim.iter().for_each(|n| out.i16(*n as i16));
        (0..3).for_each(|_| out.f32(0.0));
        out.i16(0);
        out.i16(self.code());
        out.i16(self.bits());
        out.i16(0);
        self.pixdim.iter().for_each(|v| out.f32(*v));
        out.f32(offset);
        out.f32(self.slope);
        out.f32(self.inter);
        out.i16(0);
        out.bytes.extend([0, self.units]);
        (0..4).for_each(|_| out.f32(0.0));
        (0..2).for_each(|_| out.i32(0));
        out.text(&self.descrip, 80);
        out.text(&self.aux_file, 24);
        out.i16(self.qform_code);
        out.i16(self.sform_code);
        self.quaternion.iter().chain(&self.qoffset).for_each(|v| out.f32(*v));
        self.srow.iter().flatten().for_each(|v| out.f32(*v));
        out.text(&self.intent_name, 16);
        out.bytes.extend(self.magic.unwrap_or(if pair { *b"ni1\0" } else { *b"n+1\0" }));
        out.bytes
    }

    fn second(&self, pair: bool, offset: f64) -> Vec<u8> {
        let mut out = Fields { order: self.order, bytes: Vec::new() };
        out.i32(self.sizeof_hdr.unwrap_or(540));
        out.bytes.extend(self.magic.unwrap_or(if pair { *b"ni2\0" } else { *b"n+2\0" }));
        out.bytes.extend(b"\r\n\x1a\n");
        out.i16(self.code());
        out.i16(self.bits());
        self.dim.iter().for_each(|n| out.i64(*n));
        (0..3).for_each(|_| out.f64(0.0));
        self.pixdim.iter().for_each(|v| out.f64(*v));
        out.i64(offset as i64);
        out.f64(self.slope);
        out.f64(self.inter);
        (0..4).for_each(|_| out.f64(0.0));
        (0..2).for_each(|_| out.i64(0));
        out.text(&self.descrip, 80);
        out.text(&self.aux_file, 24);
        out.i32(i32::from(self.qform_code));
        out.i32(i32::from(self.sform_code));
        self.quaternion.iter().chain(&self.qoffset).for_each(|v| out.f64(*v));
        self.srow.iter().flatten().for_each(|v| out.f64(*v));
        out.i32(0);
        out.i32(i32::from(self.units));
        out.i32(0);
        out.text(&self.intent_name, 16);
        out.bytes.extend([0; 16]);
        out.bytes
    }

    /// The data as the header's type stores it. Numbers are those that stand in the file, before scaling.
    pub fn data(&self, stored: &[f64]) -> Vec<u8> {
        let mut out = Vec::with_capacity(stored.len() * self.datatype.bits() as usize / 8);
        stored.iter().for_each(|value| self.datatype.encode(*value, self.order, &mut out));
        out
    }
}

struct Fields {
    order: Order,
    bytes: Vec<u8>,
}

impl Fields {
    fn push(&mut self, mut little: Vec<u8>) {
        if self.order == Order::Big {
            little.reverse();
        }
        self.bytes.append(&mut little);
    }

    fn i16(&mut self, value: i16) {
        self.push(value.to_le_bytes().to_vec());
    }

    fn i32(&mut self, value: i32) {
        self.push(value.to_le_bytes().to_vec());
    }

    fn i64(&mut self, value: i64) {
        self.push(value.to_le_bytes().to_vec());
    }

    fn f32(&mut self, value: f64) {
        self.push((value as f32).to_le_bytes().to_vec());
    }

    fn f64(&mut self, value: f64) {
        self.push(value.to_le_bytes().to_vec());
    }

    fn text(&mut self, text: &str, width: usize) {
        let start = self.bytes.len();
        self.bytes.extend(text.bytes().take(width));
        self.bytes.resize(start + width, 0);
    }
}

/// b, c and d of a rotation matrix, by the largest of the four components (Shepperd 1978), with a not negative.
fn quaternion(m: [[f64; 3]; 3]) -> [f64; 3] {
    let [[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]] = m;
    let squares = [1.0 + xx + yy + zz, 1.0 + xx - yy - zz, 1.0 - xx + yy - zz, 1.0 - xx - yy + zz];
    let products = [
        [squares[0], zy - yz, xz - zx, yx - xy],
        [zy - yz, squares[1], xy + yx, xz + zx],
        [xz - zx, xy + yx, squares[2], yz + zy],
        [yx - xy, xz + zx, yz + zy, squares[3]],
    ];
    let largest = (0..4).max_by(|a, b| squares[*a].total_cmp(&squares[*b])).unwrap_or(0);
    let scale = 0.5 / squares[largest].sqrt();
    let [a, b, c, d] = products[largest].map(|v| v * scale);
    let sign = if a < 0.0 { -1.0 } else { 1.0 };
    [b * sign, c * sign, d * sign]
}

/// One gzip member at a compression level from 0 to 9, without name and time.
pub fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::new(level));
    encoder.write_all(bytes).expect("writing to memory");
    encoder.finish().expect("writing to memory")
}
