//! Runs the literate specs beside this file and in tests/library; README.md says how to read and write them.

#![allow(clippy::indexing_slicing, clippy::string_slice, reason = "a test may panic")]

mod coverage;
mod coverage_kinds;
mod coverage_points;
mod document;
mod expect;
mod inputs;
mod library;
mod numbers_picture;
mod picture;
mod points_block;
mod runner_test;
mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use voxlint::check::case_facts::{GatheredTable, Record};
use voxlint::check::case_points::PointFault;
use voxlint::check::cohort::{self, GatheredCase, GroupVerdict};
use voxlint::check::in_memory::judge_facts;
use voxlint::check::run::without_label_map;
use voxlint::check::{CaseContext, CaseFacts, CasePoints, CaseVerdict, ClassSource, FoundStructure, HeaderFacts};
use voxlint::check::{RuleOutcome, digest};
use voxlint::facts::Facts;
use voxlint::formats::{Cell, Table, table_of_text};
use voxlint::model::protocol::{ClassId, ImageId, ValueSet};
use voxlint::model::{self, Protocol};
use voxlint::report::{Severity, Source};
use voxlint::volume::{Geometry, LabelMap};

use coverage::Coverage;
use document::{Case, Section};
use library::Library;
use numbers_picture::NumbersPicture;
use picture::{Picture, label_map};
use unread::Unread;

#[test]
fn every_spec_holds_and_every_kind_is_covered() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = [tests.join("spec"), tests.join("library")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md"));
    files.sort();
    let mut wrong = Vec::new();
    let mut coverage = Coverage::default();
    let mut library = Library::default();
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        match document::sections(&name, &fs::read_to_string(path).unwrap()) {
            Ok(sections) => {
                for section in &sections {
                    run(section, &mut coverage, &mut library, &mut wrong);
                }
            }
            Err(error) => wrong.push(error),
        }
    }
    wrong.extend(coverage.gaps());
    wrong.extend(library.gaps());
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
}

fn run(section: &Section, coverage: &mut Coverage, library: &mut Library, wrong: &mut Vec<String>) {
    let source = Source::new(section.title.clone(), section.protocol.clone());
    let loaded = model::load(&source);
    let errors: Vec<String> = loaded
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            let label = finding.labels.first();
            let text = label.and_then(|label| source.text.get(label.span.start..label.span.end));
            format!("\n    {} {} `{}`", finding.code, finding.message, text.unwrap_or_default())
        })
        .collect();
    let Some(protocol) = loaded.protocol else {
        wrong.push(format!("{}: the protocol has errors{}", section.title, errors.concat()));
        return;
    };
    let mut gathered = Vec::new();
    for case in &section.cases {
        match judge(&protocol, case) {
            Ok(mut verdict) => {
                let name = format!("case_{}", gathered.len() + 1);
                let mut of_case = verdict.gathered.take().unwrap_or_default();
                (of_case.file, of_case.name) = (format!("{name}.nii.gz"), name);
                gathered.push(of_case);
                coverage.add(&protocol, &verdict);
                if let Some(name) = &section.shipped {
                    library.add(name, &verdict);
                }
                let mismatches = case.expected.mismatches(&verdict).into_iter();
                wrong.extend(mismatches.map(|mismatch| format!("{} ({}): {mismatch}", case.place, section.title)));
            }
            Err(error) => wrong.push(format!("{}: {error}", case.place)),
        }
    }
    for together in &section.together {
        let verdict = judge_together(&protocol, &gathered[together.cases.clone()]);
        coverage.add(&protocol, &verdict);
        if let Some(name) = &section.shipped {
            library.add(name, &verdict);
        }
        let mismatches = together.expected.mismatches(&verdict).into_iter();
        wrong.extend(mismatches.map(|mismatch| format!("{} ({}): {mismatch}", together.place, section.title)));
    }
}

/// The rules across cases, each with the outcome of all its groups.
fn judge_together(protocol: &Protocol, cases: &[GatheredCase]) -> CaseVerdict {
    let found = cohort::judge(protocol, cases);
    let mut rules: Vec<RuleOutcome> = Vec::new();
    let mut findings = Vec::new();
    for GroupVerdict { outcome: of_group, findings: told, .. } in found.groups {
        findings.extend(told);
        match rules.iter_mut().find(|known| known.id == of_group.id) {
            Some(known) => known.outcome = known.outcome.clone().and(of_group.outcome),
            None => rules.push(of_group),
        }
    }
    CaseVerdict { rules, findings, ..CaseVerdict::default() }
}

fn judge(protocol: &Protocol, of: &Case) -> Result<CaseVerdict, String> {
    if let Some(case) = inputs::without_label_map(protocol, of) {
        return Ok(without_label_map(&case, protocol));
    }
    let own: Vec<Picture> = of.pictures.iter().filter(|picture| picture.annotation.is_none()).cloned().collect();
    let split = files_of(protocol, &own)?;
    let pictures = split.as_deref().unwrap_or(&own);
    let mut inputs = inputs::of(protocol, of, pictures.len())?;
    let drawn: Vec<Picture> = pictures.iter().chain(&inputs.layers).cloned().collect();
    let map = match drawn.as_slice() {
        [] if protocol.without_labels => {
            LabelMap { geometry: Geometry::unoriented([1, 1, 1], [1.0, 1.0, 1.0]), layers: Vec::new() }
        }
        [] => return Err("a case without a picture, of a protocol with labels".to_owned()),
        drawn => label_map(drawn)?,
    };
    let by_file = pictures.iter().any(|picture| picture.file.is_some());
    let mut layers = BTreeMap::new();
    let mut structures = Vec::new();
    for (layer, picture) in pictures.iter().enumerate().filter(|_| by_file) {
        let name = picture.file.as_deref().ok_or("either every picture of a case is a file, or it has one picture")?;
        let class = class_of(protocol, name);
        if class.is_none() && !protocol.labels.open {
            return Err(format!("no class `{name}`"));
        }
        structures.push(FoundStructure { name: name.to_owned(), layer: Some(layer), class, unusable: None });
        layers.extend(class.map(|class| (class, layer)));
    }
    if !by_file && pictures.len() > 1 {
        return Err("several pictures in one case need `file=`".to_owned());
    }
    let context = CaseContext {
        name: "case".to_owned(),
        files: match pictures {
            [] => vec!["cases.csv".to_owned()],
            pictures => {
                let name = |picture: &Picture| picture.file.clone().unwrap_or_else(|| "case.nii.gz".to_owned());
                pictures.iter().map(name).collect()
            }
        },
        classes: if by_file { ClassSource::FilePerClass(layers) } else { ClassSource::LabelMap },
        structures,
        header: HeaderFacts {
            modality: pictures.iter().find_map(|picture| picture.modality.clone()),
            datatype: pictures.iter().find_map(|picture| picture.datatype.clone()),
            dimensions: None,
            image_datatypes: image_datatypes(protocol, &of.images),
        },
        content: Some(content(&map)),
        case_facts: CaseFacts::of_records(
            protocol,
            records(&of.facts, &inputs),
            rows(&of.tables)?,
            "case",
            "case.nii.gz",
        ),
        points: points_of(protocol, of.points.clone()),
        annotations: std::mem::take(&mut inputs.annotations),
        inputs: std::mem::take(&mut inputs.given),
        strays: std::mem::take(&mut inputs.strays),
        list_measures: true,
        ..CaseContext::default()
    };
    let images = || inputs::images(protocol, of, map.geometry.shape);
    let (verdict, facts) = judge_facts(protocol, Facts::new(&map), &context, images()?);
    let answers = postcard::to_allocvec(&facts.into_answers()).map_err(|error| error.to_string())?;

    // What was measured suffices to judge again, without a look at the voxels.
    let unread = Unread::new(&map);
    let answers = postcard::from_bytes(&answers).map_err(|error| error.to_string())?;
    let known = Facts::new(&unread).with_answers(answers);
    let (again, facts) = judge_facts(protocol, known, &context, images()?);
    // Why an image cannot be used is not remembered: it may be mended.
    let usable = images()?.iter().all(|image| image.as_ref().is_ok_and(|image| image.read(&mut |_| {}).is_ok()));
    if (unread.was_read() || facts.has_read_images()) && usable {
        return Err("judging again needs voxels again".to_owned());
    }
    if again != verdict {
        return Err(format!("judging again from what was measured differs:\n{again:#?}\ninstead of\n{verdict:#?}"));
    }
    Ok(verdict)
}

fn image_datatypes(protocol: &Protocol, images: &[NumbersPicture]) -> BTreeMap<ImageId, String> {
    let number = |image: &NumbersPicture| match &image.name {
        Some(name) => protocol.images.iter().position(|known| known.name == *name),
        None => Some(0),
    };
    images.iter().filter_map(|image| Some((ImageId(number(image)?), image.datatype.clone()?))).collect()
}

fn content(map: &LabelMap) -> String {
    let layer = |runs| digest::LayerDigest { class: None, content: digest::of_runs(runs), voxels: 0 };
    let layers: Vec<_> = map.layers.iter().map(layer).collect();
    digest::of_case("case", "case.nii.gz", &layers).written()
}

/// One picture per class, if one is to be missing, or if the picture names classes.
fn files_of(protocol: &Protocol, pictures: &[Picture]) -> Result<Option<Vec<Picture>>, String> {
    let [picture] = pictures else { return Ok(None) };
    if picture.without.is_none() && picture.names().next().is_none() {
        return Ok(None);
    }
    let classes = protocol.labels.classes.iter().filter(|class| picture.without.as_ref() != Some(&class.name));
    let of = |name: &String, values: &ValueSet| {
        picture.of(name, |value| values.contains(value) || picture.is_named(value, name))
    };
    let declared = classes.map(|class| of(&class.name, &class.values));
    let others: BTreeSet<&String> = picture.names().filter(|name| protocol.class_named(name).is_none()).collect();
    let others = others.into_iter().map(|name| of(name, &ValueSet::default()));
    // A file under an alias stands for the file of its class.
    let renamed: Vec<Picture> = others.collect();
    let aliased = |picture: &Picture| renamed.iter().any(|other| alias_of(protocol, other, picture));
    Ok(Some(declared.filter(|picture| !aliased(picture)).chain(renamed.iter().cloned()).collect()))
}

fn alias_of(protocol: &Protocol, other: &Picture, picture: &Picture) -> bool {
    let class = |picture: &Picture| picture.file.as_deref().and_then(|name| class_of(protocol, name));
    class(other).is_some() && class(other) == class(picture)
}

/// The class that a file is of, by its name or an alias.
fn class_of(protocol: &Protocol, name: &str) -> Option<ClassId> {
    let aliased = || protocol.labels.classes.iter().position(|class| class.aliases.iter().any(|alias| alias == name));
    protocol.class_named(name).or_else(|| aliased().map(ClassId))
}

/// The rows of the protocol's tables, all of which belong to the case.
fn rows(tables: &document::Tables) -> Result<BTreeMap<String, GatheredTable>, String> {
    let mut gathered: BTreeMap<String, GatheredTable> = BTreeMap::new();
    for (name, file, text) in tables {
        let ending = file.rsplit('.').next().unwrap_or_default();
        let table = table_of_text(ending, text).map_err(|fault| format!("`{file}` {fault}"))?;
        let rows = gathered.entry(name.clone()).or_default();
        rows.files.push(file.clone());
        rows.records.extend(Record::of_rows(file, table));
    }
    Ok(gathered)
}

/// What the files of landmarks say; without a block there is no file.
fn points_of(protocol: &Protocol, blocks: Option<Vec<points_block::PointsBlock>>) -> CasePoints {
    if protocol.landmarks.lines.is_empty() {
        return CasePoints::default();
    }
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for block in blocks.unwrap_or_default() {
        match block.fault {
            Some(reason) => faults.push(PointFault::Unreadable { path: block.file, reason }),
            None => files.push((block.file, block.points)),
        }
    }
    CasePoints::of(protocol, files, faults)
}

/// Each a table of one row.
fn records(facts: &document::Facts, inputs: &inputs::Inputs) -> Vec<Record> {
    let cells = |cells: &[(String, String)]| {
        let cells = cells.iter().map(|(key, text)| (key.clone(), Some(Cell::Text(text.clone()))));
        Table::of_one_row("line 2", cells.collect::<Vec<_>>())
    };
    let rows = facts.iter().map(|(file, row)| Record::of_one_row(file.as_str(), cells(row)));
    let of_path = Record::of_captures("case.nii.gz", &inputs.captures);
    rows.chain((!inputs.captures.is_empty()).then_some(of_path)).collect()
}
