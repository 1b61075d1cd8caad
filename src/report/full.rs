//! The full form: what is wrong, in which file, where in the patient, the protocol's own line, and what to do.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, NamedSource, SourceCode,
    SourceSpan, SpanContents, ThemeStyles,
};

use super::escape::{same_length, visible, visible_lines};
use super::finding::{Finding, Label, Severity};
use super::source::{Source, Span};
use super::style::Style;
use super::wording;

/// Bytes of a line that are shown before a mark, in it and behind it. Files are not trusted: a line may have millions.
const LONGEST: usize = 1000;

/// Several lines that end with a line break.
pub fn block(finding: &Finding, style: Style) -> String {
    let handler = handler(style);
    let (diagnostic, elsewhere) = Diagnostic::new(finding);
    let mut text = String::new();
    for part in std::iter::once(&diagnostic).chain(&elsewhere) {
        if handler.render_report(&mut text, part).is_err() {
            // Writing to a string fails only if a span could not be read; the finding itself must not be lost.
            return super::concise::line(finding, style) + "\n";
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

fn handler(style: Style) -> GraphicalReportHandler {
    let mut theme = if style.unicode { GraphicalTheme::unicode_nocolor() } else { GraphicalTheme::none() };
    if style.color {
        theme.styles = ThemeStyles::ansi();
    }
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(0)
        .without_syntax_highlighting()
        .with_break_words(false);
    match style.width {
        Some(width) => handler.with_width(width),
        None => handler.with_width(usize::from(u16::MAX)).with_wrap_lines(false),
    }
}

/// A finding as miette wants it. All texts are escaped here.
#[derive(Debug)]
struct Diagnostic {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
    source: Option<Lines>,
    labels: Vec<LabeledSpan>,
}

impl Diagnostic {
    /// The finding with the labels in its first label's text, and one part for each label in another text.
    fn new(finding: &Finding) -> (Self, Vec<Self>) {
        let first = finding.labels.first().map(|label| &label.source);
        let (here, there): (Vec<&Label>, Vec<&Label>) =
            finding.labels.iter().partition(|label| Some(&label.source) == first);
        let elsewhere = there.into_iter().map(Diagnostic::elsewhere).collect();
        let diagnostic = Diagnostic {
            code: heading(finding),
            severity: finding.severity,
            message: message(finding),
            help: finding.help.as_deref().map(visible_lines),
            source: first.map(|source| named(source)),
            labels: here.into_iter().enumerate().map(|(index, label)| labelled(label, index == 0)).collect(),
        };
        (diagnostic, elsewhere)
    }

    fn elsewhere(label: &Label) -> Self {
        Diagnostic {
            code: String::new(),
            severity: Severity::Info,
            message: "see also".to_owned(),
            help: None,
            source: Some(named(&label.source)),
            labels: vec![labelled(label, true)],
        }
    }
}

/// `error F103 in labels/case_1.nii.gz`
fn heading(finding: &Finding) -> String {
    let file = finding.file.as_deref().map_or_else(String::new, |file| format!(" in {}", visible(file)));
    format!("{} {}{file}", finding.severity.word(), wording::code(finding))
}

/// The sentence, and below it comparison and place, one a line.
fn message(finding: &Finding) -> String {
    let evidence = &finding.evidence;
    let mut lines = vec![visible(&finding.message).into_owned()];
    lines.extend(wording::comparison(finding, None));
    lines.extend(evidence.place.as_ref().and_then(wording::place).map(|place| format!("at {place}")));
    lines.join("\n")
}

fn named(source: &Source) -> Lines {
    Lines(NamedSource::new(visible(&source.name), same_length(&source.text).into_owned()))
}

/// A text that is shown in whole lines, and located by where its mark starts.
#[derive(Debug)]
struct Lines(NamedSource<String>);

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.0.inner();
        let marked = self.0.read_span(span, 0, 0)?;
        if span.len() > LONGEST {
            return Err(MietteError::OutOfBounds);
        }
        let start = text.get(..span.offset()).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let start = boundary(text, start.max(span.offset().saturating_sub(LONGEST)));
        let marked_to = span.offset() + span.len();
        let end = marked_to + text.get(marked_to..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
        let end = boundary(text, end.min(marked_to + LONGEST));
        let lines = self.0.read_span(&SourceSpan::new(start.into(), end - start), before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.name().to_owned(),
            lines.data(),
            *lines.span(),
            lines.line(),
            marked.column(),
            lines.line_count(),
        )))
    }
}

/// The first end of a character from here on.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

fn labelled(label: &Label, primary: bool) -> LabeledSpan {
    let text = (!label.text.is_empty()).then(|| visible(&label.text).into_owned());
    let span = within(&label.source, label.span);
    if primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
}

/// The span cut to the text and to its first line: a rule of twenty lines is named by its head.
fn within(source: &Source, span: Span) -> SourceSpan {
    let start = span.start.min(source.text.len());
    let rest = source.text.get(start..span.end.clamp(start, source.text.len())).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default().trim_end();
    let end = boundary(line, line.len().min(LONGEST));
    SourceSpan::new(start.into(), end)
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.code.is_empty()).then(|| Box::new(&self.code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.as_ref().map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
