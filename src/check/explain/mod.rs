//! Why a claim does not hold, in words that a person can act on.
//!
//! Explaining measures again what evaluating measured; facts remember, so that costs little, and only failures that are
//! reported are explained. One file per kind of claim; this one walks the connectives.

pub mod decisions;
pub mod facts;
pub mod inputs;
pub mod measures;
pub mod numbers;
pub mod places;
pub mod plane;
pub mod points;
pub mod positions;
pub mod quantities;
pub mod relations;
mod texts;
mod unique;

use crate::model::protocol::ClassId;
use crate::model::rule::{Claim, ClaimKind, HeaderField, Structure};
use crate::report::{Place, Span};
use crate::words;

use super::evaluate::Evaluator;
use super::evaluate::scope::{Binding, Scope};
use super::evaluate::truth::Truth;

/// What is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// One sentence, lower case, without a final stop.
    pub message: String,
    pub help: String,
    pub measured: Option<String>,
    pub allowed: Option<String>,
    pub structure: Option<Structure>,
    pub place: Option<Place>,
}

impl Explanation {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Explanation { message: message.into(), help: help.into(), ..Explanation::default() }
    }

    #[must_use]
    pub fn measured(mut self, measured: impl Into<String>) -> Self {
        self.measured = Some(measured.into());
        self
    }

    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    #[must_use]
    pub fn of(mut self, structure: &Structure) -> Self {
        self.structure = Some(structure.clone());
        self
    }

    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}

impl Evaluator<'_> {
    /// Why a claim is false.
    pub fn explain(&self, claim: &Claim, scope: &Scope) -> Explanation {
        match &claim.kind {
            ClaimKind::Not(inner) => self.explain_not(inner, scope),
            ClaimKind::And(operands) => {
                let failing: Vec<&Claim> =
                    operands.iter().filter(|operand| self.claim(operand, scope) == Truth::False).collect();
                self.joined(&failing, scope, "all of them are required; mend the first, then check again")
            }
            ClaimKind::Or(operands) => {
                let failing: Vec<&Claim> = operands.iter().collect();
                self.joined(&failing, scope, "one of them is enough")
            }
            ClaimKind::Implies(condition, consequence) => {
                let mut why = self.explain(consequence, scope);
                why.message = format!("{}, which `{}` asks for", why.message, condition.text);
                why
            }
            ClaimKind::Iff(a, b) => {
                let (holds, fails) = if self.claim(a, scope) == Truth::True { (a, b) } else { (b, a) };
                let mut why = self.explain(fails, scope);
                why.message = format!("{}, although `{}` holds, and they must go together", why.message, holds.text);
                why
            }
            _ => self.explain_atom(claim, scope, true),
        }
    }

    /// Why a claim is true that must not be.
    fn explain_not(&self, claim: &Claim, scope: &Scope) -> Explanation {
        match &claim.kind {
            ClaimKind::Not(inner) => self.explain(inner, scope),
            ClaimKind::And(_) | ClaimKind::Or(_) | ClaimKind::Implies(..) | ClaimKind::Iff(..) => Explanation::new(
                format!("`{}` holds, and must not", claim.text),
                "change the annotation so that it no longer holds",
            ),
            _ => self.explain_atom(claim, scope, false),
        }
    }

    /// Several failing operands: the first with its place, the others in its message.
    fn joined(&self, failing: &[&Claim], scope: &Scope, advice: &str) -> Explanation {
        let mut all = failing.iter().map(|claim| self.explain(claim, scope));
        let Some(mut first) = all.next() else { return Explanation::default() };
        let others: Vec<String> = all.map(|why| why.message).collect();
        if !others.is_empty() {
            first.message = format!("{}; and {}", first.message, others.join("; and "));
            first.help = format!("{}; {advice}", first.help);
        }
        first
    }

    /// `expected`: what the claim should have been.
    fn explain_atom(&self, claim: &Claim, scope: &Scope, expected: bool) -> Explanation {
        match &claim.kind {
            ClaimKind::Unique(keys) if expected => self.explain_unique(keys, scope),
            ClaimKind::Same(keys) if expected => self.explain_same(keys, scope),
            ClaimKind::Compare { .. } | ClaimKind::Within { .. } | ClaimKind::Near { .. } | ClaimKind::OneOf { .. } => {
                self.explain_number(claim, scope, expected)
            }
            // What is behind it lies in files that are closed again.
            _ if self.group.is_some() => {
                let holds = if expected { "does not hold" } else { "holds, and must not" };
                Explanation::new(format!("`{}` {holds}", claim.text), "check this case by itself")
            }
            ClaimKind::Decided(decision) => self.explain_decision(decision, scope, expected),
            ClaimKind::UniqueIn(unique) => self.explain_unique_in(claim, unique, scope, expected),
            ClaimKind::Present(of) => self.explain_presence(of, scope, expected),
            ClaimKind::Absent(of) => self.explain_presence(of, scope, !expected),
            ClaimKind::Complete(of) => self.explain_complete(of, scope, expected),
            ClaimKind::Beyond { .. } => self.explain_beyond(claim, scope, expected),
            ClaimKind::SequenceOrdered { .. } => self.explain_order(claim, scope, expected),
            ClaimKind::Plane(of) => self.explain_plane_claim(of, scope, expected),
            ClaimKind::Points(of) => self.explain_point_claim(claim, of, scope, expected),
            ClaimKind::Text(claim) => self.explain_text_claim(claim, scope, expected),
            ClaimKind::Header { field, allowed, negated } => self.explain_header(*field, allowed, *negated == expected),
            ClaimKind::InputGiven { input, negated } => self.explain_input(*input, *negated != expected, scope),
            ClaimKind::Fact { .. } | ClaimKind::SameFact { .. } | ClaimKind::FactGiven { .. } => {
                self.explain_fact_claim(&claim.kind, scope, expected)
            }
            _ => self.explain_relation(claim, scope, expected),
        }
    }

    fn explain_presence(&self, of: &Structure, scope: &Scope, wanted: bool) -> Explanation {
        let name = self.name(of, scope);
        if wanted {
            let help = format!("label {name}, or check that its voxels do not carry another value");
            return Explanation::new(format!("{name} is missing"), help).measured("0 voxels").allowed("present").of(of);
        }
        let size = self.size_of(of, scope).unwrap_or_else(|| "some voxels".to_owned());
        Explanation::new(format!("{name} is there, and must not be"), format!("remove or relabel {name}"))
            .measured(size)
            .allowed("absent")
            .of(of)
            .at(self.place_of(of, scope))
    }

    fn explain_complete(&self, of: &Structure, scope: &Scope, wanted: bool) -> Explanation {
        let name = self.name(of, scope);
        if !wanted {
            return Explanation::new(
                format!("{name} does not reach the border of the volume, and must"),
                format!("extend {name} to the border, or check that the volume was not padded"),
            )
            .of(of)
            .at(self.place_of(of, scope));
        }
        let shape = self.shape(of, scope).ok();
        let place = shape.and_then(|shape| self.facts.touches_border(&shape).ok().flatten());
        Explanation::new(
            format!("{name} is cut off by the border of the volume{}", if self.protocol.padding.is_some() { ", or by padding of the image" } else { "" }),
            format!("use an image that holds the whole of {name}, or remove voxels that were drawn onto the border by mistake"),
        )
        .measured("touches the border")
        .allowed("clear of the border")
        .of(of)
        .at(place)
    }

    fn explain_header(&self, field: HeaderField, allowed: &[String], excluded: bool) -> Explanation {
        let found = self.header(field).unwrap_or_default();
        let words = allowed.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
        let word = words::header_field(field);
        let help = match field {
            HeaderField::Orientation => {
                "reorient image and labels together, so that the voxels keep their place in the patient"
            }
            HeaderField::ImageDatatype(_) => "save the image again with an allowed data type",
            HeaderField::Datatype => "save the label map again with an allowed data type",
            HeaderField::Modality => {
                "check that the label map belongs to the right image, and the protocol to this modality"
            }
        };
        let allowed = if excluded { format!("anything but {words}") } else { words };
        Explanation::new(format!("the {word} is `{found}`, allowed is {allowed}"), help)
            .measured(found)
            .allowed(allowed)
    }

    /// Where the protocol says what a structure is, and its name.
    pub fn definition(&self, of: &Structure, scope: &Scope) -> Option<(Span, String)> {
        let class = |id: ClassId| self.protocol.class(id).map(|class| (class.span, class.name.clone()));
        match of {
            Structure::Class(id) => class(*id),
            Structure::Group(id) => self.protocol.group(*id).map(|group| (group.span, group.name.clone())),
            Structure::Region(id) => self.protocol.region(*id).map(|region| (region.span, region.name.clone())),
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(id))) => class(*id),
                Some((_, Binding::Structure(of))) => self.definition(of, scope),
                _ => None,
            },
            Structure::Named(_) | Structure::Intensities(..) => None,
            Structure::At(of, _)
            | Structure::Votes { of, .. }
            | Structure::Union(of, _)
            | Structure::Intersection(of, _)
            | Structure::Difference(of, _)
            | Structure::Grow(of, _)
            | Structure::Shrink(of, _)
            | Structure::Hull(of)
            | Structure::Most { of, .. } => self.definition(of, scope),
        }
    }
}
