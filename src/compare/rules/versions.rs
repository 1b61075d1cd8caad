//! The step of a version that a change asks for.

use crate::compare::classes::Difference;

use super::Comparison;
use super::compatibility::{Compatibility, Compatible};

/// A step from one version to the next, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The same version, or an earlier one.
    None,
    /// The meaning stays the same.
    Patch,
    /// Something is accepted that was not, or a class is new.
    Minor,
    /// Some accepted case is not accepted any more, or a class has another value or meaning.
    Major,
}

impl Step {
    pub fn word(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }

    /// The version that comes after another by this step.
    pub fn next(self, version: &str) -> String {
        let [major, minor, patch] = numbers(version).unwrap_or_default();
        match self {
            Step::Major => format!("{}.0.0", major + 1),
            Step::Minor => format!("{major}.{}.0", minor + 1),
            Step::Patch => format!("{major}.{minor}.{}", patch + 1),
            Step::None => version.to_owned(),
        }
    }

    /// The step that was made. `None`: one of the two is no version of up to three numbers.
    pub fn made(old: &str, new: &str) -> Option<Step> {
        let (old, new) = (numbers(old)?, numbers(new)?);
        let ([major, minor, _], [new_major, new_minor, _]) = (old, new);
        Some(match new.cmp(&old) {
            std::cmp::Ordering::Less | std::cmp::Ordering::Equal => Step::None,
            _ if new_major > major => Step::Major,
            _ if new_minor > minor => Step::Minor,
            _ => Step::Patch,
        })
    }
}

/// The least step that what was proven and shown of the rules asks for, and the differences of the classes. What is
/// undecided may ask for more.
pub fn demanded(comparison: &Comparison, differences: &[Difference]) -> Step {
    let refuted = |wanted| matches!(comparison.compatible(wanted, differences), Compatible::Refuted { .. });
    if refuted(Compatibility::Archive) {
        Step::Major
    } else if refuted(Compatibility::Consumer) {
        Step::Minor
    } else {
        Step::Patch
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut numbers = [0; 3];
    let mut parts = version.split('.');
    for (number, part) in numbers.iter_mut().zip(&mut parts) {
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn steps_are_those_of_semantic_versions() {
        let made = |old, new| Step::made(old, new).map(Step::word);
        assert_eq!(made("1.2.3", "1.2.4"), Some("patch"));
        assert_eq!(made("1.2.3", "1.3.0"), Some("minor"));
        assert_eq!(made("1.2.3", "2.0.0"), Some("major"));
        assert_eq!(made("1.2", "1.2.0"), Some("none"));
        assert_eq!(made("1.10.0", "1.9.0"), Some("none"));
        assert_eq!(made("1.2.3", "soon"), None);
        assert_eq!(made("1.2.3.4", "2.0.0"), None);
        assert_eq!([Step::Patch, Step::Minor, Step::Major].map(|step| step.next("1.2")), ["1.2.1", "1.3.0", "2.0.0"]);
    }
}
