//! `protocol north/liver-ct 2.1.0`. Form and place of the line are the business of the syntax.

use crate::syntax::tree::Header;

use super::super::codes::HEADER;
use super::super::problem::Problem;
use super::super::typing::Typer;

impl Typer<'_> {
    pub(super) fn check_header(&mut self, header: Option<&Header>) {
        let Some(header) = header else { return };
        let name = &header.name;
        if !name.text.is_empty() && !is_protocol_name(&name.text) {
            self.report(
                Problem::new(&HEADER, format!("`{}` is no protocol name", name.text))
                    .at(name.span, "not `publisher/name`")
                    .help(format!("write publisher and name in small letters, such as `{}`", suggested(&name.text))),
            );
        }
    }
}

/// Whether a protocol may be called so: `north/liver-ct`.
pub fn is_protocol_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let sound = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
    };
    parts.len() == 2 && parts.iter().all(sound)
}

fn suggested(name: &str) -> String {
    let lower: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.') { c } else { '-' })
        .collect();
    let candidate = if lower.contains('/') { lower } else { format!("north/{lower}") };
    if is_protocol_name(&candidate) { candidate } else { "north/liver-ct".to_owned() }
}
