//! IDs of rules in the agreed protocol.
//!
//! A rule of `north/liver-ct` called `LIV-003` becomes `NORTHLIV-003`. That depends on the site and on its own ID alone, so
//! that it stays what it is when other sites join or leave. What a site's label table or facts demand and the agreed ones
//! cannot say becomes `NORTHLABELS-001` and `NORTHCASE-001`, by the number of the line.

use std::collections::BTreeSet;

/// IDs that are taken.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// The ID of a site's rule.
    pub fn claim(&mut self, tag: &str, own: &str) -> String {
        let wanted = if own.starts_with(tag) { own.to_owned() } else { format!("{tag}{own}") };
        let (stem, number) = wanted.rsplit_once('-').unwrap_or((&wanted, "1"));
        let others = (2u64..).map(|again| format!("{stem}X{again}-{number}"));
        let free = std::iter::once(wanted.clone()).chain(others).find(|id| !self.taken.contains(id));
        let id = free.unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }
}
