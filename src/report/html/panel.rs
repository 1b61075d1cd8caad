//! One slice as a picture that needs no script: what picture.js draws, without anything to click.

use std::fmt::Write as _;

use super::super::escape::html;
use super::super::picture::View;
use super::data::path;
use super::png_address;

/// Share of the side that lies around scale bar and focus.
const MARGIN: f64 = 0.035;

/// A slice, how much of the patient its square shows, and what is said of it to whoever does not see it.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'v> {
    pub view: &'v View,
    /// Millimetres of its side. Panels of the same side have the same scale.
    pub side: f64,
    pub said: &'v str,
}

/// Millimetres of the smallest square around a slice.
pub fn side_of(view: &View) -> f64 {
    let [width, height] = size(view);
    width.max(height)
}

impl Panel<'_> {
    /// An element of the class `panel`.
    pub fn html(&self) -> String {
        let Panel { view, side, said } = *self;
        let [width, height] = size(view);
        let [left, top] = [(side - width) / 2.0, (side - height) / 2.0].map(hundredth);
        let [pixel_width, pixel_height] = view.pixel_size;
        let image = |png: &[u8], class: &str, opacity: &str| {
            format!(
                "<image href=\"{}\" class=\"{class}\"{opacity} x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" \
                 preserveAspectRatio=\"none\"/>",
                png_address(png),
                hundredth(width),
                hundredth(height)
            )
        };
        let bar = nice_length(side * 0.3);
        let side = hundredth(side);
        let mut svg = format!(
            "<svg viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\">\
             <rect class=\"volume\" x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\"/>",
            hundredth(width),
            hundredth(height)
        );
        match &view.image {
            Some(png) => svg += &(image(png, "image", "") + &image(&view.labels, "labels", " opacity=\"0.42\"")),
            None => svg += &image(&view.labels, "labels", " opacity=\"0.9\""),
        }
        let outline = path(&view.outline);
        if !outline.is_empty() {
            let dashes = if view.outline.boxed { " stroke-dasharray=\"5 4\"" } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(
                svg,
                "<g class=\"outline\" fill=\"none\" stroke-linejoin=\"round\"{dashes} \
                 transform=\"translate({left} {top}) scale({pixel_width} {pixel_height})\">\
                 <path d=\"{outline}\" stroke=\"#000000\" stroke-opacity=\"0.75\" stroke-width=\"4\" vector-effect=\"non-scaling-stroke\"/>\
                 <path d=\"{outline}\" stroke=\"#ff4d6d\" stroke-width=\"2\" vector-effect=\"non-scaling-stroke\"/></g>"
            );
        }
        let scale = format!("M{} {}h{}", hundredth(side * MARGIN), hundredth(side * 0.93), hundredth(bar));
        for (color, width) in [("#000000", "5"), ("#f3f6f9", "2.5")] {
            let _ = write!(
                svg,
                "<path d=\"{scale}\" stroke=\"{color}\" stroke-width=\"{width}\" vector-effect=\"non-scaling-stroke\"/>"
            );
        }
        svg += "</svg>";
        for (class, letter) in
            ["left", "right", "top-side", "bottom-side"].into_iter().zip(view.sides.into_iter().flatten())
        {
            let _ = write!(svg, "<b class=\"{class}\">{letter}</b>");
        }
        let bar = length_words(bar);
        format!(
            "<div class=\"panel\" role=\"img\" aria-label=\"{}\">{svg}<b class=\"scale\">{bar}</b></div>",
            html(said)
        )
    }
}

fn size(view: &View) -> [f64; 2] {
    let ([across, down], [width, height]) = (view.pixels, view.pixel_size);
    [f64::from(across) * width, f64::from(down) * height]
}

/// The longest of 1, 2, 5, 10, .. that is not longer.
fn nice_length(most: f64) -> f64 {
    let power = 10f64.powf(most.max(1e-6).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= most).unwrap_or(power)
}

fn length_words(millimetres: f64) -> String {
    let (value, unit) = if millimetres < 1.0 { (millimetres * 1000.0, "µm") } else { (millimetres, "mm") };
    format!("{} {unit}", value.round())
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Plane;
    use crate::report::picture::Outline;

    fn view() -> View {
        View {
            plane: Plane::Axial,
            slice: 3,
            pixels: [40, 20],
            pixel_size: [1.0, 1.5],
            image: None,
            labels: vec![1, 2, 3],
            outline: Outline { polygons: vec![vec![[4, 0], [5, 0], [5, 2], [4, 2]]], boxed: false },
            focus: [4.5, 1.0],
            sides: Some(['R', 'L', 'A', 'P']),
            tilt: 0.0,
        }
    }

    #[test]
    fn a_panel_shows_the_slice_its_outline_its_sides_and_its_scale() {
        let view = view();
        assert_eq!(side_of(&view), 40.0);
        let panel = Panel { view: &view, side: 50.0, said: "a <liver>" }.html();
        for part in [
            "viewBox=\"0 0 50 50\"",
            "data:image/png;base64,AQID",
            "x=\"5\" y=\"10\" width=\"40\" height=\"30\"",
            "M4 0h1v2h-1z",
        ] {
            assert!(panel.contains(part), "{part} in {panel}");
        }
        assert!(
            panel.contains("aria-label=\"a &lt;liver&gt;\"") && panel.ends_with("<b class=\"scale\">10 mm</b></div>"),
            "{panel}"
        );
        assert!(panel.contains("<b class=\"left\">R</b>"), "{panel}");
    }

    #[test]
    fn scale_bars_have_round_lengths() {
        assert_eq!([47.0, 12.0, 30.0, 0.3].map(nice_length), [20.0, 10.0, 20.0, 0.2]);
        assert_eq!([20.0, 0.2].map(length_words), ["20 mm", "200 µm"]);
    }
}
