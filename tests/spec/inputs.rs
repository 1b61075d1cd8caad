//! The further annotations and the images of a case.

use std::collections::BTreeMap;

use voxlint::check::AnnotationSource;
use voxlint::check::case::{Case as Checked, CaseFile, InputFile, LabelFiles};
use voxlint::check::file_layout::layout;
use voxlint::facts::Image;
use voxlint::model::Protocol;
use voxlint::model::input::AnnotationId;

use super::document::Case;
use super::picture::Picture;

/// By number; of one that the case has not, why.
pub type Images = Vec<Result<Box<dyn Image>, String>>;

/// Beside the label map that is checked.
#[derive(Default)]
pub struct Inputs {
    pub annotations: BTreeMap<AnnotationId, AnnotationSource>,
    /// Files of the inputs that the case has.
    pub given: BTreeMap<String, Vec<String>>,
    /// What the path of the label map says.
    pub captures: BTreeMap<String, String>,
    pub strays: Vec<String>,
    /// Layers behind those of the label map.
    pub layers: Vec<Picture>,
}

/// `before` layers lie before the first one of these.
pub fn of(protocol: &Protocol, case: &Case, before: usize) -> Result<Inputs, String> {
    let mut inputs = Inputs::default();
    let shape = case.pictures.iter().find(|picture| picture.annotation.is_none()).map(Picture::shape);
    for picture in &case.pictures {
        let Some(name) = &picture.annotation else { continue };
        let id = protocol.annotations.iter().position(|annotation| annotation.name == *name);
        let id = AnnotationId(id.ok_or(format!("no annotation `{name}`"))?);
        let source = if let Some(fault) = &picture.fault {
            AnnotationSource::Unusable(fault.clone())
        } else if Some(picture.shape()) != shape {
            AnnotationSource::Unusable(format!("`{name}` lies on another grid than the label map"))
        } else {
            inputs.layers.push(picture.clone());
            AnnotationSource::Map(before + inputs.layers.len() - 1)
        };
        inputs.given.insert(name.clone(), vec![format!("{name}.nii.gz")]);
        match (&picture.instance, source, inputs.annotations.get_mut(&id)) {
            (None, source, None) => _ = inputs.annotations.insert(id, source),
            (None, ..) => return Err(format!("the annotation `{name}` is drawn twice")),
            (Some((class, number)), AnnotationSource::Map(layer), known) => {
                let class = protocol.class_named(class).ok_or(format!("no class `{class}`"))?;
                let key = (class, number.clone());
                match known {
                    Some(AnnotationSource::Files(files)) => _ = files.insert(key, layer),
                    _ => _ = inputs.annotations.insert(id, AnnotationSource::Files([(key, layer)].into())),
                }
            }
            (Some(_), unusable, _) => _ = inputs.annotations.insert(id, unusable),
        }
    }
    for image in &case.images {
        let first = protocol.images.first().map(|image| image.name.clone());
        inputs.given.extend(image.name.clone().or(first).map(|name| (name, vec!["image.nii.gz".to_owned()])));
    }
    let own = protocol.annotations.first().map(|own| own.name.clone()).unwrap_or_default();
    inputs.given.insert(own.clone(), vec!["case.nii.gz".to_owned()]);
    if let (Some(files), Some(paths)) = (&protocol.files, &case.files) {
        let Ok([only]) = <[_; 1]>::try_from(layout(files, paths).cases) else {
            return Err("the files are not those of one case".to_owned());
        };
        inputs.captures = only.files.get(&own).and_then(|own| own.first()).map(|own| own.1.clone()).unwrap_or_default();
        inputs.given =
            only.files.into_iter().map(|(name, of)| (name, of.into_iter().map(|(path, _)| path).collect())).collect();
        inputs.strays = only.strays;
    }
    Ok(inputs)
}

/// The images by number; one without a name is the first.
pub fn images(protocol: &Protocol, case: &Case, shape: [u32; 3]) -> Result<Images, String> {
    let known = |name: &Option<String>| {
        name.as_ref().is_none_or(|name| protocol.images.iter().any(|image| image.name == *name))
    };
    if let Some(unknown) = case.images.iter().find(|image| !known(&image.name)) {
        return Err(format!("no image `{}`", unknown.name.clone().unwrap_or_default()));
    }
    let drawn = |index: usize, name: &str| {
        let found = case.images.iter().find(|image| image.name.as_deref().map_or(index == 0, |of| of == name));
        let missing = match protocol.images.get(index).and_then(|image| image.declared) {
            Some(_) => format!("the case has no image `{name}`"),
            None => "the case has no image".to_owned(),
        };
        found.map(|image| Box::new(image.on_grid(shape)) as Box<dyn Image>).ok_or(missing)
    };
    Ok(protocol.images.iter().enumerate().map(|(index, image)| drawn(index, &image.name)).collect())
}

/// The case, if its files are listed and no label map is among them.
pub fn without_label_map(protocol: &Protocol, case: &Case) -> Option<Checked> {
    let (files, paths) = (protocol.files.as_ref()?, case.files.as_ref()?);
    let only = layout(files, paths).cases.pop()?;
    let own = protocol.annotations.first()?;
    let file = |path: &str| CaseFile { path: path.into(), shown: path.to_owned() };
    let mut found = Checked::new("case", LabelFiles::Absent(file(paths.first()?)), None);
    for (name, of) in only.files {
        let of = of.into_iter().map(|(path, captures)| InputFile { file: file(&path), captures });
        found.inputs.insert(name, of.collect());
    }
    found.strays = only.strays.iter().map(|path| file(path)).collect();
    (!found.inputs.contains_key(&own.name)).then_some(found)
}
