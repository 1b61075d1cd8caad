//! Rules across cases, once all cases of a protocol have been read.

use std::sync::Arc;

use crate::check::cohort::{self, GatheredCase};
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

    /// Adds the findings, and gives a record for each group of cases.
    pub fn judge(self, findings: &mut Vec<Finding>) -> Vec<CaseRecord> {
        let mut records: Vec<CaseRecord> = Vec::new();
        for (protocol, cases) in &self.protocols {
            let verdict = cohort::judge(protocol, cases);
            findings.extend(verdict.findings);
            for (label, outcome) in verdict.outcomes {
                match records.iter_mut().find(|record| record.case == label) {
                    Some(known) => known.outcomes.push(record(outcome)),
                    None => records.push(CaseRecord {
                        case: label,
                        files: Vec::new(),
                        image: None,
                        protocol: Some(protocol.title()),
                        outcomes: vec![record(outcome)],
                    }),
                }
            }
        }
        records
    }
}
