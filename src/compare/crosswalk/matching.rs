//! Links between classes: declared ones, then codes, then names.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::protocol::{Class, ClassId};
use crate::syntax::crosswalk::Verb;

use super::{Conflict, Declaration, Evidence, Link, Relation, Side, Unclear, names};

#[derive(Debug, Default)]
pub(super) struct Matched {
    pub links: Vec<Link>,
    pub conflicts: Vec<Conflict>,
}

pub(super) fn links(protocols: &[&Protocol], declared: &[Declaration]) -> Matched {
    let mut matched = Matched::default();
    for declaration in declared {
        let relation = match declaration.verb {
            Verb::Equate => Relation::Equal,
            Verb::Place => Relation::Inside,
            Verb::Distinguish => continue,
        };
        matched.links.push(Link {
            relation,
            left: declaration.left.clone(),
            right: declaration.right.clone(),
            evidence: Evidence::Declared(declaration.because.clone()),
        });
    }
    for (p, left) in protocols.iter().enumerate() {
        for (q, right) in protocols.iter().enumerate().skip(p + 1) {
            Two { p, q, left, right, spoken: Spoken::of(p, q, declared) }.link(&mut matched);
        }
    }
    matched
}

/// What declarations about two protocols say of their classes.
struct Spoken {
    /// Classes that stand in `equate` or `place`: nothing else is said of them.
    left: BTreeSet<ClassId>,
    right: BTreeSet<ClassId>,
    distinguished: BTreeSet<(ClassId, ClassId)>,
}

impl Spoken {
    fn of(p: usize, q: usize, declared: &[Declaration]) -> Self {
        let mut spoken = Spoken { left: BTreeSet::new(), right: BTreeSet::new(), distinguished: BTreeSet::new() };
        for declaration in declared {
            let (left, right) = match (declaration.left.protocol, declaration.right.protocol) {
                (a, b) if (a, b) == (p, q) => (&declaration.left, &declaration.right),
                (a, b) if (a, b) == (q, p) => (&declaration.right, &declaration.left),
                _ => continue,
            };
            if declaration.verb == Verb::Distinguish {
                let pairs = left.classes.iter().flat_map(|a| right.classes.iter().map(move |b| (*a, *b)));
                spoken.distinguished.extend(pairs);
            } else {
                spoken.left.extend(&left.classes);
                spoken.right.extend(&right.classes);
            }
        }
        spoken
    }
}

/// Two protocols, by number.
struct Two<'t> {
    p: usize,
    q: usize,
    left: &'t Protocol,
    right: &'t Protocol,
    spoken: Spoken,
}

type Candidates = BTreeSet<(ClassId, ClassId)>;

impl Two<'_> {
    fn link(&self, matched: &mut Matched) {
        let by_code = self.sharing(codes);
        let by_name = self.sharing(names);
        let mut unclear: BTreeMap<(ClassId, ClassId), Unclear> = BTreeMap::new();
        self.ambiguous(&by_code, Unclear::SharedCode, &mut unclear);
        self.ambiguous(&by_name, Unclear::SharedName, &mut unclear);
        for (a, b) in &by_name {
            if !by_code.contains(&(*a, *b)) && self.codes_differ(*a, *b) {
                unclear.entry((*a, *b)).or_insert(Unclear::CodeAgainstName);
            }
        }
        let all: Candidates = by_code.union(&by_name).copied().collect();
        // A class that names and codes lead to different ones is not linked at all.
        for (a, b) in &all {
            let alone = all.iter().filter(|(x, y)| x == a || y == b).count() == 1;
            if !alone {
                unclear.entry((*a, *b)).or_insert(Unclear::CodeAgainstName);
            }
        }
        let doubtful_left: BTreeSet<ClassId> = unclear.keys().map(|(a, _)| *a).collect();
        let doubtful_right: BTreeSet<ClassId> = unclear.keys().map(|(_, b)| *b).collect();
        let mut linked = (BTreeSet::new(), BTreeSet::new());
        for (a, b) in all {
            if doubtful_left.contains(&a) || doubtful_right.contains(&b) {
                continue;
            }
            linked.0.insert(a);
            linked.1.insert(b);
            let evidence = if by_code.contains(&(a, b)) { Evidence::Code } else { Evidence::Name };
            matched.links.push(self.equal(vec![a], vec![b], evidence));
        }
        let conflicts =
            unclear.into_iter().map(|((a, b), reason)| Conflict { reason, left: (self.p, a), right: (self.q, b) });
        matched.conflicts.extend(conflicts);
        linked.0.extend(doubtful_left);
        linked.1.extend(doubtful_right);
        self.groups(&linked.0, &linked.1, matched);
    }

    /// Classes of both sides that are free to be linked and have something in common.
    fn sharing(&self, of: impl Fn(&Protocol, ClassId) -> BTreeSet<String>) -> Candidates {
        let mut by_word: BTreeMap<String, Vec<ClassId>> = BTreeMap::new();
        for class in free(self.right, &self.spoken.right) {
            for word in of(self.right, class) {
                by_word.entry(word).or_default().push(class);
            }
        }
        let mut found = Candidates::new();
        for class in free(self.left, &self.spoken.left) {
            for word in of(self.left, class) {
                let others = by_word.get(&word).into_iter().flatten();
                found.extend(others.map(|other| (class, *other)));
            }
        }
        found.retain(|pair| !self.spoken.distinguished.contains(pair));
        found
    }

    /// Marks what leads from one class to several.
    fn ambiguous(&self, pairs: &Candidates, reason: Unclear, unclear: &mut BTreeMap<(ClassId, ClassId), Unclear>) {
        let mut left: BTreeMap<ClassId, usize> = BTreeMap::new();
        let mut right: BTreeMap<ClassId, usize> = BTreeMap::new();
        for (a, b) in pairs {
            *left.entry(*a).or_default() += 1;
            *right.entry(*b).or_default() += 1;
        }
        let several = |(a, b): &(ClassId, ClassId)| left.get(a) > Some(&1) || right.get(b) > Some(&1);
        for pair in pairs.iter().filter(|pair| several(pair)) {
            unclear.entry(*pair).or_insert(reason);
        }
    }

    /// Both have codes of one scheme, and none in common.
    fn codes_differ(&self, a: ClassId, b: ClassId) -> bool {
        let schemes = |class: Option<&Class>| -> BTreeSet<String> {
            class.into_iter().flat_map(|class| &class.codes).map(|code| code.scheme.clone()).collect()
        };
        let (left, right) = (schemes(self.left.class(a)), schemes(self.right.class(b)));
        left.intersection(&right).next().is_some()
    }

    /// A class under the name of a group whose classes are not linked by themselves.
    fn groups(&self, left: &BTreeSet<ClassId>, right: &BTreeSet<ClassId>, matched: &mut Matched) {
        let of_right = group_names(
            self.left,
            self.right,
            &|class| !left.contains(&class) && !self.spoken.left.contains(&class),
            &|class| !right.contains(&class) && !self.spoken.right.contains(&class),
        );
        for (classes, class) in of_right {
            matched.links.push(self.equal(classes, vec![class], Evidence::GroupName));
        }
        let of_left = group_names(
            self.right,
            self.left,
            &|class| !right.contains(&class) && !self.spoken.right.contains(&class),
            &|class| !left.contains(&class) && !self.spoken.left.contains(&class),
        );
        for (classes, class) in of_left {
            matched.links.push(self.equal(vec![class], classes, Evidence::GroupName));
        }
    }

    fn equal(&self, left: Vec<ClassId>, right: Vec<ClassId>, evidence: Evidence) -> Link {
        Link {
            relation: Relation::Equal,
            left: Side { protocol: self.p, classes: left },
            right: Side { protocol: self.q, classes: right },
            evidence,
        }
    }
}

fn free<'a>(protocol: &'a Protocol, spoken: &'a BTreeSet<ClassId>) -> impl Iterator<Item = ClassId> + 'a {
    (0..protocol.labels.classes.len()).map(ClassId).filter(|class| !spoken.contains(class))
}

/// Scheme, value and modifiers; the order of modifiers says nothing.
fn codes(protocol: &Protocol, class: ClassId) -> BTreeSet<String> {
    let written = |code: &crate::model::protocol::Code| {
        let modifiers: BTreeSet<&str> = code.modifiers.iter().map(String::as_str).collect();
        format!("{}:{} {}", code.scheme, code.value, modifiers.into_iter().collect::<Vec<_>>().join(" "))
    };
    protocol.class(class).map(|class| class.codes.iter().map(written).collect()).unwrap_or_default()
}

/// Groups of one protocol whose name only one class of the other bears, with that class.
fn group_names(
    groups: &Protocol,
    classes: &Protocol,
    free_member: &dyn Fn(ClassId) -> bool,
    free_class: &dyn Fn(ClassId) -> bool,
) -> Vec<(Vec<ClassId>, ClassId)> {
    let mut found: Vec<(Vec<ClassId>, ClassId)> = Vec::new();
    for group in &groups.groups {
        let name = folded(&group.name);
        let mut bearers = (0..classes.labels.classes.len())
            .map(ClassId)
            .filter(|class| free_class(*class) && names(classes, *class).contains(&name));
        let (Some(class), None) = (bearers.next(), bearers.next()) else { continue };
        let mut members = group.classes.clone();
        members.sort_unstable();
        let taken = found.iter().any(|(other, bearer)| *bearer == class || other.iter().any(|m| members.contains(m)));
        if !members.is_empty() && members.iter().all(|member| free_member(*member)) && !taken {
            found.push((members, class));
        }
    }
    found
}
