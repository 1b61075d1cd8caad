//! Colours of classes that no protocol gives any.

/// Red, green and blue.
pub type Color = [u8; 3];

/// Told apart with every common form of colour blindness (M. Okabe and K. Ito, "Color universal design", 2008), the
/// strongest contrast to grey first; black is left to the background.
const HUES: [Color; 7] =
    [[230, 159, 0], [86, 180, 233], [0, 158, 115], [204, 121, 167], [240, 228, 66], [0, 114, 178], [213, 94, 0]];

/// Lightness of the hues when they are used up: in percent towards white, or (negative) towards black.
const SHADES: [i32; 5] = [0, 45, -35, 70, -60];

/// The colour of the `number`-th class. After thirty-five classes they come again.
pub fn of_class(number: usize) -> Color {
    let hue = HUES.get(number % HUES.len()).copied().unwrap_or_default();
    let shade = SHADES.get(number / HUES.len() % SHADES.len()).copied().unwrap_or_default();
    hue.map(|part| {
        let part = i32::from(part);
        let end = if shade < 0 { 0 } else { 255 };
        (part + (end - part) * shade.abs() / 100).clamp(0, 255) as u8
    })
}

/// `#dd8265`
pub fn parse(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
    let all = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = all.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_first_classes_differ() {
        let colors: BTreeSet<Color> = (0..35).map(of_class).collect();
        assert_eq!(colors.len(), 35);
        assert_eq!(of_class(0), of_class(35));
    }

    #[test]
    fn a_declared_colour_is_six_digits() {
        assert_eq!(parse("#dd8265"), Some([0xdd, 0x82, 0x65]));
        assert_eq!(parse("dd8265"), None);
        assert_eq!(parse("#dd826"), None);
        assert_eq!(parse("#+d8265"), None);
    }
}
