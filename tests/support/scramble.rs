//! The same words in another layout. Comments stay where they are: behind a line, or on a line of their own.

use super::random::Random;

/// Every run of white space outside texts and comments is replaced by another; around brackets and commas, and between
/// a number and its unit, there may be some or none.
pub fn scramble(text: &str, random: &mut Random) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < characters.len() {
        let c = characters[at];
        let next = characters.get(at + 1).copied().unwrap_or(' ');
        if c == '"' || c == '`' {
            let end = closing(&characters, at);
            out.extend(&characters[at..end]);
            at = end;
        } else if c == '/' && next == '/' {
            let end = (at..characters.len()).find(|&at| characters[at] == '\n').unwrap_or(characters.len());
            out.extend(&characters[at..end]);
            out.push('\n');
            at = (end + 1).min(characters.len());
        } else if c.is_whitespace() {
            let end = (at..characters.len()).find(|&at| !characters[at].is_whitespace()).unwrap_or(characters.len());
            let before_comment = characters.get(end) == Some(&'/') && characters.get(end + 1) == Some(&'/');
            let broken = characters[at..end].contains(&'\n');
            let own_line = broken || out.ends_with('\n') || out.is_empty();
            if before_comment {
                out.push_str(if own_line { "\n" } else { "  " });
                out.push_str(&blanks(random, false));
            } else if removable(&out, &characters[end..]) && random.one_in(3) {
                // Nothing at all.
            } else {
                out.push_str(&blanks(random, true));
            }
            at = end;
        } else {
            let bracket = matches!(c, '(' | ')' | '{' | '}' | '[' | ']' | ',');
            if bracket && random.one_in(4) {
                out.push_str(&blanks(random, true));
            }
            out.push(c);
            // White space behind a bracket that stands before a comment would move the comment to a line of its own.
            if bracket && !next.is_whitespace() && random.one_in(4) {
                out.push_str(&blanks(random, true));
            }
            at += 1;
        }
    }
    out
}

fn closing(characters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < characters.len() && characters[at] != characters[start] {
        at += if characters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(characters.len())
}

/// Whether white space between `out` and `next` may vanish.
fn removable(out: &str, rest: &[char]) -> bool {
    let bracket = |c: char| matches!(c, '(' | ')' | '{' | '}' | '[' | ']' | ',');
    let last = out.chars().next_back().unwrap_or(' ');
    let number = out.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_').next().unwrap_or_default();
    let number = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(|c: char| c.is_ascii_digit());
    match rest {
        [] => true,
        ['m', 'm' | 'L', ..] if number => true,
        [next, ..] => bracket(*next) || bracket(last) || (last == '=' && next.is_ascii_alphanumeric()),
    }
}

fn blanks(random: &mut Random, breaks: bool) -> String {
    let kinds: &[&str] = if breaks { &[" ", "  ", "\t", "\n", "\r\n", "\n\n\n", " \n   "] } else { &["", " ", "\t"] };
    let mut blanks = kinds[random.below(kinds.len())].to_owned();
    if random.one_in(4) {
        blanks.push_str(kinds[random.below(kinds.len())]);
    }
    blanks
}
