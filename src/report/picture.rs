//! A fault as pictures show it. The pixels are made elsewhere; here they are bytes with what has to be said of them.

use super::finding::Plane;

/// What there is to look at beside the words of a finding.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Lines for a terminal, safe to print, each with its line break.
    Text(String),
    Picture(Picture),
    /// Why there is none.
    Missing(NoPicture),
}

/// Why a finding has no picture. Sentences that follow `no picture:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    #[error("this is about several cases")]
    Cohort,
    #[error("this is about no one place among the voxels")]
    NoPlace,
    #[error("this is about the header, which no slice shows")]
    Header,
    #[error("the place that is named lies outside the label map")]
    Outside,
    #[error("the label map could not be read a second time")]
    Unreadable,
    #[error("only the first {0} findings of a case have one")]
    BehindOfCase(usize),
    #[error("the page has room for the first {0} findings; check this case by itself")]
    NoRoom(usize),
    #[error("voxlint met a mistake of its own while drawing; please report it")]
    Failed,
}

/// Slices through one point of a case, as radiologists look at them.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// At least one.
    pub views: Vec<View>,
    /// The classes that the views show, in the order of the protocol.
    pub legend: Vec<Swatch>,
}

/// One slice. Pixels count from the upper left corner, across first.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub plane: Plane,
    /// Index of the slice along its array axis, zero-based.
    pub slice: u32,
    /// Number of pixels across and down.
    pub pixels: [u32; 2],
    /// Width and height of a pixel in millimetres.
    pub pixel_size: [f64; 2],
    /// PNG of the image behind the labels in shades of grey, if there is an image.
    pub image: Option<Vec<u8>>,
    /// PNG of the classes in their colours; what is none of them is transparent.
    pub labels: Vec<u8>,
    pub outline: Outline,
    /// The point that all views have in common, in pixels.
    pub focus: [f64; 2],
    /// What lies to the left, right, top and bottom: `R`, `L`, `A`, `P`, `S` or `I`. `None`: the file says no orientation.
    pub sides: Option<[char; 4]>,
    /// Degrees between the slice and the anatomical plane.
    pub tilt: f64,
}

/// What is wrong, as closed polygons whose corners are corners of pixels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    pub polygons: Vec<Vec<[u32; 2]>>,
    /// It is too ragged to be followed: the polygon is the box around it.
    pub boxed: bool,
}

/// A class and its colour: red, green and blue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swatch {
    pub name: String,
    pub color: [u8; 3],
}
