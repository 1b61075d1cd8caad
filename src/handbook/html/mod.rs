//! A handbook as one page that stands alone, without a script.

mod blocks;
mod rule;
mod text;

use std::io::{self, Write};

use crate::report::html::{self, Assets, OPENING, STYLES};

use super::{Block, Book, Chapter};
use text::{anchor, escaped, paragraphs, prose};

const ASSETS: Assets =
    Assets { styles: &[STYLES[0], STYLES[1], include_str!("handbook.css")], scripts: &[], body: &[OPENING] };

/// # Errors
///
/// Those of the output.
pub fn write(out: &mut dyn Write, book: &Book) -> io::Result<()> {
    let title = format!("{} ({})", book.title, book.name);
    html::write(out, &title, &ASSETS, &page(book), None)
}

/// What follows the opening, whose header is still open.
fn page(book: &Book) -> String {
    let mut page =
        format!("<h1>{}</h1>\n<p class=\"name\"><code>{}</code></p>\n", prose(&book.title), escaped(&book.name));
    page += &format!("<div class=\"lead\">{}</div>\n", paragraphs(&book.about));
    if !book.figures.is_empty() {
        let tile = |(count, what): &(usize, &str)| {
            format!("<li class=\"tile\"><span class=\"figure\">{count}</span> <span class=\"label\">{what}</span></li>")
        };
        page += &format!("<ul class=\"tiles\">{}</ul>\n", book.figures.iter().map(tile).collect::<String>());
    }
    page += "</div>\n</header>\n<div class=\"wrap book\">\n";
    page += &contents(book);
    page += "<main>\n";
    for chapter in &book.chapters {
        page += &section(chapter);
    }
    page += "</main>\n</div>\n";
    let version = env!("CARGO_PKG_VERSION");
    page += &format!(
        "<footer class=\"wrap quiet\"><p>Written by voxlint {version} from the protocol <code>{}</code>. \
         This file stands alone: it loads nothing and sends nothing.</p></footer>\n",
        escaped(&book.name)
    );
    page
}

/// Chapters, and the rules below theirs.
fn contents(book: &Book) -> String {
    let mut list = String::from(
        "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n",
    );
    for chapter in &book.chapters {
        list += &format!("<li><a href=\"#{}\">{}</a>", chapter.id, chapter.title);
        let rules = chapter.blocks.iter().filter_map(|block| match block {
            Block::Rule(rule) => {
                let (place, id) = (anchor("rule", &rule.id), escaped(&rule.id));
                Some(format!("<li><a href=\"#{place}\"><code>{id}</code> {}</a></li>\n", prose(&rule.title)))
            }
            _ => None,
        });
        let rules: String = rules.collect();
        if !rules.is_empty() {
            list += &format!("\n<ol>\n{rules}</ol>\n");
        }
        list += "</li>\n";
    }
    list + "</ol>\n</nav>\n"
}

fn section(chapter: &Chapter) -> String {
    let Chapter { id, title, blocks } = chapter;
    let blocks: String = blocks.iter().map(blocks::html).collect();
    format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n{blocks}</section>\n")
}
