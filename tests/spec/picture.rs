//! Label maps drawn in text.

use voxlint::volume::{Affine, Geometry, LabelMap, RunsBuilder};

/// One picture with what stands behind its fence.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub file: Option<String>,
    /// The class whose file is missing.
    pub without: Option<String>,
    pub modality: Option<String>,
    pub datatype: Option<String>,
    spacing: Option<[f64; 3]>,
    orientation: Option<String>,
    origin: Option<[f64; 3]>,
    tilt: f64,
    /// Values by slice and line.
    slices: Vec<Vec<Vec<i64>>>,
}

impl Picture {
    pub fn parse(options: &str, body: &str) -> Result<Picture, String> {
        let mut picture = Picture::default();
        for option in options.split_whitespace() {
            let (key, value) = option.split_once('=').ok_or(format!("`{option}` is no `key=value`"))?;
            match key {
                "file" => picture.file = Some(value.to_owned()),
                "without" => picture.without = Some(value.to_owned()),
                "modality" => picture.modality = Some(value.to_owned()),
                "datatype" => picture.datatype = Some(value.to_owned()),
                "spacing" => picture.spacing = Some(three(value, 'x')?),
                "origin" => picture.origin = Some(three(value, ',')?),
                "orientation" => picture.orientation = Some(value.to_owned()),
                "tilt" => picture.tilt = value.parse().map_err(|_| format!("`{value}` is no angle"))?,
                _ => return Err(format!("`{key}` is no option of a picture")),
            }
        }
        let mut current: Vec<Vec<i64>> = Vec::new();
        for line in body.lines().map(str::trim).chain([""]) {
            let next = line.strip_prefix("z=");
            if !line.is_empty() && next.is_none() {
                current.push(line.chars().map(label).collect::<Result<_, _>>()?);
                continue;
            }
            if !current.is_empty() {
                picture.slices.push(std::mem::take(&mut current));
            }
            if let Some(z) = next {
                let z: usize = z.parse().map_err(|_| format!("`{line}` names no slice"))?;
                if z < picture.slices.len() {
                    return Err(format!("slice {z} comes too late"));
                }
                picture.slices.resize(z, Vec::new());
            }
        }
        Ok(picture)
    }

    /// The file of one class: 1 for the values that are wanted and 0 for all others.
    pub fn of(&self, class: &str, wanted: impl Fn(i64) -> bool) -> Picture {
        let mut only = Picture { file: Some(class.to_owned()), without: None, ..self.clone() };
        for value in only.slices.iter_mut().flatten().flatten() {
            *value = i64::from(*value != 0 && wanted(*value));
        }
        only
    }

    fn shape(&self) -> [usize; 3] {
        let lines = self.slices.iter().map(Vec::len).max().unwrap_or(0);
        let columns = self.slices.iter().flatten().map(Vec::len).max().unwrap_or(0);
        [columns, lines, self.slices.len()]
    }

    fn geometry(&self) -> Result<Geometry, String> {
        let shape = self.shape().map(|n| n as u32);
        let spacing = self.spacing.unwrap_or([1.0; 3]);
        let orientation = self.orientation.as_deref().unwrap_or("RAS");
        if orientation == "none" {
            return Ok(Geometry::unoriented(shape, spacing));
        }
        let mut rows = [[0.0; 4]; 3];
        for ((letter, step), column) in orientation.chars().zip(spacing).zip(0..) {
            let (world, sign) = match letter {
                'R' => (0, 1.0),
                'L' => (0, -1.0),
                'A' => (1, 1.0),
                'P' => (1, -1.0),
                'S' => (2, 1.0),
                'I' => (2, -1.0),
                other => return Err(format!("`{other}` is no direction")),
            };
            rows[world][column] = sign * step;
        }
        let (sin, cos) = self.tilt.to_radians().sin_cos();
        let [x, y, z] = rows;
        let mut turned = [x, [0.0; 4], [0.0; 4]];
        for column in 0..3 {
            turned[1][column] = cos * y[column] - sin * z[column];
            turned[2][column] = sin * y[column] + cos * z[column];
        }
        for (row, at) in turned.iter_mut().zip(self.origin.unwrap_or([0.0; 3])) {
            row[3] = at;
        }
        Ok(Geometry::oriented(shape, Affine(turned)))
    }
}

/// All pictures of a case as the layers of one label map.
pub fn label_map(pictures: &[Picture]) -> Result<LabelMap, String> {
    let first = pictures.first().ok_or("a case without a picture")?;
    let shape = first.shape();
    let mut layers = Vec::new();
    for picture in pictures {
        if picture.shape() != shape {
            return Err(format!("pictures of one case differ in size: {:?} and {shape:?}", picture.shape()));
        }
        let mut builder = RunsBuilder::new(shape.map(|n| n as u32));
        for (z, slice) in (0..).zip(&picture.slices) {
            for (y, line) in (0..).zip(slice) {
                if line.len() != shape[0] {
                    return Err(format!("line {y} of slice {z} is {} voxels long, not {}", line.len(), shape[0]));
                }
                for (x, &value) in (0..).zip(line) {
                    if value != 0 {
                        builder.push_run(z, y, x, x + 1, value).map_err(|error| format!("{error:?}"))?;
                    }
                }
            }
        }
        layers.push(builder.finish().map_err(|error| format!("{error:?}"))?);
    }
    Ok(LabelMap { geometry: first.geometry()?, layers })
}

fn label(letter: char) -> Result<i64, String> {
    match letter {
        '.' => Ok(0),
        letter => letter.to_digit(36).map(i64::from).ok_or(format!("`{letter}` is no voxel")),
    }
}

fn three(text: &str, separator: char) -> Result<[f64; 3], String> {
    let numbers: Result<Vec<f64>, _> = text.split(separator).map(str::parse).collect();
    numbers.ok().and_then(|numbers| numbers.try_into().ok()).ok_or(format!("`{text}` is not three numbers"))
}
