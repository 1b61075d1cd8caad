//! Claims.

use serde_json::{Value, json};

use super::super::input::InputRef;
use super::super::quantity::Quantity;
use super::super::rule::{Claim, ClaimKind, Comparison, Number, Structure, Tolerance, UniqueIn};
use super::numbers::quantity;
use super::writer::{Writer, flag};

impl Writer<'_> {
    pub(super) fn claim(&self, claim: &Claim) -> Value {
        let mut value = self.claim_kind(&claim.kind);
        if let Value::Object(object) = &mut value {
            object.insert("written".to_owned(), json!(claim.text));
        }
        value
    }

    fn claims(&self, claims: &[Claim]) -> Vec<Value> {
        claims.iter().map(|claim| self.claim(claim)).collect()
    }

    pub(super) fn claim_kind(&self, kind: &ClaimKind) -> Value {
        let given = |quantity_given: &Option<Quantity>| quantity_given.as_ref().map(quantity);
        match kind {
            ClaimKind::Compare { left, operator, right } => json!({
                "kind": "compare",
                "left": self.number(left),
                "operator": comparison(*operator),
                "right": self.number(right),
            }),
            ClaimKind::Within { value, low, high, half_open } => {
                let end = |end: &Option<Number>| end.as_ref().map(|number| self.number(number));
                json!({
                    "kind": "within",
                    "value": self.number(value),
                    "low": end(low),
                    "high": end(high),
                    "half_open": flag(*half_open),
                })
            }
            ClaimKind::Near { value, target, slack, relative } => json!({
                "kind": "near",
                "value": self.number(value),
                "target": self.number(target),
                "slack": quantity(slack),
                "relative": flag(*relative),
            }),
            ClaimKind::OneOf { value, set } => json!({
                "kind": "one_of", "value": self.number(value), "set": set.iter().map(quantity).collect::<Vec<_>>(),
            }),
            ClaimKind::Present(of) => json!({"kind": "present", "of": self.structure(of)}),
            ClaimKind::Absent(of) => json!({"kind": "absent", "of": self.structure(of)}),
            ClaimKind::Complete(of) => json!({"kind": "complete", "of": self.structure(of)}),
            ClaimKind::Inside { a, b, tolerance } => self.relation("inside", a, b, tolerance),
            ClaimKind::SubsetOf { a, b, tolerance } => self.relation("subset", a, b, tolerance),
            ClaimKind::Equal { a, b, tolerance } => self.relation("equal", a, b, tolerance),
            ClaimKind::Touches(a, b) => json!({"kind": "touches", "a": self.structure(a), "b": self.structure(b)}),
            ClaimKind::Separate { a, b, by_overlap } => json!({
                "kind": "separate", "a": self.structure(a), "b": self.structure(b), "by_overlap": flag(*by_overlap),
            }),
            ClaimKind::Beyond { a, direction, b, by, up_to } => json!({
                "kind": "beyond",
                "a": self.position(a),
                "direction": direction.word(),
                "b": self.position(b),
                "by": given(by),
                "up_to": given(up_to),
            }),
            ClaimKind::SequenceOrdered { sequence, points, from, gap_at_least, gap_at_most } => json!({
                "kind": "ordered",
                "sequence": self.sequence(*sequence),
                "points": points.map(|id| self.landmark(id)),
                "from": from.word(),
                "gap_at_least": given(gap_at_least),
                "gap_at_most": given(gap_at_most),
            }),
            ClaimKind::Fact { field, allowed, negated } => json!({
                "kind": "fact", "of": self.field_ref(*field), "allowed": allowed, "negated": flag(*negated),
            }),
            ClaimKind::SameFact { a, b, negated } => json!({
                "kind": "same_fact", "a": self.field_ref(*a), "b": self.field_ref(*b), "negated": flag(*negated),
            }),
            ClaimKind::FactGiven { field, negated } => {
                json!({"kind": "fact_given", "of": self.field_ref(*field), "negated": flag(*negated)})
            }
            ClaimKind::Text(text) => self.text_claim(text),
            ClaimKind::Unique(keys) => {
                json!({"kind": "unique", "keys": keys.iter().map(|key| self.key(key)).collect::<Vec<_>>()})
            }
            ClaimKind::Same(keys) => {
                json!({"kind": "same", "keys": keys.iter().map(|key| self.key(key)).collect::<Vec<_>>()})
            }
            ClaimKind::InputGiven { input, negated } => {
                let of = match input {
                    InputRef::Annotation(annotation) => self.annotation_ref(*annotation),
                    InputRef::Image(image) => json!({"kind": "image", "name": self.image(*image)}),
                };
                json!({"kind": "input_given", "of": of, "negated": flag(*negated)})
            }
            ClaimKind::Header { field, allowed, negated } => json!({
                "kind": "header", "field": self.header(*field), "allowed": allowed, "negated": flag(*negated),
            }),
            ClaimKind::Points(claim) => self.point_claim(claim),
            ClaimKind::Plane(claim) => self.plane_claim(claim),
            ClaimKind::UniqueIn(unique) => self.unique_in(unique),
            ClaimKind::Decided(decision) => self.decision(decision),
            ClaimKind::Not(of) => json!({"kind": "not", "of": self.claim(of)}),
            ClaimKind::And(operands) => json!({"kind": "and", "operands": self.claims(operands)}),
            ClaimKind::Or(operands) => json!({"kind": "or", "operands": self.claims(operands)}),
            ClaimKind::Implies(a, b) => json!({"kind": "implies", "if": self.claim(a), "then": self.claim(b)}),
            ClaimKind::Iff(a, b) => json!({"kind": "iff", "operands": [self.claim(a), self.claim(b)]}),
        }
    }

    fn relation(&self, kind: &str, a: &Structure, b: &Structure, tolerance: &Tolerance) -> Value {
        let up_to = match tolerance {
            Tolerance::Exact => None,
            // The unit tells shares, lengths and voxels apart.
            Tolerance::Share(up_to) | Tolerance::Length(up_to) | Tolerance::Voxels(up_to) => Some(quantity(up_to)),
        };
        json!({"kind": kind, "a": self.structure(a), "b": self.structure(b), "up_to": up_to})
    }

    fn unique_in(&self, unique: &UniqueIn) -> Value {
        let inner = self.within(&unique.variables);
        json!({
            "kind": "unique_in",
            "keys": unique.keys.iter().map(|key| inner.term(key)).collect::<Vec<_>>(),
            "variables": inner.variables(&unique.variables),
            "domain": inner.domain(&unique.domain),
            "where": unique.filter.as_ref().map(|filter| inner.claim(filter)),
        })
    }
}

fn comparison(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
