//! Label maps drawn in text.

use std::collections::BTreeMap;
use std::str::FromStr;

use voxlint::volume::{Affine, Geometry, LabelMap, Runs, RunsBuilder};

/// One picture with what stands behind its fence.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub file: Option<String>,
    /// The further annotation it is; the label map that is checked without.
    pub annotation: Option<String>,
    /// The class and the instance whose file it is.
    pub instance: Option<(String, String)>,
    /// Why the annotation cannot be read.
    pub fault: Option<String>,
    /// The class whose file is missing.
    pub without: Option<String>,
    pub modality: Option<String>,
    pub datatype: Option<String>,
    spacing: Option<[f64; 3]>,
    orientation: Option<String>,
    origin: Option<[f64; 3]>,
    tilt: f64,
    /// Voxels along each axis that a character stands for.
    zoom: Option<[usize; 3]>,
    /// Voxels of the whole grid, and where in it the picture begins.
    size: Option<[usize; 3]>,
    at: [usize; 3],
    /// `A=205`: what a character means in this picture.
    legend: BTreeMap<char, i64>,
    /// `K=kidney_left+cyst`: the classes that a value of the legend stands for.
    named: BTreeMap<i64, Vec<String>>,
    /// Values by slice and line; `None` is background, so that 0 can be a class.
    slices: Vec<Vec<Vec<Option<i64>>>>,
}

impl Picture {
    pub fn parse(options: &str, body: &str) -> Result<Picture, String> {
        let mut picture = Picture::default();
        for option in options.split_whitespace() {
            let (key, value) = option.split_once('=').ok_or(format!("`{option}` is no `key=value`"))?;
            match key {
                "annotation" => picture.annotation = Some(value.to_owned()),
                "instance" => {
                    let (class, instance) = value.split_once('-').ok_or(format!("`{value}` is no `class-number`"))?;
                    picture.instance = Some((class.to_owned(), instance.to_owned()));
                }
                "fault" => picture.fault = Some(value.replace('_', " ")),
                "file" => picture.file = Some(value.to_owned()),
                "without" => picture.without = Some(value.to_owned()),
                "modality" => picture.modality = Some(value.to_owned()),
                "datatype" => picture.datatype = Some(value.to_owned()),
                "spacing" => picture.spacing = Some(three(value, 'x')?),
                "origin" => picture.origin = Some(three(value, ',')?),
                "orientation" => picture.orientation = Some(value.to_owned()),
                "zoom" => picture.zoom = Some(three(value, 'x')?),
                "size" => picture.size = Some(three(value, 'x')?),
                "at" => picture.at = three(value, ',')?,
                "tilt" => picture.tilt = value.parse().map_err(|_| format!("`{value}` is no angle"))?,
                key if key.chars().count() == 1 => picture.declare(key.chars().next().unwrap_or_default(), value),
                _ => return Err(format!("`{key}` is no option of a picture")),
            }
        }
        let mut current: Vec<Vec<Option<i64>>> = Vec::new();
        for line in body.lines().map(str::trim).chain([""]) {
            let next = line.strip_prefix("z=");
            if !line.is_empty() && next.is_none() {
                current.push(line.chars().map(|letter| picture.label(letter)).collect::<Result<_, _>>()?);
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

    /// A value, or names of classes joined by `+`; `%20` is a blank in a name.
    fn declare(&mut self, letter: char, meaning: &str) {
        let value = meaning.parse().unwrap_or_else(|_| {
            // No file can hold these: they only live until the picture is cut into files.
            let value = i64::MIN + self.named.len() as i64;
            self.named.insert(value, meaning.split('+').map(|name| name.replace("%20", " ")).collect());
            value
        });
        self.legend.insert(letter, value);
    }

    fn label(&self, letter: char) -> Result<Option<i64>, String> {
        match (self.legend.get(&letter), letter) {
            (Some(value), _) => Ok(Some(*value)),
            (None, '.' | '0') => Ok(None),
            (None, letter) => Ok(Some(letter.to_digit(36).map(i64::from).ok_or(format!("`{letter}` is no voxel"))?)),
        }
    }

    /// All names of classes in the legend; where there are any, the picture stands for one file per class.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.named.values().flatten()
    }

    pub fn is_named(&self, value: i64, class: &str) -> bool {
        self.named.get(&value).is_some_and(|names| names.iter().any(|name| name == class))
    }

    /// The file of one class: 1 for the values that are wanted and background for all others.
    pub fn of(&self, class: &str, wanted: impl Fn(i64) -> bool) -> Picture {
        let mut only = Picture { file: Some(class.to_owned()), without: None, named: BTreeMap::new(), ..self.clone() };
        for value in only.slices.iter_mut().flatten().flatten() {
            *value = value.filter(|value| wanted(*value)).map(|_| 1);
        }
        only
    }

    /// Columns, lines and slices as drawn.
    fn drawn(&self) -> [usize; 3] {
        let lines = self.slices.iter().map(Vec::len).max().unwrap_or(0);
        let columns = self.slices.iter().flatten().map(Vec::len).max().unwrap_or(0);
        [columns, lines, self.slices.len()]
    }

    pub fn shape(&self) -> [usize; 3] {
        let [i, j, k] = self.zoom.unwrap_or([1; 3]);
        let [columns, lines, slices] = self.drawn();
        self.size.unwrap_or([self.at[0] + columns * i, self.at[1] + lines * j, self.at[2] + slices * k])
    }

    fn runs(&self) -> Result<Runs, String> {
        let mut builder = RunsBuilder::new(self.shape().map(|n| n as u32));
        let [columns, ..] = self.drawn();
        let [i, j, k] = self.zoom.unwrap_or([1; 3]);
        let copied = |count: usize, times: usize| (0..count).flat_map(move |n| std::iter::repeat_n(n, times));
        for (z, slice) in (self.at[2]..).zip(copied(self.slices.len(), k)) {
            for (y, line) in (self.at[1]..).zip(copied(self.slices[slice].len(), j)) {
                let voxels = &self.slices[slice][line];
                if voxels.len() != columns {
                    return Err(format!("line {line} of slice {slice} is {} voxels long, not {columns}", voxels.len()));
                }
                for (x, value) in (self.at[0]..).step_by(i).zip(voxels) {
                    let Some(value) = *value else { continue };
                    let [z, y, start, end] = [z, y, x, x + i].map(|n| n as u32);
                    builder.push_run(z, y, start, end, value).map_err(|error| format!("{error:?}"))?;
                }
            }
        }
        builder.finish().map_err(|error| format!("{error:?}"))
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
        layers.push(picture.runs()?);
    }
    Ok(LabelMap { geometry: first.geometry()?, layers })
}

fn three<T: FromStr>(text: &str, separator: char) -> Result<[T; 3], String> {
    let numbers: Result<Vec<T>, _> = text.split(separator).map(str::parse).collect();
    numbers.ok().and_then(|numbers| numbers.try_into().ok()).ok_or(format!("`{text}` is not three numbers"))
}
