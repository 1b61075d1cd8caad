//! What is said of keys that stand more than once.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::model::decision::Term;
use crate::model::rule::{Claim, UniqueIn};
use crate::model::suggest::listed;
use crate::model::unit::quantity;

use super::Explanation;
use super::quantities::{Noun, show, unit_of};

/// Repeated keys that are named; the others are counted.
const NAMED: usize = 3;

impl Evaluator<'_> {
    pub(super) fn explain_unique_in(
        &self,
        claim: &Claim,
        unique: &UniqueIn,
        scope: &Scope,
        expected: bool,
    ) -> Explanation {
        if !expected {
            return Explanation::new(format!("`{}` holds, and must not", claim.text), "check what it names");
        }
        let (repeated, _) = self.repeated(unique, scope);
        let outside = self.bindings(scope).len();
        let named = repeated.iter().take(NAMED).map(|group| {
            let members: Vec<String> = group
                .scopes
                .iter()
                .map(|inner| {
                    let own = self.bindings(inner).into_iter().skip(outside).map(|(_, value)| value);
                    own.collect::<Vec<_>>().join(" with ")
                })
                .collect();
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            let key: Vec<String> =
                unique.keys.iter().zip(&group.key).map(|(key, text)| self.shown_key(key, text)).collect();
            format!("{} in {}", key.join(", "), listed(&members, "and"))
        });
        let named: Vec<String> = named.collect();
        let more = repeated.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let message = format!("`{}` does not hold: {}{more}", claim.text, named.join("; "));
        Explanation::new(message, "let each stand once, or say which of them count with `where`")
            .measured(format!("{} repeated", repeated.len()))
            .allowed("none repeated")
    }

    /// In backticks, and a number in the unit of its field or dimension.
    fn shown_key(&self, key: &Term, text: &str) -> String {
        let Term::Number(number) = key else { return format!("`{text}`") };
        let dimension = number.dimension();
        let usual = || quantity("1", Some(&dimension.usual_unit())).as_ref().and_then(unit_of);
        let noun = self.unit_of_fact(number).or_else(usual).unwrap_or(Noun::Plain);
        format!("`{}`", show(text.parse().unwrap_or(f64::NAN), dimension, &noun, None))
    }
}
