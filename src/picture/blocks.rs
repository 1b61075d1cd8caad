//! A slice in a terminal: two pixels a character, or letters where there is no colour.

use std::fmt::Write as _;

use super::paint::Painted;
use super::palette::Color;
use super::scene::Scene;
use crate::report::Style;
use crate::report::escape::visible;

/// Characters across; half as many lines at most.
const COLUMNS: u32 = 56;
const PIXELS_DOWN: u32 = 44;
/// Columns of the legend.
const LEGEND: usize = 80;
/// What is wrong, where nothing of the palette is bright red.
const WRONG: Color = [255, 40, 40];
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Several lines that end with a line break: which slice, the slice between its sides, and what the colours or letters
/// mean. Millimetres are as long across as down.
pub fn blocks(scene: &Scene<'_>, slice: &Painted, style: Style) -> String {
    let grid = Grid::new(slice);
    let mut seen = grid.classes(slice);
    seen.truncate(LETTERS.len());
    let mut text = format!("  {}\n", style.dim(&caption(slice)));
    let [left, right, top, bottom] = slice.cut.sides.unwrap_or([' '; 4]);
    let centre = grid.width as usize / 2 + 4;
    let _ = writeln!(text, "{}", format!("{top:>centre$}").trim_end());
    for line in 0..grid.height.div_ceil(2) {
        let (before, after) = if line == grid.height / 4 { (left, right) } else { (' ', ' ') };
        let _ = write!(text, "  {before} ");
        for column in 0..grid.width {
            let pixel = |row: u32| grid.pixel(slice, column, row);
            match style.color {
                true => half_blocks(&mut text, scene, slice, pixel(2 * line), pixel(2 * line + 1)),
                false => text.push(letter(slice, &seen, pixel(2 * line), pixel(2 * line + 1))),
            }
        }
        text.push_str(if style.color { "\u{1b}[0m" } else { "" });
        let _ = writeln!(text, "{}", format!(" {after}").trim_end());
    }
    let _ = writeln!(text, "{}", format!("{bottom:>centre$}").trim_end());
    text.push_str(&legend(scene, slice, &seen, style));
    text
}

/// The size of the drawing, and which pixel of the slice each of its own shows.
struct Grid {
    width: u32,
    height: u32,
    pixels: [u32; 2],
}

impl Grid {
    fn new(slice: &Painted) -> Self {
        let cut = &slice.cut;
        let pixels = cut.pixels();
        let [wide, high] = [cut.across, cut.down].map(|along| f64::from(along.count) * along.spacing);
        let scale = (f64::from(COLUMNS) / wide).min(f64::from(PIXELS_DOWN) / high);
        let [width, height] = [wide, high].map(|size| (size * scale).round().max(1.0) as u32);
        Grid { width: width.min(COLUMNS), height: height.min(PIXELS_DOWN), pixels }
    }

    /// Positions of the slice's pixels under one of the drawing: its middle first, then all that it covers.
    fn pixel(&self, slice: &Painted, column: u32, row: u32) -> Option<Covered> {
        if row >= self.height {
            return None;
        }
        let [wide, high] = self.pixels;
        let range = |at: u32, of: u32, pixels: u32| {
            let start = at * pixels / of;
            start..((at + 1) * pixels).div_ceil(of).clamp(start + 1, pixels.max(start + 1))
        };
        let (across, down) = (range(column, self.width, wide), range(row, self.height, high));
        let middle =
            slice.cut.position(u32::midpoint(across.start, across.end - 1), u32::midpoint(down.start, down.end - 1));
        let mut covered = down.flat_map(|down| across.clone().map(move |across| (across, down)));
        let wrong = covered.any(|(across, down)| slice.wrong.get(slice.cut.position(across, down)) == Some(&true));
        Some(Covered { middle, wrong })
    }

    fn classes(&self, slice: &Painted) -> Vec<u16> {
        let all = (0..self.height).flat_map(|row| (0..self.width).map(move |column| (column, row)));
        let class = |(column, row)| *slice.classes.get(self.pixel(slice, column, row)?.middle)?;
        let mut seen: Vec<u16> = all.filter_map(class).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}

#[derive(Clone, Copy)]
struct Covered {
    middle: usize,
    wrong: bool,
}

/// The upper half block: its own colour above, the background's below.
fn half_blocks(text: &mut String, scene: &Scene<'_>, slice: &Painted, above: Option<Covered>, below: Option<Covered>) {
    let number = |covered: Option<Covered>| covered.map_or(16, |covered| in_256(color(scene, slice, covered)));
    let _ = write!(text, "\u{1b}[38;5;{};48;5;{}m\u{2580}", number(above), number(below));
}

fn color(scene: &Scene<'_>, slice: &Painted, covered: Covered) -> Color {
    if covered.wrong {
        return WRONG;
    }
    let shade = slice.image.as_ref().and_then(|image| image.get(covered.middle).copied());
    let class = slice.classes.get(covered.middle).copied().flatten();
    let class = class.and_then(|class| scene.classes.get(usize::from(class))).map(|swatch| swatch.color);
    match (class, shade) {
        (None, shade) => [shade.unwrap_or_default(); 3],
        (Some(color), None) => color.map(|part| (u16::from(part) * 4 / 5) as u8),
        (Some(color), Some(shade)) => color.map(|part| ((u16::from(part) + u16::from(shade)) / 2) as u8),
    }
}

/// The nearest of the 256 colours that terminals know: a cube of six steps, and shades of grey.
fn in_256(color: Color) -> u8 {
    let [red, green, blue] = color.map(u16::from);
    if red == green && green == blue {
        return match red {
            0..8 => 16,
            248.. => 231,
            _ => 232 + ((red - 8) / 10).min(23) as u8,
        };
    }
    let step = |part: u16| if part < 48 { 0 } else { (part.saturating_sub(35) / 40).clamp(1, 5) };
    (16 + 36 * step(red) + 6 * step(green) + step(blue)) as u8
}

/// One character for two pixels: what is wrong first, then the class above, then the class below.
fn letter(slice: &Painted, seen: &[u16], above: Option<Covered>, below: Option<Covered>) -> char {
    let both = [above, below];
    if both.iter().flatten().any(|covered| covered.wrong) {
        return '#';
    }
    let class = both.iter().flatten().find_map(|covered| slice.classes.get(covered.middle).copied().flatten());
    let place = class.and_then(|class| seen.binary_search(&class).ok());
    place.and_then(|place| LETTERS.get(place)).map_or('.', |&letter| char::from(letter))
}

fn caption(slice: &Painted) -> String {
    let cut = &slice.cut;
    let [wide, high] = [cut.across, cut.down].map(|along| (f64::from(along.count) * along.spacing).round());
    format!("{} slice {}, {wide} x {high} mm", cut.plane.word(), cut.index)
}

fn legend(scene: &Scene<'_>, slice: &Painted, seen: &[u16], style: Style) -> String {
    let name = |class: &u16| scene.classes.get(usize::from(*class)).map_or("?", |swatch| swatch.name.as_str());
    let square = |color: Color| format!("\u{1b}[38;5;{}m\u{25a0}\u{1b}[0m", in_256(color));
    let entry = |mark: String, name: &str| {
        let name = visible(name);
        // A mark is one column wide, whatever it takes to paint it.
        (format!("{mark} {name}"), name.chars().count() + 2)
    };
    let mut parts: Vec<(String, usize)> = Vec::new();
    if slice.wrong.contains(&true) {
        parts.push(entry(if style.color { square(WRONG) } else { "#".to_owned() }, "here"));
    }
    for (class, &letter) in seen.iter().zip(LETTERS) {
        let swatch = scene.classes.get(usize::from(*class)).filter(|_| style.color);
        let mark = swatch.map_or_else(|| char::from(letter).to_string(), |swatch| square(swatch.color));
        parts.push(entry(mark, name(class)));
    }
    wrapped(&parts)
}

/// Entries two spaces apart, on as many lines as they need.
fn wrapped(entries: &[(String, usize)]) -> String {
    let mut text = String::new();
    let mut used = usize::MAX;
    for (entry, width) in entries {
        if used.saturating_add(width + 2) > LEGEND {
            text.push_str(if text.is_empty() { "  " } else { "\n  " });
            used = 0;
        } else {
            text.push_str("  ");
            used += 2;
        }
        text.push_str(entry);
        used += width;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_fall_on_the_terminals_cube() {
        assert_eq!((in_256([0; 3]), in_256([255; 3])), (16, 231));
        assert_eq!(in_256([255, 0, 0]), 196);
        assert_eq!(in_256([128; 3]), 244);
        assert_eq!(in_256([0, 114, 178]), 16 + 6 + 3);
    }
}
