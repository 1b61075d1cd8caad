//! What a protocol declares.

use std::sync::Arc;

use crate::report::{Source, Span};

use super::field::{Field, FieldId, FieldOwner, FieldRef};
use super::files::Files;
use super::input::{Annotation, AnnotationId};
use super::landmark::Landmarks;
use super::quantity::{Dimension, Quantity};
use super::rule::{Claim, Rule, Structure};
use super::table::{RowTable, TableId};
pub use super::value_set::ValueSet;

#[derive(Debug, Clone, PartialEq)]
pub struct Protocol {
    pub source: Arc<Source>,
    /// `kits/23`
    pub name: String,
    pub version: String,
    pub docs: String,
    pub meta: Meta,
    /// Claims about the image grid and modality, each with the ID `image.<first word>`.
    pub image: Vec<ImageLine>,
    /// Whether a line or rule speaks of the modality.
    pub asks_for_modality: bool,
    /// Images of a case, by number; the first is the one the labels were drawn on.
    pub images: Vec<ImageInput>,
    /// Annotations of a case, by number; the first is the label map that is checked.
    pub annotations: Vec<Annotation>,
    /// Where the files of a case are.
    pub files: Option<Files>,
    /// `padding == -1024 HU`: the intensity of the first image where nothing was scanned.
    pub padding: Option<Quantity>,
    /// Sets of voxels by the intensities of an image, wherever the protocol speaks of one.
    pub by_intensity: Vec<Structure>,
    /// Facts about the case, each with the ID `case.<name>`.
    pub fields: Vec<Field>,
    /// Many facts of one kind about a case, each with the ID `table.<name>`.
    pub tables: Vec<RowTable>,
    pub labels: Labels,
    /// It has neither a label table nor claims about images, but facts: its cases are those that tables name.
    pub without_labels: bool,
    pub groups: Vec<Group>,
    pub regions: Vec<Region>,
    pub pairs: Vec<Pair>,
    pub midline: Option<Structure>,
    pub sequences: Vec<Sequence>,
    pub landmarks: Landmarks,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meta {
    /// `owner`, `approved` and whatever else is said, in order, as text.
    pub entries: Vec<(String, String)>,
    /// First and last day the protocol is in force, ISO dates.
    pub effective: (Option<jiff::civil::Date>, Option<jiff::civil::Date>),
    /// Declared sources: name and text.
    pub citations: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ImageLine {
    /// `image.spacing`
    pub id: String,
    pub claim: Claim,
    pub span: Span,
    /// The line in normalised form.
    pub text: String,
}

/// An image that rules may speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageInput {
    /// `image`, if it is not declared.
    pub name: String,
    /// Of its intensities: CT numbers, or plain ones.
    pub dimension: Dimension,
    /// Whether the protocol asks for its voxels.
    pub read: bool,
    /// Whether it asks for its header.
    pub header: bool,
    /// Where `inputs` declares it. One that is not declared may be missing.
    pub declared: Option<Span>,
    pub optional: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    /// `labels open`: undeclared values are no fault.
    pub open: bool,
    pub classes: Vec<Class>,
    /// Values that are background; `{0}` unless a line says otherwise.
    pub background: ValueSet,
    /// Values that are neither class nor background.
    pub ignore: ValueSet,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub usize);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub usize);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub usize);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairId(pub usize);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SequenceId(pub usize);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub usize);

/// A class of the label table; its line has the ID `labels.<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    pub name: String,
    /// Empty for a class that is a file of its own.
    pub values: ValueSet,
    pub title: Option<String>,
    pub optional: bool,
    /// Not annotated completely: absence, upper counts, extents and volumes say nothing.
    pub partial: bool,
    pub codes: Vec<Code>,
    pub aliases: Vec<String>,
    pub color: Option<String>,
    pub includes: Vec<String>,
    pub excludes: Vec<String>,
    pub span: Span,
}

/// `SCT:64033007 left`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub scheme: String,
    pub value: String,
    pub modifiers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub name: String,
    /// Leaf classes in order of declaration.
    pub classes: Vec<ClassId>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    pub name: String,
    pub definition: Structure,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub name: String,
    pub right: ClassId,
    pub left: ClassId,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    pub name: String,
    pub members: Vec<SequenceMember>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SequenceMember {
    pub class: ClassId,
    pub skippable: bool,
}

/// A lower bound on the size of the parts that count.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor(pub Quantity);

impl Protocol {
    /// Name and version: `kits/23 1.0.0`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version).trim().to_owned()
    }

    /// The value that stands for nothing: 0, unless the protocol gives 0 another meaning.
    pub fn background(&self) -> i64 {
        let declared = &self.labels.background;
        match declared.ranges.first() {
            Some((first, _)) if !declared.contains(0) => *first,
            _ => 0,
        }
    }

    pub fn class(&self, id: ClassId) -> Option<&Class> {
        self.labels.classes.get(id.0)
    }

    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        self.labels.classes.iter().position(|class| class.name == name).map(ClassId)
    }

    /// A field of the `case` block.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0)
    }

    pub fn table(&self, id: TableId) -> Option<&RowTable> {
        self.tables.get(id.0)
    }

    /// The declaration of a field that a rule names.
    pub fn field_of(&self, field: FieldRef) -> Option<&Field> {
        match field.of {
            FieldOwner::Case => self.field(field.field),
            FieldOwner::Row { table, .. } => self.table(table)?.field(field.field),
        }
    }

    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id.0)
    }

    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.0)
    }

    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(id.0)
    }

    pub fn pair(&self, id: PairId) -> Option<&Pair> {
        self.pairs.get(id.0)
    }

    pub fn sequence(&self, id: SequenceId) -> Option<&Sequence> {
        self.sequences.get(id.0)
    }
}
