//! Rules across cases: what they group cases by, and that everything else they say is of one case or of all.

use crate::report::Span;
use crate::syntax::tree::Across as Tree;

use super::super::across::Across;
use super::super::codes::{UNKNOWN_NAME, WRONG_KIND};
use super::super::field::FieldOwner;
use super::super::problem::Problem;
use super::super::rule::{Claim, ClaimKind, Domain, MeasureKind, Number, Statement, StatementKind};
use super::super::suggest;
use super::super::typing::Typer;

/// Whether a place stands inside `each case in cases` or its like, where measures are those of a case.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Case,
    All,
}

impl Typer<'_> {
    /// `across cases by patient`
    pub(super) fn across(&mut self, tree: &Tree) -> Across {
        let Some(by) = &tree.by else { return Across { by: None } };
        let name = by.text.strip_prefix("case.").unwrap_or(&by.text);
        let field = self.field_named(FieldOwner::Case, name).map(|found| found.field);
        if field.is_none() && !self.doubtful.contains(name) {
            let known: Vec<String> = self.fields.iter().map(|field| field.name.clone()).collect();
            let help = suggest::help(name, known.iter().map(String::as_str));
            self.report(
                Problem::new(&UNKNOWN_NAME, format!("`{name}` is no fact of the case"))
                    .at(by.span, "not declared")
                    .help(help.unwrap_or_else(|| format!("declare it: `case {{ {name} text }}`"))),
            );
        }
        Across { by: field }
    }

    /// Reports what is measured of no case in particular.
    pub(super) fn of_all_cases(&mut self, statements: &[Statement]) {
        self.statements_of(statements, Of::All);
    }

    fn statements_of(&mut self, statements: &[Statement], of: Of) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Require { claim, guard } => {
                    guard.iter().for_each(|guard| self.claim_of(&guard.condition, of));
                    self.claim_of(claim, of);
                }
                StatementKind::When { guard, body } => {
                    self.claim_of(&guard.condition, of);
                    self.statements_of(body, of);
                }
                StatementKind::Each { domain, filter, body, .. } | StatementKind::Some { domain, filter, body, .. } => {
                    if !is_kept(domain) {
                        self.parts(statement.span);
                    }
                    let inner = if *domain == Domain::Cases { Of::Case } else { of };
                    filter.iter().for_each(|filter| self.claim_of(filter, inner));
                    self.statements_of(body, inner);
                }
                StatementKind::InEachSlice { .. } => self.parts(statement.span),
            }
        }
    }

    fn claim_of(&mut self, claim: &Claim, of: Of) {
        match &claim.kind {
            ClaimKind::Not(inner) => self.claim_of(inner, of),
            ClaimKind::And(operands) | ClaimKind::Or(operands) => operands.iter().for_each(|c| self.claim_of(c, of)),
            ClaimKind::Implies(a, b) | ClaimKind::Iff(a, b) => [a, b].into_iter().for_each(|c| self.claim_of(c, of)),
            ClaimKind::Compare { left, right, .. } => [left, right].into_iter().for_each(|n| self.number_of(n, of)),
            ClaimKind::Within { value, low, high, .. } => {
                [Some(value), low.as_ref(), high.as_ref()].into_iter().flatten().for_each(|n| self.number_of(n, of));
            }
            ClaimKind::OneOf { value, .. } => self.number_of(value, of),
            ClaimKind::Fact { .. } | ClaimKind::SameFact { .. } | ClaimKind::FactGiven { .. } => {}
            ClaimKind::Unique(_) | ClaimKind::Same(_) => self.comparison_of(claim.span, of),
            _ if of == Of::All => self.whose(claim.span, &claim.text),
            _ => {}
        }
    }

    fn number_of(&mut self, number: &Number, of: Of) {
        match number {
            Number::Constant(_) => {}
            Number::Measure(measure) => match &measure.kind {
                MeasureKind::Fact(_) => {}
                _ if of == Of::All => self.whose(measure.span, &measure.text),
                _ => {}
            },
            Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) => {
                self.number_of(a, of);
                self.number_of(b, of);
            }
            Number::Product(_, inner) | Number::Negated(inner) => self.number_of(inner, of),
            Number::Aggregate(aggregate) => {
                let inner = if aggregate.domain == Domain::Cases { Of::Case } else { of };
                aggregate.filter.iter().for_each(|filter| self.claim_of(filter, inner));
                aggregate.value.iter().for_each(|value| self.number_of(value, inner));
            }
        }
    }

    fn comparison_of(&mut self, span: Span, of: Of) {
        if of == Of::Case {
            self.report(
                Problem::new(&WRONG_KIND, "cases are compared with each other, and this stands inside one case")
                    .at(span, "inside `cases`")
                    .help("move it out of the braces"),
            );
        }
    }

    fn whose(&mut self, span: Span, text: &str) {
        self.report(
            Problem::new(&WRONG_KIND, format!("`{text}` is of one case, and this rule is about all of them"))
                .at(span, "of which case?")
                .help("write `each case in cases { .. }`, or sum it up: `mean(volume(liver) for case in cases)`"),
        );
    }

    fn parts(&mut self, span: Span) {
        self.report(
            Problem::new(&WRONG_KIND, "parts, slices and rows of a case are not kept for a rule across cases")
                .at(span, "of one case")
                .help("write a rule of its own for them; here count them: `components(liver, min: 0.5 mL) == 1`"),
        );
    }
}

/// Sets that the protocol says, and cases; what else there is belongs to one case.
fn is_kept(domain: &Domain) -> bool {
    match domain {
        Domain::Components(_) | Domain::Found | Domain::Rows(_) | Domain::ConsecutiveRows { .. } => false,
        Domain::PairsOf(inner) => is_kept(inner),
        Domain::Named(named) => is_kept(&named.of),
        _ => true,
    }
}
