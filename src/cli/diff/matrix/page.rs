//! Tables as one page that stands alone.

use std::io::{self, Write};

use crate::report::escape::html;
use crate::report::html::{Assets, STYLES, write};

use super::tables::{Cell, Table};

const STYLE: &str = "\
main { padding-block: 28px; } main > p:last-child { margin-top: 14px; } section { margin-top: 28px; overflow-x: auto; padding: 4px 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 8px 16px; vertical-align: top; }
thead th { color: var(--quiet); font-size: .87rem; } tbody tr { border-top: 1px solid var(--line); } tbody th { font-weight: 600; }
td.none { color: var(--faint); } td.other { background: var(--warning-soft); } td ul { margin: 4px 0 0; padding-left: 18px; }
";

/// # Errors
///
/// Those of the output.
pub fn page(out: &mut dyn Write, tables: &[Table]) -> io::Result<()> {
    let names: Vec<String> =
        tables.first().into_iter().flat_map(|table| &table.columns).map(|name| html(name)).collect();
    let mut body =
        format!("<main class=\"wrap\"><h1>Protocols beside each other</h1><p class=\"quiet\">{}</p>", names.join(", "));
    tables.iter().for_each(|table| body.push_str(&section(table)));
    body.push_str(
        "<p class=\"quiet small\">In a line of classes, a marked value is another than the first. Rules of the protocol above \
         refuse cases that the protocol at the left accepts; a question mark stands behind those that are undecided.</p></main>\n",
    );
    let assets = Assets { styles: &[STYLES[0], STYLE], scripts: &[], body: &[] };
    write(out, "Protocols beside each other", &assets, &body, None)
}

fn section(table: &Table) -> String {
    let head: String = table.columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", html(name))).collect();
    let of_classes = table.title == "class";
    let line = |(name, cells): &(String, Vec<Cell>)| {
        let first = cells.iter().find(|cell| cell.text != "-").map(|cell| cell.text.as_str());
        let cells = cells.iter().map(|cell| match cell.text.as_str() {
            "-" => td("none", cell),
            text if of_classes && Some(text) != first => td("other", cell),
            _ => td("", cell),
        });
        format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", html(name), cells.collect::<String>())
    };
    format!(
        "<section class=\"card\"><table><thead><tr><th scope=\"col\">{}</th>{head}</tr></thead>\n<tbody>{}</tbody></table></section>\n",
        html(table.title),
        table.lines.iter().map(line).collect::<String>()
    )
}

fn td(class: &str, cell: &Cell) -> String {
    let items: String = cell.more.iter().map(|rule| format!("<li class=\"mono\">{}</li>", html(rule))).collect();
    let more = if items.is_empty() { String::new() } else { format!("<ul>{items}</ul>") };
    format!("<td class=\"{class}\">{}{more}</td>", html(&cell.text))
}
