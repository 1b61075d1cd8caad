//! The fragment of the language that can be decided: protocols as formulas over [`term`]s.
//!
//! A [`Theory`] holds one anatomy and the protocols that speak of it. Every rule becomes the ways in which it can fail; a
//! question asks whether a case can break one rule and none of some others ([`question`]). What is true of every label map
//! is stated by the kinds of atoms ([`kinds`]), and only there.

use std::ops::Not;

pub mod amount;
pub mod axioms;
pub mod claims;
pub mod formula;
pub mod kinds;
pub mod numbers;
pub mod problem;
pub mod question;
pub mod statements;
pub mod structures;
mod support;
pub mod term;
pub mod truth;

#[cfg(test)]
mod opaque_tests;
#[cfg(test)]
mod tests;

use crate::model::protocol::ClassId;
use crate::model::rule::Structure;
use crate::report::{Severity, Span};

use super::anatomy::{Anatomy, View};
use formula::Formula;
use statements::{Failure, Judged};
use structures::Scope;
use term::Vocabulary;

pub use question::{Proof, Question, Verdict, Witness};
pub use support::unconnected;

/// What the rules and lines of one protocol say, as formulas.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Encoded {
    /// Case lines, label lines, image lines and rules, in this order.
    pub rules: Vec<EncodedRule>,
    /// Some voxels may be ignored.
    pub ignores: bool,
    /// Structures are cut off by padding of the image too.
    pub padded: bool,
}

/// A rule or line as the ways in which it can fail.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodedRule {
    /// `LIV-003`, `labels.liver`, `image.spacing`, `case.phase`
    pub id: String,
    pub severity: Severity,
    pub failures: Vec<Failure>,
    /// Its conditions (`when ..`, `unless ..`, `where ..`), for each binding of its names: when each holds, with those
    /// around it.
    pub conditions: Vec<Failure>,
    /// How many of its claims the fragment does not look into.
    pub opaque: usize,
}

/// Anatomy, terms, and protocols that share them.
#[derive(Debug, Clone)]
pub struct Theory {
    pub anatomy: Anatomy,
    pub vocabulary: Vocabulary,
    pub protocols: Vec<Encoded>,
}

/// Puts the rules of a protocol into formulas.
#[derive(Debug)]
pub struct Translator<'t> {
    pub view: &'t View<'t>,
    pub anatomy: &'t Anatomy,
    pub vocabulary: &'t mut Vocabulary,
    /// Marks terms that only this protocol can mean.
    own: String,
    opaque: usize,
}

impl Theory {
    /// The protocols of the views, all of one anatomy.
    pub fn new(anatomy: Anatomy, views: &[View<'_>]) -> Theory {
        let mut vocabulary = Vocabulary::default();
        let protocols = views
            .iter()
            .enumerate()
            .map(|(at, view)| {
                let mut translator =
                    Translator { view, anatomy: &anatomy, vocabulary: &mut vocabulary, own: at.to_string(), opaque: 0 };
                translator.protocol()
            })
            .collect();
        let mut theory = Theory { anatomy, vocabulary, protocols };
        theory.find_supports();
        theory
    }
}

impl Translator<'_> {
    fn protocol(&mut self) -> Encoded {
        let protocol = self.view.protocol;
        let mut rules = Vec::new();
        for field in &protocol.fields {
            let when = self.field_fails(field);
            rules.push(self.line(field.id(), when, "the line of the case block", field.span));
        }
        for (at, class) in protocol.labels.classes.iter().enumerate() {
            let required = !class.optional && !class.partial;
            let meaning = self.meaning(&Structure::Class(ClassId(at)), &Scope::default());
            let when = match meaning {
                Some(meaning) if required => self.present(&meaning).not(),
                _ => Formula::False,
            };
            rules.push(self.line(format!("labels.{}", class.name), when, "the line of the label table", class.span));
        }
        for line in &protocol.image {
            let before = self.opaque;
            let truth = self.claim(&line.claim, &Scope::default());
            let opaque = self.opaque - before;
            rules.push(EncodedRule { opaque, ..self.line(line.id.clone(), truth.no, &line.text, line.span) });
        }
        for rule in protocol.rules.iter().filter(|rule| !rule.statements.is_empty()) {
            let before = self.opaque;
            let Judged { failures, conditions } = match rule.across {
                None => self.judged(&rule.statements),
                Some(across) => self.across_cases(&rule.statements, across),
            };
            let opaque = self.opaque - before;
            rules.push(EncodedRule { id: rule.id.clone(), severity: rule.severity, failures, conditions, opaque });
        }
        Encoded { rules, ignores: self.ignores(), padded: protocol.padding.is_some() }
    }

    fn line(&mut self, id: String, when: Formula, statement: &str, span: Span) -> EncodedRule {
        let statement = statement.to_owned();
        let support = support::Support::default();
        let failure = Failure { when, applies: Formula::True, part: None, statement, span, support };
        let failures = if failure.when == Formula::False { Vec::new() } else { vec![failure] };
        EncodedRule { id, severity: Severity::Error, failures, conditions: Vec::new(), opaque: 0 }
    }

    /// Whether voxels may be ignored.
    pub fn ignores(&self) -> bool {
        !self.view.protocol.labels.ignore.is_empty()
    }
}
