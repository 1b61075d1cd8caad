//! What people declare about classes of several protocols.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::logic::anatomy::TissueSet;
use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::model::suggest;
use crate::report::{Finding, Source, Span};
use crate::syntax::crosswalk::{Line, Member, Side as Written, Verb};
use crate::syntax::{parse_crosswalk, tree::Name};

use super::Side;

/// A line about classes, with what it names found.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    pub verb: Verb,
    pub left: Side,
    pub right: Side,
    pub because: Option<String>,
    pub source: Arc<Source>,
    pub span: Span,
}

/// Reads declarations about some protocols. `old` and `new` are the first and the second of them.
///
/// # Errors
///
/// Every line that cannot be read, or that names a protocol or class that is not there.
pub fn declarations(source: &Arc<Source>, protocols: &[&Protocol]) -> Result<Vec<Declaration>, Vec<Finding>> {
    let (lines, mut findings) = parse_crosswalk(source);
    let mut found = Vec::new();
    for line in lines {
        match (Reader { source, protocols }).line(line) {
            Ok(declaration) => found.push(declaration),
            Err(mistakes) => findings.extend(mistakes),
        }
    }
    if findings.is_empty() { Ok(found) } else { Err(findings) }
}

struct Reader<'r> {
    source: &'r Arc<Source>,
    protocols: &'r [&'r Protocol],
}

impl Reader<'_> {
    fn line(&self, line: Line) -> Result<Declaration, Vec<Finding>> {
        let (left, right) = match (self.side(&line.left), self.side(&line.right)) {
            (Ok(left), Ok(right)) => (left, right),
            (left, right) => return Err([left.err(), right.err()].into_iter().flatten().flatten().collect()),
        };
        if left.protocol == right.protocol {
            let message = format!("both sides speak of `{}`", line.right.protocol.text);
            let finding =
                Finding::error("D132", message).label(self.source, line.right.protocol.span, "the same protocol");
            return Err(vec![finding.help("name a class of another protocol behind the second name")]);
        }
        let source = Arc::clone(self.source);
        Ok(Declaration { verb: line.verb, left, right, because: line.because, source, span: line.span })
    }

    fn side(&self, written: &Written) -> Result<Side, Vec<Finding>> {
        let protocol = self.protocol(&written.protocol, written.version.as_ref()).map_err(|finding| vec![*finding])?;
        let mut classes = BTreeSet::new();
        let mut mistakes = Vec::new();
        for member in &written.members {
            match self.member(protocol, member) {
                Ok(found) => classes.extend(found),
                Err(finding) => mistakes.push(*finding),
            }
        }
        if mistakes.is_empty() { Ok(Side { protocol, classes: classes.into_iter().collect() }) } else { Err(mistakes) }
    }

    fn protocol(&self, name: &Name, version: Option<&Name>) -> Result<usize, Box<Finding>> {
        let fits = |protocol: &Protocol| {
            protocol.name == name.text && version.is_none_or(|version| protocol.version == version.text)
        };
        let found: Vec<usize> = (0..self.protocols.len())
            .filter(|at| self.protocols.get(*at).is_some_and(|protocol| fits(protocol)))
            .collect();
        let by_place = || match name.text.as_str() {
            "old" if !self.protocols.is_empty() => Some(0),
            "new" if self.protocols.len() > 1 => Some(1),
            _ => None,
        };
        let span = version.map_or(name.span, |version| name.span.to(version.span));
        match found.as_slice() {
            [only] => Ok(*only),
            [] => by_place().ok_or_else(|| {
                let message = format!("no protocol `{}` is compared here", self.text(span));
                let names: Vec<&str> = self.protocols.iter().map(|protocol| protocol.name.as_str()).collect();
                Box::new(
                    Finding::error("D132", message).label(self.source, span, "not compared").help(
                        suggest::help(&name.text, names.iter().copied())
                            .unwrap_or_else(|| "write `old` or `new`".to_owned()),
                    ),
                )
            }),
            _ => Err(Box::new(
                Finding::error(
                    "D132",
                    format!("several protocols that are compared here are called `{}`", self.text(span)),
                )
                .label(self.source, span, "which one?")
                .help("write `old` or `new`, or the version behind the name"),
            )),
        }
    }

    fn member(&self, protocol: usize, member: &Member) -> Result<Vec<ClassId>, Box<Finding>> {
        let Some(of) = self.protocols.get(protocol) else { return Ok(Vec::new()) };
        let unknown = |name: &Name| {
            let known = names(of);
            Box::new(
                Finding::error("D133", format!("`{}` has no class or group `{}`", of.name, name.text))
                    .label(self.source, name.span, "not declared there")
                    .help(suggest::help(&name.text, known.iter().copied()).unwrap_or_else(|| {
                        format!(
                            "`voxlint explain --protocol {}` shows its rules; its classes stand in `labels`",
                            of.name
                        )
                    })),
            )
        };
        let first = named(of, &member.first.text).ok_or_else(|| unknown(&member.first))?;
        let Some(last) = &member.last else { return Ok(first) };
        let end = named(of, &last.text).ok_or_else(|| unknown(last))?;
        match (first.as_slice(), end.as_slice()) {
            ([ClassId(low)], [ClassId(high)]) if low <= high => Ok((*low..=*high).map(ClassId).collect()),
            _ => Err(Box::new(
                Finding::error("D133", format!("`{}..{}` is no range of classes", member.first.text, last.text))
                    .label(self.source, member.first.span.to(last.span), "no range")
                    .help("name the first and the last of classes that stand behind each other"),
            )),
        }
    }

    fn text(&self, span: Span) -> &str {
        self.source.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// The classes behind the name of a class, group, pair or sequence.
fn named(protocol: &Protocol, name: &str) -> Option<Vec<ClassId>> {
    if let Some(class) = protocol.class_named(name) {
        return Some(vec![class]);
    }
    if let Some(group) = protocol.groups.iter().find(|group| group.name == name) {
        return Some(group.classes.clone());
    }
    if let Some(pair) = protocol.pairs.iter().find(|pair| pair.name == name) {
        return Some(vec![pair.right, pair.left]);
    }
    let sequence = protocol.sequences.iter().find(|sequence| sequence.name == name)?;
    Some(sequence.members.iter().map(|member| member.class).collect())
}

fn names(protocol: &Protocol) -> Vec<&str> {
    let classes = protocol.labels.classes.iter().map(|class| class.name.as_str());
    let groups = protocol.groups.iter().map(|group| group.name.as_str());
    classes.chain(groups).chain(protocol.pairs.iter().map(|pair| pair.name.as_str())).collect()
}

/// Declarations that leave some of their classes without any voxel: together with others they contradict each other.
pub(super) fn without_room(
    protocols: &[&Protocol],
    declared: &[Declaration],
    classes: &[Vec<TissueSet>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for declaration in declared {
        for side in [&declaration.left, &declaration.right] {
            let Some(protocol) = protocols.get(side.protocol) else { continue };
            let tissues = |class: &ClassId| classes.get(side.protocol).and_then(|of| of.get(class.0));
            let empty = side.classes.iter().filter(|class| tissues(class).is_some_and(|of| of.is_empty()));
            findings.extend(empty.filter_map(|class| protocol.class(*class)).map(|class| {
                let message = format!("the declarations leave no voxel for `{}` of `{}`", class.name, protocol.name);
                Finding::error("D135", message)
                    .label(&declaration.source, declaration.span, "this one, with others")
                    .help("remove or correct one of the declarations that name it")
            }));
        }
    }
    findings
}
