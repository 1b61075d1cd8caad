//! Rules and facts to outcomes.
//!
//! The layers, from the voxels up: [`structures`] turns names into shapes and says what is absent; [`measures`],
//! [`positions`], [`sequences`] and [`relations`] ask [`Facts`] and give [`amount::Amount`]s and truth values;
//! [`numbers`] and [`claims`] combine them in three-valued logic ([`truth`]); [`statements`] bind names, apply guards
//! and keep what failed. [`case`] does this for every rule and explains the failures.

pub mod amount;
pub mod annotations;
pub mod claims;
pub mod context;
pub mod decisions;
pub mod domains;
pub mod fields;
pub mod instances;
pub mod intensities;
pub mod listing;
pub mod measures;
pub mod names;
pub mod numbers;
pub mod parts;
pub mod plane;
pub mod points;
pub mod positions;
pub mod relations;
pub mod scope;
pub mod sequences;
pub mod statements;
pub mod structures;
pub mod texts;
pub mod truth;
pub mod unique;

use std::cell::RefCell;

use crate::facts::{Facts, Shape};
use crate::model::Protocol;
use crate::model::protocol::{ClassId, GroupId};
use crate::model::rule::{Rule, Structure};
use crate::report::{Finding, MeasureRecord, Severity};

use super::cohort::{GatheredCase, Group, gather};
use super::findings;
use super::inputs;
use super::label_table;
use super::landmark_table;
use super::outcome::{Outcome, RuleOutcome};

pub use context::{AnnotationSource, CaseContext, ClassSource, FoundStructure, HeaderFacts};
use listing::MeasureList;
use scope::Scope;
use statements::Judged;

/// What a protocol says of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseVerdict {
    /// Every line of the case block, the label table and the image block and every machine-checked rule, in this order.
    pub rules: Vec<RuleOutcome>,
    pub findings: Vec<Finding>,
    /// Every measure that was asked for, if the context wants the list.
    pub measured: Vec<MeasureRecord>,
    /// What rules across cases ask of the case, if there are any.
    pub gathered: Option<GatheredCase>,
}

/// Puts a protocol and the facts of one case together.
#[derive(Debug)]
pub struct Evaluator<'e> {
    pub protocol: &'e Protocol,
    pub facts: &'e Facts<'e>,
    pub context: &'e CaseContext,
    /// Cases that are judged together; measures are then looked up in what was gathered of them.
    pub group: Option<&'e Group<'e>>,
    list: RefCell<MeasureList>,
}

/// Judges every rule of a protocol on one case. `facts` must know the voxels to ignore
/// ([`CaseContext::ignored_shape`]).
pub fn case<'e>(protocol: &'e Protocol, facts: &'e Facts<'e>, context: &'e CaseContext) -> CaseVerdict {
    let evaluator = Evaluator::new(protocol, facts, context);
    evaluator.prepare();
    evaluator.read_images();
    let mut verdict = evaluator.lines();
    for rule in protocol.rules.iter().filter(|rule| is_judged_alone(rule)) {
        let judged = evaluator.rule(rule);
        verdict.findings.extend(findings::of_rule(&evaluator, rule, &judged));
        verdict.rules.push(RuleOutcome { id: rule.id.clone(), severity: rule.severity, outcome: judged.outcome });
    }
    if gather::across(&protocol.rules).next().is_some() {
        verdict.gathered = Some(gather::gather(&evaluator));
        evaluator.stop();
    }
    verdict.measured = evaluator.list.into_inner().into_records();
    verdict
}

/// Whether a rule is judged by a program, on each case by itself.
pub fn is_judged_alone(rule: &Rule) -> bool {
    !rule.statements.is_empty() && rule.across.is_none()
}

impl<'e> Evaluator<'e> {
    /// Judges one case.
    pub fn new(protocol: &'e Protocol, facts: &'e Facts<'e>, context: &'e CaseContext) -> Self {
        Evaluator { protocol, facts, context, group: None, list: RefCell::default() }
    }

    /// Judges cases together by what was gathered of them.
    pub fn of_group(
        protocol: &'e Protocol,
        facts: &'e Facts<'e>,
        context: &'e CaseContext,
        group: &'e Group<'e>,
    ) -> Self {
        Evaluator { group: Some(group), ..Evaluator::new(protocol, facts, context) }
    }

    /// Every line of the case block, the label table, the landmarks and the image block.
    pub fn lines(&self) -> CaseVerdict {
        let context = self.context;
        let mut verdict = CaseVerdict::default();
        verdict.rules.extend(context.case_facts.outcomes.iter().cloned());
        verdict.findings.extend(context.case_facts.findings.iter().cloned());
        inputs::judge(self.protocol, context, &mut verdict);
        label_table::judge(self, &mut verdict);
        landmark_table::judge(self, &mut verdict);
        for line in &self.protocol.image {
            self.start(&line.id);
            let judge = || Outcome::from(self.claim(&line.claim, &Scope::default()));
            let outcome = self.listing(&line.text, &line.claim, judge, |outcome| outcome);
            self.stop();
            if outcome == Outcome::Fail {
                verdict.findings.push(findings::of_image_line(self, line));
            }
            verdict.rules.push(RuleOutcome { id: line.id.clone(), severity: Severity::Error, outcome });
        }
        verdict
    }

    /// A rule, with what of it failed.
    pub fn rule(&self, rule: &'e Rule) -> Judged<'e> {
        self.start(&rule.id);
        let judged = self.block(&rule.statements, &Scope::default());
        self.stop();
        judged
    }
}

impl Evaluator<'_> {
    /// Says what may be asked for, so that runs and images are read once for all of it.
    pub fn prepare(&self) {
        let classes = (0..self.protocol.labels.classes.len()).map(|index| Structure::Class(ClassId(index)));
        let groups = (0..self.protocol.groups.len()).map(|index| Structure::Group(GroupId(index)));
        let shapes: Vec<Shape> =
            classes.chain(groups).filter_map(|of| self.shape(&of, &Scope::default()).ok()).collect();
        self.facts.expect(&shapes);
        let by_intensity: Vec<Shape> =
            self.protocol.by_intensity.iter().filter_map(|of| self.shape(of, &Scope::default()).ok()).collect();
        self.facts.expect(&by_intensity);
    }

    /// Judges once for nothing, to hear which intensities the rules ask for, so that each image is read once. What else is
    /// measured is remembered and costs nothing the second time.
    fn read_images(&self) {
        if !self.protocol.images.iter().any(|image| image.read) {
            return;
        }
        let silent = CaseContext { list_measures: false, ..self.context.clone() };
        let (protocol, facts) = (self.protocol, self.facts);
        let asking = Evaluator::new(protocol, facts, &silent);
        self.facts.read_images_for(|| {
            for rule in self.protocol.rules.iter().filter(|rule| rule.across.is_none()) {
                asking.block(&rule.statements, &Scope::default());
            }
            gather::gather(&asking);
        });
    }
}
