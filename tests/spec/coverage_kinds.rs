//! Which kinds of the model a rule is made of.

use std::collections::BTreeSet;

use voxlint::model::across::{Key, KeyKind};
use voxlint::model::decision::{Decided, DecisionCell, Term};
use voxlint::model::rule::{
    Aggregate, AggregateFunction, Claim, ClaimKind, Comparison, Components, Connectivity, Direction, Domain, Guard,
    HeaderField, MeasureKind, Number, Position, SpacingAxis, Statement, StatementKind, Statistic, Structure, Tolerance,
};
use voxlint::model::text::{Text, TextClaim, TextKind};
use voxlint::model::{Protocol, Rule};
use voxlint::report::Plane;

pub struct Kinds<'p> {
    pub protocol: &'p Protocol,
    pub found: BTreeSet<&'static str>,
}

impl Kinds<'_> {
    pub fn see(&mut self, kind: &'static str) {
        self.found.insert(kind);
    }

    pub fn rule(&mut self, rule: &Rule) {
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
        self.see(direction.word());
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

    pub fn claim(&mut self, claim: &Claim) {
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
