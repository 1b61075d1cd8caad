//! Operators as they are written, and how tightly they bind.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{BinaryOperator, CompareOperator, MatchWord, RelationWord};
use super::{Lower, Node};
use crate::report::Span;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Binary(BinaryOperator),
    Compare(CompareOperator),
    In { negated: bool },
    Relation { negated: bool, word: RelationWord },
    Match { negated: bool, word: MatchWord },
    Range { half_open: bool },
    UpTo,
    By,
    Gap { at_least: bool },
    // Before their operand.
    Not,
    Negate,
    RangeFrom { half_open: bool },
}

impl Operator {
    /// A higher number binds more tightly.
    pub(super) fn binding(self) -> u8 {
        match self {
            Operator::Binary(BinaryOperator::Iff) => 1,
            Operator::Binary(BinaryOperator::Implies) => 2,
            Operator::Binary(BinaryOperator::Or) => 3,
            Operator::Binary(BinaryOperator::And) => 4,
            Operator::Not => 5,
            Operator::UpTo | Operator::By | Operator::Gap { .. } => 6,
            Operator::Compare(_) | Operator::In { .. } | Operator::Match { .. } | Operator::Relation { .. } => 7,
            Operator::Range { .. } | Operator::RangeFrom { .. } => 8,
            Operator::Binary(BinaryOperator::Add | BinaryOperator::Subtract) => 9,
            Operator::Binary(BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Intersect) => 10,
            Operator::Negate => 11,
        }
    }

    pub(super) fn is_prefix(self) -> bool {
        matches!(self, Operator::Not | Operator::Negate | Operator::RangeFrom { .. })
    }

    /// `a implies b implies c` is `a implies (b implies c)`.
    pub(super) fn is_right_associative(self) -> bool {
        self == Operator::Binary(BinaryOperator::Implies)
    }
}

/// An operator, where it stands, and a comma that is missing before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub operator: Operator,
    pub span: Span,
}

impl Lower<'_> {
    pub(super) fn operator(&mut self, node: Node) -> Option<Placed> {
        let span = self.span(&node);
        let written = self.slice(span);
        let operator = match node.as_rule() {
            Rule::op_compare => Operator::Compare(self.compare_operator(written, span)),
            Rule::op_iff => self.word_operator(written, span, "iff", BinaryOperator::Iff),
            Rule::op_implies => self.word_operator(written, span, "implies", BinaryOperator::Implies),
            Rule::op_or => self.word_operator(written, span, "or", BinaryOperator::Or),
            Rule::op_and => self.word_operator(written, span, "and", BinaryOperator::And),
            Rule::op_add => self.sign(written, span),
            Rule::op_multiply => Operator::Binary(match written {
                "*" => BinaryOperator::Multiply,
                "/" => BinaryOperator::Divide,
                "&" => BinaryOperator::Intersect,
                "×" => self.foreign(written, span, "*", BinaryOperator::Multiply),
                "÷" => self.foreign(written, span, "/", BinaryOperator::Divide),
                _ => self.foreign(written, span, "&", BinaryOperator::Intersect),
            }),
            Rule::op_in => Operator::In { negated: self.in_operator(written, span) },
            Rule::op_match => self.match_operator(node),
            Rule::op_relation => self.relation(node)?,
            Rule::op_range | Rule::prefix_range | Rule::open_range => {
                let half_open = self.range_operator(written, span);
                if node.as_rule() == Rule::prefix_range {
                    Operator::RangeFrom { half_open }
                } else {
                    Operator::Range { half_open }
                }
            }
            Rule::op_modifier => self.modifier_operator(node)?,
            Rule::prefix_not => {
                if written != "not" {
                    self.foreign(written, span, "not", ());
                }
                Operator::Not
            }
            Rule::prefix_minus => {
                match written {
                    "-" => {}
                    "+" => self.report(
                        Mistake::DoubledOperator,
                        span,
                        "`+` stands before a value that has no other before it",
                        "remove the `+`",
                    ),
                    _ => self.foreign(written, span, "-", ()),
                }
                Operator::Negate
            }
            _ => return None,
        };
        Some(Placed { operator, span })
    }

    /// Reports a sign of another language and goes on with what it means.
    fn foreign<T>(&mut self, written: &str, span: Span, wanted: &str, meaning: T) -> T {
        let message = format!("`{written}` is not an operator of the language");
        self.report(Mistake::ForeignOperator, span, message, format!("write `{wanted}`"));
        meaning
    }

    fn word_operator(&mut self, written: &str, span: Span, word: &str, operator: BinaryOperator) -> Operator {
        if written == "|" {
            let message = "`|` is not an operator of the language";
            self.report(Mistake::ForeignOperator, span, message, "write `or` between claims, `+` between structures");
        } else if written != word {
            self.foreign(written, span, word, ());
        }
        Operator::Binary(operator)
    }

    fn compare_operator(&mut self, written: &str, span: Span) -> CompareOperator {
        match written {
            "==" => CompareOperator::Equal,
            "!=" => CompareOperator::NotEqual,
            "<" => CompareOperator::Less,
            "<=" => CompareOperator::LessEqual,
            ">" => CompareOperator::Greater,
            ">=" => CompareOperator::GreaterEqual,
            "=" => {
                self.report(Mistake::SingleEquals, span, "`=` does not compare", "write `==`");
                CompareOperator::Equal
            }
            "=>" => {
                let message = "`=>` is not an operator of the language";
                let help = "write `>=` to compare, `implies` between claims";
                self.report(Mistake::ForeignOperator, span, message, help);
                CompareOperator::GreaterEqual
            }
            "===" | "≈" => self.foreign(written, span, "==", CompareOperator::Equal),
            "=<" | "≤" => self.foreign(written, span, "<=", CompareOperator::LessEqual),
            "≥" => self.foreign(written, span, ">=", CompareOperator::GreaterEqual),
            _ => self.foreign(written, span, "!=", CompareOperator::NotEqual),
        }
    }

    fn sign(&mut self, written: &str, span: Span) -> Operator {
        Operator::Binary(match written {
            "+" => BinaryOperator::Add,
            "-" => BinaryOperator::Subtract,
            "−" => self.foreign(written, span, "-", BinaryOperator::Subtract),
            _ => {
                let message = format!("`{written}` is neither a minus nor a range");
                self.report(Mistake::ForeignOperator, span, message, "write `-` to subtract, `..` for a range");
                return Operator::Range { half_open: false };
            }
        })
    }

    fn in_operator(&mut self, written: &str, span: Span) -> bool {
        match written {
            "∈" => self.foreign(written, span, "in", false),
            "∉" => self.foreign(written, span, "not in", true),
            _ => written.starts_with("not"),
        }
    }

    fn range_operator(&mut self, written: &str, span: Span) -> bool {
        match written {
            ".." => false,
            "..<" => true,
            _ => self.foreign(written, span, "..", false),
        }
    }

    fn relation(&mut self, node: Node) -> Option<Operator> {
        let mut negated = false;
        let mut first = String::new();
        let mut word = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_not => negated = true,
                Rule::relation_single if part.as_str() == "touches" => word = Some(RelationWord::Touches),
                Rule::relation_single => word = Some(RelationWord::Inside),
                Rule::relation_image => {
                    word = part.into_inner().next().map(|word| match word.as_str().get(..1) {
                        Some("l") => RelationWord::ImageLeftOf,
                        Some("r") => RelationWord::ImageRightOf,
                        Some("a") => RelationWord::ImageAbove,
                        _ => RelationWord::ImageBelow,
                    });
                }
                Rule::relation_double => {
                    for half in part.into_inner() {
                        if half.as_rule() == Rule::relation_first {
                            first = half.as_str().to_owned();
                        } else {
                            self.second_word(&first, &half);
                        }
                    }
                }
                _ => {}
            }
        }
        let word = word.or(match first.as_str() {
            "subset" => Some(RelationWord::SubsetOf),
            "separate" => Some(RelationWord::SeparateFrom),
            "left" => Some(RelationWord::LeftOf),
            "right" => Some(RelationWord::RightOf),
            "cranial" => Some(RelationWord::CranialTo),
            "caudal" => Some(RelationWord::CaudalTo),
            "anterior" => Some(RelationWord::AnteriorTo),
            "posterior" => Some(RelationWord::PosteriorTo),
            _ => None,
        })?;
        Some(Operator::Relation { negated, word })
    }

    /// `of` belongs to `left`, `from` to `separate`, `to` to `cranial`.
    fn second_word(&mut self, first: &str, node: &Node) {
        let due = match first {
            "subset" | "left" | "right" => "of",
            "separate" => "from",
            _ => "to",
        };
        let written = node.as_str().trim();
        if written.is_empty() {
            let gap = self.gap_before(node);
            let message = format!("`{due}` is missing after `{first}`");
            self.report(Mistake::MissingWord, gap, message, format!("write `{first} {due}`"));
        } else if written != due {
            let message = format!("`{first}` is followed by `{due}`, not by `{written}`");
            self.report(Mistake::WrongWord, self.span(node), message, format!("write `{first} {due}`"));
        }
    }

    /// `, up to`, `by`, `, gap at least`
    fn modifier_operator(&mut self, node: Node) -> Option<Operator> {
        let gap = self.gap_before(&node);
        let mut comma = false;
        let mut operator = None;
        for part in node.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::comma => comma = true,
                Rule::up_to => {
                    if part.as_str().starts_with("upto") {
                        self.report(Mistake::WrongWord, span, "`upto` is two words", "write `up to`");
                    }
                    operator = Some(Operator::UpTo);
                }
                Rule::by => operator = Some(Operator::By),
                Rule::gap => operator = Some(self.gap_operator(part)),
                _ => {}
            }
        }
        let operator = operator?;
        if !comma && operator != Operator::By {
            let words = if operator == Operator::UpTo { "up to" } else { "gap" };
            let message = format!("a comma is missing before `{words}`");
            self.report(Mistake::MissingComma, gap, message, format!("write `, {words}`"));
        }
        Some(operator)
    }

    fn gap_operator(&mut self, node: Node) -> Operator {
        let mut at_least = true;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::gap_bound => at_least = part.as_str() == "least",
                Rule::gap_sign => {
                    at_least = part.as_str().starts_with(['>', '≥']);
                    let words = if at_least { "at least" } else { "at most" };
                    let message = format!("a gap is bounded by words, not by `{}`", part.as_str());
                    self.report(Mistake::ForeignOperator, self.span(&part), message, format!("write `gap {words}`"));
                }
                _ => {}
            }
        }
        Operator::Gap { at_least }
    }
}
