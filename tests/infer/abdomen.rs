//! Abdomens of ellipsoids. Sizes are drawn from known distributions, and every structure has exactly as many voxels as its
//! size says.

use std::fs;
use std::path::Path;

use super::nifti_writer::{Datatype, Header, gzip};
use super::random::Random;

pub const SHAPE: [usize; 3] = [60, 52, 50];
/// mm, along each axis.
pub const SPACING: f64 = 6.0;

pub const LIVER: u8 = 1;
pub const SPLEEN: u8 = 2;
pub const KIDNEY_RIGHT: u8 = 3;
pub const KIDNEY_LEFT: u8 = 4;
pub const GALLBLADDER: u8 = 5;
pub const LESION: u8 = 6;

pub struct Class {
    pub name: &'static str,
    pub value: u8,
    pub size: Size,
}

#[derive(Clone, Copy)]
pub enum Size {
    /// mL for a number of the standard normal distribution.
    Known(fn(f64) -> f64),
    /// Several parts, of any sizes.
    Varied,
}

/// Sizes that differ little, so that 200 cases tell the ends of their ranges well.
pub const ALIKE: [Class; 6] = [
    Class { name: "liver", value: LIVER, size: Size::Known(|z| 1500.0 * (0.16 * z).exp()) },
    Class { name: "spleen", value: SPLEEN, size: Size::Known(|z| 210.0 * (0.2 * z).exp()) },
    Class { name: "kidney_right", value: KIDNEY_RIGHT, size: Size::Known(|z| 160.0 + 18.0 * z) },
    Class { name: "kidney_left", value: KIDNEY_LEFT, size: Size::Known(|z| 168.0 + 18.0 * z) },
    Class { name: "gallbladder", value: GALLBLADDER, size: Size::Known(|z| (3.4 + 0.17 * z).powi(3)) },
    Class { name: "lesion", value: LESION, size: Size::Varied },
];

/// As adults differ: livers by a fifth, kidneys by 18 %, spleens by more than a third, gallbladders by half.
pub const ADULTS: [Class; 6] = [
    Class { name: "liver", value: LIVER, size: Size::Known(|z| 1500.0 * (0.2 * z).exp()) },
    Class { name: "spleen", value: SPLEEN, size: Size::Known(|z| 210.0 * (0.36 * z).exp()) },
    Class { name: "kidney_right", value: KIDNEY_RIGHT, size: Size::Known(|z| 160.0 * (1.0 + 0.06 * z).powi(3)) },
    Class { name: "kidney_left", value: KIDNEY_LEFT, size: Size::Known(|z| 168.0 * (1.0 + 0.06 * z).powi(3)) },
    Class { name: "gallbladder", value: GALLBLADDER, size: Size::Known(|z| 30.0 * (0.47 * z).exp()) },
    Class { name: "lesion", value: LESION, size: Size::Varied },
];

pub type Sizes = [Class; 6];

/// RAS mm.
type Point = [f64; 3];

#[derive(Clone)]
pub struct Abdomen {
    /// First axis fastest.
    pub voxels: Vec<u8>,
    /// Where the middle of each structure was put.
    pub centres: Vec<(u8, Point)>,
    /// Slices that the scan leaves out below.
    cut: usize,
}

impl Abdomen {
    /// As they come: a fifth without a gallbladder, half without lesions, one in twenty cut off below.
    pub fn sound(sizes: &Sizes, random: &mut Random) -> Abdomen {
        let lesions = [0, 0, 0, 1, 1, 2][random.below(6)];
        let gallbladder = !random.one_in(5);
        let cut = if random.one_in(20) { 12 } else { 0 };
        draw(sizes, random, gallbladder, lesions, cut)
    }

    /// With everything that can be there.
    pub fn whole(sizes: &Sizes, random: &mut Random) -> Abdomen {
        draw(sizes, random, true, 1, 0)
    }

    pub fn write(&self, path: &Path) {
        let [x, y, z] = SHAPE;
        let offset = |size: usize| -(size as f64 - 1.0) / 2.0 * SPACING;
        let below = self.cut as f64 * SPACING;
        let affine = [
            [-SPACING, 0.0, 0.0, -offset(x)],
            [0.0, -SPACING, 0.0, -offset(y)],
            [0.0, 0.0, SPACING, offset(z) + below],
        ];
        let header = Header::new(Datatype::U8, [x, y, z - self.cut], affine);
        let mut bytes = header.bytes(false);
        bytes.extend(&self.voxels[self.cut * x * y..]);
        fs::write(path, gzip(&bytes, 1)).unwrap();
    }

    pub fn centre(&self, value: u8) -> Point {
        self.centres.iter().find(|(known, _)| *known == value).expect("the structure was drawn").1
    }

    /// The voxels of a value, by their index.
    pub fn of(&self, value: u8) -> Vec<usize> {
        (0..self.voxels.len()).filter(|&at| self.voxels[at] == value).collect()
    }

    /// Makes voxels of one value those of another: the `millilitres` nearest to a point.
    pub fn put(&mut self, value: u8, on: u8, at: Point, millilitres: f64) {
        self.nearest(value, &[on], at, [1.0; 3], count(millilitres));
    }

    fn nearest(&mut self, value: u8, on: &[u8], centre: Point, radii: Point, voxels: usize) {
        // Nothing reaches farther than this, also where other structures are in the way.
        let reach = 5.0 + 1.2 * (voxels as f64).cbrt();
        let middle = [-centre[0], -centre[1], centre[2]];
        // Squares of the distances along each axis, in radii.
        let [xs, ys, zs] = [0, 1, 2].map(|axis| {
            let half = (SHAPE[axis] as f64 - 1.0) / 2.0;
            let index = middle[axis] / SPACING + half;
            let inside = (index - reach).max(0.0) as usize..((index + reach).max(0.0) as usize).min(SHAPE[axis]);
            let far = |at: usize| (((at as f64 - half) * SPACING - middle[axis]) / radii[axis]).powi(2);
            inside.map(|at| (at, far(at))).collect::<Vec<(usize, f64)>>()
        });
        let mut free: Vec<(f64, usize)> = Vec::new();
        for &(z, above) in &zs {
            for &(y, before) in &ys {
                let row = (z * SHAPE[1] + y) * SHAPE[0];
                for &(x, beside) in &xs {
                    if on.contains(&self.voxels[row + x]) {
                        free.push((above + before + beside, row + x));
                    }
                }
            }
        }
        assert!(voxels < free.len(), "room for {voxels} voxels");
        free.select_nth_unstable_by(voxels, |a, b| a.partial_cmp(b).unwrap());
        free[..voxels].iter().for_each(|&(_, at)| self.voxels[at] = value);
    }
}

/// The centre of a voxel in RAS mm; the first two array axes run to the left and to the back.
pub fn place(at: usize) -> Point {
    let index = [at % SHAPE[0], at / SHAPE[0] % SHAPE[1], at / SHAPE[0] / SHAPE[1]];
    let middle = |axis: usize| (index[axis] as f64 - (SHAPE[axis] as f64 - 1.0) / 2.0) * SPACING;
    [-middle(0), -middle(1), middle(2)]
}

fn count(millilitres: f64) -> usize {
    (millilitres * 1000.0 / SPACING.powi(3)).round() as usize
}

fn draw(table: &Sizes, random: &mut Random, gallbladder: bool, lesions: usize, cut: usize) -> Abdomen {
    let mut abdomen = Abdomen { voxels: vec![0; SHAPE.iter().product()], centres: Vec::new(), cut };
    let body = [0.0, 1.0, 2.0].map(|_| 6.0 * normal(random));
    let around = |middle: Point, random: &mut Random| {
        let mut centre = middle;
        (0..3).for_each(|axis| centre[axis] += body[axis] + 4.0 * normal(random));
        centre
    };
    let organs: [(u8, Point, Point); 4] = [
        (SPLEEN, [-110.0, -30.0, 55.0], [0.9, 1.0, 1.1]),
        (KIDNEY_RIGHT, [65.0, -65.0, -72.0], [0.85, 0.85, 1.4]),
        (KIDNEY_LEFT, [-65.0, -65.0, -60.0], [0.85, 0.85, 1.4]),
        (GALLBLADDER, [62.0, 70.0, -58.0], [0.9, 0.9, 1.3]),
    ];
    for (value, middle, radii) in organs.into_iter().filter(|organ| gallbladder || organ.0 != GALLBLADDER) {
        let centre = around(middle, random);
        let size = size_of(table, value, random);
        abdomen.nearest(value, &[0], centre, radii, size);
        abdomen.centres.push((value, centre));
    }
    let liver = around([70.0, 12.0, 45.0], random);
    let own = size_of(table, LIVER, random);
    let sizes: Vec<usize> = (0..lesions).map(|_| count(5.0 * (0.8 * normal(random)).exp()).max(6)).collect();
    abdomen.nearest(LIVER, &[0], liver, [1.15, 0.95, 0.92], own + sizes.iter().sum::<usize>());
    abdomen.centres.push((LIVER, liver));
    for size in sizes {
        let way = [0.0; 3].map(|_: f64| 18.0 * normal(random).clamp(-1.5, 1.5));
        let centre = [liver[0] + way[0], liver[1] + way[1], liver[2] + way[2]];
        abdomen.nearest(LESION, &[LIVER], centre, [1.0; 3], size);
        abdomen.centres.push((LESION, centre));
    }
    abdomen
}

fn size_of(table: &Sizes, value: u8, random: &mut Random) -> usize {
    let class = table.iter().find(|class| class.value == value).expect("every organ is a class");
    match class.size {
        Size::Known(distribution) => count(distribution(normal(random))),
        // Lesions are drawn one by one.
        Size::Varied => 0,
    }
}

/// Box and Muller 1958.
pub fn normal(random: &mut Random) -> f64 {
    let mut share = || (random.next() >> 11) as f64 / (1u64 << 53) as f64;
    let (a, b) = (share(), share());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}
