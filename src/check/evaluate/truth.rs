//! Three-valued logic (strong Kleene) with atoms that drop out.
//!
//! Kleene, "Introduction to Metamathematics" (1952), section 64: unknown is a truth value that further measuring could
//! turn into either. Beside it stands [`Truth::Inapplicable`], which is no truth value at all: the operand measures
//! something that is not there and need not be there, and leaves its `and` or `or` as if it had not been written.

use std::collections::BTreeSet;

/// Why something could not be measured; sentences for a person, in a fixed order.
pub type Reasons = BTreeSet<String>;

/// What a claim says about one binding of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    Unknown(Reasons),
    Inapplicable,
}

impl Truth {
    pub fn unknown(reason: impl Into<String>) -> Self {
        Truth::Unknown(Reasons::from([reason.into()]))
    }

    /// Operands that do not apply drop out; nothing left does not apply.
    pub fn all(operands: impl IntoIterator<Item = Truth>) -> Truth {
        operands.into_iter().fold(Truth::Inapplicable, |left, right| match (left, right) {
            (Truth::Inapplicable, other) | (other, Truth::Inapplicable) => other,
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.into_iter().chain(b).collect()),
            (Truth::Unknown(reasons), Truth::True) | (Truth::True, Truth::Unknown(reasons)) => Truth::Unknown(reasons),
            (Truth::True, Truth::True) => Truth::True,
        })
    }

    /// The dual of [`Truth::all`].
    pub fn any(operands: impl IntoIterator<Item = Truth>) -> Truth {
        Truth::all(operands.into_iter().map(Truth::negated)).negated()
    }

    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            other => other,
        }
    }

    /// `self implies consequent`. What does not apply is false on the left; on the right, it leaves nothing to judge
    /// unless the left side is false, which makes the implication true whatever stands on the right.
    #[must_use]
    pub fn implies(self, consequent: Truth) -> Truth {
        match (self.in_guard(), consequent) {
            (Truth::False, _) => Truth::True,
            (_, Truth::Inapplicable) => Truth::Inapplicable,
            (antecedent, consequent) => Truth::any([antecedent.negated(), consequent]),
        }
    }

    /// Both or neither. Does not apply unless both sides do.
    #[must_use]
    pub fn iff(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Inapplicable, _) | (_, Truth::Inapplicable) => Truth::Inapplicable,
            (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.into_iter().chain(b).collect()),
            (Truth::Unknown(reasons), _) | (_, Truth::Unknown(reasons)) => Truth::Unknown(reasons),
            (a, b) => Truth::from(a == b),
        }
    }

    /// An atom in a guard, or left of `implies`: what does not apply is false.
    #[must_use]
    pub fn in_guard(self) -> Truth {
        match self {
            Truth::Inapplicable => Truth::False,
            other => other,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::True } else { Truth::False }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `t`, `f`, `u`, `-` in this order along rows and columns.
    const VALUES: [char; 4] = ['t', 'f', 'u', '-'];

    fn truth(letter: char) -> Truth {
        match letter {
            't' => Truth::True,
            'f' => Truth::False,
            'u' => Truth::unknown("why"),
            _ => Truth::Inapplicable,
        }
    }

    fn letter(truth: &Truth) -> char {
        match truth {
            Truth::True => 't',
            Truth::False => 'f',
            Truth::Unknown(_) => 'u',
            Truth::Inapplicable => '-',
        }
    }

    fn table(operation: impl Fn(Truth, Truth) -> Truth) -> Vec<String> {
        VALUES.iter().map(|&a| VALUES.iter().map(|&b| letter(&operation(truth(a), truth(b)))).collect()).collect()
    }

    #[test]
    fn and_is_strong_kleene_with_drop_out() {
        assert_eq!(table(|a, b| Truth::all([a, b])), ["tfut", "ffff", "ufuu", "tfu-"]);
    }

    #[test]
    fn or_is_strong_kleene_with_drop_out() {
        assert_eq!(table(|a, b| Truth::any([a, b])), ["tttt", "tfuf", "tuuu", "tfu-"]);
    }

    #[test]
    fn implies_takes_what_does_not_apply_on_its_left_for_false() {
        assert_eq!(table(Truth::implies), ["tfu-", "tttt", "tuu-", "tttt"]);
    }

    #[test]
    fn iff_needs_both_sides() {
        assert_eq!(table(Truth::iff), ["tfu-", "ftu-", "uuu-", "----"]);
    }

    #[test]
    fn not_keeps_what_is_no_truth_value() {
        let negated: String = VALUES.iter().map(|&a| letter(&truth(a).negated())).collect();
        assert_eq!(negated, "ftu-");
    }

    #[test]
    fn nothing_does_not_apply() {
        assert_eq!(Truth::all([]), Truth::Inapplicable);
        assert_eq!(Truth::any([]), Truth::Inapplicable);
    }

    #[test]
    fn reasons_of_all_unknown_operands_are_kept() {
        let both = Truth::all([Truth::unknown("b"), Truth::True, Truth::unknown("a")]);
        assert_eq!(both, Truth::Unknown(Reasons::from(["a".to_owned(), "b".to_owned()])));
    }
}
