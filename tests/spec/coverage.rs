//! Which kinds of the model the specs exercise, and with which outcomes.

use std::collections::{BTreeMap, BTreeSet};

use voxlint::check::CaseVerdict;
use voxlint::model::across::{Key, KeyKind};
use voxlint::model::decision::{Decided, DecisionCell, Term};
use voxlint::model::rule::{
    Aggregate, AggregateFunction, Claim, ClaimKind, Comparison, Components, Connectivity, Direction, Domain, Guard,
    HeaderField, MeasureKind, Number, Position, SpacingAxis, Statement, StatementKind, Statistic, Structure, Tolerance,
};
use voxlint::model::text::{Text, TextClaim, TextKind};
use voxlint::model::{Protocol, Rule};
use voxlint::report::Plane;

const PASS: &str = "pass";
const FAIL: &str = "fail";
const NOT_APPLICABLE: &str = "not applicable";
const COULD_NOT_MEASURE: &str = "could not measure";

/// Kinds that must be seen with each of the four outcomes.
const FULL: &str = "
    require, require-when, require-unless, each, each-where, some, some-where, when-block, unless-block, in-each-slice,
    domain-labels, domain-classes, domain-structures, domain-sequence, domain-pair, domain-components, domain-pairs,
    domain-consecutive, domain-annotations, domain-instances, at-annotation, majority, consensus, domain-rows,
    domain-consecutive-rows,
    class, group, region, variable, union, intersection, difference, grow, shrink, hull, most, by-intensity,
    domain-found, domain-named, structure-named, same-text, text-among, text-matches, found,
    voxels, volume, components, holes, tunnels, extent, diameter, short-axis, feret, slices, slice-gaps, contact,
    contact-share, distance, hausdorff, hd95, overlap, iou, dice, surface-dice, separation, missing-between, count-present,
    intensity, intensity-share,
    compare, within, near-share, near-size, one-of, unique-in, decided, present, absent, complete, inside, subset-of, equal, touches, separate, separate-by-overlap,
    beyond, beyond-by, beyond-up-to, ordered, gap-at-least, gap-at-most, not, and, or, implies, iff,
    fact, same-fact, fact-measure,
    aggregate-count, aggregate-sum, aggregate-min, aggregate-max, aggregate-mean, aggregate-median,
    domain-cases, robust-z, unique, same,
    landmark, landmark-of-class, ordered-points, point-distance, point-reach, angle, count-points, landmark-given,
    point-inside, point-in-image, same-slice, beyond-in-image, image-extent,
    area, vertices, longest, common-area, iou-of-outlines, simple, convex, closed, outline-inside, outline-holds,
    outline-separate, point-field,
    number-sum, number-difference, number-product, number-ratio";

/// Kinds that must be seen in a rule that passes and in one that fails.
const HALF: &str = "
    text-length, captured-number, text-fact, text-capture, text-name, text-code, text-template, text-folded, text-reversed,
    spacing-every, spacing-in-plane, spacing-between-slices, spacing-array, size, dimensions,
    orientation, datatype, image-datatype, modality,
    edge, polygon, line-end, midpoint, point-up-to, beyond-in-image-by, beyond-in-image-up-to,
    ==, !=, <, <=, >, >=, fact-given, input-given, unique-text, half-open, decided-invalid, decided-words,
    decided-numbers, decided-same, cell-any, cell-unknown, cell-words, cell-numbers, open-low, open-high,
    tolerance-share, tolerance-length, tolerance-voxels,
    left, right, anterior, posterior, cranial, caudal,
    top, bottom, front, back, left-end, right-end, centroid,
    axial, coronal, sagittal, acquired,
    intensity-min, intensity-max, intensity-mean, intensity-sd, intensity-median, intensity-peak, intensity-percentile,
    intensity-from, intensity-to, intensity-outside, intensity-open, by-intensity-outside,
    key-fact, key-header, key-size, key-grid, key-labels, key-content, key-image-content,
    connectivity-26, connectivity-18, connectivity-6, floor, of-background, number-negated";

/// Outcomes that a kind cannot reach, and why.
const OUT_OF_REACH: &[(&str, &str, &str)] = &[
    ("count-present", NOT_APPLICABLE, "presence is total"),
    ("aggregate-count", NOT_APPLICABLE, "counts are total"),
    ("count-points", NOT_APPLICABLE, "counts are total"),
];

#[derive(Debug, Default)]
pub struct Coverage {
    seen: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Coverage {
    pub fn add(&mut self, protocol: &Protocol, verdict: &CaseVerdict) {
        let outcome_of = |id: &str| verdict.rules.iter().find(|found| found.id == id).map(|found| found.outcome.word());
        for rule in &protocol.rules {
            if let Some(outcome) = outcome_of(&rule.id) {
                let mut kinds = Kinds { protocol, found: BTreeSet::new() };
                kinds.rule(rule);
                self.record(kinds.found, outcome);
            }
        }
        for line in &protocol.image {
            if let Some(outcome) = outcome_of(&line.id) {
                let mut kinds = Kinds { protocol, found: BTreeSet::new() };
                kinds.claim(&line.claim);
                self.record(kinds.found, outcome);
            }
        }
    }

    fn record(&mut self, kinds: BTreeSet<&'static str>, outcome: &'static str) {
        for kind in kinds {
            self.seen.entry(kind).or_default().insert(outcome);
        }
    }

    /// What no spec has shown.
    pub fn gaps(&self) -> Vec<String> {
        let words = |list: &'static str| list.split(',').map(str::trim);
        let full = words(FULL).map(|kind| (kind, vec![PASS, FAIL, NOT_APPLICABLE, COULD_NOT_MEASURE]));
        let due: Vec<(&str, Vec<&str>)> = full.chain(words(HALF).map(|kind| (kind, vec![PASS, FAIL]))).collect();
        let mut gaps = Vec::new();
        for (kind, outcomes) in &due {
            for outcome in outcomes {
                let out_of_reach = OUT_OF_REACH.iter().any(|(known, never, _)| known == kind && never == outcome);
                let seen = self.seen.get(kind).is_some_and(|seen| seen.contains(outcome));
                if seen == out_of_reach {
                    let wrong = if seen { "is out of reach, yet was seen" } else { "no spec shows it" };
                    gaps.push(format!("`{kind}` with `{outcome}`: {wrong}"));
                }
            }
        }
        let unknown = self.seen.keys().filter(|kind| !due.iter().any(|(known, _)| known == *kind));
        gaps.extend(unknown.map(|kind| format!("`{kind}` is in no list of coverage.rs")));
        gaps
    }
}

pub struct Kinds<'p> {
    protocol: &'p Protocol,
    found: BTreeSet<&'static str>,
}

impl Kinds<'_> {
    pub fn see(&mut self, kind: &'static str) {
        self.found.insert(kind);
    }

    fn rule(&mut self, rule: &Rule) {
        rule.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                self.see("require");
                self.claim(claim);
                if let Some(Guard { negated, condition }) = guard {
                    self.see(if *negated { "require-unless" } else { "require-when" });
                    self.claim(condition);
                }
            }
            StatementKind::Each { domain, filter, body, .. } => {
                self.see(if filter.is_some() { "each-where" } else { "each" });
                self.block(domain, filter.as_ref(), body);
            }
            StatementKind::Some { domain, filter, body, .. } => {
                self.see(if filter.is_some() { "some-where" } else { "some" });
                self.block(domain, filter.as_ref(), body);
            }
            StatementKind::When { guard, body } => {
                self.see(if guard.negated { "unless-block" } else { "when-block" });
                self.claim(&guard.condition);
                body.iter().for_each(|statement| self.statement(statement));
            }
            StatementKind::InEachSlice { plane, of, body } => {
                self.see("in-each-slice");
                self.plane(*plane);
                self.structure(of);
                body.iter().for_each(|statement| self.statement(statement));
            }
        }
    }

    fn block(&mut self, domain: &Domain, filter: Option<&Claim>, body: &[Statement]) {
        self.domain(domain);
        filter.into_iter().for_each(|filter| self.claim(filter));
        body.iter().for_each(|statement| self.statement(statement));
    }

    fn domain(&mut self, domain: &Domain) {
        match domain {
            Domain::Labels => self.see("domain-labels"),
            Domain::Classes(_) => self.see("domain-classes"),
            Domain::Structures(members) => {
                self.see("domain-structures");
                members.iter().for_each(|member| self.structure(member));
            }
            Domain::Sequence(_) => self.see("domain-sequence"),
            Domain::Pair(_) => self.see("domain-pair"),
            Domain::Components(components) => {
                self.see("domain-components");
                self.components(components);
            }
            Domain::Instances(of) => self.one("domain-instances", of),
            Domain::Annotations(_) => self.see("domain-annotations"),
            Domain::PairsOf(inner) => {
                self.see("domain-pairs");
                self.domain(inner);
            }
            Domain::Found => self.see("domain-found"),
            Domain::Named(named) => {
                self.see("domain-named");
                self.domain(&named.of);
            }
            Domain::Cases => self.see("domain-cases"),
            Domain::ConsecutiveOf(_) => self.see("domain-consecutive"),
            Domain::Rows(_) => self.see("domain-rows"),
            Domain::ConsecutiveRows { .. } => self.see("domain-consecutive-rows"),
        }
    }

    fn components(&mut self, components: &Components) {
        self.structure(&components.of);
        self.connectivity(components.connectivity);
        if components.floor.is_some() {
            self.see("floor");
        }
    }

    fn connectivity(&mut self, connectivity: Connectivity) {
        self.see(match connectivity {
            Connectivity::Full => "connectivity-26",
            Connectivity::Edge => "connectivity-18",
            Connectivity::Face => "connectivity-6",
        });
    }

    pub fn structure(&mut self, structure: &Structure) {
        match structure {
            Structure::Class(_) => self.see("class"),
            Structure::Group(_) => self.see("group"),
            Structure::Region(id) => {
                self.see("region");
                if let Some(region) = self.protocol.region(*id) {
                    self.structure(&region.definition);
                }
            }
            Structure::Variable(_) => self.see("variable"),
            Structure::Named(_) => self.see("structure-named"),
            Structure::At(of, _) => self.one("at-annotation", of),
            Structure::Votes { of, at_least, .. } => {
                self.one(if at_least.is_some() { "consensus" } else { "majority" }, of);
            }
            Structure::Intensities(_, range) => {
                self.see("by-intensity");
                if range.outside {
                    self.see("by-intensity-outside");
                }
            }
            Structure::Union(a, b) => self.pair("union", a, b),
            Structure::Intersection(a, b) => self.pair("intersection", a, b),
            Structure::Difference(a, b) => self.pair("difference", a, b),
            Structure::Grow(of, margin) => {
                margin.0.iter().for_each(|side| self.number(side));
                self.one("grow", of);
            }
            Structure::Shrink(of, margin) => {
                margin.0.iter().for_each(|side| self.number(side));
                self.one("shrink", of);
            }
            Structure::Hull(of) => self.one("hull", of),
            Structure::Most { of, direction, .. } => {
                self.direction(*direction);
                self.one("most", of);
            }
        }
    }

    fn keys(&mut self, kind: &'static str, keys: &[Key]) {
        self.see(kind);
        for key in keys {
            match &key.kind {
                KeyKind::Number(number) => self.number(number),
                KeyKind::Claim(claim) => self.claim(claim),
                KeyKind::Fact(_) => self.see("key-fact"),
                KeyKind::Header(_) => self.see("key-header"),
                KeyKind::Size => self.see("key-size"),
                KeyKind::Grid => self.see("key-grid"),
                KeyKind::Labels => self.see("key-labels"),
                KeyKind::Content => self.see("key-content"),
                KeyKind::ImageContent => self.see("key-image-content"),
            }
        }
    }

    pub fn one(&mut self, kind: &'static str, of: &Structure) {
        self.see(kind);
        self.structure(of);
    }

    fn pair(&mut self, kind: &'static str, a: &Structure, b: &Structure) {
        self.see(kind);
        self.structure(a);
        self.structure(b);
    }

    fn direction(&mut self, direction: Direction) {
        self.see(match direction {
            Direction::Left => "left",
            Direction::Right => "right",
            Direction::Anterior => "anterior",
            Direction::Posterior => "posterior",
            Direction::Cranial => "cranial",
            Direction::Caudal => "caudal",
        });
    }

    pub fn plane(&mut self, plane: Plane) {
        self.see(match plane {
            Plane::Axial => "axial",
            Plane::Coronal => "coronal",
            Plane::Sagittal => "sagittal",
            Plane::Acquired => "acquired",
        });
    }

    pub fn position(&mut self, position: &Position) {
        match position {
            Position::Centroid(of) => self.one("centroid", of),
            Position::Landmark(mark) => self.see(if mark.member.is_some() { "landmark-of-class" } else { "landmark" }),
            Position::LineEnd { .. } => self.see("line-end"),
            Position::Field { .. } => self.see("point-field"),
            Position::Midpoint(points) => {
                self.see("midpoint");
                points.iter().for_each(|point| self.position(point));
            }
            Position::End { direction, of } => {
                let kind = match direction {
                    Direction::Left => "left-end",
                    Direction::Right => "right-end",
                    Direction::Anterior => "front",
                    Direction::Posterior => "back",
                    Direction::Cranial => "top",
                    Direction::Caudal => "bottom",
                };
                self.one(kind, of);
            }
        }
    }

    fn number(&mut self, number: &Number) {
        match number {
            Number::Constant(_) => {}
            Number::Measure(measure) => self.measure(&measure.kind),
            Number::Sum(a, b) => self.numbers("number-sum", a, b),
            Number::Difference(a, b) => self.numbers("number-difference", a, b),
            Number::Ratio(a, b) => self.numbers("number-ratio", a, b),
            Number::Product(a, b) => self.numbers("number-product", a, b),
            Number::Negated(inner) => {
                self.see("number-negated");
                self.number(inner);
            }
            Number::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }

    fn numbers(&mut self, kind: &'static str, a: &Number, b: &Number) {
        self.see(kind);
        self.number(a);
        self.number(b);
    }

    fn aggregate(&mut self, aggregate: &Aggregate) {
        self.see(match aggregate.function {
            AggregateFunction::Count => "aggregate-count",
            AggregateFunction::Sum => "aggregate-sum",
            AggregateFunction::Min => "aggregate-min",
            AggregateFunction::Max => "aggregate-max",
            AggregateFunction::Mean => "aggregate-mean",
            AggregateFunction::Median => "aggregate-median",
        });
        self.domain(&aggregate.domain);
        aggregate.value.iter().for_each(|value| self.number(value));
        aggregate.filter.iter().for_each(|filter| self.claim(filter));
    }

    fn text(&mut self, text: &Text) {
        match &text.kind {
            TextKind::Literal(_) => {}
            TextKind::Fact(_) => self.see("text-fact"),
            TextKind::Capture(_) => self.see("text-capture"),
            TextKind::Name(_) => self.see("text-name"),
            TextKind::Code(_) => self.see("text-code"),
            TextKind::Template(parts) => {
                self.see("text-template");
                parts.iter().for_each(|part| self.text(part));
            }
            TextKind::Folded(of) => {
                self.see("text-folded");
                self.text(of);
            }
            TextKind::Reversed(of, _) => {
                self.see("text-reversed");
                self.text(of);
            }
        }
    }

    fn text_claim(&mut self, claim: &TextClaim) {
        match claim {
            TextClaim::Same { a, b, .. } => {
                self.see("same-text");
                self.text(a);
                self.text(b);
            }
            TextClaim::Among { text, .. } => {
                self.see("text-among");
                self.text(text);
            }
            TextClaim::Matches { text, .. } => {
                self.see("text-matches");
                self.text(text);
            }
            TextClaim::Found(text) => {
                self.see("found");
                self.text(text);
            }
        }
    }

    fn measure(&mut self, kind: &MeasureKind) {
        use MeasureKind as M;
        match kind {
            M::Length(text) => {
                self.see("text-length");
                self.text(text);
            }
            M::Captured(_) => self.see("captured-number"),
            M::Voxels(of) => self.one("voxels", of),
            M::Volume(of) => self.one("volume", of),
            M::Components(components) => {
                self.see("components");
                self.components(components);
            }
            M::Holes { of, floor, connectivity, of_background } => {
                self.one("holes", of);
                self.connectivity(*connectivity);
                if *of_background {
                    self.see("of-background");
                }
                if floor.is_some() {
                    self.see("floor");
                }
            }
            M::Tunnels { of, connectivity } => {
                self.one("tunnels", of);
                self.connectivity(*connectivity);
            }
            M::Extent { of, .. } => self.one("extent", of),
            M::Diameter { of, plane } => {
                self.one("diameter", of);
                plane.iter().for_each(|plane| self.plane(*plane));
            }
            M::ShortAxis { of, plane } => {
                self.one("short-axis", of);
                plane.iter().for_each(|plane| self.plane(*plane));
            }
            M::Feret(of) => self.one("feret", of),
            M::Slices { of, plane } => {
                self.one("slices", of);
                self.plane(*plane);
            }
            M::SliceGaps { of, plane } => {
                self.one("slice-gaps", of);
                self.plane(*plane);
            }
            M::Contact(a, b) => self.pair("contact", a, b),
            M::ContactShare(a, b) => self.pair("contact-share", a, b),
            M::Distance(a, b) => self.pair("distance", a, b),
            M::Hausdorff(a, b) => self.pair("hausdorff", a, b),
            M::Hd95(a, b) => self.pair("hd95", a, b),
            M::Overlap(a, b) => self.pair("overlap", a, b),
            M::Iou(a, b) => self.pair("iou", a, b),
            M::Dice(a, b) => self.pair("dice", a, b),
            M::SurfaceDice { a, b, .. } => self.pair("surface-dice", a, b),
            M::Separation { from, to, .. } => {
                self.see("separation");
                self.position(from);
                self.position(to);
            }
            M::Intensity { of, statistic, .. } => {
                self.one("intensity", of);
                self.see(match statistic {
                    Statistic::Lowest => "intensity-min",
                    Statistic::Highest => "intensity-max",
                    Statistic::Mean => "intensity-mean",
                    Statistic::StandardDeviation => "intensity-sd",
                    Statistic::Median => "intensity-median",
                    Statistic::Peak => "intensity-peak",
                    Statistic::Percentile(_) => "intensity-percentile",
                });
            }
            M::IntensityShare { of, range, .. } => {
                self.one("intensity-share", of);
                for (bound, kind) in [(&range.low, "intensity-from"), (&range.high, "intensity-to")] {
                    if let Some(bound) = bound {
                        self.see(kind);
                        self.number(&bound.number);
                        if bound.open {
                            self.see("intensity-open");
                        }
                    }
                }
                if range.outside {
                    self.see("intensity-outside");
                }
            }
            M::MissingBetween(_) => self.see("missing-between"),
            M::Spacing(axis) => self.see(match axis {
                SpacingAxis::Every => "spacing-every",
                SpacingAxis::InPlane => "spacing-in-plane",
                SpacingAxis::BetweenSlices => "spacing-between-slices",
                SpacingAxis::Array(_) => "spacing-array",
            }),
            M::Size(_) => self.see("size"),
            M::Dimensions => self.see("dimensions"),
            M::Plane(measure) => self.plane_measure(measure),
            M::Points(measure) => self.point_measure(measure),
            M::Fact(_) => self.see("fact-measure"),
            M::RobustZ(of) => {
                self.see("robust-z");
                self.number(of);
            }
            M::Present(of) => self.one("count-present", of),
        }
    }

    fn claim(&mut self, claim: &Claim) {
        use ClaimKind as C;
        match &claim.kind {
            ClaimKind::Text(claim) => self.text_claim(claim),
            ClaimKind::Unique(keys) => self.keys("unique", keys),
            ClaimKind::Same(keys) => self.keys("same", keys),
            C::Compare { left, operator, right } => {
                self.see("compare");
                self.see(match operator {
                    Comparison::Equal => "==",
                    Comparison::NotEqual => "!=",
                    Comparison::Less => "<",
                    Comparison::LessEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterEqual => ">=",
                });
                self.number(left);
                self.number(right);
            }
            C::Within { value, low, high, half_open } => {
                self.see("within");
                self.number(value);
                low.iter().chain(high).for_each(|number| self.number(number));
                if *half_open {
                    self.see("half-open");
                }
                match (low, high) {
                    (None, _) => self.see("open-low"),
                    (_, None) => self.see("open-high"),
                    _ => {}
                }
            }
            C::Near { value, target, relative, .. } => {
                self.see(if *relative { "near-share" } else { "near-size" });
                self.number(value);
                self.number(target);
            }
            C::Decided(decision) => {
                self.see("decided");
                let results = decision.rows.iter().map(|row| &row.decided).chain(&decision.otherwise);
                for decided in results {
                    self.see(match decided {
                        Decided::Invalid => "decided-invalid",
                        Decided::Words(_) => "decided-words",
                        Decided::Numbers(_) => "decided-numbers",
                        Decided::Same(_) => "decided-same",
                    });
                }
                for cell in decision.rows.iter().flat_map(|row| &row.cells) {
                    self.see(match cell {
                        DecisionCell::Any => "cell-any",
                        DecisionCell::Unknown => "cell-unknown",
                        DecisionCell::Words(_) => "cell-words",
                        DecisionCell::Numbers(_) => "cell-numbers",
                    });
                }
            }
            C::UniqueIn(unique) => {
                self.see("unique-in");
                self.domain(&unique.domain);
                unique.filter.iter().for_each(|filter| self.claim(filter));
                for key in &unique.keys {
                    match key {
                        Term::Text(_) => self.see("unique-text"),
                        Term::Number(number) => self.number(number),
                    }
                }
            }
            C::OneOf { value, .. } => {
                self.see("one-of");
                self.number(value);
            }
            C::Present(of) => self.one("present", of),
            C::Absent(of) => self.one("absent", of),
            C::Complete(of) => self.one("complete", of),
            C::Inside { a, b, tolerance } => self.relation("inside", a, b, tolerance),
            C::SubsetOf { a, b, tolerance } => self.relation("subset-of", a, b, tolerance),
            C::Equal { a, b, tolerance } => self.relation("equal", a, b, tolerance),
            C::Touches(a, b) => self.pair("touches", a, b),
            C::Separate { a, b, by_overlap } => {
                self.pair(if *by_overlap { "separate-by-overlap" } else { "separate" }, a, b);
            }
            C::Beyond { a, direction, b, by, up_to } => {
                self.see("beyond");
                self.direction(*direction);
                self.position(a);
                self.position(b);
                if by.is_some() {
                    self.see("beyond-by");
                }
                if up_to.is_some() {
                    self.see("beyond-up-to");
                }
            }
            C::Plane(claim) => self.plane_claim(claim),
            C::Points(claim) => self.point_claim(claim),
            C::SequenceOrdered { gap_at_least, gap_at_most, from, points, .. } => {
                self.see(if points.is_some() { "ordered-points" } else { "ordered" });
                self.direction(*from);
                if gap_at_least.is_some() {
                    self.see("gap-at-least");
                }
                if gap_at_most.is_some() {
                    self.see("gap-at-most");
                }
            }
            C::Fact { .. } => self.see("fact"),
            C::SameFact { .. } => self.see("same-fact"),
            C::FactGiven { .. } => self.see("fact-given"),
            C::InputGiven { .. } => self.see("input-given"),
            C::Header { field, .. } => self.see(match field {
                HeaderField::Modality => "modality",
                HeaderField::Orientation => "orientation",
                HeaderField::Datatype => "datatype",
                HeaderField::ImageDatatype(_) => "image-datatype",
            }),
            C::Not(inner) => {
                self.see("not");
                self.claim(inner);
            }
            C::And(operands) => {
                self.see("and");
                operands.iter().for_each(|operand| self.claim(operand));
            }
            C::Or(operands) => {
                self.see("or");
                operands.iter().for_each(|operand| self.claim(operand));
            }
            C::Implies(a, b) => {
                self.see("implies");
                self.claim(a);
                self.claim(b);
            }
            C::Iff(a, b) => {
                self.see("iff");
                self.claim(a);
                self.claim(b);
            }
        }
    }

    fn relation(&mut self, kind: &'static str, a: &Structure, b: &Structure, tolerance: &Tolerance) {
        self.pair(kind, a, b);
        match tolerance {
            Tolerance::Exact => {}
            Tolerance::Share(_) => self.see("tolerance-share"),
            Tolerance::Length(_) => self.see("tolerance-length"),
            Tolerance::Voxels(_) => self.see("tolerance-voxels"),
        }
    }
}
