//! One voxel's bytes as a number.

use super::datatype::Datatype;
use super::fields::ByteOrder;

/// Above this, a 64-bit float no longer tells neighbouring integers apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// How voxels of one file become numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decoder {
    pub datatype: Datatype,
    pub order: ByteOrder,
    /// Slope and intercept, if they change anything.
    pub scaling: Option<(f64, f64)>,
}

/// What a voxel holds, as far as a label is concerned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sample {
    Label(i64),
    Nan,
    Infinite,
    /// The stored value is no integer.
    Fraction(f64),
    /// The stored value is an integer, the scaled one is not.
    ScaledFraction(f64),
    /// An integer that 64 bits, or the arithmetic of the scaling, cannot hold exactly.
    OutOfRange(f64),
}

enum Raw {
    Integer(i64),
    Unsigned(u64),
    Real(f64),
}

impl Decoder {
    /// Bytes of one voxel.
    pub fn width(&self) -> usize {
        self.datatype.bytes()
    }

    /// The label in the first [`Decoder::width`] bytes.
    #[inline]
    pub fn label(&self, bytes: &[u8]) -> Sample {
        match (self.raw(bytes), self.scaling) {
            (Raw::Integer(value), None) => Sample::Label(value),
            (Raw::Unsigned(value), None) => match i64::try_from(value) {
                Ok(value) => Sample::Label(value),
                Err(_) => Sample::OutOfRange(value as f64),
            },
            (Raw::Real(value), None) => integral(value, Sample::Fraction, i64::MAX as f64),
            (raw, Some((slope, inter))) => {
                let value = raw.real();
                match integral(value, Sample::Fraction, EXACT) {
                    Sample::Label(_) => integral(value * slope + inter, Sample::ScaledFraction, EXACT),
                    other => other,
                }
            }
        }
    }

    /// The value in the first [`Decoder::width`] bytes, scaled, in 64-bit arithmetic.
    #[inline]
    pub fn value(&self, bytes: &[u8]) -> f64 {
        let value = self.raw(bytes).real();
        self.scaling.map_or(value, |(slope, inter)| value * slope + inter)
    }

    #[inline]
    fn raw(&self, bytes: &[u8]) -> Raw {
        match self.datatype {
            Datatype::U8 => Raw::Integer(i64::from(u8::from_le_bytes(self.array(bytes)))),
            Datatype::I8 => Raw::Integer(i64::from(i8::from_le_bytes(self.array(bytes)))),
            Datatype::U16 => Raw::Integer(i64::from(u16::from_le_bytes(self.array(bytes)))),
            Datatype::I16 => Raw::Integer(i64::from(i16::from_le_bytes(self.array(bytes)))),
            Datatype::U32 => Raw::Integer(i64::from(u32::from_le_bytes(self.array(bytes)))),
            Datatype::I32 => Raw::Integer(i64::from(i32::from_le_bytes(self.array(bytes)))),
            Datatype::I64 => Raw::Integer(i64::from_le_bytes(self.array(bytes))),
            Datatype::U64 => Raw::Unsigned(u64::from_le_bytes(self.array(bytes))),
            Datatype::F32 => Raw::Real(f64::from(f32::from_le_bytes(self.array(bytes)))),
            Datatype::F64 => Raw::Real(f64::from_le_bytes(self.array(bytes))),
        }
    }

    #[inline]
    fn array<const N: usize>(&self, bytes: &[u8]) -> [u8; N] {
        let mut array = bytes.first_chunk::<N>().copied().unwrap_or([0; N]);
        if self.order == ByteOrder::Big {
            array.reverse();
        }
        array
    }
}

impl Raw {
    fn real(self) -> f64 {
        match self {
            Raw::Integer(value) => value as f64,
            Raw::Unsigned(value) => value as f64,
            Raw::Real(value) => value,
        }
    }
}

/// `limit` is 2^63 or 2^53: both are exact floats, and the first magnitude that is not safe.
fn integral(value: f64, fraction: fn(f64) -> Sample, limit: f64) -> Sample {
    if value.is_nan() {
        Sample::Nan
    } else if value.is_infinite() {
        Sample::Infinite
    } else if value.fract() != 0.0 {
        fraction(value)
    } else if value.abs() >= limit {
        Sample::OutOfRange(value)
    } else {
        Sample::Label(value as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoder(datatype: Datatype, scaling: Option<(f64, f64)>) -> Decoder {
        Decoder { datatype, order: ByteOrder::Little, scaling }
    }

    #[test]
    fn integers_survive_whole() {
        let wide = 9_007_199_254_740_993i64;
        assert_eq!(decoder(Datatype::I64, None).label(&wide.to_le_bytes()), Sample::Label(wide));
        assert_eq!(decoder(Datatype::I64, None).label(&i64::MIN.to_le_bytes()), Sample::Label(i64::MIN));
        let big = Decoder { order: ByteOrder::Big, ..decoder(Datatype::I16, None) };
        assert_eq!(big.label(&(-2i16).to_be_bytes()), Sample::Label(-2));
        assert!(matches!(decoder(Datatype::U64, None).label(&u64::MAX.to_le_bytes()), Sample::OutOfRange(_)));
    }

    #[test]
    fn scaling_is_exact_beyond_single_precision() {
        let scaled = decoder(Datatype::I32, Some((1.0, 1.0)));
        assert_eq!(scaled.label(&16_777_216i32.to_le_bytes()), Sample::Label(16_777_217));
        let half = decoder(Datatype::U8, Some((0.5, 0.0)));
        assert_eq!(half.label(&[4]), Sample::Label(2));
        assert_eq!(half.label(&[3]), Sample::ScaledFraction(1.5));
        let unsafe_sum = decoder(Datatype::I64, Some((1.0, 1.0)));
        assert!(matches!(unsafe_sum.label(&(1i64 << 53).to_le_bytes()), Sample::OutOfRange(_)));
    }

    #[test]
    fn floats_are_labels_only_where_they_are_integers() {
        let real = decoder(Datatype::F32, None);
        assert_eq!(real.label(&3f32.to_le_bytes()), Sample::Label(3));
        assert_eq!(real.label(&(-0f32).to_le_bytes()), Sample::Label(0));
        assert_eq!(real.label(&2.5f32.to_le_bytes()), Sample::Fraction(2.5));
        assert_eq!(real.label(&f32::NAN.to_le_bytes()), Sample::Nan);
        assert_eq!(real.label(&f32::NEG_INFINITY.to_le_bytes()), Sample::Infinite);
        assert!(matches!(real.label(&1e30f32.to_le_bytes()), Sample::OutOfRange(_)));
    }
}
