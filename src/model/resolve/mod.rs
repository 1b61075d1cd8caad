//! From the tree of a file to a typed protocol: every declaration, then every rule.
//!
//! Declarations are free in their order, so names are collected first; then parameters, groups and regions are read in
//! the order in which they build on each other.

mod across;
mod decisions;
mod dependencies;
mod fields;
mod files;
mod groups;
mod header;
mod image;
mod inputs;
mod label_values;
mod labels;
mod landmarks;
mod meta;
mod numbered;
mod params;
mod regions;
mod rules;
mod sequences;
mod shapes;
mod statements;
mod tables;
mod vocabularies;

pub(super) use fields::plain_word;
pub(super) use numbered::numbered;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::report::{Finding, Source, Span};
use crate::syntax::tree::{File, Header, Item, Name};

use super::codes::{DUPLICATE_NAME, RESERVED_NAME};
use super::input::AnnotationId;
use super::landmark::LandmarkId;
use super::problem::Problem;
use super::protocol::{GroupId, Labels, PairId, Protocol, RegionId, SequenceId};
use super::symbols::{RESERVED, Symbol};
use super::table::TableId;
use super::typing::{DeclaredTable, DeclaredVocabulary, Typer};
pub use header::is_protocol_name;

/// What a protocol declares and never uses; [`super::lint`] says so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unused {
    /// Kind with its article, name, and where it is declared, in order of appearance.
    pub names: Vec<(&'static str, String, Span)>,
}

/// `doubtful` are words of declarations that could not be read. The protocol, which is complete only if no finding is an error; all findings; what is not used.
pub(super) fn resolve(
    source: &Arc<Source>,
    tree: &File,
    doubtful: BTreeSet<String>,
) -> (Protocol, Vec<Finding>, Unused) {
    let items = Items::sort(tree);
    let mut typer = Typer::new(source);
    typer.doubtful = doubtful;
    typer.check_header(tree.header.as_ref());
    let facts = !items.cases.is_empty() || !items.tables.is_empty();
    typer.without_labels = items.labels.is_empty() && items.images.is_empty() && items.landmarks.is_empty() && facts;
    let labels = typer.labels(&items.labels);
    let fields = items.cases.iter().flat_map(|block| &block.fields);
    typer.fields = typer.resolve_fields("case", fields);
    typer.declare(&items);
    typer.resolve_vocabularies(&items.vocabularies);
    let tables = typer.resolve_tables(&items.tables);
    typer.resolve_inputs(&items.inputs);
    let files = typer.resolve_files(&items.files);
    let pairs = typer.resolve_pairs(&items.pairs);
    let sequences = typer.resolve_sequences(&items.sequences);
    typer.resolve_params(&items.params);
    let groups = typer.resolve_groups(&items.groups);
    let landmarks = typer.resolve_landmarks(items.landmarks.as_slice());
    let (image, padding) = typer.image(&items.images);
    let regions = typer.resolve_regions(&items.regions);
    typer.resolve_midline(&items.midlines);
    let meta = typer.meta(&items.metas);
    let citations: Vec<(String, String)> = meta.citations.clone();
    let decisions = typer.resolve_decisions(&items.decisions);
    let (rules, cited) = typer.rules(&items.rules, &citations);
    let unused = unused(&typer, &items, &cited);
    let protocol = Protocol {
        source: Arc::clone(source),
        name: tree.header.as_ref().map(|header| header.name.text.clone()).unwrap_or_default(),
        version: version(tree.header.as_ref()),
        docs: tree.header.as_ref().map(|header| docs(&header.docs)).unwrap_or_default(),
        meta,
        image,
        asks_for_modality: typer.asks_for_modality,
        images: std::mem::take(&mut typer.images),
        annotations: std::mem::take(&mut typer.annotations),
        files,
        padding,
        by_intensity: std::mem::take(&mut typer.by_intensity),
        fields: std::mem::take(&mut typer.fields).into_iter().filter_map(|declared| declared.field).collect(),
        tables,
        labels: Labels { classes: std::mem::take(&mut typer.classes), ..labels },
        without_labels: typer.without_labels,
        groups,
        regions,
        pairs,
        midline: typer.midline.take(),
        sequences,
        landmarks,
        rules: decisions.into_iter().chain(rules).collect(),
    };
    (protocol, typer.findings, unused)
}

fn version(header: Option<&Header>) -> String {
    header.and_then(|header| header.version.as_ref()).map(|version| version.text.clone()).unwrap_or_default()
}

/// The items of a file by kind, in order of appearance.
#[derive(Default)]
struct Items<'t> {
    metas: Vec<&'t crate::syntax::tree::Meta>,
    cases: Vec<&'t crate::syntax::tree::CaseBlock>,
    tables: Vec<&'t crate::syntax::tree::TableBlock>,
    vocabularies: Vec<&'t crate::syntax::tree::Vocabulary>,
    decisions: Vec<&'t crate::syntax::tree::Decide>,
    images: Vec<&'t crate::syntax::tree::Image>,
    inputs: Vec<&'t crate::syntax::tree::InputsBlock>,
    files: Vec<&'t crate::syntax::tree::FilesBlock>,
    labels: Vec<&'t crate::syntax::tree::Labels>,
    groups: Vec<&'t crate::syntax::tree::Group>,
    regions: Vec<&'t crate::syntax::tree::Region>,
    pairs: Vec<&'t crate::syntax::tree::Pair>,
    midlines: Vec<&'t crate::syntax::tree::Midline>,
    sequences: Vec<&'t crate::syntax::tree::Sequence>,
    landmarks: Vec<&'t crate::syntax::tree::Landmarks>,
    params: Vec<&'t crate::syntax::tree::Param>,
    rules: Vec<&'t crate::syntax::tree::Rule>,
}

impl<'t> Items<'t> {
    fn sort(tree: &'t File) -> Self {
        let mut items = Items::default();
        for item in &tree.items {
            match item {
                Item::Meta(item) => items.metas.push(item),
                Item::Image(item) => items.images.push(item),
                Item::Case(item) => items.cases.push(item),
                Item::Table(item) => items.tables.push(item),
                Item::Decide(item) => items.decisions.push(item),
                Item::Inputs(item) => items.inputs.push(item),
                Item::Files(item) => items.files.push(item),
                Item::Vocabulary(item) => items.vocabularies.push(item),
                // Applied where the base is read.
                Item::Amendment(_) => {}
                Item::Labels(item) => items.labels.push(item),
                Item::Group(item) => items.groups.push(item),
                Item::Region(item) => items.regions.push(item),
                Item::Pair(item) => items.pairs.push(item),
                Item::Midline(item) => items.midlines.push(item),
                Item::Sequence(item) => items.sequences.push(item),
                Item::Landmarks(item) => items.landmarks.push(item),
                Item::Param(item) => items.params.push(item),
                Item::Rule(item) => items.rules.push(item),
            }
        }
        items
    }
}

/// The lines of `///` documentation as one text.
pub(super) fn docs(lines: &[crate::syntax::tree::Text]) -> String {
    lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("\n")
}

fn unused(typer: &Typer, items: &Items, cited: &BTreeSet<String>) -> Unused {
    let mut names: Vec<(&'static str, String, Span)> = typer
        .symbols
        .iter()
        // Classes and landmarks are what their blocks are for, and a pair says which side is which.
        .filter(|(_, symbol, _)| {
            let said = matches!(symbol, Symbol::Class(_) | Symbol::NoClass | Symbol::Broken | Symbol::Pair(_));
            // The first annotation is the one that is checked.
            let checked = *symbol == Symbol::Annotation(AnnotationId::default());
            !said && !checked && !matches!(symbol, Symbol::Landmark(_))
        })
        .filter(|(_, symbol, _)| !typer.used.contains(symbol))
        .map(|(name, symbol, span)| (symbol.kind(), name.to_owned(), span))
        .collect();
    for entry in items.metas.iter().flat_map(|meta| &meta.entries) {
        if entry.cite && !cited.contains(&entry.key.text) {
            names.push(("a source", entry.key.text.clone(), entry.key.span));
        }
    }
    names.extend(typer.unused_locals.iter().map(|(name, span)| ("a bound name", name.clone(), *span)));
    names.sort_by_key(|(_, _, span)| *span);
    Unused { names }
}

impl Typer<'_> {
    fn declare(&mut self, items: &Items) {
        for (at, table) in items.tables.iter().enumerate() {
            self.declare_name(&table.name, Symbol::Table(TableId(at)));
            self.tables.push(DeclaredTable { name: table.name.text.clone(), fields: Vec::new() });
        }
        for (at, vocabulary) in items.vocabularies.iter().enumerate() {
            self.declare_name(&vocabulary.name, Symbol::Vocabulary(at));
            self.vocabularies.push(DeclaredVocabulary::default());
        }
        for (at, group) in items.groups.iter().enumerate() {
            self.declare_name(&group.name, Symbol::Group(GroupId(at)));
            self.groups.push(None);
        }
        for (at, region) in items.regions.iter().enumerate() {
            self.declare_name(&region.name, Symbol::Region(RegionId(at)));
            self.regions.push(None);
        }
        for (at, pair) in items.pairs.iter().enumerate() {
            self.declare_name(&pair.name, Symbol::Pair(PairId(at)));
            self.pairs.push(None);
        }
        for (at, sequence) in items.sequences.iter().enumerate() {
            self.declare_name(&sequence.name, Symbol::Sequence(SequenceId(at)));
            self.sequences.push(None);
        }
        let lines = items.landmarks.iter().flat_map(|block| &block.lines);
        for (at, line) in lines.enumerate() {
            self.declare_name(&line.name, Symbol::Landmark(LandmarkId(at)));
            self.landmarks.push(None);
        }
        for (at, param) in items.params.iter().enumerate() {
            self.declare_name(&param.name, Symbol::Param(at));
            self.params.push(super::typing::value::Value::Error);
        }
    }

    /// Takes a name for a symbol; reports it if it is taken or reserved.
    fn declare_name(&mut self, name: &Name, symbol: Symbol) {
        if name.text.is_empty() {
            return; // Missing; the syntax has said so.
        }
        if RESERVED.contains(&name.text.as_str()) {
            self.report(
                Problem::new(
                    &RESERVED_NAME,
                    format!("`{}` means the same in every protocol and cannot be declared", name.text),
                )
                .at(name.span, "reserved")
                .help(format!("choose another name, such as `{}_1`", name.text)),
            );
            return;
        }
        if let Err((taken, span)) = self.symbols.declare(&name.text, symbol, name.span)
            && taken != Symbol::Broken
        {
            let help = match (taken, symbol) {
                (Symbol::Class(_), Symbol::Class(_)) => {
                    format!("remove one of the lines; for one class with several values write `{{1, 2}} {}`", name.text)
                }
                _ => format!("choose another name for {}", symbol.kind()),
            };
            self.report(
                Problem::new(&DUPLICATE_NAME, format!("`{}` is already {}", name.text, taken.kind()))
                    .at(name.span, "declared again here")
                    .at(span, "first declared here")
                    .help(help),
            );
        }
    }
}
