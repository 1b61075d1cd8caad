//! Rules across cases, once all cases of a protocol have been read.

use std::sync::Arc;

use crate::check::cohort::{self, GatheredCase, GroupVerdict};
use crate::check::run::record;
use crate::model::Protocol;
use crate::report::{CaseRecord, Finding};

/// What was gathered of the cases, by protocol, in the order of the first case of each.
#[derive(Debug, Default)]
pub struct AcrossCases {
    protocols: Vec<(Arc<Protocol>, Vec<GatheredCase>)>,
}

impl AcrossCases {
    pub fn add(&mut self, protocol: Option<&Arc<Protocol>>, gathered: Option<GatheredCase>) {
        let (Some(protocol), Some(gathered)) = (protocol, gathered) else { return };
        match self.protocols.iter_mut().find(|(known, _)| Arc::ptr_eq(known, protocol)) {
            Some((_, cases)) => cases.push(gathered),
            None => self.protocols.push((Arc::clone(protocol), vec![gathered])),
        }
    }

    /// A record for each group of cases, with its findings.
    pub fn judge(self) -> Vec<(CaseRecord, Vec<Finding>)> {
        let mut groups: Vec<(CaseRecord, Vec<Finding>)> = Vec::new();
        for (protocol, cases) in &self.protocols {
            let verdict = cohort::judge(protocol, cases);
            let title = protocol.title();
            for GroupVerdict { label, outcome, findings } in verdict.groups {
                let known = |(record, _): &&mut (CaseRecord, Vec<Finding>)| {
                    record.case == label && record.protocol.as_ref() == Some(&title)
                };
                match groups.iter_mut().find(known) {
                    Some((known, told)) => {
                        known.outcomes.push(record(outcome));
                        told.extend(findings);
                    }
                    None => {
                        let record = CaseRecord {
                            case: label,
                            files: Vec::new(),
                            image: None,
                            protocol: Some(title.clone()),
                            outcomes: vec![record(outcome)],
                            measures: Vec::new(),
                        };
                        groups.push((record, findings));
                    }
                }
            }
        }
        groups
    }
}
