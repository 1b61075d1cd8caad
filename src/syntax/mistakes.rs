//! Every mistake the parser knows by name, in one place: its code, and what it is about.
//! The sentence a person reads is written where the mistake is found.

use std::sync::Arc;

use crate::report::{Finding, Source, Span};

/// A named mistake. The order is the order of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    UnknownItem,
    UnknownStatement,
    Unexpected,
    MissingParenthesis,
    MissingBrace,
    StrayBracket,
    UnclosedString,
    UnclosedBacktick,
    ForeignQuotes,
    ForeignComment,
    MissingQuotes,
    MissingOperand,
    SingleEquals,
    ForeignOperator,
    ChainedComparison,
    DoubledOperator,
    NumberForm,
    UnknownUnit,
    MissingWord,
    MissingComma,
    WrongWord,
    MissingRuleId,
    MalformedRuleId,
    Severity,
    MissingTitle,
    RuleHead,
    Header,
    Version,
    NotSupported,
    Duplicate,
    MisplacedDoc,
    LabelValue,
    UnknownAttribute,
    MalformedCode,
    MalformedColor,
    LabelWithoutValue,
    NameForm,
    MissingEquals,
    MalformedDate,
    NoClaim,
    TooDeep,
    UnknownEscape,
    OutsideRule,
    MissingBody,
    ArgumentForm,
    MissingOperator,
    FormatterChangedMeaning,
}

/// Code, mistake, and what it is about in a few words.
pub const MISTAKES: &[(&str, Mistake, &str)] = &[
    ("P101", Mistake::UnknownItem, "an item that begins with an unknown or misspelt word"),
    ("P102", Mistake::UnknownStatement, "a statement that begins with an unknown or misspelt word"),
    ("P103", Mistake::Unexpected, "something that has no place here"),
    ("P104", Mistake::MissingParenthesis, "a parenthesis or square bracket that is not closed or not opened"),
    ("P105", Mistake::MissingBrace, "a brace that is not closed or not opened"),
    ("P106", Mistake::StrayBracket, "a closing bracket or brace too many"),
    ("P107", Mistake::UnclosedString, "a text without its closing quote"),
    ("P108", Mistake::UnclosedBacktick, "a name without its closing backtick"),
    ("P109", Mistake::ForeignQuotes, "a text in single or typographic quotes"),
    ("P110", Mistake::ForeignComment, "a comment of another language"),
    ("P111", Mistake::MissingQuotes, "a text without quotes"),
    ("P112", Mistake::MissingOperand, "nothing where a value or a name is due"),
    ("P113", Mistake::SingleEquals, "`=` for the comparison `==`"),
    ("P114", Mistake::ForeignOperator, "an operator of another language: `&&`, `=>`, `≥`"),
    ("P115", Mistake::ChainedComparison, "a chained comparison: `1 < x < 3`"),
    ("P116", Mistake::DoubledOperator, "two operators in a row"),
    ("P117", Mistake::NumberForm, "a number in another notation: `0,5 mL`, `.5`, `1e3`"),
    ("P118", Mistake::UnknownUnit, "a unit that is not known"),
    ("P119", Mistake::MissingWord, "a small word left out: `in`, `of`, `to`, `from`"),
    ("P120", Mistake::MissingComma, "a comma left out"),
    ("P121", Mistake::WrongWord, "a word of everyday language where the language has another: `if` for `when`"),
    ("P122", Mistake::MissingRuleId, "a rule without an ID"),
    ("P123", Mistake::MalformedRuleId, "a rule ID that is not of the form `LIV-001`"),
    ("P124", Mistake::Severity, "a severity that is missing or unknown"),
    ("P125", Mistake::MissingTitle, "a rule without its sentence"),
    ("P126", Mistake::RuleHead, "something in the head of a rule that does not belong there"),
    ("P127", Mistake::Header, "a `protocol` line that is missing, misplaced or incomplete"),
    ("P128", Mistake::Version, "a version that is not of the form `2.1.0`"),
    ("P129", Mistake::NotSupported, "a part of the language that this version does not support"),
    ("P130", Mistake::Duplicate, "a block that may stand only once"),
    ("P131", Mistake::MisplacedDoc, "`///` documentation that stands before nothing it could document"),
    ("P132", Mistake::LabelValue, "a label line whose value cannot be read or has no name"),
    ("P133", Mistake::UnknownAttribute, "an unknown or misspelt attribute of a label line"),
    ("P134", Mistake::MalformedCode, "a code that is not of the form `SCT:10200004`"),
    ("P135", Mistake::MalformedColor, "a colour that is not of the form `#dd8265`"),
    ("P136", Mistake::LabelWithoutValue, "a label line without a value beside lines that have one"),
    ("P137", Mistake::NameForm, "a name with characters that need backticks"),
    ("P138", Mistake::MissingEquals, "a declaration without `=`"),
    ("P139", Mistake::MalformedDate, "a date that is not of the form `2026-04-01`"),
    ("P140", Mistake::NoClaim, "a line of the `image` block that claims nothing"),
    ("P141", Mistake::TooDeep, "an expression that is nested too deeply or is too long"),
    ("P142", Mistake::UnknownEscape, "an unknown escape in a text"),
    ("P143", Mistake::OutsideRule, "a statement outside a rule"),
    ("P144", Mistake::MissingBody, "a rule or block without statements in braces"),
    ("P145", Mistake::ArgumentForm, "an argument that is written in another language's way"),
    ("P146", Mistake::MissingOperator, "two values without an operator between them"),
    ("P190", Mistake::FormatterChangedMeaning, "formatting would change what the file says"),
];

impl Mistake {
    pub fn code(self) -> &'static str {
        MISTAKES.iter().find(|(_, mistake, _)| *mistake == self).map_or("P103", |(code, _, _)| code)
    }

    /// What the mark in the text says.
    fn pointer(self) -> &'static str {
        match self {
            Mistake::MissingParenthesis
            | Mistake::MissingBrace
            | Mistake::MissingOperand
            | Mistake::MissingWord
            | Mistake::MissingComma
            | Mistake::MissingEquals
            | Mistake::MissingRuleId
            | Mistake::MissingTitle
            | Mistake::MissingBody
            | Mistake::MissingOperator => "missing here",
            Mistake::UnclosedString | Mistake::UnclosedBacktick => "opened here",
            Mistake::TooDeep => "from here",
            _ => "here",
        }
    }

    pub(super) fn finding(
        self,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding::error(self.code(), message).help(help).label(source, span, self.pointer())
    }
}
