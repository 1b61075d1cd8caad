//! `protocol north/liver-ct 2.1.0`

use crate::syntax::tree::Header;

use super::super::codes::{HEADER, UNSUPPORTED};
use super::super::problem::Problem;
use super::super::typing::Typer;

impl Typer<'_> {
    /// A missing header is reported by the syntax.
    pub(super) fn check_header(&mut self, header: Option<&Header>) {
        let Some(header) = header else { return };
        let name = &header.name;
        if !name.text.is_empty() && !is_name(&name.text) {
            self.report(
                Problem::new(&HEADER, format!("`{}` is no protocol name", name.text))
                    .at(name.span, "not `publisher/name`")
                    .help(format!("write publisher and name in small letters, such as `{}`", suggested(&name.text))),
            );
        }
        if let Some(version) = &header.version
            && !is_version(&version.text)
        {
            self.report(
                Problem::new(&HEADER, format!("`{}` is no version", version.text))
                    .at(version.span, "not a version")
                    .help("write three numbers, such as `1.0.0`"),
            );
        }
        if let Some(extends) = &header.extends {
            self.report(
                Problem::new(&UNSUPPORTED, "protocols that extend another one are not supported yet")
                    .at(extends.span, "not read")
                    .help(format!("copy the rules of `{}` that apply, and remove `extends`", extends.name.text)),
            );
        }
    }
}

fn is_name(name: &str) -> bool {
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
    if is_name(&candidate) { candidate } else { "north/liver-ct".to_owned() }
}

/// Semantic Versioning 2.0.0 without build metadata: `1.0.0`, `2.1.0-draft.1`.
fn is_version(version: &str) -> bool {
    let (core, pre) = match version.split_once('-') {
        Some((core, pre)) => (core, Some(pre)),
        None => (version, None),
    };
    let number = |part: &str| {
        !part.is_empty()
            && part.len() <= 9
            && part.bytes().all(|b| b.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let pre_sound = pre.is_none_or(|pre| {
        pre.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    });
    core.split('.').count() == 3 && core.split('.').all(number) && pre_sound
}
