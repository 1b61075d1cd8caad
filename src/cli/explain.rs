//! `voxlint explain`: what a code or a rule means, why it matters and what to do.

use std::io::{self, Write};

use crate::check::builtin;
use crate::compare::codes as differences;
use crate::compare::rules;
use crate::model::{Protocol, codes};
use crate::report::escape::visible_lines;
use crate::report::{Page, Style};
use crate::syntax::mistakes;
use crate::waivers;

use super::arguments::Explain;
use super::exit::{Exit, Failure, Stop};
use super::protocols::Protocols;
use super::terminal::Terminal;
use crate::model::suggest::nearest;

/// # Errors
///
/// A code or rule that does not exist, with the closest one.
pub fn run(arguments: &Explain, terminal: &Terminal) -> Result<Exit, Stop> {
    let protocol = Protocols::new(arguments.protocol.clone(), terminal).for_config(None)?;
    let style = terminal.stdout;
    let text = match &arguments.code {
        None => protocol.as_deref().map_or_else(all_codes, |protocol| all_rules(protocol, style)),
        Some(code) => {
            let of_rule = protocol.as_deref().and_then(|protocol| rule(protocol, code, style));
            of_rule.or_else(|| page(code, style)).ok_or_else(|| unknown(code, protocol.as_deref()))?
        }
    };
    writeln!(io::stdout(), "{}", text.trim_end())?;
    Ok(Exit::Clean)
}

fn page(code: &str, style: Style) -> Option<String> {
    if let Some(check) = builtin::find(code) {
        let title = format!("{} {} ({})", check.code, check.name, check.severity.word());
        return Some(format!("{}\n\n{}", style.bold(&title), body(&check.page, style)));
    }
    if let Some(known) = listed().find(|known| known.code.eq_ignore_ascii_case(code)) {
        let title = format!("{} {}", known.code, known.title);
        return Some(format!("{}\n\n{}", style.bold(&title), body(&known.page, style)));
    }
    let (code, about) = mistake(code)?;
    let title = style.bold(&format!("{code} {about}"));
    let why = "a protocol is read as a whole: this line means nothing until it is mended";
    Some(format!(
        "{title}\n\n{}\n  {why}\n\n{}\n  type what the finding's help says",
        style.bold("why"),
        style.bold("fix")
    ))
}

/// Codes with a page: of protocols, of waivers, of differences.
fn listed() -> impl Iterator<Item = &'static codes::Code> {
    codes::all()
        .into_iter()
        .chain(waivers::CODES.iter().copied())
        .chain(differences::CODES.iter().chain(rules::codes::CODES).copied())
}

/// Code and subject of a mistake of syntax.
fn mistake(code: &str) -> Option<(&'static str, &'static str)> {
    let known = mistakes::MISTAKES.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(code));
    known.map(|(code, _, about)| (*code, *about))
}

fn body(page: &Page, style: Style) -> String {
    let part = |(title, text): (&str, &str)| format!("{}\n{}", style.bold(title), indented(text));
    let parts = [("what", page.what), ("why", page.why), ("example", page.example), ("fix", page.fix)];
    parts.map(part).join("\n\n")
}

fn indented(text: &str) -> String {
    visible_lines(text).lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// The page of a protocol's rule: its text, documentation, reasons and sources.
fn rule(protocol: &Protocol, id: &str, style: Style) -> Option<String> {
    let rule = protocol.rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))?;
    let title = format!("{} {} ({})", rule.id, rule.title, rule.severity.word());
    let mut parts = vec![style.bold(&visible_lines(&title))];
    if !rule.docs.is_empty() {
        parts.push(visible_lines(&rule.docs));
    }
    let text = protocol.source.text.get(rule.span.start..rule.span.end).unwrap_or_default();
    let (source, span) = protocol.source.part_at(rule.span);
    let (line, _) = source.line_column(span.start);
    parts.push(format!("{}\n{}", style.bold(&format!("{}:{line}", source.name)), indented(text)));
    let lists = [("because", &rule.because), ("sources", &rule.cites), ("for a person to check", &rule.manual)];
    for (title, texts) in lists.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        parts.push(format!("{}\n{}", style.bold(title), indented(&texts.join("\n"))));
    }
    Some(parts.join("\n\n"))
}

fn all_codes() -> String {
    let built_in = builtin::all().iter().map(|check| (check.code, check.name.to_owned()));
    let model = listed().map(|code| (code.code, code.title.to_owned()));
    let syntax = mistakes::MISTAKES.iter().map(|(code, _, about)| (*code, (*about).to_owned()));
    let mut all: Vec<(&str, String)> = built_in.chain(model).chain(syntax).collect();
    all.sort();
    all.into_iter().map(|(code, title)| format!("{code}  {title}")).collect::<Vec<_>>().join("\n")
}

fn all_rules(protocol: &Protocol, style: Style) -> String {
    let line = |rule: &crate::model::Rule| {
        format!("{}  {:<7}  {}", style.bold(&rule.id), rule.severity.word(), visible_lines(&rule.title))
    };
    protocol.rules.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn unknown(code: &str, protocol: Option<&Protocol>) -> Failure {
    let rules = protocol.iter().flat_map(|protocol| protocol.rules.iter().map(|rule| rule.id.as_str()));
    let built_in = builtin::all().iter().map(|check| check.code);
    let model = listed().map(|code| code.code);
    let syntax = mistakes::MISTAKES.iter().map(|(code, _, _)| *code);
    let failure = Failure::new(format!("there is no code or rule `{code}`"));
    match nearest(code, built_in.chain(model).chain(syntax).chain(rules)) {
        Some(known) => failure.help(format!("did you mean `{known}`?")),
        None if protocol.is_none() && code.contains('-') => {
            failure.help(format!("for the rule of a protocol: voxlint explain {code} --protocol FILE"))
        }
        None => failure.help("`voxlint explain` lists all codes"),
    }
}
