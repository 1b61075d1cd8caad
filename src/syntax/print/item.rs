//! Items of a file.

use super::super::tree::{
    CaseField, File, Header, Image, Item, Labels, Meta, MetaEntry, MetaValue, Name, Rule, Sequence, SequenceMember,
    Statement, Text,
};
use super::case;
use super::decide;
use super::expression::{expression, print_expr};
use super::inputs;
use super::label::table;
use super::landmarks;
use super::layout::Doc;
use super::names;
use super::statement::{body, head, head_end};
use super::word;
use super::writer::Writer;
use crate::report::Span;

pub(super) fn file(file: &File, writer: &mut Writer) {
    if let Some(header) = &file.header {
        self::header(header, writer);
    }
    let mut before: Option<&Item> = None;
    for (index, item) in file.items.iter().enumerate() {
        // Declarations of one line stand together, blocks apart.
        let together = before.is_some_and(|before| is_line(before) && is_line(item) && docs(item).is_empty());
        if !together {
            writer.blank();
        }
        self::item(item, declared_width(&file.items, index), writer);
        before = Some(item);
    }
}

fn header(header: &Header, writer: &mut Writer) {
    let mut text = format!("protocol {}", header.name.text);
    if let Some(version) = &header.version {
        text.push_str(&format!(" {}", version.text));
    }
    if let Some(extends) = &header.extends {
        text.push_str(&format!(" extends {}", extends.name.text));
        if let Some(requirement) = &extends.requirement {
            text.push_str(&format!(" {}", requirement.text));
        }
        for (index, (name, value)) in extends.with.iter().enumerate() {
            let joint = if index == 0 { " with" } else { "," };
            text.push_str(&format!("{joint} {} = {}", word::name(name), print_expr(value)));
        }
    }
    let start = first(&header.docs, header.span);
    writer.unit(start, header.span.end, &doc_lines(&header.docs), &text.into());
}

fn item(item: &Item, width: usize, writer: &mut Writer) {
    let (docs, span) = (docs(item), item.span());
    let lines = doc_lines(docs);
    let start = first(docs, span);
    let mut declare = |keyword: &str, name: &Name, value: Doc| {
        let name = word::name(name);
        let doc = Doc::Join(vec![format!("{keyword} {name:width$} = ").into(), value]);
        writer.unit(start, span.end, &lines, &doc);
    };
    match item {
        Item::Group(group) => declare("group", &group.name, expression(&group.members)),
        Item::Region(region) => declare("region", &region.name, expression(&region.definition)),
        Item::Param(param) => declare("param", &param.name, expression(&param.value)),
        Item::Pair(pair) => {
            let sides = format!("{} | {}", word::name(&pair.right), word::name(&pair.left));
            declare("pair", &pair.name, sides.into());
        }
        Item::Vocabulary(vocabulary) => {
            writer.unit(start, span.end, &lines, &names::vocabulary(vocabulary));
        }
        Item::Sequence(sequence) => declare("sequence", &sequence.name, members(sequence)),
        Item::Midline(midline) => {
            let doc = Doc::Join(vec!["midline from ".into(), expression(&midline.from)]);
            writer.unit(start, span.end, &lines, &doc);
        }
        Item::Meta(meta) => {
            writer.open(start, span.start, &lines, "meta".into());
            self::meta(meta, writer);
            writer.close(span.end);
        }
        Item::Image(image) => {
            writer.open(start, span.start, &lines, "image".into());
            self::image(image, writer);
            writer.close(span.end);
        }
        Item::Case(block) => {
            writer.open(start, span.start, &lines, "case".into());
            fields(&block.fields, writer);
            writer.close(span.end);
        }
        Item::Table(table) => {
            writer.open(start, table.name.span.end, &lines, case::table_head(table).into());
            fields(&table.fields, writer);
            writer.close(span.end);
        }
        Item::Landmarks(block) => {
            writer.open(start, span.start, &lines, if block.open { "landmarks open" } else { "landmarks" }.into());
            for (landmark, line) in block.lines.iter().zip(landmarks::lines(&block.lines)) {
                let start = first(&landmark.docs, landmark.span);
                writer.unit(start, landmark.span.end, &doc_lines(&landmark.docs), &line.into());
            }
            writer.close(span.end);
        }
        Item::Inputs(block) => {
            writer.open(start, span.start, &lines, "inputs".into());
            for (line, text) in block.lines.iter().zip(inputs::input_lines(&block.lines)) {
                writer.unit(first(&line.docs, line.span), line.span.end, &doc_lines(&line.docs), &text.into());
            }
            writer.close(span.end);
        }
        Item::Files(block) => {
            writer.open(start, span.start, &lines, if block.closed { "files closed" } else { "files" }.into());
            for (line, text) in block.lines.iter().zip(inputs::file_lines(&block.lines)) {
                writer.unit(first(&line.docs, line.span), line.span.end, &doc_lines(&line.docs), &text.into());
            }
            writer.close(span.end);
        }
        Item::Decide(table) => {
            writer.open(start, table.head.end, &lines, decide::head(table).into());
            for (row, line) in table.rows.iter().zip(decide::lines(&table.rows)) {
                writer.unit(row.span.start, row.span.end, &[], &line.into());
            }
            writer.close(span.end);
        }
        Item::Labels(labels) => {
            writer.open(start, span.start, &lines, if labels.open { "labels open" } else { "labels" }.into());
            self::labels(labels, writer);
            writer.close(span.end);
        }
        Item::Amendment(amendment) => {
            let head = format!("{} {}", amendment.kind.word(), amendment.id.text);
            writer.open(start, amendment.id.span.end, &lines, head.into());
            statements(&amendment.statements, writer);
            writer.close(span.end);
        }
        Item::Rule(rule) => {
            writer.open(start, rule_head_end(rule), &lines, rule_head(rule).into());
            statements(&rule.statements, writer);
            writer.close(span.end);
        }
    }
}

fn fields(fields: &[CaseField], writer: &mut Writer) {
    for (field, line) in fields.iter().zip(case::lines(fields)) {
        let start = first(&field.docs, field.span);
        writer.unit(start, field.span.end, &doc_lines(&field.docs), &line.into());
    }
}

fn meta(meta: &Meta, writer: &mut Writer) {
    let width = |cite: bool| {
        let keys = meta.entries.iter().filter(|entry| entry.cite == cite);
        keys.map(|entry| entry.key.text.chars().count()).max().unwrap_or(0)
    };
    let (keys, cites) = (width(false), width(true));
    for entry in &meta.entries {
        let width = if entry.cite { cites } else { keys };
        writer.unit(entry.span.start, entry.span.end, &[], &meta_entry(entry, width).into());
    }
}

fn meta_entry(entry: &MetaEntry, width: usize) -> String {
    let value = match &entry.value {
        MetaValue::Text { text, on: None } => word::text(&text.text),
        MetaValue::Text { text, on: Some(on) } => format!("{} on {}", word::text(&text.text), on.text),
        MetaValue::Word(word) => word.text.clone(),
        MetaValue::Dates { from, to, .. } => {
            let ends =
                [from.as_ref().map(|from| from.text.as_str()), Some(".."), to.as_ref().map(|to| to.text.as_str())];
            ends.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    format!("{}{:width$} = {value}", if entry.cite { "cite " } else { "" }, entry.key.text)
}

fn image(image: &Image, writer: &mut Writer) {
    for line in &image.lines {
        writer.unit(line.span.start, line.span.end, &[], &expression(line));
    }
}

fn labels(labels: &Labels, writer: &mut Writer) {
    for (line, doc) in labels.lines.iter().zip(table(&labels.lines)) {
        writer.unit(first(&line.docs, line.span), line.span.end, &doc_lines(&line.docs), &doc);
    }
}

fn members(sequence: &Sequence) -> Doc {
    let mut parts = Vec::new();
    for (index, member) in sequence.members.iter().enumerate() {
        if index > 0 {
            parts.extend([",".into(), Doc::Line]);
        }
        parts.push(self::member(member).into());
    }
    Doc::Group(vec![Doc::Indent(parts)])
}

fn member(member: &SequenceMember) -> String {
    let names = match &member.last {
        Some(last) => format!("{}..{}", word::name(&member.first), word::name(last)),
        None => word::name(&member.first),
    };
    if member.skippable { format!("[{names}]") } else { names }
}

fn rule_head(rule: &Rule) -> String {
    let severity = rule.severity.as_ref().map(|severity| severity.text.clone());
    let title = rule.title.as_ref().map(|title| word::text(&title.text));
    let across = rule.across.as_ref().map(|across| match &across.by {
        Some(by) => format!("across cases by {}", by.text),
        None => "across cases".to_owned(),
    });
    let parts = [Some("rule".to_owned()), Some(rule.id.text.clone()), severity, title, across];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn rule_head_end(rule: &Rule) -> usize {
    let ends = [
        Some(rule.id.span),
        rule.severity.as_ref().map(|s| s.span),
        rule.title.as_ref().map(|t| t.span),
        rule.across.as_ref().map(|across| across.span),
    ];
    ends.into_iter().flatten().map(|span| span.end).max().unwrap_or(rule.span.start)
}

fn statements(statements: &[Statement], writer: &mut Writer) {
    for statement in statements {
        let Span { start, end } = statement.span;
        match body(statement) {
            Some(body) => {
                writer.open(start, head_end(statement), &[], head(statement));
                self::statements(body, writer);
                writer.close(end);
            }
            None => writer.unit(start, end, &[], &head(statement)),
        }
    }
}

fn docs(item: &Item) -> &[Text] {
    match item {
        Item::Meta(item) => &item.docs,
        Item::Image(item) => &item.docs,
        Item::Labels(item) => &item.docs,
        Item::Group(item) => &item.docs,
        Item::Region(item) => &item.docs,
        Item::Pair(item) => &item.docs,
        Item::Midline(item) => &item.docs,
        Item::Sequence(item) => &item.docs,
        Item::Param(item) => &item.docs,
        Item::Rule(item) => &item.docs,
        Item::Case(item) => &item.docs,
        Item::Table(item) => &item.docs,
        Item::Decide(item) => &item.docs,
        Item::Landmarks(item) => &item.docs,
        Item::Inputs(item) => &item.docs,
        Item::Files(item) => &item.docs,
        Item::Vocabulary(item) => &item.docs,
        Item::Amendment(item) => &item.docs,
    }
}

fn doc_lines(docs: &[Text]) -> Vec<String> {
    docs.iter().map(|doc| format!("/// {}", doc.text).trim_end().to_owned()).collect()
}

/// Where a documented thing begins.
fn first(docs: &[Text], span: Span) -> usize {
    docs.first().map_or(span.start, |doc| doc.span.start.min(span.start))
}

fn is_line(item: &Item) -> bool {
    declaration(item).is_some() || matches!(item, Item::Midline(_))
}

/// The longest name among neighbouring declarations of one kind without documentation between them.
fn declared_width(items: &[Item], index: usize) -> usize {
    let Some((_, own)) = items.get(index).and_then(declaration) else { return 0 };
    let alike = |item: &&Item| declaration(item).is_some_and(|(_, kind)| kind == own);
    let before = items.iter().take(index + 1).rev().take_while(alike);
    let mut width = 0;
    for item in before {
        width = width.max(declaration(item).map_or(0, |(name, _)| word::name(name).chars().count()));
        if !docs(item).is_empty() {
            break;
        }
    }
    let after = items.iter().skip(index + 1).take_while(|item| alike(item) && docs(item).is_empty());
    after
        .fold(width, |width, item| width.max(declaration(item).map_or(0, |(name, _)| word::name(name).chars().count())))
}

fn declaration(item: &Item) -> Option<(&Name, &'static str)> {
    match item {
        Item::Group(group) => Some((&group.name, "group")),
        Item::Region(region) => Some((&region.name, "region")),
        Item::Pair(pair) => Some((&pair.name, "pair")),
        Item::Sequence(sequence) => Some((&sequence.name, "sequence")),
        Item::Param(param) => Some((&param.name, "param")),
        _ => None,
    }
}
