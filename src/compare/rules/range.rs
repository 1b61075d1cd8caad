//! Which values of its measure a rule refuses and its counterpart does not: `of 600 mL to 800 mL`.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::logic::fragment::EncodedRule;
use crate::logic::fragment::formula::{Formula, Linear, Strictness};
use crate::logic::fragment::kinds::{counts, image, indicators, order, presence, sizes};
use crate::logic::fragment::term::{Sort, TermId, Vocabulary};
use crate::model::Protocol;
use crate::model::rule::{Claim, ClaimKind, Number, Statement, StatementKind};

/// What a rule refuses that another does not, as a clause: "a `volume(liver)` of 600 mL to 800 mL". `None`: the two do not
/// bound one and the same measure alone.
pub(super) fn refused(
    vocabulary: &Vocabulary,
    (rule, protocol): (&EncodedRule, &Protocol),
    other: Option<(&EncodedRule, &Protocol)>,
) -> Option<String> {
    let bounds = Bounds::of(protocol, &rule.id);
    let [measure] = bounds.measures.iter().collect::<Vec<_>>()[..] else { return None };
    let mut written = bounds.written;
    let formulas = |rule: &EncodedRule| Formula::any(rule.failures.iter().map(|failure| failure.when.clone()));
    let own = formulas(rule);
    let theirs = other.map_or(Formula::False, |(other, _)| formulas(other));
    if let Some((other, protocol)) = other {
        written.extend(Bounds::of(protocol, &other.id).written);
    }
    let mut axis = Axis::default();
    axis.collect(vocabulary, &own)?;
    axis.collect(vocabulary, &theirs)?;
    let ranges = axis.ranges(vocabulary, &own, &theirs)?;
    let said: Vec<String> = ranges.iter().map(|range| range.said(&written)).collect();
    (!said.is_empty()).then(|| format!("a `{measure}` {}", said.join(" or ")))
}

/// What the claims of a rule bound by written numbers.
#[derive(Default)]
struct Bounds {
    measures: BTreeSet<String>,
    written: BTreeMap<BigRational, String>,
}

impl Bounds {
    fn of(protocol: &Protocol, id: &str) -> Bounds {
        let mut bounds = Bounds::default();
        for rule in protocol.rules.iter().filter(|rule| rule.id == id) {
            bounds.statements(&rule.statements);
        }
        for line in protocol.image.iter().filter(|line| line.id == id) {
            bounds.claim(&line.claim);
        }
        bounds
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Require { claim, .. } => self.claim(claim),
                StatementKind::Each { body, .. }
                | StatementKind::Some { body, .. }
                | StatementKind::When { body, .. }
                | StatementKind::InEachSlice { body, .. } => self.statements(body),
            }
        }
    }

    fn claim(&mut self, claim: &Claim) {
        match &claim.kind {
            ClaimKind::And(operands) | ClaimKind::Or(operands) => operands.iter().for_each(|of| self.claim(of)),
            ClaimKind::Compare { left, right, .. } => [left, right].into_iter().for_each(|number| self.number(number)),
            ClaimKind::Within { value, low, high, .. } => {
                [Some(value), low.as_ref(), high.as_ref()].into_iter().flatten().for_each(|number| self.number(number));
            }
            ClaimKind::OneOf { value, set } => {
                self.number(value);
                self.written.extend(set.iter().map(|member| (member.value.clone(), member.written.clone())));
            }
            _ => {}
        }
    }

    fn number(&mut self, number: &Number) {
        match number {
            Number::Measure(measure) => drop(self.measures.insert(measure.text.clone())),
            Number::Constant(constant) => drop(self.written.insert(constant.value.clone(), constant.written.clone())),
            // A number that is reckoned has no name of its own.
            _ => self.measures.extend(["", " "].map(str::to_owned)),
        }
    }
}

/// The one linear form that formulas bound, and where.
#[derive(Default)]
struct Axis {
    form: Option<BTreeMap<TermId, BigRational>>,
    ends: BTreeSet<BigRational>,
}

/// Values from an end to another; an end may be left out itself.
struct Range {
    low: Option<(BigRational, bool)>,
    high: Option<(BigRational, bool)>,
}

impl Axis {
    /// `None`: there is more than one form, or something else than presence beside it.
    fn collect(&mut self, vocabulary: &Vocabulary, formula: &Formula) -> Option<()> {
        match formula {
            Formula::True | Formula::False => Some(()),
            Formula::Is(id) => (vocabulary.term(*id)?.kind == presence::KIND).then_some(()),
            Formula::Bound(bound, _) => {
                let (form, scale) = normal(bound)?;
                self.ends.insert(-&bound.constant / scale);
                (*self.form.get_or_insert_with(|| form.clone()) == form).then_some(())
            }
            Formula::Not(inner) => self.collect(vocabulary, inner),
            Formula::And(operands) | Formula::Or(operands) => {
                operands.iter().try_for_each(|inner| self.collect(vocabulary, inner))
            }
        }
    }

    /// Where the first formula holds and the second does not, of structures that are there.
    fn ranges(&self, vocabulary: &Vocabulary, own: &Formula, theirs: &Formula) -> Option<Vec<Range>> {
        let form = self.form.as_ref()?;
        let whole = form.keys().all(|&id| vocabulary.term(id).is_some_and(|term| term.sort == Sort::Integer))
            && form.values().all(BigRational::is_integer);
        let holds = |at: &BigRational| Some(holds(own, at)? && !holds(theirs, at)?);
        let ends: Vec<&BigRational> = self.ends.iter().collect();
        let one = BigRational::one();
        let mut found: Vec<Range> = Vec::new();
        let mut open = false;
        for (index, end) in ends.iter().enumerate() {
            let end = *end;
            let before = match index.checked_sub(1).and_then(|before| ends.get(before)) {
                Some(before) => (*before + end) / (&one + &one),
                None => end - &one,
            };
            let start =
                index.checked_sub(1).and_then(|before| ends.get(before)).map(|before| ((*before).clone(), true));
            for (probe, low, high) in [
                (before, start, Some((end.clone(), true))),
                (end.clone(), Some((end.clone(), false)), Some((end.clone(), false))),
            ] {
                open = extend(&mut found, open, holds(&probe)?, low, high);
            }
        }
        let last = (*ends.last()?).clone();
        extend(&mut found, open, holds(&(&last + &one))?, Some((last, true)), None);
        if whole {
            found.iter_mut().for_each(Range::close);
        }
        if form.iter().all(|(id, coefficient)| coefficient.is_positive() && is_never_negative(vocabulary, *id)) {
            found.iter_mut().for_each(Range::start_at_zero);
        }
        found.retain(|range| !range.is_empty());
        Some(found)
    }
}

/// Goes on with the last range, or begins one. Returns whether one is open.
fn extend(
    found: &mut Vec<Range>,
    open: bool,
    holds: bool,
    low: Option<(BigRational, bool)>,
    high: Option<(BigRational, bool)>,
) -> bool {
    if holds {
        match found.last_mut() {
            Some(range) if open => range.high = high,
            _ => found.push(Range { low, high }),
        }
    }
    holds
}

fn normal(bound: &Linear) -> Option<(BTreeMap<TermId, BigRational>, BigRational)> {
    let scale = bound.coefficients.values().next()?.clone();
    let form = bound.coefficients.iter().map(|(id, coefficient)| (*id, coefficient / &scale)).collect();
    Some((form, scale))
}

fn holds(formula: &Formula, at: &BigRational) -> Option<bool> {
    Some(match formula {
        Formula::True | Formula::Is(_) => true,
        Formula::False => false,
        Formula::Bound(bound, strictness) => {
            let (_, scale) = normal(bound)?;
            let value = scale * at + &bound.constant;
            match strictness {
                Strictness::AtMost => !value.is_positive(),
                Strictness::Below => value.is_negative(),
            }
        }
        Formula::Not(inner) => !holds(inner, at)?,
        Formula::And(operands) => {
            operands.iter().map(|of| holds(of, at)).collect::<Option<Vec<_>>>()?.iter().all(|of| *of)
        }
        Formula::Or(operands) => {
            operands.iter().map(|of| holds(of, at)).collect::<Option<Vec<_>>>()?.iter().any(|of| *of)
        }
    })
}

/// Sizes, counts and sides of the grid.
fn is_never_negative(vocabulary: &Vocabulary, id: TermId) -> bool {
    let kinds = [
        sizes::VOLUME,
        sizes::VOXELS,
        counts::COMPONENTS,
        counts::HOLES,
        counts::BACKGROUND_HOLES,
        counts::TUNNELS,
        indicators::INDICATOR,
        order::EXTENT,
        image::SPACING,
        image::IN_PLANE,
        image::SIZE,
    ];
    vocabulary.term(id).is_some_and(|term| kinds.contains(&term.kind))
}

impl Range {
    /// Without what is negative: with an end at 0, or without a lower end that says nothing.
    fn start_at_zero(&mut self) {
        let zero = BigRational::zero();
        if self.low.as_ref().is_none_or(|(low, _)| low.is_negative()) {
            let is_bounded = self.high.as_ref().is_some_and(|(high, _)| !high.is_positive());
            self.low = is_bounded.then_some((zero, false));
        }
    }

    fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some((low, low_open)), Some((high, high_open))) => low > high || low == high && (*low_open || *high_open),
            _ => false,
        }
    }

    /// Of whole numbers, both ends belong to it.
    fn close(&mut self) {
        let one = BigRational::one();
        if let Some((low, open @ true)) = &mut self.low {
            *low = low.floor() + &one;
            *open = false;
        }
        if let Some((high, open @ true)) = &mut self.high {
            *high = high.ceil() - &one;
            *open = false;
        }
    }

    fn said(&self, written: &BTreeMap<BigRational, String>) -> String {
        let number = |value: &BigRational| written.get(value).cloned().unwrap_or_else(|| value.to_string());
        match (&self.low, &self.high) {
            (None, None) => "of any size".to_owned(),
            (None, Some((high, true))) => format!("below {}", number(high)),
            (None, Some((high, false))) => format!("of at most {}", number(high)),
            (Some((low, true)), None) => format!("above {}", number(low)),
            (Some((low, false)), None) => format!("of at least {}", number(low)),
            (Some((low, _)), Some((high, _))) if low == high => format!("of {}", number(low)),
            (Some((low, _)), Some((high, _))) => format!("of {} to {}", number(low), number(high)),
        }
    }
}
