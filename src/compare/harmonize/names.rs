//! Names of the agreed protocol, each given once.

use std::collections::BTreeSet;

/// The names that are taken.
#[derive(Debug, Clone, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The wanted name, or with the suffix of a site where it is taken.
    pub fn claim(&mut self, wanted: &str, suffix: &str) -> String {
        let first = std::iter::once(wanted.to_owned());
        let with_suffix = std::iter::once(format!("{wanted}_{suffix}"));
        let numbered = (2u64..).map(|number| format!("{wanted}_{suffix}_{number}"));
        let free = first.chain(with_suffix).chain(numbered).find(|name| !self.taken.contains(name));
        let name = free.unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }
}
