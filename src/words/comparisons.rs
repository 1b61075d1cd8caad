//! What numbers are compared with, in words.

use crate::model::quantity::Dimension;
use crate::model::rule::{Claim, ClaimKind, Comparison, MeasureKind, Number, SpacingAxis};

use super::Words;
use super::measures::Counted;
use super::numbers::plain;
use super::phrases::{bound, joined, quantity};

impl Words<'_> {
    /// A claim about a number. `None`: it is of another kind.
    pub(super) fn comparison(&self, claim: &ClaimKind, holds: bool) -> Option<String> {
        match claim {
            ClaimKind::Compare { left, operator, right } => {
                let operator = if holds { *operator } else { opposite(*operator) };
                Some(match (left, right) {
                    (Number::Constant(_), Number::Measure(_) | Number::Aggregate(_)) => {
                        self.compared(right, operator.mirrored(), left)
                    }
                    _ => self.compared(left, operator, right),
                })
            }
            ClaimKind::Within { value, low, high, half_open } => {
                let ends: Vec<&Number> = [low, high].into_iter().flatten().collect();
                let counted = self.counted(value, &ends);
                let words = |end: &Option<Number>| end.as_ref().map(|number| self.beside(counted.as_ref(), number));
                let range = match (words(low), words(high), half_open) {
                    (Some(low), Some(high), false) => format!("between {low} and {high}"),
                    (Some(low), Some(high), true) => format!("at least {low} and less than {high}"),
                    (Some(low), None, _) => bound(Comparison::GreaterEqual, &low),
                    (None, Some(high), false) => bound(Comparison::LessEqual, &high),
                    (None, Some(high), true) => bound(Comparison::Less, &high),
                    (None, None, _) => "anything".to_owned(),
                };
                Some(self.is(value, counted.as_ref(), &range, false, holds))
            }
            ClaimKind::OneOf { value, set } => {
                let counted = self.counted(value, &[]);
                let written: Vec<String> = set.iter().map(quantity).collect();
                let one = set.len() == 1 && written.iter().all(|written| written == "1");
                Some(self.is(value, counted.as_ref(), &joined(&written, "or"), one, holds))
            }
            ClaimKind::Near { value, target, slack, relative } => {
                let of = if *relative { " of it" } else { "" };
                let near = format!("{}, give or take {}{of}", self.number(target), quantity(slack));
                Some(self.is(value, None, &near, false, holds))
            }
            _ => None,
        }
    }

    fn compared(&self, value: &Number, operator: Comparison, other: &Number) -> String {
        let counted = self.counted(value, &[other]);
        let written = self.beside(counted.as_ref(), other);
        match (operator, written.as_str(), &counted) {
            (Comparison::Equal | Comparison::LessEqual, "0", Some(Counted { none: Some(none), .. })) => none.clone(),
            (Comparison::Equal | Comparison::LessEqual, "0", Some(counted)) => {
                format!("{} {} no {}", counted.of, counted.verb, counted.many)
            }
            (Comparison::Greater, "0", Some(counted)) => format!("{} {} {}", counted.of, counted.verb, counted.many),
            (Comparison::Equal, "1", Some(Counted { of, whole: Some(whole), .. })) => format!("{of} {whole}"),
            _ => self.is(value, counted.as_ref(), &bound(operator, &written), written == "1", true),
        }
    }

    /// `the volume of x is so much`, `x has so many parts`
    fn is(&self, value: &Number, counted: Option<&Counted>, range: &str, one: bool, holds: bool) -> String {
        let Some(Counted { of, verb, denied, one: single, many, .. }) = counted else {
            return format!("{} is {}{range}", self.number(value), if holds { "" } else { "not " });
        };
        format!("{of} {} {range} {}", if holds { verb } else { denied }, if one { single } else { many })
    }

    /// What is counted, if what it is compared with can stand before it.
    fn counted(&self, number: &Number, beside: &[&Number]) -> Option<Counted> {
        match number {
            Number::Measure(measure) if beside.iter().all(|of| plain(of)) => self.counted_measure(measure),
            _ => None,
        }
    }

    /// `50` voxels, where `50 voxels` would say it twice.
    fn beside(&self, counted: Option<&Counted>, number: &Number) -> String {
        match number {
            Number::Constant(constant) if counted.is_some() && constant.dimension == Dimension::VOXEL => {
                let number = constant.written.split(' ').next();
                number.map_or_else(|| quantity(constant), str::to_owned)
            }
            _ => self.number(number),
        }
    }

    /// The same of all three axes of the array: `the image has 240 × 240 × 155 voxels`.
    pub(super) fn along_axes(&self, claims: &[Claim]) -> Option<String> {
        let [first, ..] = claims else { return None };
        let mut sides = Vec::new();
        for (axis, claim) in (0u8..).zip(claims) {
            let ClaimKind::Compare { left: Number::Measure(of), operator, right: Number::Constant(side) } = &claim.kind
            else {
                return None;
            };
            let wanted =
                matches!(of.kind, MeasureKind::Size(of) | MeasureKind::Spacing(SpacingAxis::Array(of)) if of == axis);
            let alike = matches!(&first.kind, ClaimKind::Compare { left: Number::Measure(one), operator: other, .. }
                if other == operator && std::mem::discriminant(&one.kind) == std::mem::discriminant(&of.kind));
            if !wanted || !alike {
                return None;
            }
            sides.push((of, *operator, quantity(side)));
        }
        let (of, operator, last) = sides.last().cloned()?;
        let unit = last.split_once(' ').map(|(_, unit)| unit.to_owned()).unwrap_or_default();
        let numbers: Vec<&str> = sides.iter().filter_map(|(_, _, side)| side.split(' ').next()).collect();
        let all = numbers.join(" × ");
        let so_many = |all: &str| if operator == Comparison::Equal { all.to_owned() } else { bound(operator, all) };
        (sides.len() > 1).then(|| match of.kind {
            MeasureKind::Size(_) => format!("the image has {} voxels", so_many(&all)),
            _ => format!("the voxel spacing is {}", so_many(&format!("{all} {unit}"))),
        })
    }
}

fn opposite(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
    }
}
