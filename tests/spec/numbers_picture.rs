//! Images drawn in numbers, one for each voxel of the label map.

use voxlint::facts::{Image, ImagePart};

/// The rows of an image, or why it cannot be read.
#[derive(Debug, Clone)]
pub struct NumbersPicture {
    /// The input it is; the first image without a name.
    pub name: Option<String>,
    /// Values by slice and line.
    slices: Vec<Vec<Vec<f64>>>,
    fault: Option<String>,
    pub datatype: Option<String>,
}

impl NumbersPicture {
    /// Numbers parted by blanks; lines and blocks as in a picture of labels.
    pub fn parse(options: &str, body: &str) -> Result<NumbersPicture, String> {
        let mut picture = NumbersPicture { name: None, slices: Vec::new(), fault: None, datatype: None };
        for option in options.split_whitespace() {
            match option.split_once('=') {
                Some(("name", value)) => picture.name = Some(value.to_owned()),
                Some(("datatype", value)) => picture.datatype = Some(value.to_owned()),
                Some(("fault", value)) => picture.fault = Some(value.replace('_', " ")),
                _ => return Err(format!("`{option}` is no option of an image")),
            }
        }
        let mut slice: Vec<Vec<f64>> = Vec::new();
        for line in body.lines().map(str::trim).chain([""]) {
            if line.is_empty() {
                picture.slices.extend((!slice.is_empty()).then(|| std::mem::take(&mut slice)));
                continue;
            }
            let numbers: Result<Vec<f64>, _> = line.split_whitespace().map(str::parse).collect();
            slice.push(numbers.map_err(|_| format!("`{line}` is not numbers"))?);
        }
        Ok(picture)
    }

    /// As read from a file: of another shape than the labels, it lies on another grid.
    pub fn on_grid(&self, shape: [u32; 3]) -> NumbersPicture {
        let lines = self.slices.first().map_or(0, Vec::len);
        let columns = self.slices.first().and_then(|slice| slice.first()).map_or(0, Vec::len);
        let same = [columns, lines, self.slices.len()] == shape.map(|n| n as usize);
        let other = (!same).then(|| "the image lies on another grid than the labels".to_owned());
        NumbersPicture { fault: self.fault.clone().or(other), ..self.clone() }
    }
}

impl Image for NumbersPicture {
    fn read(&self, visit: &mut dyn FnMut(ImagePart<'_>)) -> Result<(), String> {
        for (z, slice) in (0..).zip(&self.slices) {
            for (y, line) in (0..).zip(slice) {
                // In parts, as a long row of a file comes.
                for (x, values) in (0..).step_by(2).zip(line.chunks(2)) {
                    visit(ImagePart { z, y, x, values });
                }
            }
        }
        self.fault.clone().map_or(Ok(()), Err)
    }
}
