//! Words that several checks share.

/// `3 voxels`, `1 voxel`; thousands are set apart: `369,660 voxels`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// `369660` as `369,660`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `122 x 101 x 30`
pub fn dimensions<T: ToString>(sizes: &[T]) -> String {
    sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" x ")
}

/// Millimetres and the like with at most three decimals: `0.781`, `12`, `0.0004` as `4.0e-4`.
pub fn decimal(value: f64) -> String {
    if value != 0.0 && value.abs() < 5e-4 {
        return format!("{value:.1e}");
    }
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// `0.78 x 0.78 x 3 mm`
pub fn spacing(sizes: [f64; 3]) -> String {
    format!("{} mm", sizes.map(decimal).join(" x "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "voxel", "voxels"), "1 voxel");
        assert_eq!(count(369_660, "voxel", "voxels"), "369,660 voxels");
        assert_eq!(count(0, "voxel", "voxels"), "0 voxels");
        assert_eq!(spacing([0.781_249_97, 0.75, 3.0]), "0.781 x 0.75 x 3 mm");
        assert_eq!(decimal(-0.000_000_4), "-4.0e-7");
        assert_eq!(decimal(100.0), "100");
    }
}
