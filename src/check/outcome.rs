//! The four outcomes of a rule for a case.

use crate::report::{OutcomeKind, Severity};

use super::evaluate::truth::{Reasons, Truth};

/// Of one statement for one binding, of a statement, or of a rule. Only [`Outcome::Pass`] is a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Pass,
    Fail,
    NotApplicable,
    CouldNotMeasure { reasons: Reasons },
}

/// A rule, or a line of the image block or the label table, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOutcome {
    pub id: String,
    pub severity: Severity,
    pub outcome: Outcome,
}

impl Outcome {
    /// Without the reasons, as reports count it.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Outcome::Pass => OutcomeKind::Pass,
            Outcome::Fail => OutcomeKind::Fail,
            Outcome::NotApplicable => OutcomeKind::NotApplicable,
            Outcome::CouldNotMeasure { .. } => OutcomeKind::CouldNotMeasure,
        }
    }

    pub fn word(&self) -> &'static str {
        self.kind().word()
    }

    /// Several bindings or statements: fail, then could not measure, then pass, then not applicable.
    pub fn of_all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
        outcomes.into_iter().fold(Outcome::NotApplicable, Outcome::and)
    }

    #[must_use]
    pub fn and(self, other: Outcome) -> Outcome {
        match (self, other) {
            (Outcome::Fail, _) | (_, Outcome::Fail) => Outcome::Fail,
            (Outcome::CouldNotMeasure { reasons: a }, Outcome::CouldNotMeasure { reasons: b }) => {
                Outcome::CouldNotMeasure { reasons: a.into_iter().chain(b).collect() }
            }
            (unknown @ Outcome::CouldNotMeasure { .. }, _) | (_, unknown @ Outcome::CouldNotMeasure { .. }) => unknown,
            (Outcome::Pass, _) | (_, Outcome::Pass) => Outcome::Pass,
            (Outcome::NotApplicable, Outcome::NotApplicable) => Outcome::NotApplicable,
        }
    }

    /// What a guard makes of the outcome of what it guards.
    #[must_use]
    pub fn guarded(self, guard: Truth) -> Outcome {
        match (guard, self) {
            (Truth::True, outcome) => outcome,
            (Truth::False | Truth::Inapplicable, _) => Outcome::NotApplicable,
            (Truth::Unknown(_), Outcome::Pass) => Outcome::Pass,
            (Truth::Unknown(reasons), outcome) => {
                let unknown = Outcome::CouldNotMeasure { reasons };
                if matches!(outcome, Outcome::CouldNotMeasure { .. }) { unknown.and(outcome) } else { unknown }
            }
        }
    }
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Outcome::Pass,
            Truth::False => Outcome::Fail,
            Truth::Unknown(reasons) => Outcome::CouldNotMeasure { reasons },
            Truth::Inapplicable => Outcome::NotApplicable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown() -> Outcome {
        Outcome::from(Truth::unknown("why"))
    }

    fn all() -> [Outcome; 4] {
        [Outcome::Fail, unknown(), Outcome::Pass, Outcome::NotApplicable]
    }

    #[test]
    fn the_first_of_fail_unknown_pass_not_applicable_decides() {
        for (i, a) in all().into_iter().enumerate() {
            for (j, b) in all().into_iter().enumerate() {
                assert_eq!(a.clone().and(b), all()[i.min(j)]);
            }
        }
        assert_eq!(Outcome::of_all([]), Outcome::NotApplicable);
    }

    #[test]
    fn a_guard_that_is_not_known_leaves_only_a_pass() {
        let guarded = |guard: Truth| all().map(|outcome| outcome.guarded(guard.clone()).word());
        assert_eq!(guarded(Truth::True), ["fail", "could not measure", "pass", "not applicable"]);
        assert_eq!(guarded(Truth::False), ["not applicable"; 4]);
        assert_eq!(
            guarded(Truth::unknown("guard")),
            ["could not measure", "could not measure", "pass", "could not measure"]
        );
    }
}
