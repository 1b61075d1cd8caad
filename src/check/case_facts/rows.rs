//! The tables of a case, row by row: values, outcomes and findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Protocol;
use crate::model::field::FieldId;
use crate::model::suggest::listed;
use crate::model::table::{RowTable, TableId};
use crate::report::{Evidence, Finding, Severity};

use super::super::outcome::{Outcome, RuleOutcome};
use super::fields::Reader;
use super::gather::{Gathered, GatheredTable, Record};
use super::{CaseFacts, RowFacts, TableFacts};

/// Findings of one field that are shown; the others are counted.
const SHOWN: usize = 20;

/// Adds to `facts` what is known of every table. `file` is what a finding about a missing table is about.
pub fn read(protocol: &Protocol, gathered: &Gathered, case: &str, file: &str, facts: &mut CaseFacts) {
    for (at, table) in protocol.tables.iter().enumerate() {
        let reader = TableReader { protocol, table, case, file };
        let nothing = GatheredTable::default();
        let rows = reader.read(gathered.tables.get(&table.name).unwrap_or(&nothing), facts);
        facts.tables.insert(TableId(at), Arc::new(rows));
    }
}

struct TableReader<'r> {
    protocol: &'r Protocol,
    table: &'r RowTable,
    case: &'r str,
    file: &'r str,
}

impl TableReader<'_> {
    fn read(&self, gathered: &GatheredTable, facts: &mut CaseFacts) -> TableFacts {
        if let Some(reason) = self.missing(gathered) {
            if self.may_be_missing() && gathered.unusable.is_none() {
                self.outcome(facts, self.table.id(), Outcome::NotApplicable);
            } else {
                facts.findings.push(self.missing_finding(&reason, gathered.unusable.is_some()));
                self.outcome(facts, self.table.id(), Outcome::Fail);
            }
            let unmeasured = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
            self.table.fields.iter().for_each(|field| self.outcome(facts, field.id(), unmeasured.clone()));
            return TableFacts::Missing(reason);
        }
        let mut rows = Vec::new();
        let mut outcomes = vec![Outcome::NotApplicable; self.table.fields.len()];
        let mut findings: Vec<Vec<Finding>> = vec![Vec::new(); self.table.fields.len()];
        for record in &gathered.records {
            rows.push(self.row(record, &mut outcomes, &mut findings));
        }
        let repeated = self.repeated(&rows, &gathered.records);
        self.outcome(facts, self.table.id(), if repeated.is_empty() { Outcome::Pass } else { Outcome::Fail });
        facts.findings.extend(self.few(repeated));
        for ((field, outcome), found) in self.table.fields.iter().zip(outcomes).zip(findings) {
            self.outcome(facts, field.id(), outcome);
            facts.findings.extend(self.few(found));
        }
        TableFacts::Rows(rows)
    }

    fn row(&self, record: &Record, outcomes: &mut [Outcome], findings: &mut [Vec<Finding>]) -> RowFacts {
        let place = record.row().map(|row| row.place.clone()).unwrap_or_default();
        let uneven = record.row().and_then(|row| row.uneven);
        if let Some(found) = uneven {
            let (file, due) = (&record.file, record.table().columns.len());
            let reason = format!("{place} of `{file}` has {found} cells, not {due}");
            let unknown = (0..self.table.fields.len()).map(|at| (FieldId(at), reason.clone())).collect();
            for outcome in outcomes {
                *outcome = outcome.clone().and(Outcome::CouldNotMeasure { reasons: [reason.clone()].into() });
            }
            let unusable = (0..self.table.fields.len()).map(FieldId).collect();
            return RowFacts { name: place, unknown, unusable, ..RowFacts::default() };
        }
        let gathered = Gathered { records: vec![record.clone()], ..Gathered::default() };
        let mut facts = CaseFacts::default();
        for (at, field) in self.table.fields.iter().enumerate() {
            let reader =
                Reader { protocol: self.protocol, gathered: &gathered, case: self.case, file: &record.file, field };
            reader.read(FieldId(at), &mut facts);
            let found = facts.findings.drain(..);
            if let (Some(outcome), Some(findings)) = (outcomes.get_mut(at), findings.get_mut(at)) {
                let own = facts.outcomes.pop().map_or(Outcome::NotApplicable, |own| own.outcome);
                *outcome = outcome.clone().and(own);
                // A column that is not there is missing once, not in every row.
                found.for_each(|finding| {
                    if !findings.iter().any(|known| known.message == finding.message) {
                        findings.push(finding);
                    }
                });
            }
        }
        let key: Option<Vec<String>> = self.table.key().map(|id| Some(facts.known.get(&id)?.value.written())).collect();
        let name = key.filter(|key| !key.is_empty()).map_or(place, |key| key.join("/"));
        RowFacts { name, known: facts.known, unknown: facts.unknown, unusable: facts.unusable }
    }

    /// Rows whose key another one has.
    fn repeated(&self, rows: &[RowFacts], records: &[Record]) -> Vec<Finding> {
        let fields: Vec<FieldId> = self.table.key().collect();
        let mut places: BTreeMap<Vec<String>, Vec<&Record>> = BTreeMap::new();
        if fields.is_empty() {
            return Vec::new();
        }
        for (row, record) in rows.iter().zip(records) {
            let key: Option<Vec<String>> = fields.iter().map(|id| Some(row.known.get(id)?.value.written())).collect();
            if let Some(key) = key {
                places.entry(key).or_default().push(record);
            }
        }
        let several = places.into_iter().filter(|(_, records)| records.len() > 1);
        several.map(|(key, records)| self.repeated_finding(&fields, &key, &records)).collect()
    }

    fn repeated_finding(&self, fields: &[FieldId], key: &[String], records: &[&Record]) -> Finding {
        let field = |id: &FieldId| self.table.field(*id).map(|field| field.name.clone()).unwrap_or_default();
        let key: Vec<String> =
            fields.iter().zip(key).map(|(id, value)| format!("`{}` = `{value}`", field(id))).collect();
        let places: Vec<&str> = records.iter().filter_map(|record| Some(record.row()?.place.as_str())).collect();
        let file = records.first().map(|record| record.file.clone()).unwrap_or_default();
        let message = format!("{} rows of `{}` have {}", records.len(), self.table.name, key.join(" and "));
        let help = format!("keep one of {} of `{file}`, or give each a key of its own", listed(&places, "and"));
        let measured = format!("{} rows", records.len());
        self.finding(message, help, &file, &measured, "1 row")
    }

    /// `files` says that the file of the table is optional.
    fn may_be_missing(&self) -> bool {
        let lines = self.protocol.files.iter().flat_map(|files| &files.lines);
        lines.into_iter().any(|line| line.optional && line.name == self.table.name)
    }

    /// Why the rows are not known.
    fn missing(&self, gathered: &GatheredTable) -> Option<String> {
        let name = &self.table.name;
        if let Some(reason) = &gathered.unusable {
            return Some(reason.clone());
        }
        gathered.files.is_empty().then(|| format!("no file supplies the table `{name}`"))
    }

    fn missing_finding(&self, reason: &str, unusable: bool) -> Finding {
        let name = &self.table.name;
        let help = match unusable {
            true => {
                format!("mend the file, or name the column with the cases: `tables: {{{name}: {{file: .., by: ..}}}}`")
            }
            false => format!("name one with `--table {name}=FILE`, or under `tables:` in voxlint.yaml"),
        };
        self.finding(reason.to_owned(), help, self.file, "no table", "a table")
    }

    fn outcome(&self, facts: &mut CaseFacts, id: String, outcome: Outcome) {
        facts.outcomes.push(RuleOutcome { id, severity: Severity::Error, outcome });
    }

    fn few(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let more = findings.len().saturating_sub(SHOWN);
        findings.truncate(SHOWN);
        if let Some(first) = findings.first().filter(|_| more > 0) {
            let further = Finding::error(first.code.clone(), format!("{more} further rows have the same fault"))
                .help(format!("the first {SHOWN} are shown; mend those, then check again"))
                .label(&self.protocol.source, self.table.span, "declared here")
                .evidence(Evidence { case: Some(self.case.to_owned()), ..Evidence::default() });
            findings.push(Finding { file: first.file.clone(), ..further });
        }
        findings
    }

    fn finding(&self, message: String, help: String, file: &str, measured: &str, allowed: &str) -> Finding {
        Finding::error(self.table.id(), message)
            .help(help)
            .file(file)
            .label(&self.protocol.source, self.table.span, "declared here")
            .evidence(Evidence {
                case: Some(self.case.to_owned()),
                measured: Some(measured.to_owned()),
                allowed: Some(allowed.to_owned()),
                ..Evidence::default()
            })
    }
}
