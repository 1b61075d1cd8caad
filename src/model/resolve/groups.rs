//! `group lesions = tumour + cyst`: unions of classes.

use crate::report::Span;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, Group as Tree, Name};

use super::super::codes::{DUPLICATE_MEMBER, NOT_A_UNION, UNKNOWN_NAME};
use super::super::problem::Problem;
use super::super::protocol::{ClassId, Group};
use super::super::suggest;
use super::super::symbols::Symbol;
use super::super::typing::Typer;
use super::dependencies;

impl Typer<'_> {
    pub(super) fn resolve_groups(&mut self, groups: &[&Tree]) -> Vec<Group> {
        let names: Vec<_> = groups.iter().map(|group| &group.name).collect();
        let mentions: Vec<_> = groups.iter().map(|group| dependencies::mentioned(&group.members)).collect();
        for at in dependencies::ordered(self, &names, &mentions) {
            let Some(group) = groups.get(at) else { continue };
            let leaves = self.leaves(&group.members);
            if let Some(slot) = self.groups.get_mut(at) {
                *slot = leaves;
            }
        }
        groups
            .iter()
            .zip(&self.groups)
            .map(|(group, classes)| Group {
                name: group.name.text.clone(),
                classes: classes.clone().unwrap_or_default(),
                span: group.span,
            })
            .collect()
    }

    /// Leaf classes in the order in which they are named, each once. `None`: reported.
    fn leaves(&mut self, members: &Expr) -> Option<Vec<ClassId>> {
        let mut terms: Vec<&Expr> = Vec::new();
        let mut rest = vec![members];
        while let Some(expr) = rest.pop() {
            match &expr.kind {
                ExprKind::Binary { operator: BinaryOperator::Add, left, right } => rest.extend([&**right, &**left]),
                ExprKind::Group(inner) => rest.push(inner),
                ExprKind::Set(set) => rest.extend(set.iter().rev()),
                _ => terms.push(expr),
            }
        }
        let mut classes: Vec<ClassId> = Vec::new();
        let mut named: Vec<(String, Span)> = Vec::new();
        let mut sound = true;
        for term in terms {
            let text = self.text(term);
            if let Some((_, first)) = named.iter().find(|(other, _)| *other == text) {
                self.report(
                    Problem::new(&DUPLICATE_MEMBER, format!("`{text}` is in this group twice"))
                        .at(term.span, "again here")
                        .at(*first, "first here")
                        .help("remove one of the two, or write the class that is meant"),
                );
            }
            named.push((text, term.span));
            match self.leaves_of_term(term) {
                Some(leaves) => {
                    for class in leaves {
                        if !classes.contains(&class) {
                            classes.push(class);
                        }
                    }
                }
                None => sound = false,
            }
        }
        sound.then_some(classes)
    }

    fn leaves_of_term(&mut self, term: &Expr) -> Option<Vec<ClassId>> {
        match &term.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [name] => self.leaves_of_name(name),
                _ => self.not_a_union(term, "a group holds classes"),
            },
            ExprKind::Range { low: Some(low), high: Some(high), .. } => match (&low.kind, &high.kind) {
                (ExprKind::Path(first), ExprKind::Path(last)) => match (first.as_slice(), last.as_slice()) {
                    ([first], [last]) => self.class_range(first, last),
                    _ => self.not_a_union(term, "a group holds classes"),
                },
                _ => self.not_a_union(term, "a group holds classes, not numbers"),
            },
            ExprKind::Error => None,
            ExprKind::Binary { .. } | ExprKind::Call { .. } | ExprKind::Most { .. } | ExprKind::At { .. } => {
                self.not_a_union(term, "a group is a union of classes, joined with `+`")
            }
            _ => self.not_a_union(term, "a group holds classes"),
        }
    }

    fn not_a_union(&mut self, term: &Expr, message: &str) -> Option<Vec<ClassId>> {
        let text = self.text(term);
        self.report(
            Problem::new(&NOT_A_UNION, message)
                .at(term.span, "no class")
                .help(format!("name classes, such as `group lesions = tumour + cyst`, or write `region .. = {text}`")),
        );
        None
    }

    fn leaves_of_name(&mut self, name: &Name) -> Option<Vec<ClassId>> {
        let Some((symbol, declared)) = self.symbols.find(&name.text) else {
            if self.doubtful.contains(&name.text) {
                return None;
            }
            let help = suggest::help(&name.text, self.symbols.names())
                .unwrap_or_else(|| format!("declare `{}` in `labels`", name.text));
            self.report(
                Problem::new(&UNKNOWN_NAME, format!("`{}` is not declared", name.text))
                    .at(name.span, "not declared")
                    .help(help),
            );
            return None;
        };
        self.used.insert(symbol);
        match symbol {
            Symbol::Class(id) => Some(vec![id]),
            Symbol::Group(id) => self.groups.get(id.0)?.clone(),
            Symbol::Pair(id) => self.pairs.get(id.0)?.as_ref().map(|pair| vec![pair.right, pair.left]),
            Symbol::Sequence(id) => {
                let sequence = self.sequences.get(id.0)?.as_ref()?;
                Some(sequence.members.iter().map(|member| member.class).collect())
            }
            Symbol::Broken => None,
            Symbol::Region(_)
            | Symbol::Table(_)
            | Symbol::Landmark(_)
            | Symbol::Image(_)
            | Symbol::Annotation(_)
            | Symbol::Vocabulary(_)
            | Symbol::Param(_)
            | Symbol::NoClass => {
                self.report(
                    Problem::new(
                        &NOT_A_UNION,
                        format!("`{}` is {} and cannot be in a group", name.text, symbol.kind()),
                    )
                    .at(name.span, "no class")
                    .at(declared, "declared here")
                    .help(match symbol {
                        Symbol::Region(_) => "declare a `region` instead of the `group`",
                        _ => "name classes and groups only",
                    }),
                );
                None
            }
        }
    }
}
