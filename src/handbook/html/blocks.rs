//! What chapters are made of.

use crate::report::html::color;
use crate::words::{Clause, Term};

use super::super::{Block, Cell, Ticked};
use super::rule;
use super::text::{anchor, escaped, paragraphs, prose};

pub(super) fn html(block: &Block) -> String {
    match block {
        Block::Prose(text) => paragraphs(text),
        Block::Heading(text) => format!("<h3>{}</h3>\n", prose(text)),
        Block::Facts(facts) => {
            let fact = |(name, text): &(String, String)| format!("<dt>{}</dt><dd>{}</dd>\n", prose(name), prose(text));
            format!("<dl class=\"facts\">\n{}</dl>\n", facts.iter().map(fact).collect::<String>())
        }
        Block::List(clauses) => list(clauses),
        Block::Table { head, rows } => table(head, rows),
        Block::Folded { title, text } => {
            format!(
                "<details class=\"card folded\"><summary>{}</summary><p>{}</p></details>\n",
                prose(title),
                prose(text)
            )
        }
        Block::Rule(entry) => rule::html(entry),
        Block::Checklist(all) => checklist(all),
        Block::Terms(terms) => format!("<dl class=\"terms\">\n{}</dl>\n", terms.iter().map(term).collect::<String>()),
    }
}

/// Sentences, each with what is said below it.
pub(super) fn list(clauses: &[Clause]) -> String {
    let item = |clause: &Clause| {
        let below = if clause.parts.is_empty() { String::new() } else { format!("\n{}", list(&clause.parts)) };
        format!("<li>{}{below}</li>\n", prose(&clause.text))
    };
    format!("<ul>\n{}</ul>\n", clauses.iter().map(item).collect::<String>())
}

/// Where a term is explained.
pub(super) fn term_anchor(term: Term) -> String {
    anchor("term", term.name())
}

fn term(term: &Term) -> String {
    format!("<dt id=\"{}\">{}</dt><dd>{}</dd>\n", term_anchor(*term), prose(term.name()), prose(term.meaning()))
}

fn table(head: &[&str], rows: &[Vec<Cell>]) -> String {
    // A table that is wider than a telephone scrolls by itself, also with keys.
    let mut table = String::from("<div class=\"table-wrap card\" tabindex=\"0\">\n<table>\n<thead><tr>");
    for name in head {
        table += &if name.is_empty() { "<td></td>".to_owned() } else { format!("<th scope=\"col\">{name}</th>") };
    }
    table += "</tr></thead>\n<tbody>\n";
    for row in rows {
        table += "<tr>";
        row.iter().for_each(|of| table += &cell(of));
        table += "</tr>\n";
    }
    table + "</tbody>\n</table>\n</div>\n"
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("<td>{}</td>", prose(text)),
        Cell::Name(name) => format!("<th scope=\"row\"><code>{}</code></th>", escaped(name)),
        Cell::Swatch(rgb) => format!("<td class=\"swatch\">{}</td>", square(*rgb)),
        Cell::Empty => "<td></td>".to_owned(),
    }
}

/// A class by its colour.
pub(super) fn square(rgb: [u8; 3]) -> String {
    let color = color(rgb);
    format!(
        "<svg width=\"14\" height=\"14\" viewBox=\"0 0 14 14\" role=\"img\" aria-label=\"colour {color}\">\
         <rect width=\"14\" height=\"14\" rx=\"3\" fill=\"{color}\"/></svg>"
    )
}

fn checklist(all: &[Ticked]) -> String {
    let item = |(at, ticked): (usize, &Ticked)| {
        let (id, severity) = (escaped(&ticked.rule), ticked.severity.word());
        let place = anchor("rule", &ticked.rule);
        format!(
            "<li><input type=\"checkbox\" id=\"check-{at}\"><label for=\"check-{at}\">{}</label> \
             <span class=\"of\"><span class=\"badge {severity}\">{severity}</span> <a href=\"#{place}\"><code>{id}</code></a></span></li>\n",
            prose(&ticked.text)
        )
    };
    let items: String = all.iter().enumerate().map(item).collect();
    format!("<ul class=\"card checklist\">\n{items}</ul>\n")
}
