//! Trees without places, to ask whether two texts say the same.

use super::tree::{
    Argument, CaseField, Citation, Expr, ExprKind, Extends, FieldAttributeKind, File, Guard, Header, Item,
    LabelAttribute, LabelAttributeKind, LabelLine, LabelName, LabelValue, LandmarkLine, MetaValue, ModifierKind, Name,
    Statement, StatementKind, Text,
};
use crate::report::Span;

/// The same tree with all spans at nought and without comments.
pub fn without_spans(file: &File) -> File {
    let mut file = file.clone();
    file.comments.clear();
    if let Some(header) = &mut file.header {
        self::header(header);
    }
    file.items.iter_mut().for_each(item);
    file
}

const NOWHERE: Span = Span { start: 0, end: 0 };

fn name(name: &mut Name) {
    name.span = NOWHERE;
}

fn text(text: &mut Text) {
    text.span = NOWHERE;
}

fn header(header: &mut Header) {
    header.span = NOWHERE;
    header.docs.iter_mut().for_each(text);
    name(&mut header.name);
    header.version.iter_mut().for_each(name);
    if let Some(Extends { name: base, requirement, with, span }) = &mut header.extends {
        *span = NOWHERE;
        name(base);
        requirement.iter_mut().for_each(name);
        for (parameter, value) in with {
            name(parameter);
            expr(value);
        }
    }
}

fn item(item: &mut Item) {
    let (span, docs) = match item {
        Item::Meta(meta) => {
            for entry in &mut meta.entries {
                entry.span = NOWHERE;
                name(&mut entry.key);
                meta_value(&mut entry.value);
            }
            (&mut meta.span, &mut meta.docs)
        }
        Item::Image(image) => {
            image.lines.iter_mut().for_each(expr);
            (&mut image.span, &mut image.docs)
        }
        Item::Case(block) => {
            block.fields.iter_mut().for_each(case_field);
            (&mut block.span, &mut block.docs)
        }
        Item::Table(table) => {
            name(&mut table.name);
            table.from.iter_mut().for_each(text);
            table.fields.iter_mut().for_each(case_field);
            (&mut table.span, &mut table.docs)
        }
        Item::Inputs(block) => {
            for line in &mut block.lines {
                line.span = NOWHERE;
                line.docs.iter_mut().for_each(text);
                for member in &mut line.members {
                    member.span = NOWHERE;
                    label_name(&mut member.name);
                }
            }
            (&mut block.span, &mut block.docs)
        }
        Item::Files(block) => {
            for line in &mut block.lines {
                line.span = NOWHERE;
                line.docs.iter_mut().chain(&mut line.patterns).for_each(text);
                label_name(&mut line.name);
            }
            (&mut block.span, &mut block.docs)
        }
        Item::Vocabulary(vocabulary) => {
            name(&mut vocabulary.name);
            expr(&mut vocabulary.words);
            (&mut vocabulary.span, &mut vocabulary.docs)
        }
        Item::Decide(table) => {
            table.head = NOWHERE;
            table.inputs.iter_mut().chain([&mut table.target]).for_each(expr);
            if let Some(rows) = &mut table.rows_of {
                rows.names.iter_mut().for_each(name);
                rows.filter.iter_mut().chain([&mut rows.domain]).for_each(expr);
            }
            for row in &mut table.rows {
                row.span = NOWHERE;
                row.cells.iter_mut().chain([&mut row.result]).for_each(expr);
            }
            (&mut table.span, &mut table.docs)
        }
        Item::Labels(labels) => {
            labels.lines.iter_mut().for_each(label_line);
            (&mut labels.span, &mut labels.docs)
        }
        Item::Landmarks(block) => {
            block.lines.iter_mut().for_each(landmark_line);
            (&mut block.span, &mut block.docs)
        }
        Item::Group(group) => {
            name(&mut group.name);
            expr(&mut group.members);
            (&mut group.span, &mut group.docs)
        }
        Item::Region(region) => {
            name(&mut region.name);
            expr(&mut region.definition);
            (&mut region.span, &mut region.docs)
        }
        Item::Pair(pair) => {
            [&mut pair.name, &mut pair.right, &mut pair.left].into_iter().for_each(name);
            (&mut pair.span, &mut pair.docs)
        }
        Item::Midline(midline) => {
            expr(&mut midline.from);
            (&mut midline.span, &mut midline.docs)
        }
        Item::Sequence(sequence) => {
            name(&mut sequence.name);
            for member in &mut sequence.members {
                member.span = NOWHERE;
                name(&mut member.first);
                member.last.iter_mut().for_each(name);
            }
            (&mut sequence.span, &mut sequence.docs)
        }
        Item::Param(param) => {
            name(&mut param.name);
            expr(&mut param.value);
            (&mut param.span, &mut param.docs)
        }
        Item::Amendment(amendment) => {
            name(&mut amendment.id);
            amendment.statements.iter_mut().for_each(statement);
            (&mut amendment.span, &mut amendment.docs)
        }
        Item::Rule(rule) => {
            name(&mut rule.id);
            rule.severity.iter_mut().for_each(name);
            rule.title.iter_mut().for_each(text);
            if let Some(across) = &mut rule.across {
                across.span = Span::default();
                across.by.iter_mut().for_each(name);
            }
            rule.statements.iter_mut().for_each(statement);
            (&mut rule.span, &mut rule.docs)
        }
    };
    *span = NOWHERE;
    docs.iter_mut().for_each(text);
}

fn label_name(of: &mut LabelName) {
    match of {
        LabelName::One(one) => name(one),
        LabelName::Numbered { first, last } => [first, last].into_iter().for_each(name),
    }
}

fn meta_value(value: &mut MetaValue) {
    match value {
        MetaValue::Text { text, on } => {
            self::text(text);
            on.iter_mut().for_each(name);
        }
        MetaValue::Word(word) => name(word),
        MetaValue::Dates { from, to, span } => {
            *span = NOWHERE;
            from.iter_mut().chain(to).for_each(name);
        }
    }
}

fn label_line(line: &mut LabelLine) {
    line.span = NOWHERE;
    line.docs.iter_mut().chain(&mut line.title).for_each(text);
    match &mut line.value {
        Some(LabelValue::One { span, .. } | LabelValue::Each { span, .. } | LabelValue::AnyOf { span, .. }) => {
            *span = NOWHERE;
        }
        None => {}
    }
    match &mut line.name {
        Some(LabelName::One(one)) => name(one),
        Some(LabelName::Numbered { first, last }) => [first, last].into_iter().for_each(name),
        None => {}
    }
    line.attributes.iter_mut().for_each(attribute);
}

fn landmark_line(line: &mut LandmarkLine) {
    line.span = NOWHERE;
    name(&mut line.name);
    line.docs.iter_mut().chain(&mut line.title).chain(&mut line.aliases).for_each(text);
    line.per.iter_mut().for_each(name);
}

fn case_field(field: &mut CaseField) {
    field.span = NOWHERE;
    name(&mut field.name);
    field.docs.iter_mut().chain(&mut field.kind.pattern).for_each(text);
    field.kind.unit.iter_mut().for_each(name);
    if let Some((shape, frame)) = &mut field.kind.shape {
        name(shape);
        frame.iter_mut().for_each(name);
    }
    field.kind.allowed.iter_mut().for_each(expr);
    for attribute in &mut field.attributes {
        attribute.span = NOWHERE;
        match &mut attribute.kind {
            FieldAttributeKind::Optional | FieldAttributeKind::Key => {}
            FieldAttributeKind::Default(value) => expr(value),
            FieldAttributeKind::From(key) => text(key),
        }
    }
}

fn attribute(attribute: &mut LabelAttribute) {
    attribute.span = NOWHERE;
    match &mut attribute.kind {
        LabelAttributeKind::Code { scheme, value, modifiers } => {
            [scheme, value].into_iter().chain(modifiers).for_each(name);
        }
        LabelAttributeKind::Alias(texts)
        | LabelAttributeKind::Includes(texts)
        | LabelAttributeKind::Excludes(texts) => texts.iter_mut().for_each(text),
        LabelAttributeKind::Color(color) => name(color),
        LabelAttributeKind::Optional
        | LabelAttributeKind::Ignore
        | LabelAttributeKind::Background
        | LabelAttributeKind::Partial => {}
    }
}

fn guard(guard: &mut Guard) {
    guard.span = NOWHERE;
    expr(&mut guard.condition);
}

fn statement(statement: &mut Statement) {
    statement.span = NOWHERE;
    match &mut statement.kind {
        StatementKind::Require { claim, guard } => {
            expr(claim);
            guard.iter_mut().for_each(self::guard);
        }
        StatementKind::Each { names, domain, filter, body } | StatementKind::Some { names, domain, filter, body } => {
            names.iter_mut().for_each(name);
            expr(domain);
            filter.iter_mut().for_each(expr);
            body.iter_mut().for_each(self::statement);
        }
        StatementKind::When { guard, body } => {
            self::guard(guard);
            body.iter_mut().for_each(self::statement);
        }
        StatementKind::InEachSlice { plane, of, body } => {
            name(plane);
            expr(of);
            body.iter_mut().for_each(self::statement);
        }
        StatementKind::Let { name, value } => {
            self::name(name);
            expr(value);
        }
        StatementKind::Because(said) | StatementKind::Manual(said) => text(said),
        StatementKind::Cite(Citation::Name(source)) => name(source),
        StatementKind::Cite(Citation::Text(source)) => text(source),
    }
}

fn expr(expr: &mut Expr) {
    expr.span = NOWHERE;
    match &mut expr.kind {
        ExprKind::Number { unit, .. } => unit.iter_mut().for_each(name),
        ExprKind::Path(path) => path.iter_mut().for_each(name),
        ExprKind::Call { function, arguments } => {
            name(function);
            for Argument { name, value, span } in arguments {
                *span = NOWHERE;
                name.iter_mut().for_each(self::name);
                self::expr(value);
            }
        }
        ExprKind::Set(members) | ExprKind::Product(members) => members.iter_mut().for_each(self::expr),
        ExprKind::Range { low, high, .. } => low.iter_mut().chain(high).for_each(|end| self::expr(end)),
        ExprKind::Negate(inner) | ExprKind::Not(inner) | ExprKind::Group(inner) => self::expr(inner),
        ExprKind::Binary { left, right, .. }
        | ExprKind::Compare { left, right, .. }
        | ExprKind::Relation { left, right, .. }
        | ExprKind::Match { value: left, pattern: right, .. }
        | ExprKind::In { value: left, set: right, .. } => {
            self::expr(left);
            self::expr(right);
        }
        ExprKind::Scaled { name: number, unit } => [number, unit].into_iter().for_each(name),
        ExprKind::Ordered { sequence, from, to } => {
            self::expr(sequence);
            [from, to].into_iter().for_each(name);
        }
        ExprKind::Modified { claim, modifiers } => {
            self::expr(claim);
            for modifier in modifiers {
                modifier.span = NOWHERE;
                match &mut modifier.kind {
                    ModifierKind::By(value) | ModifierKind::UpTo(value) | ModifierKind::Gap { distance: value, .. } => {
                        self::expr(value);
                    }
                    ModifierKind::ByOverlap => {}
                }
            }
        }
        ExprKind::Aggregate { function, value, names, domain, filter } => {
            name(function);
            self::expr(value);
            names.iter_mut().for_each(name);
            self::expr(domain);
            filter.iter_mut().for_each(|filter| self::expr(filter));
        }
        ExprKind::Share { of, filter } => {
            self::expr(of);
            self::expr(filter);
        }
        ExprKind::Statistic { of, name: statistic } => {
            self::expr(of);
            name(statistic);
        }
        ExprKind::At { of, annotation } => {
            self::expr(of);
            name(annotation);
        }
        ExprKind::Most { direction, depth, of } => {
            name(direction);
            self::expr(depth);
            self::expr(of);
        }
        ExprKind::Text(_) | ExprKind::Date(_) | ExprKind::Error => {}
    }
}
