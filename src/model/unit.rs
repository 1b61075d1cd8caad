//! The closed list of units and decimal literals.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::quantity::{Dimension, Quantity};

/// A unit as it may be written: what it measures, and its size in the base unit of its dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    pub dimension: Dimension,
    pub factor: BigRational,
}

/// Every spelling, its dimension, and the factor to the base unit as numerator and denominator.
const UNITS: &[(&str, Dimension, i64, i64)] = &[
    ("mm", Dimension::LENGTH, 1, 1),
    ("cm", Dimension::LENGTH, 10, 1),
    ("m", Dimension::LENGTH, 1000, 1),
    ("um", Dimension::LENGTH, 1, 1000),
    ("\u{b5}m", Dimension::LENGTH, 1, 1000),
    ("\u{3bc}m", Dimension::LENGTH, 1, 1000),
    ("mL", Dimension::VOLUME, 1000, 1),
    ("ml", Dimension::VOLUME, 1000, 1),
    ("cc", Dimension::VOLUME, 1000, 1),
    ("L", Dimension::VOLUME, 1_000_000, 1),
    ("l", Dimension::VOLUME, 1_000_000, 1),
    ("uL", Dimension::VOLUME, 1, 1),
    ("ul", Dimension::VOLUME, 1, 1),
    ("\u{b5}L", Dimension::VOLUME, 1, 1),
    ("\u{3bc}L", Dimension::VOLUME, 1, 1),
    ("deg", Dimension::ANGLE, 1, 1),
    ("\u{b0}", Dimension::ANGLE, 1, 1),
    ("ms", Dimension::TIME, 1, 1000),
    ("s", Dimension::TIME, 1, 1),
    ("min", Dimension::TIME, 60, 1),
    ("h", Dimension::TIME, 3600, 1),
    ("d", Dimension::TIME, 86400, 1),
    ("day", Dimension::TIME, 86400, 1),
    ("days", Dimension::TIME, 86400, 1),
    ("week", Dimension::TIME, 604_800, 1),
    ("weeks", Dimension::TIME, 604_800, 1),
    // A year is the Julian year of 365.25 days, as in UCUM (`a_j`), and a month its twelfth part.
    ("month", Dimension::TIME, 2_629_800, 1),
    ("months", Dimension::TIME, 2_629_800, 1),
    ("year", Dimension::TIME, 31_557_600, 1),
    ("years", Dimension::TIME, 31_557_600, 1),
    ("Gy", Dimension::DOSE, 1, 1),
    ("cGy", Dimension::DOSE, 1, 100),
    ("HU", Dimension::HOUNSFIELD, 1, 1),
    ("SUV", Dimension::SUV, 1, 1),
    ("voxel", Dimension::VOXEL, 1, 1),
    ("voxels", Dimension::VOXEL, 1, 1),
    ("px", Dimension::PIXEL, 1, 1),
    ("pixel", Dimension::PIXEL, 1, 1),
    ("pixels", Dimension::PIXEL, 1, 1),
    ("%", Dimension::NONE, 1, 100),
];

/// For messages.
pub const LISTED: &str = "mm, cm, m, um, mm2, cm2, mm3, cm3, uL, mL, L, cc, deg, s, min, h, day, week, month, year, Gy, cGy, HU, SUV, voxels, px, px2, %";

/// What people write instead of a unit in the list, and what to tell them.
const REPLACEMENTS: &[(&str, &str)] = &[
    ("rad", "write the angle in `deg`: a radian is no exact number of degrees"),
    ("radians", "write the angle in `deg`: a radian is no exact number of degrees"),
    ("dm", "write it in `cm`: 1 dm is 10 cm"),
    ("nm", "write it in `um`: 1000 nm are 1 um"),
    ("dL", "write it in `mL`: 1 dL is 100 mL"),
    ("dl", "write it in `mL`: 1 dl is 100 mL"),
    ("cL", "write it in `mL`: 1 cL is 10 mL"),
    ("cl", "write it in `mL`: 1 cl is 10 mL"),
    ("mGy", "write it in `cGy`: 10 mGy are 1 cGy"),
    ("px3", "write `voxels`"),
    ("vox", "write `voxels`"),
    ("degree", "write `deg`"),
    ("degrees", "write `deg`"),
    ("second", "write `s`"),
    ("seconds", "write `s`"),
    ("minute", "write `min`"),
    ("minutes", "write `min`"),
    ("hour", "write `h`"),
    ("hours", "write `h`"),
    ("litre", "write `L`"),
    ("litres", "write `L`"),
    ("millimetre", "write `mm`"),
    ("millimetres", "write `mm`"),
    ("centimetre", "write `cm`"),
    ("centimetres", "write `cm`"),
    ("percent", "write `%`"),
    ("slices", "write the number alone: slices are counted"),
    ("parts", "write the number alone: parts are counted"),
];

/// What to type instead of a word that is often taken for a unit.
pub fn replacement(text: &str) -> Option<&'static str> {
    REPLACEMENTS.iter().find(|(word, _)| *word == text).map(|(_, advice)| *advice)
}

/// Bounds keep a literal of a hostile file from costing memory: no measure needs more.
const MAX_DIGITS: usize = 40;
const MAX_EXPONENT: i64 = 40;

/// Reads `mm`, `mm2`, `mm^2`, `mm²`, `mm*mm`, `mL`, `%`.
pub fn unit(text: &str) -> Option<Unit> {
    let mut product = Unit { dimension: Dimension::NONE, factor: BigRational::one() };
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for part in compact.split(['*', '\u{b7}']) {
        let (base, exponent) = split_exponent(part)?;
        let (_, dimension, above, below) = UNITS.iter().find(|(name, ..)| *name == base)?;
        // Only lengths are raised, and pixels to areas: `mL2` or `s2` measure nothing voxlint knows.
        let raised =
            *dimension == Dimension::LENGTH || *dimension == Dimension::PIXEL && exponent == 2 && *base == *"px";
        if exponent != 1 && !raised {
            return None;
        }
        for _ in 0..exponent {
            product.dimension = product.dimension.times(*dimension);
            product.factor *= BigRational::new((*above).into(), (*below).into());
        }
    }
    (product.dimension.length <= 3).then_some(product)
}

fn split_exponent(part: &str) -> Option<(&str, u32)> {
    for (suffix, exponent) in [("^2", 2), ("^3", 3), ("\u{b2}", 2), ("\u{b3}", 3), ("2", 2), ("3", 3)] {
        if let Some(base) = part.strip_suffix(suffix) {
            return Some((base, exponent));
        }
    }
    (!part.is_empty()).then_some((part, 1))
}

/// The spelling closest to an unknown unit: `mm` for `MM`, `mL` for `mls`.
pub fn suggest(text: &str) -> Option<&'static str> {
    let known = UNITS.iter().map(|(name, ..)| *name).chain(["mm2", "cm2", "mm3", "cm3"]);
    known
        .map(|name| {
            let folded = name.eq_ignore_ascii_case(text);
            (if folded { 0 } else { strsim::damerau_levenshtein(name, text) }, name)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, name)| *distance <= 1 && *distance < name.chars().count())
        .map(|(_, name)| name)
}

/// Reads `0.5`, `600`, `1e-3`; `None` where it is no number or longer than any measure needs.
pub fn decimal(digits: &str) -> Option<BigRational> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let plain = all.strip_prefix(['-', '+']).unwrap_or(&all);
    if plain.is_empty() || plain.len() > MAX_DIGITS || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if exponent.abs() > MAX_EXPONENT {
        return None;
    }
    let value = BigRational::from_integer(all.parse::<BigInt>().ok()?);
    let shift = exponent - i64::try_from(fraction.len()).ok()?;
    let power = BigRational::from_integer(BigInt::from(10).pow(u32::try_from(shift.unsigned_abs()).ok()?));
    Some(if shift < 0 { value / power } else { value * power })
}

/// A literal with its unit in base units; `written` is the literal in normal form.
pub fn quantity(digits: &str, unit_text: Option<&str>) -> Option<Quantity> {
    let value = decimal(digits)?;
    let written = match unit_text {
        Some(text) => format!("{digits} {text}"),
        None => digits.to_string(),
    };
    match unit_text {
        None => Some(Quantity::plain(value, written)),
        Some(text) => {
            let unit = unit(text)?;
            Some(Quantity { value: value * unit.factor, dimension: unit.dimension, written })
        }
    }
}

/// A rational in decimal notation for messages: exact where it ends within six places, else rounded to them.
pub fn show(value: &BigRational) -> String {
    let scale = BigInt::from(1_000_000);
    let scaled = (value * BigRational::from_integer(scale.clone())).round().to_integer();
    let negative = scaled < BigInt::zero();
    let magnitude = if negative { -scaled } else { scaled };
    let (whole, fraction) = (&magnitude / &scale, &magnitude % &scale);
    let mut out = format!("{}{whole}", if negative { "-" } else { "" });
    let digits = format!("{fraction:0>6}");
    let digits = digits.trim_end_matches('0');
    if !digits.is_empty() {
        out.push('.');
        out.push_str(digits);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(digits: &str, unit: &str) -> String {
        let quantity = quantity(digits, Some(unit)).expect("known unit");
        format!("{} {}", show(&quantity.value), quantity.dimension.base_unit())
    }

    #[test]
    fn units_convert_exactly() {
        assert_eq!(base("0.5", "mL"), "500 mm3");
        assert_eq!(base("0.1", "cm3"), "100 mm3");
        assert_eq!(base("1", "L"), "1000000 mm3");
        assert_eq!(base("2", "cm^2"), "200 mm2");
        assert_eq!(base("2", "cm²"), "200 mm2");
        assert_eq!(base("2", "mm*mm"), "2 mm2");
        assert_eq!(base("2", "mm * mm * mm"), "2 mm3");
        assert_eq!(base("250", "µm"), "0.25 mm");
        assert_eq!(base("3", "uL"), "3 mm3");
        assert_eq!(base("2", "min"), "120 s");
        assert_eq!(base("4", "years"), "126230400 s");
        assert_eq!(base("12", "month"), base("1", "year"));
        assert_eq!(base("2", "weeks"), base("14", "d"));
        assert_eq!(base("150", "cGy"), "1.5 Gy");
        assert_eq!(base("-30", "HU"), "-30 HU");
        assert_eq!(base("50", "voxels"), "50 voxel");
        assert_eq!(base("2", "%"), "0.02 ");
        assert_eq!(base("90", "deg"), "90 deg");
    }

    #[test]
    fn literals_are_exact_decimals() {
        let tenth = decimal("0.1").expect("a number");
        assert_eq!(&tenth + &tenth + &tenth, decimal("0.3").expect("a number"));
        assert_eq!(decimal("1e-3"), decimal("0.001"));
        assert_eq!(decimal("1.5e2"), decimal("150"));
        assert_eq!(decimal("-2.50"), decimal("-2.5"));
    }

    #[test]
    fn hostile_literals_are_refused_without_cost() {
        assert_eq!(decimal("1e999999999"), None);
        assert_eq!(decimal(&"9".repeat(1000)), None);
        assert_eq!(decimal("1e99999999999999999999"), None);
        assert_eq!(decimal("."), None);
        assert_eq!(decimal("1.2.3"), None);
        assert_eq!(decimal(""), None);
    }

    #[test]
    fn unknown_units_have_the_nearest_spelling() {
        assert!(unit("mls").is_none() && unit("mm4").is_none() && unit("mL2").is_none() && unit("").is_none());
        assert_eq!(suggest("mls"), Some("ml"));
        assert_eq!(suggest("MM"), Some("mm"));
        assert_eq!(suggest("ML"), Some("mL"));
        assert_eq!(suggest("furlong"), None);
    }

    #[test]
    fn rationals_show_as_decimals() {
        assert_eq!(show(&BigRational::new(1.into(), 3.into())), "0.333333");
        assert_eq!(show(&BigRational::new((-5).into(), 2.into())), "-2.5");
        assert_eq!(show(&BigRational::from_integer(7.into())), "7");
    }
}
