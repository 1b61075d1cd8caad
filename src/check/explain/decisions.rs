//! What is said of a fact that is not as a decision table has it.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::amount::Amount;
use crate::check::evaluate::decisions::{Verdict, fact_of};
use crate::check::evaluate::scope::Scope;
use crate::model::decision::{Decided, Decision, DecisionCell, Term};
use crate::model::field::{AllowedNumbers, FieldRef};
use crate::model::suggest::listed;
use crate::model::unit::quantity;

use super::Explanation;
use super::quantities::{Noun, show, unit_of};

impl Evaluator<'_> {
    pub(super) fn explain_decision(&self, decision: &Decision, scope: &Scope, expected: bool) -> Explanation {
        let (row, decided) = match self.decide(decision, scope) {
            Verdict::Decided(row, decided) if expected => (row, decided),
            _ => return Explanation::new("the decision table holds, and must not", "check what it decides"),
        };
        let found = self.term_shown(&decision.target, scope);
        let cells = row.and_then(|at| decision.rows.get(at)).map(|row| row.cells.as_slice());
        let inputs = decision.inputs.iter().enumerate().filter(|(column, _)| {
            cells.and_then(|cells| cells.get(*column)).is_none_or(|cell| *cell != DecisionCell::Any)
        });
        let inputs: Vec<String> = inputs.map(|(_, (term, text))| self.input_shown(term, text, scope)).collect();
        let by = if inputs.is_empty() { self.inputs_shown(decision, scope) } else { inputs.join(" and ") };
        let terms = decision.inputs.iter().map(|(term, _)| term).chain([&decision.target]);
        let help = self.fact_advice(&terms.filter_map(fact).collect::<Vec<_>>(), scope);
        if *decided == Decided::Invalid {
            let why = if row.is_none() { "is in no row, and so is invalid" } else { "is invalid" };
            return Explanation::new(format!("{by} {why}"), help)
                .measured(by.replace('`', ""))
                .allowed("another combination");
        }
        let allowed = self.decided_shown(decided, scope);
        let target = fact(&decision.target).map(|field| self.field_name(field, scope)).unwrap_or_default();
        let message = format!("`{target}` is `{found}`, and by {by} it must be {allowed}");
        Explanation::new(message, help).measured(found).allowed(allowed.replace('`', ""))
    }

    /// Every input with its value.
    pub fn inputs_shown(&self, decision: &Decision, scope: &Scope) -> String {
        let inputs = decision.inputs.iter().map(|(term, text)| self.input_shown(term, text, scope));
        inputs.collect::<Vec<_>>().join(" and ")
    }

    /// `` `case.gleason` = `3+4` ``
    fn input_shown(&self, term: &Term, text: &str, scope: &Scope) -> String {
        match self.term_shown(term, scope) {
            found if found == "not given" => format!("an unknown `{text}`"),
            found => format!("`{text}` = `{found}`"),
        }
    }

    fn term_shown(&self, term: &Term, scope: &Scope) -> String {
        let number = match (term, fact(term)) {
            (_, Some(field)) => return self.fact_written(field, scope),
            (Term::Number(number), None) => number,
            (Term::Text(_), None) => return String::new(),
        };
        match self.number(number, scope) {
            Amount::Known(known) => {
                let unit = quantity("1", Some(&number.dimension().usual_unit())).as_ref().and_then(unit_of);
                show(known.value, number.dimension(), &unit.unwrap_or(Noun::Plain), None)
            }
            Amount::Inapplicable(_) | Amount::Unknown(_) => "not given".to_owned(),
        }
    }

    fn decided_shown(&self, decided: &Decided, scope: &Scope) -> String {
        match decided {
            Decided::Invalid => "another".to_owned(),
            Decided::Words(words) => listed(&words.iter().map(String::as_str).collect::<Vec<_>>(), "or"),
            Decided::Same(term) => format!("`{}`", self.term_shown(term, scope)),
            Decided::Numbers(AllowedNumbers::Set(set)) => {
                listed(&set.iter().map(|one| one.written.as_str()).collect::<Vec<_>>(), "or")
            }
            Decided::Numbers(AllowedNumbers::Range { low, high, half_open }) => {
                let end = |end: &Option<crate::model::Quantity>| {
                    end.as_ref().map(|end| end.written.clone()).unwrap_or_default()
                };
                format!("`{} {} {}`", end(low), if *half_open { "..<" } else { ".." }, end(high))
            }
            Decided::Numbers(AllowedNumbers::Any) => "any number".to_owned(),
        }
    }
}

fn fact(term: &Term) -> Option<FieldRef> {
    match term {
        Term::Text(field) => Some(*field),
        Term::Number(number) => fact_of(number),
    }
}
