//! Numbers and sizes as people write them.

/// Three digits, rounded down or up.
pub fn rounded(value: f64, up: bool) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let digits = 2.0 - value.log10().floor();
    let step = 10.0_f64.powf(digits);
    let scaled = value * step;
    let whole = if up { (scaled - 1e-9).ceil() } else { (scaled + 1e-9).floor() };
    whole / step
}

/// A volume in mm³ as `1250 mL`, or `40 mm3` below a tenth of that; rounded down or up.
pub fn volume(mm3: f64, up: bool) -> String {
    if mm3 < 100.0 {
        format!("{} mm3", number(rounded(mm3, up)))
    } else {
        format!("{} mL", number(rounded(mm3 / 1000.0, up)))
    }
}

/// Without zeros at the end, and without an exponent.
pub fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `0.07 %`
pub fn percent(share: f64) -> String {
    format!("{} %", number((share * 1e5).round() / 1e3))
}

/// At most five names.
pub fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN { format!("{shown} and {} more", names.len() - SHOWN) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_away_from_what_was_seen() {
        assert_eq!((volume(1_234_567.0, true), volume(1_234_567.0, false)), ("1240 mL".into(), "1230 mL".into()));
        assert_eq!((volume(512.0, true), volume(64.0, false)), ("0.512 mL".into(), "64 mm3".into()));
        assert_eq!((percent(0.00071), percent(0.99929)), ("0.071 %".into(), "99.929 %".into()));
    }
}
