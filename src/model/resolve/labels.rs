//! The label table.

use crate::report::Span;
use crate::syntax::tree::{LabelAttribute, LabelAttributeKind, LabelLine, LabelName, Labels as Tree, Name};

use super::super::codes::{DUPLICATE_VALUE, LABEL_LINE};
use super::super::problem::Problem;
use super::super::protocol::{Class, ClassId, Code, Labels, ValueSet};
use super::super::symbols::Symbol;
use super::super::typing::Typer;
use super::numbered::numbered;

/// Which values are taken so far, and where.
#[derive(Default)]
struct Taken(Vec<(ValueSet, Span, String)>);

impl Typer<'_> {
    /// Declares every class; the table without its classes, which the typer holds.
    pub(super) fn labels(&mut self, blocks: &[&Tree]) -> Labels {
        let mut labels = Labels {
            open: blocks.iter().any(|block| block.open),
            span: blocks.first().map(|block| block.span).unwrap_or_default(),
            ..Labels::default()
        };
        let mut taken = Taken::default();
        let mut says_background = false;
        for line in blocks.iter().flat_map(|block| &block.lines) {
            says_background |= line.attributes.iter().any(|a| a.kind == LabelAttributeKind::Background);
            self.label_line(line, &mut labels, &mut taken);
        }
        let zero_is_taken = taken.0.iter().any(|(values, ..)| values.contains(0));
        if !says_background && !zero_is_taken {
            labels.background = ValueSet::one(0);
        }
        labels
    }

    fn label_line(&mut self, line: &LabelLine, labels: &mut Labels, taken: &mut Taken) {
        self.check_attributes(line);
        let has = |kind: &LabelAttributeKind| line.attributes.iter().any(|attribute| attribute.kind == *kind);
        let background = has(&LabelAttributeKind::Background);
        if background || has(&LabelAttributeKind::Ignore) {
            if let Some(LabelName::One(name)) = &line.name {
                self.declare_name(name, Symbol::NoClass);
            }
            let Some(value) = &line.value else {
                self.report(
                    Problem::new(&LABEL_LINE, "this line has no value").at(line.span, "no value").help(if background {
                        "write `0 background`"
                    } else {
                        "write `255 ignore`"
                    }),
                );
                return;
            };
            let Some(values) = self.value_set(value) else { return };
            let word = if background { "background" } else { "ignored" };
            self.take(taken, &values, line.span, word);
            let target = if background { &mut labels.background } else { &mut labels.ignore };
            *target = target.union(&values);
            return;
        }
        let Some(name) = &line.name else {
            self.report(
                Problem::new(&LABEL_LINE, "this value has no name")
                    .at(line.span, "no name")
                    .help("write a name after the value, such as `1 liver`, or `background` or `ignore`"),
            );
            return;
        };
        let Some(classes) = self.classes_of_line(line.value.as_ref(), name) else {
            self.declare_broken(name);
            return;
        };
        for (name, values) in classes {
            self.take(taken, &values, line.span, &name.text);
            let id = ClassId(self.classes.len());
            self.declare_name(&name, Symbol::Class(id));
            let class = self.class(line, name.text, values);
            self.classes.push(class);
        }
    }

    /// Names of a line that has been reported: rules that use them are not to blame.
    fn declare_broken(&mut self, name: &LabelName) {
        let names = match name {
            LabelName::One(name) => vec![name.clone()],
            LabelName::Numbered { first, last } => {
                let span = first.span.to(last.span);
                let texts = numbered(&first.text, &last.text).unwrap_or_default();
                let ends = [first.clone(), last.clone()];
                texts.into_iter().map(|text| Name { text, span }).chain(ends).collect()
            }
        };
        for name in names {
            // Taken already: that declaration stands.
            let _ = self.symbols.declare(&name.text, Symbol::Broken, name.span);
        }
    }

    fn take(&mut self, taken: &mut Taken, values: &ValueSet, span: Span, owner: &str) {
        let clash = taken
            .0
            .iter()
            .find_map(|(other, at, name)| values.first_shared(other).map(|value| (value, *at, name.clone())));
        if let Some((value, at, name)) = clash {
            self.report(
                Problem::new(&DUPLICATE_VALUE, format!("the value {value} is already `{name}`"))
                    .at(span, format!("`{owner}` takes it again"))
                    .at(at, "first taken here")
                    .help("give each class its own values, or make a `group` of the two classes"),
            );
        }
        taken.0.push((values.clone(), span, owner.to_owned()));
    }

    fn class(&mut self, line: &LabelLine, name: String, values: ValueSet) -> Class {
        let mut class = Class {
            name,
            values,
            title: line.title.as_ref().map(|title| title.text.clone()),
            optional: false,
            partial: false,
            codes: Vec::new(),
            aliases: Vec::new(),
            color: None,
            includes: Vec::new(),
            excludes: Vec::new(),
            span: line.span,
        };
        let texts =
            |texts: &[crate::syntax::tree::Text]| texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
        for attribute in &line.attributes {
            match &attribute.kind {
                LabelAttributeKind::Optional => class.optional = true,
                LabelAttributeKind::Partial => class.partial = true,
                LabelAttributeKind::Ignore | LabelAttributeKind::Background => {}
                LabelAttributeKind::Code { scheme, value, modifiers } => class.codes.push(Code {
                    scheme: scheme.text.clone(),
                    value: value.text.clone(),
                    modifiers: modifiers.iter().map(|modifier| modifier.text.clone()).collect(),
                }),
                LabelAttributeKind::Alias(aliases) => class.aliases.extend(texts(aliases)),
                LabelAttributeKind::Color(color) => class.color = Some(color.text.clone()),
                LabelAttributeKind::Includes(scope) => class.includes.extend(texts(scope)),
                LabelAttributeKind::Excludes(scope) => class.excludes.extend(texts(scope)),
            }
        }
        class
    }

    fn check_attributes(&mut self, line: &LabelLine) {
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        for attribute in &line.attributes {
            let word = word(attribute);
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == word && is_flag(word)) {
                self.report(
                    Problem::new(&LABEL_LINE, format!("`{word}` is said twice"))
                        .at(attribute.span, "again here")
                        .at(*first, "first here")
                        .help("remove one of the two"),
                );
            }
            if let Some((other, first)) = seen.iter().find(|(other, _)| contradict(word, other)) {
                self.report(
                    Problem::new(&LABEL_LINE, format!("`{word}` and `{other}` exclude each other"))
                        .at(attribute.span, format!("`{word}` here"))
                        .at(*first, format!("`{other}` here"))
                        .help("keep the one that is meant"),
                );
            }
            seen.push((word, attribute.span));
        }
    }
}

fn word(attribute: &LabelAttribute) -> &'static str {
    match attribute.kind {
        LabelAttributeKind::Optional => "optional",
        LabelAttributeKind::Ignore => "ignore",
        LabelAttributeKind::Background => "background",
        LabelAttributeKind::Partial => "partial",
        LabelAttributeKind::Code { .. } => "code",
        LabelAttributeKind::Alias(_) => "alias",
        LabelAttributeKind::Color(_) => "color",
        LabelAttributeKind::Includes(_) => "includes",
        LabelAttributeKind::Excludes(_) => "excludes",
    }
}

fn is_flag(word: &str) -> bool {
    matches!(word, "optional" | "ignore" | "background" | "partial" | "color")
}

fn contradict(a: &str, b: &str) -> bool {
    let no_class = |word: &str| matches!(word, "background" | "ignore");
    let of_class = |word: &str| matches!(word, "optional" | "partial");
    (no_class(a) && no_class(b) && a != b) || (no_class(a) && of_class(b)) || (of_class(a) && no_class(b))
}
