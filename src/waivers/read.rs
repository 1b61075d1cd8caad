//! From the text of `voxlint.waivers` to waivers, every mistake at once.

use std::sync::Arc;

use globset::GlobBuilder;
use jiff::civil::Date;
use pest::Parser as _;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::{UNREADABLE, Waiver};
use crate::report::{Finding, Source, Span};

#[derive(Parser)]
#[grammar = "grammar/waivers.pest"]
struct WaiverParser;

const FORM: &str = "write `waive CODE for \"CASES\" until YYYY-MM-DD because \"REASON\"`";

/// Reads waivers; `//` begins a comment.
///
/// # Errors
///
/// Everything that is wrong, in order of place.
pub fn read(source: &Arc<Source>) -> Result<Vec<Waiver>, Vec<Finding>> {
    let Ok(mut parsed) = WaiverParser::parse(Rule::file, &source.text) else {
        return Err(vec![mistake(source, Span::default(), "this is no list of waivers".to_owned(), FORM)]);
    };
    let mut waivers = Vec::new();
    let mut findings = Vec::new();
    let mut junk_until = None;
    for part in parsed.next().into_iter().flat_map(Pair::into_inner) {
        let span = span(&part);
        match part.as_rule() {
            Rule::waiver => match waiver(source, part) {
                Ok(waiver) => waivers.push(waiver),
                Err(mistakes) => findings.extend(mistakes),
            },
            Rule::junk => {
                // One word after the other is one mistake.
                let between = junk_until.and_then(|end: usize| source.text.get(end..span.start));
                if between.is_none_or(|between| between.contains('\n')) {
                    let message = format!("`{}` is not part of a waiver", part.as_str());
                    findings.push(mistake(source, span, message, FORM));
                }
                junk_until = Some(span.end);
            }
            _ => {}
        }
    }
    if findings.is_empty() { Ok(waivers) } else { Err(findings) }
}

fn waiver(source: &Arc<Source>, node: Pair<'_, Rule>) -> Result<Waiver, Vec<Finding>> {
    let whole = span(&node);
    let head = Span::new(whole.start, whole.start + "waive".len());
    let mut findings = Vec::new();
    let mut code = None;
    let (mut cases, mut until, mut because) = (None, None, None);
    for part in node.into_inner() {
        let (rule, part_span) = (part.as_rule(), span(&part));
        if rule == Rule::code {
            code = Some(part.as_str().to_owned());
            continue;
        }
        let Some(value) = part.into_inner().find(|inner| matches!(inner.as_rule(), Rule::text | Rule::date)) else {
            continue;
        };
        let slot = match rule {
            Rule::cases => &mut cases,
            Rule::until => &mut until,
            Rule::because => &mut because,
            _ => continue,
        };
        if slot.replace((value.as_str().trim_matches('"').trim().to_owned(), span(&value))).is_some() {
            findings.push(mistake(source, part_span, "this part of the waiver is there twice".to_owned(), "keep one"));
        }
    }
    let mut missing = |what: &str, help: &str| findings.push(mistake(source, head, format!("the waiver {what}"), help));
    if code.is_none() {
        missing("does not say what it waives", "name the code of the finding: `waive LIV-002 for ..`");
    }
    let filled = |part: &Option<(String, Span)>| part.as_ref().is_some_and(|(text, _)| !text.is_empty());
    if !filled(&cases) {
        missing("does not say for which cases it holds", "add `for \"case_0113*\"`");
    }
    if !filled(&because) {
        missing("has no reason", "add `because \"..\"`: why these cases may stay as they are");
    }
    if until.is_none() {
        missing("has no last day", "add `until YYYY-MM-DD`: when somebody looks at it again");
    }
    let matcher = cases.as_ref().filter(|(text, _)| !text.is_empty()).and_then(|(text, place)| {
        let glob = GlobBuilder::new(text).literal_separator(false).build();
        let glob = glob.map_err(|error| mistake(source, *place, format!("not a pattern: {}", error.kind()), PATTERN));
        glob.map_err(|finding| findings.push(finding)).ok()
    });
    let day = until.and_then(|(text, place)| {
        let day = text.parse::<Date>();
        let day = day.map_err(|_| mistake(source, place, format!("`{text}` is no day of the calendar"), DAY));
        day.map_err(|finding| findings.push(finding)).ok()
    });
    match (code, cases, matcher, day, because) {
        (Some(code), Some((cases, _)), Some(glob), Some(until), Some((because, _))) if findings.is_empty() => {
            let (source, matcher) = (Arc::clone(source), glob.compile_matcher());
            Ok(Waiver { source, span: whole, code, cases, matcher, until, because })
        }
        _ => Err(findings),
    }
}

const PATTERN: &str = "write a case's name; `*` stands for any characters, `?` for one, `[0-9]` for one of a range";
const DAY: &str = "write it as year-month-day: `2026-12-31`";

fn span(node: &Pair<'_, Rule>) -> Span {
    // The rule of a waiver may take white space behind it along.
    Span::new(node.as_span().start(), node.as_span().start() + node.as_str().trim_end().len())
}

fn mistake(source: &Arc<Source>, span: Span, message: String, help: &str) -> Finding {
    Finding::error(UNREADABLE.code, message).label(source, span, "here").help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<(String, String)> {
        let source = Source::new("voxlint.waivers", text);
        let findings = read(&source).map(|waivers| panic!("{waivers:?}")).unwrap_err();
        let at = |finding: &Finding| {
            let span = finding.labels.first()?.span;
            text.get(span.start..span.end).map(str::to_owned)
        };
        findings.iter().map(|finding| (finding.message.clone(), at(finding).unwrap())).collect()
    }

    #[test]
    fn waivers_are_read_in_any_layout() {
        let text = "// transplants\nwaive LIV-002 for \"case_0113*\" until 2026-12-31 because \"liver transplant\"\n\
                    waive labels.cyst because \"not annotated\"\n  for \"a/b.nii.gz\" until 2030-01-01 // later\n";
        let waivers = read(&Source::new("voxlint.waivers", text)).unwrap();
        let read: Vec<_> = waivers.iter().map(|w| (w.code.as_str(), w.cases.as_str(), w.until.to_string())).collect();
        assert_eq!(
            read,
            [
                ("LIV-002", "case_0113*", "2026-12-31".to_owned()),
                ("labels.cyst", "a/b.nii.gz", "2030-01-01".to_owned())
            ]
        );
        assert!(waivers[0].speaks_of("case_0113_b") && !waivers[0].speaks_of("case_0114"));
        assert_eq!(waivers[0].because, "liver transplant");
    }

    #[test]
    fn every_part_that_is_missing_is_named() {
        assert_eq!(
            messages("waive\n"),
            [
                ("the waiver does not say what it waives".to_owned(), "waive".to_owned()),
                ("the waiver does not say for which cases it holds".to_owned(), "waive".to_owned()),
                ("the waiver has no reason".to_owned(), "waive".to_owned()),
                ("the waiver has no last day".to_owned(), "waive".to_owned()),
            ]
        );
        assert_eq!(
            messages("waive F101 for \"*\" until 2026-02-30 because \"x\""),
            [("`2026-02-30` is no day of the calendar".to_owned(), "2026-02-30".to_owned())]
        );
        assert_eq!(messages("waive F101 for \"[a\" until 2026-02-03 because \"x\"").len(), 1);
        assert_eq!(messages("please accept this\nwaive F101 for \"*\" until 2026-02-03 because \"x\"").len(), 1);
        assert_eq!(messages("waive F101 for \"*\" until 2026-02-03 because \"open").len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "([a-z\"*. \n-]|waive|for|until|because|2026-01-01|\\PC){0,40}") {
            let source = Source::new("voxlint.waivers", text.clone());
            for finding in read(&source).err().unwrap_or_default() {
                for label in finding.labels {
                    proptest::prop_assert!(text.get(label.span.start..label.span.end).is_some());
                }
            }
        }
    }
}
