//! What follows a relation: `up to 2 %`, `by 5 mm`, `by overlap`, `gap at least 8 mm`.

use num_rational::BigRational;
use num_traits::One;

use crate::report::Span;
use crate::syntax::tree::{Expr, Modifier, ModifierKind};

use super::super::codes::{SHARE_ABOVE_ONE, WRONG_TOLERANCE};
use super::super::points::PointClaim;
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{ClaimKind, Comparison, Tolerance};
use super::super::shape::PlaneClaim;
use super::Typer;
use super::value::Value;

impl Typer<'_> {
    pub(super) fn modified(&mut self, expr: &Expr, claim: &Expr, modifiers: &[Modifier]) -> Value {
        let mut value = self.value(claim);
        if let Value::Claim(whole) = &mut value {
            whole.span = expr.span;
            whole.text = self.text(expr);
        }
        let mut sound = true;
        for modifier in modifiers {
            // Read in any case, so that its own mistakes are reported too.
            let amount = match &modifier.kind {
                ModifierKind::By(amount) | ModifierKind::UpTo(amount) => Some(amount),
                ModifierKind::Gap { distance, .. } => Some(distance),
                ModifierKind::ByOverlap => None,
            };
            match &mut value {
                Value::Claim(whole) => {
                    let mut kind = std::mem::replace(&mut whole.kind, ClaimKind::And(Vec::new()));
                    let mut inner = &mut kind;
                    while let ClaimKind::Not(negated) = inner {
                        inner = &mut negated.kind;
                    }
                    sound &= self.modify(inner, modifier);
                    whole.kind = kind;
                }
                Value::Error => {
                    if let Some(amount) = amount {
                        self.value(amount);
                    }
                    sound = false;
                }
                other => {
                    let kind = other.kind();
                    self.does_not_fit(modifier.span, &format!("{kind} takes no tolerance"), "write it after a claim");
                    sound = false;
                }
            }
        }
        if sound { value } else { Value::Error }
    }

    fn modify(&mut self, claim: &mut ClaimKind, modifier: &Modifier) -> bool {
        match (claim, &modifier.kind) {
            (
                ClaimKind::Inside { tolerance, .. }
                | ClaimKind::SubsetOf { tolerance, .. }
                | ClaimKind::Equal { tolerance, .. },
                ModifierKind::UpTo(amount),
            ) => {
                if *tolerance != Tolerance::Exact {
                    return self.twice(modifier.span);
                }
                match self.tolerance(amount) {
                    Some(found) => {
                        *tolerance = found;
                        true
                    }
                    None => false,
                }
            }
            (claim @ ClaimKind::Compare { operator: Comparison::Equal, .. }, ModifierKind::UpTo(amount)) => {
                self.nearness(claim, amount)
            }
            (ClaimKind::Beyond { by, .. }, ModifierKind::By(amount)) => self.set_length(by, amount, modifier.span),
            (ClaimKind::Beyond { up_to, .. }, ModifierKind::UpTo(amount)) => {
                self.set_length(up_to, amount, modifier.span)
            }
            (ClaimKind::Points(PointClaim::Inside { up_to, .. }), ModifierKind::UpTo(amount)) => {
                self.set_length(up_to, amount, modifier.span)
            }
            (ClaimKind::Points(PointClaim::BeyondInImage { by: slot, .. }), ModifierKind::By(amount))
            | (ClaimKind::Points(PointClaim::BeyondInImage { up_to: slot, .. }), ModifierKind::UpTo(amount)) => {
                let found = self.constant_of(amount, "a distance in a picture", &[Dimension::PIXEL], "5 px");
                if slot.is_some() {
                    return self.twice(modifier.span);
                }
                *slot = found;
                slot.is_some()
            }
            // Of areas in a plane there is no other way.
            (ClaimKind::Plane(PlaneClaim::Separate(_)), ModifierKind::ByOverlap) => true,
            (ClaimKind::Separate { by_overlap, .. }, ModifierKind::ByOverlap) => {
                *by_overlap = true;
                true
            }
            (
                ClaimKind::SequenceOrdered { gap_at_least, gap_at_most, .. },
                ModifierKind::Gap { at_least, distance },
            ) => {
                let slot = if *at_least { gap_at_least } else { gap_at_most };
                self.set_length(slot, distance, modifier.span)
            }
            (claim, _) => {
                let (message, help) = misfit(claim);
                self.does_not_fit(modifier.span, message, help);
                false
            }
        }
    }

    /// `t.long == diameter(lesion), up to 10 %`, or `up to 3 mm`.
    fn nearness(&mut self, claim: &mut ClaimKind, amount: &Expr) -> bool {
        let Some(slack) = self.constant(amount, "a tolerance").and_then(|num| num.constant().cloned()) else {
            return false;
        };
        let kind = std::mem::replace(claim, ClaimKind::And(Vec::new()));
        let ClaimKind::Compare { left, right, .. } = kind else {
            *claim = kind;
            return false;
        };
        let dimension = left.dimension();
        let relative = slack.written.contains('%');
        if slack.value < num_traits::Zero::zero() {
            self.does_not_fit(amount.span, "a tolerance cannot be negative", "write `up to 10 %`");
            return false;
        }
        if !relative && slack.dimension != dimension {
            let unit = dimension.usual_unit();
            let help = format!(
                "write a share, `up to 10 %`, or {}, {}",
                dimension.name(),
                format!("`up to 3 {unit}`").replace(" `", "`")
            );
            let message = format!("`{slack}` does not fit: what is compared is {}", dimension.name());
            self.does_not_fit(amount.span, &message, &help);
            return false;
        }
        *claim = ClaimKind::Near { value: left, target: right, slack, relative };
        true
    }

    fn set_length(&mut self, slot: &mut Option<Quantity>, amount: &Expr, span: Span) -> bool {
        let found = self.constant_of(amount, "a distance", &[Dimension::LENGTH], "5 mm");
        if slot.is_some() {
            return self.twice(span);
        }
        *slot = found;
        slot.is_some()
    }

    /// `2 %`, `3 mm` or `1 voxel`.
    fn tolerance(&mut self, amount: &Expr) -> Option<Tolerance> {
        let num = self.constant(amount, "a tolerance")?;
        let quantity = num.constant()?.clone();
        let share = quantity.written.contains('%');
        if quantity.value < num_traits::Zero::zero() {
            self.does_not_fit(amount.span, "a tolerance cannot be negative", "write `up to 2 %`");
            return None;
        }
        match quantity.dimension {
            Dimension::LENGTH => Some(Tolerance::Length(quantity)),
            Dimension::VOXEL => Some(Tolerance::Voxels(quantity)),
            Dimension::NONE if share && quantity.value > BigRational::one() => {
                self.report(
                    Problem::new(&SHARE_ABOVE_ONE, format!("a tolerance of `{quantity}` lets everything pass"))
                        .at(amount.span, "more than the whole")
                        .help("write a share below `100 %`"),
                );
                None
            }
            Dimension::NONE if share => Some(Tolerance::Share(quantity)),
            Dimension::NONE => {
                let help = format!("write `up to {quantity} %`, `up to {quantity} mm` or `up to {quantity} voxels`");
                self.does_not_fit(amount.span, &format!("the tolerance `{quantity}` needs a unit"), &help);
                None
            }
            other => {
                let message = format!("`{quantity}` is {}, and no tolerance", other.name());
                self.does_not_fit(amount.span, &message, "write `up to 2 %`, `up to 3 mm` or `up to 1 voxel`");
                None
            }
        }
    }

    fn twice(&mut self, span: Span) -> bool {
        self.does_not_fit(span, "this is said twice", "remove one of the two");
        false
    }

    fn does_not_fit(&mut self, span: Span, message: &str, help: &str) {
        self.report(Problem::new(&WRONG_TOLERANCE, message).at(span, "does not fit").help(help));
    }
}

fn misfit(claim: &ClaimKind) -> (&'static str, &'static str) {
    match claim {
        ClaimKind::Inside { .. } | ClaimKind::SubsetOf { .. } | ClaimKind::Equal { .. } => {
            ("`inside`, `subset of` and `==` take `up to`", "write `, up to 2 %`, `, up to 3 mm` or `, up to 1 voxel`")
        }
        ClaimKind::Points(PointClaim::BeyondInImage { .. }) => {
            ("a direction in a picture takes `by` and `up to` with pixels", "write `by 5 px` or `, up to 5 px`")
        }
        ClaimKind::Beyond { .. } => {
            ("a direction takes `by` and `up to`", "write `by 5 mm` for at least that far, `, up to 20 mm` for slack")
        }
        ClaimKind::Separate { .. } => {
            ("`separate from` takes `by overlap` only", "for a distance write `distance(a, b) >= 5 mm`")
        }
        ClaimKind::Touches(..) => {
            ("`touches` takes no tolerance", "write `distance(a, b) <= 3 mm`, or `contact_share(a, b) >= 5 %`")
        }
        ClaimKind::Points(PointClaim::Inside { .. }) => {
            ("a point inside a structure takes `up to` with a length", "write `, up to 3 mm`")
        }
        ClaimKind::SequenceOrdered { .. } => {
            ("`ordered` takes `gap` only", "write `, gap at least 8 mm` or `, gap at most 50 mm`")
        }
        ClaimKind::Near { .. } => ("this is said twice", "remove one of the two"),
        ClaimKind::Compare { .. } | ClaimKind::Within { .. } | ClaimKind::OneOf { .. } => (
            "of comparisons of numbers only `==` takes a tolerance",
            "write the slack into the numbers, as a range: `in 95 mL .. 105 mL`",
        ),
        _ => ("this claim takes no tolerance", "remove it"),
    }
}
