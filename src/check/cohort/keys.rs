//! `unique(..)` and `same(..)`: by what cases are compared.

use std::collections::BTreeMap;

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::amount::{Amount, Known, SLACK};
use crate::check::evaluate::numbers::speaks_of_every_axis;
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::truth::{Reasons, Truth};
use crate::check::explain::Explanation;
use crate::check::explain::quantities::digits;
use crate::model::across::{Key, KeyKind};
use crate::model::protocol::ClassId;
use crate::model::rule::Structure;
use crate::volume::Geometry;
use crate::volume::grid_match::same_grid;
use crate::words;

use super::gather::{GatheredCase, asked};
use super::group::Group;

/// Cases that are named before the rest is counted.
const NAMED: usize = 5;

/// What a case has for a key.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum KeyValue {
    /// One number, or one for each axis.
    Numbers(Vec<f64>),
    Text(String),
    Grid(Geometry),
    Unknown(Reasons),
    /// It does not apply to this case, which is then like no other and unlike none.
    Nothing,
}

impl KeyValue {
    fn of(amounts: Vec<Amount>) -> KeyValue {
        let mut numbers = Vec::new();
        for amount in amounts {
            match amount {
                Amount::Known(Known { value, .. }) => numbers.push(value),
                Amount::Inapplicable(_) => return KeyValue::Nothing,
                Amount::Unknown(reasons) => return KeyValue::Unknown(reasons),
            }
        }
        KeyValue::Numbers(numbers)
    }

    fn equals(&self, other: &KeyValue) -> bool {
        let close = |a: f64, b: f64| a == b || (a - b).abs() <= SLACK * a.abs().max(b.abs());
        match (self, other) {
            (KeyValue::Numbers(a), KeyValue::Numbers(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| close(a, b))
            }
            (KeyValue::Grid(a), KeyValue::Grid(b)) => same_grid(a, b).is_ok(),
            (a, b) => a == b,
        }
    }

    fn written(&self) -> String {
        match self {
            KeyValue::Numbers(numbers) => {
                numbers.iter().map(|&number| digits(number, None)).collect::<Vec<_>>().join(" x ")
            }
            KeyValue::Text(text) => text.clone(),
            KeyValue::Grid(grid) => grid_in_words(grid),
            KeyValue::Unknown(_) | KeyValue::Nothing => "not known".to_owned(),
        }
    }
}

impl Evaluator<'_> {
    /// What this case has for a key.
    pub(super) fn key(&self, key: &Key, scope: &Scope) -> KeyValue {
        let text = |found: Result<String, Reasons>| match found {
            Ok(text) => KeyValue::Text(text),
            Err(reasons) => KeyValue::Unknown(reasons),
        };
        match &key.kind {
            KeyKind::Number(number) if speaks_of_every_axis(number) => {
                KeyValue::of([0, 1, 2].map(|axis| self.number(number, &scope.along(axis))).to_vec())
            }
            KeyKind::Number(number) => KeyValue::of(vec![self.number(number, scope)]),
            KeyKind::Claim(claim) => match self.claim(claim, scope) {
                Truth::True => KeyValue::Text("yes".to_owned()),
                Truth::False => KeyValue::Text("no".to_owned()),
                Truth::Unknown(reasons) => KeyValue::Unknown(reasons),
                Truth::Inapplicable => KeyValue::Nothing,
            },
            KeyKind::Fact(field) => text(self.fact(*field, scope).map(|value| value.written())),
            KeyKind::Header(field) => match self.header(*field) {
                Some(word) => KeyValue::Text(word),
                None => KeyValue::Unknown(Reasons::from([format!(
                    "the files do not say the {}",
                    words::header_field(*field)
                )])),
            },
            KeyKind::Size => KeyValue::Text(self.facts.geometry().shape.map(|side| side.to_string()).join(" x ")),
            KeyKind::Grid => KeyValue::Grid(self.facts.geometry().clone()),
            KeyKind::Labels => self.classes_present(scope),
            KeyKind::Content => text(
                self.context
                    .content
                    .clone()
                    .ok_or_else(|| Reasons::from(["the label map could not be read".to_owned()])),
            ),
            KeyKind::ImageContent => text(self.facts.image_content(0).map_err(|reason| Reasons::from([reason]))),
        }
    }

    fn classes_present(&self, scope: &Scope) -> KeyValue {
        let mut present = Vec::new();
        for (at, class) in self.protocol.labels.classes.iter().enumerate() {
            match self.presence(&Structure::Class(ClassId(at)), scope) {
                Truth::True => present.push(class.name.as_str()),
                Truth::Unknown(reasons) => return KeyValue::Unknown(reasons),
                Truth::False | Truth::Inapplicable => {}
            }
        }
        KeyValue::Text(if present.is_empty() { "no class".to_owned() } else { present.join(", ") })
    }

    /// No two cases have the same values.
    pub fn unique(&self, keys: &[Key], scope: &Scope) -> Truth {
        let Some(group) = self.group else { return Truth::Inapplicable };
        let found = Compared::of(self, group, keys, scope);
        match found.sets.iter().any(|(_, cases)| cases.len() > 1) {
            true => Truth::False,
            false if !found.unknown.is_empty() => Truth::Unknown(found.unknown),
            false if found.sets.is_empty() => Truth::Inapplicable,
            false => Truth::True,
        }
    }

    /// All cases have the same values.
    pub fn same(&self, keys: &[Key], scope: &Scope) -> Truth {
        let Some(group) = self.group else { return Truth::Inapplicable };
        let found = Compared::of(self, group, keys, scope);
        match found.sets.len() {
            0 if found.unknown.is_empty() => Truth::Inapplicable,
            0 | 1 if !found.unknown.is_empty() => Truth::Unknown(found.unknown),
            0 | 1 => Truth::True,
            _ => Truth::False,
        }
    }

    /// Which cases are alike and must not be.
    pub fn explain_unique(&self, keys: &[Key], scope: &Scope) -> Explanation {
        let Some(group) = self.group else { return Explanation::default() };
        let found = Compared::of(self, group, keys, scope);
        let alike: Vec<String> = found
            .sets
            .iter()
            .filter(|(_, cases)| cases.len() > 1)
            .map(|(values, cases)| format!("{} in {}", said(keys, values), named(cases)))
            .collect();
        let shared: usize = found.sets.iter().filter(|(_, cases)| cases.len() > 1).map(|(_, cases)| cases.len()).sum();
        let help = "find which of the cases is right; the others carry what is not theirs, or are copies";
        Explanation::new(listed(&alike), help).measured(format!("{shared} cases alike")).allowed("no two cases alike")
    }

    /// Which cases differ from the others.
    pub fn explain_same(&self, keys: &[Key], scope: &Scope) -> Explanation {
        let Some(group) = self.group else { return Explanation::default() };
        let mut found = Compared::of(self, group, keys, scope);
        // The most common first; of equals, that of the first case.
        found.sets.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.len()));
        let said: Vec<String> =
            found.sets.iter().map(|(values, cases)| format!("{} in {}", said(keys, values), named(cases))).collect();
        let count = found.sets.len();
        let help = "bring the cases to one convention, or group them: `across cases by ..`";
        Explanation::new(listed(&said), help)
            .measured(format!("{count} different values"))
            .allowed("the same in all cases")
    }
}

/// Cases by their values, in order of the first case of each.
struct Compared<'g> {
    sets: Vec<(Vec<KeyValue>, Vec<&'g GatheredCase>)>,
    unknown: Reasons,
}

impl<'g> Compared<'g> {
    fn of(evaluator: &Evaluator<'_>, group: &'g Group<'_>, keys: &[Key], scope: &Scope) -> Compared<'g> {
        let asked: Vec<_> = keys.iter().map(|key| asked(evaluator, &key.text, scope)).collect();
        let mut sets: Vec<(Vec<KeyValue>, Vec<&GatheredCase>)> = Vec::new();
        // Numbers are compared with slack, so that only what is written alike is found by its name.
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut unknown = Reasons::new();
        for case in &group.cases {
            let lookup = |asked| case.keys.get(asked).cloned().unwrap_or_else(|| KeyValue::Unknown(case.why_unknown()));
            let values: Vec<KeyValue> = asked.iter().map(lookup).collect();
            let reasons: Vec<&Reasons> = values
                .iter()
                .filter_map(|value| match value {
                    KeyValue::Unknown(reasons) => Some(reasons),
                    _ => None,
                })
                .collect();
            if !reasons.is_empty() {
                unknown.extend(reasons.into_iter().flatten().map(|reason| format!("`{}`: {reason}", case.name)));
                continue;
            }
            if values.contains(&KeyValue::Nothing) {
                continue;
            }
            let alike = |known: &[KeyValue]| known.iter().zip(&values).all(|(a, b)| a.equals(b));
            let texts = values.iter().all(|value| matches!(value, KeyValue::Text(_)));
            let written = format!("{:?}", values.iter().map(KeyValue::written).collect::<Vec<_>>());
            let at = match places.get(&written) {
                Some(&at) if texts => Some(at),
                _ if texts => None,
                _ => sets.iter().position(|(known, _)| alike(known)),
            };
            match at.and_then(|at| sets.get_mut(at)) {
                Some((_, cases)) => cases.push(case),
                None => {
                    places.insert(written, sets.len());
                    sets.push((values, vec![case]));
                }
            }
        }
        Compared { sets, unknown }
    }
}

/// `240 x 240 x 155 voxels of 1 x 1 x 1 mm from (-90, -126, -72)`
fn grid_in_words(grid: &Geometry) -> String {
    let listed = |numbers: [f64; 3], by: &str| numbers.map(|number| digits(number, None)).join(by);
    let shape = grid.shape.map(|side| side.to_string()).join(" x ");
    let origin = grid.affine.as_ref().map(|affine| format!(" from ({})", listed(affine.origin(), ", ")));
    format!("{shape} voxels of {} mm{}", listed(grid.spacing, " x "), origin.unwrap_or_default())
}

fn said(keys: &[Key], values: &[KeyValue]) -> String {
    let said = |(key, value): (&Key, &KeyValue)| match key.kind {
        // A hash says nothing to a person.
        KeyKind::Content | KeyKind::ImageContent => format!("`{}` is one and the same", key.text),
        _ => format!("`{}` is `{}`", key.text, value.written()),
    };
    keys.iter().zip(values).map(said).collect::<Vec<_>>().join(" and ")
}

fn named(cases: &[&GatheredCase]) -> String {
    let names: Vec<String> = cases.iter().take(NAMED).map(|case| format!("`{}`", case.name)).collect();
    match cases.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn listed(said: &[String]) -> String {
    let shown: Vec<&str> = said.iter().take(NAMED).map(String::as_str).collect();
    match said.len().saturating_sub(NAMED) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}
