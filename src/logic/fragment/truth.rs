//! What a claim says, as formulas: when it is true, when false, when unknown. Else it does not apply. The tables are
//! those of the evaluator: strong Kleene with operands that drop out.

use std::ops::Not;

use super::formula::Formula;

#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    pub yes: Formula,
    pub no: Formula,
    pub unknown: Formula,
}

impl Truth {
    /// It applies to every case and is known of each.
    pub fn of(holds: Formula) -> Truth {
        Truth::where_applies(holds, Formula::True)
    }

    pub fn where_applies(holds: Formula, applies: Formula) -> Truth {
        let no = applies.clone().and(holds.clone().not());
        Truth { yes: applies.and(holds), no, unknown: Formula::False }
    }

    pub fn inapplicable() -> Truth {
        Truth { yes: Formula::False, no: Formula::False, unknown: Formula::False }
    }

    /// Where it applies and is not known, it is unknown.
    #[must_use]
    pub fn known_if(self, known: Formula) -> Truth {
        let applies = self.applies();
        Truth { yes: self.yes.and(known.clone()), no: self.no.and(known.clone()), unknown: applies.and(known.not()) }
    }

    pub fn applies(&self) -> Formula {
        Formula::any([self.yes.clone(), self.no.clone(), self.unknown.clone()])
    }

    pub fn all(operands: impl IntoIterator<Item = Truth>) -> Truth {
        let operands: Vec<Truth> = operands.into_iter().collect();
        if let [one] = operands.as_slice() {
            return one.clone();
        }
        let no = Formula::any(operands.iter().map(|operand| operand.no.clone()));
        let some_unknown = Formula::any(operands.iter().map(|operand| operand.unknown.clone()));
        let some_yes = Formula::any(operands.iter().map(|operand| operand.yes.clone()));
        Truth {
            yes: Formula::all([no.clone().not(), some_unknown.clone().not(), some_yes]),
            unknown: no.clone().not().and(some_unknown),
            no,
        }
    }

    pub fn any(operands: impl IntoIterator<Item = Truth>) -> Truth {
        Truth::all(operands.into_iter().map(Truth::negated)).negated()
    }

    #[must_use]
    pub fn negated(self) -> Truth {
        Truth { yes: self.no, no: self.yes, unknown: self.unknown }
    }

    /// What does not apply is false.
    #[must_use]
    pub fn in_guard(self) -> Truth {
        let no = self.yes.clone().not().and(self.unknown.clone().not());
        Truth { yes: self.yes, no, unknown: self.unknown }
    }

    #[must_use]
    pub fn implies(self, consequent: Truth) -> Truth {
        let antecedent = self.in_guard();
        let judged = Truth::any([antecedent.clone().negated(), consequent.clone()]);
        let applies = antecedent.no.clone().or(consequent.applies());
        Truth {
            yes: judged.yes.and(applies.clone()),
            no: judged.no.and(applies.clone()),
            unknown: judged.unknown.and(applies),
        }
    }

    #[must_use]
    pub fn iff(self, other: Truth) -> Truth {
        let both = self.applies().and(other.applies());
        let unknown = both.and(self.unknown.clone().or(other.unknown.clone()));
        Truth {
            yes: self.yes.clone().and(other.yes.clone()).or(self.no.clone().and(other.no.clone())),
            no: self.yes.and(other.no).or(self.no.and(other.yes)),
            unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `t`, `f`, `u`, `-`, as in the evaluator's own tables.
    const VALUES: [char; 4] = ['t', 'f', 'u', '-'];

    fn truth(letter: char) -> Truth {
        Truth {
            yes: Formula::from(letter == 't'),
            no: Formula::from(letter == 'f'),
            unknown: Formula::from(letter == 'u'),
        }
    }

    fn letter(truth: &Truth) -> char {
        match (&truth.yes, &truth.no, &truth.unknown) {
            (Formula::True, Formula::False, Formula::False) => 't',
            (Formula::False, Formula::True, Formula::False) => 'f',
            (Formula::False, Formula::False, Formula::True) => 'u',
            (Formula::False, Formula::False, Formula::False) => '-',
            _ => '?',
        }
    }

    fn table(operation: impl Fn(Truth, Truth) -> Truth) -> Vec<String> {
        VALUES.iter().map(|&a| VALUES.iter().map(|&b| letter(&operation(truth(a), truth(b)))).collect()).collect()
    }

    #[test]
    fn the_connectives_are_those_of_the_evaluator() {
        assert_eq!(table(|a, b| Truth::all([a, b])), ["tfut", "ffff", "ufuu", "tfu-"]);
        assert_eq!(table(|a, b| Truth::any([a, b])), ["tttt", "tfuf", "tuuu", "tfu-"]);
        assert_eq!(table(Truth::implies), ["tfu-", "tttt", "tuu-", "tttt"]);
        assert_eq!(table(Truth::iff), ["tfu-", "ftu-", "uuu-", "----"]);
        let negated: String = VALUES.iter().map(|&a| letter(&truth(a).negated())).collect();
        assert_eq!(negated, "ftu-");
        let guards: String = VALUES.iter().map(|&a| letter(&truth(a).in_guard())).collect();
        assert_eq!(guards, "tfuf");
    }
}
