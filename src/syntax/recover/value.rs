//! Junk that follows something complete: an operator that is not known, a unit, a bracket too many.

use super::super::lower::{Lower, Node};
use super::super::mistakes::Mistake;
use super::super::words::{FUNCTIONS, UNITS, nearest, operator_for};
use super::item::first_word;
use crate::report::{Finding, Span};

impl<'t> Lower<'t> {
    /// One line of `meta`, `image` or `labels` that cannot be read.
    pub(in super::super) fn junk_line(&mut self, node: &Node, block: &str) {
        let span = self.span(node);
        let gap = self.gap_before(node);
        let continued = self.same_line(gap.end, span.start) && !self.ends_block(gap.end);
        let text = self.slice(span);
        match block {
            _ if continued && block == "image" => self.blame(span, gap.end),
            "labels" if continued && text.starts_with('-') => {
                let message = "a name with other characters than letters, digits and `_` stands in backticks";
                self.report(Mistake::NameForm, span, message, "write the whole name between backticks, or use `_`");
            }
            "meta" if continued && !first_word(text).is_empty() => {
                let message = "a text of several words stands in quotes";
                self.report(Mistake::MissingQuotes, span, message, "write it between double quotes: `\"...\"`");
            }
            _ if self.has_finding_on(self.line(span.start)) => {}
            "labels" if continued && text.starts_with('#') => {
                let color: String = text.split_whitespace().take(1).collect();
                let message = format!("`{color}` stands behind no `color`");
                self.report(Mistake::UnknownAttribute, span, message, format!("write `color {color}`"));
            }
            "labels" => {
                let message = format!("`{}` has no place in a label line", short(text));
                let help = "write a value, a name, a title and attributes: `1 liver \"Liver\" optional`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "inputs" => {
                let message = format!("`{}` has no place in the `inputs` block", short(text));
                let help =
                    "write `image`, `annotation` or `rater`, and names with commas between: `image t1, flair optional`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "files" => {
                let message = format!("`{}` has no place in the `files` block", short(text));
                let help = "write the name of an input and its path in quotes: `t1 \"{case}/{case}_t1.nii.gz\"`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "case" => {
                let message = format!("`{}` has no place in the `case` block", short(text));
                let help = "write a name, what its values are, and how it may be missing: `phase in {arterial, venous}, optional`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "decide" => {
                let message = format!("`{}` is no row of a decision table", short(text));
                let help = "write a cell for each input and what follows: `peripheral, 4 -> 4`, `otherwise invalid`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "table" => {
                let message = format!("`{}` has no place in a table", short(text));
                let help = "write a name, what its values are, and how it may be missing: `long mm, optional`";
                self.report(Mistake::Unexpected, span, message, help);
            }
            "meta" => {
                let message = format!("`{}` is not an entry of `meta`", short(text));
                self.report(Mistake::Unexpected, span, message, "write `key = \"text\"`, one on each line");
            }
            _ => {
                let message = format!("`{}` is not a claim about the image", short(text));
                let help = "write a comparison, such as `modality in {CT}` or `spacing <= 1 mm`";
                self.report(Mistake::Unexpected, span, message, help);
            }
        }
    }

    /// Says what is wrong with `junk`, which goes on where something complete ended at `end`.
    pub(super) fn blame(&mut self, junk: Span, end: usize) {
        self.forget_missing_at(end);
        let opening = |finding: &Finding| finding.message.starts_with("`(` is missing");
        if self.findings.last().is_some_and(opening) && self.has_finding_on(self.line(junk.start)) {
            // The parenthesis that is too many here is the one that was not opened.
            return;
        }
        let text = self.slice(junk);
        let word = first_word(text).to_owned();
        let mark: String = text.chars().take(1).collect();
        let place = Span::new(junk.start, junk.start + word.len().max(mark.len()));
        let before = self.text.get(..end).unwrap_or_default();
        let after_number = last_token_is_number(before);
        if !word.is_empty() {
            return self.blame_word(&word, place, after_number, before.len() == junk.start);
        }
        let next_is_digit = text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        match mark.as_str() {
            ")" => self.stray_parenthesis(place),
            "]" => self.report(Mistake::StrayBracket, place, "`]` closes nothing", "remove it"),
            "(" => {
                let message = "nothing is called here";
                self.report(Mistake::MissingOperator, place, message, "write an operator before `(`");
            }
            "@" => self.not_supported("@", place, "check the annotations of one reader at a time"),
            "," if after_number && next_is_digit => {
                let message = "numbers have a point, not a comma";
                self.report(Mistake::NumberForm, place, message, "write a decimal like `0.5`");
            }
            "." if after_number || next_is_digit => {
                let message = "a decimal has digits before and behind its point";
                self.report(Mistake::NumberForm, place, message, "write `0.5` or `5`");
            }
            "/" if text.starts_with("///") => {
                let message = "documentation stands before nothing that it could document";
                self.report(Mistake::MisplacedDoc, place, message, "write the comment with `//`");
            }
            "\"" => {
                let message = "a text has no place here";
                self.report(Mistake::Unexpected, place, message, "if it is the reason, write `because \"...\"`");
            }
            _ if mark.starts_with(|c: char| c.is_ascii_digit()) => {
                let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                let message = format!("an operator is missing before `{digits}`");
                let help = "write a comparison such as `==`, `<=` or `in` between the two";
                self.report(Mistake::MissingOperator, place, message, help);
            }
            _ => {
                let message = format!("`{mark}` has no place here");
                self.report(Mistake::Unexpected, place, message, format!("remove `{mark}`"));
            }
        }
    }

    fn blame_word(&mut self, word: &str, place: Span, after_number: bool, adjacent: bool) {
        let operator = operator_for(word);
        let function = self.word_before(self.scan.trim_end(self.text, 0, place.start));
        if FUNCTIONS.contains(&function) {
            let message = format!("`(` is missing after `{function}`");
            return self.report(Mistake::MissingParenthesis, place, message, format!("write `{function}({word})`"));
        }
        if word == "where" || word == "for" {
            let message = format!("`{word}` has nothing to run through");
            let help = "write `count(x for x in lesions where ...)`, or `share(liver where image in ...)`";
            return self.report(Mistake::WrongWord, place, message, help);
        }
        let exponent = word.strip_prefix(['e', 'E']).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        if after_number && adjacent && (exponent || word == "e") {
            let message = "numbers are written without an exponent";
            self.report(Mistake::NumberForm, place, message, "write the number in full: `0.001`");
        } else if after_number && (operator.is_none() || nearest(word, UNITS).is_some() && !operator_for_exact(word)) {
            self.unknown_unit(word, place);
        } else if let Some(operator) = operator {
            let message = format!("`{word}` is not known here");
            self.report(Mistake::WrongWord, place, message, format!("did you mean `{operator}`?"));
        } else {
            let message = format!("an operator is missing before `{word}`");
            let help = "write an operator such as `==`, `inside`, `and` or `+` between the two";
            self.report(Mistake::MissingOperator, place, message, help);
        }
    }

    /// The word that ends at `end`.
    pub(in super::super) fn word_before(&self, end: usize) -> &'t str {
        let before = self.text.get(..end).unwrap_or_default();
        before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
    }

    pub(in super::super) fn unknown_unit(&mut self, word: &str, place: Span) {
        let help = match nearest(word, UNITS) {
            Some(unit) => format!("did you mean `{unit}`?"),
            None => "units are mm, cm, mm2, mm3, mL, %, voxels, px, deg, HU, SUV, Gy, s and their like".to_owned(),
        };
        self.report(Mistake::UnknownUnit, place, format!("`{word}` is not a unit"), help);
    }

    /// A parenthesis too many, or a call that was never opened: `volume liver)`.
    fn stray_parenthesis(&mut self, place: Span) {
        let before = self.text.get(..place.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let call = words.windows(2).find_map(|pair| match pair {
            [function, argument] if FUNCTIONS.contains(function) => Some((*function, *argument)),
            _ => None,
        });
        match call {
            Some((function, argument)) => {
                let message = format!("`(` is missing after `{function}`");
                self.report(Mistake::MissingParenthesis, place, message, format!("write `{function}({argument})`"));
            }
            None => {
                self.report(Mistake::StrayBracket, place, "`)` closes nothing", "remove it, or open it with `(`");
            }
        }
    }

    /// What junk explains is not also missing.
    pub(super) fn forget_missing_at(&mut self, end: usize) {
        let missing = [
            Mistake::MissingParenthesis.code(),
            Mistake::MissingOperand.code(),
            Mistake::MissingComma.code(),
            Mistake::MissingWord.code(),
            Mistake::Version.code(),
        ];
        // Only what was found just before can be meant.
        let earlier = self.findings.split_off(self.findings.len().saturating_sub(4));
        self.findings.extend(earlier.into_iter().filter(|finding| {
            let there = finding.labels.first().is_some_and(|label| label.span.end == end);
            !(there && missing.contains(&finding.code.as_str()))
        }));
    }
}

/// Words that are operators of another language, whatever unit they are near.
fn operator_for_exact(word: &str) -> bool {
    matches!(word, "to" | "is" | "gt" | "lt" | "ge" | "le" | "if")
}

fn last_token_is_number(before: &str) -> bool {
    let token = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).next().unwrap_or_default();
    token.starts_with(|c: char| c.is_ascii_digit())
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 { line.to_owned() } else { line.chars().take(37).chain("...".chars()).collect() }
}
