//! The class table, and what is built of classes.

use crate::check::pictures::Legend;
use crate::model::Protocol;
use crate::model::landmark::LandmarkKind;
use crate::model::protocol::{Class, ClassId, Code};
use crate::model::value_set::ValueSet;
use crate::words::{Clause, Words, joined, sentence};

use super::{Block, Cell};

pub(super) fn classes(protocol: &Protocol) -> Vec<Block> {
    let labels = &protocol.labels;
    if labels.classes.is_empty() {
        let open = "The protocol declares no classes: names and values are free, as far as the rules go.";
        return if protocol.without_labels { Vec::new() } else { vec![Block::Prose(open.to_owned())] };
    }
    let has = |what: fn(&Class) -> bool| labels.classes.iter().any(what);
    let columns = Columns {
        values: has(|class| !class.values.is_empty()),
        titles: has(|class| class.title.is_some()),
        codes: has(|class| !class.codes.is_empty()),
        sides: !protocol.pairs.is_empty(),
        remarks: has(|class| !remarks(class).is_empty()),
        needs: has(|class| class.optional) && has(|class| !class.optional),
    };
    let legend = Legend::new(Some(protocol));
    let colors = legend.swatches.iter().map(|swatch| swatch.color);
    let rows = labels.classes.iter().enumerate().zip(colors);
    let rows = rows.map(|((at, class), color)| columns.row(protocol, ClassId(at), class, color)).collect();
    let mut blocks = vec![Block::Table { head: columns.head(), rows }];
    blocks.push(Block::List(rest(protocol).into_iter().map(|text| Clause { text, parts: Vec::new() }).collect()));
    blocks
}

/// The columns that say something.
struct Columns {
    values: bool,
    titles: bool,
    codes: bool,
    sides: bool,
    remarks: bool,
    /// Some have to be there, and some need not.
    needs: bool,
}

impl Columns {
    fn head(&self) -> Vec<&'static str> {
        let all = [
            (true, ""),
            (self.values, "Value"),
            (true, "Name"),
            (self.titles, "What it is"),
            (self.sides, "Side"),
            (self.needs, "In a case"),
            (self.codes, "Code"),
            (self.remarks, "Remarks"),
        ];
        all.into_iter().filter(|(shown, _)| *shown).map(|(_, head)| head).collect()
    }

    fn row(&self, protocol: &Protocol, id: ClassId, class: &Class, color: [u8; 3]) -> Vec<Cell> {
        let mut row = vec![Cell::Swatch(color)];
        if self.values {
            row.push(if class.values.is_empty() { Cell::Empty } else { Cell::Text(values(&class.values)) });
        }
        row.push(Cell::Name(class.name.clone()));
        if self.titles {
            row.push(class.title.clone().map_or(Cell::Empty, Cell::Text));
        }
        if self.sides {
            row.push(side(protocol, id));
        }
        if self.needs {
            row.push(Cell::Text(if class.optional { "optional" } else { "required" }.to_owned()));
        }
        if self.codes {
            let codes: Vec<String> = class.codes.iter().map(code).collect();
            row.push(if codes.is_empty() { Cell::Empty } else { Cell::Text(codes.join(", ")) });
        }
        if self.remarks {
            let remarks = sentence(&remarks(class));
            row.push(if remarks.is_empty() { Cell::Empty } else { Cell::Text(remarks) });
        }
        row
    }
}

/// `1 to 7`
fn values(set: &ValueSet) -> String {
    let range = |&(low, high): &(i64, i64)| if low == high { low.to_string() } else { format!("{low} to {high}") };
    set.ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

fn side(protocol: &Protocol, id: ClassId) -> Cell {
    let of = |side: fn(&crate::model::protocol::Pair) -> ClassId| protocol.pairs.iter().any(|pair| side(pair) == id);
    match (of(|pair| pair.right), of(|pair| pair.left)) {
        (true, _) => Cell::Text("right".to_owned()),
        (_, true) => Cell::Text("left".to_owned()),
        _ => Cell::Empty,
    }
}

/// Its other names, and what it is made of.
fn remarks(class: &Class) -> String {
    let mut remarks = Vec::new();
    if class.partial {
        remarks.push("annotated in part".to_owned());
    }
    let listed = |words: &str, names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        (!names.is_empty()).then(|| format!("{words} {}", joined(&names, "and")))
    };
    remarks.extend(listed("also called", &class.aliases));
    remarks.extend(listed("includes", &class.includes));
    remarks.extend(listed("without", &class.excludes));
    remarks.join("; ")
}

/// `SNOMED CT 64033007 left`
fn code(code: &Code) -> String {
    let scheme = match code.scheme.as_str() {
        "SCT" => "SNOMED CT",
        other => other,
    };
    let modifiers: String = code.modifiers.iter().map(|word| format!(", {word}")).collect();
    format!("{scheme} {}{modifiers}", code.value)
}

/// What voxels mean that belong to no class.
fn rest(protocol: &Protocol) -> Vec<String> {
    let labels = &protocol.labels;
    let per_file = labels.classes.iter().all(|class| class.values.is_empty());
    let mut rest = Vec::new();
    if per_file {
        rest.push(
            "Each class is a file of its own: a voxel that is not 0 belongs to it. Classes may overlap.".to_owned(),
        );
    } else {
        let background = match labels.background.is_empty() {
            true => protocol.background().to_string(),
            false => values(&labels.background),
        };
        rest.push(format!("{background} is background: everything that is none of the classes."));
    }
    if !labels.ignore.is_empty() {
        rest.push(format!(
            "{} is to be ignored: it is neither a class nor background, and nothing is judged there.",
            values(&labels.ignore)
        ));
    }
    rest.push(match (labels.open, per_file) {
        (true, _) => "Other classes may be there as well; this table says nothing of them.".to_owned(),
        (false, true) => "No other classes than these may be there.".to_owned(),
        (false, false) => "No other values than these may be there.".to_owned(),
    });
    let required = labels.classes.iter().filter(|class| !class.optional).count();
    rest.push(match (required, labels.classes.len()) {
        (0, 1) => "The class may be absent.".to_owned(),
        (0, _) => "Each class may be absent.".to_owned(),
        (1, 1) => "The class has to be there: a case without it has a finding.".to_owned(),
        (some, all) if some == all => "Each class has to be there: one that is absent is a finding.".to_owned(),
        _ => "A required class that is absent is a finding; an optional one may be absent.".to_owned(),
    });
    if labels.classes.iter().any(|class| class.partial) {
        let text = "Of a class that is annotated in part, what is there is right, but not all of it is there: \
                    its absence, its size and how often it occurs at most are not judged.";
        rest.push(text.to_owned());
    }
    rest
}

/// Groups, regions, pairs and sequences.
pub(super) fn structures(protocol: &Protocol) -> Vec<Block> {
    let words = Words::new(protocol);
    let class = |id: &ClassId| format!("`{}`", protocol.class(*id).map_or("?", |class| &class.name));
    let mut rows: Vec<[String; 3]> = Vec::new();
    for group in &protocol.groups {
        rows.push([group.name.clone(), "group".to_owned(), joined(&words.listed_classes(&group.classes), "and")]);
    }
    for region in &protocol.regions {
        rows.push([region.name.clone(), "region".to_owned(), words.structure(&region.definition)]);
    }
    for pair in &protocol.pairs {
        let sides = format!("{} on the right, {} on the left", class(&pair.right), class(&pair.left));
        rows.push([pair.name.clone(), "pair".to_owned(), sides]);
    }
    for sequence in &protocol.sequences {
        let ids: Vec<ClassId> = sequence.members.iter().map(|member| member.class).collect();
        let mut members = words.listed_classes(&ids).join(", ");
        let skipped = sequence.members.iter().filter(|member| member.skippable).map(|member| class(&member.class));
        let skipped: Vec<String> = skipped.collect();
        if !skipped.is_empty() {
            members += &format!("; {} may be skipped", joined(&skipped, "and"));
        }
        rows.push([sequence.name.clone(), "sequence".to_owned(), members]);
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let rows = rows.into_iter().map(|[name, kind, of]| vec![Cell::Name(name), Cell::Text(kind), Cell::Text(of)]);
        blocks.push(Block::Table { head: vec!["Name", "Kind", "What it is made of"], rows: rows.collect() });
    }
    if let Some(midline) = &protocol.midline {
        blocks.push(Block::Prose(format!("The midline of the patient is taken from {}.", words.structure(midline))));
    }
    blocks
}

pub(super) fn landmarks(protocol: &Protocol) -> Vec<Block> {
    let landmarks = &protocol.landmarks;
    if landmarks.lines.is_empty() {
        return Vec::new();
    }
    let row = |landmark: &crate::model::landmark::Landmark| {
        let kind = match landmark.kind {
            LandmarkKind::Point => "a point",
            LandmarkKind::Line => "a line between two points",
        };
        let per = landmark
            .per
            .as_ref()
            .map_or_else(|| "one".to_owned(), |family| format!("one for each of `{}`", family.name));
        let mut need = if landmark.optional { "optional" } else { "required" }.to_owned();
        for alias in &landmark.aliases {
            need.push_str(&format!("; also called `{alias}`"));
        }
        vec![
            Cell::Name(landmark.name.clone()),
            landmark.title.clone().map_or(Cell::Empty, Cell::Text),
            Cell::Text(kind.to_owned()),
            Cell::Text(per),
            Cell::Text(need),
        ]
    };
    let rows = landmarks.lines.iter().map(row).collect();
    let others = if landmarks.open { "Others may be there." } else { "No others than these may be there." };
    vec![
        Block::Table { head: vec!["Name", "What it is", "Kind", "How many", "In a case"], rows },
        Block::Prose(others.to_owned()),
    ]
}
