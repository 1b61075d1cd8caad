//! Text with places where a line may break (Wadler, A prettier printer, 2003).

#[derive(Debug, Clone)]
pub(super) enum Doc {
    Text(String),
    /// A blank, or a line break where the group around it does not fit.
    Line,
    /// Nothing, or a line break.
    Crack,
    Join(Vec<Doc>),
    /// On one line if it fits; otherwise all its own breaks are line breaks.
    Group(Vec<Doc>),
    Indent(Vec<Doc>),
}

impl From<&str> for Doc {
    fn from(text: &str) -> Self {
        Doc::Text(text.to_owned())
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Self {
        Doc::Text(text)
    }
}

/// Blanks added by each [`Doc::Indent`].
const STEP: usize = 2;

/// Renders so that lines are at most `width` characters long where breaks allow it. `indent` blanks stand before the
/// first line already.
pub(super) fn render(doc: &Doc, indent: usize, width: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    let mut stack = vec![(indent, false, doc)];
    while let Some((indent, broken, doc)) = stack.pop() {
        match doc {
            Doc::Text(text) => {
                column += text.chars().count();
                out.push_str(text);
            }
            Doc::Line | Doc::Crack if broken => {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            }
            Doc::Line => {
                column += 1;
                out.push(' ');
            }
            Doc::Crack => {}
            Doc::Join(parts) => stack.extend(parts.iter().rev().map(|part| (indent, broken, part))),
            Doc::Indent(parts) => stack.extend(parts.iter().rev().map(|part| (indent + STEP, broken, part))),
            Doc::Group(parts) => {
                let broken = !fits(parts, width.saturating_sub(column));
                stack.extend(parts.iter().rev().map(|part| (indent, broken, part)));
            }
        }
    }
    out
}

/// Whether the parts fit on the rest of the line, without a break.
fn fits(parts: &[Doc], room: usize) -> bool {
    let mut room = room;
    let mut stack: Vec<&Doc> = parts.iter().rev().collect();
    while let Some(doc) = stack.pop() {
        let length = match doc {
            Doc::Text(text) => text.chars().count(),
            Doc::Line => 1,
            Doc::Crack => 0,
            Doc::Join(parts) | Doc::Indent(parts) | Doc::Group(parts) => {
                stack.extend(parts.iter().rev());
                0
            }
        };
        match room.checked_sub(length) {
            Some(rest) => room = rest,
            None => return false,
        }
    }
    true
}
