//! Cases that are judged together.

use std::collections::BTreeMap;

use crate::check::evaluate::truth::Reasons;
use crate::model::Protocol;
use crate::model::field::FieldId;

use super::gather::GatheredCase;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group<'c> {
    /// `patient` and its value, where cases are grouped.
    pub by: Option<(String, String)>,
    pub cases: Vec<&'c GatheredCase>,
}

impl Group<'_> {
    /// `all 12 cases`, `the 5 cases of patient `7``
    pub fn label(&self) -> String {
        let count = match self.cases.len() {
            1 => "case".to_owned(),
            count => format!("{count} cases"),
        };
        match &self.by {
            Some((field, value)) => format!("the {count} with {field} {value}"),
            None if self.cases.len() == 1 => "the only case".to_owned(),
            None => format!("all {count}"),
        }
    }
}

/// The groups in order of their value, and why some cases belong to none.
pub(super) fn groups<'c>(
    protocol: &Protocol,
    by: Option<FieldId>,
    cases: &'c [GatheredCase],
) -> (Vec<Group<'c>>, Reasons) {
    let Some(by) = by else {
        return (vec![Group { by: None, cases: cases.iter().collect() }], Reasons::new());
    };
    let name = protocol.field(by).map(|field| field.name.clone()).unwrap_or_default();
    let mut groups: BTreeMap<String, Vec<&GatheredCase>> = BTreeMap::new();
    let mut unknown = Reasons::new();
    for case in cases {
        match case.groups.get(&by) {
            Some(Ok(value)) => groups.entry(value.clone()).or_default().push(case),
            Some(Err(reasons)) => unknown.extend(reasons.iter().map(|reason| format!("`{}`: {reason}", case.name))),
            None => unknown.extend(case.why_unknown().iter().map(|reason| format!("`{}`: {reason}", case.name))),
        }
    }
    let groups = groups.into_iter().map(|(value, cases)| Group { by: Some((name.clone(), value)), cases }).collect();
    (groups, unknown)
}
