//! One page for a whole run, with pictures and charts.

use std::io::{self, Write};

use super::super::accepted::Accepted;
use super::super::catalogue::Catalogue;
use super::super::html::{self, REPORT, ReportData};
use super::super::record::Summary;
use super::{Part, Renderer, Wants};

/// Everything is written at the end: a page begins with its summary.
pub struct Html {
    data: ReportData,
}

impl Html {
    pub fn new(catalogue: Catalogue) -> Self {
        Html { data: ReportData::new(catalogue) }
    }
}

impl Renderer for Html {
    fn wants(&self) -> Wants {
        Wants { measures: true, pictures: true, accepted: true }
    }

    fn part(&mut self, _out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        if let Some(record) = part.record {
            self.data.record(record);
        }
        for (finding, fingerprint) in part.printed() {
            self.data.finding(finding, fingerprint, part.record.is_some());
        }
        Ok(())
    }

    fn accepted(&mut self, _out: &mut dyn Write, accepted: &[(Accepted, String)]) -> io::Result<()> {
        self.data.accepted(accepted);
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let data = std::mem::replace(&mut self.data, ReportData::new(Catalogue::default())).json(summary);
        html::write(out, "voxlint report", &REPORT, "", Some(&data))
    }
}
