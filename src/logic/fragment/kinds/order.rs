//! Where structures lie along the patient's axes: centroids, ends, extents, and the order of sequences.

use std::ops::Not;

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::Scope;
use crate::logic::fragment::term::{Argument, Body, Sort, Term, TermId};
use crate::logic::fragment::truth::Truth;
use crate::model::protocol::{ClassId, SequenceId};
use crate::model::quantity::Quantity;
use crate::model::rule::{Axis, Comparison, Direction, Position, Structure};

pub const CENTROID: &str = "centroid";
pub const LOWEST: &str = "lowest";
pub const HIGHEST: &str = "highest";
pub const EXTENT: &str = "extent";

fn word(axis: Axis) -> &'static str {
    match axis {
        Axis::RightLeft => "right",
        Axis::AnteriorPosterior => "anterior",
        Axis::CranialCaudal => "cranial",
    }
}

pub fn term(kind: &'static str, of: Body, axis: Axis) -> Term {
    Term::new(kind, Sort::Real, vec![of]).word(word(axis))
}

/// What `ordered` says of a sequence.
#[derive(Debug, Clone, Copy)]
pub struct Order<'c> {
    pub sequence: SequenceId,
    pub from: Direction,
    pub gap_at_least: Option<&'c Quantity>,
    pub gap_at_most: Option<&'c Quantity>,
}

impl Translator<'_> {
    /// Coordinate along an axis in mm.
    pub fn coordinate(&mut self, position: &Position, axis: Axis, scope: &Scope) -> Option<Amount> {
        let (kind, of) = match position {
            Position::Centroid(of) => (CENTROID, of),
            Position::End { direction, of } if direction.axis() == axis => {
                (if direction.is_positive() { HIGHEST } else { LOWEST }, of)
            }
            _ => return None,
        };
        let meaning = self.meaning(of, scope)?;
        let applies = self.present(&meaning);
        let id = self.vocabulary.id(term(kind, meaning.body(), axis));
        Some(Amount::exact(Linear::term(id)).where_applies(applies))
    }

    /// How far `a` lies from `b` in the direction.
    fn way(&mut self, a: &Position, direction: Direction, b: &Position, scope: &Scope) -> Option<Amount> {
        let axis = direction.axis();
        let way = self.coordinate(a, axis, scope)?.plus(&self.coordinate(b, axis, scope)?.negated())?;
        Some(if direction.is_positive() { way } else { way.negated() })
    }

    pub fn beyond(
        &mut self,
        (a, direction, b): (&Position, Direction, &Position),
        by: Option<&Quantity>,
        up_to: Option<&Quantity>,
        scope: &Scope,
    ) -> Option<Truth> {
        let way = self.way(a, direction, b, scope)?;
        let zero = Amount::exact(Linear::zero());
        if by.is_none() && up_to.is_none() {
            return way.compare(Comparison::Greater, &zero);
        }
        let length = |quantity: Option<&Quantity>| {
            quantity.map_or_else(Linear::zero, |quantity| Linear::constant(quantity.value.clone()))
        };
        let least = Amount::exact(length(by).minus(&length(up_to)));
        way.compare(Comparison::GreaterEqual, &least)
    }

    /// Centroid coordinate of one position less that of another.
    pub fn separation(&mut self, from: &Position, to: &Position, axis: Axis, scope: &Scope) -> Option<Amount> {
        self.coordinate(to, axis, scope)?.plus(&self.coordinate(from, axis, scope)?.negated())
    }

    pub fn extent(&mut self, of: &Structure, axis: Axis, scope: &Scope) -> Option<Amount> {
        if self.is_partial(of, scope) {
            return Some(Amount::inapplicable());
        }
        let meaning = self.meaning(of, scope)?;
        let applies = self.present(&meaning);
        let id = self.vocabulary.id(term(EXTENT, meaning.body(), axis));
        Some(Amount::exact(Linear::term(id)).where_applies(applies))
    }

    /// Every member that is there against every later one; gaps between neighbours alone. That each is in order with the
    /// next and that each is with all later ones is the same.
    pub fn ordered(&mut self, order: Order<'_>, scope: &Scope) -> Option<Truth> {
        let members: Vec<ClassId> =
            self.view.protocol.sequence(order.sequence)?.members.iter().map(|member| member.class).collect();
        let mut steps = Vec::new();
        for (at, &first) in members.iter().enumerate() {
            for &second in members.iter().skip(at + 1) {
                let way = self.member_way(first, order.from, second, scope)?;
                steps.push(way.compare(Comparison::Greater, &Amount::exact(Linear::zero()))?);
            }
        }
        let gaps = [(order.gap_at_least, Comparison::GreaterEqual), (order.gap_at_most, Comparison::LessEqual)];
        for (gap, operator) in gaps.into_iter().filter_map(|(gap, operator)| Some((gap?, operator))) {
            for (first, second, neighbours) in self.neighbours(order.sequence)? {
                let way = self.member_way(first, order.from, second, scope)?.where_applies(neighbours);
                steps.push(way.compare(operator, &Amount::constant(gap.value.clone()))?);
            }
        }
        Some(Truth::all(steps))
    }

    fn member_way(&mut self, first: ClassId, from: Direction, second: ClassId, scope: &Scope) -> Option<Amount> {
        let centroid = |class: ClassId| Position::Centroid(Structure::Class(class));
        self.way(&centroid(first), from, &centroid(second), scope)
    }

    /// Pairs of members, and when the two are neighbours: members that are absent and may be skipped are passed over.
    pub fn neighbours(&mut self, id: SequenceId) -> Option<Vec<(ClassId, ClassId, Formula)>> {
        let members = self.view.protocol.sequence(id)?.members.clone();
        let mut kept = Vec::new();
        for member in &members {
            let scope = Scope::default();
            let meaning = self.meaning(&Structure::Class(member.class), &scope)?;
            kept.push(if member.skippable { self.present(&meaning) } else { Formula::True });
        }
        let mut pairs = Vec::new();
        for (at, (first, first_kept)) in members.iter().zip(&kept).enumerate() {
            let mut passed = Formula::True;
            for (second, second_kept) in members.iter().zip(&kept).skip(at + 1) {
                let active = Formula::all([first_kept.clone(), second_kept.clone(), passed.clone()]);
                if active != Formula::False {
                    pairs.push((first.class, second.class, active));
                }
                passed = passed.and(second_kept.clone().not());
                if passed == Formula::False {
                    break;
                }
            }
        }
        Some(pairs)
    }

    /// Members between the first and the last present one that are absent and may not be.
    pub fn missing_between(&mut self, id: SequenceId) -> Option<Amount> {
        let members = self.view.protocol.sequence(id)?.members.clone();
        let protocol = self.view.protocol;
        let scope = Scope::default();
        let mut there = Vec::new();
        for member in &members {
            let meaning = self.meaning(&Structure::Class(member.class), &scope)?;
            there.push(self.present(&meaning));
        }
        let class = |id: ClassId| protocol.class(id);
        let must = members.iter().any(|member| class(member.class).is_some_and(|class| !class.optional));
        let applies = if must { Formula::True } else { Formula::any(there.iter().cloned()) };
        let mut sum = Linear::zero();
        for (at, (member, present)) in members.iter().zip(&there).enumerate() {
            if member.skippable || class(member.class).is_some_and(|class| class.partial) {
                continue;
            }
            let before = Formula::any(there.iter().take(at).cloned());
            let behind = Formula::any(there.iter().skip(at + 1).cloned());
            let missing = Formula::all([present.clone().not(), before, behind]);
            sum = sum.plus(&self.indicator(missing));
        }
        Some(Amount::exact(sum).where_applies(applies))
    }
}

pub fn axioms(world: &mut World<'_>) {
    for axis in [Axis::RightLeft, Axis::AnteriorPosterior, Axis::CranialCaudal] {
        let with = [Argument::Word(word(axis).to_owned())];
        let of_kind = |world: &World<'_>, kind: &str| -> Vec<(TermId, Body)> {
            let terms = world.of_kind(kind).into_iter().filter(|(_, term)| term.with == with);
            terms.filter_map(|(id, term)| Some((id, term.of.first()?.clone()))).collect()
        };
        let all = [LOWEST, CENTROID, HIGHEST].map(|kind| of_kind(world, kind));
        let [lowest, centroids, highest] = &all;
        for (below, above) in [(lowest, centroids), (centroids, highest), (lowest, highest)] {
            for (low, body) in below {
                for (high, _) in above.iter().filter(|(_, other)| other == body) {
                    let there = body_present(world, body);
                    let in_order = Linear::term(*low).at_most(&Linear::term(*high));
                    world.state("a centroid lies between the ends", there.implies(in_order));
                }
            }
        }
        for (ends, highest) in [(lowest, false), (highest, true)] {
            nested_ends(world, ends, highest);
            of_members(world, if highest { HIGHEST } else { LOWEST }, ends, axis, highest);
        }
        of_members(world, CENTROID, centroids, axis, true);
        of_members(world, CENTROID, centroids, axis, false);
        extents(world, &of_kind(world, EXTENT), lowest, highest);
    }
}

fn body_present(world: &mut World<'_>, body: &Body) -> Formula {
    match body {
        Body::Tissues(tissues) => world.present(tissues),
        _ => Formula::True,
    }
}

/// Whether a body lies within another: a part within its structure, a structure within a larger one.
fn within(inner: &Body, outer: &Body) -> bool {
    match (inner, outer) {
        (Body::Tissues(inner), Body::Tissues(outer)) => inner.is_subset(outer) && inner != outer,
        (Body::Part(part), Body::Tissues(outer)) => part.of.is_subset(outer),
        _ => false,
    }
}

fn nested_ends(world: &mut World<'_>, ends: &[(TermId, Body)], highest: bool) {
    for (inner, inner_body) in ends {
        for (outer, _) in ends.iter().filter(|(_, outer)| within(inner_body, outer)) {
            let there = body_present(world, inner_body);
            let (inner, outer) = (Linear::term(*inner), Linear::term(*outer));
            let holds = if highest { inner.at_most(&outer) } else { inner.at_least(&outer) };
            world.state("no part of a structure reaches farther than the structure", there.implies(holds));
        }
    }
}

/// Of a union, some member reaches as far as its end, and some member's centroid lies as far as its centroid.
fn of_members(world: &mut World<'_>, kind: &'static str, terms: &[(TermId, Body)], axis: Axis, upper: bool) {
    for (id, body) in terms {
        let Body::Tissues(tissues) = body else { continue };
        if tissues.len() < 2 {
            continue;
        }
        let whole = Linear::term(*id);
        let mut reached = Vec::new();
        for &tissue in tissues {
            let member = TissueSet::from([tissue]);
            let there = world.present(&member);
            let member = Linear::term(world.id(term(kind, Body::Tissues(member), axis)));
            reached.push(there.and(if upper { member.at_least(&whole) } else { member.at_most(&whole) }));
        }
        let there = world.present(tissues);
        world.state("a union lies among its members", there.implies(Formula::any(reached)));
    }
}

fn extents(world: &mut World<'_>, extents: &[(TermId, Body)], lowest: &[(TermId, Body)], highest: &[(TermId, Body)]) {
    for (id, body) in extents {
        let there = body_present(world, body);
        let extent = Linear::term(*id);
        world.state("what is there has an extent", there.clone().implies(extent.clone().above(&Linear::zero())));
        for (outer, _) in extents.iter().filter(|(_, outer)| within(body, outer)) {
            let holds = extent.clone().at_most(&Linear::term(*outer));
            world.state("no part of a structure reaches farther than the structure", there.clone().implies(holds));
        }
        let end = |ends: &[(TermId, Body)]| ends.iter().find(|(_, other)| other == body).map(|(id, _)| *id);
        if let (Some(low), Some(high)) = (end(lowest), end(highest)) {
            let way = Linear::term(high).minus(&Linear::term(low));
            world.state("an extent is the way between the ends and a voxel", there.implies(extent.above(&way)));
        }
    }
}
