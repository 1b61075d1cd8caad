//! Right and wrong: a made case that breaks just one rule, beside one that breaks none.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::check::pictures::made::{Beside, MadeMap, beside};
use crate::logic::anatomy::View;
use crate::model::{Protocol, Rule};
use crate::phantom::example::{Contrast, Examples, NoExample};
use crate::phantom::judge::judged_as;
use crate::phantom::mend::Effort;
use crate::phantom::seen::{Seen, seen};
use crate::phantom::witness::Made;
use crate::picture::Detail;
use crate::report::picture::Picture;
use crate::words::in_print;

/// Pictures of labels alone are small: the finest there is.
const DETAIL: Detail = Detail { longest: 240, levels: 2 };

/// What there is to see of a rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Example {
    /// Nobody asked, or a person checks it.
    #[default]
    Unasked,
    Shown(Box<Shown>),
    /// Why there is none, as the end of a sentence.
    Missing(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What the rule says of the wrong one.
    pub says: String,
    /// `None`: what is wrong is not to be seen in a slice.
    pub wrong: Option<Picture>,
    pub right: Option<Picture>,
}

/// Makes the examples of one protocol.
#[derive(Debug)]
pub struct Maker<'p> {
    protocol: &'p Protocol,
    examples: Examples<'p>,
}

impl<'p> Maker<'p> {
    pub fn new(protocol: &'p Protocol) -> Self {
        Maker { protocol, examples: Examples::within(protocol, Effort::STEADY) }
    }

    /// The rules that a program checks: a case could break them.
    pub fn breakable(&self) -> Vec<&'p Rule> {
        self.protocol.rules.iter().filter(|rule| !rule.statements.is_empty()).collect()
    }

    /// An example that cannot be made leaves the others as they are.
    pub fn example(&self, rule: &Rule) -> Example {
        unless_it_panics(|| self.made(rule))
    }

    fn made(&self, rule: &Rule) -> Example {
        if rule.across.is_some() {
            return Example::Missing("it compares cases with each other".to_owned());
        }
        match self.examples.contrast(&rule.id) {
            Ok(contrast) => match self.shown(rule, &contrast) {
                Some(shown) => Example::Shown(Box::new(shown)),
                None => Example::Missing("the case that breaks it could not be drawn".to_owned()),
            },
            Err(reason) => Example::Missing(why(&reason)),
        }
    }

    fn shown(&self, rule: &Rule, Contrast { right, wrong }: &Contrast) -> Option<Shown> {
        let (_, view) = View::alone(self.protocol);
        let judged = judged_as(&view, wrong, 0)?;
        let finding = judged.findings.into_iter().find(|finding| finding.code == rule.id)?;
        let seen_of = |made: &Made| seen(&view, &made.phantom, "case").ok();
        let (wrong, right) = (seen_of(wrong)?, right.as_ref().and_then(seen_of));
        let pictures = beside(self.protocol, right.as_ref().map(map), map(&wrong), &finding, DETAIL);
        let (right, wrong) = pictures.map_or((None, None), |Beside { right, wrong }| (right, Some(wrong)));
        Some(Shown { says: in_print(&finding.message), wrong, right })
    }
}

/// A panic is a mistake of this program, and is said where the example would stand.
fn unless_it_panics(make: impl FnOnce() -> Example) -> Example {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| {
        Example::Missing(
            "voxlint failed to make them, which is a mistake in the program and none of the rule".to_owned(),
        )
    })
}

fn map(seen: &Seen) -> MadeMap<'_> {
    MadeMap { map: &seen.map, classes: &seen.classes }
}

/// In words for readers of a guideline.
fn why(reason: &NoExample) -> String {
    match reason {
        NoExample::Contradiction => "no case can meet all rules of this protocol".to_owned(),
        NoExample::Implied => "what breaks it breaks another rule as well: it follows from the others".to_owned(),
        NoExample::NotMeasured(_) => "it needs more than a label map, such as an image or other files".to_owned(),
        NoExample::BreaksOthers(others) => format!("what breaks it was found to break {others} as well"),
        NoExample::NearestBreaks(_) | NoExample::NeverBroken => "no made label map broke it alone".to_owned(),
        NoExample::NeverApplies => "no made label map holds what it speaks of".to_owned(),
        NoExample::TooLarge | NoExample::TooMuchWork(_) => "a label map for it would be too large".to_owned(),
        NoExample::NoSuchRule(_) => "no program checks it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_said_where_the_example_would_stand() {
        let Example::Missing(said) = unless_it_panics(|| panic!("as a test")) else { panic!("it went on") };
        assert!(said.starts_with("voxlint failed to make them"), "{said}");
        assert_eq!(unless_it_panics(|| Example::Unasked), Example::Unasked);
    }
}
