//! A handbook as Markdown, for wikis and repositories. It has no pictures: Markdown cannot hold any.

use std::fmt::Write as _;

use crate::report::escape::visible_lines;
use crate::report::markdown_text::{code, inline};
use crate::words::Clause;

use super::{Block, Book, Cell, RuleEntry};

pub fn text(book: &Book) -> String {
    let mut text = format!("# {}\n\n{}\n\n", inline(&book.title), code(&book.name));
    text += &paragraphs(&book.about);
    text += "## Contents\n\n";
    for chapter in &book.chapters {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- [{}](#{})", chapter.title, slug(chapter.title));
    }
    for chapter in &book.chapters {
        let _ = write!(text, "\n## {}\n\n", chapter.title);
        chapter.blocks.iter().for_each(|of| text += &block(of));
    }
    let _ = write!(
        text,
        "\n---\n\nWritten by voxlint {} from the protocol {}.\n",
        env!("CARGO_PKG_VERSION"),
        code(&book.name)
    );
    text
}

/// The anchor that GitHub and GitLab give a heading of plain words.
fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn paragraphs(text: &str) -> String {
    let all = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    all.map(|paragraph| format!("{}\n\n", inline(paragraph))).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Prose(text) => paragraphs(text),
        Block::Heading(text) => format!("### {}\n\n", inline(text)),
        Block::Facts(facts) => {
            let fact = |(name, text): &(String, String)| format!("- **{}**: {}\n", inline(name), inline(text));
            facts.iter().map(fact).collect::<String>() + "\n"
        }
        Block::List(clauses) => list(clauses, 0) + "\n",
        Block::Table { head, rows } => table(head, rows),
        Block::Folded { title, text } => folded(&inline(title), &inline(text)),
        Block::Rule(entry) => rule(entry),
        Block::Checklist(all) => {
            let item = |of: &super::Ticked| {
                format!("- [ ] {} ({}, {})\n", inline(&of.text), code(&of.rule), of.severity.word())
            };
            all.iter().map(item).collect::<String>() + "\n"
        }
        Block::Terms(terms) => {
            terms
                .iter()
                .map(|term| format!("- **{}**: {}\n", inline(term.name()), inline(term.meaning())))
                .collect::<String>()
                + "\n"
        }
    }
}

fn list(clauses: &[Clause], depth: usize) -> String {
    let indent = "  ".repeat(depth);
    clauses.iter().map(|of| format!("{indent}- {}\n{}", inline(&of.text), list(&of.parts, depth + 1))).collect()
}

fn folded(title: &str, body: &str) -> String {
    format!("<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>\n\n")
}

fn table(head: &[&str], rows: &[Vec<Cell>]) -> String {
    // Colours are not to be seen in Markdown.
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let shown = |at: usize| head.get(at).is_some_and(|name| !name.is_empty());
    let names: Vec<String> = head.iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect();
    let rule = line(vec!["---".to_owned(); names.len()]);
    let row = |row: &Vec<Cell>| {
        let cells = row.iter().enumerate().filter(|(at, _)| shown(*at));
        line(cells.map(|(_, of)| cell(of)).collect())
    };
    line(names) + &rule + &rows.iter().map(row).collect::<String>() + "\n"
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline(text),
        Cell::Name(name) => code(name),
        Cell::Swatch(_) | Cell::Empty => String::new(),
    }
}

fn rule(rule: &RuleEntry) -> String {
    let mut text = format!("### {}: {}\n\n**{}**", code(&rule.id), inline(&rule.title), rule.severity.word());
    text += "\n\n";
    text += &paragraphs(&rule.docs);
    let across = rule.across.iter().map(String::as_str);
    let sentences = rule.requires.iter().map(|of| Clause { text: of.text.clone(), parts: of.parts.clone() });
    let by_person = rule.manual.iter().map(String::as_str);
    let clause = |text: &str| Clause { text: text.to_owned(), parts: Vec::new() };
    let all: Vec<Clause> = across.map(clause).chain(sentences).chain(by_person.map(clause)).collect();
    text += &(list(&all, 0) + "\n");
    let mut fact = |name: &str, said: &str| text += &format!("- *{name}*: {said}\n");
    rule.because.iter().for_each(|because| fact("Why", &inline(because)));
    let terms: Vec<String> = rule.terms.iter().map(|term| inline(term.name())).collect();
    let by = match (rule.requires.is_empty(), rule.manual.is_empty()) {
        (true, _) => "By a person.",
        (false, true) => "By voxlint.",
        (false, false) => "By voxlint; what is on the checklist, by a person.",
    };
    let measured = if terms.is_empty() { String::new() } else { format!(" Terms: {}.", terms.join(", ")) };
    fact("How it is checked", &format!("{by}{measured}"));
    if !rule.limits.is_empty() {
        fact("Not judged", &inline(&rule.limits));
    }
    rule.cites.iter().for_each(|cite| fact("Source", &inline(cite)));
    rule.base.iter().for_each(|base| fact("Taken from", &code(base)));
    text += "\n";
    text + &folded(&format!("As the protocol has it ({})", inline(&rule.place)), &fenced(&visible_lines(&rule.source)))
}

/// A source text between fences that are longer than any in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::fenced;

    #[test]
    fn no_text_ends_its_fence() {
        assert_eq!(fenced("a"), "```text\na\n```");
        assert_eq!(fenced("````\n</details>"), "`````text\n````\n</details>\n`````");
    }
}
