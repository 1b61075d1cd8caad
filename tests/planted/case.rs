//! A case on its way to disk: what to draw, what the headers say, and how the file is wrapped.

use std::fs;
use std::path::{Path, PathBuf};

use super::abdomen::{self, Volume};
use super::nifti_writer::{Header, gzip};

/// How the label file is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Plain,
    Gzip(u32),
    /// Several gzip members, cut where no structure ends.
    Members,
    /// `.hdr` and `.img`
    Pair,
    /// `.hdr`, and the other half lost
    HeaderAlone,
}

pub struct Case {
    pub name: &'static str,
    pub labels: Volume,
    pub image: Volume,
    pub label_header: Header,
    pub image_header: Header,
    pub container: Container,
    /// Bytes after the last voxel, inside the compression.
    pub tail: Vec<u8>,
    /// What happens to the finished label file.
    pub damage: Option<fn(Vec<u8>) -> Vec<u8>>,
    /// Further cases in the same folder.
    pub others: Vec<Case>,
}

impl Case {
    /// The clean case.
    pub fn new() -> Self {
        Case {
            name: "case_001",
            labels: abdomen::labels(),
            image: abdomen::image(),
            label_header: abdomen::label_header(),
            image_header: abdomen::image_header(),
            container: Container::Gzip(6),
            tail: Vec::new(),
            damage: None,
            others: Vec::new(),
        }
    }

    /// Changes both headers in the same way.
    pub fn headers(&mut self, change: impl Fn(&mut Header)) {
        change(&mut self.label_header);
        change(&mut self.image_header);
    }

    /// Writes `labels/` and `images/` with nnU-Net's names.
    pub fn write(&self, folder: &Path) {
        let (labels, images) = (folder.join("labels"), folder.join("images"));
        fs::create_dir_all(&labels).expect("temporary folder");
        fs::create_dir_all(&images).expect("temporary folder");
        for (path, mut bytes) in self.label_files(&labels) {
            if let (Some(damage), false) = (self.damage, path.extension().is_some_and(|e| e == "img")) {
                bytes = damage(bytes);
            }
            fs::write(path, bytes).expect("temporary file");
        }
        let mut image = self.image_header.bytes(false);
        image.extend(self.image_header.data(&stored(&self.image, &self.image_header)));
        fs::write(images.join(format!("{}_0000.nii.gz", self.name)), gzip(&image, 1)).expect("temporary file");
        self.others.iter().for_each(|other| other.write(folder));
    }

    fn label_files(&self, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let file = |suffix: &str| folder.join(format!("{}{suffix}", self.name));
        let mut data = self.label_header.data(&stored(&self.labels, &self.label_header));
        data.extend(&self.tail);
        let half = matches!(self.container, Container::Pair | Container::HeaderAlone);
        let head = self.label_header.bytes(half);
        let whole = [head.as_slice(), data.as_slice()].concat();
        match self.container {
            Container::Plain => vec![(file(".nii"), whole)],
            Container::Gzip(level) => vec![(file(".nii.gz"), gzip(&whole, level))],
            Container::Members => {
                vec![(file(".nii.gz"), whole.chunks(50_001).flat_map(|piece| gzip(piece, 6)).collect())]
            }
            Container::Pair => vec![(file(".hdr"), head), (file(".img"), data)],
            Container::HeaderAlone => vec![(file(".hdr"), head)],
        }
    }
}

/// What stands in the file so that slope and intercept give back the values.
fn stored(volume: &Volume, header: &Header) -> Vec<f64> {
    let (slope, inter) = if header.slope == 0.0 { (1.0, 0.0) } else { (header.slope, header.inter) };
    volume.values.iter().map(|value| (value - inter) / slope).collect()
}
